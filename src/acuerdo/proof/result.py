"""A published result as it is read: each file held against its digest and its form, faults told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np

from acuerdo.agreement.faults import Refused
from acuerdo.agreement.reading.files import printable
from acuerdo.matching.market import MOST_TRADES, NO_CAP, NO_RANKING
from acuerdo.proof import posted
from acuerdo.proof.forms import Form, Malformed, read_form
from acuerdo.proof.hashing import digest
from acuerdo.proof.lottery import Record
from acuerdo.proof.posted import CAPS, LISTS, ORDERS, Posted
from acuerdo.proof.publishing import DIGESTED, LOTTERY, MANIFEST, SIGNATURES, Manifest
from acuerdo.proof.signing import Signatures, Signed
from acuerdo.proof.told import Told

MOST_BYTES = {".csv": 1 << 30, ".json": 1 << 24}
"""Most bytes of a file that are read, by its kind (assumed: 200 times the largest table of 400,000 workers,
and far more than any record of a lottery)."""

F = TypeVar("F", bound=Form)


@dataclass(slots=True)
class Result:
    """A result as far as it can be read.

    Fields:
        manifest_bytes: what was signed.
        manifest, signatures, lottery, posted: each None where it cannot be read.
        told: everything that is wrong with the files.
    """

    manifest_bytes: bytes = b""
    manifest: Manifest | None = None
    signatures: Mapping[str, Signed] | None = None
    lottery: Record | None = None
    posted: Posted | None = None
    told: list[Told] = field(default_factory=list)


def read_result(folder: Path) -> Result:
    """Read the folder of a result.

    Raises:
        Refused: there is no such folder.
    """
    if not folder.is_dir():
        hint = "name the folder that holds manifest.json"
        raise Refused(f"{printable(folder)}: there is no such folder\n  hint: {hint}")
    result = Result()
    data = {name: _bytes(folder / name, result) for name in (MANIFEST, SIGNATURES, *DIGESTED)}
    result.manifest_bytes = data[MANIFEST] or b""
    result.manifest = _form(Manifest, data[MANIFEST], MANIFEST, result)
    signed = data[SIGNATURES]
    signatures = _form(Signatures, signed, SIGNATURES, result)
    result.signatures = signatures.parties if signatures else None
    result.lottery = _form(Record, data[LOTTERY], LOTTERY, result)
    tables = {name: each for name in (ORDERS, CAPS, LISTS) if (each := data[name]) is not None}
    if len(tables) == len((ORDERS, CAPS, LISTS)):
        try:
            read = posted.read(tables)
            wrong = _astray(read)
            result.told += wrong
            result.posted = None if wrong else read
        except Malformed as error:
            result.told += error.told
    if result.manifest:
        result.told += _digests(result.manifest, data)
    return result


def _bytes(path: Path, result: Result) -> bytes | None:
    most = MOST_BYTES[path.suffix]
    try:
        if not path.is_file():
            result.told.append(Told("no_file", {"file": path.name}))
            return None
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        why = (error.strerror or "").lower()
        result.told.append(Told("unreadable", {"file": path.name, "why": why}))
        return None
    if len(data) > most:
        result.told.append(Told("too_large", {"file": path.name, "bytes": most}))
        return None
    return data


def _form(form: type[F], data: bytes | None, file: str, result: Result) -> F | None:
    if data is None:
        return None
    try:
        return read_form(form, data, file)
    except Malformed as error:
        result.told += error.told
        return None


def _digests(manifest: Manifest, data: Mapping[str, bytes | None]) -> list[Told]:
    told = []
    if sorted(manifest.files) != sorted(DIGESTED):
        told.append(Told("manifest_files", {"files": ", ".join(DIGESTED)}))
    for name in DIGESTED:
        found = data[name]
        if found is not None and name in manifest.files and digest(found) != manifest.files[name]:
            told.append(Told("digest", {"file": name}))
    return told


def _astray(posted: Posted) -> list[Told]:
    """Numbers that lead nowhere; with these, nothing else can be reckoned."""
    m, c = len(posted.names), len(posted.cap_names)
    ranks = posted.orders.prefers != NO_RANKING
    told = []
    for file, column, numbers, least, below in (
        (ORDERS, "cap", posted.orders.cap, NO_CAP, c),
        (ORDERS, "of", posted.orders.of, 0, m),
        (ORDERS, "trade", posted.orders.trade, 0, MOST_TRADES),
        (ORDERS, "places", posted.orders.places, 0, None),
        (ORDERS, "prefers", posted.orders.prefers, ranks * (np.maximum(posted.orders.months, 0) + 1), None),
        (ORDERS, "matched", posted.held, 0, None),
        (CAPS, "places", posted.caps.places, 0, None),
        (CAPS, "matched", posted.cap_held, 0, None),
        (CAPS, "within", posted.caps.within, NO_CAP, np.arange(c)),
    ):
        wrong = numbers < least if below is None else (numbers < least) | (numbers >= below)
        if wrong.any():
            told.append(Told("cell", {"file": file, "line": int(wrong.argmax()) + 2, "column": column}))
    for row, orders in enumerate(posted.lists):
        if np.unique(orders).size < orders.size or (orders >= m).any():
            told.append(Told("cell", {"file": LISTS, "line": row + 2, "column": "orders"}))
    for file, names in ((ORDERS, posted.names), (CAPS, posted.cap_names), (LISTS, posted.kinds)):
        if len(set(names)) < len(names):
            told.append(Told("name_twice", {"file": file}))
    return told
