"""The audit is a chain: whatever is changed, left out, put in or made anew is told from an export alone."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from acuerdo.operate import audit, sealing
from acuerdo.operate.authority import Denied
from acuerdo.operate.keys import keys
from acuerdo.operate.states import NotNow
from acuerdo.proof.signing import public, sign
from acuerdo.records.models import Account, Application, Entry, Seal, Worker


def keyring() -> dict[str, str]:
    return {party: public(key) for party, key in keys().items()}


def faults(lines: list[str]) -> list[str]:
    return [each.what for each in sealing.verify(iter(lines), keyring())]


@pytest.fixture
def exported(who: dict[str, Account], application: Application, tmp_path: Path) -> list[str]:
    """The export of two seals, both signed by both governments."""
    for purpose in ("first reading", "second reading"):
        audit.see(who["origin_officer"], "worker.see", Worker, purpose, pk=application.worker.pk)
        made = sealing.seal(who["auditor"])
        assert made is not None
        (other,) = set(keys()) - {made.party}
        sealing.countersign(made, other, keys()[other])
    assert sealing.seal(who["auditor"]) is None
    file = tmp_path / "audit.jsonl"
    assert sealing.export(file) == Entry.objects.count()
    return file.read_text("utf-8").splitlines()


def test_an_export_as_it_was_sealed_holds(exported: list[str]) -> None:
    assert faults(exported) == []
    assert Seal.objects.count() == 2


def test_every_field_of_every_entry_is_under_the_chain(exported: list[str]) -> None:
    for at, line in enumerate(exported):
        row = json.loads(line)
        for name in row.get("entry", {}):
            changed = {**row, "entry": {**row["entry"], name: row["entry"][name] + "x"}}
            assert faults([*exported[:at], json.dumps(changed), *exported[at + 1 :]]) == ["chain"]


@pytest.mark.parametrize(
    ("tampered", "told"),
    [
        (lambda lines: lines[1:], "chain"),
        (lambda lines: [lines[1], lines[0], *lines[2:]], "chain"),
        (lambda lines: [lines[0], lines[0], *lines[1:]], "chain"),
        (lambda lines: lines[:-1], "not sealed to its end"),
        (lambda lines: [*lines[:-2], lines[-1]], "seal"),
        (lambda lines: ["no json", *lines], "unreadable"),
    ],
)
def test_what_is_left_out_moved_doubled_or_cut_off_is_told(
    tampered: Callable[[list[str]], list[str]], told: str, exported: list[str]
) -> None:
    assert told in faults(tampered(exported))


def test_a_chain_made_anew_by_one_government_lacks_the_other_signature(exported: list[str]) -> None:
    party, head, number, made = "USA", sealing.START, 0, []
    for line in exported:
        row: dict[str, Any] = json.loads(line)
        if "entry" in row:
            number += 1
            row["entry"]["purpose"] = row["entry"]["purpose"].replace("first reading", "nothing")
            head = sealing.onto(head, row["entry"])
            row |= {"number": number, "hash": head}
        else:
            row["seal"] |= {"head": head, "last": number}
            row["seal"]["signatures"][party] = sign(party, bytes.fromhex(head), keys()[party]).signature
        made.append(json.dumps(row))
    assert faults(made) == ["signature of MEX"] * 2


def test_only_the_auditor_seals_and_no_government_countersigns_itself(
    who: dict[str, Account], application: Application
) -> None:
    with pytest.raises(Denied):
        sealing.seal(who["secretary"])
    made = sealing.seal(who["auditor"])
    assert made is not None
    with pytest.raises(NotNow):
        sealing.countersign(made, made.party, keys()[made.party])


def test_a_reading_that_fails_leaves_no_trace_and_one_that_is_denied_none_either(
    who: dict[str, Account], worker: Worker
) -> None:
    before = Entry.objects.count()
    with pytest.raises(Denied):
        audit.see(who["employer"], "worker.see", Worker, "curiosity", pk=worker.pk)
    assert Entry.objects.count() == before
