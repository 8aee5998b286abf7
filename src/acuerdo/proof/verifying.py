"""A result is checked by what is public: files, signatures, lottery, counts, caps and cutoffs."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from acuerdo.matching.market import NO_CAP, Ints
from acuerdo.matching.stability import OPEN, highest
from acuerdo.proof import lottery
from acuerdo.proof.keys import innermost_full, under
from acuerdo.proof.posted import Posted
from acuerdo.proof.publishing import Manifest
from acuerdo.proof.result import Result
from acuerdo.proof.signing import holds
from acuerdo.proof.told import Check, Facts, Told, checked, not_reached


def verify(result: Result, keys: Mapping[str, str] | None) -> list[Check]:
    """Check a result.

    Args:
        result: as it was read.
        keys: the keys that are trusted, by party: all of these have to have signed. None for those that the
            result itself names, which prove no more than that it is whole.
    """
    made = [checked("files", result.told)]
    if result.manifest is None:
        return made + not_reached("signatures", "lottery", "counts", "caps", "cutoffs")
    made.append(_signatures(result, result.manifest, keys))
    made.append(_lottery(result, result.manifest))
    if result.posted is None:
        return made + not_reached("counts", "caps", "cutoffs")
    posted, manifest = result.posted, result.manifest
    matched, places = int(posted.held.sum()), int(posted.orders.places.sum())
    made.append(checked("counts", _counts(posted, manifest), matched=matched, places=places))
    made.append(checked("caps", _caps(posted), caps=len(posted.cap_names)))
    made.append(checked("cutoffs", _cutoffs(posted, manifest.workers), orders=len(posted.names)))
    return made


def _signatures(result: Result, manifest: Manifest, keys: Mapping[str, str] | None) -> Check:
    if result.signatures is None:
        return not_reached("signatures")[0]
    code = "signatures_own" if keys is None else "signatures"
    faults = _unsigned(result, manifest, keys)
    return checked(code, faults, parties=", ".join(manifest.parties))


def _unsigned(result: Result, manifest: Manifest, keys: Mapping[str, str] | None) -> Iterator[Told]:
    signatures, parties = result.signatures or {}, manifest.parties
    if parties != sorted(set(parties)):
        yield Told("parties_order")
    for party in sorted(set(signatures) - set(parties)):
        yield Told("signature_stranger", {"party": party})
    for party in sorted(set(keys or {}) - set(parties)):
        yield Told("party_dropped", {"party": party})
    known = [signed.key for signed in signatures.values()]
    if len(set(known)) < len(known):
        yield Told("key_shared")
    for party in parties:
        trusted = None if keys is None else keys.get(party)
        if party not in signatures:
            yield Told("signature_missing", {"party": party})
        elif keys is not None and trusted is None:
            yield Told("key_unknown", {"party": party})
        elif trusted is not None and signatures[party].key != trusted:
            yield Told("key_other", {"party": party})
        elif not holds(party, result.manifest_bytes, signatures[party].key, signatures[party].signature):
            yield Told("signature_wrong", {"party": party})


def _lottery(result: Result, manifest: Manifest) -> Check:
    record = result.lottery
    if record is None:
        return not_reached("lottery")[0]
    withheld = [party for party, share in record.shares.items() if share.secret is None]
    code = "lottery_withheld" if withheld else "lottery"
    faults = [*lottery.faults(record), *_of_another(manifest, record)]
    revealed = len(record.shares) - len(withheld)
    beacon = f"{record.terms.beacon.name} {record.terms.beacon.round}"
    return checked(code, faults, withheld=", ".join(sorted(withheld)), revealed=revealed, beacon=beacon)


def _of_another(manifest: Manifest, record: lottery.Record) -> Iterator[Told]:
    terms = record.terms
    if (terms.season, terms.round) != (manifest.season, manifest.drawn):
        yield Told("lottery_season", {"season": terms.season, "round": terms.round})
    if terms.parties != manifest.parties:
        yield Told("lottery_signers", {"parties": ", ".join(terms.parties)})
    if record.applications is not None and record.applications.count != manifest.applications:
        facts: Facts = {
            "found": record.applications.count,
            "expected": manifest.applications,
        }
        yield Told("list_count", facts)


def _counts(posted: Posted, manifest: Manifest) -> Iterator[Told]:
    for row in np.flatnonzero(posted.held > posted.orders.places):
        yield Told("order_over", _row(posted.names, row, posted.held, posted.orders.places))
    for row in np.flatnonzero(posted.cap_held > posted.caps.places):
        yield Told("cap_over", _row(posted.cap_names, row, posted.cap_held, posted.caps.places))
    if posted.held.sum() != manifest.matched:
        yield Told("matched_sum", {"found": int(posted.held.sum()), "expected": manifest.matched})
    if not manifest.matched <= manifest.workers <= manifest.applications:
        yield Told("people", {"workers": manifest.workers, "applications": manifest.applications})


def _caps(posted: Posted) -> Iterator[Told]:
    sums = under(posted.caps, posted.orders.cap, posted.held)
    for row in np.flatnonzero(sums != posted.cap_held):
        yield Told("cap_sum", _row(posted.cap_names, row, posted.cap_held, sums))


def _cutoffs(posted: Posted, workers: int) -> Iterator[Told]:
    caps, most = posted.caps, highest(workers)
    cap_full, full = posted.cap_held >= caps.places, posted.held >= posted.orders.places
    around = innermost_full(caps, cap_full, posted.orders.cap)
    least = np.where(around == NO_CAP, OPEN, np.append(posted.cap_marks, OPEN)[around])
    for told, wrong in (
        ("cutoff_closed", (posted.marks != OPEN) & ~full & (around == NO_CAP)),
        ("cutoff_open", (posted.marks == OPEN) & (full | (around != NO_CAP))),
        ("cutoff_range", (posted.marks < OPEN) | (posted.marks > most)),
        ("cutoff_cap", ~full & (around != NO_CAP) & (posted.marks != OPEN) & (posted.marks != least)),
        ("cutoff_below", full & (posted.marks != OPEN) & (posted.marks < least)),
        ("cutoff_nobody", full & (posted.held == 0) & (posted.marks != most) & (posted.marks != OPEN)),
    ):
        for row in np.flatnonzero(wrong):
            yield Told(told, _row(posted.names, row, posted.marks, least))
    outer = innermost_full(caps, cap_full, caps.within)
    outer_least = np.where(outer == NO_CAP, OPEN, np.append(posted.cap_marks, OPEN)[outer])
    for told, wrong in (
        ("cutoff_closed", (posted.cap_marks != OPEN) & ~cap_full),
        ("cutoff_open", (posted.cap_marks == OPEN) & cap_full),
        ("cutoff_range", (posted.cap_marks < OPEN) | (posted.cap_marks > most)),
        ("cutoff_below", cap_full & (posted.cap_marks != OPEN) & (posted.cap_marks < outer_least)),
    ):
        for row in np.flatnonzero(wrong):
            yield Told(told, _row(posted.cap_names, row, posted.cap_marks, outer_least))


def _row(names: Sequence[str], row: np.intp, found: Ints, expected: Ints) -> Facts:
    return {"name": names[int(row)], "found": int(found[row]), "expected": int(expected[row])}
