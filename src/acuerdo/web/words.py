"""Codes of the record in words for people, in the language of the page."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from acuerdo.agreement.facts import FACTS
from acuerdo.operate.authority import Denied
from acuerdo.operate.states import NotNow
from acuerdo.population.places import US_STATES
from acuerdo.population.trades import trade_of, trades
from acuerdo.records.models.accounts import ROLES
from acuerdo.records.models.complaints import ABOUT, COMPLAINT_STATES, KINDS, REFUND_STATES
from acuerdo.records.models.orders import ORDER_STATES
from acuerdo.records.models.seasons import APPLICATION_STATES, PLACEMENT_STATES, SEASON_STATES

Words = Mapping[str, str | Promise]

STATES: Words = {
    **{
        code: _(word)
        for table in (
            REFUND_STATES,
            COMPLAINT_STATES,
            SEASON_STATES,
            ORDER_STATES,
            PLACEMENT_STATES,
            APPLICATION_STATES,
        )
        for code, word in table
    },
    "may_leave": _("Allowed"),
    "may_not_leave": _("Not allowed"),
    "not_open": _("Not open"),
    "placed": _("Has an order"),
    "partial": _("Certified in part"),
    "passed": _("Passed"),
    "failed": _("Not passed"),
    "prolonged": _("Longer, within the longest stay"),
    "renewed": _("Renewed"),
    "not_longer": _("Not longer"),
    "complied": _("Ended in time"),
    "left_later": _("Ended after the days of grace"),
    "not_yet": _("Not yet"),
}
"""States and outcomes by their codes."""

ROLE_WORDS: Words = {**{code: _(word) for code, word in ROLES}, "system": _("The season itself")}

REASONS_NOT_NOW: Words = {
    "closed": _("The time to apply is over."),
    "preparing": _("The season is not open yet."),
    "drawn": _("The season is closed: nothing can be changed any more."),
    "matched": _("The season is closed: nothing can be changed any more."),
    "published": _("The season is closed: nothing can be changed any more."),
    "applied": _("You have applied for this season already."),
    "suspended": _("This employer is suspended now. Nothing is lost: ask at the consulate what comes next."),
    "lapsed": _("The day by which to answer has passed."),
    "confirmed": _("You have confirmed this already."),
    "declined": _("You have declined this already."),
    "unpublished": _("The results are not published yet."),
    "full": _("This hour is taken meanwhile. Please choose another."),
    "booked": _("You have an appointment already."),
    "full_list": _("Your list is full. Remove an order first."),
    "under_review": _("A review of this decision has been asked for already."),
    "withdrawn": _("This was withdrawn."),
    "no_free_place": _("This order has no free place any more. Please choose another."),
    "permit_over": _("Your permit does not hold any more."),
    "permitted": _("You have a permit already."),
    "no_permit": _("There is no permit yet."),
    "last_day_passed": _("The last day of the stay has passed."),
    "not_later": _("The day you ask for is not later than the last day you have."),
    "over": _("This stay is over."),
    "awaits_the_match": _(
        "Applications are closed, and the match rests on what your record says. You can change it once the"
        " match is made."
    ),
}
"""Why something cannot be done now, by the state that stands against it."""

REASONS_DENIED: Words = {
    "signed_out": _("Please sign in first."),
    "role": _("Your role may not do this."),
    "reach": _("This lies outside what you answer for."),
    "same_officer": _("You decided this first; another officer answers the review."),
    "own_account": _("Nobody does this to an account of their own."),
    "other_state": _("The other state looks into this, or tells this record."),
}
"""Why somebody may not do something."""

ACTION_WORDS: Words = {
    "worker.register": _("registered you"),
    "worker.see": _("looked at your registration"),
    "worker.change": _("changed your registration"),
    "worker.prove": _("entered what a paper of yours proves"),
    "worker.access": _("worked on the link by which you sign in"),
    "account.see": _("looked at how you sign in"),
    "account.disable": _("disabled your account, or enabled it again"),
    "account.link": _("had a message sent by which you sign in again"),
    "account.factors": _("took away the second factor of your account"),
    "season.match": _("matched you with orders, by the rules"),
    "worker.merge": _("compared records that may both be yours"),
    "application.file": _("worked on your application"),
    "application.rank": _("changed your list of orders"),
    "application.withdraw": _("withdrew your application"),
    "application.see": _("looked at your application"),
    "order.nominate": _("named you for an order"),
    "placement.see": _("looked at the order you were offered"),
    "placement.confirm": _("confirmed your order"),
    "placement.decline": _("gave your order back"),
    "placement.lapse": _("let your offer lapse: it was not answered in time"),
    "placement.refuse": _("ended your order after the checks"),
    "appointment.book": _("booked your appointment"),
    "appointment.check": _("worked on the checks at your appointment"),
    "permit.grant": _("worked on your permit"),
    "permit.see": _("looked at your permit"),
    "permit.revoke": _("revoked your permit"),
    "permit.restore": _("gave your permit back"),
    "permit.challenge": _("asked whether your permit is a copy"),
    "credential.hold": _("showed your permit, or kept it on a telephone"),
    "credential.issue": _("signed your permit"),
    "photo.take": _("took your photo"),
    "work.check": _("asked whether your permit lets you work"),
    "decision.see": _("looked at a decision about you"),
    "review.ask": _("asked for a review"),
    "review.see": _("looked at a review you asked for"),
    "review.answer": _("answered a review"),
    "transfer.ask": _("moved you to other work, or decided about it"),
    "filing.see": _("looked at your receipts"),
    "notice.see": _("looked at your notices"),
    "notice.send": _("sent you a notice"),
    "notice.choose": _("chose where you are told"),
    "crossing.file": _("told of an entry or exit of yours"),
    "crossing.see": _("looked at your entries and exits"),
    "item.keep": _("found a difference between the records of your entries and exits, or none any more"),
    "item.see": _("looked at a difference between the records of your entries and exits"),
    "item.resolve": _("resolved a difference between the records of your entries and exits"),
    "stay.see": _("looked at your stay"),
    "stay.close": _("closed your stay, by the rules"),
    "clock.see": _("looked at who reaches a day soon"),
    "clock.tell": _("told you in time of a day"),
    "arrival.see": _("looked at the days on which you arrived and left"),
    "renewal.ask": _("asked for a longer stay for you"),
    "pay.report": _("reported your pay"),
    "pay.see": _("looked at your pay"),
    "owed.find": _("compared your pay with the contract, by the rules"),
    "owed.see": _("looked at what you are owed"),
    "owed.order": _("decided whether a sum is owed to you"),
    "owed.pay": _("paid a sum owed to you to the authority of the origin"),
    "owed.pay_out": _("paid a sum out to you"),
    "owed.confirm": _("said whether a sum came"),
    "condition.report": _("told how the place is"),
    "condition.see": _("looked at what you told of the place"),
    "rating.give": _("said what a season was like"),
    "audit.own": _("looked at who read this file"),
    "audit.see": _("looked at the audit, which holds your number"),
}
"""What was done with a file, by the action of the audit."""

KIND_WORDS: Words = {
    "registration": _("Registration"),
    "application": _("Application"),
    "move": _("Move to other work"),
    "list": _("List of orders"),
    "confirmation": _("Order confirmed"),
    "declining": _("Order declined"),
    "appointment": _("Appointment at a consulate"),
    "review": _("Review asked for"),
    "withdrawal": _("Application withdrawn"),
    "renewal": _("Longer stay asked for"),
    "pay": _("What I got"),
    "condition": _("How the place is"),
    "rating": _("What a season was like"),
}
"""What was filed, by the kind of a receipt."""

COMPLAINT_WORDS: Words = {code: _(word) for code, word in KINDS}
"""What happened, by the kind of a complaint."""

ABOUT_WORDS: Words = {code: _(word) for code, word in ABOUT}
"""What complaints are about."""

CONSULATES: Mapping[str, str] = {
    "CJS": "Ciudad Juárez",
    "GDL": "Guadalajara",
    "HMO": "Hermosillo",
    "MAM": "Matamoros",
    "MEX": "Ciudad de México",
    "MID": "Mérida",
    "MTY": "Monterrey",
    "NLD": "Nuevo Laredo",
    "NOG": "Nogales",
    "TIJ": "Tijuana",
}
"""Cities of consulates by their codes."""


def in_words(code: str, table: Words) -> str:
    """The word for a code; the code itself, without its signs, where nobody wrote a word."""
    return str(table.get(code, code.replace("_", " ")))


def of_not_now(error: NotNow) -> str:
    """Why something cannot be done now."""
    if error.state in REASONS_NOT_NOW:
        return str(REASONS_NOT_NOW[error.state])
    return gettext("This cannot be done now: {state}.").format(state=in_words(error.state, STATES))


def of_denied(error: Denied) -> str:
    """Why somebody may not do something."""
    return in_words(error.reason, REASONS_DENIED)


def spanish() -> bool:
    """Whether the page speaks Spanish."""
    return not (get_language() or "es").startswith("en")


def trade(soc: str) -> str:
    """The trade of an occupation code."""
    found = trades()[int(trade_of([soc])[0])]
    return found.es if spanish() else found.en


def us_state(code: str) -> str:
    """The name of a state by its postal code."""
    return US_STATES.get(code, code)


def facts(known: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The facts of a decision that people know by a name: the name and what was known."""
    unknown = gettext("not known yet")
    return [
        (FACTS[name].es if spanish() else FACTS[name].en, unknown if value is None else str(value))
        for name, value in known.items()
        if name in FACTS
    ]
