"""What every clause has: a source, a basis, dates; and values that change with time."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Generic, TypeVar, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, InitErrorDetails, core_schema

from acuerdo.agreement.faults import shown
from acuerdo.agreement.values import (
    BLANK_SCHEMA,
    TEXT_SCHEMA,
    Day,
    FieldPath,
    Id,
    OneOf,
    Source,
    Text,
    broken,
)

BASES = ("stated", "law", "borrowed", "estimated", "assumed")
"""How a value is known, strongest first: the source says it, a law or treaty says it, another named text
says it, data say it, we say it."""


LANGUAGES = ("en", "es")
"""The languages that everything is written in."""

Pair = tuple[str, str]
"""The same words in each of LANGUAGES."""

BASIS_WORDS: dict[str, Pair] = {
    "stated": ("stated", "declarado"),
    "law": ("law", "ley"),
    "borrowed": ("borrowed", "tomado"),
    "estimated": ("estimated", "estimado"),
    "assumed": ("assumed", "supuesto"),
}
"""The word for each basis."""


class Words(BaseModel):
    """A text in English and Spanish."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    en: Text
    es: Text


def fields_of(model: type[BaseModel]) -> list[str]:
    """The names a file may write in a part of the format."""
    return [info.alias or name for name, info in model.model_fields.items()]


def _either(found: object) -> object:
    if isinstance(found, list):
        raise broken("needs a text, or one for each language, found a list", "write {en: ..., es: ...}")
    return {"en": found, "es": found} if isinstance(found, str) else found


Title = Annotated[
    Words,
    BeforeValidator(_either),
    WithJsonSchema(
        {
            "anyOf": [
                TEXT_SCHEMA,
                {
                    "type": "object",
                    "properties": {"en": TEXT_SCHEMA, "es": TEXT_SCHEMA},
                    "required": ["en", "es"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
"""A text in both languages; one plain text stands for both (a proper name, or not yet translated)."""


class _Once:
    """Works out the reader of a type once, not again for each of the fifty clauses that inherit a field."""

    def __init__(self) -> None:
        self.made: dict[Any, CoreSchema] = {}

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        if source not in self.made:
            self.made[source] = handler(source)
        return self.made[source]


ONCE = _Once()


class Clause(BaseModel):
    """A part of the file that says something: frozen, closed, with its source."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", defer_build=True, alias_generator=lambda name: name.rstrip("_")
    )

    id: Annotated[Id | None, ONCE] = None
    title: Title | None = None
    src: Annotated[Source | None, ONCE] = None
    also: Annotated[Source | None, ONCE] = None
    basis: Annotated[Annotated[str, OneOf(*BASES)] | None, ONCE] = None
    note: Annotated[Text | None, ONCE] = None
    words: Annotated[Text | None, ONCE] = None
    covers: Annotated[list[Text], ONCE] = []
    from_: Annotated[Day | None, ONCE] = Field(None, alias="from")
    until: Annotated[Day | None, ONCE] = None

    @model_validator(mode="before")
    @classmethod
    def _has_fields(cls, found: Any) -> Any:
        if isinstance(found, BaseModel):
            return found
        found = cls.written_out(found)
        if not isinstance(found, dict):
            raise broken(
                f"needs fields, found {'a list' if isinstance(found, list) else shown(found)}",
                f"write it as fields, for example {{{cls._first_fields()}}}",
            )
        return found

    @classmethod
    def written_out(cls, found: Any) -> Any:
        """The long form of a short way to write this clause; what has none is returned as it is."""
        return found

    @classmethod
    def fields(cls) -> list[str]:
        """The names a file may write in this clause."""
        return fields_of(cls)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        made = handler(schema)
        short = cls.written_out("none")
        if not isinstance(short, dict):
            return made
        (field,) = short
        any_word = isinstance(cls.written_out("any"), dict)
        words = handler.resolve_ref_schema(made)["properties"][field] if any_word else BLANK_SCHEMA
        return {"anyOf": [made, words]}

    @classmethod
    def _first_fields(cls) -> str:
        own = [name for name in cls.fields() if name not in COMMON][:2]
        return ", ".join(f"{name}: ..." for name in own)

    @model_validator(mode="after")
    def _begin_before_end(self) -> "Clause":
        if self.from_ and self.until and self.from_ >= self.until:
            raise broken(
                f"`from` {self.from_} must come before `until` {self.until}",
                "`until` is the first day it no longer holds",
            )
        return self

    def holds_on(self, on: date) -> bool:
        """Whether this clause is in force on a day: from its first day, up to but not on its `until`."""
        return (self.from_ is None or self.from_ <= on) and (self.until is None or on < self.until)


COMMON = frozenset({"id", "title", "src", "also", "basis", "note", "words", "covers", "from", "until"})

T = TypeVar("T", bound=Clause)


class Dated(Generic[T]):
    """One clause, or several that follow each other in time.

    On a day holds the entry with the latest `from` on or before it, unless its `until` has come. Before
    the first entry the clause is not defined: `on` answers None, which is never zero.
    """

    __slots__ = ("entries",)

    def __init__(self, entries: tuple[T, ...]) -> None:
        self.entries = entries

    def on(self, day: date) -> T | None:
        """The entry in force on a day, or None where none is."""
        begun = [entry for entry in self.entries if entry.from_ is None or entry.from_ <= day]
        if not begun:
            return None
        latest = max(begun, key=lambda entry: entry.from_ or date.min)
        return latest if latest.holds_on(day) else None

    def __iter__(self) -> Iterator[T]:
        return iter(self.entries)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dated) and self.entries == other.entries

    def __hash__(self) -> int:
        return hash(self.entries)

    def __repr__(self) -> str:
        return f"Dated({self.entries!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        (item,) = get_args(source)
        entries = core_schema.list_schema(handler.generate_schema(item), min_length=1)
        return core_schema.chain_schema(
            [
                core_schema.no_info_plain_validator_function(_as_list),
                entries,
                core_schema.no_info_plain_validator_function(cls._in_order),
            ]
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        entries = handler(schema["steps"][1])
        return {"anyOf": [entries["items"], entries]}

    @classmethod
    def _in_order(cls, entries: list[T]) -> "Dated[T]":
        conflicts = [
            InitErrorDetails(type=broken(problem, _ONE_AT_A_TIME), loc=(index,), input=None)
            for index, (earlier, later) in enumerate(pairwise(entries), 1)
            if (problem := _conflict(earlier, later))
        ]
        if conflicts:
            raise ValidationError.from_exception_data("Dated", conflicts)
        return cls(tuple(entries))


_ONE_AT_A_TIME = "one value at a time: mend `from` or `until`"


def _conflict(earlier: Clause, later: Clause) -> str:
    begins = later.from_
    if begins is None:
        return "needs a `from`: each entry but the first begins on a day"
    if earlier.from_ is not None and earlier.from_ >= begins:
        return f"begins on {begins}, which is not after the entry before begins ({earlier.from_})"
    if earlier.until is not None and earlier.until > begins:
        return f"begins on {begins}, while the entry before still holds until {earlier.until}"
    return ""


def _as_list(found: object) -> object:
    return found if isinstance(found, list) else [found]


class Setting(Clause):
    """One word that may change with time."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("value",)

    value: Text | None = None

    @classmethod
    def written_out(cls, found: Any) -> Any:
        return {"value": found} if isinstance(found, str) else found


Paths = list[FieldPath]
