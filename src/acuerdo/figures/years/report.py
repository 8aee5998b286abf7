"""One self-contained page from the result tables of simulated years."""

from acuerdo.figures.charts import Table
from acuerdo.figures.pages import known, page
from acuerdo.figures.report import picture
from acuerdo.figures.words import number

from .alone import made_alone
from .charts import heads, nothing, sections
from .tables import Years
from .words import of, why_not, word


def html(years: Years, lang: str = "en") -> str:
    """Write the report of simulated years as one page that needs nothing else.

    Args:
        years: the result tables.
        lang: `en` or `es`.

    Returns:
        A whole HTML document; the same tables always give the same text.

    Raises:
        ValueError: the language is another.
    """
    known(lang)
    return page(
        "years.html.j2",
        lang,
        word,
        title=word("page", lang, first=years.first, last=years.last),
        runs=[of(title, lang) for title in years.runs.values()],
        said=list(_said(years, lang)),
        sections=sections(years, lang),
        nothing=", ".join(nothing(years, lang)),
        unilateral=[made_alone(years, each, lang) for each in years.unilateral],
        picture=picture,
        axes=Table(
            heads(lang, "axis", "symbol", "held", "from", "to"),
            [
                (
                    word(f"axis.{each.name}", lang),
                    each.symbol,
                    *(f"{n:g}" for n in (each.held, each.low, each.high)),
                )
                for each in years.axes
            ],
        ),
        not_asked=Table(
            heads(lang, "run", "pathway", "why"),
            [
                (of(years.runs[run], lang), of(years.doors[run, pathway], lang), why_not(why, lang))
                for run, pathway, why in years.not_asked
            ],
        ),
    )


def _layers(years: Years) -> str:
    """What lines and bands hold."""
    if years.worlds == 1:
        return "one_run"
    return "several.sides" if years.answered else "several"


def _said(years: Years, lang: str) -> list[str]:
    """What holds for the whole page."""
    said = [
        word(_layers(years), lang, n=years.worlds, k=len(years.answered)),
        word("two_digits", lang),
    ]
    for run, plan in years.hypothetical:
        said.append(word("hypothetical.of", lang, title=of(years.runs[run], lang), plan=of(plan, lang)))
    if years.scenario:
        said.append(word("scenario", lang, scenario=years.scenario))
    said.append(word("played", lang, scale=number(years.scale), seed=years.seed, fit=years.fit[:12]))
    if years.settings:
        said.append(word("set", lang, settings=", ".join(years.settings)))
    return said
