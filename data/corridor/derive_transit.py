"""Derive the encounters of transit nationals from the project's research files.

    python data/corridor/derive_transit.py INPUT_FOLDER

`transit/encounters.csv` and `transit/returned.csv` end in December 2022, which is all the fit may read;
`held-out/transit.csv` begins in January 2023. See transit/README.md.
"""

import sys
from pathlib import Path

import polars as pl

HERE = Path(__file__).parent
NAMES = {
    "Cuba": "CUB",
    "Haiti": "HTI",
    "Nicaragua": "NIC",
    "Venezuela": "VEN",
    "Guatemala": "GTM",
    "Honduras": "HND",
    "El Salvador": "SLV",
}
FIRST, LAST, AFTER = "2011-10", "2022-12", "2023-12"


def month(year: str, number: str) -> pl.Expr:
    return pl.col(year).cast(pl.String) + "-" + pl.col(number).cast(pl.String).str.zfill(2)


def encounters(folder: Path) -> pl.DataFrame:
    """Encounters between ports by month and nationality; all who are neither named nor Mexican are OTH."""
    found = pl.read_csv(folder / "ohss_usbp_swb_encounters_monthly_by_citizenship_fy2000_2024m11.csv")
    named = found.filter(pl.col("citizenship") != "Mexico").with_columns(
        month=month("year", "month"), nationality=pl.col("citizenship").replace_strict(NAMES, default="OTH")
    )
    summed = named.group_by("month", "nationality").agg(pl.col("encounters").sum())
    months = summed.filter(pl.col("month").is_between(pl.lit(FIRST), pl.lit(AFTER))).select("month").unique()
    every = months.join(pl.DataFrame({"nationality": [*NAMES.values(), "OTH"]}), how="cross")
    whole = every.join(summed, on=["month", "nationality"], how="left").fill_null(0)
    return whole.sort("nationality", "month")


def returned(folder: Path) -> pl.DataFrame:
    """Share of encounters, at ports and between them, that were expulsions, by month and nationality."""
    found = pl.read_csv(folder / "cbp_swb_encounters_fy2020_2023_by_demographic_citizenship_title.csv")
    upper = {name.upper(): code for name, code in NAMES.items()}
    kept = found.filter(pl.col("citizenship").is_in(list(upper))).with_columns(
        month=month("calendar_year", "month_no"), nationality=pl.col("citizenship").replace_strict(upper)
    )
    expelled = pl.col("encounters").filter(pl.col("title_of_authority") == "Title 42").sum()
    share = kept.group_by("month", "nationality").agg(share=(expelled / pl.col("encounters").sum()).round(4))
    return share.filter(pl.col("month") <= LAST).sort("nationality", "month")


if __name__ == "__main__":
    given = Path(sys.argv[1])
    all_of_them = encounters(given)
    all_of_them.filter(pl.col("month") <= LAST).write_csv(HERE / "transit" / "encounters.csv")
    all_of_them.filter(pl.col("month") > LAST).write_csv(HERE / "held-out" / "transit.csv")
    returned(given).write_csv(HERE / "transit" / "returned.csv")
