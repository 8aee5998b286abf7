"""A whole agreement on one day: each clause as it decides by itself, one ledger for all."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from acuerdo import agreement
from acuerdo.agreement.clauses.pathway import Pathway
from acuerdo.agreement.facts import FACTS, Facts
from acuerdo.agreement.plan import Enacted
from acuerdo.agreement.values import NONE
from acuerdo.population.chance import stream
from acuerdo.rules.caps import UNLIMITED
from acuerdo.rules.eligibility import ELIGIBLE, eligibility
from acuerdo.rules.national_law import limit_for
from acuerdo.rules.places import GRANTED, NOT_ASKED, STATUSES
from acuerdo.rules.returns import OUTCOMES
from acuerdo.rules.whole import decide_whole
from rules.making import arrays, code, terms

ROOT = Path(__file__).parents[2] / "agreements"
TEXTS = {"us-mx-2001": date(2017, 3, 1), "us-mx-2023": date(2023, 3, 1), "invented": date(2031, 2, 15)}


def enacted(folder: str) -> Enacted:
    plan = ROOT / folder / "plan.yaml"
    text = agreement.read(ROOT / folder / "agreement.yaml")
    return agreement.enact(text, TEXTS[folder], agreement.read_plan(plan) if plan.exists() else None)


def population(n: int) -> Facts:
    """People of whom much is true that agreements ask about."""
    random, kinds = stream(5, "whole"), {}
    for name, fact in FACTS.items():
        likely: list[object] = {
            "flag": [True, True, True, False, None],
            "count": [0, 0, 1, 12, 30, 40],
            "money": [1_250, 3_000],
            "share": [0.5],
            "day": [date(2010, 1, 1), date(2016, 1, 1)],
            "word": [*(fact.words if len(fact.words) < 99 else ("MEX", "VEN", "XBB", "XCC", "USA", "XAA"))],
        }[fact.kind]
        codes = np.array([code(fact, value) for value in likely])
        kinds[name] = codes[random.integers(0, len(likely), n)]
    kinds["application.filed_on"] = np.full(n, np.datetime64("2017-02-01"))
    empty = arrays([{}])
    return Facts(n, {name: column.astype(empty.column(name).dtype) for name, column in kinds.items()})


@pytest.mark.parametrize("folder", sorted(TEXTS))
def test_each_pathway_is_decided_as_it_is_by_itself_and_only_the_eligible_ask(folder: str) -> None:
    text, facts = enacted(folder), population(3_000)
    draw = stream(1, "lots").integers(0, 2**63, facts.n, dtype=np.uint64)
    whole = decide_whole(text, facts, draw)
    terms_here = text.agreement.terms
    assert list(whole.pathways) == list(terms_here.pathways)
    for name, pathway in terms_here.pathways.items():
        decision, places = whole.pathways[name]
        alone = eligibility(pathway, terms_here, facts, text.on)
        assert (decision.outcome == alone.outcome).all()
        assert (decision.reason == alone.reason).all()
        assert (places is None) == (pathway.cap is None)
        if places is not None:
            assert ((places.status != NOT_ASKED) == (decision.outcome == ELIGIBLE)).all()
            cap = pathway.cap.on(text.on)
            if cap is not None and isinstance(cap.count, int):
                assert np.count_nonzero(places.status == GRANTED) <= cap.count
            if cap is not None and cap.count is NONE:
                assert (places.status[decision.outcome == ELIGIBLE] == GRANTED).all()


@pytest.mark.parametrize("folder", ["us-mx-2023", "invented"])
def test_no_child_alone_and_nobody_in_danger_is_returned_by_a_whole_agreement(folder: str) -> None:
    text, facts = enacted(folder), population(3_000)
    draw = stream(1, "lots").integers(0, 2**63, facts.n, dtype=np.uint64)
    for decision in decide_whole(text, facts, draw).returns.values():
        returned = decision.outcome == OUTCOMES.index("returnable")
        assert (facts["person.danger_on_return"][returned] == 0).all()
        assert (facts["person.unaccompanied_child"][returned] != 1).all()


def test_pathways_within_one_cap_draw_on_it_together() -> None:
    text, facts = enacted("invented"), population(20_000)
    draw = stream(2, "lots").integers(0, 2**63, facts.n, dtype=np.uint64)
    ledger = decide_whole(text, facts, draw).ledger
    used = {path: places for (path, _), places in ledger.used.items()}
    for path, cap in text.agreement.terms.caps.items():
        assert used[f"caps.{path}"] <= cap.on(text.on).count
    assert used["caps.nation"] >= used["caps.work"] + used["pathways.kin.cap"] > 0


def scored(fact: str) -> Pathway:
    """One place, for the most points, which one fact gives."""
    return Pathway.model_validate(
        {
            "title": "By points",
            "open_to": {"nationals_of": "any"},
            "points": {"pass_mark": "0", "table": [{"if": {"fact": fact, "is": "true"}, "points": "1"}]},
            "cap": {"count": "1", "per": "programme", "counts": "visas", "when_full": "refuse"},
            "allocation": {"order": "points"},
        }
    )


def test_each_pathway_by_points_has_a_line_of_its_own() -> None:
    asked = {"first": "offer.exists", "second": "application.fee_paid"}
    text = terms(pathways={name: scored(fact) for name, fact in asked.items()}, returns={})
    people = [{"offer.exists": at == 0, "application.fee_paid": at == 2} for at in range(4)]
    draw = np.array([3, 0, 2, 1], np.uint64)
    found = decide_whole(Standing(text), arrays(people), draw).pathways.values()  # type: ignore[arg-type]
    assert [np.flatnonzero(places.status == GRANTED).tolist() for _, places in found if places] == [[0], [2]]


def test_a_place_released_later_is_not_given_out_today() -> None:
    aside = {"name": "kept", "for": {"nationals_of": ["MEX"]}, "count": "1", "release": "6 months"}
    pathway = Pathway.model_validate(
        {
            "title": "Kept",
            "open_to": {"nationals_of": "any"},
            "cap": {"count": "1", "per": "calendar_year", "counts": "visas", "when_full": "queue"},
            "allocation": {"order": "lottery", "set_asides": [aside]},
        }
    )
    text = Standing(terms(pathways={"kept": pathway}, returns={}))
    _, places = decide_whole(text, arrays([{}]), np.zeros(1, np.uint64)).pathways["kept"]  # type: ignore[arg-type]
    assert places is not None
    assert STATUSES[int(places.status[0])] == "queued"


class Standing:
    """Terms that hold as they are."""

    def __init__(self, text: object) -> None:
        self.agreement, self.on = self, date(2021, 1, 1)
        self.terms = text

    def require(self, *prefixes: str) -> None:
        """Nothing is left unsaid."""


@pytest.mark.parametrize(
    ("nation", "limit"), [("MEX", UNLIMITED), ("CAN", UNLIMITED), ("VEN", 25_620), (None, 25_620)]
)
def test_a_limit_of_national_law_is_lifted_for_whom_the_text_says(nation: str | None, limit: int) -> None:
    text = enacted("us-mx-2001")
    name = next(iter(text.agreement.terms.national_law))
    found = limit_for(text.agreement.terms, name, arrays([{"person.nationality": nation}]), text.on)
    assert found.tolist() == [limit]
