"""A rehearsal: two seasons of the service played by programs and pages, and recounted from its audit."""
