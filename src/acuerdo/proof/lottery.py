"""A lottery that no party can bend: secrets named beforehand, a closed list, and a value known only later.

Before applications close, each party publishes a commitment to a secret of 32 bytes. Once they are closed,
the secrets are revealed; once that time is over, a public beacon that was named beforehand gives its value.
The seed is the digest of all of these. A secret that is not revealed is left out: as the beacon is not known
by then, nobody can tell what is gained by withholding one.
"""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, StringConstraints

from acuerdo.proof.forms import Form, Hex, Moment, Name, Word
from acuerdo.proof.hashing import DIGEST_BYTES, prefixed, tagged
from acuerdo.proof.told import Facts, Told

Value = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{2}){32,256}\z")]
"""What a beacon says: 32 bytes or more, each as two signs."""


class Beacon(Form):
    """A public value that nobody knows beforehand.

    Fields:
        name: who publishes it, and where it is found.
        round: which of its values.
        due: when it is published; after all secrets are revealed.
    """

    name: Word
    round: Word
    due: Moment


class Terms(Form):
    """What is settled before anybody commits: every commitment and the seed are made under it.

    Fields:
        season, round: what is drawn for.
        parties: the codes of those who take part, in their order.
        closes: when applications close; commitments are published before.
        reveal_by: when the time to reveal is over.
        withheld: what is done with a secret that is not revealed by then: it is left out.
        beacon: the public value that is known only later.
    """

    season: Word
    round: Word
    parties: Annotated[list[Name], Field(min_length=1)]
    closes: Moment
    reveal_by: Moment
    withheld: Literal["left_out"]
    beacon: Beacon


class Share(Form):
    """What one party adds.

    Fields:
        committed: when its commitment was published.
        commitment: as `commitment` makes it.
        revealed: when its secret was published; None where it was withheld or came late.
        secret: 32 bytes; None where it was withheld or came late.
    """

    committed: Moment
    commitment: Hex
    revealed: Moment | None = None
    secret: Hex | None = None


class Applications(Form):
    """The closed list.

    Fields:
        count: how many applications are on it.
        sha256: as `list_digest` makes it.
    """

    count: Annotated[int, Field(ge=0)]
    sha256: Hex


class Record(Form):
    """The record of one lottery.

    Fields:
        terms: what is settled beforehand.
        shares: what each party adds, by its code.
        applications: the closed list; None before they close.
        beacon: what the beacon said; None before it is due.
        seed: 32 bytes, as `seed` makes it; None before the beacon is known.
    """

    terms: Terms
    shares: dict[Name, Share]
    applications: Applications | None = None
    beacon: Value | None = None
    seed: Hex | None = None


def commitment(terms: Terms, party: str, secret: bytes) -> str:
    """What a party publishes before applications close.

    It hides the secret, as nobody can try 2**256 of them: the secret must be drawn by a good generator, not
    thought of. It binds, as nobody finds another secret of the same digest. It is made under the terms, so
    that the beacon was named before; and under the party, so that none passes off what another has committed
    as its own.

    Raises:
        ValueError: the secret is not 32 bytes long.
    """
    if len(secret) != DIGEST_BYTES:
        raise ValueError(f"a secret has {DIGEST_BYTES} bytes, not {len(secret)}")
    return tagged("commitment", terms.written(), party, secret).hex()


def list_digest(applications: Sequence[str]) -> str:
    """The digest of a closed list of applications, in whatever order they are given.

    Raises:
        ValueError: an application is on the list twice, or has no name.
    """
    names = sorted(each.encode() for each in applications)
    for before, name in pairwise([b"", *names]):
        if before == name:
            raise ValueError(f"application {name.decode()!r} is on the list twice, or has no name")
    return tagged("applications", *names).hex()


def seed(record: Record) -> str:
    """The seed of a record: its terms, its closed list, the value of the beacon, and each secret or that
    there is none, in the order of the codes of the parties.

    Raises:
        ValueError: applications are not closed, or the beacon is not known.
    """
    if record.applications is None or record.beacon is None:
        raise ValueError("the seed needs the closed list and the value of the beacon")
    shares = (
        prefixed(party.encode()) + (b"" if share.secret is None else bytes.fromhex(share.secret))
        for party, share in sorted(record.shares.items())
    )
    closed, beacon = bytes.fromhex(record.applications.sha256), bytes.fromhex(record.beacon)
    return tagged("seed", record.terms.written(), closed, beacon, *shares).hex()


