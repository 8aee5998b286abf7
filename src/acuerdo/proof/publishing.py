"""A result is published: a folder for everybody, without personal data, and a roll for the governments."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import Field

from acuerdo.agreement.reading.files import save
from acuerdo.matching.market import MOST_WORKERS, Ints, Market
from acuerdo.matching.stability import cutoffs
from acuerdo.proof.about import About, Applied, faults, in_order
from acuerdo.proof.forms import Form, Hex, Name, Word
from acuerdo.proof.hashing import digest
from acuerdo.proof.keys import cap_marks, held, under
from acuerdo.proof.leaves import root, tree
from acuerdo.proof.lottery import Record
from acuerdo.proof.posted import CAPS, LISTS, ORDERS, Posted, files
from acuerdo.proof.roll import leaves, roll_of, written
from acuerdo.proof.signing import Signatures, sign

LOTTERY, MANIFEST, SIGNATURES = "lottery.json", "manifest.json", "signatures.json"
DIGESTED = (CAPS, LISTS, LOTTERY, ORDERS)
"""The files whose digests the manifest holds."""

Count = Annotated[int, Field(ge=0, le=MOST_WORKERS)]


class Named(Form):
    """A text that the match was made under.

    Fields:
        id: as the text names itself.
        sha256: of its file.
    """

    id: Word
    sha256: Hex


class Manifest(Form):
    """What the parties sign.

    Fields:
        format: how the files are written.
        demonstration: whether it was played, and signed with keys that everybody can make.
        season, round: what the match is for.
        drawn: the round whose lottery puts people in line.
        agreement, plan: the texts it was made under.
        parties: who signs.
        applications, workers, matched: how many are on the closed list, in the match, and matched.
        columns: what each leaf holds of a worker in the match, in this sequence.
        root: of the tree over all leaves.
        files: the SHA-256 of each file.
    """

    format: Literal["acuerdo result 1"]
    demonstration: bool
    season: Word
    round: Word
    drawn: Word
    agreement: Named
    plan: Named | None
    parties: Annotated[list[Name], Field(min_length=2)]
    applications: Count
    workers: Count
    matched: Count
    columns: list[Word]
    root: Hex
    files: dict[str, Hex]


@dataclass(frozen=True, slots=True)
class Published:
    """Where a result was put.

    Fields:
        result: the folder for everybody.
        roll: the file for the governments.
        manifest: what was signed.
    """

    result: Path
    roll: Path
    manifest: Manifest


def publish(
    folder: Path,
    market: Market,
    matched: Ints,
    about: About,
    applied: Applied,
    lottery: Record,
    keys: Mapping[str, Ed25519PrivateKey],
) -> Published:
    """Publish a match: `folder/result` for everybody, `folder/private/roll.parquet` for the governments.

    The same match gives the same bytes in whatever order its rows come.

    Args:
        folder: made if it does not exist; an earlier result in it is replaced.
        market, matched: n workers, m orders, c caps, and the order of each worker.
        about: what the numbers stand for.
        applied: everybody on the closed list, with their salts.
        lottery: the record of the lottery, for the same season and the round that was drawn for. All parties
            of it have to sign.
        keys: of the parties who sign now; others sign later.

    Raises:
        ValueError: names and numbers do not go together; with every fault, one a line.
    """
    wrong = [*faults(market, matched, about, applied), *_faults(about, lottery, keys)]
    if wrong:
        raise ValueError("\n".join(wrong))
    market, matched, about, applied = in_order(market, matched, about, applied)
    public = files(_posted(market, matched, about)) | {LOTTERY: lottery.written()}
    roll = roll_of(market, matched, len(about.kinds), applied)
    manifest = Manifest(
        format="acuerdo result 1",
        demonstration=about.demonstration,
        season=about.season,
        round=about.round,
        drawn=about.drawn,
        agreement=Named(**about.agreement._asdict()),
        plan=Named(**about.plan._asdict()) if about.plan else None,
        parties=lottery.terms.parties,
        applications=len(applied.applications),
        workers=matched.size,
        matched=int((matched >= 0).sum()),
        columns=list(roll.columns),
        root=root(tree(leaves(roll))),
        files={name: digest(public[name]) for name in DIGESTED},
    )
    signed = Signatures(parties={party: sign(party, manifest.written(), key) for party, key in keys.items()})
    result, private = folder / "result", folder / "private"
    for each in (result, private):
        each.mkdir(parents=True, exist_ok=True)
    for name, data in public.items():
        save(result / name, data, replace=True)
    save(result / SIGNATURES, signed.written(), replace=True)
    save(result / MANIFEST, manifest.written(), replace=True)
    save(private / "roll.parquet", written(roll), replace=True)
    return Published(result, private / "roll.parquet", manifest)


def _faults(about: About, lottery: Record, keys: Mapping[str, Ed25519PrivateKey]) -> list[str]:
    terms = lottery.terms
    told = []
    if (about.season, about.drawn) != (terms.season, terms.round):
        told.append(f"the lottery is for {terms.season}, {terms.round}, not {about.season}, {about.drawn}")
    strangers = sorted(set(keys) - set(terms.parties))
    if strangers:
        told.append(f"keys: {', '.join(strangers)} took no part in the lottery")
    return told


def _posted(market: Market, matched: Ints, about: About) -> Posted:
    filled = held(market, matched)
    return Posted(
        about.orders,
        about.states,
        market.orders,
        filled,
        cutoffs(market, matched),
        about.caps,
        market.caps,
        under(market.caps, market.orders.cap, filled),
        cap_marks(market, matched),
        about.kinds,
        market.ranked[: len(about.kinds)],
    )
