"""The tables, a file for each thing they are about."""

from acuerdo.records.models.accounts import Account, FailedSignIn, Token
from acuerdo.records.models.audit import Countersignature, Entry, Link, Seal
from acuerdo.records.models.complaints import (
    Complaint,
    ComplaintReview,
    Exhibit,
    Finding,
    Message,
    Refund,
    Transfer,
)
from acuerdo.records.models.credentials import Challenge, Credential, PermitKey, Photo, Revocation
from acuerdo.records.models.crossings import Crossing, Reminder, Renewal, Stay, WorkItem
from acuerdo.records.models.decisions import Decision, Review, Text
from acuerdo.records.models.employers import Employer, Recruiter, Suspension
from acuerdo.records.models.filings import Filing
from acuerdo.records.models.jobs import Runner
from acuerdo.records.models.notices import Delivery, Notice
from acuerdo.records.models.orders import Evidence, JobOrder, Nomination
from acuerdo.records.models.people import Merge, PastSeason, Worker
from acuerdo.records.models.permits import Appointment, Contract, Hour, Permit
from acuerdo.records.models.places import Ceiling, Use
from acuerdo.records.models.ratings import Published, Rating
from acuerdo.records.models.seasons import Application, Placement, Preference, Season
from acuerdo.records.models.visits import Condition, Housing, Visit, VisitFinding
from acuerdo.records.models.wages import Employment, Owed, PayReport

__all__ = [
    "Account",
    "Application",
    "Appointment",
    "Ceiling",
    "Challenge",
    "Complaint",
    "ComplaintReview",
    "Condition",
    "Contract",
    "Countersignature",
    "Credential",
    "Crossing",
    "Decision",
    "Delivery",
    "Employer",
    "Employment",
    "Entry",
    "Evidence",
    "Exhibit",
    "FailedSignIn",
    "Filing",
    "Finding",
    "Hour",
    "Housing",
    "JobOrder",
    "Link",
    "Merge",
    "Message",
    "Nomination",
    "Notice",
    "Owed",
    "PastSeason",
    "PayReport",
    "Permit",
    "PermitKey",
    "Photo",
    "Placement",
    "Preference",
    "Published",
    "Rating",
    "Recruiter",
    "Refund",
    "Reminder",
    "Renewal",
    "Review",
    "Revocation",
    "Runner",
    "Seal",
    "Season",
    "Stay",
    "Suspension",
    "Text",
    "Token",
    "Transfer",
    "Use",
    "Visit",
    "VisitFinding",
    "WorkItem",
    "Worker",
]
