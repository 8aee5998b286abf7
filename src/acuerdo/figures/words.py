"""Every word the figures and the report show, in English and Spanish, and how numbers are written.

Spanish follows Mexican usage: a comma for thousands and a point for decimals, as in English.
The words are those of `docs/glossary.md`: one for one thing, and none that judges a person.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from acuerdo.agreement.clauses.base import LANGUAGES, Pair
from acuerdo.population.places import MEXICAN_STATES, US_STATES

WORDS: Final[Mapping[str, Pair]] = {
    # the page
    "skip": ("Skip to the results", "Ir a los resultados"),
    "contents": ("Contents", "Contenido"),
    "plan": ("Plan: {plan}", "Plan: {plan}"),
    "lifecycle": ("State of the agreement: {state}.", "Estado del acuerdo: {state}."),
    "hypothetical": ("Hypothetical", "Hipotético"),
    "hypothetical.why": (
        "{agreement} is played as if it applied (its state: {state}). These results say what would have"
        " followed on the assumptions listed here, not what happened.",
        "{agreement} se simula como si se aplicara (su estado: {state}). Estos resultados dicen qué habría"
        " ocurrido con los supuestos enumerados aquí, no lo que pasó.",
    ),
    "stood_in": ("Played on stand-ins", "Simulado con sustitutos"),
    "stood_in.why": (
        "{agreement} applies (its state: {state}), but what it is played on is in part assumed: these results"
        " say what would have followed, not what happened.",
        "{agreement} se aplica (su estado: {state}), pero parte de lo que se simula con él se supone: estos"
        " resultados dicen qué habría ocurrido, no lo que pasó.",
    ),
    "assumptions": ("What is assumed ({n})", "Qué se supone ({n})"),
    "assumptions.none": ("The plan makes no assumption.", "El plan no enumera ningún supuesto."),
    "evidence": ("Weakest basis of these results", "Sustento más débil de estos resultados"),
    "evidence.none": ("No value of the text was executed.", "No se ejecutó ningún valor del texto."),
    "evidence.values": (
        "{n} of {total} values executed are {basis}.",
        "Valores ejecutados con este sustento: {n} de {total} ({basis}).",
    ),
    "evidence.people": (
        "They decided {n} of {total} outcomes.",
        "Decidieron {n} de {total} resultados.",
    ),
    "section.facts": ("In short", "En breve"),
    "mismatch": (
        "These results do not add up: permits counted by job order are {orders}, by worker {workers}.",
        "Estos resultados no cuadran: los permisos contados por oferta de empleo son {orders},"
        " por persona {workers}.",
    ),
    "table": ("The same numbers as a table", "Los mismos números en una tabla"),
    "scroll": ("Table, may scroll sideways: {title}", "Tabla, puede desplazarse a los lados: {title}"),
    "scroll.chart": (
        "Chart, may scroll sideways: {title}",
        "Gráfica, puede desplazarse a los lados: {title}",
    ),
    "empty": ("Nothing to show.", "Nada que mostrar."),
    "shown": ("{n} of {total} shown.", "Se muestran {n} de {total}."),
    "shown.orders": (
        "{n} of {total} orders with empty places shown.",
        "Se muestran {n} de {total} ofertas con plazas vacías.",
    ),
    # sections
    "section.season": ("From places and people to permits", "De plazas y personas a permisos"),
    "section.where": ("Where people come from and go to", "De dónde vienen y a dónde van"),
    "section.why": (
        "Why places are left empty and people without a permit",
        "Por qué quedan plazas vacías y personas sin permiso",
    ),
    "section.who": ("Who gets a permit, and on what basis", "Quién obtiene permiso y con qué sustento"),
    "section.fair": ("How fair, why, and at what price", "Qué tan justo, por qué y a qué precio"),
    "fair.decided": ("What decided for each person", "Qué decidió para cada persona"),
    "fair.decided.say": (
        "Every person and every job order has a reason of its own, with the place in line and what would have"
        " to change: acuerdo why FOLDER --worker NUMBER, or --order CASE.",
        "Cada persona y cada oferta de empleo tiene su propio motivo, con el lugar en la fila y lo que"
        " tendría que cambiar: acuerdo why CARPETA --worker NÚMERO --lang es, o --order EXPEDIENTE.",
    ),
    "fair.rounds": ("Rounds held", "Rondas realizadas"),
    "fair.rounds.say": (
        "In each round those who still seek ask for what is left, under the caps of the day; nobody loses a"
        " place. Add --publish to the command, and anybody can check each round with acuerdo verify.",
        "En cada ronda quienes aún buscan piden lo que queda, con los límites del día; nadie pierde su"
        " plaza. Agregue --publish a la instrucción y cualquiera podrá comprobar cada ronda con acuerdo"
        " verify.",
    ),
    "fair.at_once": ("before the season", "antes de la temporada"),
    "fair.price": ("The price of stability", "El precio de la estabilidad"),
    "fair.price.say": (
        "The stable match beside the most that could be placed under the same caps if nobody minded who came"
        " before, and the best for list places. Pairs who would rather have each other would leave such a"
        " match.",
        "El emparejamiento estable junto al máximo que podría colocarse con los mismos límites si a nadie le"
        " importara quién iba antes, y al mejor por lugar en las listas. Quienes se prefieren entre sí"
        " abandonarían un emparejamiento así.",
    ),
    "fair.price.none": (
        "Not asked for: add --price to the command.",
        "No se pidió: agregue --price a la instrucción.",
    ),
    "fair.costs": ("What each cap costs", "Lo que cuesta cada límite"),
    "fair.costs.say": (
        "The same match without that cap: who would have an order, who gains and who loses one, and who has"
        " one they like more or less.",
        "El mismo emparejamiento sin ese límite: quiénes tendrían oferta, quiénes la ganan y la pierden, y"
        " quiénes tienen otra que les gusta más o menos.",
    ),
    "fair.costs.none": (
        "No cap of the match is full: lifting any changes nothing.",
        "Ningún límite del emparejamiento está lleno: quitarlo no cambia nada.",
    ),
    "section.reasons": ("Every reason for not getting a place", "Todos los motivos para no obtener plaza"),
    "section.reasons.say": (
        "How many people, orders and places met each reason, and the clause behind it.",
        "A cuántas personas, ofertas y plazas se aplicó cada motivo, y la cláusula que lo funda.",
    ),
    "section.orders": ("Job orders with most empty places", "Ofertas de empleo con más plazas vacías"),
    "section.values": ("Values read from the text", "Valores leídos del texto"),
    "section.values.say": (
        "Every value the season read, how it is known and where it comes from.",
        "Cada valor que leyó la temporada, cómo se conoce y de dónde viene.",
    ),
    "section.not_executed": ("What was not executed", "Lo que no se ejecutó"),
    "section.not_executed.say": (
        "Clauses of the text that this season did not apply.",
        "Cláusulas del texto que esta temporada no aplicó.",
    ),
    "section.rows": ("The file of job orders", "El archivo de ofertas de empleo"),
    "section.rows.faults": (
        "Rows and cells not understood ({n})",
        "Filas y celdas que no se entendieron ({n})",
    ),
    "section.rows.clean": ("Every row was understood.", "Se entendieron todas las filas."),
    "section.sources": ("Sources", "Fuentes"),
    # column headings and axis titles
    "counted": ("What is counted", "Qué se cuenta"),
    "trait": ("Trait", "Característica"),
    "outcomes": ("Outcomes", "Resultados"),
    "share_filled": ("Share filled", "Proporción cubierta"),
    "stage": ("Stage", "Etapa"),
    "count": ("Count", "Cantidad"),
    "share": ("Share", "Proporción"),
    "people": ("People", "Personas"),
    "orders": ("Job orders", "Ofertas de empleo"),
    "places": ("Places", "Plazas"),
    "filled": ("Filled", "Cubiertas"),
    "empty_places": ("Empty", "Vacías"),
    "permits": ("Permits", "Permisos"),
    "applicants": ("Applicants", "Solicitantes"),
    "origin": ("State of origin", "Estado de origen"),
    "destination": ("US state", "Estado de EE. UU."),
    "month": ("Month", "Mes"),
    "entries": ("Entries", "Entradas"),
    "cap": ("Cap", "Límite"),
    "period": ("Period", "Periodo"),
    "set_aside": ("Set aside for", "Reservado para"),
    "granted": ("Granted", "Otorgados"),
    "reason": ("Reason", "Motivo"),
    "reason_id": ("Id", "Clave"),
    "outcome": ("Outcome", "Resultado"),
    "clause": ("Clause", "Cláusula"),
    "basis": ("Known how", "Sustento"),
    "group": ("Group", "Grupo"),
    "value": ("Value", "Valor"),
    "source": ("Source", "Fuente"),
    "why": ("Why", "Por qué"),
    "executed": ("Executed", "Ejecutado"),
    "total": ("Total", "Total"),
    "case": ("Case", "Expediente"),
    "occupation": ("Occupation", "Ocupación"),
    "employer": ("Employer", "Empleador"),
    "line": ("Line", "Línea"),
    "column": ("Column", "Columna"),
    "found": ("Found", "Se encontró"),
    "problem": ("Problem", "Problema"),
    "rows": ("Rows", "Filas"),
    "title": ("Title", "Título"),
    "kind": ("Kind", "Tipo"),
    "eligible": ("Eligible", "Elegibles"),
    "matched": ("Matched", "Con oferta"),
    "share_matched": ("Matched, of eligible", "Con oferta, de elegibles"),
    "share_permits": ("Permits, of eligible", "Permisos, de elegibles"),
    "round": ("Round", "Ronda"),
    "day": ("Day", "Día"),
    "sought": ("Sought an order", "Buscaron oferta"),
    "kept": ("Through kept places", "Con plazas reservadas"),
    "stayed_away": ("Did not come", "No llegaron"),
    "what_decided": ("What decided", "Qué decidió"),
    "match": ("Match", "Emparejamiento"),
    "with_order": ("People with an order", "Personas con oferta"),
    "mean_list_place": ("Mean list place", "Lugar en la lista, en promedio"),
    "first_on_list": ("First on their list", "Primera de su lista"),
    "blocking": ("Pairs who would leave", "Parejas que lo dejarían"),
    "cap_lifted": ("Cap lifted", "Límite quitado"),
    "caps.all": ("all caps", "todos los límites"),
    "caps.set_asides": ("all set-asides", "todas las reservas"),
    "gained": ("Gain an order", "Ganan oferta"),
    "lost": ("Lose theirs", "Pierden la suya"),
    "better": ("Have a better one", "Tienen una mejor"),
    "worse": ("Have a worse one", "Tienen una peor"),
    "axis.matched": ("% of eligible people matched", "% de personas elegibles con oferta"),
    "axis.count": ("number of places or people", "número de plazas o personas"),
    "axis.outcomes": ("number of outcomes", "número de resultados"),
    "axis.people": ("number of people", "número de personas"),
    "axis.places": ("number of places", "número de plazas"),
    "axis.permits": ("number of permits", "número de permisos"),
    "axis.entries": ("number of entries", "número de entradas"),
    "axis.share": ("% of applicants with a permit", "% de solicitantes con permiso"),
    "axis.cap": ("% of the cap used", "% del límite usado"),
    # labels inside charts
    "funnel.places": ("Job places", "Plazas de trabajo"),
    "funnel.people": ("People", "Personas"),
    "funnel.certified": ("Certified", "Certificadas"),
    "funnel.admitted": ("In admitted orders", "En ofertas admitidas"),
    "funnel.filled": ("Matched with a worker", "Con persona asignada"),
    "funnel.place_permit": ("With a permit", "Con permiso"),
    "funnel.applied": ("Applied", "Solicitaron"),
    "funnel.eligible": ("Eligible", "Elegibles"),
    "funnel.matched": ("Matched with a place", "Con plaza asignada"),
    "funnel.permit": ("Got a permit", "Obtuvieron permiso"),
    "no_permit": ("Matched, but no permit granted", "Asignada, pero sin permiso otorgado"),
    "other": ("Other ({n})", "Otros ({n})"),
    "unknown": ("Not stated", "No consta"),
    "no_date": ("No entry date", "Sin fecha de entrada"),
    "unlimited": ("no limit", "sin límite"),
    "everyone": ("everyone", "todas las personas"),
    "sex": ("Sex", "Sexo"),
    "age": ("Age", "Edad"),
    "schooling": ("Schooling", "Escolaridad"),
    "experience": ("Experience", "Experiencia"),
    "returning": ("Returning worker", "Regresa a trabajar"),
    "first_time": ("First time", "Primera vez"),
    "age.under": ("Under 18", "Menos de 18"),
    "age.band": ("{low} to {high}", "{low} a {high}"),
    "age.over": ("65 and over", "65 y más"),
    "of": ("{n} of {total}", "{n} de {total}"),
    "trait.returning": ("Experience", "Experiencia"),
    "trait.sex": ("Sex", "Sexo"),
    "trait.age": ("Age", "Edad"),
    "trait.state": ("State of origin", "Estado de origen"),
    # findings
    "find.fairness": (
        "{share} of those eligible are matched: from {low} ({least}) to {high} ({most})",
        "{share} de las personas elegibles tiene oferta: de {low} ({least}) a {high} ({most})",
    ),
    "find.funnel": (
        "{n} of {total} certified places end with a permit ({share})",
        "{n} de {total} plazas certificadas terminan con permiso ({share})",
    ),
    "find.months": (
        "The busiest month of entry is {month}: {n} of {total}",
        "El mes con más entradas es {month}: {n} de {total}",
    ),
    "find.flows": (
        "The largest flow goes from {origin} to {destination}: {n} permits",
        "El flujo mayor va de {origin} a {destination}: {n} permisos",
    ),
    "find.origins": (
        "{origin} gets more permits than any other state: {n} ({share} of all)",
        "{origin} obtiene más permisos que ningún otro estado: {n} ({share} del total)",
    ),
    "find.destinations": (
        "{destination} has more places than any other state: {total}, of which {n} are filled ({share})",
        "{destination} tiene más plazas que ningún otro estado: {total}, con {n} cubiertas ({share})",
    ),
    "find.people_why": (
        "Without a permit: {total} people. Most common reason: {reason} ({n})",
        "Sin permiso: {total} personas. Motivo más común: {reason} ({n})",
    ),
    "find.places_why": (
        "Without a permit: {total} of {all} places. Most common reason: {reason} ({n})",
        "Sin permiso: {total} de {all} plazas. Motivo más común: {reason} ({n})",
    ),
    "find.places_full": ("Every place ends with a permit", "Todas las plazas terminan con permiso"),
    "find.people_full": (
        "Every applicant gets a permit",
        "Todas las personas solicitantes obtienen permiso",
    ),
    "find.evidence": (
        "{share} of outcomes were decided by a clause that is not stated in the text or in law",
        "{share} de los resultados se decidieron por una cláusula que no está dicha en el texto ni en la ley",
    ),
    "find.who": (
        "{share} of applicants get a permit: {returning} of returning workers, {first} of first-timers",
        "{share} de solicitantes obtiene permiso: {returning} de quienes regresan, {first} de quienes van por"
        " primera vez",
    ),
    "find.caps": ("{n} of {total} caps are used up", "{n} de {total} límites se agotan"),
    # topics, used when there is nothing to find
    "topic.funnel": ("Places and people", "Plazas y personas"),
    "topic.months": ("Entries by month", "Entradas por mes"),
    "topic.flows": ("From state to state", "De estado a estado"),
    "topic.origins": ("Permits by state of origin", "Permisos por estado de origen"),
    "topic.destinations": ("Places by US state", "Plazas por estado de EE. UU."),
    "topic.people_why": ("People without a permit", "Personas sin permiso"),
    "topic.places_why": ("Places without a permit", "Plazas sin permiso"),
    "topic.evidence": ("Outcomes by basis", "Resultados según su sustento"),
    "topic.who": ("Who gets a permit", "Quién obtiene permiso"),
    "topic.caps": ("Caps", "Límites"),
    "topic.fairness": ("Matched, by group", "Con oferta, por grupo"),
    "topic.fairness_origins": ("Matched, by state of origin", "Con oferta, por estado de origen"),
    # how to read each chart
    "read.fairness": (
        "People matched with an order as a share of those eligible; the upright mark is the share of all."
        " Groups differ in their lists, trades, days and experience too.",
        "Personas con oferta como proporción de las elegibles; la marca vertical es la proporción de todas."
        " Los grupos también difieren en sus listas, oficios, días y experiencia.",
    ),
    "read.funnel": (
        "Each bar counts what is left at one stage; shares are of the first bar.",
        "Cada barra cuenta lo que queda en una etapa; las proporciones son de la primera barra.",
    ),
    "read.months": ("People by month of entry.", "Personas por mes de entrada."),
    "read.months.cap": (
        "People by month of entry; the upright mark is that month's cap.",
        "Personas por mes de entrada; la marca vertical es el límite de ese mes.",
    ),
    "read.flows": (
        "Permits by state of origin (across) and US state of work (down); darker means more."
        " The largest states are shown and all others are added together.",
        "Permisos por estado de origen (columnas) y estado de trabajo en EE. UU. (filas); más oscuro es más."
        " Se muestran los estados mayores y los demás se suman juntos.",
    ),
    "read.origins": (
        "Left: permits of each state. Right: permits as a share of that state's applicants.",
        "Izquierda: permisos de cada estado. Derecha: permisos como proporción de sus solicitantes.",
    ),
    "read.destinations": (
        "Pale bar: places certified. Dark bar: places filled.",
        "Barra clara: plazas certificadas. Barra oscura: plazas cubiertas.",
    ),
    "read.people_why": (
        "Each person without a permit is counted once.",
        "Cada persona sin permiso se cuenta una vez.",
    ),
    "read.places_why": (
        "Each place without a permit is counted once: in an order that was not admitted, left empty,"
        " or matched without a permit.",
        "Cada plaza sin permiso se cuenta una vez: en una oferta no admitida, vacía, o asignada sin permiso.",
    ),
    "read.evidence": (
        "How the clause that decided each outcome is known, strongest basis first.",
        "Cómo se conoce la cláusula que decidió cada resultado, del sustento más fuerte al más débil.",
    ),
    "read.who": (
        "Share of each group's applicants with a permit.",
        "Proporción de solicitantes de cada grupo con permiso.",
    ),
    "read.caps": (
        "Permits granted under each cap and each part set aside, by period.",
        "Permisos otorgados bajo cada límite y cada parte reservada, por periodo.",
    ),
}

CODES: Final[Mapping[str, Mapping[str, Pair]]] = {
    "outcome": {
        "permit": ("Permit granted", "Permiso otorgado"),
        "queued": ("Waiting in line for a permit", "En espera de permiso"),
        "refused": ("Matched, but no permit left", "Con plaza asignada, pero ya no quedaban permisos"),
        "no_place": ("Eligible, but no place", "Elegible, pero sin plaza"),
        "stayed_away": ("Matched, did not come", "Con oferta, no llegó"),
        "not_eligible": ("Not eligible", "No elegible"),
        "needs_evidence": ("Needs evidence", "Requiere pruebas"),
    },
    "decided": {
        "first_choice": ("Has the first choice", "Tiene su primera opción"),
        "best_admitted": (
            "Has the best order that admits them",
            "Tiene la mejor oferta que le admite",
        ),
        "named": (
            "A better order is full of people named or of families",
            "Una oferta mejor está llena de personas nombradas o de familias",
        ),
        "line": (
            "A better order went to people ahead in line",
            "Una oferta mejor fue para quienes iban antes",
        ),
        "ranked": (
            "A better order went to equals in line with more experience",
            "Una oferta mejor fue para iguales en la fila con más experiencia",
        ),
        "cap": ("A cap is full", "Un límite está lleno"),
        "no_places": (
            "A better order was not open in that round",
            "Una oferta mejor no estaba abierta en esa ronda",
        ),
        "would_take": ("A mistake: an order would take them", "Un error: una oferta les corresponde"),
        "none_admits": ("No order on the list admits them", "Ninguna oferta de su lista les admite"),
        "no_list": ("The list is empty", "La lista está vacía"),
        "with_family": ("Placed together with the family", "Con plaza junto con su familia"),
        "family_waits": (
            "No order had room for the whole family",
            "Ninguna oferta tuvo lugar para toda la familia",
        ),
        "without_named": (
            "No order: the nearest is full of people named or of families",
            "Sin oferta: la más cercana está llena de personas nombradas o de familias",
        ),
        "without_line": (
            "No order: the nearest went to people ahead in line",
            "Sin oferta: la más cercana fue para quienes iban antes",
        ),
        "without_ranked": (
            "No order: the nearest went to equals in line with more experience",
            "Sin oferta: la más cercana fue para iguales en la fila con más experiencia",
        ),
        "without_cap": ("No order: a cap is full", "Sin oferta: un límite está lleno"),
        "without_no_places": (
            "No order: the nearest was not open in that round",
            "Sin oferta: la más cercana no estaba abierta en esa ronda",
        ),
        "reserved": ("Through places set aside", "Por plazas de una reserva"),
    },
    "match": {
        "stable": ("This season: stable", "Esta temporada: estable"),
        "welfare": ("Best by list places", "El mejor por lugar en las listas"),
        "bound": (
            "No match is better than this (days of work left aside)",
            "Ningún emparejamiento es mejor que esto (sin contar los días de trabajo)",
        ),
        "most": ("Most that could be placed", "Máximo que podría colocarse"),
    },
    "answer": {
        "yes": ("Admitted", "Admitida"),
        "no": ("Not admitted", "No admitida"),
        "needs_evidence": ("Needs evidence", "Requiere pruebas"),
    },
    "unfilled": {
        "no_worker_left": (
            "No worker was left for this place, or a cap was full",
            "No quedaba ninguna persona para esta plaza, o un límite estaba lleno",
        ),
        "no_worker_admissible": (
            "No worker met the order's conditions",
            "Ninguna persona cumplía las condiciones de la oferta",
        ),
        "cap_reached": ("The cap was reached", "Se alcanzó el límite"),
    },
    "basis": {
        "stated": ("stated in the text", "declarado en el texto"),
        "law": ("law", "ley"),
        "borrowed": ("borrowed from another text", "tomado de otro texto"),
        "estimated": ("estimated from data", "estimado con datos"),
        "assumed": ("assumed", "supuesto"),
    },
    "lifecycle": {
        "proposed": ("proposed", "propuesto"),
        "negotiating": ("in negotiation", "en negociación"),
        "stalled": ("stalled", "detenido"),
        "framework_agreed": ("framework agreed", "marco acordado"),
        "shelved": ("shelved", "archivado"),
        "adopted": ("adopted", "adoptado"),
        "signed": ("signed", "firmado"),
        "in_force": ("in force", "en vigor"),
        "in_operation": ("in operation", "en operación"),
        "suspended": ("suspended", "suspendido"),
        "ended": ("ended", "terminado"),
    },
    "sex": {"F": ("Women", "Mujeres"), "M": ("Men", "Hombres")},
    "schooling": {
        "0-5": ("0 to 5 years", "0 a 5 años"),
        "6-8": ("6 to 8 years", "6 a 8 años"),
        "9-11": ("9 to 11 years", "9 a 11 años"),
        "12+": ("12 years or more", "12 años o más"),
    },
    "rows": {
        "rows_read": ("Rows read", "Filas leídas"),
        "joint_rows": (
            "Rows of joint orders, counted once",
            "Filas de ofertas conjuntas, contadas una vez",
        ),
        "rejected_rows": ("Rows rejected", "Filas rechazadas"),
        "orders": ("Job orders", "Ofertas de empleo"),
    },
    "kind": {
        "law": ("law", "ley"),
        "press": ("press", "prensa"),
        "official": ("official", "oficial"),
        "regulation": ("regulation", "reglamento"),
        "treaty": ("treaty", "tratado"),
        "report": ("report", "informe"),
        "commentary": ("commentary", "comentario"),
        "scholarship": ("scholarship", "estudio académico"),
        "data": ("data", "datos"),
        "assumption": ("assumption", "supuesto"),
        "bill": ("bill", "proyecto de ley"),
        "agreement": ("agreement", "acuerdo"),
    },
    "set_aside": {"returning": ("returning workers", "quienes regresan")},
    "unit": {
        "years": ("years", "años"),
        "months": ("months", "meses"),
        "weeks": ("weeks", "semanas"),
        "days": ("days", "días"),
        "hours": ("hours", "horas"),
        "people": ("people", "personas"),
        "visas": ("visas", "visas"),
        "places": ("places", "plazas"),
        "share": ("share", "proporción"),
        "permits/year": ("permits/year", "permisos/año"),
        "permits/month": ("permits/month", "permisos/mes"),
        "hours/week": ("hours/week", "horas/semana"),
        "USD/hour": ("USD/hour", "USD/hora"),
    },
    "yes_no": {"true": ("yes", "sí"), "false": ("no", "no")},
}

MONTHS: Final[Mapping[str, tuple[str, ...]]] = {
    "en": tuple(
        "January February March April May June July August September October November December".split()
    ),
    "es": tuple(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
    ),
}

US_STATES_ES: Final[Mapping[str, str]] = {
    **{
        "AS": "Samoa Americana",
        "DC": "Distrito de Columbia",
        "HI": "Hawái",
        "LA": "Luisiana",
        "MI": "Míchigan",
    },
    **{"MO": "Misuri", "MP": "Islas Marianas del Norte", "MS": "Misisipi", "NC": "Carolina del Norte"},
    **{"ND": "Dakota del Norte", "NH": "Nuevo Hampshire", "NJ": "Nueva Jersey", "NM": "Nuevo México"},
    **{"NY": "Nueva York", "OR": "Oregón", "PA": "Pensilvania", "SC": "Carolina del Sur"},
    **{"SD": "Dakota del Sur", "VI": "Islas Vírgenes de EE. UU.", "WV": "Virginia Occidental"},
}


def word(key: str, lang: str, **parts: object) -> str:
    """Give the words of a key in one language, with their blanks filled."""
    return WORDS[key][LANGUAGES.index(lang)].format(**parts)


def coded(kind: str, code: str | None, lang: str) -> str:
    """Give the words of a code; a code nobody has worded is shown as it is, spaced."""
    if not code:
        return word("unknown", lang)
    pair = CODES[kind].get(code)
    return pair[LANGUAGES.index(lang)] if pair else code.replace("_", " ")


def us_state(code: str | None, lang: str) -> str:
    """Name a US state by its postal code; a code of no state is shown as it is."""
    if not code:
        return word("unknown", lang)
    english = US_STATES.get(code, code)
    return US_STATES_ES.get(code, english) if lang == "es" else english


def mexican_state(code: int | None, lang: str) -> str:
    """Name a Mexican state by its INEGI code; a code of no state is shown as it is."""
    if not code:
        return word("unknown", lang)
    state = MEXICAN_STATES.get(code)
    if state is None:
        return str(code)
    return state.name_es if lang == "es" else state.name_en


def month(day: date, lang: str) -> str:
    """Name the month of a day briefly, such as 'Oct 2016'."""
    return f"{MONTHS[lang][day.month - 1][:3]} {day.year}"


def whole_month(day: date, lang: str) -> str:
    """Name the month of a day in a sentence, such as 'octubre de 2016'."""
    return f"{MONTHS[lang][day.month - 1]}{' de' if lang == 'es' else ''} {day.year}"


def number(value: float) -> str:
    """Write a count with thousands separators."""
    return f"{value:,.0f}"


def share(part: float, whole: float) -> str:
    """Write a part of a whole in per cent, or a dash when there is no whole."""
    return f"{100 * part / whole:.1f}%" if whole else "–"
