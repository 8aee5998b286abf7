"""What each path may answer: the words of `is`, and what else an answer may say."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from acuerdo.agreement.paths import STEP, find
from acuerdo.agreement.reading.text import Tree

THREE = ("yes", "no", "needs_evidence")
"""What a question answers that facts may leave open."""

ALWAYS = ("not_in_force", "no_text")
"""What any path may answer: its clause does not hold on the day; no text is in force, or it is silent."""


@dataclass(frozen=True, slots=True)
class Saying:
    """The words of `is`, none where a path answers in other fields only, and those fields."""

    words: tuple[str, ...] = ()
    also: tuple[str, ...] = field(default=("because",))


SAYINGS: dict[str, Saying] = {
    "pathways.*": Saying(
        (
            "eligible",
            "not_eligible",
            "needs_evidence",
            "not_open",
            "granted",
            "queued",
            "refused",
            "next_period",
            "national_law",
        ),
        ("because", "through", "period", "goes_to"),
    ),
    "pathways.*.labour_market_test": Saying(
        ("passed", "failed", "needs_evidence", "does_not_apply"), ("because", "recruits_until")
    ),
    "pathways.*.stay": Saying((), ("permitted_until", "may_come_again", "may_renew", "overstays", "named")),
    "pathways.*.cap": Saying(("not_open", "needs_evidence"), ("places", "because")),
    "pathways.*.circularity": Saying(THREE, ("because", "amount", "due", "barred_until")),
    "pathways.*.portability": Saying(THREE),
    "pathways.*.portability.social_security": Saying(
        ("none", "partial", "full", "needs_evidence"), ("export",)
    ),
    "pathways.*.family": Saying(THREE, ("because", "work", "places")),
    "pathways.*.fee": Saying(("owed", "paid", "does_not_apply", "needs_evidence"), ("because", "amount")),
    "pathways.*.gives": Saying(
        (),
        (
            *("status", "leads_to", "from", "permitted_until"),
            *("work", "travel", "benefits", "tax", "family", "vote_locally"),
        ),
    ),
    "national_law.*": Saying((), ("places", "because")),
    "statuses.*": Saying((), ("work", "benefits", "tax", "family", "vote_locally", "travel", "leads_to")),
    "protections.*": Saying(
        ("kept", "broken", "does_not_apply", "needs_evidence"),
        ("because", "amount", "barred_until", "remedy_by"),
    ),
    "returns.*": Saying(
        ("returnable", "excluded", "needs_evidence", "cap_reached", "not_covered", "does_not_apply"),
        ("because", "goes_to"),
    ),
    "returns.*.readmission": Saying(
        (
            *("may_apply", "too_late_to_apply", "awaiting_reply", "agreed", "agreed_by_silence"),
            *("refused", "refused_by_silence", "too_late_to_hand_over", "needs_evidence", "excluded"),
        ),
        ("because", "due", "legal_basis", "cost_bearer", "taken_back_until"),
    ),
    "returns.*.handover": Saying(THREE),
    "asylum": Saying(
        ("may_apply", "third_country", "presumed_ineligible", "waits_in", "needs_evidence"),
        ("because", "party", "due", "state"),
    ),
    "children": Saying((*THREE, "does_not_apply"), ("because", "screened_by", "in_care_by")),
    "border.joint_operations.*": Saying(
        THREE, ("because", "by", "due", "state", "open_points", "unsaid_points")
    ),
    "border.perimeter": Saying(THREE, ("because", "moved")),
    "border.perimeter.suspension": Saying(THREE, ("because", "permitted_until")),
    "development.*": Saying(
        ("funded", "next_period", "not_eligible", "not_open", "needs_evidence"),
        ("because", "shares", "period"),
    ),
    "finance.*": Saying(("due", "not_due", "needs_evidence"), ("because", "amount", "payer", "payee")),
    "bodies.*": Saying(
        ("adopted", "rejected", "no_quorum", "outside", "pending"), ("because", "next_meeting")
    ),
    "commitments.*": Saying(
        ("kept", "late", "missed", "overdue", "pending", "not_due", "best_efforts", "needs_evidence"),
        ("because", "by", "due", "then", "then_by"),
    ),
    "triggers.*": Saying(("fired", "not_fired", "needs_evidence"), ("because", "goes_to")),
    "information.*": Saying(("yes", "no"), ("because", "kept_until")),
    "disputes": Saying(("open", "settled", "no_step_left", "not_opened"), ("because", "step", "due")),
    "termination": Saying(("in_force", "ended"), ("because", "ends", "term_until", "still_holds", "due")),
    "review": Saying(("due", "pending"), ("because", "due")),
    "sunset": Saying(("in_force", "ended"), ("because", "ends")),
}
"""For each form of path, where `*` is a name of the file; the longest that fits a path holds."""


@lru_cache(maxsize=4096)
def form_of(path: str) -> str:
    """The form of a path, or '' where nothing is decided at it."""
    fits = [form for form in SAYINGS if name_in(form, path) is not None]
    return max(fits, key=len, default="")


def name_in(form: str, path: str) -> str | None:
    """The name of the file that stands in a path for the `*` of a form, '' where the form has none; None
    where the path is of another form."""
    head, star, tail = form.partition("*")
    if not star:
        return "" if path == form else None
    fits = len(path) > len(head) + len(tail) and path.startswith(head) and path.endswith(tail)
    return path[len(head) : len(path) - len(tail)] if fits else None


def form_in(tree: Tree, path: str) -> str:
    """The form of a path in a text, or '' where nothing is decided at it: a name is one step below its
    section, and not a way through several."""
    form = form_of(path)
    head, name = form.partition("*")[0], name_in(form, path) if form else ""
    steps = len(STEP.findall(head)) + 1
    one_step = not name or any(len(place) == steps for place in find(tree, f"{head}{name}"))
    return form if one_step else ""


def unsayable(path: str, expected: dict[str, object]) -> Iterator[tuple[str, str]]:
    """What a path never answers: the problem, and what to write.

    Args:
        path: a path of one of the forms of SAYINGS.
        expected: what is expected of it, by field.
    """
    saying = SAYINGS[form_of(path)]
    says = f"it says {', '.join(saying.also)}"
    answers = f"it answers {', '.join(saying.words)}" if saying.words else says
    for name, value in expected.items():
        if name == "is":
            if value not in (*saying.words, *ALWAYS):
                yield f"{path} never answers {value}", answers
        elif name not in saying.also and not (name == "because" and "is" in expected):
            yield f"{path} says no {name}", says
