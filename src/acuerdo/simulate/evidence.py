"""Evidence: how well a result is known is how well the weakest of what it rests on is known."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from acuerdo.simulate.parameters import Parameter, Parameters

LABELS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "estimated": {"en": "estimated", "es": "estimado"},
        "calibrated": {"en": "calibrated", "es": "calibrado"},
        "assumed": {"en": "assumed", "es": "supuesto"},
        "not_identified": {"en": "not identified", "es": "no identificado"},
    }
)
"""Labels, strongest first, in both languages."""

INTENDING = (
    "first_trip_scale first_trip_constant first_trip_age_log first_trip_age_log_sq first_trip_female "
    "first_trip_head first_trip_school_6_8 first_trip_school_9_11 first_trip_school_12 wage_gap "
    "wage_response unemployment price prevalence prevalence_sq household_link link_per_stock repeat "
    "repeat_trips repeat_years"
).split()
PRICE = ["price_1992", "price_agents"]
CROSSING = [
    "caught_2000",
    "caught_agents",
    "caught_attempts",
    "attempts_2000",
    "retry_2005",
    "retry_2016",
    *PRICE,
]
STAYING = (
    "return_0_6 return_6_12 return_13_36 return_37_60 return_60 return_scale return_price "
    "return_unemployment return_partner return_property return_farm partner property farm"
).split()
STATUS = "legalised naturalised resident_leaves return_resident family_visas".split()
BEGINNING = "unauthorized_1990 in_us_1990 citizens_1990 returned_1990 returned_again returned_years".split()
SENDING = "sends sent_share sent_drift migrant_wage hours".split()
DOORS = (
    "substitution new_movers overstay rehired take_up legal_wage_gain sent_by_permit brought_by_permit "
    "offer_certified offer_advertised offer_pays offer_no_local job_lost job_found employer_consents "
    "similar_job family_along family_members waiting_share petitioned "
    "development development_lag club_money pesos_per_dollar project_cost project_families"
).split()
"""What matters only where a text gives places or status."""
MOVING = [*INTENDING, *CROSSING, *STAYING, *STATUS, *BEGINNING]

RESTS_ON: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "price": tuple(PRICE),
        "attempts": tuple(MOVING),
        "apprehensions": tuple(MOVING),
        "entries": tuple(MOVING),
        "deaths_crossing": (*MOVING, "death_2005", "death_2015"),
        "unauthorized": tuple(MOVING),
        "mexican_born": tuple(MOVING),
        "net_emigrants": tuple(MOVING),
        "first_trips_by_40": (*INTENDING, *CROSSING),
        "remittances": (*MOVING, *SENDING),
        "transit_encounters": (
            "transit_return_risk",
            "transit_parole",
            "transit_announcement",
            "transit_half_life",
        ),
    }
)
"""Results, and the parameters that each rests on."""


def label(parameter: Parameter) -> str:
    """How a parameter is known: one of `LABELS`."""
    if parameter.basis == "not_identified":
        return "not_identified"
    if parameter.fitted != "no":
        return "calibrated"
    return "assumed" if parameter.basis == "assumed" else "estimated"


def weakest(parameters: Iterable[Parameter]) -> str:
    """The weakest label of some parameters; `estimated` of none."""
    order = list(LABELS)
    return max((label(each) for each in parameters), key=order.index, default=order[0])


def evidence(result: str, parameters: Parameters, doors: bool, also: Iterable[str] = ()) -> str:
    """How well a result is known.

    Args:
        result: one of `RESTS_ON`.
        doors: whether a text gives places or status in the run.
        also: names of other parameters it rests on, such as those that were varied.
    """
    names = (*RESTS_ON[result], *(DOORS if doors else ()), *also)
    return weakest(parameters[name] for name in names)
