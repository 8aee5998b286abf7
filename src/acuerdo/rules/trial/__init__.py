"""One case, decided and explained step by step by the same rules that decide a million."""

from collections.abc import Callable

from acuerdo.agreement.answers import form_in, name_in
from acuerdo.agreement.cases import Case, place_asked
from acuerdo.agreement.paths import find, get
from acuerdo.agreement.plan import Enacted
from acuerdo.rules.trial import (
    asylum,
    border,
    children,
    ending,
    holding,
    limits,
    pathways,
    protections,
    returns,
    together,
    working,
)
from acuerdo.rules.trial.steps import THREE, Answer, Step, decides_nothing, facts_of

__all__ = ["ANSWERS", "THREE", "Answer", "Step", "answer", "facts_of"]

Answerer = Callable[[Case, Enacted, str, str], list[Answer]]
"""The case, the text, the path that is asked, and the name in it."""

ANSWERS: dict[str, Answerer] = {
    "pathways.*": pathways.admitted,
    "pathways.*.labour_market_test": pathways.tested,
    "pathways.*.stay": pathways.stayed,
    "pathways.*.cap": limits.capped,
    "pathways.*.circularity": working.circulated,
    "pathways.*.portability": working.changed,
    "pathways.*.portability.social_security": working.insured,
    "pathways.*.family": working.accompanied,
    "pathways.*.fee": holding.charged,
    "pathways.*.gives": holding.given,
    "national_law.*": limits.limited,
    "statuses.*": holding.entitled,
    "protections.*": protections.protected,
    "returns.*": returns.returned,
    "returns.*.readmission": returns.readmitted,
    "returns.*.handover": returns.handed,
    "asylum": asylum.claimed,
    "children": children.protected,
    "border.joint_operations.*": border.operated,
    "border.perimeter": border.opened,
    "border.perimeter.suspension": border.suspension,
    "disputes": ending.disputed,
    "termination": ending.terminated,
    "review": ending.reviewed,
    "sunset": ending.sunset,
    "development.*": together.funded,
    "finance.*": together.transferred,
    "bodies.*": together.decided,
    "commitments.*": together.stands,
    "triggers.*": together.triggered,
    "information.*": together.passed_on,
}
"""What decides at which paths; `*` is a name of the file."""


def answer(case: Case, enacted: Enacted, path: str) -> list[Answer]:
    """What a clause answers each person of a case.

    Args:
        case: the facts.
        enacted: the text on the day of the case.
        path: a path of one of the forms of `ANSWERS`.

    Raises:
        Refused: the path names no such clause, or the text is silent where the decision needs words.
    """
    tree = enacted.agreement.document.tree
    form = form_in(tree, path)
    if not form or not find(tree, place_asked(path)):
        raise decides_nothing(enacted, path)
    if _not_in_force(enacted, path):
        return [Answer(path, {"is": "not_in_force", "because": "dates"})] * case.n
    return ANSWERS[form](case, enacted, path, name_in(form, path) or "")


def _not_in_force(enacted: Enacted, path: str) -> bool:
    """Whether the clause at a path holds on other days only. Pathways and returns say so themselves."""
    tree, day = enacted.agreement.document.tree, enacted.on.isoformat()
    for place in find(tree, path):
        around = [get(tree, place[:length]) for length in range(1, len(place) + 1)]
        dated = [node for node in around if isinstance(node, dict)]
        if all(node.get("from", "") <= day < node.get("until", "9999-12-32") for node in dated):
            return False
    return path.split(".", maxsplit=1)[0] not in ("pathways", "returns")
