"""Filing by the hundred: a table of orders, of workers whom a consulate helps, or of entries and exits, whole
or not at all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from acuerdo.operate import audit, columns, crossing, orders, paying, registering
from acuerdo.operate.authority import check
from acuerdo.operate.columns import Column
from acuerdo.operate.crossing import CrossingForm
from acuerdo.operate.filing import file_once, given
from acuerdo.operate.forms import OrderForm, WorkerForm
from acuerdo.operate.pay_forms import PayRow
from acuerdo.operate.sheets import Table, read_table
from acuerdo.records.models import Account, Crossing, Employer, Filing, JobOrder, Worker

MOST_FAULTS = 200
"""Faults that are told at once: whoever has more has made one mistake many times."""
MOST_SHOWN = 60
"""Letters of a cell that a fault repeats."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One cell that cannot be filed.

    Fields:
        row: its number, as the spreadsheet counts.
        column: the heading as the file has it.
        found: what the cell says.
        problem: what is wrong, and how to mend it.
    """

    row: int
    column: str
    found: str
    problem: str


class Faulty(Exception):
    """A table with faults, of which nothing was filed.

    Fields:
        faults: the first MOST_FAULTS.
        count: how many there are.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults, self.count = list(faults[:MOST_FAULTS]), len(faults)
        super().__init__(f"{self.count} faults")


def file_orders(account: Account, employer: Employer, data: bytes) -> dict[str, Any]:
    """File every order of a table.

    Returns:
        The receipt; that of the first time where this account sent the same file before.

    Raises:
        Denied: the account does not stand for this employer.
        NotNow: the employer is not accredited, or is suspended.
        Unusable: the file holds no table.
        Faulty: with every fault.
    """
    check(account, "order.file", employer)
    sent = {"sha256": sha256(data).hexdigest(), "employer": employer.number}
    before = given(account, _key(sent), "orders", sent)
    if before is not None:
        return before
    table = read_table(data)

    def act() -> str:
        said = _said(table, "case", columns.ORDERS)
        taken = set(JobOrder.objects.filter(case__in=said).values_list("case", flat=True))
        checked = _checked(table, columns.ORDERS, lambda row: _OrderRow(row, taken=taken))
        return named("orders", orders.file_many(account, employer, checked))

    return file_once(account, _key(sent), "orders", sent, act)


def register_workers(account: Account, helped_at: str, data: bytes) -> dict[str, Any]:
    """Register every worker of a table, with help.

    Args:
        helped_at: the consulate that helps.

    Returns:
        As `file_orders`.

    Raises:
        Denied: the role may not.
        Unusable: the file holds no table.
        Faulty: with every fault; also where a document is in the record already.
    """
    check(account, "worker.register")
    sent = {"sha256": sha256(data).hexdigest(), "helped_at": helped_at}
    before = given(account, _key(sent), "workers", sent)
    if before is not None:
        return before
    table = read_table(data)

    def act() -> str:
        made = registering.register_many(
            account, _checked(table, columns.WORKERS, WorkerForm, _doubles), helped_at
        )
        return named("workers", made)

    return file_once(account, _key(sent), "workers", sent, act)


def file_crossings(account: Account, data: bytes) -> dict[str, Any]:
    """File every entry and exit of a table, as the state of an officer tells them.

    Returns:
        As `file_orders`.

    Raises:
        Denied: the role tells of none.
        Unusable: the file holds no table.
        Faulty: with every fault.
    """
    check(account, "crossing.file")
    party = crossing.party_of(account)
    sent = {"sha256": sha256(data).hexdigest(), "party": party}
    before = given(account, _key(sent), "crossings", sent)
    if before is not None:
        return before
    table = read_table(data)

    def act() -> str:
        said = _said(table, "source", columns.CROSSINGS)
        told = Crossing.every.filter(party=party, source__in=said)
        taken = set(told.values_list("source", flat=True))
        checked = _checked(table, columns.CROSSINGS, lambda row: CrossingForm(row, party, taken))
        return named("crossings", crossing.file_many(account, checked))

    return file_once(account, _key(sent), "crossings", sent, act)


def file_pay(account: Account, employer: Employer, data: bytes) -> dict[str, Any]:
    """Report every pay period of a table.

    Returns:
        As `file_orders`.

    Raises:
        Denied: the account does not stand for this employer.
        Unusable: the file holds no table.
        Faulty: with every fault.
    """
    check(account, "pay.report", employer)
    sent = {"sha256": sha256(data).hexdigest(), "paid_by": employer.number}
    before = given(account, _key(sent), "pay", sent)
    if before is not None:
        return before
    table = read_table(data)

    def act() -> str:
        cases, numbers = (_said(table, name, columns.PAY) for name in ("case", "worker"))
        people = paying.work_of(account, zip(cases, (each.upper() for each in numbers), strict=False))
        own = {
            pair: each for pair, each in people.items() if each[0].employment.order.employer_id == employer.pk
        }
        rows = _checked(table, columns.PAY, lambda row: PayRow(row, own))
        return named("payreports", paying.report(account, employer, [paying.fields_of(row) for row in rows]))

    return file_once(account, _key(sent), "pay", sent, act)


def named(kind: str, made: Sequence[Any]) -> str:
    """What the audit calls rows that were made together."""
    return f"{kind}:{made[0].pk}-{made[-1].pk}"


def made_by(account: Account, filing: Filing) -> QuerySet[Any]:
    """The orders or the workers that came of a filing, as its sender may see them."""
    kind, _colon, which = filing.subject.partition(":")
    first, _dash, last = which.partition("-")
    if kind in ("orders", "order") and first.isdigit():
        found = audit.rows(account, "order.see", JobOrder).filter(pk__range=(first, last or first))
        return found.filter(filed_at__gte=filing.arrived_at).order_by("pk")
    if kind == "workers" and first.isdigit():
        found = audit.rows(account, "worker.see", Worker).filter(pk__range=(first, last or first))
        return found.filter(registered_at__gte=filing.arrived_at).exclude(helped_at="").order_by("pk")
    return JobOrder.objects.none()


