"""Matching: willing workers with willing employers, so that nobody has reason to change."""
