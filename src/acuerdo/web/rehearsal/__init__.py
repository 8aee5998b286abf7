"""A rehearsal: a season of the service played by programs and pages from filing to permit, and recounted."""
