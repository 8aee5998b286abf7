"""Rows written and read by statements that are worded once for a model, where each request does."""

from collections.abc import Iterable
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

if TYPE_CHECKING:
    Field = models.Field[Any, Any]

Row = TypeVar("Row", bound=models.Model)
Other = TypeVar("Other", bound=models.Model)


def add(row: models.Model) -> None:
    """Add a row, and give it its key.

    Raises:
        IntegrityError: as the database says.
    """
    fields = _columns(type(row))
    with connection.cursor() as cursor:
        cursor.execute(f"{_insert(type(row))} RETURNING {_key(type(row))}", _values(row, fields))
        row.pk = cursor.fetchone()[0]
    row._state.adding = False


def add_all(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Add rows of a model, whose keys nobody asks for.

    Raises:
        IntegrityError: as the database says.
    """
    fields = _columns(model)
    _many(_insert(model), (_values(row, fields) for row in rows))


def first(model: type[Row], condition: str, *values: Any) -> Row | None:
    """The first row of a model that a condition finds.

    Args:
        condition: what follows the name of the table, with %s for each value: no part of it is ever sent by
            anybody.
    """
    found = _first((model,), condition, values)
    return found[0] if found else None


def first_by(model: type[Row], **lookup: Any) -> Row | None:
    """The first row of a model with these values in these columns of its own.

    Raises:
        FieldDoesNotExist: a name is no column of the model.
        ValueError: a value is none of its column.
    """
    condition, fields = _where(model, tuple(lookup))
    values = [field.get_db_prep_value(lookup[name], connection) for name, field in fields]
    return first(model, condition, *values)


def first_with(
    model: type[Row], other: type[Other], condition: str, *values: Any
) -> tuple[Row, Other] | None:
    """The same, with the row of another model that the condition joins to it."""
    found = _first((model, other), condition, values)
    return (found[0], found[1]) if found else None


def _first(kinds: tuple[type[models.Model], ...], condition: str, values: tuple[Any, ...]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"{_select(kinds)} {condition} LIMIT 1", values)
        told = cursor.fetchone()
    if told is None:
        return []
    made, begins, told = [], 0, list(told)
    for kind in kinds:
        names, readers = _reading(kind)
        part = told[begins : begins + len(names)]
        for at, column, read in readers:
            part[at] = read(part[at], column, connection)
        made.append(kind.from_db(connection.alias, names, part))
        begins += len(names)
    return made


class Seconds(models.Func):
    """An instant as whole seconds since 1970, parts of one left out: the database counts many of them sooner
    than each is made an instant of Python."""

    arity, output_field = 1, models.BigIntegerField()

    def get_db_converters(self, connection: Any) -> list[Any]:  # noqa: ARG002
        """A number is read as it comes."""
        return []

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """SQLite rounds to thousandths: parts of a second are cut off before."""
        template = "CAST(strftime('%%%%s', substr(%(expressions)s, 1, 19)) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """PostgreSQL rounds to whole numbers: parts of a second are cut off before."""
        template = "FLOOR(EXTRACT(EPOCH FROM %(expressions)s))::bigint"
        return self.as_sql(compiler, connection, template=template, **more)


def change(row: models.Model, *names: str) -> None:
    """Write some fields of a row that is there.

    Raises:
        IntegrityError: as the database says.
    """
    with connection.cursor() as cursor:
        cursor.execute(_update(type(row), names), [*_values(row, _columns(type(row), names)), row.pk])


def change_all(model: type[models.Model], rows: Iterable[models.Model], *names: str) -> None:
    """Write some fields of rows of a model that are there.

    Raises:
        IntegrityError: as the database says.
    """
    fields = _columns(model, names)
    _many(_update(model, names), ([*_values(row, fields), row.pk] for row in rows))


AT_ONCE = 2_000
"""Rows that are held in memory as values, whoever gives them one by one."""


def _many(statement: str, values: Iterable[list[Any]]) -> None:
    told = iter(values)
    with connection.cursor() as cursor:
        while part := list(islice(told, AT_ONCE)):
            if len(part) == 1:
                cursor.execute(statement, part[0])
            else:
                cursor.executemany(statement, part)


def _values(row: models.Model, fields: Iterable["Field"]) -> list[Any]:
    here = connections[DEFAULT_DB_ALIAS]  # what every field asks is looked up once
    return [field.get_db_prep_save(getattr(row, field.attname), here) for field in fields]


@cache
def _columns(model: type[models.Model], names: tuple[str, ...] = ()) -> tuple["Field", ...]:
    if names:
        return tuple(field for field in model._meta.concrete_fields if field.name in names)
    return tuple(field for field in model._meta.concrete_fields if not field.primary_key)


@cache
def _insert(model: type[models.Model]) -> str:
    fields = _columns(model)
    names, values = ", ".join(f'"{field.column}"' for field in fields), ", ".join("%s" for _ in fields)
    return f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({values})'  # noqa: S608


@cache
def _update(model: type[models.Model], names: tuple[str, ...]) -> str:
    sets = ", ".join(f'"{field.column}" = %s' for field in _columns(model, names))
    return f'UPDATE "{model._meta.db_table}" SET {sets} WHERE {_key(model)} = %s'  # noqa: S608


@cache
def _where(model: type[models.Model], names: tuple[str, ...]) -> tuple[str, list[tuple[str, "Field"]]]:
    """A condition on columns, and each of them by the name it was asked for."""
    fields: list[tuple[str, Any]] = [
        (name, model._meta.pk if name == "pk" else model._meta.get_field(name)) for name in names
    ]
    asked = " AND ".join(f'"{model._meta.db_table}"."{field.column}" = %s' for _, field in fields)
    return f"WHERE {asked}", fields


@cache
def _select(kinds: tuple[type[models.Model], ...]) -> str:
    columns = [(kind._meta.db_table, each.column) for kind in kinds for each in kind._meta.concrete_fields]
    names = ", ".join(f'"{table}"."{column}"' for table, column in columns)
    return f'SELECT {names} FROM "{kinds[0]._meta.db_table}"'  # noqa: S608


@cache
def _reading(model: type[models.Model]) -> tuple[list[str], list[tuple[int, Any, Any]]]:
    """Names of the columns, and what is to be read before it is as a row has it: where, of what, how."""
    columns = [field.get_col(model._meta.db_table) for field in model._meta.concrete_fields]
    names = [field.attname for field in model._meta.concrete_fields]
    readers = [
        (at, column, read)
        for at, column in enumerate(columns)
        for read in (*connection.ops.get_db_converters(column), *column.get_db_converters(connection))
    ]
    return names, readers


def _key(model: type[models.Model]) -> str:
    return f'"{model._meta.pk.column}"'
