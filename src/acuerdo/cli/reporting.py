"""The report of `acuerdo simulate`: what was played, handed to the figures."""

from collections.abc import Mapping, Sequence
from typing import Any

from acuerdo import agreement


def reports(
    tables: Mapping[str, Any], texts: list[Any], runs: list[Any], fit: Any, about: Any
) -> dict[str, str]:
    """The pages by the names of their files.

    Args:
        tables: as written, `asked` among them where it was played.
        texts: of each run, with its plan; None for no text.
        runs: of the first world.
        fit: what was played.
        about: years, scale, seed, scenario and settings.
    """
    import polars as pl

    from acuerdo.figures.years import Years, html
    from acuerdo.figures.years.tables import Axis
    from acuerdo.figures.years.words import WORDS
    from acuerdo.simulate import parameters
    from acuerdo.simulate.switches import axes, switches

    start = parameters.read()
    played = list(zip(runs, texts, strict=True))
    none = pl.DataFrame(schema=dict.fromkeys(("kind", "name", "side"), pl.String) | tables["yearly"].schema)
    held = about["parameters"][0]
    years = Years(
        runs={run.name: titles(text[0]) if text else WORDS["without"] for run, text in played},
        hypothetical=[(run.name, titles(text[1])) for run, text in played if text and text[1]],
        first=about["from"],
        last=about["to"],
        scale=about["scale"],
        seed=about["seed"],
        scenario=about["scenario"],
        fit=fit.hash,
        settings=about["set"],
        yearly=tables["yearly"],
        states=tables["states"],
        pathways=tables["pathways"],
        doors={
            (run.name, name): (pathway.title.en, pathway.title.es)
            for run, text in played
            if text
            for name, pathway in text[0].terms.pathways.items()
        },
        evidence=evidence(start, len(runs) > 1),
        axes=[Axis(each.name, each.symbol, held[each.name], each.low, each.high) for each in axes(start)],
        questions={
            name: (_pair(each.question), {side: _pair(one.title) for side, one in each.sides.items()})
            for name, each in switches().items()
        },
        asked=tables.get("asked", none),
        funds=tables["funds"],
        programmes={
            (run.name, name): (programme.title.en, programme.title.es)
            for run, text in played
            if text
            for name, programme in text[0].terms.development.items()
            if programme.title
        },
        not_asked=[(each.name, pathway, why) for each in runs for pathway, why in each.passed_by.items()],
    )
    return {"report.html": html(years, "en"), "report.es.html": html(years, "es")}


def titles(document: agreement.Agreement | agreement.Plan) -> tuple[str, str]:
    """The title of a text or plan in both languages."""
    title = document.terms.title
    return title.en, title.es


def _pair(said: Mapping[str, str]) -> tuple[str, str]:
    return said["en"], said["es"]


def evidence(parameters: Any, doors: bool, also: Sequence[str] = ()) -> dict[str, tuple[str, str]]:
    """How each series is known; `text` is what a text does.

    Args:
        also: parameters that every series rests on besides, such as those that were varied.
    """
    from acuerdo.figures.years.worlds import FLOWS, MONEY, STOCKS
    from acuerdo.simulate.evidence import LABELS, RESTS_ON
    from acuerdo.simulate.evidence import evidence as known

    of = {
        "in_us": "mexican_born",
        "emigrants": "net_emigrants",
        "returnees": "net_emigrants",
        MONEY: "remittances",
    }
    results = {name: of.get(name, name) for name in (*STOCKS, *FLOWS, MONEY)}
    results = {name: result if result in RESTS_ON else "mexican_born" for name, result in results.items()}
    labels = {name: known(result, parameters, doors, also) for name, result in results.items()}
    labels["none"] = known("mexican_born", parameters, False)
    labels["text"] = known("mexican_born", parameters, True)
    return {name: _pair(LABELS[label]) for name, label in labels.items()}
