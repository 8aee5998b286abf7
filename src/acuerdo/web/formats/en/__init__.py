"""English, with days that nobody misreads."""
