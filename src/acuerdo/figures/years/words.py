"""Every word of the report of simulated years, in English and Spanish, and how its numbers are written."""

from collections.abc import Mapping
from typing import Final

from acuerdo.agreement.clauses.base import LANGUAGES, Pair
from acuerdo.figures.words import WORDS as SHARED

WORDS: Final[Mapping[str, Pair]] = {
    "page": ("Simulated years {first} to {last}", "Años simulados de {first} a {last}"),
    "without": ("Without any text", "Sin ningún texto"),
    "played": (
        "One in {scale} people born in Mexico is played, with the same people and the same draws under every"
        " text. Draws: seed {seed}. Fit: {fit}.",
        "Se simula a una de cada {scale} personas nacidas en México, con las mismas personas y los mismos"
        " sorteos con cada texto. Semilla de los sorteos: {seed}. Ajuste: {fit}.",
    ),
    "set": ("Set by hand: {settings}.", "Valores fijados a mano: {settings}."),
    "scenario": (
        "Where their data end, the drivers follow the scenario “{scenario}”: what is drawn there rests on"
        " it.",
        "Donde terminan sus datos, las series externas siguen el escenario «{scenario}»: lo que se dibuja"
        " ahí depende de él.",
    ),
    "no_forecast": ("No forecast", "No es un pronóstico"),
    "one_run": (
        "Each line is one run: one set of the fit, and chance. Another set or other draws give another line;"
        " --worlds plays several.",
        "Cada línea es una sola corrida: un conjunto del ajuste, y el azar. Otro conjunto u otros sorteos dan"
        " otra línea; --worlds simula varios.",
    ),
    "several": (
        "{n} worlds are played: {n} sets of parameters that the years 1990 to 2007 do not rule out. Lines are"
        " medians, and nine worlds of ten lie in a band. A band holds what the sets and chance leave open; it"
        " does not hold the questions and the axes below.",
        "Se simulan {n} mundos: {n} conjuntos de parámetros que los años 1990 a 2007 no descartan. Las líneas"
        " son medianas, y nueve mundos de cada diez caen en la banda. La banda contiene lo que dejan abierto"
        " los conjuntos y el azar; no contiene las disyuntivas ni los ejes de abajo.",
    ),
    "several.sides": (
        "{n} worlds are played: {n} sets of parameters that the years 1990 to 2007 do not rule out. In each,"
        " {k} of the disagreements below are put in an order drawn by lot and a side of each is drawn; it is"
        " taken where the world is then still not ruled out. Lines are medians, and nine worlds of ten lie in"
        " a band. A band holds what sets, answers and chance leave open; it does not hold the axes below.",
        "Se simulan {n} mundos: {n} conjuntos de parámetros que los años 1990 a 2007 no descartan. En cada"
        " uno, {k} de las disyuntivas de abajo se ordenan por sorteo y se sortea un lado de cada una, que se"
        " toma donde el mundo sigue sin quedar descartado. Las líneas son medianas, y nueve mundos de cada"
        " diez caen en la banda. La banda contiene lo que dejan abierto los conjuntos, las respuestas y el"
        " azar; no contiene los ejes de abajo.",
    ),
    "alone": (
        "{title}, as {party} alone would make it",
        "{title}, como lo haría {party} por su cuenta",
    ),
    "section.sides": (
        "The same, by answer to each disagreement",
        "Lo mismo, según la respuesta a cada disyuntiva",
    ),
    "section.unilateral": ("Made by one party alone", "Hecho por una sola parte"),
    "find.sides": (
        "People without documents in {year}, by what is answered in a world: {text}",
        "Personas sin documentos en {year}, según lo que se responde en un mundo: {text}",
    ),
    "read.sides": (
        "Difference from the same world without any text, in per cent. Thin marks: the worlds with that"
        " answer. Thick mark: their median, written beside with the number of them that have fewer. Sides are"
        " drawn by lot, and taken where the years 1990 to 2007 do not rule the world out with them; the"
        " table counts the worlds left as the fit has it.",
        "Diferencia con el mismo mundo sin ningún texto, en por ciento. Marcas finas: los mundos con esa"
        " respuesta. Marca gruesa: su mediana, escrita al lado con cuántos de ellos tienen menos. Los lados"
        " se sortean, y se toman donde los años 1990 a 2007 no descartan el mundo con ellos; la tabla cuenta"
        " los mundos que quedan como los tiene el ajuste.",
    ),
    "as_fitted": ("as the fit has it", "como lo tiene el ajuste"),
    "find.alone": (
        "{text}, made by {party} alone: compared with the joint text there are fewer in {fewer} of {n} worlds"
        " and more in {more} (median difference {middle}), counted: {what}, to {year}",
        "{text}, hecho por {party} por su cuenta: frente al texto conjunto hay menos en {fewer} de {n} mundos"
        " y más en {more} (diferencia mediana {middle}); se cuenta: {what}, a {year}",
    ),
    "find.alone.one": (
        "{text}, made by {party} alone: {middle} compared with the joint text, in this one run; counted:"
        " {what}, to {year}",
        "{text}, hecho por {party} por su cuenta: {middle} frente al texto conjunto, en esta sola corrida; se"
        " cuenta: {what}, a {year}",
    ),
    "find.alone.same": (
        "{text}, made by {party} alone: no count differs from that of the joint text, as nothing that falls"
        " away moves what is counted",
        "{text}, hecho por {party} por su cuenta: ningún conteo difiere del que da el texto conjunto, pues"
        " nada de lo que se pierde mueve lo que se cuenta",
    ),
    "find.alone.none": (
        "{text}, made by {party} alone: no count differs from that without any text, as nothing that is left"
        " moves what is counted",
        "{text}, hecho por {party} por su cuenta: ningún conteo difiere del que hay sin ningún texto, pues"
        " nada de lo que queda mueve lo que se cuenta",
    ),
    "read.alone": (
        "What rests on another party falls away: its commitments, what both do together, returns that it"
        " receives, and pathways where it is the country of destination. What governments would answer to"
        " each other is politics, and outside the model.",
        "Se pierde lo que depende de otra parte: sus compromisos, lo que se hace en conjunto, los retornos"
        " que recibe y las vías en las que es el país de destino. Lo que los gobiernos se responderían entre"
        " sí es política, y queda fuera del modelo.",
    ),
    "dropped": ("What falls away", "Lo que se pierde"),
    "worlds": ("Worlds", "Mundos"),
    "two_digits": (
        "Numbers are rounded to two digits.",
        "Los números se redondean a dos cifras.",
    ),
    "hypothetical.of": (
        "“{title}” is played under a plan, “{plan}”, which says from when it would apply and what is assumed"
        " where it is silent. This is what would have followed, not what happened.",
        "«{title}» se simula con un plan, «{plan}», que dice desde cuándo se aplicaría y qué se supone donde"
        " calla. Esto es lo que habría ocurrido, no lo que pasó.",
    ),
    "weakest": ("Rests on, at its weakest:", "Su sustento más débil:"),
    "section.compared": ("The texts compared, world by world", "Los textos comparados, mundo por mundo"),
    "section.stocks": ("People by status", "Personas por estatus"),
    "section.flows": ("What happens in a year", "Lo que ocurre en un año"),
    "section.money": ("Money sent home", "Dinero enviado a casa"),
    "section.doors": ("Lines at the pathways", "Filas en las vías"),
    "section.places": ("By state of birth", "Por estado de nacimiento"),
    "section.open": ("What no band holds", "Lo que ninguna banda contiene"),
    "section.outside": ("Outside the model", "Fuera del modelo"),
    "axes.say": (
        "No history fixes these three. They are held at one value in every world above, and stand here with"
        " the ends of their range.",
        "Ninguna historia fija estos tres. En todos los mundos de arriba tienen un solo valor, y aquí están"
        " con los extremos de su intervalo.",
    ),
    "axes.not_asked": (
        "What the texts do at the ends of the axes and on each side of the six disagreements was not played:"
        " add --asked to the command.",
        "No se simuló lo que hacen los textos en los extremos de los ejes ni en cada lado de las seis"
        " disyuntivas: agregue --asked a la instrucción.",
    ),
    "outside.say": (
        "Politics; wages of others; deaths that nobody finds; violence; climate; Mexico's own enforcement."
        " Nobody in the model plans ahead.",
        "La política; los salarios de otras personas; las muertes que nadie halla; la violencia; el clima; la"
        " vigilancia propia de México. En el modelo nadie hace planes.",
    ),
    "outside.scores": (
        "How the fit does on years that were held out of it, good or bad: docs/scores.md. What each number"
        " rests on: docs/parameters.md.",
        "Cómo le va al ajuste con los años que no vio, bien o mal: docs/scores.md. En qué se apoya cada"
        " número: docs/parameters.md.",
    ),
    "outside.not_asked": (
        "Pathways of the texts that are no doors of the model",
        "Vías de los textos que no son puertas del modelo",
    ),
    "none_at_all": ("Zero in every run and year: {names}.", "Cero en toda corrida y todo año: {names}."),
    # findings and how to read them
    "find.one": (
        "{what}, {year}. One run: {told}",
        "{what}, {year}. Una corrida: {told}",
    ),
    "find.many": (
        "{what}, {year}. Median of {n} worlds: {told}",
        "{what}, {year}. Mediana de {n} mundos: {told}",
    ),
    "in_all": ("{first} to {last} in all", "de {first} a {last} en total"),
    "read.one": (
        "One run by chance and by one set of the fit, no forecast. Dashed: the run without any text.",
        "Una sola corrida, por azar y por un conjunto del ajuste; no es un pronóstico. Línea cortada: la"
        " corrida sin ningún texto.",
    ),
    "read.many": (
        "Line: median. Band: nine worlds of ten. Dashed: the median without any text.",
        "Línea: mediana. Banda: nueve mundos de cada diez. Línea cortada: la mediana sin ningún texto.",
    ),
    "find.compared": (
        "In {k} of {n} plausible worlds there are {way} people without documents in {year}: {text}",
        "En {k} de {n} mundos plausibles hay {way} personas sin documentos en {year}: {text}",
    ),
    "find.compared.one": (
        "In this one run there are {way} people without documents in {year}: {text}",
        "En esta sola corrida hay {way} personas sin documentos en {year}: {text}",
    ),
    "find.compared.transit": (
        "In {k} of {n} plausible worlds there are {way} encounters of people in transit, to {year}: {text}",
        "En {k} de {n} mundos plausibles hay {way} encuentros de personas en tránsito, a {year}: {text}",
    ),
    "find.compared.transit.one": (
        "In this one run there are {way} encounters of people in transit, to {year}: {text}",
        "En esta sola corrida hay {way} encuentros de personas en tránsito, a {year}: {text}",
    ),
    "way.fewer": ("fewer", "menos"),
    "way.more": ("more", "más"),
    "way.equal": ("as many", "igual número de"),
    "below": ("below {n}", "menos de {n}"),
    "read.few": (
        "One in {scale} is played: fewer than that are mostly seen as none.",
        "Se simula una de cada {scale} personas: menos que eso se ve casi siempre como ninguna.",
    ),
    "read.compared": (
        "Difference from the same world without any text, in per cent. People are those of {last}; events and"
        " money are added up over {first} to {last}. Thin marks: worlds. Thick mark: their median, written"
        " beside with the number of worlds that share its sign.",
        "Diferencia con el mismo mundo sin ningún texto, en por ciento. Las personas son las de {last}; los"
        " eventos y el dinero se suman de {first} a {last}. Marcas finas: mundos. Marca gruesa: su mediana,"
        " escrita al lado con el número de mundos que comparten su signo.",
    ),
    "read.compared.one": (
        "Difference from the run without any text, in per cent: one run, by chance and by one set of the fit."
        " People are those of {last}; events and money are added up over {first} to {last}.",
        "Diferencia con la corrida sin ningún texto, en por ciento: una sola corrida, por azar y por un"
        " conjunto del ajuste. Las personas son las de {last}; los eventos y el dinero se suman de {first} a"
        " {last}.",
    ),
    "find.doors": (
        "{pathway}: the line was longest at the end of {year}, {amount} people ({run})",
        "{pathway}: la fila más larga fue al final de {year}, {amount} personas ({run})",
    ),
    "find.doors.none": (
        "{pathway}: nobody waits at the end of any year ({run})",
        "{pathway}: nadie espera al final de ningún año ({run})",
    ),
    "read.doors": (
        "Line: people waiting at the end of each year. Dashed: those granted in it. The"
        " table adds how long the line would last if places went"
        " on as in that year: those waiting over those granted, a rough wait and no promise.",
        "Línea: personas en espera al final de cada año. Línea cortada: quienes obtuvieron en él."
        " La tabla agrega cuánto duraría la fila si las plazas"
        " siguieran como en ese año: quienes esperan entre quienes obtuvieron; una espera aproximada, no una"
        " promesa.",
    ),
    "find.waits": (
        "{pathway}: those who got a place had waited {amount} months on average in {year}, the longest of all"
        " years ({run})",
        "{pathway}: quienes obtuvieron una plaza habían esperado {amount} meses en promedio en {year}, el más"
        " largo de todos los años ({run})",
    ),
    "read.waits": (
        "Months. Line: waited, on average, by those who got a place in the year. Dashed: waited so far, on"
        " average, by those still in line at its end.",
        "Meses. Línea: lo que esperaron, en promedio, quienes obtuvieron una plaza en el año. Línea cortada:"
        " lo que llevaban esperando, en promedio, quienes seguían en la fila al final.",
    ),
    "find.jobs": (
        "{pathway}: {lost} jobs under permits were lost in all; {changed} times another employer was found"
        " and the permit kept ({run})",
        "{pathway}: se perdieron {lost} empleos con permiso en total; {changed} veces se halló otra parte"
        " empleadora y se conservó el permiso ({run})",
    ),
    "read.jobs": (
        "Line: jobs lost in the year. Dashed: changes of employer, where the text lets a worker change; the"
        " others lose the permit. Family members are counted as they come along, and not played as people.",
        "Línea: empleos perdidos en el año. Línea cortada: cambios de parte empleadora, donde el texto los"
        " permite; las demás personas pierden el permiso. Los familiares se cuentan al acompañar, y no se"
        " simulan como personas.",
    ),
    "find.funds": (
        "Matched funds, {first} to {last} in all: {amount} USD, of which migrants' clubs {clubs} ({run})",
        "Fondos de aportación conjunta, de {first} a {last} en total: {amount} USD, de los cuales {clubs} de"
        " clubes de migrantes ({run})",
    ),
    "read.funds": (
        "Line: what all payers put into projects. Dashed: the clubs' part, assumed as a share of the money"
        " sent home; what each adds follows the rules of the text. Whether it changes who goes is an axis"
        " (ε). Fees of pathways stand in the table.",
        "Línea: lo que ponen en proyectos todas las partes. Línea cortada: la parte de los clubes, supuesta"
        " como proporción del dinero enviado; lo que agrega cada parte sigue las reglas del texto. Si cambia"
        " quién se va es un eje (ε). Las cuotas de las vías están en la tabla.",
    ),
    "find.fees": (
        "Fees of pathways, {first} to {last} in all: {amount} ({run})",
        "Cuotas de las vías, de {first} a {last} en total: {amount} ({run})",
    ),
    "find.map": (
        "Born in the state and living in the United States, in per cent, {year}: highest in {state}"
        " ({amount}%)",
        "Nacidas en el estado y residentes en Estados Unidos, en por ciento, {year}: el más alto es {state}"
        " ({amount}%)",
    ),
    "find.map.text": (
        "Change of that share in points of per cent: {text}",
        "Cambio de esa proporción en puntos porcentuales: {text}",
    ),
    "read.map": (
        "On 1 January, of those born in the state and alive. One tile a state, in a layout of this project:"
        " neighbours are near, areas mean nothing. The smallest count behind a tile is {least} people, of"
        " whom one in {scale} is played.",
        "El 1 de enero, de quienes nacieron en el estado y viven. Una casilla por estado, en una disposición"
        " de este proyecto: los vecinos quedan cerca, las áreas no significan nada. El menor conteo detrás de"
        " una casilla es de {least} personas, de las que se simula una de cada {scale}.",
    ),
    "read.worlds.one": (
        "One run, by chance and by one set of the fit.",
        "Una sola corrida, por azar y por un conjunto del ajuste.",
    ),
    "read.worlds.many": (
        "Medians of {n} worlds; a band holds nine of ten.",
        "Medianas de {n} mundos; una banda contiene nueve de cada diez.",
    ),
    "find.asked": (
        "People without documents in {year}, asked otherwise: {text}",
        "Personas sin documentos en {year}, con otras respuestas: {text}",
    ),
    "read.asked": (
        "Difference from the same run without any text, in per cent. The least implausible set, with one axis"
        " at an end of its range or one disagreement answered one way; each is one run. These sets no longer"
        " fit history as well, and no answer is likelier than another here.",
        "Diferencia con la misma corrida sin ningún texto, en por ciento. El conjunto menos inverosímil, con"
        " un eje en un extremo de su intervalo o una disyuntiva respondida de una forma; cada una es una sola"
        " corrida. Estos conjuntos ya no se ajustan igual a la historia, y aquí ninguna respuesta es más"
        " probable que otra.",
    ),
    # heads and units
    "axis.difference": ("difference, %", "diferencia, %"),
    "unit.people": ("people", "personas"),
    "unit.attempts": ("attempts", "intentos"),
    "unit.jobs": ("jobs", "empleos"),
    "unit.events": ("events", "eventos"),
    "unit.USD": ("USD", "USD"),
    "times.1": ("{unit}", "{unit}"),
    "times.1000": ("thousands of {unit}", "miles de {unit}"),
    "times.1000000": ("millions of {unit}", "millones de {unit}"),
    "times.1000000000": ("billions (10⁹) of {unit}", "miles de millones de {unit}"),
    "million": ("{n} million", "{n} millones"),
    "million.1": ("1 million", "1 millón"),
    "billion.1": ("1 billion", "mil millones"),
    "billion": ("{n} billion", "{n} mil millones"),
    "run": ("Run", "Corrida"),
    "year": ("Year", "Año"),
    "median": ("Median", "Mediana"),
    "value": ("Value", "Valor"),
    "low": ("Low end of the band", "Extremo bajo de la banda"),
    "high": ("High end of the band", "Extremo alto de la banda"),
    "what": ("What is counted", "Qué se cuenta"),
    "difference": ("Difference", "Diferencia"),
    "relative": ("In per cent", "En por ciento"),
    "agreeing": ("Worlds with fewer", "Mundos con menos"),
    "pathway": ("Pathway", "Vía"),
    "applied": ("Applied", "Solicitaron"),
    "granted": ("Granted", "Obtuvieron"),
    "waiting": ("Waiting at the end of the year", "En espera al final del año"),
    "wait": ("Line at that pace, years", "Fila a ese ritmo, años"),
    "waited": ("Waited, months", "Esperaron, meses"),
    "waited_so_far": ("Waited so far, months", "Llevan esperando, meses"),
    "named": ("Named by an employer", "Pedidas por su nombre"),
    "renewed": ("Renewed", "Renovados"),
    "jobs_lost": ("Jobs lost", "Empleos perdidos"),
    "employer_changed": ("Changed employer", "Cambiaron de parte empleadora"),
    "family": ("Family members along", "Familiares que acompañan"),
    "fund": ("Fund or pathway", "Fondo o vía"),
    "payer": ("Who pays", "Quién paga"),
    "unit": ("Unit", "Unidad"),
    "payer.migrant_clubs": ("migrants' clubs", "clubes de migrantes"),
    "payer.applicants": ("applicants, in fees", "solicitantes, en cuotas"),
    "payer.federal": ("federal government", "gobierno federal"),
    "payer.state": ("state", "estado"),
    "payer.municipal": ("municipality", "municipio"),
    "payer.origin": ("country of origin", "país de origen"),
    "payer.destination": ("country of destination", "país de destino"),
    "unit.currency of the text": ("currency of the text", "moneda del texto"),
    "state": ("State of birth", "Estado de nacimiento"),
    "share_there": ("In the United States, %", "En Estados Unidos, %"),
    "points": ("Change, points", "Cambio, puntos"),
    "axis": ("Axis", "Eje"),
    "symbol": ("Symbol", "Símbolo"),
    "held": ("Held at", "Valor usado"),
    "from": ("From", "Desde"),
    "to": ("To", "Hasta"),
    "answered": ("Asked", "Respuesta"),
    "why": ("Why", "Por qué"),
    "axis.substitution": (
        "share of lawful places that replace an irregular trip",
        "proporción de plazas que sustituyen un viaje irregular",
    ),
    "axis.new_movers": (
        "people per new place who would not have gone",
        "personas por plaza nueva que no habrían ido",
    ),
    "axis.development": (
        "log Mexican wage per unit of ln(1 + money of a text's matched funds over local income), years after"
        " the money; where that is little beside local income, both ends may come out the same",
        "log del salario en México por unidad de ln(1 + dinero de los fondos conjuntos de un texto entre"
        " ingreso local), años después del dinero; donde este es poco junto al ingreso local, los dos"
        " extremos pueden dar lo mismo",
    ),
}

