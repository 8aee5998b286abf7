"""What people meet at the doors of a text is decided by its rules: tests of offers, absence, recall,
employers, families, limits by country and funds."""

from datetime import date

import numpy as np
import pytest

from acuerdo import agreement
from acuerdo.population import shipped
from acuerdo.simulate import drivers, moves, parameters, setting, states, world
from acuerdo.simulate.doors.family import members
from acuerdo.simulate.doors.fund import Funds
from acuerdo.simulate.doors.limits import added
from acuerdo.simulate.doors.offers import NONE, OF_A_MONTH, Offers
from acuerdo.simulate.doors.permits import Permits
from acuerdo.simulate.doors.register import Register
from acuerdo.simulate.doors.text import text_on
from acuerdo.simulate.flows import Flow, no_flows
from acuerdo.simulate.running import run
from acuerdo.simulate.states import State

PARAMETERS, DRIVERS = parameters.read(), drivers.read(1990, 2017)
ABROAD = "pathways.work_permit_abroad"
WORKER = "pathways.temporary_worker"
SEED = 3
DAY = date(2017, 3, 1)
MONTH = 12 * 27 + 2


def of(name, begins=None, until=None):
    folder = shipped.path(f"agreements/{name}")
    plan = agreement.read_plan(folder / "plan.yaml")
    if begins:
        span = plan.terms.as_if_in_force.model_copy(update={"from_": begins, "until": until})
        plan = agreement.Plan(plan.terms.model_copy(update={"as_if_in_force": span}), plan.document)
    return agreement.read(folder / "agreement.yaml"), plan


def text(name="us-mx-2001", on=DAY, **changed):
    pair = of(name)
    if changed:
        pair = setting.of_text(*pair, {path.replace("__", "."): value for path, value in changed.items()})
    return text_on(*pair, on)


def door(found, name="temporary_worker"):
    return next(each for each in found.doors if each.name == name)


def worker(part, value):
    return text(**{f"{WORKER}.{part}": value})


class Plain:
    """People to whom nothing happens but at the doors."""

    def __init__(self):
        self.world = world.build(PARAMETERS, DRIVERS, 20_000, SEED)
        self.flows = no_flows()

    def change(self, who, to, clock, trip=False):
        ties = np.zeros(3, np.int64)
        moves.change(self.world, who, to, clock, (SEED, MONTH, ties) if trip else None)

    def at_home(self, n):
        return np.flatnonzero(states.state(self.world.records) == State.NEVER_GONE)[:n]


def permits_given(found, n, **changed):
    """Permits given to n people in a month under a text."""
    engine, permits = Plain(), Permits(PARAMETERS.having(changed), SEED)
    permits.learn(list(found.doors), found.enacted.agreement.terms.calendar)
    who = engine.at_home(n)
    permits.give(engine, door(found), who, MONTH, trip=True)
    return engine, permits, who


class Told(dict):
    def __call__(self, name, **values):
        for series, value in values.items():
            self[series] = self.get(series, 0) + int(value)


def offers(**changed):
    return Offers(PARAMETERS.having(changed), DRIVERS, 100, SEED)


def passing(found, name, made):
    ids = made.of_month(12)
    return made.pass_test(door(found, name), found.enacted, 12, ids)


def of_2004(**changed):
    return text("us-2004", date(2006, 3, 1), **changed)


def test_an_offer_counts_only_if_it_was_advertised_as_long_as_the_text_asks():
    test = f"{ABROAD}.labour_market_test.advertise"
    days = offers().facts(offers().of_month(12), 12)["offer.advertised_days"]
    for least in (0, 20, 30, 60):
        found = passing(of_2004(**{test: f"{least} days"}), "work_permit_abroad", offers())
        assert not found[days < least].any()
    assert not found.any()
    assert passing(of_2004(), "work_permit_abroad", offers()).mean() > 0.7


def test_where_a_certification_is_proof_only_denied_offers_fail():
    assert passing(text(), "temporary_worker", offers(offer_certified=1.0)).all()
    share = passing(text(), "temporary_worker", offers(offer_certified=0.9)).mean()
    assert share == pytest.approx(0.9, abs=0.05)


def test_an_offer_below_the_wage_floor_of_a_text_fails():
    floor = f"{ABROAD}.labour_market_test.wage_floor"
    assert not passing(of_2004(**{floor: "90.00 USD"}), "work_permit_abroad", offers()).any()
    assert passing(of_2004(**{floor: "0.50 USD"}), "work_permit_abroad", offers()).any()


def test_a_wage_floor_in_another_currency_is_refused_with_a_way_out():
    with pytest.raises(agreement.Refused, match="simulated offers pay in USD"):
        of_2004(**{f"{ABROAD}.labour_market_test.wage_floor": "200.00 MXN"})


