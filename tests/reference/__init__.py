"""Every rule once more, for one person at a time: slow, plain, and written from the words of the clauses.

Nothing here is shared with the rules under test; only files read into typed terms are. A fact is True or
False, an int, a float, a date, a word, NEVER, or None where nobody knows it; an answer is True, False, or
None where evidence is needed.
"""

NEVER = "never"


class Odd(int):
    """A code in an array that stands for no value of its fact."""


def known(value: object) -> object:
    """A value, or None where it is unknown or no value at all."""
    return None if isinstance(value, Odd) else value
