"""Every figure of a rehearsal, counted again from the export of the audit alone."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Entry = Mapping[str, Any]


def _is(action: str, **detail: Any) -> Callable[[Entry], bool]:
    return lambda entry: (
        entry["action"] == action and all(entry["told"].get(name) == value for name, value in detail.items())
    )


def _why(action: str, purpose: str) -> Callable[[Entry], bool]:
    return lambda entry: entry["action"] == action and entry["purpose"] == purpose


def _cents(action: str, purpose: str) -> Callable[[Entry], int]:
    counts = _why(action, purpose)
    return lambda entry: int(entry["told"]["cents"]) if counts(entry) else 0


FIGURES: Mapping[str, Callable[[Entry], int]] = {
    "employers accredited": _is("employer.accredit"),
    "orders filed": _is("order.file"),
    "orders certified": _is("order.certify", outcome="certified"),
    "workers registered": _is("worker.register"),
    "applications filed": lambda entry: (
        _is("application.file")(entry) and entry["purpose"].startswith("application")
    ),
    "reviews answered": _is("review.answer"),
    "refusals undone": _is("review.answer", upheld=False),
    "placed by the match": lambda entry: (
        _is("season.match", outcome="placed")(entry) and entry["purpose"] == "round 1"
    ),
    "offers confirmed": _is("placement.confirm"),
    "offers declined": lambda entry: (
        _is("placement.decline")(entry) and entry["purpose"] == "order given back"
    ),
    "offers withdrawn": _is("application.withdraw"),
    "employers suspended": lambda entry: (
        _is("employer.suspend")(entry) and entry["purpose"] != "suspension lifted"
    ),
    "placed again": lambda entry: (
        _is("season.match", outcome="placed")(entry) and entry["purpose"] != "round 1"
    ),
    "appointments booked": _is("appointment.book"),
    "checks not passed": _is("appointment.check", passed=False),
    "permits granted": _why("permit.grant", "permit"),
    "entries and exits told": _is("crossing.file"),
    "differences resolved": lambda entry: _is("item.resolve")(entry) and entry["purpose"] != "passed on",
    "pay periods reported": _is("pay.report", by="employer"),
    "periods told by workers": _is("pay.report", by="worker"),
    "visits filed": _why("visit.make", "visit"),
    "complaints filed": _why("complaint.file", "complaint"),
    "complaints answered": _why("complaint.answer", "decided"),
    "employers told of a finding": _why("complaint.answer", "finding told"),
    "fees ordered to be paid back": _why("refund.settle", "ordered to be paid back"),
    "fees paid back": _why("refund.settle", "paid"),
    "moves": _why("transfer.ask", "move"),
    "sums ordered": _why("owed.order", "order"),
    "cents ordered": _cents("owed.order", "order"),
    "cents paid out at home": _cents("owed.pay_out", "paid out"),
    "cents that came": _cents("owed.confirm", "received"),
    "permits revoked": _why("permit.revoke", "permit revoked"),
    "stays that ended in time": _is("stay.close", outcome="complied"),
    "stays that ended late": _is("stay.close", outcome="left_later"),
    "named for the next season": _why("order.nominate", "named recall"),
}
"""What each entry adds to each figure."""
RECALLED = "named and placed"
"""The one figure of two entries: of whoever was named, who was placed afterwards."""


def counted(lines: Iterable[str]) -> Counter[str]:
    """The figures, and under `entries` and `readings` how many entries there are, and how many readings."""
    found: Counter[str] = Counter()
    named: set[str] = set()
    for line in lines:
        entry = json.loads(line).get("entry")
        if entry is None or entry["kind"] != "write":
            found["entries"] += entry is not None
            found["readings"] += entry is not None
            continue
        found["entries"] += 1
        told = {**entry, "told": json.loads(entry["detail"])}
        for name, counts in FIGURES.items():
            found[name] += counts(told)
        if _is("order.nominate")(told):
            named.add(told["worker"])
        found[RECALLED] += told["worker"] in named and _is("season.match", outcome="placed")(told)
    return found
