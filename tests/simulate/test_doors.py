from datetime import date
from pathlib import Path

import numpy as np
import pytest

from acuerdo import agreement
from acuerdo.agreement.faults import Unreadable
from acuerdo.population import shipped
from acuerdo.simulate import drivers, parameters, setting
from acuerdo.simulate.doors.text import text_on
from acuerdo.simulate.running import run

PARAMETERS, DRIVERS = parameters.read(), drivers.read(1990, 2000)
SCALE = 1000
CAP = "pathways.work_permit_abroad.cap.count"


def of(name, begins=None, until=None):
    folder: Path = shipped.path(f"agreements/{name}")
    plan = agreement.read_plan(folder / "plan.yaml")
    if begins:
        span = plan.terms.as_if_in_force.model_copy(update={"from_": begins, "until": until})
        plan = agreement.Plan(plan.terms.model_copy(update={"as_if_in_force": span}), plan.document)
    return agreement.read(folder / "agreement.yaml"), plan


def permits_of_1991(value=None, **changed):
    text = of("us-2004", date(1990, 10, 1), date(1993, 10, 1))
    if value:
        text = setting.of_text(*text, {CAP: value})
    played = run(text, PARAMETERS.having(changed), DRIVERS, 1993, SCALE, 3)
    granted = played.history.extra["work_permit_abroad.granted"]
    return granted.reshape(-1, 12), played


@pytest.fixture(scope="module")
def permits():
    return permits_of_1991(job_lost=0.0)


def by_fiscal_year(granted):
    return np.concatenate([granted.ravel()[9:], np.zeros(9)]).reshape(-1, 12).sum(1)


def test_no_fiscal_year_has_more_permits_than_its_cap(permits):
    assert by_fiscal_year(permits[0]).max() <= 200_000
    assert by_fiscal_year(permits[0])[:2].min() > 150_000


def test_who_has_no_place_waits_and_is_served_when_places_come(permits):
    waiting = permits[1].history.extra["work_permit_abroad.waiting"]
    assert waiting.max() > 0
    assert permits[0].ravel()[9 + 12] > 0


def test_a_smaller_cap_set_for_a_run_is_kept_too():
    granted, _ = permits_of_1991("40_000")
    assert by_fiscal_year(granted)[:2].tolist() == [40_000, 40_000]


def test_no_offer_no_permit():
    granted, _ = permits_of_1991(job_offers=1e5)
    assert by_fiscal_year(granted)[:2].max() <= 1e5 + 12 * SCALE


def test_nobody_is_given_a_permit_outside_the_days_of_the_text(permits):
    granted = permits[0].ravel()
    assert granted[:9].sum() == 0
    assert granted[9 + 36 :].sum() == 0


def test_permits_end_and_some_stay_without_one(permits):
    ended = permits[1].history.calendar("permits_ended")
    assert ended[:3].sum() == 0, "the first were given in October 1990, for three years"
    assert ended[3] > 0
    no_job_ends = PARAMETERS.having({"job_lost": 0.0})
    later = run(
        of("us-2004", date(1990, 2, 1), date(1990, 12, 1)), no_job_ends, DRIVERS, 1994, SCALE, 3
    ).history
    gone, over = later.calendar("permits_ended").sum(), later.calendar("overstays").sum()
    assert gone + over == pytest.approx(
        later.calendar("permits").sum() + later.calendar("permits_within").sum(), rel=0.05
    )
    assert 0 < over / (gone + over) < 0.08


def test_the_fee_is_paid_once_for_each_permit_within_the_country(permits):
    extra = permits[1].history.extra
    assert extra["work_permit_present.granted"].sum() > 0
    assert extra["work_permit_present.fees"].sum() == 1000 * extra["work_permit_present.granted"].sum()


def test_who_came_after_the_day_of_presence_is_not_regularised():
    """The five points as if in 1991: presence by then is asked for, and half of two years at work."""
    text = of("us-mx-2001", date(1991, 1, 1), date(1992, 12, 31))
    day = "pathways.earned_regularisation.eligible.all.presence.on_or_before"
    opens = "pathways.earned_regularisation.window.opens"
    given = []
    for latest in ("1991-01-01", "1984-01-01"):
        changed = setting.of_text(*text, {day: latest, opens: "1991-03-01"})
        given.append(run(changed, PARAMETERS, DRIVERS, 1992, SCALE, 3).history.calendar("regularised").sum())
    assert given[0] > 2 * given[1] > 0


def test_a_text_that_is_silent_where_a_door_needs_words_is_refused_by_name():
    text, plan = of("us-2004", date(1990, 10, 1), date(1993, 10, 1))
    kept = [each for each in plan.terms.assume if each.at != CAP]
    silent = agreement.Plan(plan.terms.model_copy(update={"assume": kept}), plan.document)
    with pytest.raises(agreement.Refused, match=CAP):
        text_on(text, silent, date(1991, 1, 1))


def test_pathways_that_are_not_asked_are_named_with_the_reason():
    found = text_on(*of("us-mx-2023"), date(2023, 2, 1))
    assert "not open to Mexican nationals" in found.passed_by["chnv_parole"]
    assert [door.name for door in found.doors] == ["h2b_supplement"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"pathways.work_permit_abroad.cap.cout": "1"}, "names nothing"),
        ({"title.en": "Another"}, "read by no rule"),
    ],
)
def test_a_setting_that_would_do_nothing_is_refused(settings, said):
    with pytest.raises(Unreadable, match=said):
        setting.of_text(*of("us-2004"), settings)


def test_settings_of_wrong_form_are_all_named():
    with pytest.raises(Unreadable) as error:
        setting.split(["substitution", "overstay=much", "pathways.x.cap.count=3"])
    assert len(error.value.faults) == 2
