"""Cases, run: what `explain` and `test` share."""

from functools import cache
from pathlib import Path

from acuerdo import agreement
from acuerdo.agreement.cases import Case, Cases
from acuerdo.agreement.fitting import check_cases
from acuerdo.agreement.plan import Enacted
from acuerdo.rules.trial import Answer, answer
from acuerdo.rules.trial.together import measured


def enacted_for(case: Case, cases: Cases) -> Enacted:
    """The text a case runs under: the agreement named in its file, on its day, under its plan if any.

    Raises:
        Refused, Unreadable: as reading and enacting do.
    """
    return enacted_under(_checked(cases.path.parent / cases.terms.agreement), case, cases)


def enacted_under(read: agreement.Agreement, case: Case, cases: Cases) -> Enacted:
    """The text a case runs under, of an agreement already read; raises as `enacted_for` does."""
    name = case.plan if case.plan is not None else cases.terms.plan
    plan = agreement.read_plan(cases.path.parent / name) if name and name != "none" else None
    return agreement.enact(read, case.on, plan, case.known, case.filed, measured(case))


def agreement_of(cases: Cases) -> agreement.Agreement:
    """The agreement that a file of cases names, read and checked, and the cases held against it.

    Raises:
        Unreadable: with every fault.
    """
    read = _checked(cases.path.parent / cases.terms.agreement)
    faults = check_cases(cases, read)
    if faults:
        raise agreement.Unreadable(faults)
    return read


@cache
def _checked(path: Path) -> agreement.Agreement:
    read = agreement.read(path)
    faults = agreement.check(read)
    if faults:
        raise agreement.Unreadable(faults)
    return read


def answers(case: Case, enacted: Enacted) -> dict[str, list[Answer]]:
    """What each clause the case names answers."""
    return {path: answer(case, enacted, path) for path in case.expect}


def differing(case: Case, cases: Cases) -> list[str]:
    """What a case expected and did not find; a text that is refused answers `no_text`."""
    try:
        found = answers(case, enacted_for(case, cases))
    except agreement.Refused as error:
        expected = [one.is_ for several in case.expect.values() for one in several]
        return [] if set(expected) == {"no_text"} else [str(error)]
    return differences(case, found)


def differences(case: Case, found: dict[str, list[Answer]]) -> list[str]:
    """What a case expected and did not find."""
    lines = []
    for path, expected in case.expect.items():
        wanted = expected * case.n if len(expected) == 1 else expected
        if len(wanted) != len(found[path]):
            lines.append(f"{path}: {len(wanted)} answers expected, {len(found[path])} people decided")
        for number, (one, want) in enumerate(zip(found[path], wanted, strict=False), 1):
            who = f" (person {number})" if case.n > 1 else ""
            lines += [f"{path}{who}: {line}" for line in one.differs_from(want)]
    return lines


def folder_of(path: Path) -> Path:
    """The case file of a folder, or the file itself."""
    return path / "cases.yaml" if path.is_dir() else path
