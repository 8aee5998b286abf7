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
from acuerdo.records.models.decisions import Decision, Review, Text
from acuerdo.records.models.employers import Employer, Recruiter, Suspension
from acuerdo.records.models.filings import Filing
from acuerdo.records.models.orders import Evidence, JobOrder, Nomination
from acuerdo.records.models.people import Merge, PastSeason, Worker
from acuerdo.records.models.permits import Appointment, Contract, Hour, Permit
from acuerdo.records.models.places import Ceiling, Use
from acuerdo.records.models.seasons import Application, Placement, Preference, Season

__all__ = [
    "Account",
    "Application",
    "Appointment",
    "Ceiling",
    "Complaint",
    "ComplaintReview",
    "Contract",
    "Countersignature",
    "Decision",
    "Employer",
    "Entry",
    "Evidence",
    "Exhibit",
    "FailedSignIn",
    "Filing",
    "Finding",
    "Hour",
    "JobOrder",
    "Link",
    "Merge",
    "Message",
    "Nomination",
    "PastSeason",
    "Permit",
    "Placement",
    "Preference",
    "Recruiter",
    "Refund",
    "Review",
    "Seal",
    "Season",
    "Suspension",
    "Text",
    "Token",
    "Transfer",
    "Use",
    "Worker",
]