SERIES: Final[Mapping[str, Pair]] = {
    "unauthorized": ("People without documents", "Personas sin documentos"),
    "in_us": ("Born in Mexico, in the United States", "Nacidas en México, en Estados Unidos"),
    "permit": ("With a permit", "Con permiso"),
    "provisional": ("With a provisional status", "Con estatus provisional"),
    "resident": ("Residents", "Con residencia"),
    "citizen": ("Citizens of the United States", "Con ciudadanía estadounidense"),
    "returned": ("Home again", "De vuelta en casa"),
    "attempts": ("Attempts to cross", "Intentos de cruce"),
    "apprehensions": ("Apprehensions", "Detenciones"),
    "entries": ("Entries outside the rules", "Entradas fuera de las reglas"),
    "deaths_crossing": ("Deaths at the border", "Muertes en la frontera"),
    "permits": ("Permits granted", "Permisos otorgados"),
    "regularised": ("Regularised", "Personas regularizadas"),
    "emigrants": ("People who leave Mexico", "Personas que salen de México"),
    "returnees": ("People who return", "Personas que regresan"),
    "waiting_in_mexico": ("Waiting in Mexico to go", "En espera en México para irse"),
    "transit": (
        "Encounters of Cubans, Haitians, Nicaraguans and Venezuelans",
        "Encuentros de personas de Cuba, Haití, Nicaragua y Venezuela",
    ),
    "money": ("Money sent home", "Dinero enviado a casa"),
}
"""What each series counts."""

