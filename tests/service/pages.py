"""Every page: who asks for it, for which rows, what is sent, what is answered, how many queries it takes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from acuerdo.records.models import Application, Crossing, Employer, JobOrder, Permit, Placement, Season

PASSWORD = "words-that-nobody-guesses"
ENROLMENT = {
    "given_names": "Persona", "surnames": "Nueva", "born_on": "1990-05-17", "sex": "woman",
    "nationality": "MEX", "state": "11", "language": "es", "trades": ["0", "3"], "experience_months": "3",
    "taste": "pay",
}  # fmt: skip
ORDER = {
    "case": "N-1", "title": "Work", "soc": "45-2092", "state": "NC", "places_requested": "1",
    "starts": "2017-04-01", "ends": "2017-05-01", "pay_cents_hour": "1200", "key": "key",
}  # fmt: skip
TABLE = "case,title,soc,state,places_requested,starts,ends,pay_cents_hour\n" + "".join(
    f"T-{at},Work,45-2092,NC,1,2017-04-01,2017-05-01,1200\n" for at in range(50)
)
PEOPLE = (
    "given_names,surnames,born_on,sex,nationality,state,language,trades,experience_months,taste\n"
    + "".join(f"Persona {at},de Tabla,1990-05-17,woman,MEX,11,es,0;3,3,pay\n" for at in range(50))
)
CROSSINGS = "number,direction,at,place,source\n" + "".join(
    f"P-000000000,entry,2016-10-03 08:30,Laredo,N-{at}\n" for at in range(50)
)
PAY = {
    "since": "2016-07-15", "until": "2016-07-28", "hours_offered": "80", "hours_worked": "80",
    "paid_cents": "100", "key": "k",
}  # fmt: skip
GOT = {"pk": "work", "since": "period_since", "until": "period_until"}
RATING = {
    "pay": "yes", "hours": "yes", "housing": "no", "treatment": "yes", "again": "no", "recruiter": "",
    "key": "k",
}  # fmt: skip
VISIT = {
    "on": "2016-10-01", "people": "2", "housing": "passed", "measured_equal_treatment": "0.9",
    "found_orderly_framework": "yes", "key": "k",
}  # fmt: skip
PAGES: dict[tuple[str, str], tuple[str, dict[str, str], Any, int, int]] = {
    # method and page: role, where, what is sent, status, most queries
    ("GET", "home"): ("worker", {}, {}, 200, 2),
    ("POST", "language"): ("worker", {}, {"language": "en"}, 302, 3),
    ("GET", "access"): ("", {"secret": "secret"}, {}, 200, 0),
    ("POST", "access"): ("", {"secret": "secret"}, {}, 302, 13),
    ("GET", "register"): ("", {}, {}, 200, 0),
    ("POST", "register"): (
        "", {},
        {**ENROLMENT, "username": "somebody", "password": PASSWORD, "again": PASSWORD, "key": "k"}, 302, 24,
    ),
    ("GET", "helped"): ("consulate", {}, {}, 200, 3),
    ("POST", "helped"): ("consulate", {}, {**ENROLMENT, "consulate": "MTY", "apply": "on"}, 302, 14),
    ("GET", "my_status"): ("worker", {}, {}, 200, 16),
    ("GET", "my_apply"): ("worker", {}, {}, 200, 12),
    ("POST", "my_apply"): ("unplaced", {}, {"key": "k"}, 302, 27),
    ("GET", "my_withdraw"): ("worker", {}, {}, 200, 12),
    ("POST", "my_withdraw"): ("worker", {}, {"key": "k"}, 302, 43),
    ("GET", "my_review"): ("worker", {"decision": "mine"}, {}, 200, 7),
    ("POST", "my_review"): ("worker", {"decision": "mine"}, {"words": "so", "key": "k"}, 302, 18),
    ("GET", "my_readers"): ("worker", {}, {}, 200, 5),
    ("GET", "receipts"): ("worker", {}, {}, 200, 8),
    ("GET", "receipt"): ("worker", {"number": "filing"}, {}, 200, 7),
    ("GET", "my_confirm"): ("worker", {"placement": "placement"}, {}, 200, 10),
    ("POST", "my_confirm"): ("worker", {"placement": "placement"}, {"key": "k"}, 302, 20),
    ("GET", "my_decline"): ("worker", {"placement": "placement"}, {}, 200, 10),
    ("POST", "my_decline"): ("worker", {"placement": "placement"}, {"key": "k"}, 302, 30),
    ("GET", "my_contract"): ("worker", {"placement": "ended"}, {}, 200, 9),
    ("GET", "my_hours"): ("worker", {"placement": "placement"}, {}, 200, 9),
    ("POST", "my_hours"): ("worker", {"placement": "placement"}, {"hour": "{hour}", "key": "k"}, 302, 24),
    ("GET", "my_list"): ("worker", {}, {}, 200, 12),
    ("POST", "my_list"): ("worker", {}, {"most": "3", "key": "k"}, 302, 29),
    ("POST", "my_list_change"): (
        "worker", {}, {"key": "k", "how": "leave_out", "order": "{order}"}, 302, 23,
    ),
    ("GET", "my_orders"): ("worker", {}, {"trade": "all"}, 200, 15),
    ("GET", "orders_upload"): ("employer", {}, {}, 200, 3),
    ("POST", "orders_upload"): ("employer", {}, {"table": TABLE}, 302, 14),
    ("GET", "orders_template_csv"): ("employer", {}, {}, 200, 2),
    ("GET", "orders_template_xlsx"): ("employer", {}, {}, 200, 2),
    ("GET", "workers_upload"): ("consulate", {}, {}, 200, 2),
    ("POST", "workers_upload"): ("consulate", {}, {"table": PEOPLE, "consulate": "MTY"}, 302, 12),
    ("GET", "workers_template_csv"): ("consulate", {}, {}, 200, 2),
    ("GET", "workers_template_xlsx"): ("consulate", {}, {}, 200, 2),
    ("GET", "orders"): ("employer", {}, {}, 200, 8),
    ("GET", "orders_table"): ("employer", {}, {}, 200, 3),
    ("GET", "order_new"): ("employer", {}, {}, 200, 3),
    ("POST", "order_new"): ("employer", {}, ORDER, 302, 16),
    ("GET", "order_receipts"): ("employer", {}, {}, 200, 6),
    ("GET", "order_receipt"): ("employer", {"number": "order_filing"}, {}, 200, 7),
    ("GET", "order_review"): ("employer", {"pk": "denied"}, {}, 200, 6),
    ("POST", "order_review"): ("employer", {"pk": "denied"}, {"why": "so", "key": "k"}, 302, 17),
    ("GET", "order"): ("employer", {"pk": "order"}, {}, 200, 21),
    ("POST", "order_evidence"): (
        "employer", {"pk": "order"}, {"shows": "attest", "words": "so", "key": "k"}, 302, 12,
    ),
    ("POST", "order_nominate"): ("employer", {"pk": "order"}, {"number": "{returning}"}, 302, 13),
    ("GET", "order_withdraw"): ("employer", {"pk": "order"}, {}, 200, 3),
    ("POST", "order_withdraw"): ("employer", {"pk": "filed"}, {"key": "k"}, 302, 14),
    ("GET", "queue"): ("certifying_officer", {}, {}, 200, 4),
    ("GET", "reviews"): ("certifying_officer", {}, {}, 200, 7),
    ("GET", "review"): ("second_officer", {"pk": "review"}, {}, 200, 10),
    ("POST", "review"): ("second_officer", {"pk": "review"}, {"words": "so"}, 302, 15),
    ("GET", "cases"): ("certifying_officer", {}, {}, 200, 6),
    ("GET", "case"): ("certifying_officer", {"pk": "order"}, {}, 200, 17),
    ("POST", "certify"): (
        "certifying_officer", {"pk": "filed"}, {"finding": "certified", "places": "1"}, 302, 11,
    ),
    ("GET", "employers"): ("certifying_officer", {}, {}, 200, 5),
    ("POST", "employers"): ("certifying_officer", {}, {"number": "E-99", "name": "x", "state": "NC"}, 302, 7),
    ("GET", "employer"): ("certifying_officer", {"pk": "employer"}, {}, 200, 7),
    ("POST", "employer_accredit"): ("certifying_officer", {"pk": "entered"}, {}, 302, 8),
    ("POST", "employer_suspend"): ("inspector", {"pk": "employer"}, {"why": "housing"}, 302, 9),
    ("POST", "employer_lift"): ("inspector", {"pk": "suspended"}, {}, 302, 8),
    ("GET", "recruiters"): ("origin_officer", {}, {}, 200, 4),
    ("GET", "licensed"): ("", {}, {}, 200, 5),
    ("POST", "recruiters"): ("origin_officer", {}, {"name": "One", "licence": "L-99"}, 302, 7),
    ("POST", "recruiter_revoke"): ("origin_officer", {"pk": "recruiter"}, {}, 302, 7),
    ("GET", "people"): ("origin_officer", {}, {}, 200, 2),
    ("POST", "people"): (
        "origin_officer", {},
        {"purpose": "doubles", "surnames": "de Muestra", "born_on": "1990-05-17"}, 200, 10,
    ),
    ("GET", "person"): ("origin_officer", {"number": "worker"}, {"purpose": "review"}, 200, 24),
    ("POST", "person_certificate"): (
        "origin_officer", {"number": "worker"}, {"convictions": "0", "purpose": "correction"}, 302, 11,
    ),
    ("GET", "person_doubles"): ("origin_officer", {"number": "worker"}, {}, 200, 10),
    ("POST", "person_merge"): (
        "origin_officer", {"number": "worker"}, {"other": "{returning}", "why": "one person"}, 302, 16,
    ),
    ("POST", "merge_undo"): ("origin_officer", {"pk": "merge"}, {}, 302, 12),
    ("GET", "consulate"): ("consulate", {}, {"day": "{day}"}, 200, 8),
    ("GET", "hours"): ("consulate", {}, {}, 200, 4),
    ("POST", "hours"): (
        "consulate", {},
        {
            "consulate": "MTY", "first": "2017-03-01", "last": "2017-03-31", "from_hour": "8",
            "to_hour": "15", "capacity": "9",
        }, 302, 9,
    ),
    ("GET", "appointment"): ("consulate", {"pk": "appointment"}, {}, 200, 13),
    ("POST", "appointment"): ("consulate", {"pk": "appointment"}, {"result": "passed"}, 302, 16),
    ("POST", "permit_grant"): ("consulate", {"pk": "checked"}, {}, 302, 27),
    ("GET", "seasons"): ("secretary", {}, {}, 200, 4),
    ("POST", "seasons"): (
        "secretary", {}, {"name": "fy2018", "opens": "2017-11-01", "closes": "2017-12-01"}, 302, 7,
    ),
    ("GET", "season"): ("secretary", {"name": "name"}, {}, 200, 10),
    ("POST", "season_step"): ("secretary", {"name": "name", "step": "open"}, {"beacon": "x"}, 302, 8),
    ("GET", "places"): ("worker", {}, {}, 200, 3),
    ("GET", "audit"): ("auditor", {}, {}, 200, 8),
    ("GET", "seals"): ("auditor", {}, {}, 200, 6),
    ("POST", "audit_seal"): ("auditor", {}, {}, 302, 10),
    ("GET", "my_record"): ("worker", {}, {}, 200, 8),
    ("GET", "my_erasure"): ("worker", {}, {}, 200, 6),
    ("POST", "my_erasure"): ("worker", {}, {}, 409, 9),
    ("GET", "exports"): ("origin_officer", {}, {"purpose": "permits"}, 200, 3),
    ("POST", "exports"): ("origin_officer", {}, {"purpose": "permits", "form": "csv"}, 409, 4),
    ("GET", "my_record_change"): ("worker", {}, {}, 200, 8),
    ("POST", "my_record_change"): (
        "worker", {},
        {"language": "es", "trades": ["0"], "experience_months": "3", "taste": "pay", "email": "a@b.org"},
        302, 14,
    ),
    ("POST", "person_season"): (
        "origin_officer", {"number": "worker"},
        {"year": "2015", "complied": "yes", "employer": "E-1"}, 302, 16,
    ),
    ("GET", "person_change"): ("origin_officer", {"number": "worker"}, {}, 200, 6),
    ("POST", "person_change"): ("origin_officer", {"number": "worker"}, ENROLMENT, 302, 11),
    ("GET", "permit_check"): ("border_officer", {}, {}, 200, 2),
    ("POST", "permit_check"): ("border_officer", {}, {"number": "{permit_number}"}, 200, 7),
    ("GET", "my_permit"): ("holder", {}, {}, 200, 14),
    ("GET", "my_permit_photo"): ("holder", {}, {}, 200, 12),
    ("GET", "my_permit_pdf"): ("holder", {}, {}, 200, 16),
    ("POST", "my_permit_device"): ("holder", {}, {"off": "yes"}, 302, 9),
    ("GET", "my_permit_worker"): ("holder", {}, {}, 200, 2),
    ("GET", "permit_keys"): ("", {}, {}, 200, 5),
    ("GET", "permit_statuses"): ("", {}, {}, 200, 6),
    ("GET", "permit_verifier"): ("", {}, {}, 200, 9),
    ("POST", "permit_answer"): ("", {}, {"code": "12345678", "text": "x"}, 409, 4),
    ("GET", "permit_revoke"): ("border_officer", {}, {}, 200, 3),
    ("POST", "permit_revoke"): (
        "border_officer", {}, {"number": "{permit_number}", "ground": "no_work", "words": "x"}, 302, 19,
    ),
    ("GET", "permit_restore"): ("border_officer", {}, {}, 200, 3),
    ("POST", "permit_restore"): ("border_officer", {}, {"number": "{permit_number}", "words": "x"}, 409, 14),
    ("POST", "permit_ask"): ("border_officer", {}, {"number": "{permit_number}"}, 302, 14),
    ("GET", "permit_challenge"): ("border_officer", {"pk": "challenge"}, {}, 200, 5),
    ("GET", "work_check"): ("employer", {}, {}, 200, 3),
    ("POST", "work_check"): (
        "employer", {}, {"number": "{permit_number}", "born_on": "1990-05-17"}, 200, 9,
    ),
    ("GET", "photo_take"): ("consulate", {"pk": "appointment"}, {}, 200, 10),
    ("POST", "photo_take"): ("consulate", {"pk": "appointment"}, {"photo": "{face}"}, 302, 17),
    ("GET", "photo_see"): ("consulate", {"pk": "appointment"}, {}, 200, 10),
    ("GET", "tokens"): ("worker", {}, {}, 200, 4),
    ("POST", "tokens"): ("worker", {}, {"name": "another"}, 201, 8),
    ("POST", "token_end"): ("worker", {"pk": "token"}, {}, 302, 7),
    ("GET", "support"): ("support", {}, {}, 200, 2),
    ("POST", "support"): ("support", {}, {"told": "worker", "purpose": "lost"}, 200, 6),
    ("GET", "support_account"): ("support", {"pk": "account"}, {"purpose": "lost"}, 200, 9),
    ("POST", "support_disable"): ("support", {"pk": "account"}, {"purpose": "left"}, 302, 7),
    ("POST", "support_enable"): ("support", {"pk": "disabled"}, {"purpose": "left"}, 302, 7),
    ("POST", "support_factors"): ("support", {"pk": "account"}, {"purpose": "lost"}, 302, 7),
    ("POST", "support_link"): ("support", {"pk": "account"}, {"purpose": "lost"}, 302, 8),
    ("GET", "my_notices"): ("worker", {}, {}, 200, 11),
    ("GET", "my_channels"): ("worker", {}, {}, 200, 4),
    ("POST", "my_channels"): ("worker", {}, {"by_sms": ""}, 302, 8),
    ("GET", "jobs"): ("support", {}, {}, 200, 9),
    ("POST", "job_again"): ("support", {"key": "dead"}, {}, 302, 7),
    ("POST", "job_given_up"): ("support", {"key": "dead"}, {}, 302, 7),
    ("GET", "complain"): ("", {}, {}, 200, 0),
    ("POST", "complain"): (
        "worker", {},
        {"kind": "fee", "about": "employer", "key": "{complaint_key}", "by_name": "yes", "amount": "5",
         "currency": "USD", "named": "First farm"}, 200, 18,
    ),
    ("GET", "complaint_follow"): ("", {}, {}, 200, 0),
    ("POST", "complaint_follow"): (
        "", {}, {"number": "{complaint_waits}", "secret": "{complaint_secret}", "act": "say", "words": "so"},
        200, 20,
    ),
    ("GET", "my_complaints"): ("worker", {}, {}, 200, 5),
    ("GET", "my_complaint"): ("worker", {"number": "complaint_mine"}, {}, 200, 10),
    ("POST", "my_complaint"): (
        "worker", {"number": "complaint_mine"}, {"act": "say", "words": "so"}, 302, 14,
    ),
    ("GET", "complaints"): ("inspector", {}, {}, 200, 8),
    ("GET", "complaint"): ("inspector", {"number": "complaint_taken"}, {"purpose": "answer"}, 200, 12),
    ("GET", "complaint_picture"): ("inspector", {"number": "complaint_waits", "place": "1"}, {}, 200, 7),
    ("POST", "complaint_look"): ("inspector", {"number": "complaint_waits"}, {"purpose": "answer"}, 302, 10),
    ("POST", "complaint_say"): ("inspector", {"number": "complaint_taken"}, {"words": "so"}, 302, 10),
    ("POST", "complaint_tie"): ("inspector", {"number": "complaint_taken"}, {"number": "E-1"}, 302, 11),
    ("POST", "complaint_decide"): (
        "inspector", {"number": "complaint_taken"},
        {"outcome": "substantiated", "protection": "orderly_framework", "words": "so"}, 302, 18,
    ),
    ("POST", "complaint_tell"): ("inspector", {"number": "complaint_untold"}, {"words": "so"}, 302, 11),
    ("POST", "complaint_answer"): (
        "second_inspector", {"number": "complaint_review"},
        {"side": "complainant", "stands": "no", "protection": "orderly_framework", "words": "so"}, 302, 20,
    ),
    ("GET", "refunds"): ("inspector", {}, {}, 200, 7),
    ("POST", "refund_paid"): ("inspector", {"number": "refund"}, {}, 302, 10),
    ("POST", "refund_unpaid"): ("inspector", {"number": "refund"}, {}, 409, 8),
    ("GET", "findings"): ("employer", {}, {}, 200, 8),
    ("POST", "finding_review"): ("employer", {"number": "finding"}, {"words": "so"}, 302, 10),
    ("GET", "my_move"): ("worker", {}, {}, 200, 14),
    ("GET", "my_move_to"): ("worker", {"order": "other_order"}, {}, 200, 12),
    ("POST", "my_move_to"): ("worker", {"order": "other_order"}, {"key": "k"}, 302, 45),
    ("GET", "audit_export"): ("auditor", {}, {}, 200, 8),
    ("GET", "crossings"): ("border_officer", {}, {}, 200, 8),
    ("POST", "crossings"): (
        "border_officer", {},
        {
            "number": "{permit_number}", "direction": "entry", "at": "2016-10-03T08:30", "place": "Laredo",
            "source": "N-1", "key": "k",
        }, 302, 15,
    ),
    ("GET", "crossings_upload"): ("origin_officer", {}, {}, 200, 2),
    ("POST", "crossings_upload"): ("origin_officer", {}, {"table": CROSSINGS}, 302, 13),
    ("GET", "crossings_template_csv"): ("origin_officer", {}, {}, 200, 2),
    ("GET", "crossings_template_xlsx"): ("origin_officer", {}, {}, 200, 2),
    ("GET", "items"): ("border_officer", {}, {}, 200, 5),
    ("POST", "items_compare"): ("border_officer", {}, {}, 302, 22),
    ("GET", "item"): ("border_officer", {"pk": "item"}, {}, 200, 6),
    ("POST", "item"): ("border_officer", {"pk": "item"}, {"outcome": "stands", "words": "so"}, 302, 28),
    ("GET", "clocks"): ("origin_officer", {}, {}, 200, 9),
    ("GET", "stay"): ("border_officer", {"number": "permit_number"}, {}, 200, 8),
    ("POST", "stay_close"): ("border_officer", {"number": "permit_number"}, {}, 302, 20),
    ("GET", "my_longer"): ("worker", {"placement": "placement"}, {}, 200, 8),
    ("POST", "my_longer"): (
        "worker", {"placement": "placement"}, {"until": "2017-11-30", "key": "k"}, 302, 26,
    ),
    ("GET", "arrivals"): ("employer", {"pk": "order"}, {}, 200, 11),
    ("POST", "longer_for"): (
        "employer", {"placement": "placement"}, {"until": "2017-11-30", "key": "k"}, 302, 26,
    ),
    ("GET", "again"): ("employer", {}, {}, 200, 10),
    # pay, sums owed, visits, ratings
    ("GET", "pay"): ("employer", {}, {}, 200, 6),
    ("GET", "pay_new"): ("employer", {"pk": "work"}, {}, 200, 10),
    ("POST", "pay_new"): ("employer", {"pk": "work"}, PAY, 302, 30),
    ("GET", "pay_upload"): ("employer", {}, {}, 200, 3),
    ("POST", "pay_upload"): ("employer", {}, {"table": "{pay_table}"}, 302, 28),
    ("GET", "pay_template_csv"): ("employer", {}, {}, 200, 2),
    ("GET", "pay_template_xlsx"): ("employer", {}, {}, 200, 2),
    ("GET", "my_pay"): ("employed", {}, {}, 200, 16),
    ("GET", "my_pay_got"): ("employed", GOT, {}, 200, 6),
    ("POST", "my_pay_got"): ("employed", GOT, {"received": "1", "key": "k"}, 302, 28),
    ("GET", "my_conditions"): ("employed", {"pk": "work"}, {}, 200, 5),
    ("POST", "my_conditions"): ("employed", {"pk": "work"}, {"about": "water", "key": "k"}, 302, 13),
    ("GET", "my_rating"): ("employed", {"pk": "work"}, {}, 200, 5),
    ("POST", "my_rating"): ("employed", {"pk": "work"}, RATING, 302, 18),
    ("GET", "owed_list"): ("inspector", {}, {"all": "1"}, 200, 7),
    ("GET", "owed"): ("inspector", {"pk": "owed"}, {}, 200, 13),
    ("POST", "owed_order"): (
        "inspector", {"pk": "owed"}, {"finding": "order", "due_on": "2018-06-01", "words": "so"}, 302, 17,
    ),
    ("POST", "owed_pay"): ("employer", {"pk": "owed_ordered"}, {"reference": "R", "key": "k"}, 302, 20),
    ("POST", "owed_pay_out"): (
        "origin_officer", {"pk": "owed_paid"}, {"reference": "R", "key": "k"}, 302, 18,
    ),
    ("POST", "owed_confirm"): ("employed", {"pk": "owed_out"}, {"received": "yes"}, 302, 13),
    ("GET", "place_list"): ("inspector", {}, {}, 200, 14),
    ("GET", "place"): ("inspector", {"pk": "past"}, {}, 200, 27),
    ("GET", "visits_worker"): ("inspector", {}, {}, 200, 2),
    ("GET", "visit_new"): ("inspector", {"pk": "past"}, {}, 200, 3),
    ("POST", "visit_new"): ("inspector", {"pk": "past"}, VISIT, 302, 22),
    ("POST", "visit_mended"): ("inspector", {"pk": "visit_finding"}, {}, 302, 10),
    ("GET", "order_housing"): ("employer", {"pk": "order"}, {}, 200, 7),
    ("POST", "order_housing"): (
        "employer", {"pk": "order"}, {"address": "x", "beds": "2", "key": "k"}, 302, 13,
    ),
    ("GET", "ratings"): ("secretary", {}, {}, 200, 4),
    ("POST", "ratings"): ("secretary", {}, {}, 302, 12),
}  # fmt: skip
"""Every page by method and name. What is sent may hold names of `much` in braces."""


def _open(much: dict[str, Any]) -> None:
    """The season takes applications, and the worker's takes part."""
    Season.objects.update(status="open")
    Application.every.filter(number=much["application"]).update(status="eligible")


