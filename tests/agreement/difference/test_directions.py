"""What more means: pairs of texts that differ at one path, for each row of the table."""

from pathlib import Path

import pytest

from acuerdo.agreement.difference.meanings import EASIER, KINDS, MEANINGS, SENSES
from agreement.difference.making import between

LINES = Path(__file__).with_name("pairs.txt").read_text(encoding="utf-8").splitlines()
PAIRS = [
    tuple(cell.strip() for cell in line.split("|")) for line in LINES if line and not line.startswith("#")
]
"""The row of the table, the path, the old and the new value, the kind, and of what there is more or less."""

MIRROR = {
    "widens": "narrows",
    "narrows": "widens",
    "adds": "drops",
    "drops": "adds",
    "fixes": "unsays",
    "unsays": "fixes",
}
REVERSED = {"more": ("fewer", "less"), "fewer": ("more",), "less": ("more",)}

each_pair = pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: " ".join(pair[1:4])[:60])


@each_pair
def test_a_pair_differs_in_this_one_way(pair: tuple[str, ...]) -> None:
    _, path, old, new, kind, says = (*pair, "")[:6]
    (difference,) = between(path, old, new)
    assert (difference.kind, difference.says[0]) == (kind, says)
    assert difference.path.startswith(path.partition("[")[0].rpartition(".")[0])


@each_pair
def test_the_other_way_round_a_pair_differs_in_the_mirrored_way(pair: tuple[str, ...]) -> None:
    _, path, old, new, kind, says = (*pair, "")[:6]
    (difference,) = between(path, new, old)
    first, _, what = says.partition(" ")
    assert difference.kind == MIRROR.get(kind, kind)
    assert difference.says[0] in ([f"{other} {what}" for other in REVERSED[first]] if says else [""])


def test_every_row_of_the_table_has_its_pair() -> None:
    shown = [pair[0] for pair in PAIRS if pair[0] != "-"]
    assert set(shown) == {*(row.at for row in MEANINGS), *(row.at for row in SENSES)}
    assert len({row.at for row in MEANINGS}) == len(MEANINGS)


def test_a_pair_speaks_of_what_its_row_speaks_of() -> None:
    said = {row.at: row.en for row in (*MEANINGS, *SENSES)}
    assert [pair for pair in PAIRS if pair[0] != "-" and not pair[-1].endswith(said[pair[0]])] == []


def test_every_comparison_that_has_a_direction_has_its_pair() -> None:
    assert set(EASIER) <= {pair[1].rpartition(".")[2] for pair in PAIRS if ".eligible." in pair[1]}


def test_every_kind_of_difference_has_its_pair() -> None:
    kinds = {pair[4] for pair in PAIRS}
    assert kinds | {MIRROR.get(kind, kind) for kind in kinds} == set(KINDS)
