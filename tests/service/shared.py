"""A text that lets information pass and says how long it is kept: the five points, with entries put to it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from acuerdo.population import shipped

BOTH = "between: [USA, MEX], src: fox5"
ENTRIES = f"""
information:
  - {{id: people, what: worker_record, purpose: [labour_matching, permits], retention: 6 months, {BOTH}}}
  - id: identities
    what: identity_record
    between: [USA, MEX]
    purpose: [permits, identity]
    retention: 6 months
    never: [enforcement]
    src: fox5
  - {{id: permits, what: permit_record, purpose: [permits, border_control], retention: 5 years, {BOTH}}}
  - {{id: orders, what: job_order, purpose: [labour_matching], {BOTH}}}
  - {{id: criminal_records, what: security_record, purpose: [security], retention: 1 month, {BOTH}}}
  - {{id: contracts, what: contract_record, purpose: [inspection], retention: 9 months, src: fox5}}
  - {{id: complaints, what: complaint, purpose: [remedy, permits], retention: 1 year, {BOTH}}}
"""
SHIPPED = shipped.path("agreements/us-mx-2001/agreement.yaml")


def under(settings: Any, folder: Path, entries: str = ENTRIES) -> None:
    """Let the service decide under such a text."""
    file = folder / "sharing.yaml"
    file.write_text(SHIPPED.read_text("utf-8") + entries, encoding="utf-8")
    settings.ACUERDO = replace(settings.ACUERDO, agreement=file)
