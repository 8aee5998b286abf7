"""Spanish of Mexico."""
