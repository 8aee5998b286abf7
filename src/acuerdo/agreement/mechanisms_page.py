"""The page of the mechanisms: from the data to Markdown, in English with the names in Spanish."""

from collections.abc import Iterable, Mapping, Sequence

from acuerdo.agreement.mechanisms import Mechanism, MechanismsTerms, totals
from acuerdo.agreement.quotations import Fingerprint, place

OPENING = """# What the sources say, and what carries it

Each mechanism of an agreement that five texts speak of has a row here: its words, the place in the files of \
agreements that carries it, and what of it is still to come. The page is made by `make docs` from \
[the data](../data/sources/mechanisms.yaml). Tests see to it that every row is there once, that every path \
leads to something, and that every quotation stands where it says. The texts themselves are not shipped: \
[what is kept of them](../data/sources/README.md) is enough to find a quotation in them."""

MEANINGS = {
    "clause": "a clause of an agreement file",
    "claim": "a claim of cause and effect, with the measure it is about",
    "figure": "a figure, with what it counts",
    "event": "an event, with its day",
    "position": "a stance in a party's position file",
    "text": "plain words, which no program executes",
    "feature": "something the program does, beside or without a place in a file",
    "not yet": "nothing today",
}


def page(
    mechanisms: MechanismsTerms,
    fingerprints: Mapping[str, Fingerprint],
    unchecked: Mapping[str, Sequence[str]],
) -> str:
    """The whole page.

    Args:
        fingerprints: of the texts, by file name.
        unchecked: for each file of agreements the sources it quotes of which there is no fingerprint.
    """
    parts = [
        OPENING,
        _totals(mechanisms),
        *(_source(mechanisms, name) for name in mechanisms.sources),
        _reasons(mechanisms),
        _quotations(fingerprints, unchecked),
    ]
    return "\n\n".join(parts) + "\n"


def _totals(mechanisms: MechanismsTerms) -> str:
    every = mechanisms.mechanisms
    rows = [(each, MEANINGS[each], number) for each, number in totals(mechanisms).items()]
    waiting = [
        (title.en, title.es, sum(any(each.comes_with == name for each in m.not_yet) for m in every))
        for name, title in mechanisms.parts_to_come.items()
    ]
    return "\n\n".join(
        (
            "## Totals",
            f"{len(every)} mechanisms. One may be carried in several ways, and have something still to come.",
            _table(("carried by", "which is", "mechanisms"), rows),
            _table(("to come with", "llegará con", "mechanisms"), waiting),
        )
    )


def _source(mechanisms: MechanismsTerms, name: str) -> str:
    entry = mechanisms.sources[name]
    rows = [_row(each, mechanisms) for each in mechanisms.mechanisms if place(each.src)[0] == name]
    told = [f"## {entry.title.en}", f"`{name}`. {entry.lines or 'Every line is counted.'}"]
    head = ("no.", "mechanism · *mecanismo*", "kind", "words", "status", "where", "still to come")
    return "\n\n".join((*told, _table(head, rows)))


def _row(mechanism: Mechanism, mechanisms: MechanismsTerms) -> tuple[str, ...]:
    come = [
        f"{each.what} (with {mechanisms.parts_to_come[each.comes_with].en})" for each in mechanism.not_yet
    ]
    return (
        mechanism.id,
        f"{mechanism.title.en} · *{mechanism.title.es}*",
        ", ".join(kind.replace("_", " ") for kind in mechanism.kinds),
        f"{_quoted(mechanism.words)} {mechanism.src.partition(' ')[2]}",
        ", ".join(mechanism.ways),
        "<br>".join((*_places(mechanism), *_features(mechanism))),
        "<br>".join(come),
    )


def _quoted(words: str) -> str:
    inner = words.replace("“", "‘").replace("”", "’")
    return f"“{inner}”"


def _places(mechanism: Mechanism) -> list[str]:
    paths: dict[str, list[str]] = {}
    for carrier in mechanism.carried_by:
        file, _, path = carrier.partition("#")
        paths.setdefault(file, []).append(f"`{path}`")
    return [f"{_file(file)} {', '.join(found)}" for file, found in paths.items()]


def _features(mechanism: Mechanism) -> list[str]:
    return [f"[{each.what}]({_link(each.where)})" for each in mechanism.features]


def _file(file: str) -> str:
    """A link to a file of agreements, under the name of its folder and, of a position file, of the party."""
    name = file.removesuffix(".yaml").removesuffix("/agreement").replace("/positions/", ", position of ")
    return f"[{name}]({_link(f'agreements/{file}')})"


def _link(file: str) -> str:
    return file.removeprefix("docs/") if file.startswith("docs/") else f"../{file}"


def _reasons(mechanisms: MechanismsTerms) -> str:
    rows = [
        (each.id, each.title.en, ", ".join(each.lacks), each.because)
        for each in mechanisms.mechanisms
        if each.because
    ]
    return "\n\n".join(
        (
            "## Carried in another way than their kind asks for",
            "A pathway, cap, rule, body or commitment asks for a clause, a claim for a claim, a figure for a "
            "figure, a position or red line for a stance, an event for an event.",
            _table(("no.", "mechanism", "without a", "because"), rows),
        )
    )


def _quotations(fingerprints: Mapping[str, Fingerprint], unchecked: Mapping[str, Sequence[str]]) -> str:
    kept = [
        (f"`{each.source}`", f"`{each.file}`", each.counts_lines.replace("_", " "), f"`{each.sha256[:16]}`")
        for each in fingerprints.values()
    ]
    others = [
        (_file(file), ", ".join(f"`{name}`" for name in names)) for file, names in unchecked.items() if names
    ]
    return "\n\n".join(
        (
            "## Quotations",
            "The quotations of these texts, here and in every file of agreements, are held against what is "
            "kept of them:",
            _table(("source", "file", "lines counted", "SHA-256 begins"), kept),
            "Other sources are quoted too. Of these nothing is kept, and their quotations are not checked:",
            _table(("file", "sources quoted"), others),
        )
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in line)} |" for line in lines
    )
