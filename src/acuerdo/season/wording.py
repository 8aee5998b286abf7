"""Every reason of a season in words, English and Spanish, with the clause that decided and its basis."""

from acuerdo.agreement import Enacted
from acuerdo.agreement.clauses.criteria import Criterion, flat, name_of
from acuerdo.agreement.values import Money

FIXED: dict[str, tuple[str, str, str]] = {
    "": ("Admitted", "Admitida", "eligible"),
    "permit": ("A permit was given", "Se otorgó el permiso", "cap"),
    "cap": (
        "Every place under the cap was taken by people ahead in line",
        "Todas las plazas del límite fueron para personas antes en la fila",
        "cap",
    ),
    "too_late": (
        "A place came free only after the work had ended",
        "La plaza se liberó cuando el trabajo ya había terminado",
        "allocation",
    ),
    "stayed_away": (
        "The person was matched and did not come",
        "La persona tenía oferta y no llegó",
        "stay",
    ),
    "no_order_left": (
        "No order that would admit this person had a place left, or a cap around it was full",
        "Ninguna oferta posible para esta persona tenía plaza libre, o un límite ya estaba lleno",
        "allocation",
    ),
    "not_in_force": ("No text was in force on that day", "Ningún texto estaba en vigor ese día", "open_to"),
    "withdrawn": ("The employer withdrew the offer", "El empleador retiró la oferta", "eligible"),
    "no_local": (
        "The labour department denied the certification",
        "El departamento de trabajo negó la certificación",
        "labour_market_test",
    ),
    "advertise": (
        "No evidence of the advertising the test asks for",
        "Falta prueba de los anuncios que pide la prueba del mercado laboral",
        "labour_market_test",
    ),
    "wage_floor": (
        "The wage does not reach the floor, or there are no data to tell",
        "El salario no alcanza el mínimo, o no hay datos para saberlo",
        "labour_market_test",
    ),
    "attest": (
        "The employer did not attest the need, or there are no data to tell",
        "El empleador no certificó la necesidad, o no hay datos para saberlo",
        "labour_market_test",
    ),
    "dates_unknown": ("The days of work are not stated", "No se indican los días de trabajo", "stay"),
    "no_worker_left": (
        "Nobody was left in line who asks for this work, or a cap around the order was full",
        "No quedó nadie en la fila para este trabajo, o un límite ya estaba lleno",
        "allocation",
    ),
    "no_worker_admissible": (
        "Nobody eligible has the experience this order asks for",
        "Nadie elegible tiene la experiencia que pide esta oferta",
        "eligible",
    ),
    "longer_than_stay": (
        "The work lasts longer than the longest stay of the text",
        "El trabajo dura más que la estancia más larga del texto",
        "stay",
    ),
    "open_to": (
        "The pathway is not open to this nationality",
        "La vía no está abierta a esta nacionalidad",
        "open_to",
    ),
    "present_in": (
        "The person is not in the country asked for",
        "La persona no está en el país indicado",
        "open_to",
    ),
    "window": ("Applications are not taken on this day", "Ese día no se reciben solicitudes", "window"),
    "points": ("Fewer points than the pass mark", "Menos puntos que el mínimo", "points"),
    "dates": ("The pathway is not in force on this day", "La vía no está en vigor ese día", "open_to"),
}
"""Reasons that every file shares: English, Spanish, and the part of the pathway that decides."""

COMPARISONS = {
    "is": ("must be {0}", "debe ser {0}"),
    "in": ("must be one of {0}", "debe ser una de {0}"),
    "at_least": ("must be at least {0}", "debe ser al menos {0}"),
    "at_most": ("must be at most {0}", "debe ser como máximo {0}"),
    "more_than": ("must be more than {0}", "debe ser más de {0}"),
    "less_than": ("must be less than {0}", "debe ser menos de {0}"),
    "within": ("must be at most {0}", "debe ser como máximo {0}"),
    "before": ("must be before {0}", "debe ser antes del {0}"),
    "on_or_before": ("must be on or before {0}", "debe ser a más tardar el {0}"),
    "after": ("must be after {0}", "debe ser después del {0}"),
    "since": ("must be on or after {0}", "debe ser desde el {0}"),
}


OPPOSITES = {
    "at_least": "less_than",
    "at_most": "more_than",
    "more_than": "at_most",
    "less_than": "at_least",
    "within": "more_than",
    "before": "since",
    "on_or_before": "after",
    "after": "on_or_before",
    "since": "before",
}
"""What must hold where a criterion excludes; `is` and `in` are simply denied."""


def words_of(reason: str, text: Enacted, pathway: str) -> tuple[str, str, str, str]:
    """A reason in English and Spanish, the path of the clause that decided, and its weakest basis."""
    path = f"pathways.{pathway}"
    if reason in FIXED:
        english, spanish, part = FIXED[reason]
        path = f"{path}.{part}"
        return english, spanish, path, text.basis_of(path)
    eligible = text.agreement.terms.pathways[pathway].eligible
    for at, criterion in enumerate(flat(eligible) if eligible else ()):
        if name_of(criterion, at) == reason:
            excludes = eligible is not None and criterion in eligible.none
            english, spanish = _criterion(criterion, excludes)
            return english, spanish, f"{path}.eligible.{reason}", criterion.basis or "stated"
    return reason, reason, path, text.basis_of(path)


def _criterion(criterion: Criterion, excludes: bool) -> tuple[str, str]:
    fact, bound, operator = criterion.known_fact, _shown(criterion.bound), criterion.operator
    english, spanish = COMPARISONS[OPPOSITES.get(operator, operator) if excludes else operator]
    if excludes and operator not in OPPOSITES:
        english, spanish = (
            english.replace("must be", "must not be"),
            spanish.replace("debe ser", "no debe ser"),
        )
    english, spanish = english.format(bound), spanish.format(bound)
    return f"{fact.en[:1].upper()}{fact.en[1:]}: {english}", f"{fact.es[:1].upper()}{fact.es[1:]}: {spanish}"


def _shown(bound: object) -> str:
    if isinstance(bound, bool):
        return "yes / sí" if bound else "no"
    if isinstance(bound, tuple):
        return ", ".join(str(item) for item in bound)
    return str(bound) if isinstance(bound, Money) else str(bound).replace("_", " ")
