"""Values that rules read elsewhere and nothing reads in this text, because of what stands beside them."""

from collections.abc import Iterator

from acuerdo.agreement.clauses.asylum import APPLIED
from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.clauses.border import OPEN
from acuerdo.agreement.clauses.commitments import Commitment
from acuerdo.agreement.reading.text import Path
from acuerdo.agreement.terms import Terms
from acuerdo.agreement.values import NONE, NOT_STATED, Money

ONLY_OF: dict[str, tuple[str, ...]] = {
    "best_efforts": (),
    "report": ("due", "every", "if_missed"),
    "result": ("due", "measure", "at_least", "at_most", "if_missed"),
}
"""What a rule reads of each kind of commitment, beside who owes it and its kind."""


def idle(terms: Terms) -> frozenset[Path]:
    """The places of a text that nothing reads, with all that stands in them."""
    return frozenset(place for rule in RULES for place in rule(terms))


def _commitments(terms: Terms) -> Iterator[Path]:
    for at, each in enumerate(terms.commitments):
        read = ONLY_OF[each.kind]
        if each.due is None:
            read = tuple(name for name in read if name != "every")
        for name in ONLY_OF["report"] + ONLY_OF["result"]:
            if name not in read:
                yield "commitments", at, name


def _may_be_missed(each: Commitment) -> bool:
    """Whether a commitment can turn out not kept: a result that is measured, a report with a day."""
    return {"result": each.bound is not None, "report": each.due is not None}.get(each.kind, False)


def _linkage(terms: Terms) -> Iterator[Path]:
    if terms.linkage is None:
        return
    missable = {each.id: each.kind for each in terms.commitments if _may_be_missed(each)}
    if "result" not in missable.values() or len(terms.commitments) == 1:
        yield "linkage", "single_undertaking"
    for at, link in enumerate(terms.linkage.because):
        if link.if_ not in missable:
            yield "linkage", "because", at


def _asylum(terms: Terms) -> Iterator[Path]:
    if terms.asylum is None:
        return
    for name in type(terms.asylum).EXECUTES:
        part = getattr(terms.asylum, name)
        if isinstance(part, Clause) and getattr(part, "state", None) not in APPLIED:
            yield from (("asylum", name, key) for key in type(part).fields() if key != "state")


def _border(terms: Terms) -> Iterator[Path]:
    for at, operation in enumerate(terms.border.joint_operations if terms.border else ()):
        for point, action in enumerate(operation.actions):
            if action.state not in (*OPEN, NOT_STATED):
                yield "border", "joint_operations", at, "actions", point, "by"


def _bodies(terms: Terms) -> Iterator[Path]:
    for name, body in terms.bodies.items():
        if body.decides_by is None:
            yield from (("bodies", name, key) for key in ("chairs", "quorum"))
        elif len(body.seats) == 1:
            yield "bodies", name, "decides_by"


def _working(terms: Terms) -> Iterator[Path]:
    for name, pathway in terms.pathways.items():
        portability, family = pathway.portability, pathway.family
        if portability is not None and portability.change_employer == "never":
            yield from (("pathways", name, "portability", key) for key in ("after", "must_be", "limit"))
        if family is not None and family.may_accompany is False:
            kept = ("relations", "may_work", "counted_in_cap")
            yield from (("pathways", name, "family", key) for key in kept)


def _finance(terms: Terms) -> Iterator[Path]:
    for name, flow in terms.finance.items():
        if isinstance(flow.amount, Money) and flow.amount.cents == 0:
            yield "finance", name, "per"


def _asked_when_full(terms: Terms) -> set[str]:
    """The outer caps that decide what happens when they are full: those around a cap without a number."""
    dated = [each.cap for each in terms.pathways.values()] + [each.cap for each in terms.returns.values()]
    open_ = [cap for caps in dated for cap in caps or () if cap.count is NONE]
    found: set[str] = set()
    while open_:
        cap = open_.pop()
        name = cap.within.removeprefix("caps.") if cap.within else None
        if name in terms.caps and name not in found:
            found.add(name)
            open_ += [around for around in terms.caps[name] if around.count is NONE]
    return found


def _caps(terms: Terms) -> Iterator[Path]:
    asked = _asked_when_full(terms)
    for section in ("caps", "pathways", "returns"):
        for name, clause in getattr(terms, section).items():
            dated = clause if section == "caps" else clause.cap
            where: Path = (section, name) if section == "caps" else (section, name, "cap")
            for at, cap in enumerate(dated or ()):
                once = section == "returns" or cap.per in ("programme", "rolling")
                unread = UNLIMITED if cap.count is NONE else NO_NEXT if once else ()
                if section == "caps" and name not in asked:
                    unread = (*unread, "when_full")
                yield from ((*where, *step, key) for key in unread for step in ((), (at,)))


def _allocations(terms: Terms) -> Iterator[Path]:
    for name, pathway in terms.pathways.items():
        if all(cap.count is NONE and cap.within is None for cap in pathway.cap or ()):
            yield "pathways", name, "allocation"


def _programmes(terms: Terms) -> Iterator[Path]:
    for name, programme in terms.development.items():
        if programme.budget is None:
            yield "development", name, "ranking"


UNLIMITED = ("per", "of", "over", "unused", "spill_to", "when_full")
"""What nothing reads of a cap without a number."""

NO_NEXT = ("unused", "spill_to")
"""What nothing reads where no period follows, or where people are counted day by day and nobody waits."""

RULES = (
    _commitments,
    _linkage,
    _asylum,
    _border,
    _bodies,
    _working,
    _finance,
    _caps,
    _allocations,
    _programmes,
)
