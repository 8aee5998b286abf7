"""Derive the shipped tables of this folder from the project's research files.

    python data/people/derive.py INPUT_FOLDER [OUTPUT_FOLDER]

INPUT_FOLDER holds the four extracts that README.md here names, with where they come from. OUTPUT_FOLDER is
this folder unless named.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

POPULATION = "wpp2019_population_by_age_sex_all_countries_1990_2050.csv"
STATES = "conapo_demographic_indicators_by_state_1950_2050.csv"
MIGRATION = "conapo_international_migration_by_state_age_sex_1950_2070.csv"
CENSUS = "mexico_census2020_sample_adults_20_64_cells.csv"

MEXICO, YEAR, LAST = "484", 1990, 2050
BROAD = {"M": "HOM", "F": "MUJ"}
GROUPS = {"0-14": (0, 15), "15-29": (15, 30), "30-64": (30, 65), "65+": (65, 200)}
SEX = {"Hombres": "M", "Mujeres": "F"}
SCHOOLING = ("0-5", "6-8", "9-11", "12+")
LOCALITIES = ("urban", "rural")

Row = dict[str, str]
Rows = list[tuple[object, ...]]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, header: tuple[str, ...], rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    print(f"{path.name}: {len(rows):,} rows")


def first(age: str) -> int:
    """The first year of an age group such as `5-9`, `05--09` or `100+`."""
    return int(age.rstrip("+").split("-")[0])


def at_home(source: Path) -> Rows:
    """People of 1990 by state, sex and five-year age: each state's broad groups, spread as the nation's
    are."""
    nation: Counter[tuple[str, int]] = Counter()
    for row in read(source / POPULATION):
        if row["country_code"] == MEXICO and row["year"] == str(YEAR):
            nation[row["sex"], first(row["age"])] += round(float(row["population_thousands"]) * 1000)
    rows: Rows = []
    for row in sorted(read(source / STATES), key=lambda each: int(each["state_code"])):
        if row["year"] != str(YEAR) or row["state_code"] == "0":
            continue
        for sex, name in BROAD.items():
            older = {each: int(row[f"{name}_{key}"]) for each, key in _BROAD_COLUMNS.items()}
            groups = {"0-14": int(row[f"{name}_MIT_AÑO"]) - sum(older.values()), **older}
            for group, (low, high) in GROUPS.items():
                ages = range(low, min(high, 105), 5)
                whole = sum(nation[sex, age] for age in ages)
                rows += [
                    (row["state_code"], sex, age, round(groups[group] * nation[sex, age] / whole))
                    for age in ages
                ]
    return rows


_BROAD_COLUMNS = {"15-29": "15_29", "30-64": "30_64", "65+": "65_MAS"}


def births(source: Path) -> Rows:
    """Births by year and state."""
    found = {(int(row["year"]), int(row["state_code"])): row["NAC"] for row in read(source / STATES)}
    return [(year, *(int(found[year, state]) for state in range(1, 33))) for year in range(YEAR, LAST + 1)]


def gone(source: Path) -> Rows:
    """Emigrants less immigrants of 1950-1989 by state, sex, five-year group of birth and period."""
    net: Counter[tuple[int, str, int, int]] = Counter()
    for row in read(source / MIGRATION):
        period = int(row["period"][:4])
        if row["state_code"] != "0" and period < YEAR:
            born = period - first(row["age"])
            moved = int(row["emigrants"]) - int(row["immigrants"])
            net[int(row["state_code"]), SEX[row["sex"]], born, period] += moved
    return [(*key, count) for key, count in sorted(net.items()) if count > 0]


def schooling(source: Path) -> Rows:
    """Sampled adults of 2020 by state, sex and age, in eight columns: urban and rural, by years of school."""
    cells: Counter[tuple[int, str, int, str, str]] = Counter()
    for row in read(source / CENSUS):
        key = (int(row["state_code"]), row["sex"], int(row["age_group"]), row["locality"], row["educ_years"])
        cells[key] += int(row["n"])
    groups = sorted({key[:3] for key in cells})
    return [(*key, *(cells[*key, *each] for each in _eight())) for key in groups]


def _eight() -> Iterator[tuple[str, str]]:
    return ((locality, years) for locality in LOCALITIES for years in SCHOOLING)


def heads(source: Path) -> Rows:
    """Sampled adults of 2020 by sex and age, and the heads of household among them."""
    cells: Counter[tuple[str, int, str]] = Counter()
    for row in read(source / CENSUS):
        for what in ("n", "household_heads"):
            cells[row["sex"], int(row["age_group"]), what] += int(row[what])
    groups = sorted({key[:2] for key in cells})
    return [(*key, cells[*key, "n"], cells[*key, "household_heads"]) for key in groups]


def main(arguments: list[str]) -> None:
    if len(arguments) not in (1, 2):
        sys.exit(__doc__)
    source = Path(arguments[0])
    target = Path(arguments[1]) if arguments[1:] else Path(__file__).parent
    write(target / "at_home_1990.csv", ("state_code", "sex", "age", "people"), at_home(source))
    write(target / "births.csv", ("year", *(f"{state}" for state in range(1, 33))), births(source))
    header = ("state_code", "sex", "born", "period", "net_emigrants")
    write(target / "gone_before_1990.csv", header, gone(source))
    eight = tuple(f"{locality} {years}" for locality, years in _eight())
    write(target / "schooling.csv", ("state_code", "sex", "age", *eight), schooling(source))
    write(target / "heads.csv", ("sex", "age", "adults", "heads"), heads(source))


if __name__ == "__main__":
    main(sys.argv[1:])
