"""What the model is fitted to and what it is held against, as they are read."""

from pathlib import Path

import pytest

from acuerdo.agreement.faults import Unreadable
from acuerdo.population import shipped
from acuerdo.simulate.fitting.measures import groups, read_measures
from acuerdo.simulate.fitting.targets import FILE, LAST, targets
from acuerdo.simulate.scoring.held_out import FILE as HELD_OUT
from acuerdo.simulate.scoring.held_out import held_out

HEADER = "quantity,first,last,year_kind,month,value,unit,error,error_kind,src\n"


def test_no_target_is_later_than_the_fit_and_no_held_out_series_ends_before():
    assert all(each.last <= LAST for each in targets())
    assert all(each.last > LAST for each in held_out())


def test_stocks_are_granted_a_tenth_and_apprehensions_fifteen_hundredths():
    of = {each.quantity: each for each in targets()}
    assert of["unauthorized"].error == of["mexican_born"].error == 0.10
    assert of["apprehensions"].error == 0.15


def test_the_counts_of_2000_and_2019_are_those_published():
    assert next(e.value for e in targets() if e.name == "apprehensions 2000") == 1_615_081
    assert next(e.value for e in held_out() if e.name == "apprehensions 2019") == 166_458
    assert next(e.value for e in held_out() if e.name == "return_wave 2005-2009") == 3.529


def test_each_quantity_that_is_fitted_stands_together():
    assert list(groups(targets()))[:3] == ["apprehensions", "unauthorized", "mexican_born"]
    assert len(groups(targets())["apprehensions"]) == 17


def test_shares_of_a_whole_add_to_one():
    for table in ("first_trip_length", "times_caught"):
        assert sum(each.value for each in targets() if each.group == table) == pytest.approx(1, abs=0.02)


def test_only_what_scores_names_the_folder_of_the_held_out_series():
    package = Path(shipped.__file__).parents[1]
    name = HELD_OUT.split("/")[-2]
    naming = {each.parent.name for each in package.rglob("*.py") if name in each.read_text("utf-8")}
    assert naming == {"scoring"}


def test_every_fault_of_a_table_is_told_with_its_line(tmp_path: Path):
    path = tmp_path / "t.csv"
    path.write_text(
        HEADER + "price,1990,x,lunar,0,-1,USD,0.1,relative,\nprice,1990,1990,fiscal,0,1,USD,a,odd,s\n"
    )
    with pytest.raises(Unreadable) as refused:
        read_measures(path)
    told = str(refused.value)
    for each in (
        ":2:",
        "found 'x'",
        "found 'lunar'",
        "found '-1'",
        "src is empty",
        ":3:",
        "found 'odd'",
        "found 'a'",
    ):
        assert each in told


def test_a_table_with_other_columns_is_refused(tmp_path: Path):
    path = tmp_path / "t.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(Unreadable, match="the columns must be quantity"):
        read_measures(path)
    assert FILE != HELD_OUT
