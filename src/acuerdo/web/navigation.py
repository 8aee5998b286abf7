"""What there is to do for an account: the menu of every page, and the list on the first."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from acuerdo.operate.authority import may


@dataclass(frozen=True, slots=True)
class Item:
    """One page of the menu.

    Fields:
        name: of its address.
        label, about: what it is called, and a sentence on what is done there.
        action: what an account has to be allowed to do for it.
        roles: which of the roles that may do it find it in the menu; empty for all.
    """

    name: str
    label: Any
    about: Any
    action: str
    roles: tuple[str, ...] = ()


ITEMS: tuple[Item, ...] = (
    Item(
        "my_status",
        _("My application"),
        _("Where it stands, why, and what comes next."),
        "audit.own",
    ),
    Item("my_permit", _("My permit"), _("To show, to keep on a telephone, to print."), "credential.hold"),
    Item("my_record", _("My record"), _("What it says of you, and your seasons."), "audit.own"),
    Item("my_notices", _("My notices"), _("What you were told, and how."), "notice.see"),
    Item("my_readers", _("Who saw my file"), _("Every reading and change, and when."), "audit.own"),
    Item("complain", _("Complain"), _("About work, housing, or whoever found the work."), "complaint.file"),
    Item("my_complaints", _("My complaints"), _("What became of them."), "complaint.own"),
    Item("my_move", _("Other work"), _("With the same permit, where the rules allow it."), "transfer.ask"),
    Item("complaints", _("Complaints"), _("The first due comes first."), "complaint.see"),
    Item("refunds", _("Fees to pay back"), _("Those not paid in time come first."), "refund.settle"),
    Item("findings", _("Findings"), _("What was found, and what is to be mended."), "finding.see"),
    Item("receipts", _("My receipts"), _("For everything you filed."), "audit.own"),
    Item(
        "helped",
        _("Register a person"),
        _("For somebody who came to the consulate for help."),
        "worker.register",
        ("consulate", "origin_officer"),
    ),
    Item("orders", _("Our job orders"), _("What you filed, how full it is, and why."), "order.file"),
    Item("order_receipts", _("Receipts"), _("For everything you filed."), "order.file"),
    Item(
        "work_check",
        _("May this person work?"),
        _("Yes or no for today, by the number of a permit and a day of birth."),
        "work.check",
    ),
    Item("queue", _("Orders to certify"), _("The oldest comes first."), "order.certify"),
    Item("reviews", _("Reviews to answer"), _("The first due comes first."), "review.answer"),
    Item("consulate", _("Appointments"), _("Who comes, the checks, the permits."), "appointment.check"),
    Item("hours", _("Hours"), _("And how many people they are for."), "hour.set"),
    Item("people", _("Find a person"), _("By number, or by name and day of birth."), "worker.merge"),
    Item(
        "workers_upload",
        _("Register a table of people"),
        _("For many who came for help."),
        "worker.register",
        ("consulate", "origin_officer"),
    ),
    Item(
        "cases",
        _("Job orders"),
        _("Every order that you may see, with its case."),
        "case.see",
        ("certifying_officer", "inspector", "origin_officer", "secretary", "auditor"),
    ),
    Item(
        "employers",
        _("Employers"),
        _("Accredited, suspended, entered in the register."),
        "employer.see",
        ("certifying_officer", "inspector", "secretary", "auditor"),
    ),
    Item("recruiters", _("Recruiters"), _("Who may find workers, under a licence."), "recruiter.see"),
    Item(
        "permit_check",
        _("Check a permit"),
        _("Whether it holds today."),
        "permit.see",
        ("border_officer", "consulate", "certifying_officer"),
    ),
    Item(
        "crossings",
        _("Entries and exits"),
        _("Told for your state, one by one or as a table."),
        "crossing.file",
    ),
    Item("items", _("Differences"), _("What your state looks into, the first due first."), "item.see"),
    Item("clocks", _("Days that come soon"), _("Last days, days of grace, days of return."), "clock.see"),
    Item(
        "again",
        _("Name again"),
        _("Who worked for you last, and may be named for an order."),
        "order.nominate",
    ),
    Item(
        "tokens",
        _("Tokens of programs"),
        _("For the systems that call the programming interface."),
        "token.make",
        (
            "employer",
            "agent",
            "certifying_officer",
            "origin_officer",
            "consulate",
            "border_officer",
            "auditor",
        ),
    ),
    Item(
        "exports",
        _("Tables for a government"),
        _("What the text lets pass, and nothing else."),
        "export.make",
    ),
    Item("my_pay", _("My pay"), _("What you got, what you are owed, and how the place was."), "owed.confirm"),
    Item(
        "pay", _("Pay"), _("Report what you paid, for each pay period."), "pay.report", ("employer", "agent")
    ),
    Item(
        "owed_list",
        _("Sums owed"),
        _("What is owed to workers, and what comes next."),
        "owed.see",
        ("employer", "agent", "inspector", "origin_officer"),
    ),
    Item("place_list", _("Visits"), _("Which places come first, and why."), "visit.make"),
    Item("ratings", _("Ratings"), _("What groups of workers say of a season."), "rating.publish"),
    Item("support", _("Accounts"), _("For whoever cannot sign in."), "account.see"),
    Item("jobs", _("Jobs"), _("What failed, why, and what can be done."), "job.see"),
    Item("audit", _("Audit"), _("Who read or wrote what, and what for."), "audit.see"),
    Item("seals", _("Seals and signatures"), _("The chain that both governments sign."), "audit.see"),
    Item(
        "seasons",
        _("Seasons"),
        _("Step by step, and what is missing for each."),
        "season.see",
        ("secretary", "auditor", "certifying_officer", "origin_officer", "consulate"),
    ),
    Item("places", _("Places"), _("Every cap and set-aside, as it stands now."), "places.see"),
)
"""Every page of the menu, in sequence."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An item as a page shows it."""

    address: str
    label: Any
    about: Any
    here: bool


def menu(request: HttpRequest) -> Iterator[Shown]:
    """What the account may do, as `authority` says."""
    account = getattr(request, "user", None)
    if account is None or not account.is_authenticated:
        return
    for item in ITEMS:
        if (not item.roles or account.role in item.roles) and may(account, item.action):
            address = _address(item.name)
            yield Shown(address, item.label, item.about, here=request.path == address)


@cache
def _address(name: str) -> str:
    return reverse(name)
