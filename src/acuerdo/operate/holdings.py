"""What is held of people, column by column: which kind of information it is, and what erasure leaves of it.

What is not in these tables is exported to nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

KEPT = object()
"""Erasure leaves a column as it is: it names nobody, or a receipt, a count or a signature rests on it."""
NO_BIRTH = date(1900, 1, 1)
"""What stands in place of a day of birth that was erased, where the table wants a day (no legal meaning)."""


WHO = "identity_record"
"""The kind of information that says who somebody is."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Fields:
        kind: of `clauses.information.KINDS`; '' for what no government is given in a table.
        path: where its value is read, if not in the column itself: rows are called by their numbers.
        leaves: what erasure leaves of it, or KEPT.
        follows: with which kind it is erased, if not with its own: free words are of no kind, and may name
            somebody.
    """

    kind: str
    path: str = ""
    leaves: Any = KEPT
    follows: str = ""


def _of(kind: str, *names: str, **paths: str) -> dict[str, Column]:
    return {name: Column(kind) for name in names} | {name: Column(kind, path) for name, path in paths.items()}


def _apart(*names: str) -> dict[str, Column]:
    return {name: Column("") for name in names}


HOLDINGS: Mapping[str, Mapping[str, Column]] = {
    "Worker": {
        **_of("worker_record", "by_email", "by_sms"),
        **_of("worker_record", "number", "language", "trades", "experience_months", "free_from"),
        **_of("worker_record", "free_until", "taste", "registered_at", "helped_at"),
        **_of("worker_record", merged_into="merged_into__number"),
        "phone": Column("worker_record", leaves=""),
        "email": Column("worker_record", leaves=""),
        "given_names": Column("identity_record", leaves=""),
        "surnames": Column("identity_record", leaves=""),
        "born_on": Column("identity_record", leaves=NO_BIRTH),
        "sex": Column("identity_record", leaves="not_stated"),
        **_of("identity_record", "nationality", "state"),
        "curp": Column("identity_record", leaves=None),
        "document": Column("identity_record", leaves=""),
        "document_country": Column("identity_record", leaves=""),
        "document_expires": Column("identity_record", leaves=None),
        "felony_convictions": Column("security_record", leaves=None),
    },
    "PastSeason": _of(
        "permit_record", "year", "complied", worker="worker__number", employer="employer__number"
    ),
    "Application": _of(
        *("worker_record", "number", "filed_at", "status", "listed", "most", "turn"),
        season="season__name",
        worker="worker__number",
    ),
    "Preference": _of("worker_record", "place", application="application__number", order="order__case"),
    "Placement": _of(
        *("worker_record", "round", "status", "offered_at", "answer_by", "entry"),
        application="application__number",
        order="order__case",
    ),
    "Nomination": _of("recruitment_record", "at", order="order__case", worker="worker__number"),
    "Recruiter": _of("recruitment_record", "name", "licence", "licensed_on", "revoked_on"),
    "Contract": {
        **_of("contract_record", "language", "signed_at", placement="placement__application__number"),
        "words": Column("contract_record", leaves=""),
    },
    "Appointment": _of(
        *("permit_record", "checks", "checked_at"),
        placement="placement__application__number",
        hour="hour__at",
    ),
    "Permit": _of(
        *("permit_record", "number", "holds_from", "until", "through", "granted_at"),
        placement="placement__application__number",
    ),
    "Employer": _of("job_order", "number", "name", "state", "accredited_on"),
    "JobOrder": _of(
        *("job_order", "case", "title", "soc", "state", "county", "places_requested", "places", "starts"),
        *("ends", "pay_cents_hour", "hours_week", "experience_months", "experience_first", "status"),
        *("filed_at", "certification", "decided_on"),
        employer="employer__number",
    ),
    "Decision": _apart(
        *("kind", "subject", "order", "worker", "on", "at", "text", "clause", "facts", "outcome", "reason"),
        *("en", "es", "by"),
    ),
    "Review": {
        **_apart("decision", "asked_by", "asked_at", "due_on", "by", "answered_at", "upheld"),
        "words": Column("", leaves="", follows=WHO),
        "answer": Column("", leaves="", follows=WHO),
    },
    "Filing": _apart("account", "key", "kind", "digest", "arrived_at", "subject", "receipt"),
    "Use": _apart("ceiling", "placement", "places", "why", "at"),
    "Merge": {
        **_apart("kept", "given_up", "by", "at", "undone_at"),
        "why": Column("", leaves="", follows=WHO),
    },
    "Complaint": {
        **_apart("number", "digest", "form", "about", "kind", "state", "worker", "employer", "recruiter"),
        **_apart("status", "filed_on", "due_on", "by"),
        "named": Column("", leaves="", follows=WHO),
        "words": Column("", leaves="", follows=WHO),
    },
    "Exhibit": {**_apart("complaint", "place"), "picture": Column("", leaves=b"", follows=WHO)},
    "Message": {**_apart("complaint", "by", "on"), "words": Column("", leaves="", follows=WHO)},
    "ComplaintReview": {
        **_apart("complaint", "side", "asked_on", "due_on", "by", "answered_on", "upheld"),
        "words": Column("", leaves="", follows=WHO),
        "answer": Column("", leaves="", follows=WHO),
    },
    "Refund": {
        **_apart("number", "complaint", "employer", "recruiter", "cents", "currency", "status", "text"),
        **_apart("clause", "reason", "en", "es", "asked_on", "ordered_on", "due_on", "due_by_text", "fine"),
        **_apart("closed_on"),
        "paid_to": Column("", leaves="", follows=WHO),
    },
    "Transfer": {
        **_apart("permit", "left", "taken", "decision", "signed_at", "place_closed", "on"),
        "contract": Column("contract_record", leaves=""),
    },
    "Crossing": _of(
        *("entry_exit_record", "number", "direction", "on", "at", "place", "party", "source", "filed_at"),
        *("struck_at",),
        permit="permit__number",
        by="by__role",
    ),
    "WorkItem": {
        **_apart("kind", "name", "owner", "permit", "crossing", "other", "status", "opened_on", "due_on"),
        **_apart("outcome", "by", "resolved_at"),
        "words": Column("", leaves="", follows=WHO),
    },
    "Renewal": {
        **_of("permit_record", "asked_at", "until", "granted", "counts", permit="permit__number"),
        **_apart("asked_by", "decision"),
    },
    "Stay": {
        **_of("entry_exit_record", "entered_on", "left_on", "days", "complied", permit="permit__number"),
        **_apart("decision", "closed_at"),
    },
    "Reminder": _apart("permit", "clock", "day", "told_at"),
    "Photo": {
        **_apart("worker", "taken_at", "by"),
        "jpeg": Column("", leaves=b"", follows=WHO),
        "small": Column("", leaves=b"", follows=WHO),
    },
    "Credential": {
        **_apart("permit", "key", "device", "facts", "issued_at", "ended_at"),
        "document": Column("", leaves="", follows=WHO),
    },
    "Revocation": {
        **_apart("permit", "ground", "clause", "by", "at", "lifted_at", "lifted_by"),
        "words": Column("", leaves="", follows=WHO),
    },
    "Challenge": _apart("permit", "code", "asked_by", "asked_at", "answered_at"),
    "Notice": _apart("worker", "kind", "about", "facts", "language", "told_at"),
    "Delivery": _apart("notice", "channel", "status", "at"),
    "Rating": _apart("employment", "recruiter", "answers", "at", "in_employers", "in_recruiters"),
    "Condition": {
        **_apart("employment", "about", "at", "seen_in"),
        "words": Column("", leaves="", follows=WHO),
    },
    "Employment": _of(
        *("permit_record", "since", "until"), placement="placement__application__number", order="order__case"
    ),
    "PayReport": _of(
        *("wage_record", "by", "since", "until", "hours_offered", "hours_worked", "paid_cents"),
        *("housing_cents", "meals_cents", "utilities_cents", "law_cents", "other_cents", "at", "counts"),
        employment="employment__order__case",
    ),
    "Owed": {
        **_of("wage_record", "kind", "since", "until", "cents", "currency", "whose", "status", "found_at"),
        **_of("wage_record", "due_on", "paid_on", "paid_out_on", "received_on"),
        **_of("wage_record", employment="employment__order__case"),
        **_apart("decision"),
        "paid_reference": Column("", leaves="", follows=WHO),
        "paid_out_reference": Column("", leaves="", follows=WHO),
    },
    "Finding": {
        **_apart("number", "complaint", "employer", "recruiter", "protection", "found_on", "remedy_by"),
        **_apart("barred_until", "told_on", "upheld"),
        "words": Column("", leaves="", follows=WHO),
    },
}
"""Tables about people and about orders, by model, and every column of each but its key."""
PERSON: Mapping[str, str] = {
    "Worker": "number",
    "PastSeason": "worker__number",
    "Application": "worker__number",
    "Preference": "application__worker__number",
    "Placement": "application__worker__number",
    "Nomination": "worker__number",
    "Contract": "placement__application__worker__number",
    "Appointment": "placement__application__worker__number",
    "Permit": "placement__application__worker__number",
    "Decision": "worker__number",
    "Review": "decision__worker__number",
    "Filing": "account__worker__number",
    "Use": "placement__application__worker__number",
    "Merge": "kept__number",
    "Complaint": "worker__number",
    "Exhibit": "complaint__worker__number",
    "Message": "complaint__worker__number",
    "Finding": "complaint__worker__number",
    "ComplaintReview": "complaint__worker__number",
    "Refund": "complaint__worker__number",
    "Transfer": "permit__placement__application__worker__number",
    "Crossing": "permit__placement__application__worker__number",
    "WorkItem": "permit__placement__application__worker__number",
    "Renewal": "permit__placement__application__worker__number",
    "Stay": "permit__placement__application__worker__number",
    "Reminder": "permit__placement__application__worker__number",
    "Photo": "worker__number",
    "Credential": "permit__placement__application__worker__number",
    "Revocation": "permit__placement__application__worker__number",
    "Challenge": "permit__placement__application__worker__number",
    "Notice": "worker__number",
    "Delivery": "notice__worker__number",
    "Rating": "employment__placement__application__worker__number",
    "Condition": "employment__placement__application__worker__number",
    "Employment": "placement__application__worker__number",
    "PayReport": "employment__placement__application__worker__number",
    "Owed": "employment__placement__application__worker__number",
}
"""The way from a row to the number of the person it is about; the other tables are exported, if at all, as
tables about none."""


def erased(kind: str) -> Mapping[str, Mapping[str, Any]]:
    """By model, the columns that are erased with a kind of information, each with what is left of it."""
    found = {
        model: {
            name: column.leaves
            for name, column in held.items()
            if column.leaves is not KEPT and (column.follows or column.kind) == kind
        }
        for model, held in HOLDINGS.items()
    }
    return {model: columns for model, columns in found.items() if columns}


ERASED_KINDS = tuple(
    dict.fromkeys(
        column.follows or column.kind
        for held in HOLDINGS.values()
        for column in held.values()
        if column.leaves is not KEPT
    )
)
"""The kinds of information of which erasure leaves less than there was."""