def test_of_who_has_no_offer_nothing_is_known_but_that_there_is_none():
    facts = offers().held(door(text()), np.array([NONE, 12 * OF_A_MONTH]), 12)
    assert facts["offer.exists"].tolist() == [0, 1]
    assert facts["offer.labour_market_test"].tolist() == [-1, 0]
    assert np.isnat(facts["offer.certified_on"]).tolist() == [True, False]


def test_a_text_without_passing_offers_grants_nothing():
    changed = setting.of_text(
        *of("us-2004", date(1990, 10, 1), date(1993, 10, 1)),
        {f"{ABROAD}.labour_market_test.advertise": "60 days"},
    )
    extra = run(changed, PARAMETERS, DRIVERS, 1991, 5000, SEED).history.extra
    assert extra["work_permit_abroad.offers_failed"].sum() > 0
    assert extra["work_permit_abroad.granted"].sum() == 0


def test_nobody_comes_again_before_the_absence_that_the_text_asks_for():
    found = worker("stay.absence_between", "12 months")
    engine, permits, who = permits_given(found, 10)
    permits.register.write(who, left=MONTH)
    assert not permits.may_come(door(found), who, MONTH + 11).any()
    assert permits.may_come(door(found), who, MONTH + 12).all()
    assert permits.may_come(door(found), engine.at_home(12)[10:], MONTH).all(), "who never came may come"


def test_where_an_absence_is_asked_for_the_number_of_renewals_bounds_the_stays():
    found = text(**{f"{WORKER}.stay.renewals": "1"})
    engine, permits, who = permits_given(found, 5)
    permits.register.write(who, left=MONTH + 24)
    assert permits.may_come(door(found), who, MONTH + 36).all()
    permits.give(engine, door(found), who, MONTH + 36, trip=True)
    permits.register.write(who, left=MONTH + 60)
    assert not permits.may_come(door(found), who, MONTH + 200).any()


def test_without_an_absence_a_stay_is_renewed_in_place_as_often_as_the_text_allows():
    found = text(**{f"{WORKER}.stay.absence_between": "none", f"{WORKER}.stay.renewals": "2"})
    engine, permits, who = permits_given(found, 200, rehired=0.85)
    for end in range(1, 4):
        told = Told()
        permits.end(engine, MONTH + 24 * end, True, told)
        assert (told.get("renewed", 0) > 0) == (end <= 2)
    assert not permits.holders.size
    assert engine.flows[Flow.PERMITS_ENDED] + engine.flows[Flow.OVERSTAYS] == who.size


@pytest.mark.parametrize(("says", "named"), [("true", True), ("false", False)])
def test_an_employer_names_whom_the_text_lets_be_named(says, named):
    found = worker("circularity.named_recall", says)
    engine, permits, _ = permits_given(found, 300, job_lost=0.0, rehired=0.85)
    permits.end(engine, MONTH + 24, True, Told())
    back = permits.return_of(engine, door(found), MONTH + 36)
    assert 150 < back.size < 300
    assert permits.named(door(found), back).all() == named
    assert not permits.named(door(found), engine.at_home(5)).any(), "nobody is named who never came"


@pytest.mark.parametrize(("says", "may"), [("free", True), ("with_consent", True), ("never", False)])
def test_who_loses_a_job_keeps_the_permit_with_another_employer_only_as_the_text_allows(says, may):
    found = worker("portability.change_employer", says)
    engine, permits, who = permits_given(found, 500, job_lost=0.035, job_found=0.9)
    told = Told()
    for month in range(MONTH + 1, MONTH + 13):
        permits.lose_jobs(engine, month, told)
    assert (told["employer_changed"] > 0) == may
    left = engine.flows[Flow.PERMITS_ENDED] + engine.flows[Flow.OVERSTAYS]
    assert told["jobs_lost"] == told["employer_changed"] + left > 50
    assert permits.holders.size == who.size - left


def test_a_family_comes_along_only_as_far_as_the_text_lets_it():
    clause = door(text()).pathway.family
    who = np.arange(2000)
    brought = PARAMETERS.having({"family_along": 0.5})
    none = clause.model_copy(update={"may_accompany": False})
    spouse = clause.model_copy(update={"relations": ["spouse"]})
    all_, wives, nobody, unsaid = (
        members(each, who, brought, SEED)["family.members"] for each in (clause, spouse, none, None)
    )
    assert nobody.sum() == unsaid.sum() == 0
    assert set(wives) == {0, 1}
    assert all_.mean() == pytest.approx(0.5 * 2.5, rel=0.1)
    assert (all_ >= wives).all()


