"""Write what the documents take from the code: the reference of the language, the schemas, the pages of the
sources, of parameters and scores, of permissions and states, the example of a published match, the picture.

    .venv/bin/python docs/make.py [SEASON]

SEASON is the folder of a season that was played, such as out/demo; without it the picture stays as it is.
"""

import os
import runpy
import sys
from pathlib import Path

import django
import polars as pl

from acuerdo.agreement import mechanisms_page, quotations
from acuerdo.agreement.mechanisms import read_mechanisms
from acuerdo.agreement.reading.files import load
from acuerdo.agreement.reference import reference
from acuerdo.agreement.schema import schema_text
from acuerdo.cli.kinds import KINDS
from acuerdo.figures import Season, charts, svg
from acuerdo.figures.season import COLUMNS
from acuerdo.proof.hashing import canonical
from acuerdo.simulate import parameters
from acuerdo.simulate.fitting import fits
from acuerdo.simulate.parameters_page import page as parameters_page
from acuerdo.simulate.scoring import register
from acuerdo.simulate.scoring.page import page as scores_page

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "agreement-language.md"
SOURCES = ROOT / "docs" / "sources.md"
PARAMETERS = ROOT / "docs" / "parameters.md"
SCORES = ROOT / "docs" / "scores.md"
PICTURE = ROOT / "docs" / "images" / "season.svg"
EXAMPLE = ROOT / "docs" / "example"
MARK = "<!-- reference -->\n"
CHART = "flows"


def page(text: str) -> str:
    """A page with the reference below its mark, as the types make it now."""
    written, mark, _ = text.partition(MARK)
    return f"{written}{mark}\n{reference()}"


def sources() -> str:
    """The page of the mechanisms, with where each stands among the agreements now."""
    kept, agreements = ROOT / "data" / "sources", ROOT / "agreements"
    fingerprints = quotations.read_fingerprints(kept)
    unchecked = {
        file.relative_to(agreements).as_posix(): quotations.unchecked(load(file).tree, fingerprints)
        for file in sorted(agreements.rglob("*.yaml"))
    }
    return mechanisms_page.page(read_mechanisms(kept / "mechanisms.yaml"), fingerprints, unchecked)


def example(folder: Path) -> None:
    """Publish the small match of the tests into a folder, with the keys that signed it."""
    small = runpy.run_path(str(ROOT / "tests" / "proof" / "results.py"))
    small["published"](folder)
    (folder / "keys.json").write_bytes(canonical(small["KEYRING"]))


def service() -> dict[str, str]:
    """The pages of the service as it is now: permissions and states, and the description of its interface."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "acuerdo.web.demonstration")
    django.setup()
    from acuerdo.operate.described import page as authority  # noqa: PLC0415
    from acuerdo.web.api.app import described as interface  # noqa: PLC0415

    return {"authority.md": authority(), "openapi.json": interface()}


def picture(folder: Path) -> str:
    """The chart of the README, drawn from the tables of a season as the report draws it."""
    nothing = {name: pl.DataFrame(schema=columns.split()) for name, columns in COLUMNS.items()}
    read = ("orders", "workers", "reasons", "caps", "fairness")
    tables = {name: pl.read_parquet(folder / f"{name}.parquet") for name in read}
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
    SOURCES.write_text(sources(), "utf-8")
    SCORES.write_text(
        scores_page(register.read(register.path()), register.forecasts(), fits.read().hash), "utf-8"
    )
    PARAMETERS.write_text(parameters_page(parameters.read(), fits.read()), "utf-8")
    for name, text in service().items():
        (ROOT / "docs" / name).write_text(text, "utf-8")
    example(EXAMPLE)
    for kind, model in KINDS.items():
        (ROOT / "agreements" / "schema" / f"{kind}.schema.json").write_text(schema_text(kind, model), "utf-8")
    if len(sys.argv) > 1:
        PICTURE.write_text(picture(Path(sys.argv[1])), "utf-8")
