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


FIGURES: Mapping[str, Callable[[Entry], bool]] = {
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
    "permits granted": _is("permit.grant"),
}
"""Which entries each figure counts."""


def counted(lines: Iterable[str]) -> Counter[str]:
    """The figures, and under `entries` and `readings` how many entries there are, and how many readings."""
    found: Counter[str] = Counter()
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
    return found
