"""Proof: a match that anybody can check, without personal data."""
