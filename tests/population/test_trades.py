import re

import numpy as np

from acuerdo.agreement.registry import SECTORS
from acuerdo.matching.market import MOST_TRADES
from acuerdo.population.trades import NOT_KNOWN, sector_of, trade_of, trades


def test_trades_fit_their_bits_and_have_names_and_a_sector():
    found = trades()
    assert len(found) <= MOST_TRADES
    assert len({trade.id for trade in found}) == len({trade.en for trade in found}) == len(found)
    assert all(trade.sector in SECTORS and trade.en and trade.es for trade in found)
    assert found[-1].id == NOT_KNOWN


def test_no_beginning_of_a_code_belongs_to_two_trades_and_all_are_of_the_classification():
    codes = [code for trade in trades() for code in trade.soc]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[1-5][0-9](-[0-9]{1,4})?", code) for code in codes)


def test_the_longest_beginning_decides():
    ids = [trade.id for trade in trades()]
    codes = [
        "45-2092",
        "45-2091",
        "45-2093",
        "45-4011",
        "35-9021",
        "35-9011",
        "37-3011",
        "51-3022",
        "47-5051",
    ]
    assert [ids[at] for at in trade_of(codes)] == [
        "crops",
        "farm_machines",
        "livestock",
        "forestry",
        "kitchen",
        "table_service",
        "landscaping",
        "food_processing",
        "quarrying",
    ]


def test_every_major_group_of_civilian_work_has_a_trade():
    majors = [f"{group}-9999" for group in range(11, 54, 2)]
    assert NOT_KNOWN not in {trades()[at].id for at in trade_of(majors)}


def test_no_code_and_a_code_of_no_group_are_not_known_and_of_no_sector():
    found = trade_of([None, "", "99-1234"])
    assert {trades()[at].id for at in found} == {NOT_KNOWN}
    assert (sector_of(found) == -1).all()


def test_the_sector_of_a_trade_is_the_word_of_the_fact():
    at = trade_of(["45-2092", "45-3011", "47-2061", "51-3022", "35-2014"])
    assert [SECTORS[word] for word in sector_of(at)] == [
        "agriculture",
        "fishing",
        "construction",
        "manufacturing",
        "hospitality",
    ]
    assert sector_of(np.zeros(0, np.int64)).size == 0
