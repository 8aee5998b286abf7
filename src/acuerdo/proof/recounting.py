"""A result is checked by the roll: leaves, root, list, draws, turns, counts, cutoffs, and every pair."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from acuerdo.agreement.reading.files import printable
from acuerdo.matching.market import UNMATCHED, Ints, Market, behind_equals
from acuerdo.matching.stability import cutoffs, verify
from acuerdo.proof import lottery
from acuerdo.proof import roll as rolls
from acuerdo.proof.forms import Malformed
from acuerdo.proof.keys import cap_marks, held, under
from acuerdo.proof.leaves import root, tree
from acuerdo.proof.posted import Posted
from acuerdo.proof.publishing import Manifest
from acuerdo.proof.result import Result
from acuerdo.proof.roll import LINE, Roll
from acuerdo.proof.told import Check, Told, checked, not_reached

LATER = ("roll_root", "roll_list", "roll_turns", "roll_counts", "roll_pairs")


def recount(result: Result, path: Path) -> list[Check]:
    """Check a result by the roll in a file."""
    manifest, record, posted = result.manifest, result.lottery, result.posted
    if manifest is None or record is None or posted is None:
        return not_reached("roll", *LATER)
    try:
        roll = rolls.read(path, manifest.columns, printable(path))
    except Malformed as error:
        return [checked("roll", error.told), *not_reached(*LATER)]
    made = [
        checked("roll", _size(roll, manifest), workers=manifest.workers, applications=manifest.applications),
        checked("roll_root", _root(roll, manifest)),
        checked("roll_list", lottery.faults_of_list(record, roll.applications), n=len(roll.applications)),
        checked("roll_turns", _turns(roll, record)),
    ]
    wrong = list(_astray(roll, posted))
    if wrong:
        return [*made, checked("roll_counts", wrong), *not_reached("roll_pairs")]
    market, matched = rolls.market_of(roll, posted)
    try:
        counts = checked("roll_counts", list(_counts(market, matched, posted)))
    except ValueError as error:
        told = (Told("market", {"problem": line}) for line in str(error).splitlines())
        return [*made, checked("roll_counts", told), *not_reached("roll_pairs")]
    found = verify(market, matched)._asdict()
    pairs = found.pop("pairs")
    unstable = (Told(f"unstable_{name}", {"n": number}) for name, number in found.items() if number)
    return [*made, counts, checked("roll_pairs", unstable, pairs=pairs)]


def _size(roll: Roll, manifest: Manifest) -> Iterator[Told]:
    for told, found, expected in (
        ("roll_applications", len(roll.pseudonyms), manifest.applications),
        ("roll_workers", int(roll.in_match.sum()), manifest.workers),
    ):
        if found != expected:
            yield Told(told, {"found": found, "expected": expected})


def _root(roll: Roll, manifest: Manifest) -> Iterator[Told]:
    if root(tree(rolls.leaves(roll))) != manifest.root:
        yield Told("root")


def _turns(roll: Roll, record: lottery.Record) -> Iterator[Told]:
    """Who is not where what comes before the draw, and then the draw, puts them; and who has other equals."""
    if record.seed is None:
        yield Told(
            "lottery_no_beacon", {"name": record.terms.beacon.name, "round": record.terms.beacon.round}
        )
        return
    applications = [each for each, inside in zip(roll.applications, roll.in_match, strict=True) if inside]
    drawn = lottery.draws(record.seed, applications)
    before = [values for name, values in roll.columns.items() if name.startswith(LINE)]
    in_line = np.lexsort((drawn, *reversed(before)))
    turn = np.empty(in_line.size, np.int64)
    turn[in_line] = np.arange(in_line.size)
    wrong = int((turn != roll.columns["turn"]).sum())
    if wrong:
        yield Told("turns", {"n": wrong})
    other = int((behind_equals(turn, *before) != roll.columns["behind"]).sum())
    if other:
        yield Told("equals", {"n": other})


def _astray(roll: Roll, posted: Posted) -> Iterator[Told]:
    """Numbers of the roll that lead nowhere, without which nothing can be counted."""
    order, kind = roll.columns[rolls.ORDER], roll.columns["kind"]
    own = np.zeros(kind.size, bool)
    own[list(roll.own_lists)] = True
    if ((order < UNMATCHED) | (order >= len(posted.names))).any():
        yield Told("roll_number", {"column": rolls.ORDER})
    if ((kind < 0) | (kind > len(posted.kinds))).any() or (own != (kind == len(posted.kinds))).any():
        yield Told("roll_number", {"column": "kind"})


def _counts(market: Market, matched: Ints, posted: Posted) -> Iterator[Told]:
    filled = held(market, matched)
    counts, caps = under(market.caps, market.orders.cap, filled), cap_marks(market, matched)
    for told, names, found, expected in (
        ("recounted", posted.names, posted.held, filled),
        ("recounted", posted.cap_names, posted.cap_held, counts),
        ("cutoff_other", posted.names, posted.marks, cutoffs(market, matched)),
        ("cutoff_other", posted.cap_names, posted.cap_marks, caps),
    ):
        for row in np.flatnonzero(found != expected):
            yield Told(
                told, {"name": names[int(row)], "found": int(found[row]), "expected": int(expected[row])}
            )
