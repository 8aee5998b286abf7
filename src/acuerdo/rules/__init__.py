"""Decisions on a whole queue: eligibility, order, places under caps, permits, returns."""
