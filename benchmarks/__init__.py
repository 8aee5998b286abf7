"""Measurements, each beside a peer or a plain baseline in the same run. `make bench` runs them all."""