def _prepared(much: dict[str, Any]) -> None:
    Season.objects.update(status="preparing")


def _confirmed(much: dict[str, Any]) -> None:
    Placement.every.filter(pk=much["placement"]).update(status="confirmed")


def _came(much: dict[str, Any]) -> None:
    """The worker has a permit, and came and went."""
    placement = Placement.every.select_related("order").get(pk=much["placement"])
    Placement.every.filter(pk=placement.pk).update(status="permitted")
    days = {"holds_from": placement.order.starts, "until": placement.order.ends}
    made = Permit.every.create(
        number="P-111111111", placement=placement, granted_at=placement.offered_at, **days
    )
    came_and_went(made, much["border_officer"])


def came_and_went(permit: Permit, by: int, times: int = 20) -> None:
    """Entries and exits under a permit, each told by one state."""
    begins = datetime(2016, 9, 1, tzinfo=UTC)
    Crossing.every.bulk_create(
        Crossing(
            number=permit.number,
            permit=permit,
            direction=("entry", "exit")[at % 2],
            on=begins.date() + timedelta(days=2 * at),
            at=begins + timedelta(days=2 * at),
            place="Laredo",
            party="USA",
            source=f"{permit.number}-{at}",
            filed_at=begins,
            by_id=by,
        )
        for at in range(times)
    )


