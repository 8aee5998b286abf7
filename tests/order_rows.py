"""Rows of files of job orders, whole in every cell, and the files that hold them."""

import csv
from pathlib import Path

H2A = {
    "case_number": "H-300-17001-000001",
    "primary_sub": "PRI",
    "case_status": "DETERMINATION ISSUED - CERTIFICATION",
    "case_received_date": "2017-01-02",
    "decision_date": "2017-02-03",
    "employer_name": "A Farm",
    "employer_city": "Faison",
    "employer_state": "NC",
    "organization_flag": "Individual Employer",
    "job_title": "Farmworker",
    "soc_code": "45-2092",
    "soc_title": "Farmworkers and Laborers, Crop",
    "primary_crop": "Tobacco",
    "naics_code": "1119",
    "nbr_workers_requested": "12.0",
    "nbr_workers_certified": "10.0",
    "basic_number_of_hours": "40.0",
    "basic_rate_of_pay": "11.27",
    "basic_unit_of_pay": "Hour",
    "emp_experience_reqd": "Y",
    "emp_exp_num_months": "3.0",
    "worksite_city": "Faison",
    "worksite_county": "Duplin",
    "worksite_state": "NC",
    "requested_start_date_of_need": "2017-04-01",
    "requested_end_date_of_need": "2017-11-01",
    "job_start_date": "2017-02-01",
    "job_end_date": "2017-07-16",
}
H2B = {
    "case_number": "H-400-19001-000001",
    "case_status": "Determination Issued - Certification",
    "submitted_date": "2019-01-02",
    "decision_date": "2019-02-03",
    "employer_name": "A Lodge",
    "employer_city": "Denver",
    "employer_state": "COLORADO",
    "job_title": "Housekeeper",
    "soc_code": "37-2012",
    "soc_title": "Maids and Housekeeping Cleaners",
    "naics_code": "721110.0",
    "nbr_workers_requested": "8",
    "nbr_workers_certified": "8.0",
    "nature_of_temporary_need": "Seasonal",
    "basic_number_of_hours": "35.0",
    "basic_rate_of_pay": "12.63",
    "pay_range_unit": "Hourly",
    "worksite_city": "Denver",
    "worksite_county": "DENVER",
    "worksite_state": "COLORADO",
    "job_start_date": "",
    "job_end_date": "",
}

Rows = list[dict[str, str]]


def h2a(number: int = 1, /, **cells: str) -> dict[str, str]:
    return H2A | {"case_number": f"H-300-17001-{number:06}"} | cells


def written(rows: Rows, path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def h2b(number: int = 1, /, **cells: str) -> dict[str, str]:
    return H2B | {"case_number": f"H-400-19001-{number:06}"} | cells
