"""The facts a criterion may ask about: a closed list, each with kind, unit and words in both languages.

A fact is about a person, a journey, an offer, an application, a permit, a family, a handover or a project; a
measure is about the agreement as a whole: it is counted by the service or worked out by the simulator.
"""

from dataclasses import dataclass

from acuerdo.agreement.nations import CODES

ABOUT = (
    "person",
    "journey",
    "offer",
    "application",
    "permit",
    "family",
    "handover",
    "project",
    "measure",
)
"""What facts are about: the first part of their names."""

SECTORS = (
    "agriculture",
    "fishing",
    "forestry",
    "mining",
    "manufacturing",
    "construction",
    "trade",
    "hospitality",
    "transport",
    "services",
    "health",
    "domestic_work",
    "other",
)
"""Sectors of work, after the sections of the International Standard Industrial Classification."""

RELATIONS = ("spouse", "partner", "child", "parent", "sibling", "grandparent")


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """One thing that can be known about a person, journey, offer or application; equal to itself alone."""

    name: str
    kind: str
    en: str
    es: str
    unit: str = ""
    words: tuple[str, ...] = ()
    never: bool = False


_ROWS: tuple[Fact, ...] = (
    Fact("person.age_years", "count", "age", "edad", "years"),
    Fact("person.nationality", "word", "nationality", "nacionalidad", words=CODES),
    Fact(
        "person.present_in", "word", "country where the person is", "país donde está la persona", words=CODES
    ),
    Fact(
        "person.present_since",
        "day",
        "present without a break since",
        "presente sin interrupción desde",
        never=True,
    ),
    Fact(
        "person.months_worked_last_24",
        "count",
        "months worked in the last 24",
        "meses trabajados en los últimos 24",
        "months",
    ),
    Fact("person.assessed_tax_paid", "flag", "assessed tax paid", "impuestos determinados pagados"),
    Fact(
        "person.felony_convictions",
        "count",
        "convictions for serious crime",
        "condenas por delito grave",
        "convictions",
    ),
    Fact(
        "person.security_vetting",
        "word",
        "security vetting",
        "verificación de seguridad",
        words=("passed", "failed"),
    ),
    Fact(
        "person.has_us_supporter",
        "flag",
        "has a supporter in the United States",
        "tiene patrocinador en Estados Unidos",
    ),
    Fact(
        "person.years_since_removal",
        "count",
        "years since the last removal",
        "años desde la última orden de remoción",
        "years",
        never=True,
    ),
    Fact(
        "person.last_irregular_entry",
        "day",
        "last irregular entry into the United States, Mexico or Panama",
        "último ingreso irregular a Estados Unidos, México o Panamá",
        never=True,
    ),
    Fact("person.left_voluntarily_once", "flag", "left voluntarily, once", "salida voluntaria, una vez"),
    Fact("person.unaccompanied_child", "flag", "child alone", "niña, niño o adolescente no acompañado"),
    Fact("person.with_parent_or_guardian", "flag", "with a parent or guardian", "con madre, padre o tutor"),
    Fact(
        "person.danger_on_return",
        "word",
        "danger in the receiving country",
        "peligro en el país receptor",
        words=("none_found", "claimed", "substantiated"),
    ),
    Fact(
        "person.denied_asylum_in_transit",
        "flag",
        "asylum refused in a country of transit",
        "asilo negado en un país de tránsito",
    ),
    Fact(
        "person.prior_compliant_seasons",
        "count",
        "earlier seasons completed as agreed",
        "temporadas anteriores cumplidas",
        "seasons",
    ),
    Fact(
        "person.fiscal_years_since_h2b",
        "count",
        "fiscal years since last H-2B status",
        "años fiscales desde el último estatus H-2B",
        "years",
        never=True,
    ),
    Fact(
        "person.last_exit",
        "day",
        "last exit after a stay under this pathway",
        "última salida tras una estancia en esta vía",
        never=True,
    ),
    Fact(
        "person.experience_months",
        "count",
        "months of paid experience",
        "meses de experiencia pagada",
        "months",
    ),
    Fact(
        "person.speaks_language_level",
        "count",
        "language level reached",
        "nivel de idioma alcanzado",
        "level",
    ),
    Fact("person.schooling_years", "count", "years of schooling", "años de escolaridad", "years"),
    Fact(
        "person.family_in_destination",
        "flag",
        "close family in the destination",
        "familia cercana en el destino",
    ),
    Fact(
        "journey.arrival",
        "word",
        "way of arrival",
        "forma de llegada",
        words=("interior_airport", "land_port", "land_between_ports", "sea", "not_travelled"),
    ),
    Fact("journey.used_pathway", "flag", "came by a lawful pathway", "llegó por una vía regular"),
    Fact("journey.appointment", "flag", "came with an appointment", "llegó con cita"),
    Fact("offer.exists", "flag", "a job offer", "una oferta de trabajo"),
    Fact(
        "offer.labour_market_test",
        "word",
        "labour-market test",
        "prueba del mercado laboral",
        words=("passed", "failed"),
    ),
    Fact(
        "offer.certification",
        "word",
        "labour certification",
        "certificación laboral",
        words=("granted", "granted_in_part", "denied", "withdrawn"),
    ),
    Fact(
        "offer.certified_on",
        "day",
        "day of the certification decision",
        "día de la decisión de certificación",
    ),
    Fact(
        "offer.advertised_days",
        "count",
        "days advertised to local workers",
        "días anunciada a trabajadores locales",
        "days",
    ),
    Fact(
        "offer.wage_per_hour",
        "money",
        "wage offered per hour",
        "salario ofrecido por hora",
        "currency of the file, per hour",
    ),
    Fact(
        "offer.prevailing_wage_per_hour",
        "money",
        "prevailing wage per hour",
        "salario prevaleciente por hora",
        "currency of the file, per hour",
    ),
    Fact(
        "offer.local_workers_available", "flag", "local workers available", "trabajadores locales disponibles"
    ),
    Fact("offer.starts", "day", "first day of work", "primer día de trabajo"),
    Fact("offer.ends", "day", "last day of work", "último día de trabajo"),
    Fact("offer.sector_exempt", "flag", "occupation exempt from the test", "ocupación exenta de la prueba"),
    Fact("application.filed_on", "day", "day of filing", "día de presentación"),
    Fact("application.priority_day", "day", "priority date", "fecha de prioridad"),
    Fact("application.fee_paid", "flag", "fee paid or instalments agreed", "cuota pagada o pagos acordados"),
    Fact("person.holds_visa", "flag", "holds a visa for the destination", "tiene visa del país de destino"),
    Fact(
        "person.public_interest",
        "flag",
        "public interest in an exception",
        "interés público en una excepción",
    ),
    Fact("person.medical_emergency", "flag", "medical emergency", "emergencia médica"),
    Fact("person.imminent_threat", "flag", "imminent threat to life", "amenaza inminente a la vida"),
    Fact("person.trafficking_signs", "flag", "signs of trafficking", "indicios de trata"),
    Fact("person.able_to_decide", "flag", "able to decide freely", "capaz de decidir libremente"),
    Fact(
        "person.language_test",
        "word",
        "language test of the pathway",
        "examen de idioma de la vía",
        words=("passed", "failed"),
    ),
    Fact(
        "person.on_roster",
        "flag",
        "on the roster of job seekers",
        "en la lista de solicitantes de empleo",
    ),
    Fact(
        "person.employed_here_since",
        "day",
        "at work in the destination since",
        "con trabajo en el destino desde",
        never=True,
    ),
    Fact(
        "person.reentries_used",
        "count",
        "earlier re-entries under this pathway",
        "reingresos anteriores por esta vía",
        "re-entries",
    ),
    Fact(
        "journey.came_through", "word", "country passed through last", "último país de tránsito", words=CODES
    ),
    Fact("journey.crossed_on", "day", "day of crossing", "día del cruce"),
    Fact("offer.sector", "word", "sector of the work", "sector del trabajo", words=SECTORS),
    Fact(
        "offer.employer_attests",
        "flag",
        "the employer attests the need",
        "el empleador certifica la necesidad",
    ),
    Fact("offer.advertised_in_media", "flag", "advertised in the media", "anunciada en medios"),
    Fact("offer.firm_workers", "count", "workers of the firm", "personas empleadas en la empresa", "persons"),
    Fact(
        "offer.firm_capital", "money", "capital of the firm", "capital de la empresa", "currency of the file"
    ),
    Fact("offer.wage_arrears", "flag", "the employer owes wages", "el empleador debe salarios"),
    Fact(
        "offer.locals_laid_off",
        "flag",
        "the employer laid off local workers before asking",
        "el empleador despidió a trabajadores locales antes de solicitar",
    ),
    Fact("offer.contract_months", "count", "length of the contract", "duración del contrato", "months"),
    Fact("application.claimed_on", "day", "day of the asylum claim", "día de la solicitud de asilo"),
    Fact("permit.employed_since", "day", "with this employer since", "con este empleador desde"),
    Fact(
        "permit.changes", "count", "changes of employer so far", "cambios de empleador hasta ahora", "changes"
    ),
    Fact("permit.consents", "flag", "consent to the change", "consentimiento para el cambio"),
    Fact(
        "permit.changed_without_fault",
        "flag",
        "changed employer through no fault of the worker",
        "cambió de empleador por causas ajenas",
    ),
    Fact(
        "permit.contract_months",
        "count",
        "months of contract with the present employer",
        "meses de contrato con el empleador actual",
        "months",
    ),
    Fact("permit.same_sector", "flag", "new work in the same sector", "nuevo trabajo en el mismo sector"),
    Fact(
        "permit.same_occupation",
        "flag",
        "new work in the same occupation",
        "nuevo trabajo en la misma ocupación",
    ),
    Fact("permit.same_place", "flag", "new work in the same area", "nuevo trabajo en la misma zona"),
    Fact(
        "permit.entries",
        "count",
        "entries under this permit so far",
        "entradas con este permiso hasta ahora",
        "entries",
    ),
    Fact(
        "permit.months_insured_here",
        "count",
        "months insured in the destination",
        "meses cotizados en el destino",
        "months",
    ),
    Fact(
        "permit.months_insured_at_home",
        "count",
        "months insured at home",
        "meses cotizados en el país de origen",
        "months",
    ),
    Fact("permit.exited_on", "day", "day of the last exit", "día de la última salida", never=True),
    Fact("permit.reported_home_on", "day", "reported at home on", "se presentó en su país el", never=True),
    Fact(
        "permit.pay_in_all",
        "money",
        "pay over the whole stay",
        "pago durante toda la estancia",
        "currency of the file",
    ),
    Fact(
        "family.relation",
        "word",
        "relation to the worker",
        "parentesco con la persona trabajadora",
        words=RELATIONS,
    ),
    Fact("family.members", "count", "family members coming along", "familiares que acompañan", "persons"),
    Fact("handover.met_on", "day", "met by the authorities on", "encontrada por la autoridad el"),
    Fact("handover.applied_on", "day", "readmission applied for on", "readmisión solicitada el", never=True),
    Fact("handover.replied_on", "day", "reply received on", "respuesta recibida el", never=True),
    Fact(
        "handover.reply",
        "word",
        "reply of the receiving party",
        "respuesta de la parte receptora",
        words=("agreed", "refused"),
    ),
    Fact("handover.hour", "count", "hour of the handover", "hora de la entrega", "hour of the day, 0 to 23"),
    Fact(
        "handover.notice_hours",
        "count",
        "notice given before the handover",
        "aviso previo a la entrega",
        "hours",
    ),
    Fact("handover.in_error_since", "day", "returned in error on", "retorno por error el"),
    Fact("project.cost", "money", "cost of the project", "costo del proyecto", "currency of the file"),
    Fact("project.families", "count", "families that benefit", "familias beneficiadas", "families"),
    Fact("project.country", "word", "country of the project", "país del proyecto", words=CODES),
    Fact("project.emigration_rate", "share", "emigration rate of the area", "tasa de emigración de la zona"),
    Fact(
        "project.marginalisation",
        "count",
        "degree of marginalisation of the area, 1 very low to 5 very high",
        "grado de marginación de la zona, 1 muy bajo a 5 muy alto",
        "degree",
    ),
    Fact("project.productive", "flag", "productive project", "proyecto productivo"),
    Fact("project.filed_on", "day", "project filed on", "proyecto presentado el"),
    Fact(
        "measure.gdp_per_head_gap",
        "share",
        "GDP per head of the origin against its partners",
        "PIB por persona del origen frente a sus socios",
    ),
    Fact(
        "measure.irregular_departures_per_year",
        "count",
        "irregular departures in a year",
        "salidas irregulares en un año",
        "departures",
    ),
    Fact(
        "measure.irregular_share_of_departures",
        "share",
        "irregular share of departures",
        "proporción irregular de las salidas",
    ),
    Fact(
        "measure.visa_demand_met_share",
        "share",
        "share of visa demand that is met",
        "proporción atendida de la demanda de visas",
    ),
    Fact(
        "measure.mean_stay_months", "share", "mean length of stay", "duración media de la estancia", "months"
    ),
    Fact(
        "measure.stock_waiting_in_mexico",
        "count",
        "people waiting in Mexico",
        "personas en espera en México",
        "persons",
    ),
    Fact(
        "measure.stock_without_status",
        "count",
        "people present without status",
        "personas presentes sin estatus",
        "persons",
    ),
    Fact(
        "measure.attempts_per_person",
        "share",
        "crossing attempts per person",
        "intentos de cruce por persona",
        "attempts",
    ),
    Fact(
        "measure.deaths_per_thousand_crossings",
        "share",
        "deaths per thousand crossings",
        "muertes por mil cruces",
        "deaths",
    ),
    Fact(
        "measure.smuggling_price",
        "money",
        "price of a smuggled crossing",
        "precio de un cruce con traficante",
        "currency of the file",
    ),
    Fact(
        "measure.pathway_places_per_month",
        "count",
        "places on pathways in a month",
        "plazas en vías regulares en un mes",
        "places",
    ),
    Fact(
        "measure.persons_received_per_month",
        "count",
        "people received in a month",
        "personas recibidas en un mes",
        "persons",
    ),
    Fact(
        "measure.remittances_per_year",
        "money",
        "remittances in a year",
        "remesas en un año",
        "currency of the file",
    ),
    Fact(
        "measure.unemployment",
        "share",
        "unemployment rate of the destination",
        "tasa de desempleo del destino",
    ),
    Fact("measure.border_agents", "count", "border agents", "agentes fronterizos", "persons"),
    Fact(
        "measure.inner_border_staff",
        "count",
        "staff at the inner borders",
        "personal en las fronteras interiores",
        "persons",
    ),
    Fact(
        "measure.crossings_stopped_share",
        "share",
        "share of crossings stopped",
        "proporción de cruces detenidos",
    ),
    Fact(
        "measure.wage_ratio",
        "share",
        "wage against comparable local workers",
        "salario frente a trabajadores locales comparables",
    ),
    Fact(
        "measure.worker_paid_fee",
        "money",
        "recruitment fee paid by the worker",
        "cuota de reclutamiento pagada por la persona",
        "currency of the file",
    ),
    Fact(
        "measure.contract_hours_offered_share",
        "share",
        "share of the contract's hours offered",
        "proporción ofrecida de las horas del contrato",
    ),
    Fact(
        "measure.hours_in_six_weeks",
        "count",
        "hours of work in six weeks",
        "horas de trabajo en seis semanas",
        "hours",
    ),
    Fact(
        "measure.mean_hours_per_week",
        "count",
        "mean hours of work per week",
        "promedio de horas de trabajo por semana",
        "hours",
    ),
    Fact(
        "measure.utilities_deduction_per_day",
        "money",
        "deduction for utilities per working day",
        "descuento por servicios por día trabajado",
        "currency of the file, per day",
    ),
    Fact(
        "measure.laundry_allowance_per_week",
        "money",
        "amount given for laundry per week",
        "cantidad entregada para lavandería por semana",
        "currency of the file, per week",
    ),
    Fact(
        "measure.meals_deduction_per_day",
        "money",
        "deduction for meals per day",
        "descuento por comidas por día",
        "currency of the file, per day",
    ),
    Fact(
        "measure.housing_deduction_per_day",
        "money",
        "deduction for housing per day",
        "descuento por vivienda por día",
        "currency of the file, per day",
    ),
    Fact(
        "measure.housing_deduction_per_stay",
        "money",
        "deduction for housing over the whole stay",
        "descuento por vivienda durante toda la estancia",
        "currency of the file",
    ),
    Fact(
        "measure.recovered_share_of_pay",
        "share",
        "share of gross pay kept for the air fare",
        "proporción del pago bruto retenida para el pasaje",
    ),
    Fact(
        "measure.recovered_share_of_air_fare",
        "share",
        "share of the air fare recovered",
        "proporción del pasaje recuperada",
    ),
    Fact(
        "measure.days_of_rest_in_seven",
        "count",
        "days of rest in seven",
        "días de descanso por cada siete",
        "days",
    ),
    Fact("measure.hours_of_notice", "count", "hours of notice given", "horas de aviso dadas", "hours"),
    Fact(
        "measure.working_days_of_trial",
        "count",
        "working days of trial",
        "días laborales de prueba",
        "working days",
    ),
    Fact(
        "measure.complaints_answered_share",
        "share",
        "share of complaints answered in time",
        "proporción de quejas atendidas a tiempo",
    ),
    Fact(
        "measure.encounters_per_month",
        "count",
        "encounters at the border in a month",
        "encuentros en la frontera en un mes",
        "encounters",
    ),
    Fact(
        "measure.harm_per_thousand_crossings",
        "share",
        "people harmed by gangs per thousand crossings",
        "personas dañadas por bandas por mil cruces",
        "persons",
    ),
    Fact(
        "measure.offences_per_thousand_without_status",
        "share",
        "offences per thousand people without status",
        "infracciones por mil personas sin estatus",
        "offences",
    ),
    Fact(
        "measure.mistreated_share",
        "share",
        "share of workers mistreated",
        "proporción de personas trabajadoras maltratadas",
    ),
    Fact(
        "measure.people_reached",
        "count",
        "people reached by a programme",
        "personas alcanzadas por un programa",
        "persons",
    ),
    Fact(
        "measure.commitments_kept_share",
        "share",
        "share of commitments kept in time",
        "proporción de compromisos cumplidos a tiempo",
    ),
)

FACTS: dict[str, Fact] = {fact.name: fact for fact in _ROWS}

MEASURES = tuple(name.removeprefix("measure.") for name in FACTS if name.startswith("measure."))
"""The indicators that protections, commitments, triggers and claims may name, without their prefix."""