WHY: Final[Mapping[str, str]] = {
    "open to nobody on this day": "no está abierta a nadie en ese día",
    "not open to Mexican nationals: their flows are those of transit": (
        "no está abierta a nacionales de México: sus flujos son los de tránsito"
    ),
    "lifts a limit that is no share of a number of visas: what it leaves open is not known": (
        "quita un límite que no es proporción de un número de visas: no se sabe qué deja abierto"
    ),
    "asks for no job offer: not asked yet, but for family visas, which are a flow of national law": (
        "no pide oferta de empleo: aún no se simula, salvo las visas de familia, que son un flujo de la ley"
        " nacional"
    ),
}
"""Why a pathway is no door, in Spanish, by what the simulator says."""


def why_not(said: str, lang: str) -> str:
    """Why a pathway is no door; what nobody worded is shown as it is."""
    return WHY.get(said, said) if lang == "es" else said


def word(key: str, lang: str, **parts: object) -> str:
    """Give the words of a key in one language, with their blanks filled; the season's where none are here."""
    pair = WORDS[key] if key in WORDS else SHARED[key]
    return pair[LANGUAGES.index(lang)].format(**parts)


def of(pair: Pair, lang: str) -> str:
    """One side of a pair."""
    return pair[LANGUAGES.index(lang)]


def two(value: float) -> str:
    """A number to two significant digits, written out."""
    rounded = float(f"{value:.2g}")
    written = f"{rounded:,.0f}" if abs(rounded) >= 10 or rounded == int(rounded) else f"{rounded:,.15g}"
    return written.replace("-", "−")


def signed(value: float) -> str:
    """A difference to two significant digits, with its sign."""
    return f"+{two(value)}" if value > 0 else two(value)


def points(value: float) -> str:
    """A difference in points of per cent, to a tenth."""
    return signed(round(value, 1) + 0.0)


def amount(value: float, lang: str) -> str:
    """A large number to two significant digits, in words a sentence can hold."""
    rounded = float(f"{value:.2g}")
    for size, name in ((1e9, "billion"), (1e6, "million")):
        if abs(rounded) >= size:
            said = two(rounded / size)
            return word(f"{name}.1" if said == "1" else name, lang, n=said)
    return two(rounded)


def unit(most: float, name: str, lang: str) -> tuple[float, str]:
    """How many of a unit a scale counts by, and what that is called."""
    by = next((size for size in (1_000_000_000, 1_000_000, 1_000) if most >= 2 * size), 1)
    return float(by), word(f"times.{by}", lang, unit=word(f"unit.{name}", lang))
