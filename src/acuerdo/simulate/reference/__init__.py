"""The readable engine: everybody, every month, in plain NumPy. The fast one agrees with it person by
person."""
