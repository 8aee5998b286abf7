"""SQLite as the service writes to it."""
