"""What a worker is told first: one sentence on where things stand, one on what comes next, and the steps."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from acuerdo.operate.standing import Standing


@dataclass(frozen=True, slots=True)
class Told:
    """Fields: the sentence, what comes next, and how it looks (good, wait, bad or nothing)."""

    head: Any
    then: Any
    look: str = ""


STATES: dict[str, Told] = {
    "": Told(
        _("You are registered and have not applied for a season yet."),
        _("When a season is open you can apply here. It costs nothing."),
        "wait",
    ),
    "filed": Told(_("Your application has arrived."), _("It will be decided soon."), "wait"),
    "needs_evidence": Told(
        _("Your application has arrived. One thing has to be proved before it can take part."),
        _("Bring a paper that proves it to a consulate or an office of the origin. Nothing is lost."),
        "wait",
    ),
    "eligible": Told(
        _("Your application takes part in the season."),
        _("When applications are closed, a lottery gives everybody a place in line."),
        "good",
    ),
    "not_eligible": Told(
        _("Your application cannot take part as it stands."),
        _("The reason is below. If something in it is wrong, ask for a review: it costs nothing."),
        "bad",
    ),
    "withdrawn": Told(_("You withdrew your application."), _("You can apply again for the next season.")),
    "no_place": Told(
        _("There is no order for you so far."),
        _("Your application stays in line: places that others give back are matched again."),
        "wait",
    ),
    "offered": Told(
        _("There is work for you."), _("Read the offer, and confirm or decline it in time."), "good"
    ),
    "confirmed": Told(
        _("You have confirmed your work."), _("Next comes your appointment at a consulate."), "good"
    ),
    "declined": Told(
        _("You gave your order back."),
        _("Your application stays in line: places that others give back are matched again."),
        "wait",
    ),
    "lapsed": Told(
        _("The day by which to answer your offer has passed."),
        _("Your application stays in line: places that others give back are matched again."),
        "wait",
    ),
    "refused": Told(
        _("The checks at the consulate were not passed, so your order went back."),
        _("If that is wrong, ask at the consulate, or ask for a review of the decision below."),
        "bad",
    ),
    "suspended": Told(
        _("Your order ended, because its employer was suspended. You did nothing wrong."),
        _("Your application stays in line: places that others give back are matched again."),
        "wait",
    ),
    "permitted": Told(_("You have a permit."), _("Take it with you on the day you travel."), "good"),
}
BOOKED = Told(
    _("You have an appointment at the consulate."), _("Bring your identity papers and this number."), "good"
)
CHECKED = Told(_("The checks at the consulate are passed."), _("Your permit will be given next."), "good")


def told(found: Standing) -> Told:
    """What to say first."""
    if found.state == "confirmed" and hasattr(found.placement, "appointment"):
        checks = found.placement.appointment.checks if found.placement else ""
        return CHECKED if checks == "passed" else BOOKED
    return STATES.get(found.state, STATES["filed"])


STEPS = (
    _("Registered"),
    _("Application filed"),
    _("Work offered"),
    _("Work confirmed"),
    _("Appointment at the consulate"),
    _("Permit"),
)
REACHED = {"offered": 3, "confirmed": 4, "permitted": 6}


def steps(found: Standing) -> list[tuple[Any, str]]:
    """The steps from registration to permit: done, now, or still to come."""
    reached = 1 if found.application is None or found.state == "withdrawn" else REACHED.get(found.state, 2)
    if found.state == "confirmed" and hasattr(found.placement, "appointment"):
        reached = 5
    return [
        (words, "done" if at < reached else "now" if at == reached else "") for at, words in enumerate(STEPS)
    ]
