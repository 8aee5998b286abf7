"""Every field of a file, found in the file itself, and the file with that field alone changed."""

import copy
import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from acuerdo.proof.forms import Form
from acuerdo.proof.hashing import canonical, digest
from acuerdo.proof.publishing import DIGESTED, MANIFEST, SIGNATURES
from acuerdo.proof.receipts import check_receipt
from acuerdo.proof.recounting import recount
from acuerdo.proof.result import read_result
from acuerdo.proof.signing import Signatures, sign
from acuerdo.proof.told import Check
from acuerdo.proof.verifying import verify


def looked_at(folder: Path, keys=None, roll: Path | None = None, receipt: Path | None = None) -> list[Check]:
    """All checks of a result, as the command makes them."""
    result = read_result(folder)
    checks = verify(result, keys)
    checks += recount(result, roll) if roll else []
    return checks + (check_receipt(result, receipt) if receipt else [])


def passes(*given, **others) -> bool:
    return all(check.passed for check in looked_at(*given, **others))


def faults(*given, **others) -> dict[str, list[str]]:
    """The codes of what is wrong, by check; checks that were not reached have none."""
    return {
        check.code: [each.code for each in check.faults]
        for check in looked_at(*given, **others)
        if not check.passed
    }


def changed(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Every field of a file by its place, and the file in which it alone is another."""
    tables = json.loads(data) if name.endswith(".json") else None
    yield from _json(tables) if tables is not None else _csv(data)


def _json(tree: Any) -> Iterator[tuple[str, bytes]]:
    for path in _paths(tree):
        for word, value in _others(_at(tree, path)):
            other = copy.deepcopy(tree)
            _at(other, path[:-1])[path[-1]] = value
            yield f"{'.'.join(map(str, path))} {word}", canonical(other)
        other = copy.deepcopy(tree)
        del _at(other, path[:-1])[path[-1]]
        yield f"{'.'.join(map(str, path))} left out", canonical(other)
    for path in [(), *_paths(tree)]:
        if isinstance(_at(tree, path), dict):
            other = copy.deepcopy(tree)
            _at(other, path)["added"] = 1
            yield f"{'.'.join(map(str, path))} with one more", canonical(other)


def _paths(tree: Any, path: tuple = ()) -> Iterator[tuple]:
    steps = tree.keys() if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    for step in steps:
        yield (*path, step)
        yield from _paths(tree[step], (*path, step))


def _at(tree: Any, path: tuple) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def _others(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, bool):
        yield "turned", not value
    elif isinstance(value, int):
        yield "one more", value + 1
        yield "one less", value - 1
    elif isinstance(value, str):
        yield "another sign", ("1" if value[:1] != "1" else "2") + value[1:]
        yield "another end", value[:-1] + ("a" if value[-1:] != "a" else "b")
    elif isinstance(value, list):
        yield "longer", [*value, value[-1] if value else 0]
        if len(value) > 1:
            yield "turned round", value[::-1]
    if value is not None:
        yield "nothing", None
    else:
        yield "something", 1


def _csv(data: bytes) -> Iterator[tuple[str, bytes]]:
    rows = list(csv.reader(io.StringIO(data.decode())))
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            for word, value in [("emptied", ""), ("one more", _more(cell)), ("another", f"{cell}0")]:
                if value != cell:
                    other = copy.deepcopy(rows)
                    other[line][column] = value
                    yield f"line {line + 1} {rows[0][column]} {word}", _written(other)
        yield f"line {line + 1} left out", _written(rows[:line] + rows[line + 1 :])
        yield f"line {line + 1} twice", _written(rows[: line + 1] + rows[line:])


def _more(cell: str) -> str:
    return str(int(cell) + 1) if cell.lstrip("-").isdigit() else f"{cell} more"


def _written(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def signed_again(folder: Path, keys, **manifest: Any) -> None:
    """Make the digests of a changed result right again, and sign it by some keys; other signatures stay."""
    written = json.loads((folder / MANIFEST).read_bytes())
    written["files"] = {name: digest((folder / name).read_bytes()) for name in DIGESTED}
    data = canonical({**written, **manifest})
    (folder / MANIFEST).write_bytes(data)
    there = json.loads((folder / SIGNATURES).read_bytes())["parties"]
    there |= {party: sign(party, data, key).model_dump() for party, key in keys.items()}
    (folder / SIGNATURES).write_bytes(Signatures.model_validate({"parties": there}).written())


def put(path: Path, form: Form) -> Path:
    path.write_bytes(form.written())
    return path
