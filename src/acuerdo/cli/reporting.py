"""The report of `acuerdo simulate`: what was played, handed to the figures."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from acuerdo import agreement
from acuerdo.cli.years import Ready


def start_drawing() -> None:
    """Start what draws, which takes longer than a chart: it may run while the years are played."""
    import vl_convert

    import acuerdo.figures.years  # noqa: F401

    vl_convert.vegalite_to_svg({"mark": "point"}, allowed_base_urls=[])


def reports(tables: Mapping[str, Any], found: Ready, runs: list[Any], about: Any) -> dict[str, str]:
    """The pages by the names of their files.

    Args:
        tables: as written, `asked` among them where it was played.
        found: what was played.
        runs: of the first world.
        about: years, scale, seed, scenario and settings.
    """
    from acuerdo.figures.years import html

    years = _shown(_years(tables, found, runs, about))
    return {"report.html": html(years, "en"), "report.es.html": html(years, "es")}


def _years(tables: Mapping[str, Any], found: Ready, runs: list[Any], about: Any) -> Any:
    import polars as pl

    from acuerdo.figures.years import Years
    from acuerdo.figures.years.tables import Axis
    from acuerdo.figures.years.words import WORDS
    from acuerdo.simulate import parameters
    from acuerdo.simulate.switches import axes, switches

    start = parameters.read()
    played = list(zip(runs, found.texts, strict=True))
    none = pl.DataFrame(schema=dict.fromkeys(("kind", "name", "side"), pl.String) | tables["yearly"].schema)
    held = about["parameters"][0]
    return Years(
        runs={run.name: _title(run.name, text, found) if text else WORDS["without"] for run, text in played},
        hypothetical=[(run.name, titles(text[1])) for run, text in played if text and text[1]],
        first=about["from"],
        last=about["to"],
        scale=about["scale"],
        seed=about["seed"],
        scenario=about["scenario"],
        fit=found.fit.hash,
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
        sides=tables["worlds"],
        answered=found.answered,
        unilateral=_unilateral(found, runs, tables["yearly"]),
        not_asked=[(each.name, pathway, why) for each in runs for pathway, why in each.passed_by.items()],
    )


def _title(name: str, text: Any, found: Ready) -> tuple[str, str]:
    """The title of a text, and by whom it is made where one party makes it alone."""
    from acuerdo.figures.document.nations import nation
    from acuerdo.figures.years.words import word

    if name not in found.alone:
        return titles(text[0])
    party = found.alone[name].party
    english, spanish = (
        word("alone", lang, title=title, party=nation(party, lang))
        for lang, title in zip(("en", "es"), titles(text[0]), strict=True)
    )
    return english, spanish


def _unilateral(found: Ready, runs: list[Any], yearly: Any) -> list[Any]:
    """Texts made alone, each with the run from which it differs in no count."""
    import polars as pl

    from acuerdo.figures.document.nations import NAMES
    from acuerdo.figures.years.tables import Unilateral

    counts = {run.name: yearly.filter(pl.col("run") == run.name).drop("run") for run in runs}
    made, joint = [], ""
    for run in runs:
        if run.name not in found.alone:
            joint = run.name
            continue
        each = found.alone[run.name]
        as_before = (name for name in (joint, runs[0].name) if counts[name].equals(counts[run.name]))
        same = next(as_before, "")
        made.append(Unilateral(run.name, joint, NAMES[each.party], each.dropped, same))
    return made


def _shown(years: Any) -> Any:
    """The years without runs that differ in nothing from another: they are told, not drawn again."""
    import polars as pl

    twice = [each.run for each in years.unilateral if each.same]
    tables = {
        name: getattr(years, name).filter(~pl.col("run").is_in(twice))
        for name in ("yearly", "states", "pathways", "asked", "funds")
    }
    return replace(
        years,
        runs={name: title for name, title in years.runs.items() if name not in twice},
        hypothetical=[each for each in years.hypothetical if each[0] not in twice],
        not_asked=[each for each in years.not_asked if each[0] not in twice],
        **tables,
    )


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
        "transit": "transit_encounters",
    }
    results = {name: of.get(name, name) for name in (*STOCKS, *FLOWS, MONEY)}
    results = {name: result if result in RESTS_ON else "mexican_born" for name, result in results.items()}
    labels = {name: known(result, parameters, doors, also) for name, result in results.items()}
    labels["none"] = known("mexican_born", parameters, False)
    labels["text"] = known("mexican_born", parameters, True)
    return {name: _pair(LABELS[label]) for name, label in labels.items()}