def _key(sent: Mapping[str, str]) -> str:
    return f"file-{sha256(repr(sorted(sent.items())).encode()).hexdigest()[:40]}"


class _Cells(dict[str, Any]):
    """The cells of a row, as forms read what a browser sends."""

    def getlist(self, name: str) -> list[Any]:
        """What a field of several answers says."""
        found = self.get(name, [])
        return found if isinstance(found, list) else [found]


class _OrderRow(OrderForm):
    """An order among others: its number is held against those on record and in the rows above."""

    def __init__(self, data: Mapping[str, Any], taken: set[str]) -> None:
        super().__init__(data)
        self.taken = taken

    def clean_case(self) -> str:
        case = str(self.cleaned_data["case"]).strip()
        if case in self.taken:
            raise ValidationError(_("This number is on record already, or in a row above: give another."))
        self.taken.add(case)
        return case


def _doubles(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, str]]:
    """The rows, by position, and the fields in which they name a document on record or in a row above."""
    papers = [[("curp", paper_of(row, "curp")), ("mrz", paper_of(row, "mrz"))] for row in rows]
    said = {paper[1] for row in papers for _field, paper in row if paper[1]}
    held = Worker.every.filter(Q(curp__in=said) | Q(document__in=said), merged_into=None)
    taken = {
        paper
        for curp, country, document in held.values_list("curp", "document_country", "document")
        for paper in (("", curp), (country, document))
    }
    for at, row in enumerate(papers):
        for field, paper in row:
            if not paper[1]:
                continue
            if paper in taken:
                yield at, field
            taken.add(paper)


def paper_of(row: Mapping[str, Any], field: str) -> tuple[str, str]:
    """The document that a field of a row names: the country that gave it, and its number."""
    if field == "curp":
        return "", row.get("curp") or ""
    return row.get("document_country") or "", row.get("document") or ""


def _said(table: Table, field: str, wanted: Sequence[Column]) -> list[str]:
    names = columns.known(wanted)
    at = [number for number, each in enumerate(table.headings) if names.get(columns.folded(each)) == field]
    return [row[at[0]] for _line, row in table.rows] if at else []


def _checked(
    table: Table,
    wanted: Sequence[Column],
    form_of: Callable[[dict[str, Any]], forms.Form],
    doubles: Callable[[Sequence[Mapping[str, Any]]], Iterator[tuple[int, str]]] | None = None,
) -> list[dict[str, Any]]:
    """The fields of every row.

    Raises:
        Faulty: with every fault of every row.
    """
    fields = _fields(table, wanted)
    faults: list[Fault] = []
    checked, lines = [], []
    for line, row in table.rows:
        faults.extend(_outside(table, line, row))
        told = {name: row[at] for name, at in fields.items()}
        form = form_of(_Cells())
        form.data = _Cells(
            {name: columns.read_cell(form.fields[name], name, text) for name, text in told.items() if text}
        )
        if form.is_valid():
            checked.append(dict(form.cleaned_data))
            lines.append((line, row))
        else:
            faults.extend(_faults(table, fields, line, row, form))
    for number, field in doubles(checked) if doubles else ():
        line, row = lines[number]
        said = _("This document is in the register already, or in a row above: leave the row out.")
        at = fields[field]
        faults.append(Fault(line, table.headings[at], row[at][:MOST_SHOWN], str(said)))
    if faults:
        raise Faulty(sorted(faults, key=lambda fault: fault.row))
    return checked


def _fields(table: Table, wanted: Sequence[Column]) -> dict[str, int]:
    """Where each field stands in the table.

    Raises:
        Faulty: a heading is not known, stands twice, or is missing.
    """
    names, found, faults = columns.known(wanted), dict[str, int](), list[Fault]()
    for at, heading in enumerate(table.headings):
        if not heading:
            continue
        field = names.get(columns.folded(heading))
        if field is None:
            problem = _(
                "No column of this table is called so: use a heading of the template, or leave it out."
            )
            faults.append(Fault(1, heading, "", str(problem)))
        elif field in found:
            faults.append(Fault(1, heading, "", str(_("This column stands here twice: leave one out."))))
        else:
            found[field] = at
    for column in wanted:
        if column.needed and column.field not in found:
            told = _("This column is missing: add it, with this heading.")
            faults.append(Fault(1, column.en + " / " + column.es, "", str(told)))
    if faults:
        raise Faulty(faults)
    return found


def _outside(table: Table, line: int, row: Sequence[str]) -> Iterator[Fault]:
    """Cells under no heading: nobody can say what they mean, and a separator too many puts them there."""
    for heading, cell in zip(table.headings, row, strict=True):
        if cell and not heading:
            yield Fault(line, "", cell[:MOST_SHOWN], str(_("This cell stands under no heading: remove it.")))
            return


def _faults(
    table: Table, fields: Mapping[str, int], line: int, row: Sequence[str], form: forms.Form
) -> Iterator[Fault]:
    for name, errors in form.errors.as_data().items():
        at = fields.get(name)
        heading = table.headings[at] if at is not None else name.replace("_", " ")
        found = row[at] if at is not None else ""
        for error in errors:
            said = str(next(iter(error.messages)))
            if isinstance(form.fields.get(name), forms.DateField) and error.code == "invalid":
                said = str(_("This is not a day written as 2017-03-31: write year, month and day."))
            yield Fault(line, heading, found[:MOST_SHOWN], said)
