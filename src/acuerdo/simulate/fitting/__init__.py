"""Fitting: targets of 1990-2007, and the sets of parameters that they do not rule out."""
