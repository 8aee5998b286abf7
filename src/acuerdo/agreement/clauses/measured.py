"""Measures: indicators with a bound, counted by the service or worked out by the simulator."""

from typing import Annotated, Any

from pydantic import ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.clauses.criteria import Criterion
from acuerdo.agreement.facts import FACTS, MEASURES, read_bound
from acuerdo.agreement.values import NOT_STATED, OneOf, broken

Measure = Annotated[str, OneOf(*MEASURES)]
Direction = Annotated[str, OneOf("rises", "falls", "stays")]

BOUNDS = ("at_least", "at_most")


class Measured(Clause):
    """A clause that a measure can keep or break: the bound is of the kind the measure has."""

    measure: Measure | None = None
    at_least: Any = None
    at_most: Any = None

    @model_validator(mode="after")
    def _bounds_fit(self) -> "Measured":
        written = [name for name in BOUNDS if getattr(self, name) is not None]
        if written and self.measure is None:
            raise broken(f"`{written[0]}` bounds nothing", "name what is measured: measure: wage_ratio")
        if len(written) > 1:
            raise broken("needs one bound, found at_least and at_most", "two bounds are two clauses")
        for name in written:
            found = getattr(self, name)
            if found == NOT_STATED.value:
                continue
            try:
                read_bound(FACTS[f"measure.{self.measure}"], found)
            except PydanticCustomError as error:
                raise ValidationError.from_exception_data(
                    type(self).__name__, [InitErrorDetails(type=error, loc=(name,), input=None)]
                ) from None
        return self

    @property
    def bound(self) -> Criterion | None:
        """The bound as a criterion on the measure; None where there is none."""
        for name in BOUNDS:
            found = getattr(self, name)
            if found is not None:
                return Criterion.model_construct(id=self.id, fact=f"measure.{self.measure}", **{name: found})
        return None
