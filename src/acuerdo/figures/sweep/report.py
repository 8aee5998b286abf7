"""One self-contained page from the table of a sweep."""

from collections.abc import Iterator

from acuerdo.figures.pages import known, page
from acuerdo.figures.report import picture
from acuerdo.figures.words import number
from acuerdo.figures.years.words import SERIES, of

from .charts import same, sections
from .tables import Sweep
from .words import word


def html(sweep: Sweep, lang: str = "en") -> str:
    """Write the report of a sweep as one page that needs nothing else.

    Returns:
        A whole HTML document; the same table always gives the same text.

    Raises:
        ValueError: the language is another.
    """
    known(lang)
    return page(
        "sweep.html.j2",
        lang,
        word,
        under=of(sweep.title, lang) if sweep.title else word("without", lang),
        said=list(_said(sweep, lang)),
        sections={name: figures for name, figures in sections(sweep, lang).items() if figures},
        same=", ".join(of(SERIES[series], lang) for series in same(sweep)),
        picture=picture,
    )


def _said(sweep: Sweep, lang: str) -> Iterator[str]:
    """What holds for the whole page."""
    for path in sweep.paths:
        key = "varied" if path.held is None else "varied.held"
        yield word(
            key,
            lang,
            path=path.name,
            n=number(len(path.values)),
            first=path.values[0],
            last=path.values[-1],
            held=path.held,
        )
    yield word("compared" if len(sweep.paths) == 1 else "compared.grid", lang)
    yield word("worlds.one", lang) if sweep.worlds == 1 else word("worlds.many", lang, n=sweep.worlds)
    yield word("held", lang)
    yield word("two_digits", lang)
    if sweep.plan:
        yield word("under", lang, plan=of(sweep.plan, lang))
    if sweep.scenario:
        yield word("scenario", lang, scenario=sweep.scenario)
    yield word(
        "played",
        lang,
        runs=number(sweep.runs),
        scale=number(sweep.scale),
        seed=sweep.seed,
        fit=sweep.fit[:12],
        hash=sweep.hash[:12],
    )
