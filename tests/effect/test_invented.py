"""Every executed value of the other sections of the invented corridor changes some decision."""

import pytest

from acuerdo.agreement.terms import Terms
from effect import test_large, test_small
from effect.moving import FOLDERS, idle

pytestmark = pytest.mark.long


def test_every_executed_value_changes_some_decision() -> None:
    others = tuple(name for name in Terms.EXECUTES if name not in ("pathways", "caps"))
    assert idle("invented", others) == []


def test_no_shipped_agreement_is_left_out() -> None:
    assert sorted([*test_small.FOLDERS, *test_large.FOLDERS, "invented"]) == FOLDERS
