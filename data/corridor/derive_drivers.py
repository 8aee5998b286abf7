"""Derive the shipped series of `drivers/` from the project's research files.

    python data/corridor/derive_drivers.py INPUT_FOLDER

INPUT_FOLDER holds the files named below (see drivers/README.md for where they come from). No value is changed
but where this says so; what is bridged or assumed is done when the series are read, never here.
"""

import sys
from pathlib import Path

import polars as pl

FIRST, LAST = 1990, 2050
SCHOOLING = ("0-5", "6-8", "9-11", "12+")
MALE_AGES = ("20-24", "25-29", "30-34", "35-44")
WEEKS_A_MONTH = 52 / 12
OUT = Path(__file__).parent / "drivers"


def read(folder: Path, name: str) -> pl.DataFrame:
    return pl.read_csv(folder / f"{name}.csv", infer_schema_length=None)


def monthly(folder: Path) -> pl.DataFrame:
    """Macro series from January 1990."""
    found = read(folder, "macro_us_mexico_monthly_1973_2026").filter(pl.col("month") >= f"{FIRST}-01-01")
    return found.select(
        pl.col("month").str.slice(0, 7),
        hispanic_unemployment="us_hispanic_unemployment_rate",
        us_wage="us_hourly_earnings_production_workers_usd",
        us_prices="us_cpi",
        peso="mxn_per_usd",
        mexican_prices="mexico_cpi",
    )


def yearly(folder: Path) -> pl.DataFrame:
    """Mexico by calendar year: product, people, births and fertility, counted and as CONAPO projects them."""
    gdp = read(folder, "worldbank_gdp_current_usd_by_country").filter(pl.col("iso3") == "MEX")
    un = read(folder, "wpp2024_yearly_mexico_us_1950_onward").filter(pl.col("country_code") == 484)
    conapo = read(folder, "conapo_demographic_indicators_by_state_1950_2050").filter(
        pl.col("state_code") == 0
    )
    years = pl.DataFrame({"year": range(FIRST, LAST + 1)})
    joined = years.join(gdp, on="year", how="left").join(un, on="year", how="left")
    joined = joined.join(conapo, on="year", how="left")
    return joined.select(
        "year",
        gdp_usd=pl.col("gdp_current_usd").round().cast(pl.Int64),
        people="POB_MIT_AÑO",
        births_un=(pl.col("births_thousands") * 1000).round().cast(pl.Int64),
        fertility_un="tfr",
        births_conapo="NAC",
        fertility_conapo="TGF",
    )


def agents(folder: Path) -> pl.DataFrame:
    """Border Patrol agents in the southwest at the end of each fiscal year."""
    found = read(folder, "usbp_agents_by_sector_fy1992_2019").filter(pl.col("sector") == "southwest border")
    return found.select("fiscal_year", agents=pl.col("number_of_agents").cast(pl.Int64))


def wages(folder: Path) -> pl.DataFrame:
    """Hourly pesos of men of 20 to 44 by year and schooling: monthly wages over hours, weighted by people."""
    found = read(folder, "enoe_wages_by_year_sex_age_education_2010_2019")
    men = found.filter((pl.col("sex") == "M") & pl.col("age_group").is_in(MALE_AGES))
    n = pl.col("n_with_wage")
    hourly = (pl.col("mean_monthly_wage_mxn") * n).sum() / (
        (pl.col("mean_weekly_hours") * n).sum() * WEEKS_A_MONTH
    )
    return men.group_by("year", "educ_years").agg(mxn_per_hour=hourly.round(3)).sort("year", "educ_years")


def states(folder: Path) -> pl.DataFrame:
    """Product a head of each state over the nation's, mean of 2003-2007."""
    gdp = read(folder, "inegi_gdp_by_state_2003_2024")
    people = read(folder, "conapo_demographic_indicators_by_state_1950_2050")
    both = gdp.join(people, on=["year", "state_code"]).filter(pl.col("year").is_between(2003, 2007))
    head = both.with_columns(head=pl.col("gdp_constant_2018_mxn_millions") / pl.col("POB_MIT_AÑO"))
    nation = head.filter(pl.col("state_code") == 0).select("year", nation="head")
    share = head.filter(pl.col("state_code") > 0).join(nation, on="year")
    return (
        share.group_by("state_code")
        .agg(relative=(pl.col("head") / pl.col("nation")).mean().round(4))
        .sort("state_code")
    )


def season(folder: Path) -> pl.DataFrame:
    """Mexicans met at the border by calendar month, share of the fiscal year, mean of FY2002-2007."""
    found = read(folder, "ohss_usbp_swb_encounters_monthly_by_citizenship_fy2000_2024m11")
    kept = found.filter((pl.col("citizenship") == "Mexico") & pl.col("fiscal_year").is_between(2002, 2007))
    share = pl.col("encounters") / pl.col("encounters").sum().over("fiscal_year")
    return (
        kept.with_columns(share=share)
        .group_by("month")
        .agg(share=pl.col("share").mean().round(5))
        .sort("month")
    )


def mortality(folder: Path) -> pl.DataFrame:
    found = read(folder, "wpp2024_mexico_mortality_rates_by_age_5y")
    return found.filter((pl.col("period") >= "1985") & (pl.col("period") < "2055"))


def fertility(folder: Path) -> pl.DataFrame:
    found = read(folder, "wpp2024_mexico_fertility_age_pattern")
    return found.filter(pl.col("year").is_between(FIRST, LAST))


if __name__ == "__main__":
    for make in (monthly, yearly, agents, wages, states, season, mortality, fertility):
        table = make(Path(sys.argv[1]))
        table.write_csv(OUT / f"{make.__name__}.csv")
        print(f"{make.__name__}: {table.height:,} rows")