def test_where_families_count_their_members_take_places_of_the_cap():
    pair = of("us-2004", date(1990, 10, 1), date(1993, 10, 1))
    granted = {}
    for counted in (False, True):
        read, plan = setting.of_text(*pair, {f"{ABROAD}.cap.count": "60_000"})
        read.document.tree["pathways"]["work_permit_abroad"]["family"]["counted_in_cap"] = str(
            counted
        ).lower()
        extra = run((read, plan), PARAMETERS.having({"family_along": 0.5}), DRIVERS, 1991, 1000, SEED)
        series = extra.history.extra
        people, along = (series[f"work_permit_abroad.{name}"][9:21].sum() for name in ("granted", "family"))
        granted[counted] = people, along
        assert people + along * counted <= 60_000
    assert granted[True][0] < granted[False][0]
    assert min(along for _, along in granted.values()) > 0


def test_lifting_the_limit_by_country_adds_what_then_comes_to_the_country_and_no_more():
    found = text()
    lifted = added(found, door(found, "quota_exempt_visas"), PARAMETERS)
    assert lifted == int(0.3 * 366_000) - int(0.07 * 366_000)
    other = text(**{"pathways.quota_exempt_visas.lifts.for": "[CAN]"})
    assert added(other, door(other, "quota_exempt_visas"), PARAMETERS) == 0


def test_visas_of_a_lifted_limit_go_to_people_at_home_with_family_there():
    begun = of("us-mx-2001", date(1991, 1, 1), date(1992, 12, 31))
    played = run(begun, PARAMETERS, DRIVERS, 1992, 2000, SEED).history
    without = run(None, PARAMETERS, DRIVERS, 1992, 2000, SEED).history
    extra = played.extra
    granted = extra["quota_exempt_visas.granted"]
    assert granted.sum() == extra["quota_exempt_visas.places"].sum() > 0
    assert granted.reshape(-1, 12).sum(1).max() <= 84_180 + 2000
    family = [each.calendar("family_first") + each.calendar("family_again") for each in (played, without)]
    assert (family[0] - family[1]).sum() == pytest.approx(granted.sum(), rel=0.1)


def funds(texts, money, numbers):
    """What funds paid in some months, as series."""
    found = Funds(numbers)
    for number, enacted in texts.items():
        found.pay(number, enacted, money[number])
    return found.series(money.size)


def test_clubs_pay_their_part_and_the_others_theirs_by_the_rules_of_the_fund():
    months = {MONTH + n: text(on=date(2017, 3 + n, 1)).enacted for n in range(3)}
    money = np.full(MONTH + 3, 2e9)
    paid = funds(months, money, PARAMETERS)
    fund = {
        payer: paid[f"funds.three_for_one.{payer}"] for payer in ("migrant_clubs", "federal", "municipal")
    }
    assert (fund["migrant_clubs"] == fund["federal"]).all()
    assert (fund["federal"] == fund["municipal"]).all()
    given = sum(
        paid[f"funds.{name}.migrant_clubs"].sum() for name in ("three_for_one", "three_for_one_productive")
    )
    assert 0.95 * 6e6 < given <= 6e6
    assert paid["funds.three_for_one.federal"][:MONTH].sum() == 0


def test_projects_that_help_fewer_families_than_a_fund_asks_for_are_not_paid():
    few = PARAMETERS.having({"project_families": 5})
    asked = text(**{"development.three_for_one_productive.min_beneficiaries": "6"}).enacted
    paid = funds({MONTH: asked}, np.full(MONTH + 1, 2e9), few)
    assert paid["funds.three_for_one.federal"].sum() > 0
    assert paid["funds.three_for_one_productive.federal"].sum() == 0


@pytest.mark.parametrize("part", ["portability.change_employer", "family.may_accompany"])
def test_silence_on_employers_or_families_is_asked_for_by_name(part):
    read, plan = of("us-mx-2001")
    kept = [each for each in plan.terms.assume if each.at != f"{WORKER}.{part}"]
    assert len(kept) < len(plan.terms.assume)
    silent = agreement.Plan(plan.terms.model_copy(update={"assume": kept}), plan.document)
    with pytest.raises(agreement.Refused, match=part):
        text_on(read, silent, DAY)


def test_what_is_kept_of_people_is_theirs_and_nothing_is_known_of_others():
    register = Register()
    register.write(np.array([7, 3]), left=np.array([70, 30]), seasons=1)
    register.write(np.array([5]), left=50)
    assert register.read("left", np.array([3, 4, 5, 7, 9])).tolist() == [30, -1, 50, 70, -1]
    assert register.read("seasons", np.array([3, 4, 5])).tolist() == [1, 0, 0]


def test_who_waits_in_mexico_stands_in_a_line_or_was_turned_back_within_a_year():
    begun = of("us-2004", date(1990, 10, 1), date(1993, 10, 1))
    history = run(begun, PARAMETERS, DRIVERS, 1992, 5000, SEED).history
    lines = history.extra["work_permit_abroad.waiting"]
    assert (history.extra["lines_in_mexico"] == lines).all()
    assert lines.max() > 0
    gave_up = history.monthly("gave_up")
    assert history.waiting_in_mexico[30] == gave_up[19:31].sum() + lines[30]
    assert history.waiting_in_mexico[3] == gave_up[:4].sum()
