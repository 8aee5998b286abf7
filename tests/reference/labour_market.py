"""The labour-market test of one job order."""

from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from reference import known
from reference.criteria import ask


def decide(test, offer, on: date, groups=None) -> dict[str, bool | None]:
    """Each part of the test: by a certification known by the day for the parts it is evidence of, else by
    the order's own facts; and all of them by an exempt sector."""
    parts = {
        "advertise": advertised(test, offer, groups),
        "wage_floor": paid(test, offer),
        "no_local": no_local(offer),
    }
    if test.attest:
        parts["attest"] = known(offer.get("offer.employer_attests"))
    day, status = known(offer.get("offer.certified_on")), known(offer.get("offer.certification"))
    if day is not None and day <= on:
        for name in test.certification_proves:
            if status in ("granted", "granted_in_part"):
                parts[name] = True
            if status == "denied" and name == "no_local":
                parts[name] = False
    sector = known(offer.get("offer.sector"))
    if test.exempt and sector in test.exempt:
        return dict.fromkeys(parts, True)
    if test.exempt and sector is None:
        return {name: None if part is False else part for name, part in parts.items()}
    return parts


def advertised(test, offer, groups) -> bool | None:
    """Advertised for as many days as asked; for fewer, where the text shortens them for this order."""
    if test.shortened is None:
        return long_enough(test.advertise, offer)
    entitled = ask(test.shortened.if_, offer, groups)
    either = {
        long_enough(span, offer)
        for span, may_be in (
            (test.advertise, entitled is not True),
            (test.shortened.to, entitled is not False),
        )
        if may_be
    }
    return either.pop() if len(either) == 1 else None


def long_enough(span, offer) -> bool | None:
    """As many days as a time has; a month counts as 30. No time is always long enough."""
    if str(span) == "none" or span.count == 0:
        return True
    days = known(offer.get("offer.advertised_days"))
    length = {"hours": 1 / 24, "days": 1, "weeks": 7, "months": 30, "years": 360}[span.unit]
    return None if days is None else days >= span.count * length


def recruits_until(test, offer, calendar) -> date | None:
    """The last day on which local workers are hired, counting the days of the contract one by one."""
    starts, ends = known(offer.get("offer.starts")), known(offer.get("offer.ends"))
    exempt = bool(test.exempt) and known(offer.get("offer.sector")) in test.exempt
    if test.recruit_until is None or starts is None or ends is None or exempt:
        return None
    first = calendar.day_count == "inclusive_of_first_day"
    length = (ends - starts).days + first
    hired = ceil(length * Fraction(str(test.recruit_until)))
    return starts + timedelta(hired - first)


def paid(test, offer) -> bool | None:
    """The wage reaches the floor."""
    if test.wage_floor == "none":
        return True
    floor = (
        known(offer.get("offer.prevailing_wage_per_hour"))
        if test.wage_floor == "prevailing"
        else test.wage_floor.cents
    )
    wage = known(offer.get("offer.wage_per_hour"))
    return None if wage is None or floor is None else wage >= floor


def no_local(offer) -> bool | None:
    """No local worker is available."""
    available = known(offer.get("offer.local_workers_available"))
    return None if available is None else not available
