import numpy as np
import pytest

from acuerdo.population import chance


def test_the_same_seed_and_names_give_the_same_draws():
    assert (chance.stream(7, "pool", "age").random(5) == chance.stream(7, "pool", "age").random(5)).all()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((7, "age"), (8, "age")),
        ((7, "age"), (7, "sex")),
        ((7, "a", "bc"), (7, "ab", "c")),
        ((7, "a", "b"), (7, "a,b")),
        ((7, "a", "b"), (7, 'a", "b')),
        ((7, "a"), (7, "a", "")),
        ((7, 1), (7, "1")),
        ((7, 1, 2), (7, 12)),
        ((71, "a"), (7, 1, "a")),
        ((-7, "a"), (7, "a")),
    ],
)
def test_another_seed_or_name_gives_other_draws(one, other):
    assert not (chance.stream(*one).random(5) == chance.stream(*other).random(5)).any()


def test_the_draws_of_a_stream_are_those_of_any_machine():
    drawn = chance.stream(2017, "golden", 1).random(3)
    assert [value.hex() for value in drawn.tolist()] == [
        "0x1.0c1dd88d98680p-7",
        "0x1.fa27281915ba1p-1",
        "0x1.e475480ffd67cp-2",
    ]


def test_a_number_from_an_array_names_the_same_stream_as_a_plain_one():
    assert chance.stream(np.int64(7), np.int32(1)).random() == chance.stream(7, 1).random()


def test_drawing_from_one_stream_moves_no_other():
    alone = chance.stream(7, "a").random(4)
    first, second = chance.stream(7, "a"), chance.stream(7, "b")
    start = first.random(2)
    second.random(1000)
    assert [*start, *first.random(2)] == list(alone)


def test_drawing_more_begins_with_the_same_draws():
    assert (chance.stream(7, "a").random(1000)[:10] == chance.stream(7, "a").random(10)).all()


def test_two_streams_are_uncorrelated():
    one, other = chance.stream(7, "a").random(100_000), chance.stream(7, "b").random(100_000)
    assert abs(np.corrcoef(one, other)[0, 1]) < 4 / np.sqrt(100_000)


def test_a_stream_needs_a_name():
    with pytest.raises(ValueError, match="needs a name"):
        chance.stream(7)


def test_a_fraction_is_no_seed():
    with pytest.raises(TypeError):
        chance.stream(7.5, "a")
