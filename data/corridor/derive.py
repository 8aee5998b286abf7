"""Derive the shipped tables of this folder from the project's research files.

    python data/corridor/derive.py INPUT_FOLDER [OUTPUT_FOLDER]

INPUT_FOLDER holds `mexico_census2020_sample_adults_20_64_cells.csv` and
`mmp_undocumented_crossings_origin_state_us_place.csv` (see README.md here for where they come from).
OUTPUT_FOLDER is this folder unless named. Rows that are not used are counted on the standard output.
"""

import csv
import sys
from collections import Counter
from pathlib import Path

from acuerdo.population.places import MEXICAN_STATES, US_STATES

FIRST_CROSSING_YEAR = 1980
MOVERS = "lived_in_us_5_years_before"
MMP_NAMES = {
    "Baja California del Norte": "Baja California",
    "Baja California del Sur": "Baja California Sur",
    "Coahuila de Zaragoza": "Coahuila",
    "Distrito Federal": "Ciudad de México",
    "México": "Estado de México",
}
CODE_OF_NAME = {state.name_es: code for code, state in MEXICAN_STATES.items()}


def origin_code(written: str) -> int | None:
    """Read `Uriangato, Guanajuato`, `, Oaxaca` or `Jalisco` as an INEGI code; None if not understood."""
    name = written.rpartition(",")[2].strip()
    return CODE_OF_NAME.get(MMP_NAMES.get(name, name))


def us_state(written: str) -> str | None:
    """Read `Kansas City, MO-KS ` as the state of the first-named city; None if not understood."""
    usps = written.rpartition(",")[2].strip().partition("-")[0]
    return usps if usps in US_STATES else None


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, header: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def derive_movers(source: Path, target: Path) -> None:
    """Keep the cells with at least one adult who lived in the US five years before, and that count."""
    cells = read(source / "mexico_census2020_sample_adults_20_64_cells.csv")
    keys = ("state_code", "locality", "sex", "age_group", "educ_years")
    kept = [(*(cell[key] for key in keys), cell[MOVERS]) for cell in cells if int(cell[MOVERS])]
    write(target / "circular_movers_census2020.csv", (*keys, MOVERS), kept)
    adults = sum(int(cell[MOVERS]) for cell in cells)
    print(f"circular movers: {adults:,} sampled adults in {len(kept):,} of {len(cells):,} cells")


def derive_ties(source: Path, target: Path) -> None:
    """Count crossings by state of origin and US state, from 1980 on."""
    counts: Counter[tuple[int, str]] = Counter()
    left: Counter[str] = Counter()
    for row in read(source / "mmp_undocumented_crossings_origin_state_us_place.csv"):
        crossings = int(row["crossings"])
        code, usps = origin_code(row["origin_state"]), us_state(row["us_place"])
        if int(row["crossing_year"]) < FIRST_CROSSING_YEAR:
            left[f"before {FIRST_CROSSING_YEAR}"] += crossings
        elif code is None:
            left[f"origin not understood: {row['origin_state']!r}"] += crossings
        elif usps is None:
            left[f"US place not understood: {row['us_place']!r}"] += crossings
        else:
            counts[code, usps] += crossings
    rows: list[tuple[object, ...]] = [(code, usps, n) for (code, usps), n in sorted(counts.items())]
    write(target / "ties_mmp.csv", ("origin_state_code", "us_state", "crossings"), rows)
    print(f"ties: {counts.total():,} crossings kept in {len(rows)} rows")
    for why, crossings in left.most_common():
        print(f"  left out, {why}: {crossings:,}")


def main(arguments: list[str]) -> None:
    if len(arguments) not in (1, 2):
        sys.exit(__doc__)
    source = Path(arguments[0])
    target = Path(arguments[1]) if arguments[1:] else Path(__file__).parent
    derive_movers(source, target)
    derive_ties(source, target)


if __name__ == "__main__":
    main(sys.argv[1:])
