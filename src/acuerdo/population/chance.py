"""Chance: random streams that are told apart by name."""

import hashlib
import json
from operator import index

from numpy.random import Generator, Philox


def stream(seed: int, *names: str | int) -> Generator:
    """Open the random stream of a seed and a name of any number of parts.

    The key of a Philox counter generator is the first half of the SHA-256 of the seed and the names,
    written as a JSON array: parts are delimited (`"a", "bc"` is not `"ab", "c"`) and the number 1 is not
    the text "1". Streams share no state, so drawing from one never moves another. The bits are the same
    on any machine; `random()`, which takes 53 of them, is the one draw this project builds upon.

    Args:
        seed: any whole number.
        names: what the draws are for, such as `"pool", "age"`.

    Returns:
        A new generator at the start of its stream.

    Raises:
        TypeError: a seed or name that is neither text nor a whole number.
        ValueError: no name was given.
    """
    if not names:
        raise ValueError("a random stream needs a name")
    parts = [index(seed), *(name if isinstance(name, str) else index(name) for name in names)]
    digest = hashlib.sha256(json.dumps(parts).encode()).digest()
    return Generator(Philox(key=int.from_bytes(digest[:16], "little")))
