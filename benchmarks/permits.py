"""Permits as signed documents: how many a core issues and verifies in a second, beside the curve alone.

Seconds are of the processor, so that a machine shared with others gives about the same answer.
"""

import hashlib
import time
from collections.abc import Callable
from datetime import date

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc.jwk import ECKey

from acuerdo.proof.credentials.digits import to_digits
from acuerdo.proof.credentials.permits import (
    HIDDEN,
    HOLDS,
    issue_permit,
    judge,
    open_statuses,
    read_shown,
    statuses_of,
)
from acuerdo.proof.credentials.published import PublishedKey, name_of
from acuerdo.proof.credentials.signing import base64url
from acuerdo.proof.credentials.statuses import sign_list
from benchmarks.rows import row

TIMES, TURNS = 200, 25
EVERYBODY = 400_000
"""Permits of a nation's season, all in one list."""
TOLD = {
    "number": "P-000000000",
    "from": "2017-04-01",
    "until": "2017-10-31",
    "photo_sha256": "A" * 43,
    "given_names": "Persona de ejemplo",
    "surnames": "de Muestra y Muestra",
    "born_on": "1990-05-17",
    "nationality": "MEX",
    "employer": "An association of growers, Inc.",
    "order": "H-300-16324-123456",
    "photo": base64url(bytes(range(256)) * 3),
}
DAY, NOW = date(2017, 5, 1), 1_493_640_000
LEAST_ISSUED, LEAST_VERIFIED = 1_000, 5_000
"""Permits a second and core that are issued, and verified, at least (the bounds of the project)."""


def a_second(work: Callable[[], object]) -> float:
    """How often some work is done in a second of one core: the fastest of short turns, as others slow it."""
    work()
    found = []
    for _ in range(TURNS):
        begun = time.process_time()
        for _ in range(TIMES):
            work()
        found.append(TIMES / (time.process_time() - begun))
    return max(found)


def scattered(at: int) -> int:
    """Places in the list without a pattern, so that they pack as badly as real ones."""
    return int.from_bytes(hashlib.sha256(str(at).encode()).digest()[:8], "big") % EVERYBODY


def permits() -> list[bool]:
    """Issued and verified in a second, and the list of a nation."""
    key = ECKey.generate_key("P-256")
    kid, salts = name_of(key), [bytes(16)] * len(HIDDEN)
    keys = {kid: PublishedKey(kid, "USA", key, DAY)}
    gone = {scattered(at) for at in range(EVERYBODY // 50)}
    about = statuses_of("USA")
    begun = time.process_time()
    listed = sign_list(about, gone, EVERYBODY, NOW, NOW + 1, key, kid)
    signing = time.process_time() - begun
    statuses = open_statuses(listed, keys)
    made = issue_permit(TOLD, "USA", 1, "B" * 43, salts, key, kid)
    text, digits = made.text, to_digits(made)
    assert judge(read_shown(text), keys, statuses, DAY, NOW).verdict == HOLDS
    issued = a_second(lambda: issue_permit(TOLD, "USA", 1, "B" * 43, salts, key, kid))
    verified = a_second(lambda: judge(read_shown(text), keys, statuses, DAY, NOW))
    read = a_second(lambda: judge(read_shown(digits), keys, statuses, DAY, NOW))
    words, algorithm = text.encode(), ec.ECDSA(hashes.SHA256())
    seal = key.private_key.sign(words, algorithm)  # type: ignore[union-attr]
    alone = a_second(lambda: key.public_key.verify(seal, words, algorithm))
    print(f"     a permit is {len(text):,} letters, and {len(digits):,} digits in its code")
    print(f"     the curve alone verifies {alone:,.0f} a second; read from digits {read:,.0f} are verified")
    print(f"     the list of {EVERYBODY:,} permits is {len(listed):,} letters, signed in {signing:.3f} s")
    return [
        row("permits issued and signed a second and core", issued, LEAST_ISSUED, "/s", least=True),
        row("permits verified a second and core", verified, LEAST_VERIFIED, "/s", least=True),
        row("the status list of 400,000 permits, made and signed", signing, 1),
    ]


if __name__ == "__main__":
    permits()
