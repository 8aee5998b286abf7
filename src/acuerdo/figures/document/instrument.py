"""The instrument itself: its parties, its groups of countries, its form, and its state on the day."""

from datetime import date
from typing import Any

from acuerdo.agreement.terms import RUNNING, State

from .codes import worded
from .here import Here
from .labels import label
from .nations import headed, nation
from .nodes import Article, Line, Piece, Run, Said
from .reading import Reading
from .saying import named, text_runs, with_origin
from .tongue import day, joined
from .walking import field, fields, inside, remarks
from .wording import spoken


def parties(here: Here, title: tuple[Run, ...]) -> Article:
    """The parties, with their roles, and who is invited."""
    node: Any = here.reading.tree
    lines = []
    for code, party in here.reading.terms.parties.items():
        at = inside(here, party, node["parties"][code], ("parties", code), "Terms.parties")
        own = tuple(fields(at))
        lines.append(Line((Run(headed(code, here.lang)),), (), own, remarks(at), ("parties", code)))
    if here.reading.terms.invited:
        lines += field(here, "invited")
    return Article(("parties",), title, tuple(lines))


def groups(here: Here, title: tuple[Run, ...]) -> Article:
    """The named groups of countries."""
    lines = []
    for name, members in here.reading.terms.groups.items():
        words = [nation(code, here.lang) for code in members]
        text = "".join(gap + word for gap, word in zip(joined(words, here.lang), words, strict=True))
        lines.append(Line(named(here, name), (Run(f"{text}."),), path=("groups", name)))
    return Article(("groups",), title, tuple(lines))


def form_and_state(here: Here) -> Article:
    """What kind of text it is, its state on the day, how it came there, and what came before it."""
    lang, terms = here.lang, here.reading.terms
    form = worded("Terms", "form", terms.form, lang)
    lines = [
        Line((Run(label("Terms", "form", lang)),), (Run(form[:1].upper() + form[1:] + "."),), path=("form",)),
        _state_line(here),
    ]
    past = [(at, entry) for at, entry in enumerate(terms.lifecycle) if _begun(here, entry)]
    if past:
        lines.append(
            Line((Run(spoken("history", lang)),), (), tuple(_past(here, at, entry) for at, entry in past))
        )
    if terms.succeeds:
        lines += field(here, "succeeds")
    return Article(("lifecycle",), (Run(spoken("form_and_state", lang)),), tuple(lines))


def first_day(reading: Reading) -> date:
    """The first day of which the text records a state."""
    return reading.terms.begins or reading.on


def _begun(here: Here, entry: State) -> bool:
    return entry.from_ is None or entry.from_ <= here.reading.on


def state_words(reading: Reading, lang: str) -> str:
    """The state of the text on the day, and since when: `shelved since 1 November 2002`."""
    state = reading.terms.state_on(reading.on)
    if state is None:
        return spoken("no_state", lang)
    words = worded("State", "state", state.state, lang)
    begins = _since(list(reading.terms.lifecycle), state)
    return spoken("since", lang, state=words, day=day(begins, lang)) if begins else words


def _since(history: list[State], state: State) -> date | None:
    """The first day of a state that may have been recorded several times on end."""
    at = history.index(state)
    while at and history[at - 1].state == state.state and history[at - 1].until in (None, history[at].from_):
        at -= 1
    return history[at].from_


def _state_line(here: Here) -> Line:
    lang, reading = here.lang, here.reading
    state = reading.terms.state_on(reading.on)
    heading = (Run(label("Terms", "lifecycle", lang)),)
    if state is None:
        words = spoken("not_yet", lang, first=day(first_day(reading), lang))
        return Line(heading, (Run(words),))
    node: Any = reading.tree
    many = isinstance(node["lifecycle"], list)
    place = ("lifecycle", *((reading.terms.lifecycle.entries.index(state),) if many else ()))
    at = inside(here, state, node, place, "Terms.lifecycle")
    words = state_words(reading, lang)
    ending = spoken("deciding" if state.state in RUNNING else "not_deciding", lang, state="")
    value = with_origin(
        at, (*place, "state"), heading[0].text, (Run(words[:1].upper() + words[1:]),), state.state
    )
    return Line(heading, (value, Run(ending)), (), remarks(at, dated=False))


def _past(here: Here, at: int, entry: State) -> Line:
    """One state of the past, or the present one, with its source and note."""
    lang = here.lang
    begins = day(entry.from_, lang) if entry.from_ else ""
    words = worded("State", "state", entry.state, lang)
    state = Said((Run(words),), "", (), entry.src or "", entry.basis or "stated", value=False)
    pieces: list[Piece] = [Run(f"{begins}: " if begins else ""), state, Run(".")]
    if entry.note:
        pieces += [Run(" "), *text_runs(here, entry.note), Run(".")]
    return Line(pieces=tuple(pieces), path=("lifecycle", at))
