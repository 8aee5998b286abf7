"""How codes of the record are said on pages of employers and offices, in the language of the page."""

import re
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from acuerdo.operate.ceilings import Shown
from acuerdo.operate.complaints import PURPOSES as COMPLAINT_PURPOSES
from acuerdo.operate.forms import EvidenceForm
from acuerdo.operate.people import PURPOSES
from acuerdo.records.models import Decision, Entry, Evidence, Filing
from acuerdo.records.models.accounts import ROLES

register = template.Library()

KINDS = {
    "certification": _("Certification"),
    "eligibility": _("Eligibility"),
    "match": _("Match"),
    "places": _("Places"),
    "permit": _("Permit"),
    "revocation": _("Revocation of the permit"),
    "renewal": _("Longer stay"),
    "stay": _("Stay that is over"),
    "protection": _("Protection"),
    "owed": _("Sum owed"),
    "transfer": _("Move with a permit"),
}
OUTCOMES = {
    "certified": _("Certified"),
    "denied": _("Denied"),
    "needs_evidence": _("Needs evidence"),
    "eligible": _("Eligible"),
    "not_eligible": _("Not eligible"),
    "not_open": _("Not open"),
    "placed": _("Has an order"),
    "no_place": _("Without an order"),
    "may_leave": _("Allowed"),
    "may_not_leave": _("Not allowed"),
    "full": _("Full"),
    "empty": _("Places are empty"),
    "revoked": _("Revoked"),
    "restored": _("Given back"),
    "prolonged": _("Longer, within the longest stay"),
    "renewed": _("Renewed"),
    "not_longer": _("Not longer"),
    "complied": _("Ended in time"),
    "left_later": _("Ended after the days of grace"),
    "not_yet": _("Not yet"),
    "broken": _("Broken"),
    "kept": _("Kept"),
    "does_not_apply": _("Not for this status"),
    "ordered": _("Ordered to be paid"),
    "dropped": _("Found not to be owed"),
}
FILED = {
    "order": _("A job order"),
    "orders": _("A table of job orders"),
    "workers": _("A table of people"),
    "evidence": _("Evidence for an order"),
    "withdrawal": _("The withdrawal of an order"),
    "review": _("A request for a review"),
    "registration": _("The registration of a person"),
    "application": _("An application"),
    "crossing": _("An entry or exit"),
    "crossings": _("A table of entries and exits"),
    "renewal": _("A request for a longer stay"),
    "pay": _("Pay of a period, or a table of pay"),
    "payment": _("A payment of a sum owed"),
    "housing": _("Housing"),
    "visit": _("A visit"),
}
DONE = {
    "order.file": _("Order filed"),
    "order.evidence": _("Evidence filed"),
    "order.certify": _("Certification decided"),
    "order.withdraw": _("Order withdrawn"),
    "order.nominate": _("Worker named"),
    "worker.register": _("Registered"),
    "worker.change": _("Record changed"),
    "worker.merge": _("Records merged or parted"),
    "application.file": _("Application filed or decided"),
    "application.rank": _("List of orders changed"),
    "application.withdraw": _("Application withdrawn"),
    "placement.confirm": _("Order confirmed"),
    "placement.decline": _("Order given back"),
    "placement.lapse": _("Offer lapsed"),
    "placement.refuse": _("Order ended after the checks"),
    "appointment.book": _("Appointment booked"),
    "appointment.check": _("Checks entered"),
    "permit.grant": _("Permit decided"),
    "review.ask": _("Review asked for"),
    "review.answer": _("Review answered"),
    "employer.accredit": _("Employer accredited"),
    "employer.suspend": _("Employer suspended, or the suspension lifted"),
    "transfer.ask": _("Move decided"),
    "season.run": _("Step of the season"),
    "crossing.file": _("Entry or exit told"),
    "item.keep": _("Difference found, or fallen away"),
    "item.resolve": _("Difference resolved"),
    "stay.close": _("Stay closed"),
    "renewal.ask": _("Longer stay decided"),
    "clock.tell": _("Told in time of a day"),
    "pay.report": _("Pay reported"),
    "owed.find": _("Pay compared with the contract"),
    "owed.order": _("Sum owed decided"),
    "owed.pay": _("Sum owed paid to the origin"),
    "owed.pay_out": _("Sum owed paid out"),
    "owed.confirm": _("Sum owed received, or not"),
    "housing.offer": _("Housing offered"),
    "visit.make": _("Visit filed, or a breach made good"),
}
ROLE_WORDS = {
    **{code: _(word) for code, word in ROLES},
    "system": _("The season itself"),
    "somebody": _("Whoever complained"),
}


def spanish() -> bool:
    """Whether the page speaks Spanish."""
    return not (get_language() or "es").startswith("en")


@register.filter
def said(decision: Decision) -> str:
    """What a decision says, as a sentence."""
    return str(decision.es if spanish() else decision.en).rstrip(".") + "."


@register.filter
def kind(decision: Decision) -> str:
    """What a decision was about."""
    return _word(KINDS, decision.kind)


@register.filter
def outcome(decision: Decision) -> str:
    """What came of a decision."""
    return _word(OUTCOMES, decision.outcome)


@register.filter
def filed(filing: Filing) -> str:
    """What was filed."""
    return _word(FILED, filing.kind)


@register.filter
def done(entry: Entry) -> str:
    """What an entry of the audit says was done."""
    return _word(DONE, entry.action)


@register.filter
def by_role(entry: Entry) -> str:
    """In which role it was done."""
    return _word(ROLE_WORDS, entry.role)


@register.filter
def purpose(code: str) -> str:
    """What a file was opened for."""
    return _word(PURPOSES, code)


@register.filter
def complaint_purpose(code: str) -> str:
    """What a complaint was opened for."""
    return _word({**COMPLAINT_PURPOSES, "list": _("a list"), "picture": _("a picture")}, code)


@register.filter
def shows(evidence: Evidence) -> str:
    """What evidence shows."""
    field: Any = EvidenceForm.base_fields["shows"]
    return _word(dict(field.choices), evidence.shows)


@register.filter
def parted(path: str) -> str:
    """A path in the text, which may be broken after its points."""
    return format_html_join(mark_safe("<wbr>"), "{}", ((part,) for part in re.split(r"(?<=[._])", path)))


@register.filter
def digest(text: str) -> str:
    """A digest or a signature, which may be broken into lines, as it fits no phone."""
    parts = [text[at : at + 8] for at in range(0, len(text), 8)]
    return format_html_join(mark_safe("<wbr>"), "{}", ((part,) for part in parts))


@register.filter
def place_name(row: Shown) -> str:
    """A cap or a set-aside in words."""
    name = row.name.replace("_", " ")
    words = {
        "cap": gettext("Cap of the pathway: %(name)s"),
        "around": gettext("Cap around it: %(name)s"),
        "set_aside": gettext("Set-aside: %(name)s"),
    }
    return words[row.kind] % {"name": name}


@register.filter
def share(row: Shown) -> float:
    """How full a cap is, of a hundred."""
    return min(100.0, 100 * row.used / row.places) if row.places else 0.0


def _word(table: dict[str, Any], code: str) -> str:
    return str(table.get(code, code.replace("_", " ")))
