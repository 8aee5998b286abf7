"""The labour-market test of one job order."""

from datetime import date

from reference import known


def decide(test, offer, on: date) -> dict[str, bool | None]:
    """Each part of the test: by a certification known by the day for the parts it is evidence of, else by
    the order's own facts."""
    parts = {
        "advertise": advertised(test, offer),
        "wage_floor": paid(test, offer),
        "no_local": no_local(offer),
    }
    day, status = known(offer.get("offer.certified_on")), known(offer.get("offer.certification"))
    if day is not None and day <= on:
        for name in test.certification_proves:
            if status in ("granted", "granted_in_part"):
                parts[name] = True
            if status == "denied" and name == "no_local":
                parts[name] = False
    return parts


def advertised(test, offer) -> bool | None:
    """Advertised for as many days as asked; a month counts as 30."""
    if str(test.advertise) == "none":
        return True
    days = known(offer.get("offer.advertised_days"))
    length = {"hours": 1 / 24, "days": 1, "weeks": 7, "months": 30, "years": 360}[test.advertise.unit]
    return None if days is None else days >= test.advertise.count * length


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
