import importlib.util
import sys

import pytest

from acuerdo.population import shipped

CENSUS = """state_code,locality,sex,age_group,educ_years,n,household_heads,lived_in_us_5_years_before
1,rural,F,20,0-5,3,0,0
1,rural,M,20,6-8,9,1,2
"""
CROSSINGS = """crossing_year,origin_state,us_place,crossings
1979,Jalisco,"Chicago, IL ",4
1980,Jalisco,"Chicago, IL ",1
1981,"Ocotlán, Jalisco","Chicago, IL ",2
1981,", Oaxaca","Kansas City, MO-KS ",5
1981,Atlantis,"Chicago, IL ",6
1981,Jalisco,"Chicago, ZZ ",7
"""


@pytest.fixture(scope="module")
def derive():
    spec = importlib.util.spec_from_file_location("derive", shipped.path("data/corridor/derive.py"))
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "dont_write_bytecode", True)  # compiled files would be shipped with the data
        spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Jalisco", 14),
        ("Uriangato, Guanajuato", 11),
        (", Hidalgo", 13),
        ("Ciudad de México, Distrito Federal", 9),
        ("México", 15),
        ("Morelos, Zacatecas", 32),
        ("Baja California del Norte", 2),
        ("La Paz, Baja California del Sur", 3),
        ("Torreón, Coahuila de Zaragoza", 5),
        ("Monterrey", None),
    ],
)
def test_origins_are_read_as_states(derive, written, code):
    assert derive.origin_code(written) == code


@pytest.mark.parametrize(
    ("written", "usps"),
    [("Los Angeles-Long Beach, CA ", "CA"), ("Louisville, KY-IN ", "KY"), ("Chicago", None)],
)
def test_metropolitan_areas_are_read_as_the_state_of_their_first_city(derive, written, usps):
    assert derive.us_state(written) == usps


def test_what_is_left_out_is_counted(derive, tmp_path, capsys):
    (tmp_path / "mexico_census2020_sample_adults_20_64_cells.csv").write_text(CENSUS, "utf-8")
    (tmp_path / "mmp_undocumented_crossings_origin_state_us_place.csv").write_text(CROSSINGS, "utf-8")
    out = tmp_path / "out"
    out.mkdir()
    derive.main([str(tmp_path), str(out)])
    movers = (out / "circular_movers_census2020.csv").read_text("utf-8")
    assert movers.splitlines() == [
        "state_code,locality,sex,age_group,educ_years,lived_in_us_5_years_before",
        "1,rural,M,20,6-8,2",
    ]
    ties = (out / "ties_mmp.csv").read_text("utf-8")
    assert ties.splitlines() == ["origin_state_code,us_state,crossings", "14,IL,3", "20,MO,5"]
    assert capsys.readouterr().out.splitlines() == [
        "circular movers: 2 sampled adults in 1 of 2 cells",
        "ties: 8 crossings kept in 2 rows",
        "  left out, US place not understood: 'Chicago, ZZ ': 7",
        "  left out, origin not understood: 'Atlantis': 6",
        "  left out, before 1980: 4",
    ]


def test_without_a_folder_it_says_how_it_is_called(derive):
    with pytest.raises(SystemExit, match=r"derive\.py INPUT_FOLDER"):
        derive.main([])
