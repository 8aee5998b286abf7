"""What is done once a day without anybody asking for it."""

from django.utils.translation import gettext_lazy as _

from acuerdo.operate import closing, reconciling, refunding, reminding, retention
from acuerdo.operate.jobs import job


@job(_("Compare the entries and exits that both states told"))
def compare() -> None:
    """Find what differs, and what does not any more."""
    reconciling.reconcile(None)


@job(_("Tell people of the days that come"))
def tell_of_days() -> None:
    """Tell everybody who reaches a day of their stay, before it has passed; each is told once."""
    reminding.remind(None)


@job(_("Close the stays that are over"))
def close_stays() -> None:
    """Let the rules say of each whether it ended in time."""
    closing.close_due(None)


@job(_("Find the fees that were not paid back in time"))
def find_unpaid_fees() -> None:
    """Put them on the work list; nothing else follows by itself."""
    refunding.fall_due()


@job(_("Erase what the text keeps no longer"))
def erase() -> None:
    """Erase what says who people are, once the time of the text is over."""
    retention.run()


DAILY = (compare, tell_of_days, close_stays, find_unpaid_fees, erase)
"""Jobs without arguments, such that a second time on the same day changes nothing."""
