"""What is refused, in words for the person to whom it happens: what is so, and what can be done about it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from acuerdo.operate.states import NotNow

Words = tuple[Any, Any]
OTHERWISE: Words = (
    _("This cannot be done as things stand now."),
    _("Open the page again: it shows what can be done."),
)
BY_STEP: dict[tuple[str, str], Words] = {
    ("file", "not_accredited"): (
        _("The employer is not accredited, and cannot file job orders yet."),
        _("The certifying officer of its state accredits employers."),
    ),
    ("file", "suspended"): (
        _("The employer is suspended, and cannot file job orders."),
        _("Once the suspension is lifted, orders can be filed again."),
    ),
    ("file", "taken_meanwhile"): (
        _("Somebody filed the same number or document in this very moment. Nothing was filed twice."),
        _("Look at what is on record, and file again with another number."),
    ),
    ("withdraw", "filled"): (
        _("Somebody has a place in this order, so that it cannot be withdrawn."),
        _("Write to the certifying officer if the work has fallen through."),
    ),
    ("nominate", "unknown_here"): (
        _(
            "Nobody with this number can be named by this employer: it names who worked for it last, and went"
            " home in time."
        ),
        _("Compare the number with the worker's paper: W-, then nine signs."),
    ),
    ("renew", "no_permit"): (
        _("There is no permit yet, so that no stay can last longer."),
        _("Ask once the permit is granted."),
    ),
    ("renew", "last_day_passed"): (
        _("The last day of the stay has passed."),
        _("A longer stay is asked for before that day."),
    ),
    ("renew", "not_later"): (
        _("The day that was asked for is not later than the last day of the stay."),
        _("Give a later day."),
    ),
    ("renew", "over"): (_("This stay is over."), _("The next season is open to whoever went home in time.")),
    ("close_stay", "inside"): (
        _("No exit is on record, so that the stay is not over."),
        _("Let the exit be told first, by either state."),
    ),
    ("close_stay", "without_entry"): (
        _("Neither an entry nor an exit is on record."),
        _("There is no stay to close."),
    ),
    ("close_stay", "closed_stay"): (
        _("This stay was closed before."),
        _("A review mends what was wrong in it."),
    ),
    ("strike", "struck"): (
        _("This record was struck before."),
        _("Compare the records again."),
    ),
    ("report", "no_period"): (
        _("This is no pay period that can be reported now."),
        _("Open the page of your pay: it shows the periods that are over."),
    ),
    ("mend", "nothing_open"): (
        _("This was no breach, or it was found to be made good before."),
        _("Nothing has to be done."),
    ),
    ("rate", "not_over"): (
        _("This work is not over yet."),
        _("Say what it was like once its last day has passed."),
    ),
    ("rate", "rated"): (
        _("You said what this season was like before."),
        _("Nothing has to be done."),
    ),
    ("offer_housing", "denied"): (
        _("The order was denied, so that no housing can be offered for it."),
        _("Nothing has to be done."),
    ),
    ("offer_housing", "withdrawn"): (
        _("The order was withdrawn, so that no housing can be offered for it."),
        _("Nothing has to be done."),
    ),
    ("suspend", "suspended"): (
        _("This employer is suspended already."),
        _("Nothing has to be done."),
    ),
    ("lift", "not_suspended"): (
        _("This employer is not suspended."),
        _("Nothing has to be done."),
    ),
    ("revoke", "revoked"): (
        _("This licence was taken away before."),
        _("Nothing has to be done."),
    ),
    ("change", "awaits_the_match"): (
        _("Applications are closed, and the match rests on what the record says."),
        _("It can be changed once the match is made."),
    ),
    ("export", "nothing_passes"): (
        _("The text lets nothing pass to this government for this purpose, so that nothing was exported."),
        _("Choose another purpose. What may pass is said under `information` in the file of the text."),
    ),
    ("export", "several_parties"): (
        _("The text has several parties that this could be for, or from."),
        _("Say which: --to and --from, by the code of the party."),
    ),
    ("erase", "no_time"): (
        _("The text does not say how long this is kept, so that nothing is erased."),
        _("Your record stays as it is. You see who reads it under «Who saw my file»."),
    ),
    ("erase", "time"): (
        _("The time for which the text keeps your record is not over yet."),
        _("The page shows the day. Nobody has to ask: then it is erased without being asked for."),
    ),
    ("erase", "application"): (
        _("You have an application of which something is still to come."),
        _("Withdraw it if you no longer want it, and ask again once the time is over."),
    ),
    ("erase", "permit"): (
        _("You have a permit that holds."),
        _("Ask again once it has ended and the time is over."),
    ),
    ("erase", "review"): (
        _("A review that you asked for is not answered yet."),
        _("Ask again once it is answered and the time is over."),
    ),
    ("erase", "complaint"): (
        _("A complaint of yours, or a refund that came of it, is not settled yet."),
        _("Ask again once it is settled and the time is over."),
    ),
    ("erase", "owed"): (
        _("A sum that is owed to you is not paid out yet."),
        _("Ask again once you have it and the time is over."),
    ),
    ("erase", "coming_and_going"): (
        _("An office still looks into an entry or an exit of yours."),
        _("Ask again once that is done and the time is over."),
    ),
    ("make_token", "taken"): (
        _("A token cannot have this name."),
        _("Choose another."),
    ),
    ("end", "ended"): (
        _("This token is refused already."),
        _("Nothing has to be done."),
    ),
    ("disable", "disabled"): (
        _("This account is disabled already."),
        _("Nothing has to be done."),
    ),
    ("enable", "enabled"): (
        _("This account is in use already."),
        _("Nothing has to be done."),
    ),
    ("take_factors", "without_factors"): (
        _("This account has no second factor."),
        _("Nothing has to be done: it sets one up at the next sign-in, if it needs one."),
    ),
    ("give_link", "disabled"): (
        _("This account is disabled."),
        _("Enable it first."),
    ),
    ("give_link", "without_address"): (
        _("No address of e-mail is known for this account."),
        _("Workers: a consulate gives a link to whoever comes with a paper. Others: ask for the address."),
    ),
    ("give_link", "without_mail"): (
        _("This service is not set up to send messages."),
        _("Workers: ask at a consulate for a link. Others: ask whoever runs this service (ACUERDO_MAIL)."),
    ),
    ("give_link", "not_sent"): (
        _("The message could not be sent now."),
        _("Please try again later."),
    ),
    ("merge", "merged"): (
        _("These are one record already, or one of them was merged before."),
        _("Open the file of the person to see what was merged."),
    ),
    ("undo_merge", "undone"): (
        _("This merge was taken back before."),
        _("Nothing has to be done."),
    ),
    ("set_hours", "past"): (
        _("An hour lies in the past."),
        _("Choose a day that lies ahead."),
    ),
    ("set_hours", "taken"): (
        _("More people have booked an hour than it would be for."),
        _("Give a number that is not below those who booked."),
    ),
    ("check", "checked"): (
        _("The checks of this appointment were entered before."),
        _("The page of the day shows what was entered."),
    ),
    ("grant", "checks_not_passed"): (
        _("The checks of this person are not passed, so that no permit can be granted."),
        _("Enter what the checks found first."),
    ),
    ("grant", "suspended"): (
        _("The employer is suspended, so that no permit can be granted for its order."),
        _("Once the suspension is lifted, the permit can be granted."),
    ),
    ("grant", "not_eligible"): (
        _("The rules say that this person is not eligible on the day of entry: no permit was granted."),
        _("The file of the person names the clause and the reason."),
    ),
    ("grant", "needs_evidence"): (
        _("The rules need evidence that is not on record: no permit was granted."),
        _("Enter the certificate of no criminal record in the person's file, then grant again."),
    ),
    ("permit", "permitted"): (
        _("The permit was granted before."),
        _("Nothing has to be done."),
    ),
    ("revoke_permit", "revoked"): (
        _("This permit is revoked already."),
        _("Its page shows since when, and why."),
    ),
    ("restore_permit", "not_revoked"): (
        _("This permit is not revoked."),
        _("Nothing has to be done."),
    ),
    ("sign_permit", "key_withdrawn"): (
        _("The key by which permits are signed was withdrawn, and there is no new one yet."),
        _("Whoever runs this service puts a new key into its folder of keys."),
    ),
    ("sign_permit", "key_over"): (
        _("The key by which permits are signed is an earlier one, which signs no more."),
        _("Whoever runs this service puts a new key into its folder of keys."),
    ),
    ("withdraw_key", "unknown_key"): (
        _("No permit was signed by a key of this name."),
        _("Compare it with the published keys."),
    ),
    ("withdraw_key", "withdrawn_before"): (
        _("This key was withdrawn before."),
        _("Nothing has to be done."),
    ),
    ("bind", "no_permit"): (
        _("There is no permit to keep on a telephone."),
        _("The page of the application shows what comes next."),
    ),
    ("bind", "no_device_key"): (
        _("The telephone sent no key that can be used."),
        _("Try again with another browser; the permit on paper holds all the same."),
    ),
    ("answer", "no_question"): (
        _("Nobody asks by this code now, or its time has passed."),
        _("Ask the officer for a new code."),
    ),
    ("answer", "not_of_this_device"): (
        _("This telephone does not hold the permit that the officer asks about."),
        _("Show the permit on the telephone that holds it, or on paper."),
    ),
    ("ask", "too_often"): (
        _("Too many questions were asked within an hour."),
        _("Please try again later."),
    ),
    ("review", "under_review"): (
        _("This decision is under review already."),
        _("The answer comes by the day that the page names."),
    ),
    ("review", "answered"): (
        _("This review was answered before."),
        _("The case shows the answer."),
    ),
    ("commit", "committed"): (
        _("This government has committed to a secret already, or takes no part in the lottery."),
        _("A commitment is never changed: that is what it is for."),
    ),
    ("reveal", "committed_to_another_secret"): (
        _("This is not the secret that the government committed to."),
        _("Ask for the secret that belongs to the commitment shown, and enter it exactly."),
    ),
    ("reveal", "revealed"): (
        _("The secret of this government is entered already."),
        _("Nothing has to be done."),
    ),
    ("close", "without_all_commitments"): (
        _("A government has not committed to a secret yet, so that the lottery could not be drawn."),
        _("Enter every commitment first."),
    ),
    ("close", "open"): (
        _("The time for applications is not over yet."),
        _("The season can be closed from the instant that the page names."),
    ),
    ("draw", "before_the_beacon"): (
        _("The public value is not due yet."),
        _("Enter it once it is published; the page names the instant."),
    ),
    ("match", "places_taken_meanwhile"): (
        _("Places were taken or given back while the match was made. Nothing was written."),
        _("Match again."),
    ),
    ("match", "changed_meanwhile"): (
        _("Applications or orders changed while the match was made. Nothing was written."),
        _("Match again."),
    ),
    ("again", "not_dead"): (
        _("This job is not dead: it is done, runs, or is tried again by itself."),
        _("Nothing has to be done."),
    ),
    ("give_up_job", "not_dead"): (
        _("This job is not dead: it is done, runs, or is tried again by itself."),
        _("Nothing has to be done."),
    ),
    ("countersign", "own_seal"): (
        _("A government does not sign its own seal a second time."),
        _("The other government signs it."),
    ),
    ("take_in", "own_seal"): (
        _("A government does not sign its own seal a second time."),
        _("The other government signs it."),
    ),
    ("take_in", "other_head"): (
        _("What was signed is not in the chain that is here. Nothing was taken in."),
        _("Compare the export that was signed with one made now: one of them was changed."),
    ),
    ("substantiate", "nobody_named"): (
        _("Nobody of a register is named, of whom anything could be found."),
        _("Enter first whom the complaint is about."),
    ),
    ("substantiate", "needs_evidence"): (
        _("The text decides this by an amount, and none is known in its money."),
        _("Ask whoever complained what was paid, or choose another protection."),
    ),
    ("substantiate", "kept"): (
        _("By the text nothing was broken: the amount lies within what it allows."),
        _("Choose another protection, or answer that it could not be shown."),
    ),
    ("look", "looked_into"): (
        _("Somebody took this complaint up already."),
        _("The page shows what was said since."),
    ),
    ("tell", "told"): (
        _("The employer was told already, or nothing was found of one."),
        _("Nothing has to be done."),
    ),
    ("lapse", "not_due"): (
        _("The last day to pay has not passed."),
        _("It can be entered from the day after."),
    ),
    ("move", "no_free_place"): (
        _("This order has no free place any more that your permit could go to. Nothing was changed."),
        _("Choose another order."),
    ),
    ("move", "permit_over"): (
        _("The permit does not hold any more."),
        _("Ask at the consulate what comes next."),
    ),
    ("take_in", "signature"): (
        _("A signature is not by the key that was named. Nothing was taken in."),
        _("Ask the other government for its public key, and for the file again."),
    ),
}
"""By the step that was asked for and what stands against it."""
BY_STATE: dict[str, Words] = {
    "certified": (_("This order was certified before."), _("The case shows the decision.")),
    "denied": (_("This order was denied."), _("A review can be asked for from the page of the order.")),
    "withdrawn": (_("This was withdrawn."), _("It stays on record, and nothing more can be done with it.")),
    "preparing": (_("The season is not open yet."), _("The secretary of the commission opens it.")),
    "open": (
        _("The season is open, and this comes later."),
        _("The page of the season shows what comes next."),
    ),
    "closed": (_("Applications are closed."), _("The page of the season shows what comes next.")),
    "drawn": (_("The lottery is drawn already."), _("The page of the season shows what comes next.")),
    "matched": (_("The match is made already."), _("The page of the season shows what comes next.")),
    "published": (_("The results are published already."), _("The page shows what can be done now.")),
    "suspended": (_("The employer is suspended."), _("Once the suspension is lifted, it can be done.")),
    "lapsed": (
        _("The day by which to answer has passed, and the place went back."),
        _("Whoever waits takes part when places are matched again."),
    ),
    "full": (_("This hour is full, or has passed."), _("Choose another hour.")),
    "booked": (_("There is an appointment already."), _("The page shows its day and hour.")),
    "applied": (_("There is an application for this season already."), _("The page shows where it stands.")),
    "confirmed": (_("This was confirmed before."), _("Nothing has to be done.")),
    "declined": (_("This was given back before."), _("It cannot be taken again.")),
    "looked_into": (_("This complaint is being looked into."), _("The page shows what can be done now.")),
    "substantiated": (_("This complaint is decided."), _("A second officer can be asked to review it.")),
    "not_substantiated": (_("This complaint is decided."), _("A second officer can be asked to review it.")),
    "paid": (_("This was paid back already."), _("Nothing has to be done.")),
    "permitted": (_("There is a permit already."), _("Nothing has to be done.")),
    "refused": (_("This ended after the checks."), _("The decision names the reason.")),
    "in_operation": (
        _("Only a demonstration may do this."),
        _("In operation each government enters its own."),
    ),
    "going_on": (
        _("Another step of this season is being taken."),
        _("The page of the season shows when it is done."),
    ),
    "resolved": (_("This was resolved before."), _("The page shows how.")),
    "fallen_away": (_("The records do not differ any more."), _("Nothing has to be done.")),
    "owed": (_("Nobody has ordered this sum to be paid yet."), _("An inspector looks at it first.")),
    "ordered": (_("It was ordered to be paid, and is not paid yet."), _("The page names the day.")),
    "paid_out": (_("It was paid out before."), _("Whoever it is for says whether it came.")),
    "received": (_("Whoever it is for has it."), _("Nothing has to be done.")),
    "dropped": (_("It was found not to be owed."), _("Nothing has to be done.")),
    "asked": (_("Nothing was ordered about this fee yet."), _("The complaint is answered first.")),
    "unpaid": (_("It was not paid in time."), _("Say so once it is paid.")),
    "said_twice": (_("An order is on the list twice."), _("Take it off once.")),
}
"""By what stands against a step, whichever it was."""


def words(error: NotNow) -> Words:
    """What is so, and what can be done about it."""
    return BY_STEP.get((error.step, error.state)) or BY_STATE.get(error.state, OTHERWISE)
