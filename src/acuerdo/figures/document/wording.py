"""The words of the document itself, in English and Spanish: headings, notices and remarks."""

from typing import Final

from acuerdo.agreement.clauses.base import BASIS_WORDS, Pair

from .tongue import told

WORDING: Final[dict[str, Pair]] = {
    # above the text
    "skip": ("Skip to the text", "Ir al texto"),
    "contents": ("Contents", "Contenido"),
    "as_it_stands": ("Text as it stands on {on}", "Texto tal como está al {on}"),
    "as_known": ("as known on {known}", "según lo conocido al {known}"),
    "amended": ("With amendments: {names}", "Con las enmiendas: {names}"),
    "hypothetical": ("Hypothetical", "Hipotético"),
    "hypothetical.why": (
        "This text is printed as if it were in force, under the plan “{plan}”. Its own state on this day:"
        " {state}. Values that the plan fills in are marked PLAN; they are assumptions of the plan and not"
        " words of the text.",
        "Este texto se imprime como si estuviera en vigor, conforme al plan “{plan}”. Su propio estado en"
        " este día: {state}. Los valores que el plan completa llevan la marca PLAN; son supuestos del plan y"
        " no palabras del texto.",
    ),
    "not_yet": (
        "This text did not exist on this day: the first state it records is of {first}. It is printed as"
        " the file has it, and nothing of it held.",
        "Este texto no existía en este día: el primer estado que registra es del {first}. Se imprime como"
        " está en el archivo y nada de él regía.",
    ),
    "not_deciding": (
        "{state}: nothing here is executed without a plan.",
        "{state}: nada de esto se ejecuta sin un plan.",
    ),
    "deciding": ("{state}: the text decides as it stands.", "{state}: el texto decide tal como está."),
    "no_state": ("no state yet", "aún sin estado"),
    "since": ("{state} since {day}", "{state} desde el {day}"),
    "key": ("How to read this document", "Cómo leer este documento"),
    "key.marks": (
        "After a value stands a letter that says how it is known, and the number of a note that says where"
        " it is from. A mark speaks for every value of its article since the mark before it.",
        "Después de un valor está una letra que dice cómo se conoce y el número de una nota que dice de"
        " dónde viene. Una marca vale para todos los valores de su artículo desde la marca anterior.",
    ),
    "key.silent": (
        "[not stated] marks what the text leaves unsaid.",
        "[no se indica] marca lo que el texto no dice.",
    ),
    "key.plan": (
        "PLAN marks what the plan assumes where the text is silent.",
        "PLAN marca lo que el plan supone donde el texto guarda silencio.",
    ),
    # articles
    "article": ("Article {n}", "Artículo {n}"),
    "in_article": ("article {n}", "artículo {n}"),
    "in_paragraph": ("article {n}({paragraph})", "artículo {n}.{paragraph}"),
    "page": ("Page", "Página"),
    "page.of": ("of", "de"),
    "notes": ("Sources of article {n}", "Fuentes del artículo {n}"),
    "note_of": ("note {n}", "nota {n}"),
    "no_source": ("no source is given", "no se da fuente"),
    "plan_mark": ("assumed by the plan", "supuesto del plan"),
    "chapter.general": ("General provisions", "Disposiciones generales"),
    "chapter.pathways": ("Pathways", "Vías"),
    "chapter.people": ("Protection, returns and asylum", "Protección, retornos y asilo"),
    "chapter.together": ("Border, development and money", "Frontera, desarrollo y recursos"),
    "chapter.keeping": ("Keeping and changing the text", "Cumplimiento y cambios del texto"),
    "chapter.record": ("Record", "Registro"),
    "chapter.other": ("Other provisions", "Otras disposiciones"),
    "chapter.annexes": ("Annexes", "Anexos"),
    "form_and_state": ("Form and state of the text", "Forma y estado del texto"),
    "history": ("States so far", "Estados hasta este día"),
    "safe": (
        "Who is never returned, whatever this text says",
        "Quién nunca es sujeto de retorno, diga lo que diga este texto",
    ),
    "safe.children": ("Children alone", "Niñas, niños y adolescentes no acompañados"),
    "safe.children.say": (
        "A child alone is never returned. A child is everyone below 18 years of age; one without a parent or"
        " guardian is alone, and while it is not known who is with a child, the child is not returned.",
        "Una niña, niño o adolescente no acompañado nunca es sujeto de retorno. Lo es toda persona menor"
        " de 18 años de edad sin madre, padre o tutor; mientras no se sepa quién le acompaña, no hay"
        " retorno.",
    ),
    "safe.danger": ("Danger", "Peligro"),
    "safe.danger.say": (
        "A person in danger in the receiving country is never returned there. A claim of danger is examined"
        " first, and so is what nobody has asked.",
        "Una persona en peligro en el país receptor nunca es sujeto de retorno a él. El peligro que se alega"
        " se examina primero, y también lo que nadie ha preguntado.",
    ),
    "safe.say": (
        "These two protections are kept by the program that executes the text. No clause, cap, amendment or"
        " plan can lift them.",
        "Estas dos protecciones las cumple el programa que ejecuta el texto. Ninguna cláusula, límite,"
        " enmienda ni plan puede levantarlas.",
    ),
    # amendments
    "amendment": ("Amendment", "Enmienda"),
    "announced": ("Announced", "Anuncio"),
    "signed": ("Signed", "Firma"),
    "in_force": ("In force", "En vigor"),
    "reach": ("Reaches", "Alcanza"),
    "changed": ("What changed", "Qué cambió"),
    "set": ("{at}: {value}", "{at}: {value}"),
    "change.set": (" is now: ", " es ahora: "),
    "change.add": (", added: ", ", se agrega: "),
    "change.end": (" is removed", " se suprime"),
    "change.reaffirms": ("Repeated unchanged: ", "Se reitera sin cambio: "),
    "change.by": ("By ", "A cargo de "),
    "change.later": ("not yet in force on this day", "aún no en vigor en este día"),
    # annexes
    "annex": ("Annex {n}", "Anexo {n}"),
    "sources": ("Sources", "Fuentes"),
    "source.name": ("Name", "Nombre"),
    "source.title": ("Title", "Título"),
    "source.kind": ("Kind", "Tipo"),
    "source.dated": ("Date", "Fecha"),
    "source.values": ("Values", "Valores"),
    "absent": ("What does not hold on this day", "Lo que no rige en este día"),
    "absent.say": (
        "The file has these clauses; on this day they have not begun, or have ended.",
        "El archivo tiene estas cláusulas; en este día aún no comienzan, o ya terminaron.",
    ),
    "not_executed": ("What is not executed", "Lo que no se ejecuta"),
    "not_executed.say": (
        "No rule of the program reads these parts. They are printed, checked and compared; they decide"
        " nothing by themselves.",
        "Ninguna regla del programa lee estas partes. Se imprimen, se revisan y se comparan; no deciden nada"
        " por sí mismas.",
    ),
    "not_executed.state": (
        "On this day nothing of the text is executed, because of its state. Even where it is, these parts"
        " are not:",
        "En este día no se ejecuta nada del texto, por su estado. Aun cuando se ejecuta, estas partes no:",
    ),
    "whole_article": ("the whole article", "todo el artículo"),
    "silent": ("What the text does not say", "Lo que el texto no dice"),
    "silent.say": (
        "Where the text is silent nothing is decided, and whatever needs the value is refused until a plan"
        " assumes it.",
        "Donde el texto guarda silencio no se decide nada, y lo que necesita el valor se niega hasta que un"
        " plan lo supone.",
    ),
    "basis": ("On what the values rest", "En qué se sustentan los valores"),
    "basis.name": ("Basis", "Sustento"),
    "basis.meaning": ("What it means", "Qué significa"),
    "basis.values": ("Values", "Valores"),
    "basis.share": ("Share", "Proporción"),
    "basis.total": ("All values that hold on this day", "Todos los valores que rigen en este día"),
    "basis.plan": ("Of these assumed by the plan", "De ellos, supuestos del plan"),
    "basis.unsaid": ("the source is silent on this value", "la fuente guarda silencio sobre este valor"),
    "basis.unsourced": (
        "no source is given for this value",
        "no se da fuente de este valor",
    ),
    "basis.stated": ("the source says this value", "la fuente dice este valor"),
    "basis.law": ("a law or treaty says it", "lo dice una ley o un tratado"),
    "basis.borrowed": (
        "another text, which the note names, says it",
        "lo dice otro texto, que la nota nombra",
    ),
    "basis.estimated": ("data say it", "lo dicen los datos"),
    "basis.assumed": (
        "the authors of the file, or of the plan, say it",
        "lo dicen quienes hicieron el archivo o el plan",
    ),
    "nothing": ("Nothing.", "Nada."),
    "made": (
        "Printed from {id}, which any change of the file makes out of date.",
        "Impreso a partir de {id}; cualquier cambio del archivo lo deja sin actualidad.",
    ),
}
"""Each text with its blanks, English and Spanish."""

UNSAID: Final = "unsaid"
"""What stands for the basis of a value that the text does not state."""

UNSOURCED: Final = "unsourced"
"""What stands for the basis of a value for which the file gives no source."""

MARKS: Final[dict[str, Pair]] = {
    "stated": ("S", "D"),
    "law": ("L", "L"),
    "borrowed": ("B", "T"),
    "estimated": ("E", "E"),
    "assumed": ("A", "A"),
    UNSAID: ("N", "N"),
    UNSOURCED: ("W", "F"),
}
"""The letter of each basis. No letter means two things: both languages may stand side by side."""

BASIS: Final[dict[str, Pair]] = {
    **BASIS_WORDS,
    "stated": ("stated", "declarado"),
    "assumed": ("assumed", "asumido (supuesto)"),
    UNSAID: ("not stated", "no se indica"),
    UNSOURCED: ("without a source", "falta la fuente"),
}
"""The word that the letter of each basis begins."""


def spoken(key: str, lang: str, **blanks: object) -> str:
    """The words of a key in one language, with their blanks filled."""
    return told(WORDING[key], lang).format(**blanks)
