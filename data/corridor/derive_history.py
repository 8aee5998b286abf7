"""Derive what the simulator is fitted to, and what it is held against, from the project's research files.

    python data/corridor/derive_history.py INPUT_FOLDER

Two folders that never meet: `history/targets.csv` is what the fit may read, `held-out/series.csv` what only
the scoring may. See history/README.md for sources, discrepancies and limits.
"""

import sys
from pathlib import Path
from typing import NamedTuple

import polars as pl

HERE = Path(__file__).parent
LAST_FITTED = 2007
CPI_2017_OVER_2009 = 245.12 / 214.54
"""US consumer prices, annual means (BLS CPIAUCSL); dollars of 2009 or 2010 are taken as 2009."""


class Row(NamedTuple):
    quantity: str
    first: int
    last: int
    year_kind: str
    month: int
    value: float
    unit: str
    error: float
    error_kind: str
    src: str


def read(folder: Path, name: str) -> pl.DataFrame:
    return pl.read_csv(folder / f"{name}.csv", infer_schema_length=None)


def apprehensions(folder: Path) -> list[Row]:
    """Mexicans from FY2000; all nationals before, of whom 1.7% were not Mexican in FY2000."""
    total = read(folder, "usbp_southwest_apprehensions_by_sector_fy1960_2019")
    mexican = read(folder, "usbp_apprehensions_mexican_vs_other_by_sector_fy2000_2019")
    southwest = pl.col("sector") == "southwest border"
    before = total.filter(southwest & pl.col("fiscal_year").is_between(1991, 1999))
    after = mexican.filter(southwest)
    rows = [
        (*each, "USBP by sector, all nationals")
        for each in before.select("fiscal_year", "apprehensions").rows()
    ]
    rows += [
        (*each, "USBP by sector, Mexicans")
        for each in after.select("fiscal_year", "mexican_apprehensions").rows()
    ]
    return [
        Row("apprehensions", year, year, "fiscal", 0, value, "events a year", 0.15, "relative", src)
        for year, value, src in rows
    ]


def unauthorized() -> list[Row]:
    points = [
        *[(year, 3, millions, "Pew 2015") for year, millions in ((1990, 2.0), (1995, 2.9), (2000, 4.5))],
        (2006, 1, 6.6, "DHS OIS (Hoefer, Rytina and Campbell 2007)"),
        (2007, 3, 6.9, "Pew 2015"),
        (2009, 3, 6.4, "Pew 2015"),
        (2012, 3, 6.05, "Pew 2013"),
        (2014, 3, 5.8, "Pew 2015"),
        (2015, 1, 6.2, "DHS OIS (Baker 2021), nearly 55% of 11.4 million"),
        (2018, 1, 5.6, "DHS OIS (Baker 2021), slightly fewer than 50% of 11.4 million"),
        (2022, 3, 4.0, "Pew 2024; MPI says 5.1"),
    ]
    return [
        Row(
            "unauthorized",
            year,
            year,
            "moment",
            month,
            round(millions * 1e6),
            "people",
            0.10,
            "relative",
            src,
        )
        for year, month, millions, src in points
    ]


def mexican_born(folder: Path) -> list[Row]:
    stock = read(folder, "un_desa_bilateral_migrant_stock_1990_2020")
    us = stock.filter((pl.col("origin") == "Mexico") & pl.col("destination").eq("United States"))
    return [
        Row("mexican_born", year, year, "moment", 7, people, "people", 0.10, "relative", "UN DESA 2020")
        for year, people in us.select("year", "migrants").sort("year").rows()
    ]


def flows(folder: Path) -> list[Row]:
    """CONAPO counts changes of residence, the model trips: only their difference compares."""
    found = read(folder, "conapo_international_migration_by_state_age_sex_1950_2070")
    nation = found.filter(pl.col("state_code") == 0).group_by("period")
    by = {
        period: (left / 5, came / 5)
        for period, left, came in nation.agg(pl.col("emigrants").sum(), pl.col("immigrants").sum()).rows()
    }
    src = "CONAPO 2023, departures less arrivals; the UN's figure differs by up to 250,000 a year"
    rows = []
    for first in (1990, 1995, 2000, 2005):
        left, came = by[f"{first}-{first + 4}"]
        rows.append(
            Row(
                "net_emigrants",
                first,
                first + 4,
                "calendar",
                0,
                round(left - came),
                "people a year",
                0.30,
                "relative",
                src,
            )
        )
    wave = by["2005-2009"][1] / by["2000-2004"][1]
    src = "CONAPO 2023, arrivals of 2005-09 over those of 2000-04"
    return [
        *rows,
        Row("return_wave", 2005, 2009, "calendar", 0, round(wave, 3), "factor", 0.30, "relative", src),
    ]


