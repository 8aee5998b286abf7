"""Write what the documents take from the code: the reference of the language, the schemas, the picture.

    .venv/bin/python docs/make.py SEASON

SEASON is the folder of a season that was played, such as out/demo.
"""

import sys
from pathlib import Path

import polars as pl

from acuerdo.agreement.reference import reference
from acuerdo.agreement.schema import KINDS, schema_text
from acuerdo.figures import Season, charts, svg
from acuerdo.figures.season import COLUMNS

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "agreement-language.md"
PICTURE = ROOT / "docs" / "images" / "season.svg"
MARK = "<!-- reference -->\n"
CHART = "flows"


def page(text: str) -> str:
    """A page with the reference below its mark, as the types make it now."""
    written, mark, _ = text.partition(MARK)
    return f"{written}{mark}\n{reference()}"


def picture(folder: Path) -> str:
    """The chart of the README, drawn from the tables of a season as the report draws it."""
    nothing = {name: pl.DataFrame(schema=columns.split()) for name, columns in COLUMNS.items()}
    tables = {
        name: pl.read_parquet(folder / f"{name}.parquet") for name in ("orders", "workers", "reasons", "caps")
    }
    season = Season(
        title="",
        agreement_id="",
        agreement_title="",
        plan_title=None,
        hypothetical=True,
        state="",
        facts=[],
        not_executed=[],
        sources=[],
        rows={},
        faults=[],
        **{**nothing, **tables},
    )
    return svg(charts(season, "en")[CHART])


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
    PICTURE.write_text(picture(Path(sys.argv[1])), "utf-8")
    for kind in KINDS:
        (ROOT / "agreements" / "schema" / f"{kind}.schema.json").write_text(schema_text(kind), "utf-8")
