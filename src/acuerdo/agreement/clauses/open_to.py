"""To whom a pathway is open, and when."""

from typing import Any, ClassVar

from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.clauses.criteria import Criterion
from acuerdo.agreement.values import Nation, Nations, StatedDay, StatedSpan


class OpenTo(Clause):
    """The nationalities a clause reaches, and the country they must be in."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("nationals_of", "present_in")

    nationals_of: Nations
    present_in: Nation | None = None

    def as_criteria(self) -> list[Criterion]:
        """The same as criteria: `open_to` on nationality, `present_in` on presence; `any` asks nothing."""
        asked: list[Criterion] = []
        if self.nationals_of != "any":
            asked.append(_criterion("open_to", "person.nationality", in_=self.nationals_of))
        if self.present_in is not None:
            asked.append(_criterion("present_in", "person.present_in", is_=self.present_in))
        return asked


def _criterion(name: str, fact: str, **comparison: Any) -> Criterion:
    return Criterion.model_construct(id=name, fact=fact, **comparison)


class Window(Clause):
    """The days on which applications are taken: from `opens`, for `length`."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("opens", "length")

    opens: StatedDay
    length: StatedSpan
