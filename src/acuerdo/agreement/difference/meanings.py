"""What more of a value means, for each kind of field: the one table from which a difference has a direction.

A field that no row names moves: the text says something else, and whether that is more or less is for the
reader to judge.
"""

from dataclasses import dataclass
from functools import lru_cache

from acuerdo.agreement.clauses.base import Pair

KINDS: dict[str, Pair] = {
    "widens": ("widens", "amplía"),
    "narrows": ("narrows", "restringe"),
    "moves": ("moves", "cambia"),
    "adds": ("adds", "añade"),
    "drops": ("drops", "suprime"),
    "fixes": ("fixes", "precisa"),
    "unsays": ("unsays", "calla"),
    "rewords": ("rewords", "redacta"),
    "re-sources": ("re-sources", "otra fuente"),
}
"""Every kind of difference; `fixes` puts a value in place of silence, `unsays` the other way round."""

SOURCING = frozenset({"src", "also", "basis"})
"""Fields that say how a value is known."""

WORDING = frozenset("title text words do says note what regime outer_border where onward said".split())
"""Fields of words for people, compared within a language."""

NATIONALITIES = frozenset({"nationals_of", "shared_by", "for", "places", "in"})
"""Fields that may name a group of the file, which stands for its members."""

EVERYBODY = frozenset({"any", "everyone"})
"""Words that stand for all there are."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What it means that a value grew.

    Fields:
        at: the end of the path of the field, `*` for a name.
        grown: the kind of difference that growth is; to shrink is its mirror.
        en, es: of what there is more then, and where it shrinks less.
        none: what `none` stands for: 1 more than any value, -1 less than any.
        absent: the same for a field left out; 0 where that is silence.
        whole: whether the clause around it left out stands for the same.
        beside: fields beside it without which the value means something else.
        scale: words from the least to the most.
    """

    at: str
    grown: str
    en: str
    es: str
    none: int = 1
    absent: int = 0
    whole: bool = False
    beside: tuple[str, ...] = ()
    scale: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sense:
    """What it means that criteria hold for more people or cases.

    Fields:
        at: the end of the path of the field that holds them, `*` for a name.
        sense: 1 where whoever meets them comes in, -1 where whoever meets them is left out.
        join: how they are asked: `all` of them, and whoever is not asked has met them; or `any` of them, and
            whoever is not asked has met none.
        en, es: who or what comes in.
    """

    at: str
    sense: int
    join: str
    en: str
    es: str


A_PERIOD = ("per", "counts", "of", "over")
A_MEASURE = ("measure",)
ENTRIES = ("none", "single_entry", "multiple_entry")
CHANGES = ("never", "with_consent", "after", "free")

