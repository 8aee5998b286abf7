"""The columns of tables that are filed whole: their headings in both languages, and how a cell is read.

The headings are part of a file format and stay as they are, whatever pages call the same fields.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext, override

from acuerdo.agreement.reading.workbooks import Page, workbook
from acuerdo.population.places import MEXICAN_STATES
from acuerdo.population.trades import trades


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Fields:
        field: of the form that checks it.
        en, es: its heading in the templates.
        needed: whether every row has to say something.
        example: what a cell may say.
    """

    field: str
    en: str
    es: str
    needed: bool
    example: str


ORDERS: Sequence[Column] = (
    Column("case", "Order number", "Número de oferta", True, "H-1"),
    Column("title", "Work", "Trabajo", True, "Farmworker"),
    Column("soc", "Occupation code (SOC)", "Código de ocupación (SOC)", True, "45-2092"),
    Column("state", "State", "Estado", True, "NC"),
    Column("county", "County", "Condado", False, "Duplin"),
    Column("places_requested", "People asked for", "Personas solicitadas", True, "12"),
    Column("starts", "First day", "Primer día", True, "2017-04-01"),
    Column("ends", "Last day", "Último día", True, "2017-09-30"),
    Column("pay_cents_hour", "Pay in US cents an hour", "Pago en centavos de dólar por hora", True, "1227"),
    Column("hours_week", "Hours a week", "Horas por semana", False, "40"),
    Column("experience_months", "Months of experience", "Meses de experiencia", False, "3"),
    Column(
        "experience_first",
        "Months of experience of those who come first",
        "Meses de experiencia de quienes van primero",
        False,
        "",
    ),
)
WORKERS: Sequence[Column] = (
    Column("given_names", "Given names", "Nombres", True, "Persona 1"),
    Column("surnames", "Surnames", "Apellidos", True, "de Muestra"),
    Column("born_on", "Day of birth", "Fecha de nacimiento", True, "1990-05-17"),
    Column("sex", "Sex", "Sexo", True, "woman"),
    Column("nationality", "Nationality", "Nacionalidad", True, "MEX"),
    Column("state", "State of origin", "Estado de origen", True, "11"),
    Column("curp", "CURP", "CURP", False, ""),
    Column("mrz", "Passport lines", "Líneas del pasaporte", False, ""),
    Column("phone", "Telephone", "Teléfono", False, ""),
    Column("email", "E-mail", "Correo electrónico", False, ""),
    Column("language", "Language", "Idioma", True, "es"),
    Column("trades", "Kinds of work", "Oficios", True, ""),
    Column("experience_months", "Months of experience", "Meses de experiencia", True, "24"),
    Column("free_from", "Can work from", "Puede trabajar desde", False, ""),
    Column("free_until", "Can work until", "Puede trabajar hasta", False, ""),
    Column("taste", "What matters most", "Lo más importante", True, "pay"),
)
CROSSINGS: Sequence[Column] = (
    Column("number", "Permit number", "Número de permiso", True, "P-7F3K9Q2D5"),
    Column("direction", "Direction", "Sentido", True, "entry"),
    Column("at", "Day and hour", "Día y hora", True, "2017-04-03 08:30"),
    Column("on", "Day of the stamp", "Día del sello", False, ""),
    Column("place", "Place", "Lugar", True, "Laredo"),
    Column("source", "Your record number", "Su número de registro", True, "R-1"),
)
PAY: Sequence[Column] = (
    Column("case", "Order number", "Número de oferta", True, "H-1"),
    Column("worker", "Worker number", "Número de la persona", True, "W-7F3K9Q2D5"),
    Column("since", "First day of the period", "Primer día del periodo", True, "2017-04-01"),
    Column("until", "Last day of the period", "Último día del periodo", True, "2017-04-14"),
    Column("hours_offered", "Hours offered", "Horas ofrecidas", True, "80"),
    Column("hours_worked", "Hours worked", "Horas trabajadas", True, "76.5"),
    Column(
        "paid_cents",
        "Paid in US cents before deductions",
        "Pagado en centavos antes de descuentos",
        True,
        "98160",
    ),
    Column("housing_cents", "Kept back for housing", "Descuento por vivienda", False, ""),
    Column("meals_cents", "Kept back for meals", "Descuento por comidas", False, ""),
    Column("utilities_cents", "Kept back for utilities", "Descuento por servicios", False, ""),
    Column("law_cents", "Kept back by law", "Descuento por ley", False, "4200"),
    Column("other_cents", "Kept back for anything else", "Otros descuentos", False, ""),
)
SPANISH_CHOICES: Mapping[str, Mapping[str, str]] = {
    "sex": {"mujer": "woman", "hombre": "man", "no indicado": "not_stated"},
    "taste": {"pago": "pay", "conocidos": "ties", "duracion": "season"},
    "language": {"español": "es", "ingles": "en"},
    "direction": {"entrada": "entry", "salida": "exit"},
}
"""Words for choices that tables may use besides those of pages."""


