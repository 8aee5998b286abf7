"""Two states' records, one after the other."""

from datetime import timedelta

HOUR = timedelta(hours=1)


def reconcile(records, now, same_within=24 * HOUR):
    """What is found of each record, the record of the other state, and how it follows on the one before.

    Args:
        records: (permit or None, "entry" or "exit", at, party) each; the second party is True.
    """
    found = {at: "unknown_permit" if each[0] is None else "one_sided" for at, each in enumerate(records)}
    other = {}
    for word, within, turned in (
        ("matched", same_within, False),
        ("other_direction", same_within, True),
        ("other_day", 14 * 24 * HOUR, False),
    ):
        for one, two in _pairs(records, other, within, turned):
            other[one], other[two] = two, one
            found[one] = found[two] = word
    for at, (_, _, when, _) in enumerate(records):
        if found[at] == "one_sided" and when > now - 72 * HOUR:
            found[at] = "awaited"
    return found, other, _turns(records, found, other, now)


def _pairs(records, other, within, turned):
    """The earliest of the one with the earliest of the other that is near enough, group by group."""
    groups = {}
    for at, (permit, direction, when, second) in enumerate(records):
        if permit is not None and at not in other:
            key = (direction == "exit") ^ (turned and second)
            groups.setdefault((permit, key), ([], []))[second].append((when, at))
    for one, two in groups.values():
        one.sort()
        two.sort()
        while one and two:
            apart = one[0][0] - two[0][0]
            if abs(apart) <= within:
                yield one.pop(0)[1], two.pop(0)[1]
            elif apart < timedelta():
                one.pop(0)
            else:
                two.pop(0)


def _turns(records, found, other, now):
    turns, last = dict.fromkeys(range(len(records)), "in_turn"), {}
    for when, at in sorted((each[2], at) for at, each in enumerate(records)):
        permit, direction = records[at][:2]
        if found[at] in ("unknown_permit", "other_direction") or other.get(at, at) < at:
            continue
        before, last[permit] = last.get(permit, "exit"), direction
        if before == direction and when <= now - 72 * HOUR:
            turns[at] = "entered_twice" if direction == "entry" else "exit_without_entry"
    return turns
