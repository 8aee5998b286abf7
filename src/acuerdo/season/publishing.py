"""The rounds of a season, published so that anybody can check them: see `acuerdo.proof`."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from acuerdo.agreement import Agreement, Plan
from acuerdo.agreement.reading.text import Document
from acuerdo.matching.floors import NO_GROUP
from acuerdo.matching.market import UNMATCHED
from acuerdo.population.places import MEXICAN_STATES
from acuerdo.population.pool import TASTES
from acuerdo.proof.about import About, Applied, Text
from acuerdo.proof.hashing import digest, tagged
from acuerdo.proof.leaves import salts
from acuerdo.proof.publishing import publish
from acuerdo.proof.signing import demonstration_keys
from acuerdo.season.playing import Season
from acuerdo.season.rounds import Round


def publish_rounds(
    folder: Path,
    season: Season,
    text: Agreement,
    plan: Plan | None,
    keys: Mapping[str, Ed25519PrivateKey] | None = None,
    secret: str | None = None,
) -> list[Path]:
    """Publish every round in which somebody was matched, each in a folder of its own.

    Args:
        folder: made if it does not exist.
        season: as played.
        text, plan: the texts it was played under, as read.
        keys: of the parties that sign; None for demonstration keys, and the results say so.
        secret: what pseudonyms and salts are made of; None for the seed, which everybody knows.

    Returns:
        The folders, in the sequence of the rounds.

    Raises:
        OSError: a folder cannot be written.
    """
    shown = keys is None or secret is None
    signing = keys or demonstration_keys(season.seed, sorted(text.terms.parties))
    made_of = secret or str(season.seed)
    names = [tagged("pseudonym", made_of, each).hex()[:20] for each in season.names]
    salted = salts(tagged("salts", made_of), names)
    found = []
    for number, held in enumerate(season.rounds.held, 1):
        if not (held.row != UNMATCHED).any():
            continue
        who = season.who[held.asking]
        line = {"points": -season.score[who]} if season.by_points else {}
        applied = Applied(season.names, names, salted, who, line)
        about = _about(season, held, str(number), text, plan, shown)
        publish(folder / f"round-{number}", held.market, held.row, about, applied, season.lottery, signing)
        found.append(folder / f"round-{number}")
    return found


def _about(
    season: Season, held: Round, number: str, text: Agreement, plan: Plan | None, demonstration: bool
) -> About:
    table, m = season.orders.table, season.orders.table.height
    cases, states = table["case"].to_list(), [state or "" for state in table["state"].to_list()]
    of = held.market.orders.of.tolist()
    kept_for = held.settled.kept.group.tolist()
    return About(
        season=season.lottery.terms.season,
        round=number,
        drawn=season.lottery.terms.round,
        agreement=_text(text.id, text.document),
        plan=_text(plan.terms.id, plan.document) if plan else None,
        orders=[*cases, *(f"{cases[of[m + at]]} kept {group}" for at, group in enumerate(kept_for))],
        states=[states[each] for each in of],
        caps=[f"{path} {begins}" for path, begins in held.keys],
        kinds=_lists(held),
        demonstration=demonstration,
    )


def _text(name: str, document: Document) -> Text:
    path = Path(document.file)
    whole = path.read_bytes() if path.is_file() else "\n".join(document.lines).encode()
    return Text(name, digest(whole))


def _lists(held: Round) -> list[str]:
    """The names of the lists that are made of orders alone, in the sequence of the market's lists."""
    default = [*TASTES, *(f"ties {state}" for state in range(len(MEXICAN_STATES) + 1))]
    market = held.market
    if market.ranked is held.plain.ranked:
        return default
    first = np.unique(market.workers.kind, return_index=True)[1]
    pairs = zip(held.plain.workers.kind[first].tolist(), held.group[first].tolist(), strict=True)
    return [_with(default[kind], group) for kind, group in pairs if kind < len(default)]


def _with(name: str, group: int) -> str:
    return name if group == NO_GROUP else f"{name} kept {group}"


def checks(folders: Sequence[Path]) -> list[str]:
    """The commands that check what was published."""
    return [f"acuerdo verify {each}/result --roll {each}/private/roll.parquet" for each in folders]
