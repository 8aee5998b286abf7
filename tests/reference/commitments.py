"""One commitment at a time, as a secretary with a diary would keep them."""

from reference.days import add_months


def standing(each, on, value, done):
    """How one commitment stands by itself.

    Args:
        each: kind, at_least, due (a day or None), every (months or None), begins (a day or None).
        on: the day.
        value: what was measured, or None.
        done: the day of the last report, or None.
    """
    if each["begins"] and on < each["begins"]:
        return "not_in_force"
    if each["kind"] == "best_efforts":
        return "best_efforts"
    if each["kind"] == "report":
        return _report(each, on, done)
    if value is not None and value >= each["at_least"]:
        return "kept"
    if each["due"] and on <= each["due"]:
        return "pending"
    return "needs_evidence" if value is None else "missed"


def _report(each, on, done):
    given = done is not None and done <= on
    if each["due"] is None:
        return "kept" if given else "pending"
    dues = [each["due"]]
    while each["every"] and again(each, len(dues)) <= on:
        dues.append(again(each, len(dues)))
    since = dues[-2] if len(dues) > 1 else None
    if given and (since is None or done > since):
        return "kept" if done <= dues[-1] else "late"
    return "pending" if on <= dues[-1] else "overdue"


def again(each, times):
    """The due day so many rounds later."""
    return add_months(each["due"], each["every"] * times, "clip_to_month_end")


def linked(alone, pairs, all_or_nothing):
    """How they stand together: what another was not kept for is not due."""
    together = {}
    for name, word in alone.items():
        free = word == "not_in_force"
        firsts = [first for first, then in pairs if then == name]
        others = (
            [other for other in alone if other != name and alone[other] == "missed"] if all_or_nothing else []
        )
        late = [first for first in firsts if alone[first] in ("missed", "overdue")]
        unknown = [first for first in firsts if alone[first] == "needs_evidence"]
        if not free and (late or others):
            together[name] = "not_due"
        elif unknown and word in ("missed", "overdue", "late"):
            together[name] = "needs_evidence"
        else:
            together[name] = word
    return together
