"""Encounters of people in transit move with what a text says of them, and with nothing else."""

from pathlib import Path

import pytest

from acuerdo import agreement
from acuerdo.agreement.alone import alone
from acuerdo.simulate.transit.played import yearly

AGREEMENTS = Path(__file__).parents[2] / "agreements"


def read(name: str):
    folder = AGREEMENTS / name
    return agreement.read(folder / "agreement.yaml"), agreement.read_plan(folder / "plan.yaml")


def counts(text, world: int = 1, of: int = 1, end: int = 2024) -> list[float]:
    return yearly(world, of, "run", text, end)["value"].to_list()


def made(party: str) -> list[float]:
    found = alone(*read("us-mx-2023"), party)
    return counts((found.agreement, found.plan))


def test_the_arrangement_of_2023_has_fewest_with_both_parties_and_fewer_with_one_than_without_any():
    bare, joint, usa = counts(None), counts(read("us-mx-2023")), made("USA")
    assert joint[0] < usa[0] < bare[0], "returns since October 2022 need the party that receives"
    assert joint[1] < usa[1] < bare[1]


@pytest.mark.parametrize("name", ["us-mx-2001", "us-2004"])
def test_a_text_that_names_nobody_in_transit_changes_nothing_for_them(name):
    assert counts(read(name)) == counts(None)


def test_mexico_alone_has_neither_the_pathway_nor_the_returns():
    assert made("MEX") == counts(None)


def test_each_world_has_a_set_of_its_own_and_no_year_is_played_beyond_the_last():
    text = read("us-mx-2023")
    assert len({counts(text, world, 4)[1] for world in range(1, 5)}) == 4
    assert [len(counts(text, end=end)) for end in (2021, 2022, 2023, 2050)] == [0, 1, 2, 2]
