"""What `acuerdo claims` says of an answer, in English and Spanish."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from acuerdo.agreement.clauses.base import LANGUAGES, Pair
from acuerdo.cli.shell import paint

COLOURS = {"holds": "green", "does_not_hold": "red", "cannot_tell": "yellow", "assumed": "magenta"}
WORDS: Mapping[str, Pair] = {
    "holds": ("holds", "se sostiene"),
    "does_not_hold": ("does not hold", "no se sostiene"),
    "cannot_tell": ("cannot be told", "no se puede decir"),
    "assumed": ("assumed", "supuesta"),
    "table": ("for the negotiating table", "para la mesa de negociación"),
    "not_testable": ("not testable", "no verificable"),
    "rises": ("should rise by {} at least", "debería subir al menos {}"),
    "falls": ("should fall by {} at least", "debería bajar al menos {}"),
    "stays": ("should change by {} at most", "debería cambiar cuando mucho {}"),
    "remains": ("should fall by {} at most", "debería bajar cuando mucho {}"),
    "change": ("change", "cambio"),
    "effect": ("effect", "efecto"),
    "on": ("on {}", "en {}"),
    "without": ("without", "sin él"),
    "off": ("with the mechanism switched off", "con el mecanismo apagado"),
    "by_side": ("by side", "por lado"),
    "as fitted": ("as fitted", "según el ajuste"),
    "rests": ("rests on", "se apoya"),
    "what": ("what is {}", "en lo {}"),
    "fit": ("fit  {}, {} of its sets", "ajuste  {}, {} de sus conjuntos"),
    "range": ("{} ({} to {})", "{} (de {} a {})"),
    "count": ("{0} {1}", "{1}: {0}"),
    "sum": ("{} claims: {} simulated ({}), {}", "{} afirmaciones: {} simuladas ({}), {}"),
    "tables": ("Tables in {}", "Tablas en {}"),
}


def say(key: str, lang: str, *parts: object) -> str:
    """The words of a key, with their blanks filled."""
    return WORDS[key][LANGUAGES.index(lang)].format(*parts)


def lines(answer: Any, lang: str) -> Iterator[str]:
    """An answer: sentence, change, effect with its interval, without the mechanism, on what it rests."""
    from acuerdo.simulate.claims.changing import FITTED, OFF
    from acuerdo.simulate.claims.outcomes import OUTCOMES
    from acuerdo.simulate.evidence import LABELS

    claim, asked = answer.claim, answer.claim.experiment
    verdict = paint(say(answer.verdict, lang), fg=COLOURS[answer.verdict], bold=True)
    on = say("on", lang, OUTCOMES[asked.outcome][lang])
    wanted = say(asked.wants, lang, f"{asked.least:.0%}")
    free, off = (_shown(answer.effects[side], lang) for side in (FITTED, OFF))
    yield f"{claim.number:>3}  {claim.title[lang]}  [{claim.src}]  {verdict}"
    yield f"     “{claim.words}”"
    yield _line("change", lang, asked.cause[lang])
    yield _line("effect", lang, f"{on}: {free}; {wanted}")
    yield _line("without", lang, f"{off} {say('off', lang)}")
    judged = _judged(answer)
    if len({*judged.values()}) > 1:
        told = "; ".join(f"{_side(side, lang)}: {say(said, lang)}" for side, said in judged.items())
        yield _line("by_side", lang, told)
    label = say("what", lang, LABELS[answer.evidence][lang])
    yield _line("rests", lang, f"{label}. {claim.because[lang]}")


def unasked(claim: Any, lang: str) -> Iterator[str]:
    """A claim that is not simulated: to whom it is assigned, and why."""
    yield f"{claim.number:>3}  {claim.title[lang]}  [{claim.src}]"
    yield f"     {paint(say(claim.assigned, lang), bold=True)}: {claim.because[lang]}"


def summed(told: Sequence[Any], answers: Sequence[Any], lang: str) -> str:
    """How many claims there are of each assignment and verdict."""
    verdicts = {name: sum(each.verdict == name for each in answers) for name in COLOURS}
    others = {name: sum(each.assigned == name for each in told) for name in ("table", "not_testable")}
    found, left = (
        ", ".join(say("count", lang, number, say(name, lang)) for name, number in each.items())
        for each in (verdicts, others)
    )
    return say("sum", lang, len(told), len(answers), found, left)


def _line(key: str, lang: str, said: str) -> str:
    return f"     {say(key, lang):<10} {said}"


def _judged(answer: Any) -> dict[str, str]:
    from acuerdo.simulate.claims.changing import OFF
    from acuerdo.simulate.claims.verdicts import judged

    asked = answer.claim.experiment
    sides = ((side, effects) for side, effects in answer.effects.items() if side != OFF)
    return {side: judged(effects, asked.wants, asked.least) for side, effects in sides}


def _side(side: str, lang: str) -> str:
    """A side by its question and answer in Spanish; in English by its names, as in the tables."""
    from acuerdo.simulate.switches import switches

    if side in WORDS:
        return say(side, lang)
    name, _, taken = side.partition(": ")
    if lang == "en" or name not in switches():
        return side
    switch = switches()[name]
    return f"{switch.question[lang]} {switch.sides[taken].title[lang]}"


def _shown(effects: Any, lang: str) -> str:
    """The median and the interval in per cent, to two significant digits."""
    from acuerdo.simulate.claims.verdicts import interval

    low, middle, high = (f"{float(f'{100 * each:.2g}') + 0.0:+g}%" for each in interval(effects))
    return say("range", lang, middle, low, high)