MEANINGS = (
    Meaning("cap.count", "widens", "places", "plazas", absent=1, whole=True, beside=A_PERIOD),
    Meaning("caps.*.count", "widens", "places", "plazas", absent=1, beside=A_PERIOD),
    Meaning("formula.start.*", "widens", "places", "plazas"),
    Meaning("formula.step", "widens", "places", "plazas"),
    Meaning("formula.floor", "widens", "places", "plazas", absent=-1),
    Meaning("formula.ceiling", "widens", "places", "plazas", absent=1),
    Meaning("open_to.nationals_of", "widens", "nationalities", "nacionalidades"),
    Meaning("open_to.present_in", "widens", "people reached", "personas alcanzadas", absent=1),
    Meaning("pathways.*.from", "narrows", "time before it begins", "tiempo antes de comenzar", absent=-1),
    Meaning("pathways.*.until", "widens", "time in force", "tiempo en vigor", absent=1),
    Meaning("window.length", "widens", "time to apply", "tiempo para solicitar", absent=1, whole=True),
    Meaning("lifts.for", "widens", "nationalities", "nacionalidades"),
    Meaning("fee.amount", "narrows", "to pay", "por pagar", none=-1, absent=-1, whole=True),
    Meaning("fee.instalments", "widens", "ways to pay", "formas de pagar", scale=("not_allowed", "allowed")),
    Meaning("pathways.*.points", "narrows", "points needed", "puntos necesarios", absent=-1),
    Meaning("points.pass_mark", "narrows", "points needed", "puntos necesarios"),
    Meaning("table.*.points", "widens", "points", "puntos"),
    Meaning("gives.work", "widens", "rights", "derechos"),
    Meaning("gives.travel", "widens", "entries", "entradas", scale=ENTRIES),
    Meaning("gives.length", "widens", "time in the status", "tiempo con el estatus"),
    Meaning(
        "gives.after", "narrows", "time until the next status", "tiempo hasta el siguiente estatus", none=-1
    ),
    Meaning("statuses.*.*.held", "widens", "rights", "derechos"),
    Meaning("statuses.*.*.after", "narrows", "time to wait", "tiempo de espera", none=-1),
    Meaning("statuses.*.tax.held", "moves", "taxes owed", "impuestos que pagar"),
    Meaning("statuses.*.tax.after", "moves", "time before taxes", "tiempo sin impuestos"),
    Meaning("statuses.*.travel", "widens", "entries", "entradas", scale=ENTRIES),
    Meaning("labour_market_test", "narrows", "to show", "por demostrar", absent=-1),
    Meaning("labour_market_test.advertise", "narrows", "time to advertise", "tiempo de anuncio", none=-1),
    Meaning("labour_market_test.wage_floor", "moves", "pay to offer", "salario por ofrecer", none=-1),
    Meaning("labour_market_test.recruit_until", "narrows", "local hiring", "contratación local", absent=-1),
    Meaning("labour_market_test.exempt", "widens", "exempt sectors", "sectores exentos", absent=-1),
    Meaning("labour_market_test.attest", "narrows", "to show", "por demostrar", absent=-1),
    Meaning("shortened.to", "narrows", "time to advertise", "tiempo de anuncio"),
    Meaning("stay.single_max", "widens", "time in one stay", "tiempo por estancia"),
    Meaning("stay.renewals", "widens", "renewals", "renovaciones", absent=-1),
    Meaning("stay.total_max", "widens", "time in all", "tiempo en total", absent=1),
    Meaning("stay.absence_between", "narrows", "time away", "tiempo fuera", none=-1, absent=-1),
    Meaning("stay.grace_after", "widens", "time to leave", "tiempo para salir", none=-1, absent=-1),
    Meaning("season.out_by", "widens", "time in each year", "tiempo en cada año", absent=1, whole=True),
    Meaning("circularity.multiple_entry", "widens", "rights", "derechos"),
    Meaning("circularity.named_recall", "widens", "rights", "derechos"),
    Meaning(
        "circularity.penalty.barred_for",
        "narrows",
        "time barred",
        "tiempo de exclusión",
        absent=-1,
        whole=True,
    ),
    Meaning("return_check.within", "widens", "time to report", "tiempo para presentarse"),
    Meaning("change_employer", "widens", "freedom to change", "libertad de cambiar", scale=CHANGES),
    Meaning("portability.after", "narrows", "time before a change", "tiempo antes de un cambio", none=-1),
    Meaning("portability.limit", "widens", "changes of employer", "cambios de empleador", absent=1),
    Meaning("social_security.qualifying", "narrows", "time to insure", "tiempo de cotización", none=-1),
    Meaning("social_security.total", "narrows", "time to insure", "tiempo de cotización", none=-1),
    Meaning("social_security.export", "widens", "rights", "derechos"),
    Meaning("family.may_accompany", "widens", "rights", "derechos"),
    Meaning("family.may_work", "widens", "rights", "derechos"),
    Meaning("family.relations", "widens", "relatives", "familiares"),
    Meaning("family.counted_in_cap", "narrows", "places taken", "plazas ocupadas"),
    Meaning("protections.*.at_least", "widens", "guaranteed", "garantizado", beside=A_MEASURE),
    Meaning("protections.*.at_most", "narrows", "allowed", "permitido", beside=A_MEASURE),
    Meaning("protections.*.applies_to", "widens", "statuses protected", "estatus protegidos"),
    Meaning("protections.*.remedy", "narrows", "time to make it good", "tiempo para reparar"),
    Meaning(
        "protections.*.penalty.fine", "widens", "to pay for a breach", "por pagar si se incumple", none=-1
    ),
    Meaning("protections.*.penalty.barred_for", "widens", "time barred", "tiempo de exclusión", none=-1),
    Meaning("returns.*.cap.count", "widens", "returns", "retornos", absent=1, whole=True, beside=A_PERIOD),
    Meaning("returns.*.of.nationals_of", "widens", "nationalities", "nacionalidades"),
    Meaning("returns.*.from", "narrows", "time before it begins", "tiempo antes de comenzar", absent=-1),
    Meaning("returns.*.until", "widens", "time in force", "tiempo en vigor", absent=1),
    Meaning("returns.*.apply_within", "widens", "time to ask", "tiempo para pedirlo", absent=1),
    Meaning("returns.*.silence", "widens", "returns", "retornos", scale=("refused", "agreed")),
    Meaning("handover.notice", "narrows", "notice", "aviso", none=-1, absent=-1),
    Meaning(
        "safe_third_country.claims_within", "widens", "claims reached", "solicitudes alcanzadas", absent=1
    ),
    Meaning("safe_third_country.between", "widens", "parties", "partes"),
    Meaning("wait_in.nationals_of", "widens", "nationalities", "nacionalidades"),
    Meaning("children.*.within", "narrows", "time before help", "tiempo antes de la atención"),
    Meaning("children.*.nationals_of", "widens", "nationalities", "nacionalidades", absent=1),
    Meaning("joint_operations.*.staff", "widens", "staff", "personal"),
    Meaning("joint_operations.*.funding", "widens", "money", "dinero"),
    Meaning("development.*.places", "widens", "countries", "países"),
    Meaning("development.*.max_per_project", "widens", "money", "dinero", absent=1),
    Meaning(
        "development.*.min_beneficiaries", "narrows", "families needed", "familias necesarias", absent=-1
    ),
    Meaning("development.*.budget.amount", "widens", "money", "dinero", beside=("per", "of")),
    Meaning("finance.*.amount", "widens", "money", "dinero", beside=("per",)),
    Meaning("bodies.*.may_change", "widens", "to decide on", "por decidir", absent=-1),
    Meaning("commitments.*.at_least", "widens", "promised", "prometido", beside=A_MEASURE),
    Meaning("information.*.purpose", "widens", "purposes", "fines"),
    Meaning("information.*.between", "widens", "parties", "partes", absent=-1),
    Meaning("information.*.retention", "widens", "time kept", "tiempo de conservación", absent=1),
    Meaning("information.*.never", "narrows", "purposes ruled out", "fines excluidos", absent=-1),
)
"""Every field of which more is known to be wider or narrower, or of which the reader is told what grew."""

