"""Values set for one run: of a parameter by its name, of a text by its path."""

import copy
from collections.abc import Iterable
from typing import Any

from acuerdo.agreement import Agreement, Plan
from acuerdo.agreement.consolidate import retyped
from acuerdo.agreement.faults import Fault, Unreadable
from acuerdo.agreement.paths import find, get, nearest, written
from acuerdo.agreement.provenance import values
from acuerdo.agreement.reading.flow import read_flow
from acuerdo.simulate.parameters import Parameters


def split(settings: Iterable[str]) -> tuple[dict[str, float], dict[str, str]]:
    """Settings such as `substitution=0.6` and `pathways.temporary_worker.cap.count=100_000`.

    Returns:
        Those of parameters, by name, and those of a text, by path (which has a dot).

    Raises:
        Unreadable: naming every setting that is not of that form.
    """
    numbers: dict[str, float] = {}
    texts: dict[str, str] = {}
    faults = []
    for each in settings:
        path, sign, value = each.partition("=")
        if not sign or not path or not value:
            faults.append(_fault(each, "must be PATH=VALUE", "such as --set substitution=0.6"))
        elif "." in path:
            texts[path] = value
        else:
            try:
                numbers[path] = float(value.replace("_", ""))
            except ValueError:
                faults.append(_fault(each, f"{path} is a parameter and needs a number, found {value!r}"))
    if faults:
        raise Unreadable(faults)
    return numbers, texts


def of_text(
    agreement: Agreement, plan: Plan | None, settings: dict[str, str]
) -> tuple[Agreement, Plan | None]:
    """A text and its plan with other values; what the plan assumes is changed in the plan.

    Raises:
        Unreadable: naming every path that is not there or that no rule reads, and every value of a wrong
            type.
    """
    tree: Any = copy.deepcopy(agreement.document.tree)
    executed = {row.path for row in values(agreement) if row.executed}
    assumed = {each.at: at for at, each in enumerate(plan.terms.assume)} if plan else {}
    assume = list(plan.terms.assume) if plan else []
    faults = []
    for path, text in settings.items():
        places = find(tree, path)
        if not places:
            faults.append(_fault(path, f"{path} names nothing in {agreement.id}", nearest(tree, path)))
        elif not any(written(place) in executed for place in places):
            faults.append(_fault(path, f"{path} is read by no rule: setting it would change nothing"))
        elif path in assumed:
            assume[assumed[path]] = assume[assumed[path]].model_copy(update={"value": read_flow(text, path)})
        else:
            for place in places:
                get(tree, place[:-1])[place[-1]] = read_flow(text, path)
    if faults:
        raise Unreadable(faults)
    if plan:
        plan = Plan(plan.terms.model_copy(update={"assume": assume}), plan.document)
    return retyped(agreement, tree, agreement.origins), plan


def of_parameters(parameters: Parameters, settings: dict[str, float]) -> Parameters:
    """Parameters with other values; see `Parameters.having`."""
    return parameters.having(settings)


def _fault(where: str, problem: str, hint: str = "") -> Fault:
    return Fault(f"--set {where}", 0, 0, "", problem, hint=hint)
