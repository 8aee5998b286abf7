"""The layouts of disclosure files that can be read: one small table each, and how to tell which a file is.

A layout names every column of its files, read or knowingly not read, so a column nobody has met is noticed.
Source: OFLC disclosure files, US Department of Labor. Statuses are all those found in the files; units of pay
are those found and, beside them, the other usual periods of pay.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from acuerdo.season.orders.opening import UnreadableOrders


class UnknownLayout(UnreadableOrders):
    """A file whose columns are those of no readable layout; the message lists what differs."""


@dataclass(frozen=True)
class Layout:
    """How one kind of file says things. Spellings are in small letters: capitals do not matter."""

    id: str
    visa: str
    reads: Mapping[str, str]  # published column -> standard column; "part" tells PRI rows from SUB rows
    not_read: frozenset[str] = frozenset()
    # published -> certified, partial, denied or withdrawn
    statuses: Mapping[str, str] = field(default_factory=dict)
    # published -> hour, week, bi-weekly, month or year
    units: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""  # why a file of this layout can be recognised but not read

    @property
    def columns(self) -> frozenset[str]:
        """Every published column."""
        return self.not_read | self.reads.keys()


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# "Expired" is a certificate whose dates are over: it was granted. H-2A, FY2017.
_H2A_STATUSES = {
    "determination issued - certification": "certified",
    "determination issued - certification expired": "certified",
    "determination issued - partial certification": "partial",
    "determination issued - partial certification expired": "partial",
    "determination issued - denied": "denied",
    "determination issued - withdrawn": "withdrawn",
}
# "(Returned)" is a certificate like the others, its places published: it was granted. "Rejected" grants no
# place: counted as denied. H-2B, FY2019.
_H2B_STATUSES = {
    "determination issued - certification": "certified",
    "determination issued - certification (returned)": "certified",
    "determination issued - partial certification": "partial",
    "determination issued - partial certification (returned)": "partial",
    "determination issued - denied": "denied",
    "determination issued - rejected": "denied",
    "withdrawn": "withdrawn",
}
# "Select Pay Range", the form's prompt left unanswered, is not a unit.
_H2A_UNITS = {"hour": "hour", "week": "week", "bi-weekly": "bi-weekly", "month": "month", "year": "year"}
_H2B_UNITS = {
    "hourly": "hour",
    "weekly": "week",
    "bi-weekly": "bi-weekly",
    "monthly": "month",
    "annual": "year",
}

# Dates of need. In H-2A files job_start_date and job_end_date are not when the work is done. Of the primary
# cases of FY2017, the first lies a median of 64 days before the requested start and in 7,539 of 9,996 before
# the application itself; the second lies halfway through the requested period in 8,883 of 10,000. They are
# the days the order stands at the state workforce agency, which recruits until half of the contract is over
# (20 CFR 655.135(d)). The requested dates are the dates of need. The reduced H-2B file carries only
# job_start_date (39 of 9,236 cases, 37 of them before the application) and job_end_date: recruiting days
# again, so no date of need is read from it.
_H2A_READS = {
    "case_number": "case",
    "case_status": "status",
    "case_received_date": "received",
    "decision_date": "decided",
    "employer_name": "employer",
    "employer_state": "employer_state",
    "organization_flag": "organization",
    "job_title": "job_title",
    "soc_code": "soc",
    "soc_title": "occupation",
    "primary_crop": "crop",
    "nbr_workers_requested": "places_requested",
    "nbr_workers_certified": "places",
    "basic_number_of_hours": "hours_week",
    "basic_rate_of_pay": "pay",
    "basic_unit_of_pay": "pay_unit",
    "emp_experience_reqd": "experience_required",
    "emp_exp_num_months": "experience_months",
    "worksite_county": "county",
    "worksite_state": "state",
    "requested_start_date_of_need": "starts",
    "requested_end_date_of_need": "ends",
}

H2A_PUBLISHED_FY2017 = Layout(
    id="h2a-published-fy2017",
    visa="H-2A",
    reads=_H2A_READS | {"primary/sub": "part", "visa_class": "visa"},
    not_read=_names("""
        trade_name_dba employer_address1 employer_address2 employer_city employer_postal_code employer_country
        employer_province employer_phone employer_phone_ext agent_poc_employer_rep_by_agent lawfirm_name
        agent_attorney_name agent_attorney_city agent_attorney_state naics_code full_time_position
        nature_of_temporary_need hourly_work_schedule_am hourly_work_schedule_pm overtime_rate_from
        overtime_rate_to supervise_other_emp supervise_how_many education_level other_edu major second_diploma
        second_diploma_major training_req num_months_training name_reqd_training worksite_city
        worksite_postal_code other_worksite_location swa_name job_idnumber job_start_date job_end_date
    """),
    statuses=_H2A_STATUSES,
    units=_H2A_UNITS,
)

H2A_REDUCED = Layout(
    id="h2a-reduced",
    visa="H-2A",
    reads=_H2A_READS | {"primary_sub": "part"},
    not_read=_names("employer_city naics_code worksite_city job_start_date job_end_date"),
    statuses=_H2A_STATUSES,
    units=_H2A_UNITS,
)

H2B_REDUCED = Layout(
    id="h2b-reduced",
    visa="H-2B",
    reads={
        "case_number": "case",
        "case_status": "status",
        "submitted_date": "received",
        "decision_date": "decided",
        "employer_name": "employer",
        "employer_state": "employer_state",
        "job_title": "job_title",
        "soc_code": "soc",
        "soc_title": "occupation",
        "nbr_workers_requested": "places_requested",
        "nbr_workers_certified": "places",
        "basic_number_of_hours": "hours_week",
        "basic_rate_of_pay": "pay",
        "pay_range_unit": "pay_unit",
        "worksite_county": "county",
        "worksite_state": "state",
    },
    not_read=_names(
        "employer_city naics_code nature_of_temporary_need worksite_city job_start_date job_end_date"
    ),
    statuses=_H2B_STATUSES,
    units=_H2B_UNITS,
)

H2A_ADDENDUM_A = Layout(
    id="h2a-addendum-a",
    visa="H-2A",
    reads={},
    not_read=_names("case_number crop wage_offer_usd per"),
    refused="it lists crops and wages of job orders but has no worker counts, dates or decisions",
)

LAYOUTS = (H2A_PUBLISHED_FY2017, H2A_REDUCED, H2B_REDUCED, H2A_ADDENDUM_A)


def folded(name: str) -> str:
    """A column name as layouts compare it: capitals and surrounding blanks do not matter, all else does."""
    return name.strip().lower()


def recognise(header: Iterable[str], file: str) -> Layout:
    """Say which layout has exactly these columns, in any order.

    Raises: UnknownLayout if none has, if a column is there twice, or if the layout cannot be used.
    """
    names = [folded(name) for name in header]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UnknownLayout(f"{file}:1: columns named more than once: {_listed(twice)}")
    for layout in LAYOUTS:
        if layout.columns == set(names):
            if layout.refused:
                hint = "hint: give the disclosure file of the job orders themselves"
                raise UnknownLayout(f"{file}: layout {layout.id} cannot be used: {layout.refused}\n  {hint}")
            return layout
    raise UnknownLayout(_difference(frozenset(names), file))


def _difference(names: frozenset[str], file: str) -> str:
    nearest = max(LAYOUTS, key=lambda each: len(each.columns & names) / len(each.columns | names))
    known = (f"{each.id} (recognised, cannot be used)" if each.refused else each.id for each in LAYOUTS)
    return "\n".join(
        (
            f"{file}:1: these columns are of no known layout; the nearest is {nearest.id}",
            f"  columns it lacks: {_listed(sorted(nearest.columns - names))}",
            f"  columns it does not know: {_listed(sorted(names - nearest.columns))}",
            f"  known layouts: {', '.join(known)}",
            "  hint: a layout is one table in acuerdo/season/orders/layouts.py",
        )
    )


def _listed(names: Iterable[str]) -> str:
    shown = (name if len(name) <= 40 else name[:40] + "…" for name in names)
    return ", ".join(name or "(no name)" for name in shown) or "none"
