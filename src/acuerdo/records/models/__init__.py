"""The tables, a file for each thing they are about."""

from acuerdo.records.models.accounts import Account, FailedSignIn, Token
from acuerdo.records.models.audit import Countersignature, Entry, Link, Seal
from acuerdo.records.models.decisions import Decision, Review, Text
from acuerdo.records.models.employers import Employer, Recruiter, Suspension
from acuerdo.records.models.filings import Filing
from acuerdo.records.models.orders import Evidence, JobOrder, Nomination
from acuerdo.records.models.people import Merge, PastSeason, Worker
from acuerdo.records.models.permits import Appointment, Contract, Hour, Permit
from acuerdo.records.models.places import Ceiling, Use
from acuerdo.records.models.ratings import Published, Rating
from acuerdo.records.models.seasons import Application, Placement, Preference, Season
from acuerdo.records.models.visits import Condition, Finding, Housing, Visit
from acuerdo.records.models.wages import Owed, PayReport

__all__ = [
    "Account",
    "Application",
    "Appointment",
    "Ceiling",
    "Condition",
    "Contract",
    "Countersignature",
    "Decision",
    "Employer",
    "Entry",
    "Evidence",
    "FailedSignIn",
    "Filing",
    "Finding",
    "Hour",
    "Housing",
    "JobOrder",
    "Link",
    "Merge",
    "Nomination",
    "Owed",
    "PastSeason",
    "PayReport",
    "Permit",
    "Placement",
    "Preference",
    "Published",
    "Rating",
    "Recruiter",
    "Review",
    "Seal",
    "Season",
    "Suspension",
    "Text",
    "Token",
    "Use",
    "Visit",
    "Worker",
]
