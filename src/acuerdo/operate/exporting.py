"""Tables for a government: what the text lets pass to it for a purpose, column by column; nothing else."""

import io
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from django.apps import apps
from django.db import models, transaction

from acuerdo.agreement.reading.cells import csv_bytes
from acuerdo.operate import audit, clock
from acuerdo.operate.authority import Denied, check
from acuerdo.operate.holdings import HOLDINGS, PERSON
from acuerdo.operate.law import enacted, law
from acuerdo.operate.states import NotNow
from acuerdo.proof.hashing import digest
from acuerdo.records.models import Account
from acuerdo.rules.sharing import Passing, passing

ACTION = "export.make"
FORMATS = ("csv", "parquet", "jsonl")
MANIFEST = "manifest.json"
RECEIVES: Mapping[str, str] = {"certifying_officer": "destination", "origin_officer": "origin"}
"""For which government, by its role in the text, an account takes tables out."""
UNPUBLISHED: Mapping[str, str] = {
    "Application": "season__status",
    "Placement": "application__season__status",
}
"""Tables whose rows of a season tell what its match gave: nobody has them before it is published."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Fields:
        name: of the model.
        columns: those that pass, each with the entry of the text that lets it.
        left_out: the others, each with why: of `rules.sharing.BECAUSE`, or `not_listed` where it is of no
            kind of information that passes in tables.
    """

    name: str
    columns: Mapping[str, str]
    left_out: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Offer:
    """What would pass.

    Fields:
        sender, receiver: governments, by their codes.
        on: the day.
        tables: every table of the record, also those of which nothing passes.
        nationals: whose people it is about, where the text has several parties of origin; '' for all.
        hypothetical: the text decides under a plan.
    """

    sender: str
    receiver: str
    purpose: str
    on: date
    tables: tuple[Table, ...]
    nationals: str
    hypothetical: bool

    @property
    def passing(self) -> list[Table]:
        """The tables of which something passes."""
        return [table for table in self.tables if table.columns]


def offer(account: Account, purpose: str, receiver: str = "", sender: str = "") -> Offer:
    """What an account could take out for its government.

    Args:
        purpose: one of `clauses.information.PURPOSES`.
        receiver, sender: parties, where the text has several in the role of the account, or opposite to it.

    Raises:
        Denied: the role may not, or not for that government.
        NotNow: the text has several parties, and it is not said which.
        Refused: no text decides today.
    """
    check(account, ACTION)
    on = clock.today()
    text = enacted(on)
    role = RECEIVES[account.role]
    parties = text.agreement.terms.parties
    own = sorted(name for name, party in parties.items() if party.role == role)
    others = sorted(name for name, party in parties.items() if party.role not in (role, "transit"))
    if (receiver and receiver not in own) or (sender and sender not in others):
        raise Denied(ACTION, "reach")
    receiver, sender = receiver or _only(own), sender or _only(others)
    held = [each for each in text.agreement.terms.information if each.holds_on(on)]
    found = passing(held, sender, receiver, purpose)
    origins = own if role == "origin" else others
    nationals = (receiver if role == "origin" else sender) if len(origins) > 1 else ""
    tables = tuple(_tables(found))
    return Offer(sender, receiver, purpose, on, tables, nationals, text.hypothetical)


def _only(names: list[str]) -> str:
    if len(names) != 1:
        raise NotNow("export", "several_parties")
    return names[0]


def _tables(found: Mapping[str, Passing]) -> Iterator[Table]:
    for model in sorted(apps.get_app_config("records").get_models(), key=lambda each: each.__name__):
        columns, left_out = {}, {}
        held = HOLDINGS.get(model.__name__, {})
        for field in model._meta.concrete_fields:
            if field.primary_key:
                continue
            column = held.get(field.name)
            told = found[column.kind] if column and column.kind else Passing(False, "not_listed")
            if told.may:
                columns[field.name] = f"information.{told.clause}"
            else:
                left_out[field.name] = told.because
        yield Table(model.__name__, columns, left_out)


def export(account: Account, offered: Offer, out: Path, form: str) -> dict[str, Any]:
    """Write a folder: a file for each table of which something passes, and a manifest. It is there whole or
    not at all, and that each person in it was read is an entry before it is there.

    Args:
        out: a folder that is not there yet.
        form: one of FORMATS.

    Returns:
        The manifest.

    Raises:
        Denied: the role may not.
        NotNow: the text lets nothing pass.
        FileExistsError: there is something at `out`.
    """
    check(account, ACTION)
    if not offered.passing:
        raise NotNow("export", "nothing_passes")
    if out.exists():
        raise FileExistsError(17, "is there already", str(out))
    part = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        with transaction.atomic():
            told, people = _written(account, offered, part, form)
            text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
            (part / MANIFEST).write_text(text, encoding="utf-8")
            purpose = f"export to {offered.receiver}: {offered.purpose}"
            subject = f"export:{digest(text.encode())[:16]}"
            audit.read(account, ACTION, purpose, subject, sorted(people) or [""])
        part.replace(out)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return told


def _written(account: Account, offered: Offer, part: Path, form: str) -> tuple[dict[str, Any], set[str]]:
    """Write every table into a folder: the manifest, and the numbers of the people in them."""
    tables: dict[str, Any] = {}
    people: set[str] = set()
    for table in offered.passing:
        frame, about = _frame(account, table, offered.nationals)
        people |= about
        data = _bytes(frame, form)
        name = f"{table.name.lower()}.{form}"
        (part / name).write_bytes(data)
        tables[table.name] = {"file": name, "rows": frame.height, "sha256": digest(data)}
        tables[table.name]["columns"] = dict(table.columns)
    left_out = {table.name: dict(table.left_out) for table in offered.tables if table.left_out}
    said = {name: value for name, value in asdict(offered).items() if name != "tables"}
    said |= {"on": offered.on.isoformat(), "law": law().digest, "people": len(people)}
    return {**said, "tables": tables, "left_out": left_out}, people


def _frame(account: Account, table: Table, nationals: str) -> tuple[pl.DataFrame, set[str]]:
    """The rows of a table that the account may take out, and the numbers of the people they are about."""
    model: type[models.Model] = apps.get_model("records", table.name)
    rows = audit.rows(account, ACTION, model).order_by("pk")
    if table.name in UNPUBLISHED:
        rows = rows.exclude(**{UNPUBLISHED[table.name]: "matched"})
    held = HOLDINGS[table.name]
    paths = [held[name].path or name for name in table.columns]
    person = PERSON.get(table.name)
    if person and nationals:
        rows = rows.filter(**{f"{person.removesuffix('number')}nationality": nationals})
    found = list(rows.values_list(*paths, *((person,) if person else ())))
    about = {str(row[-1]) for row in found} if person else set()
    told = [row[: len(paths)] for row in found]
    return pl.DataFrame(told, schema=list(table.columns), orient="row", infer_schema_length=None), about


def _bytes(frame: pl.DataFrame, form: str) -> bytes:
    """A table as a file; in CSV, what a spreadsheet would calculate is marked as text."""
    if form == "csv":
        rows = [["" if value is None else str(value) for value in row] for row in frame.iter_rows()]
        return csv_bytes([frame.columns, *rows])
    if form == "jsonl":
        return frame.write_ndjson().encode()
    with io.BytesIO() as file:
        frame.write_parquet(file)
        return file.getvalue()
