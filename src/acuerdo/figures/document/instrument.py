"""The instrument itself: its parties, its groups of countries, its form, and its state on the day."""

from datetime import date
from typing import Any

from acuerdo.agreement.terms import RUNNING, State

from .codes import worded
from .here import Here
from .labels import label
from .nations import headed, nation
from .nodes import Article, Line, Run, Said
from .reading import Reading
from .saying import named, with_origin
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
        said = Said((Run(text),), "", ("groups", name), "", "", value=False)
        lines.append(Line(named(here, name), (said, Run("."))))
    return Article(("groups",), title, tuple(lines))


def form_and_state(here: Here) -> Article:
    """What kind of text it is, its state on the day, how it came there, and what came before it."""
    lang, terms = here.lang, here.reading.terms
    form = Said((Run(worded("Terms", "form", terms.form, lang)),), "", ("form",), "", "", value=False)
    lines = [Line((Run(label("Terms", "form", lang)),), (form, Run("."))), _state_line(here)]
    past = [entry for entry in terms.lifecycle if _begun(here, entry)]
    if past:
        lines.append(Line((Run(spoken("history", lang)),), (), tuple(_past(here, entry) for entry in past)))
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
    begins = _first(list(reading.terms.lifecycle), state).from_
    return spoken("since", lang, state=words, day=day(begins, lang)) if begins else words


def _first(history: list[State], state: State) -> State:
    """The first entry of a state that may have been recorded several times on end."""
    at = history.index(state)
    while at and history[at - 1].state == state.state and history[at - 1].until in (None, history[at].from_):
        at -= 1
    return history[at]


def _state_line(here: Here) -> Line:
    """The state of the day since its first day, from the entry that begins it.

    What later entries say of a state that goes on stands in their own lines of the history.
    """
    lang, reading = here.lang, here.reading
    state = reading.terms.state_on(reading.on)
    heading = (Run(label("Terms", "lifecycle", lang)),)
    if state is None:
        words = spoken("not_yet", lang, first=day(first_day(reading), lang))
        return Line(heading, (Run(words),))
    first = _first(list(reading.terms.lifecycle), state)
    at = _inside(here, first)
    words = state_words(reading, lang)
    ending = spoken("deciding" if state.state in RUNNING else "not_deciding", lang, state="")
    runs = (Run(words[:1].upper() + words[1:]),)
    if first is not state:
        return Line(heading, (Said(runs, heading[0].text, (), at.src, at.basis, value=False), Run(ending)))
    value = with_origin(at, (*at.path, "state"), heading[0].text, runs, state.state)
    return Line(heading, (value, Run(ending)), (), remarks(at, dated=False))


def _inside(here: Here, entry: State) -> Here:
    node: Any = here.reading.tree
    history = here.reading.terms.lifecycle.entries
    place = ("lifecycle", *((history.index(entry),) if isinstance(node["lifecycle"], list) else ()))
    return inside(here, entry, node, place, "Terms.lifecycle")


def _past(here: Here, entry: State) -> Line:
    """One state of the past, or the present one, with its source and what its entry says of it."""
    lang, reading = here.lang, here.reading
    at, state = _inside(here, entry), reading.terms.state_on(reading.on)
    begins = day(entry.from_, lang) if entry.from_ else ""
    runs = (Run(worded("State", "state", entry.state, lang)),)
    above = entry is state and _first(list(reading.terms.lifecycle), entry) is entry
    if entry is state and not above:
        said = with_origin(at, (*at.path, "state"), label("Terms", "lifecycle", lang), runs, entry.state)
    else:
        said = Said(runs, "", (), at.src, at.basis, value=False)
    pieces = (Run(f"{begins}: " if begins else ""), said, Run("."))
    path = at.path if len(at.path) > 1 else ()
    return Line(pieces=pieces, remarks=() if above else remarks(at, dated=False), path=path)
