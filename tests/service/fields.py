"""The fields of a job order as a form checks them, for tests and the processes that they start."""

from datetime import date

ORDER = {
    "case": "C-1",
    "title": "Farmworker",
    "soc": "45-2092",
    "state": "NC",
    "county": "Duplin",
    "places_requested": 3,
    "starts": date(2017, 4, 1),
    "ends": date(2017, 9, 1),
    "pay_cents_hour": 1227,
    "hours_week": 40.0,
    "experience_months": 0,
    "experience_first": 0,
}
