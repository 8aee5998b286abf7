"""Acuerdo: one migration agreement in one file, operated, simulated and negotiated by the same rules."""

__version__ = "0.1.0"