def prices(folder: Path) -> list[Row]:
    found = read(folder, "crossing_cost_usd_1980_2009_mmp_ucsd").filter(pl.col("year").is_between(1992, 2007))
    return [
        Row(
            "price",
            year,
            year,
            "calendar",
            0,
            round((a + b) / 2 * CPI_2017_OVER_2009),
            "USD of 2017",
            0.15,
            "relative",
            "mean of MMP and UCSD surveys, taken as USD of 2009",
        )
        for year, a, b in found.select("year", "mmp_princeton_usd", "ucsd_usd").rows()
    ]


def papers() -> list[Row]:
    trips = "Parrado and Ocampo 2019, figure 2"
    stays = "Carrión-Flores 2018, table 1; trips from 1963 on of people surveyed at home"
    borger = "Borger and others, in NRC 2013, p. 77; 1999-2009"
    lengths = (("0_6", 0.37), ("6_12", 0.31), ("13_36", 0.20), ("37_60", 0.06), ("60", 0.07))
    return [
        Row("first_trips_by_40", 1996, 2001, "calendar", 0, 0.296, "share", 0.15, "relative", trips),
        Row("first_trips_by_40", 2002, 2007, "calendar", 0, 0.203, "share", 0.15, "relative", trips),
        Row("first_trips_by_40", 2008, 2016, "calendar", 0, 0.065, "share", 0.15, "relative", trips),
        *[
            Row(
                f"first_trip_length:{name}",
                1990,
                1999,
                "calendar",
                0,
                share,
                "share of first trips",
                0.10,
                "absolute",
                stays,
            )
            for name, share in lengths
        ],
        *[
            Row(
                f"times_caught:{times}",
                1999,
                2007,
                "calendar",
                0,
                share,
                "share of people caught",
                0.05,
                "absolute",
                borger,
            )
            for times, share in (("once", 0.6), ("twice", 0.2), ("thrice", 0.2))
        ],
    ]


def remittances(folder: Path) -> list[Row]:
    found = read(folder, "banxico_remittances_yearly_1995_2026").filter(pl.col("year") <= 2019)
    return [
        Row(
            "remittances",
            year,
            year,
            "calendar",
            0,
            usd,
            "USD a year",
            0.30 if year < 2003 else 0.15,
            "relative",
            "Banxico" + ("; coverage improved until 2003" if year < 2003 else ""),
        )
        for year, usd in found.select("year", "value_usd").rows()
    ]


def visas(folder: Path) -> list[Row]:
    found = read(folder, "transcribed_h2a_jobs_visas_petitions_fy2005_2022").filter(
        pl.col("fiscal_year") >= 2008
    )
    return [
        Row(
            "h2a_visas",
            year,
            year,
            "fiscal",
            0,
            visas,
            "visas a year",
            0.05,
            "relative",
            "State, through EPI",
        )
        for year, visas in found.select("fiscal_year", "visas_issued").rows()
    ]


def census(folder: Path) -> list[Row]:
    cells = read(folder, "mexico_census2020_sample_adults_20_64_cells")
    share = cells["lived_in_us_5_years_before"].sum() / cells["n"].sum()
    return [
        Row(
            "returned_adults",
            2015,
            2020,
            "calendar",
            0,
            round(share, 5),
            "share of adults 20-64",
            0.15,
            "relative",
            "INEGI, Censo 2020, sampled adults in Mexico who lived in the US five years before (unweighted)",
        )
    ]


if __name__ == "__main__":
    given = Path(sys.argv[1])
    rows = [
        *apprehensions(given),
        *unauthorized(),
        *mexican_born(given),
        *flows(given),
        *prices(given),
        *papers(),
        *remittances(given),
        *visas(given),
        *census(given),
    ]
    names = {True: "history/targets.csv", False: "held-out/series.csv"}
    for fitted, name in names.items():
        # CONAPO's return wave of 2005-09 is held out although it begins within the years of the fit.
        kept = [row for row in rows if (row.last <= LAST_FITTED) == fitted]
        pl.DataFrame(kept, schema=list(Row._fields), orient="row", infer_schema_length=None).write_csv(
            HERE / name
        )
        print(f"{name}: {len(kept)} rows")
