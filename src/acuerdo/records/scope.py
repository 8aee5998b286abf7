"""Rows are asked for by somebody, for something: without that, a query raises."""

from typing import Any, Protocol, TypeVar

from django.db import models

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class Unscoped(RuntimeError):
    """A query that does not say who asks: a mistake of the program, never of a person."""


class Sight(Protocol):
    """What somebody may see: see `acuerdo.operate.authority`."""

    def within(self, model: type[models.Model]) -> models.Q:
        """The condition of the rows of a model that may be seen."""
        ...


class Scoped(models.Manager[Row_co]):
    """The rows of a model, for whoever may see them."""

    def get_queryset(self) -> models.QuerySet[Row_co]:
        """Refuse.

        Raises:
            Unscoped: always; ask by `seen_by`.
        """
        raise Unscoped(f"{self.model.__name__}: ask for rows by `objects.seen_by(sight)`")

    def seen_by(self, sight: Sight) -> models.QuerySet[Row_co]:
        """The rows that a sight reaches."""
        within = sight.within(self.model)
        found = super().get_queryset().filter(within)
        return found.distinct() if within else found


class Personal(models.Model):
    """A row about a person. `objects` needs a sight; `every` is for the actions of `operate`, which check."""

    objects: Any = Scoped()
    every: Any = models.Manager()

    class Meta:
        """No table of its own."""

        abstract = True
        base_manager_name = "every"
        default_manager_name = "objects"