def draws(seed: str, applications: Sequence[str]) -> NDArray[np.uint64]:
    """The number that each application draws, shape (n,): the first 8 bytes of a digest of the seed and its
    name, so that it depends on no other application and on no order. Least is first in line.

    Two of 400,000 draw the same number once in 200 million lotteries; the name then decides.
    """
    begun = hashlib.sha256(prefixed(b"acuerdo 1 draw") + prefixed(bytes.fromhex(seed)))
    drawn = bytearray()
    for each in applications:
        made = begun.copy()
        made.update(prefixed(each.encode()))
        drawn += made.digest()[:8]
    return np.frombuffer(bytes(drawn), ">u8").astype(np.uint64)


def faults(record: Record) -> Iterator[Told]:
    """Everything that is wrong with a record, told from the record alone."""
    terms = record.terms
    if not terms.closes < terms.reveal_by < terms.beacon.due:
        times: Facts = {"closes": terms.closes, "reveal_by": terms.reveal_by, "due": terms.beacon.due}
        yield Told("lottery_times", times)
    if terms.parties != sorted(record.shares):
        yield Told("lottery_parties", {"terms": ", ".join(terms.parties), "shares": ", ".join(record.shares)})
    for party, share in sorted(record.shares.items()):
        yield from _faults_of(terms, party, share)
    if record.applications is None:
        yield Told("lottery_no_list")
    if record.beacon is None:
        yield Told("lottery_no_beacon", {"name": terms.beacon.name, "round": terms.beacon.round})
    if record.applications is not None and record.beacon is not None and record.seed != seed(record):
        yield Told("lottery_seed", {"found": record.seed or "-", "expected": seed(record)})


def _faults_of(terms: Terms, party: str, share: Share) -> Iterator[Told]:
    times: Facts = {"party": party, "closes": terms.closes, "reveal_by": terms.reveal_by}
    if share.committed >= terms.closes:
        yield Told("lottery_late", {**times, "at": share.committed})
    if (share.secret is None) != (share.revealed is None):
        yield Told("lottery_half_revealed", times)
    if share.revealed is not None and not terms.closes <= share.revealed <= terms.reveal_by:
        yield Told("lottery_reveal_time", {**times, "at": share.revealed})
    if share.secret is not None:
        expected = commitment(terms, party, bytes.fromhex(share.secret))
        if share.commitment != expected:
            yield Told("lottery_changed", {"party": party})


def faults_of_list(record: Record, applications: Sequence[str]) -> Iterator[Told]:
    """What is wrong with a closed list, held against a record."""
    if record.applications is None:
        yield Told("lottery_no_list")
        return
    if record.applications.count != len(applications):
        yield Told("list_count", {"found": len(applications), "expected": record.applications.count})
    try:
        same = record.applications.sha256 == list_digest(applications)
    except ValueError as error:
        yield Told("list_twice", {"problem": str(error)})
        return
    if not same:
        yield Told("list_other")


def demonstration_record(
    played: int, season: str, round_: str, parties: Sequence[str], applications: Sequence[str]
) -> Record:
    """The record of the lottery of a played season: its secrets and its beacon are made of the seed of the
    play, and its days are invented. It shows the form of a record; it proves nothing.

    Args:
        played: the seed of the play.
        season, round_: what is drawn for.
        parties: codes of the parties.
        applications: the closed list.
    """

    def made(what: str) -> bytes:
        return tagged("demonstration", str(played), season, round_, what)

    terms = Terms(
        season=season,
        round=round_,
        parties=sorted(parties),
        closes="2000-01-02T00:00:00Z",
        reveal_by="2000-01-04T00:00:00Z",
        withheld="left_out",
        beacon=Beacon(name="demonstration", round=round_, due="2000-01-05T00:00:00Z"),
    )
    shares = {
        party: Share(
            committed="2000-01-01T00:00:00Z",
            commitment=commitment(terms, party, made(party)),
            revealed="2000-01-03T00:00:00Z",
            secret=made(party).hex(),
        )
        for party in parties
    }
    closed = Applications(count=len(applications), sha256=list_digest(applications))
    record = Record(terms=terms, shares=shares, applications=closed, beacon=made("beacon").hex())
    return record.model_copy(update={"seed": seed(record)})