def _permitted(much: dict[str, Any]) -> None:
    """The worker works under a permit, and another employer has an order with a free place."""
    Placement.every.filter(pk=much["placement"]).update(status="permitted")
    found = {"holds_from": "2016-10-01", "until": "2017-12-01", "granted_at": "2016-10-01T00:00Z"}
    Permit.every.update_or_create(
        placement_id=much["placement"], defaults=found, create_defaults=found | {"number": "P-MOVES"}
    )
    second, _ = Employer.objects.update_or_create(
        number="E-second", defaults={"name": "Second", "state": "GA", "accredited_on": "2016-10-01"}
    )
    fields = JobOrder.objects.filter(pk=much["order"]).values().get() | {"employer_id": second.pk, "id": None}
    for at in range(8):
        much["other_order"] = JobOrder.objects.create(**fields | {"case": f"G-{at}"}).pk


BEFORE: dict[tuple[str, str], Callable[[dict[str, Any]], None]] = {
    ("POST", "my_apply"): _open,
    ("GET", "my_list"): _open,
    ("POST", "my_list"): _open,
    ("POST", "my_list_change"): _open,
    ("GET", "my_orders"): _open,
    ("POST", "season_step"): _prepared,
    ("POST", "my_hours"): _confirmed,
    ("GET", "my_status"): _came,
    ("GET", "my_longer"): _came,
    ("POST", "my_longer"): _came,
    ("POST", "longer_for"): _came,
    ("GET", "arrivals"): _came,
    ("GET", "my_move"): _permitted,
    ("GET", "my_move_to"): _permitted,
    ("POST", "my_move_to"): _permitted,
}
"""What has to be so for some pages."""