SENSES = (
    Sense("pathways.*.eligible", 1, "all", "people eligible", "personas elegibles"),
    Sense("development.*.eligible", 1, "all", "projects eligible", "proyectos elegibles"),
    Sense("points.table.*.if", 1, "all", "people with points", "personas con puntos"),
    Sense("shortened.if", 1, "all", "offers shortened", "ofertas con plazo corto"),
    Sense("formula.rises_if", 1, "all", "years with a rise", "años con aumento"),
    Sense("formula.hold_if", -1, "any", "years with a rise", "años con aumento"),
    Sense("returns.*.applies_when", 1, "all", "people reached", "personas alcanzadas"),
    Sense("returns.*.never", -1, "any", "people returned", "personas retornadas"),
    Sense("safe_third_country.exceptions", -1, "any", "people reached", "personas alcanzadas"),
    Sense("transit_presumption.unless", -1, "any", "people reached", "personas alcanzadas"),
    Sense("transit_presumption.rebutted_by", -1, "any", "people reached", "personas alcanzadas"),
    Sense("wait_in.unless", -1, "any", "people reached", "personas alcanzadas"),
    Sense("children.tests", 1, "all", "children who go home", "niñas y niños que retornan"),
    Sense("children.never_return", -1, "any", "children who go home", "niñas y niños que retornan"),
    Sense("perimeter.opens_when", 1, "all", "cases in which it opens", "casos en que se abre"),
    Sense("finance.*.conditions", 1, "all", "cases in which it is due", "casos en que se debe"),
)
"""Every field of criteria of which it is known what becomes wider when they are easier to meet."""

EASIER = {
    "at_least": -1,
    "more_than": -1,
    "after": -1,
    "since": -1,
    "at_most": 1,
    "less_than": 1,
    "within": 1,
    "before": 1,
    "on_or_before": 1,
    "in": 1,
}
"""Whether a comparison is easier (1) or harder (-1) to meet when its bound grows; `is` is neither."""

UNCOUNTED = (
    "time",
    "to",
    "money",
    "notice",
    "staff",
    "freedom",
    "local",
    "guaranteed",
    "allowed",
    "promised",
)
"""First words of what is measured and not counted: there is less of it, not fewer."""


@lru_cache(maxsize=4096)
def meaning_of(fields: tuple[str, ...]) -> Meaning | None:
    """The row for a field, by its path with `*` for names; of several the one that says most of the path."""
    rows = [row for row in MEANINGS if ends(fields, row.at)]
    return max(rows, key=lambda row: (row.at.count("."), -row.at.count("*")), default=None)


@lru_cache(maxsize=4096)
def sense_of(fields: tuple[str, ...]) -> Sense | None:
    """The row for a field of criteria, likewise."""
    return next((row for row in SENSES if ends(fields, row.at)), None)


def ends(fields: tuple[str, ...], at: str) -> bool:
    """Whether the path of a field ends like this; `*` in the row stands for any one step."""
    steps = at.split(".")
    return len(steps) <= len(fields) and all(
        step in ("*", field) for step, field in zip(steps, fields[-len(steps) :], strict=True)
    )


def amount(en: str, es: str, sign: int) -> Pair:
    """More or less of something, in both languages."""
    if sign > 0:
        return f"more {en}", f"más {es}"
    return f"{'less' if en.startswith(UNCOUNTED) else 'fewer'} {en}", f"menos {es}"
