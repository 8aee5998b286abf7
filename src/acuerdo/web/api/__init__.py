"""The programming interface for the systems of employers and governments: the same actions as the pages."""
