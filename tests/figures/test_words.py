"""Both languages say the same things, kindly."""

import string
from datetime import date

from acuerdo.figures.words import (
    CODES,
    MONTHS,
    WORDS,
    coded,
    mexican_state,
    month,
    number,
    share,
    us_state,
    whole_month,
    word,
)
from acuerdo.population.places import MEXICAN_STATES, US_STATES

PAIRS = [
    *WORDS.items(),
    *((f"{kind} {code}", pair) for kind, codes in CODES.items() for code, pair in codes.items()),
]


def blanks(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_words_with_the_same_blanks():
    uneven = [key for key, (english, spanish) in PAIRS if blanks(english) != blanks(spanish)]
    assert uneven == []
    assert [key for key, pair in PAIRS if not all(text.strip() for text in pair)] == []


def test_nobody_is_called_illegal():
    said = " ".join(" ".join(pair) for _, pair in PAIRS).lower()
    assert "illegal" not in said
    assert "ilegal" not in said


def test_a_code_nobody_worded_is_shown_as_it_is():
    assert coded("outcome", "sent_home_early", "es") == "sent home early"
    assert coded("outcome", None, "es") == "No consta"


def test_states_are_named_in_the_language_of_the_reader():
    assert us_state("NC", "en") == "North Carolina"
    assert us_state("NC", "es") == "Carolina del Norte"
    assert mexican_state(16, "es") == "Michoacán"


def test_a_state_that_is_not_stated_says_so():
    assert us_state(None, "en") == mexican_state(None, "en") == word("unknown", "en")
    assert mexican_state(99, "en") == "99"
    assert us_state("ZZ", "en") == "ZZ"


def test_no_two_states_share_a_name():
    for lang in ("en", "es"):
        assert len({us_state(code, lang) for code in US_STATES}) == len(US_STATES)
        assert len({mexican_state(code, lang) for code in MEXICAN_STATES}) == len(MEXICAN_STATES)


def test_months_are_named_in_the_language_of_the_reader():
    brief = {lang: {month(date(2017, k, 1), lang) for k in range(1, 13)} for lang in MONTHS}
    assert {lang: len(names) for lang, names in brief.items()} == {"en": 12, "es": 12}
    assert (month(date(2017, 1, 31), "en"), month(date(2017, 1, 31), "es")) == ("Jan 2017", "ene 2017")
    assert whole_month(date(2016, 10, 1), "en") == "October 2016"
    assert whole_month(date(2016, 10, 1), "es") == "octubre de 2016"


def test_numbers_have_thousands_separators_and_a_share_of_nothing_is_a_dash():
    assert number(1234567) == "1,234,567"
    assert share(1, 3) == "33.3%"
    assert share(0, 0) == "–"
