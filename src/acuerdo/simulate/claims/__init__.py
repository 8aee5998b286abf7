"""Claims of the sources as experiments: the cause changed, the outcome read, mechanism on and off."""
