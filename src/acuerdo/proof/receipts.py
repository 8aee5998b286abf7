"""A worker's receipt: the own leaf with its way to the root, and the cutoffs at all better orders."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from pydantic import Field, StringConstraints

from acuerdo.agreement.faults import Refused
from acuerdo.agreement.reading.files import printable
from acuerdo.matching.market import ALONE, NO_RANKING, UNMATCHED, Ints, Workers
from acuerdo.proof import roll as rolls
from acuerdo.proof.forms import Form, Hex, Malformed, Word, read_form
from acuerdo.proof.hashing import digest
from acuerdo.proof.leaves import leaf, path, root_of_path, tree
from acuerdo.proof.posted import Posted
from acuerdo.proof.publishing import Manifest
from acuerdo.proof.result import Result
from acuerdo.proof.roll import ORDER, Roll
from acuerdo.proof.told import Check, Told, checked, not_reached

MOST_RECEIPT_BYTES = 1 << 26
"""Most bytes of a receipt that are read (assumed: 30 times one that lists 20,000 orders)."""

BOUND = int(np.iinfo(np.int64).max)
Number = Annotated[int, Field(ge=-BOUND - 1, le=BOUND)]
Salt = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{2}){16,64}\z")]


class Place(Form):
    """One order of the worker's list.

    Fields:
        number, order: its number and its public name.
        key: the worker's key there.
        cutoff: the key above which it takes whoever asks.
    """

    number: Number
    order: str
    key: Number
    cutoff: Number


class Receipt(Form):
    """What one worker holds.

    Fields:
        format: how it is written.
        result: the SHA-256 of the manifest that it belongs to.
        pseudonym, application, salt: as in the roll; the salt as signs of two each byte.
        worker: the columns of the leaf; None for who is not in the match.
        own_list: the worker's own list of orders, best first; None where the list is a public one.
        index, path: the place of the leaf, and the nodes beside its way to the root.
        matched: the worker's order.
        better: every order that admits the worker and that the worker would rather have, best first.
    """

    format: Literal["acuerdo receipt 1"]
    result: Hex
    pseudonym: Word
    application: Word
    salt: Salt
    worker: dict[str, Number] | None
    own_list: list[Number] | None
    index: Number
    path: list[Hex]
    matched: Place | None
    better: list[Place]


def receipt(result: Result, roll_file: Path, pseudonym: str) -> Receipt:
    """The receipt of a worker, from the roll.

    Raises:
        Refused: the result or the roll cannot be read, they do not belong together, or nobody has the
            pseudonym.
    """
    manifest, posted = result.manifest, result.posted
    if manifest is None or posted is None:
        raise Refused("the result cannot be read whole\n  hint: `acuerdo verify` says what is wrong with it")
    name = printable(roll_file)
    try:
        roll = rolls.read(roll_file, manifest.columns, name)
    except Malformed:
        hint = "`acuerdo verify RESULT --roll FILE` says what is wrong with it"
        raise Refused(f"{name}: is no roll of this result\n  hint: {hint}") from None
    if pseudonym not in roll.pseudonyms:
        raise Refused(f"{name}: has no worker {pseudonym}")
    levels = tree(rolls.leaves(roll))
    index = list(roll.pseudonyms).index(pseudonym)
    if root_of_path(levels[0][index], index, len(levels[0]), path(levels, index)) != manifest.root:
        hint = "`acuerdo verify RESULT --roll FILE` says what is wrong with it"
        raise Refused(f"{name}: is the roll of another result\n  hint: {hint}")
    worker, own_list = _columns(roll, index)
    matched, better = _places(worker, own_list, posted, manifest.workers) if worker else (None, [])
    return Receipt(
        format="acuerdo receipt 1",
        result=digest(result.manifest_bytes),
        pseudonym=pseudonym,
        application=roll.applications[index],
        salt=roll.salts[index].hex(),
        worker=worker,
        own_list=own_list,
        index=index,
        path=path(levels, index),
        matched=matched,
        better=better,
    )


def _columns(roll: Roll, index: int) -> tuple[dict[str, int] | None, list[int] | None]:
    if not roll.in_match[index]:
        return None, None
    row = int(roll.in_match[:index].sum())
    own = roll.own_lists.get(row)
    worker = {name: int(values[row]) for name, values in roll.columns.items()}
    return worker, None if own is None else own.tolist()


def _places(
    worker: Mapping[str, int], own_list: Sequence[int] | None, posted: Posted, workers: int
) -> tuple[Place | None, list[Place]]:
    """The place of the worker, and the better ones; of a family none are told, as no key decides there."""
    wanted, own = _wanted(worker, own_list, posted).tolist(), worker[ORDER]
    matched = None if own == UNMATCHED else _place(worker, own, posted, workers)
    if worker["family"] != ALONE:
        return matched, []
    better = wanted[: wanted.index(own)] if own in wanted else wanted
    return matched, [_place(worker, order, posted, workers) for order in better]


def _place(worker: Mapping[str, int], order: int, posted: Posted, workers: int) -> Place:
    named = worker["named"] == posted.orders.of[order]
    least = int(posted.orders.prefers[order])
    preferred = least != NO_RANKING and worker["months"] >= least
    key = workers - 1 - worker["turn"] + workers * preferred
    key += 2 * workers * (worker["behind"] + workers * bool(named))
    return Place(number=order, order=posted.names[order], key=key, cutoff=int(posted.marks[order]))


def _wanted(worker: Mapping[str, int], own_list: Sequence[int] | None, posted: Posted) -> Ints:
    """The orders that admit a worker, best first: the first choice, before it what it keeps, the list."""
    listed = posted.lists[worker["kind"]] if own_list is None else np.array(own_list, np.int64)
    first, of = worker["first"], posted.orders.of
    if first != UNMATCHED:
        before = of[listed] == first
        listed = np.concatenate([listed[before & (listed != first)], [first], listed[~before]])
    asked = posted.orders
    may = (
        (asked.starts[listed] >= worker["since"])
        & (asked.ends[listed] <= worker["until"])
        & (asked.months[listed] <= worker["months"])
        & ((worker["trades"] >> asked.trade[listed]) & 1 == 1)
    )
    wanted: Ints = listed[may]
    return wanted


def read_receipt(file: Path) -> Receipt:
    """A receipt from its file.

    Raises:
        Malformed: it cannot be read, or is not of the form.
    """
    name = printable(file)
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_RECEIPT_BYTES)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Malformed([Told("unreadable", {"file": name, "why": why.lower()})]) from None
    return read_form(Receipt, data, name)


def check_receipt(result: Result, file: Path) -> list[Check]:
    """Check the receipt in a file against a result."""
    manifest, posted = result.manifest, result.posted
    if manifest is None or posted is None:
        return not_reached("receipt", "receipt_leaf", "receipt_order")
    try:
        held = read_receipt(file)
    except Malformed as error:
        return [checked("receipt", error.told), *not_reached("receipt_leaf", "receipt_order")]
    wrong = list(_of_another(held, manifest, posted, digest(result.manifest_bytes)))
    if wrong:
        return [checked("receipt", wrong), *not_reached("receipt_leaf", "receipt_order")]
    made = [
        checked("receipt", (), pseudonym=held.pseudonym),
        checked("receipt_leaf", _leaf(held, manifest), index=held.index, applications=manifest.applications),
    ]
    if held.worker is None:
        told = [Told("receipt_places")] if held.matched or held.better else []
        return [*made, checked("receipt_outside", told)]
    return [*made, _order(held, held.worker, posted, manifest.workers)]


def _of_another(held: Receipt, manifest: Manifest, posted: Posted, result: str) -> Iterator[Told]:
    if held.result != result:
        yield Told("receipt_other")
    if held.worker is None:
        if held.own_list is not None:
            yield Told("receipt_list")
        return
    m, kinds = len(posted.names), len(posted.kinds)
    if (
        sorted(held.worker) != sorted(manifest.columns)
        or {each.name for each in fields(Workers)} - held.worker.keys()
    ):
        yield Told("receipt_columns", {"columns": ", ".join(manifest.columns)})
        return
    for name in (ORDER, "first", "named"):
        if not UNMATCHED <= held.worker[name] < m:
            yield Told("receipt_number", {"column": name})
    if not 0 <= held.worker["kind"] <= kinds or (held.worker["kind"] == kinds) != (held.own_list is not None):
        yield Told("receipt_list")
    own = held.own_list or []
    if len(set(own)) < len(own) or any(not 0 <= each < m for each in own):
        yield Told("receipt_list")
    for name in ("turn", "behind"):
        if not 0 <= held.worker[name] < manifest.workers:
            yield Told("receipt_number", {"column": name})


def _leaf(held: Receipt, manifest: Manifest) -> Iterator[Told]:
    worker = held.worker
    values = b"" if worker is None else np.array([worker[each] for each in manifest.columns], ">i8").tobytes()
    own = None if held.own_list is None else np.array(held.own_list, np.int64)
    made = leaf(bytes.fromhex(held.salt), rolls.content(held.pseudonym, held.application, values, own))
    if root_of_path(made, held.index, manifest.applications, held.path) != manifest.root:
        yield Told("receipt_root")


def _order(held: Receipt, worker: Mapping[str, int], posted: Posted, workers: int) -> Check:
    matched, better = _places(worker, held.own_list, posted, workers)
    faults = list(_misplaced(held, worker, posted, matched, better))
    if worker["family"] != ALONE:
        return checked("receipt_family", faults, order=matched.order if matched else "-")
    if matched is None:
        return checked("receipt_none", faults, better=len(better))
    facts: dict[str, str | int] = {"order": matched.order, "key": matched.key, "cutoff": matched.cutoff}
    return checked("receipt_order", faults, better=len(better), **facts)


def _misplaced(
    held: Receipt,
    worker: Mapping[str, int],
    posted: Posted,
    matched: Place | None,
    better: Sequence[Place],
) -> Iterator[Told]:
    if (held.matched, held.better) != (matched, list(better)):
        yield Told("receipt_places")
    if matched is not None and worker[ORDER] not in _wanted(worker, held.own_list, posted):
        yield Told("receipt_unlisted", {"order": matched.order})
    is_alone = worker["family"] == ALONE
    if matched is not None and is_alone and matched.key < matched.cutoff:
        yield Told("receipt_below", {"order": matched.order, "key": matched.key, "cutoff": matched.cutoff})
    for place in better:
        if place.key > place.cutoff:
            yield Told("receipt_passed", {"order": place.order, "key": place.key, "cutoff": place.cutoff})
