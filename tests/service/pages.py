"""Every page: who asks for it, for which rows, what is sent, what is answered, how many queries it takes."""

from collections.abc import Callable
from typing import Any

from acuerdo.records.models import Application, Placement, Season

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
    ("GET", "my_status"): ("worker", {}, {}, 200, 12),
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
    ("GET", "my_orders"): ("worker", {}, {"trade": "all"}, 200, 14),
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
    ("POST", "order_nominate"): ("employer", {"pk": "order"}, {"number": "{returning}"}, 302, 12),
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
    ("POST", "permit_grant"): ("consulate", {"pk": "checked"}, {}, 302, 25),
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
    ("POST", "permit_check"): ("border_officer", {}, {"number": "{permit_number}"}, 200, 6),
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
    ("GET", "audit_export"): ("auditor", {}, {}, 200, 8),
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


BEFORE: dict[tuple[str, str], Callable[[dict[str, Any]], None]] = {
    ("POST", "my_apply"): _open,
    ("GET", "my_list"): _open,
    ("POST", "my_list"): _open,
    ("POST", "my_list_change"): _open,
    ("GET", "my_orders"): _open,
    ("POST", "season_step"): _prepared,
    ("POST", "my_hours"): _confirmed,
}
"""What has to be so for some pages."""
