"""What all tests share: hypothesis draws the same examples at every run, and takes what time it needs."""

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.load_profile("same")
