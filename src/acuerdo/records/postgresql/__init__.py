"""PostgreSQL as the service asks it."""
