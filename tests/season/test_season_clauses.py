"""Clauses that a season reads of its text: attestation, shorter searches, ties, caps by formula, and those it
leaves out."""

from pathlib import Path

import numpy as np
import pytest

from acuerdo import agreement
from acuerdo.agreement.clauses.criteria import NO, UNSURE, YES
from acuerdo.agreement.registry import SECTORS
from acuerdo.season.deciding import REASONS, Decided, decide_orders
from acuerdo.season.orders import Orders, read_orders
from acuerdo.season.playing import play
from acuerdo.season.results import results
from acuerdo.season.wording import FIXED

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "agreements/us-mx-2001"
PROVEN = "certification_proves: [advertise, wage_floor, no_local]"
COUNT = "      count: not_stated\n      per: fiscal_year\n"
PATHWAY = "temporary_worker"


@pytest.fixture(scope="module")
def orders() -> Orders:
    return read_orders(ROOT / "data/job-orders/h2a-fy2017.csv.gz")


def words(*changes: tuple[str, str]) -> str:
    """The text of 2001 with some words replaced."""
    found = (FOLDER / "agreement.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in found
        found = found.replace(old, new, 1)
    return found


def plan(tmp_path: Path, without: str = "") -> agreement.Plan:
    """The plan of 2001, without what it assumes of one silence."""
    head, *assumed = (FOLDER / "plan.yaml").read_text(encoding="utf-8").split("  - at: ")
    kept = [one for one in assumed if not without or without not in one]
    (tmp_path / "plan.yaml").write_text("  - at: ".join([head, *kept]), encoding="utf-8")
    return agreement.read_plan(tmp_path / "plan.yaml")


def decided(text: str, orders: Orders, tmp_path: Path) -> Decided:
    return decide_orders(agreement.read_text(text), plan(tmp_path), PATHWAY, orders.table)


def test_an_attestation_that_no_disclosure_file_gives_needs_evidence(orders: Orders, tmp_path: Path) -> None:
    found = decided(words((PROVEN, f"{PROVEN}\n      attest: true")), orders, tmp_path)
    plain = decided(words(), orders, tmp_path)
    attested = np.array(REASONS)[found.reason] == "attest"
    assert attested.any()
    assert (found.answer[attested] == UNSURE).all()
    assert YES not in found.answer
    assert (plain.answer[attested] == YES).sum() == (plain.answer == YES).sum()
    assert FIXED["attest"][2] == "labour_market_test"


def test_a_certification_may_prove_the_attestation_too(orders: Orders, tmp_path: Path) -> None:
    proven = f"{PROVEN.removesuffix(']')}, attest]\n      attest: true"
    found, plain = (decided(one, orders, tmp_path) for one in (words((PROVEN, proven)), words()))
    assert (found.answer == plain.answer).all()


def test_while_the_sector_may_be_exempt_a_denied_certification_refuses_nobody(
    orders: Orders, tmp_path: Path
) -> None:
    found = decided(words((PROVEN, f"{PROVEN}\n      exempt: [fishing]")), orders, tmp_path)
    denied = orders.table["status"].to_numpy() == "denied"
    sector = found.facts["offer.sector"]
    assert (sector[denied] < 0).any()
    assert (found.answer[denied & (sector < 0)] == UNSURE).all()
    assert set(found.answer[denied & (sector >= 0) & (sector != SECTORS.index("fishing"))]) == {NO}
    assert set(decided(words(), orders, tmp_path).answer[denied]) == {NO}


def test_a_season_counts_its_places_by_a_formula(orders: Orders, tmp_path: Path) -> None:
    growing = "      formula: {start: {2016: 500, 2017: 500}, step: 0.05}\n      per: fiscal_year\n"
    text = agreement.read_text(words((COUNT, growing)))
    season = play(text, plan(tmp_path, "cap.count"), orders, PATHWAY, 3_000, seed=2017)
    caps = results(season).caps
    pool = caps.filter(caps["set_aside"].is_null())
    assert pool["places"].to_list() == [500] * pool.height
    assert pool["granted"].max() == 500


def test_a_formula_that_needs_what_nobody_measured_is_refused_by_name(orders: Orders, tmp_path: Path) -> None:
    held = "hold_if: {fact: measure.unemployment, more_than: 0.085}"
    growing = f"      formula: {{start: {{2015: 500}}, step: 0.05, {held}}}\n      per: fiscal_year\n"
    text = agreement.read_text(words((COUNT, growing)))
    with pytest.raises(agreement.Refused, match=r"cap\.formula gives no count for this year"):
        play(text, plan(tmp_path, "cap.count"), orders, PATHWAY, 3_000, seed=2017)


def test_what_a_season_leaves_out_is_said_clause_by_clause(orders: Orders, tmp_path: Path) -> None:
    season = play(agreement.read_text(words()), plan(tmp_path), orders, PATHWAY, 300, seed=2017)
    listed = dict(results(season).not_executed)
    assert listed["pathways.temporary_worker.portability.change_employer"] == "a season is one employer"
    assert listed["pathways.temporary_worker.circularity.multiple_entry"] == "a season is one entry"
    assert "pathways.temporary_worker.circularity.named_recall" not in listed
    assert "pathways.temporary_worker.family.may_accompany" in listed
    assert len(listed) == len(results(season).not_executed)
