from acuerdo.population.places import MEXICAN_STATES, US_COLUMN, US_STATES


def test_mexico_has_its_32_states_in_the_order_of_inegi():
    assert list(MEXICAN_STATES) == list(range(1, 33))
    assert all(state.code == code for code, state in MEXICAN_STATES.items())
    spanish = [state.name_es for state in MEXICAN_STATES.values()]
    assert (spanish[8], spanish[14], spanish[15]) == ("Ciudad de México", "Estado de México", "Michoacán")


def test_short_codes_and_names_tell_mexican_states_apart():
    for field in ("iso", "name_en", "name_es"):
        assert len({getattr(state, field) for state in MEXICAN_STATES.values()}) == 32
    assert all(len(state.iso) == 3 and state.iso.isupper() for state in MEXICAN_STATES.values())
    assert all(state.name_en.isascii() for state in MEXICAN_STATES.values())


def test_the_united_states_have_50_states_the_district_and_five_territories():
    assert len(US_STATES) == 56
    assert len(set(US_STATES.values())) == 56
    assert {"DC", "PR", "VI", "GU", "AS", "MP"} < set(US_STATES)


def test_columns_follow_the_order_of_codes():
    assert list(US_COLUMN) == sorted(US_STATES)
    assert list(US_COLUMN.values()) == list(range(56))
