"""Every step by which the cases of the invented corridor are answered, kept word for word in `explained.txt`.

`python -m rules.explained` writes the text again; read the difference before you commit it.
"""

from collections.abc import Iterator
from pathlib import Path

from acuerdo.agreement.cases import Cases, read_cases
from acuerdo.agreement.faults import Refused
from acuerdo.cli.trials import answers, enacted_for
from acuerdo.rules.trial import Answer

KEPT = Path(__file__).with_suffix(".txt")
CASES = Path(__file__).parents[2] / "agreements/invented/cases.yaml"


def explained() -> str:
    """The text as the program makes it now."""
    cases = read_cases(CASES)
    return "\n".join(line for each in range(len(cases.terms.cases)) for line in _case(cases, each)) + "\n"


def _case(cases: Cases, at: int) -> Iterator[str]:
    case = cases.terms.cases[at]
    yield case.name
    try:
        found = answers(case, enacted_for(case, cases))
    except Refused as error:
        yield f"  refused: {error}".replace(str(CASES.parent), "").replace("\n", "\n    ")
        return
    for path, several in found.items():
        for number, answer in enumerate(several, 1):
            yield f"  {path} ({number}): {_said(answer)}"
            for step in answer.steps:
                yield f"    {step.answer} | {step.asked} | {step.path} | {step.basis} {step.src}"


def _said(answer: Answer) -> str:
    return ", ".join(f"{name} {value}" for name, value in answer.found.items() if value not in ("", None))


if __name__ == "__main__":
    KEPT.write_text(explained(), encoding="utf-8")
