"""The text under which the service decides: one agreement, one plan, as they stand on a day."""

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings

from acuerdo.agreement import Agreement, Enacted, Plan, Refused, enact, read, read_plan
from acuerdo.agreement.clauses.pathway import Pathway
from acuerdo.proof.hashing import tagged
from acuerdo.records.models import Text
from acuerdo.season.texts import pathway_of


@dataclass(frozen=True, slots=True, eq=False)
class Law:
    """What decides.

    Fields:
        agreement, plan: as read.
        pathway: the name of the pathway that is operated.
        texts: both files as they are written; the second is empty without a plan.
        digest: of both.
    """

    agreement: Agreement
    plan: Plan | None
    pathway: str
    texts: tuple[str, str]
    digest: str

    @property
    def path(self) -> str:
        """The path of the pathway in the text."""
        return f"pathways.{self.pathway}"

    def clause(self, text: Enacted) -> Pathway:
        """The pathway as a text has it."""
        return text.agreement.terms.pathways[self.pathway]


def law() -> Law:
    """The law of this service."""
    service = settings.ACUERDO
    return _law(service.agreement, service.plan, service.pathway)


@cache
def _law(agreement: Path, plan: Path | None, pathway: str) -> Law:
    read_text = read(agreement)
    texts = (agreement.read_text("utf-8"), plan.read_text("utf-8") if plan else "")
    found = pathway_of(read_text, pathway or None)
    return Law(read_text, read_plan(plan) if plan else None, found, texts, tagged("law", *texts).hex())


@lru_cache(maxsize=64)
def _enacted(law: Law, on: date) -> Enacted:
    return enact(law.agreement, on, law.plan)


def enacted(on: date) -> Enacted:
    """The text that decides on a day.

    Raises:
        Refused: none does; the message says why.
    """
    return _enacted(law(), on)


def text_row() -> Text:
    """The row that keeps the law whole."""
    found = law()
    # A decision needs the row, not the text in it, which is long.
    row = Text.objects.filter(digest=found.digest).defer("agreement", "plan").first()
    if row is None:
        row, _ = Text.objects.get_or_create(
            digest=found.digest, defaults={"agreement": found.texts[0], "plan": found.texts[1]}
        )
    return row


@dataclass(frozen=True, slots=True)
class Told:
    """What pages say of the text of a day."""

    title_en: str
    title_es: str
    hypothetical: bool
    in_force: bool


def told(on: date) -> Told:
    """What pages say of the text of a day, in force or not."""
    title = law().agreement.terms.title
    try:
        text = enacted(on)
    except Refused:
        return Told(title.en, title.es, hypothetical=law().plan is not None, in_force=False)
    return Told(title.en, title.es, hypothetical=text.hypothetical, in_force=True)
