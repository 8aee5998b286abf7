"""Audited actions on real cases: each asks who may, asks the rules, and writes record and audit at once."""
