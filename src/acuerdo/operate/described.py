"""The page of who may do what and of what may follow what, made of the tables that decide it."""

from collections.abc import Iterator

from acuerdo.operate.authority import ACTIONS
from acuerdo.operate.states import TABLES
from acuerdo.records.models.accounts import ROLES

TITLES = {
    "JobOrder": "A job order",
    "Application": "An application",
    "Placement": "A placement: the order that the match gave a worker",
    "Season": "A season",
    "WorkItem": "A work item: something that an officer looks into by a day",
    "Owed": "A sum owed to a worker",
    "Complaint": "A complaint",
    "Refund": "A fee to be paid back",
}
INTRODUCTION = """# Who may do what, and what may follow what

This page is made of the tables that decide: `acuerdo.operate.authority` and `acuerdo.operate.states`.

## Permissions

Every action asks one table. What is not in it nobody may do. **own**: rows of the worker, or of the \
employers, that the account stands for. **states**: rows that lie in the states, or at the consulates, that \
the officer answers for; in all of them where the account names none. **all**: every row. Whoever may not \
see a row is told the same as if it were not there. Of decisions, only the worker and the origin see \
those about people; others see those about orders. Complaints, what was found and fees to be paid back lie \
behind a wall (`acuerdo.operate.wall`): no action but those of their own name reaches them, an inspector \
those about employers and housing, the origin those about recruiters; employers see what they were told.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *_permissions(), "", *_diagrams()]) + "\n"


def _permissions() -> Iterator[str]:
    yield "| action | " + " | ".join(label for _, label in ROLES) + " |"
    yield "|---" * (len(ROLES) + 1) + "|"
    for action, by_role in ACTIONS.items():
        yield f"| `{action}` | " + " | ".join(str(by_role.get(role, "")) for role, _ in ROLES) + " |"


def _diagrams() -> Iterator[str]:
    yield "## States"
    for name, steps in TABLES.items():
        yield f"\n### {TITLES[name]}\n\n```mermaid\nstateDiagram-v2"
        yield f"    [*] --> {next(iter(steps))}"
        for before, ways in steps.items():
            for step, after in ways.items():
                yield f"    {before} --> {after}: {step}"
            if not ways:
                yield f"    {before} --> [*]"
        yield "```"
