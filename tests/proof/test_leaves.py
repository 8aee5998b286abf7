"""The tree: whoever has a leaf can show it, and nobody can show another."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acuerdo.proof.leaves import leaf, path, root, root_of_path, salts, tree

counts = st.integers(1, 70)


def some(count: int) -> list[bytes]:
    return [leaf(bytes(16), str(each).encode()) for each in range(count)]


@given(counts, st.data())
@settings(deadline=None)
def test_the_path_of_every_leaf_leads_to_the_root_and_of_no_other(count: int, data: st.DataObject) -> None:
    levels, index = tree(some(count)), data.draw(st.integers(0, count - 1))
    beside = path(levels, index)
    assert root_of_path(levels[0][index], index, count, beside) == root(levels)
    other = data.draw(st.integers(0, count - 1))
    if other != index:
        assert root_of_path(levels[0][other], index, count, beside) != root(levels)
        assert root_of_path(levels[0][index], other, count, beside) != root(levels)


@given(counts, st.data())
@settings(deadline=None)
def test_a_path_that_is_longer_or_shorter_leads_nowhere(count: int, data: st.DataObject) -> None:
    levels, index = tree(some(count)), data.draw(st.integers(0, count - 1))
    beside = path(levels, index)
    assert root_of_path(levels[0][index], index, count, [*beside, "00" * 32]) is None
    assert not beside or root_of_path(levels[0][index], index, count, beside[1:]) is None
    assert root_of_path(levels[0][index], count + index, count, beside) is None
    assert root_of_path(levels[0][index], -1, count, beside) is None


@given(counts)
@settings(deadline=None)
def test_the_tree_is_the_one_of_the_standard(count: int) -> None:
    """The recursive definition of RFC 9162, 2.1.1: split at the largest power of two below."""

    def top(leaves: list[bytes]) -> bytes:
        if len(leaves) == 1:
            return leaves[0]
        at = 1 << (len(leaves) - 1).bit_length() - 1
        return hashlib.sha256(b"\x01" + top(leaves[:at]) + top(leaves[at:])).digest()

    assert tree(some(count))[-1] == [top(some(count))]


@given(counts)
@settings(deadline=None)
def test_one_leaf_more_or_twice_the_last_makes_another_root(count: int) -> None:
    leaves = some(count)
    assert len({root(tree(each)) for each in (leaves, [*leaves, leaves[-1]], leaves[:-1])}) == 3


def test_a_node_does_not_pass_for_a_leaf() -> None:
    levels = tree(some(4))
    assert root(tree(levels[1])) != root(levels)
    left, right = levels[0][:2]
    assert leaf(bytes(16), left + right) not in levels[1]


def test_nobody_has_a_root_as_well() -> None:
    assert len(root(tree([]))) == 64


def test_the_same_fate_under_another_salt_is_another_leaf() -> None:
    assert leaf(bytes(16), b"matched") != leaf(bytes([1] * 16), b"matched")
    assert leaf(bytes(16), b"\x00matched") != leaf(bytes(17), b"matched")


@pytest.mark.parametrize("length", [0, 15, 65])
def test_a_salt_that_is_too_short_or_too_long_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="16 to 64 bytes"):
        leaf(bytes(length), b"")


def test_salts_differ_by_pseudonym_and_by_secret() -> None:
    made = [*salts(bytes(32), ["W1", "W2"]), *salts(bytes([1] * 32), ["W1", "W2"])]
    assert len(set(made)) == 4
    assert {len(each) for each in made} == {32}
    with pytest.raises(ValueError, match="at least 32 bytes, not 31"):
        salts(bytes(31), ["W1"])