def folded(text: str) -> str:
    """A text without accents, capitals and double spaces: for comparing what people type."""
    plain = unicodedata.normalize("NFKD", text.replace("ñ", "\x01").replace("Ñ", "\x01"))
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(kept.replace("\x01", "ñ").casefold().replace("_", " ").split())


def known(columns: Sequence[Column]) -> dict[str, str]:
    """The field of each heading, in either language or by its name."""
    found: dict[str, str] = {}
    for column in columns:
        for heading in (column.field, column.en, column.es):
            found[folded(heading)] = column.field
    return found


def read_cell(field: forms.Field, name: str, text: str) -> Any:
    """What a cell says, as a form takes it: choices by their code or by their words in either language.

    A word that is none of the choices is left as it is, so that the form refuses it.
    """
    if name == "trades":
        return [_choice(name, part, _trades()) for part in text.replace(";", ",").split(",") if part.strip()]
    if name == "state" and isinstance(field, forms.ChoiceField):
        return _choice(name, text, _states())
    if isinstance(field, forms.ChoiceField):
        return _choice(name, text, _choices(field))
    return text


def _choice(name: str, text: str, choices: Mapping[str, str]) -> str:
    word = folded(text)
    return choices.get(word) or SPANISH_CHOICES.get(name, {}).get(word) or text.strip()


def _choices(field: forms.ChoiceField) -> dict[str, str]:
    found: dict[str, str] = {}
    for language in ("en", "es"):
        with override(language):
            choices: Any = field.choices
            for code, words in choices:
                found |= {folded(str(code)): str(code), folded(str(words)): str(code)}
    return found


def _states() -> dict[str, str]:
    found = {str(code): str(code) for code in MEXICAN_STATES}
    found |= {folded(each.name_es): str(code) for code, each in MEXICAN_STATES.items()}
    return found | {"0": "0", "otro pais": "0", "another country": "0"}


def _trades() -> dict[str, str]:
    return {
        folded(words): str(at)
        for at, trade in enumerate(trades())
        for words in (trade.id, trade.en, trade.es, str(at))
    }


def template_rows(columns: Sequence[Column], language: str) -> list[list[str]]:
    """The one row of headings of a template."""
    return [[column.es if language == "es" else column.en for column in columns]]


def template_workbook(columns: Sequence[Column], language: str) -> bytes:
    """A template as a workbook: the empty table, and a sheet that says what each column takes."""
    [headings] = template_rows(columns, language)
    with override(language):
        told = [
            [
                heading,
                column.field,
                gettext("needed") if column.needed else gettext("may be left empty"),
                column.example,
            ]
            for heading, column in zip(headings, columns, strict=True)
        ]
        head = [gettext("Column"), gettext("Name of the field"), gettext("Needed?"), gettext("For example")]
        sheets = (gettext("Table"), gettext("Columns"))
    return workbook(
        {
            sheets[0]: Page([headings], [max(14, len(each) + 2) for each in headings]),
            sheets[1]: Page([head, *told], (44, 24, 20, 20)),
        }
    )
