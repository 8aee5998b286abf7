"""Why each worker and each order of a season came to what it did, as tables in English and Spanish."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import polars as pl

from acuerdo.agreement import Enacted
from acuerdo.agreement.clauses.criteria import YES
from acuerdo.matching.market import Ints
from acuerdo.matching.reasons import (
    CODES,
    LACKS,
    ORDER_CODES,
    OrderReasons,
    WorkerReasons,
    is_one_line,
    order_reasons,
    worker_reasons,
)
from acuerdo.season import saying
from acuerdo.season.permits import NOT_ELIGIBLE, PERMIT, UNDECIDED
from acuerdo.season.playing import Season
from acuerdo.season.saying import LANGUAGES, Pair, filled
from acuerdo.season.wording import words_of

CLAUSES: Final = {
    "first_choice": "allocation.order",
    "best_admitted": "eligible",
    "named": "circularity.named_recall",
    "line": "allocation.order",
    "ranked": "allocation.order",
    "cap": "cap",
    "no_places": "allocation.order",
    "would_take": "allocation.order",
    "none_admits": "eligible",
    "no_list": "allocation.order",
    "with_family": "family",
    "family_waits": "family",
    "full": "allocation.order",
    "too_few": "eligible",
    "better": "allocation.order",
    "given_up": "stay",
}
"""The part of the pathway that decides where a code is told."""


def why(season: Season) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The reason of each worker and of each order: the code, its figures, the clause that decided, its basis,
    and the words of it in English (`en`) and Spanish (`es`)."""
    cases = season.orders.table["case"].to_list()
    people = [_of_round(season, number, cases) for number in range(len(season.rounds.held))]
    return _with_outcomes(season, pl.concat(people)), _with_answers(season, _of_orders(season, cases))


def _of_round(season: Season, number: int, cases: Sequence[str]) -> pl.DataFrame:
    """The reasons of those who were matched in a round; in the first also of those who never were."""
    held = season.rounds.held[number]
    found, who, of = worker_reasons(held.market, held.row), season.who[held.asking], held.market.orders.of
    told = worker_table(found, who, held.market.workers.turn, of, held.row, cases, held.caps)
    matched_in = season.rounds.round[held.asking]
    told = told.filter(pl.Series((matched_in == number) | ((matched_in < 0) & (number == 0))))
    return worded_workers(told, is_one_line(held.market))


def _of_orders(season: Season, cases: Sequence[str]) -> pl.DataFrame:
    """The reasons of orders, each of the last round in which it had places; what is full in the end is full,
    and empty places are those of the end."""
    rounds, last = season.rounds.held, np.zeros(len(cases), np.int64)
    for number, each in enumerate(rounds):
        last[each.plain.orders.places > 0] = number
    told = [
        order_table(order_reasons(each.market, each.row), each.market.orders.places, cases, each.caps)
        .with_row_index("at")
        .filter(pl.Series(last == number))
        for number, each in enumerate(rounds)
    ]
    places = season.orders.table["places"].to_numpy()
    filled = np.bincount(season.order[(season.order >= 0) & season.stayed], minlength=len(cases))
    full = pl.Series(filled >= places)
    return worded_orders(
        pl.concat(told)
        .sort("at")
        .with_columns(
            code=pl.when(full & (pl.col("code") != "no_places"))
            .then(pl.lit("full"))
            .when(~full & (pl.col("code") == "full"))
            .then(pl.lit("given_up"))
            .otherwise("code"),
            empty=pl.Series(np.maximum(places - filled, 0).astype(np.int32)),
        )
        .drop("at")
    )


def by_code(workers: pl.DataFrame) -> pl.DataFrame:
    """How many workers each code and clause decided for, the text's own reasons by their names; of those whom
    an order refused, who have none apart."""
    refused = pl.col("code").is_in(list(saying.REFUSED)) & (pl.col("choice") == 0)
    code = pl.when(refused & (pl.col("code") != "would_take")).then("without_" + pl.col("code"))
    return (
        workers.with_columns(code=code.otherwise("code"))
        .group_by("code", "clause")
        .len("people")
        .sort("code", "clause")
    )


def worker_table(
    found: WorkerReasons,
    who: Ints,
    turn: Ints,
    of: Ints,
    row: Ints,
    cases: Sequence[str],
    caps: Sequence[str],
) -> pl.DataFrame:
    """The reasons of k workers in figures. Places in line count from 1; 0 stands for none.

    Args:
        found: the reasons, of a market of r rows.
        who: the number of each worker, shape (k,).
        turn: the place in line, from 0, shape (k,).
        of: the order of each row, shape (r,).
        row: the row each is matched with, or UNMATCHED, shape (k,).
        cases: the name of each order.
        caps: the path of each cap.
    """
    named, of = pl.Series([*cases, ""], dtype=pl.String), np.append(of, len(cases))
    columns = {
        "worker": who.astype(np.int32),
        "code": pl.Series(CODES, dtype=pl.String).gather(found.code),
        "place": (turn + 1).astype(np.int32),
        "own": named.gather(of[row]),
        "choice": found.choice.astype(np.int32),
        "order": named.gather(of[found.order]),
        "cap": pl.Series([*caps, ""], dtype=pl.String).gather(found.cap % (len(caps) + 1)),
        "last": (found.last + 1).astype(np.int32),
        "missing": np.maximum(found.missing, 0).astype(np.int32),
        "ranked_by": found.ranked_by.astype(np.int32),
        "ranked_short": found.ranked_short.astype(np.int32),
        "asked": named.gather(of[found.asked]),
    }
    for name, rows in (("", found.short), ("opens_", found.opens), ("excluded_", found.excluded)):
        columns |= {f"{name}{lack}": rows[:, at] for at, lack in enumerate(LACKS)}
    return pl.DataFrame(columns)


def order_table(found: OrderReasons, places: Ints, cases: Sequence[str], caps: Sequence[str]) -> pl.DataFrame:
    """The reasons of m orders in figures; see `worker_table`."""
    m = len(cases)
    return pl.DataFrame(
        {
            "case": pl.Series(cases, dtype=pl.String),
            "code": pl.Series(ORDER_CODES, dtype=pl.String).gather(found.code[:m]),
            "cap": pl.Series([*caps, ""], dtype=pl.String).gather(found.cap[:m] % (len(caps) + 1)),
            "last": (found.last[:m] + 1).astype(np.int32),
            "empty": (places - found.held)[:m].astype(np.int32),
            "could": found.could[:m].astype(np.int32),
        }
    )


def worded_workers(told: pl.DataFrame, one_line: bool) -> pl.DataFrame:
    """The same table with the words of each reason; rows of which the same is said are filled at once."""
    if told.is_empty():
        return told.with_columns(**{lang: pl.lit("") for lang in LANGUAGES})
    alike = (
        pl.col("code"),
        (pl.col("choice") > 0).alias("has"),
        (pl.col("last") > 0).alias("by_line"),
        (pl.col("missing") > 0).alias("moves"),
        (pl.col("ranked_by") > 0).alias("by_ranking"),
        (pl.col("ranked_short") > 0).alias("for_months"),
        (pl.col("last") == pl.col("place")).alias("is_last"),
        (pl.col("asked") != "").alias("lower"),
        *(_bits(prefix).alias(f"{prefix}bits") for prefix in ("", "opens_")),
        pl.concat_list(f"excluded_{lack}" for lack in LACKS).list.arg_max().alias("most"),
    )
    every = saying.numbers(_greatest(told, [name for name in told.columns if name not in WORDS]))
    blanks = {lang: _blanks(told, every, lang) for lang in LANGUAGES}
    said = [
        part.select(
            "row",
            *(
                filled(_sentence(key, one_line, at), blanks[lang]).alias(lang)
                for at, lang in enumerate(LANGUAGES)
            ),
        )
        for key, part in told.with_row_index("row").group_by(*alike)
    ]
    return told.hstack(pl.concat(said).sort("row").drop("row"))


def _bits(prefix: str) -> pl.Expr:
    """Which of LACKS are there, as bits."""
    return pl.sum_horizontal(
        (pl.col(f"{prefix}{lack}") > 0).cast(pl.Int32) * (1 << at) for at, lack in enumerate(LACKS)
    )


def _sentence(key: tuple[object, ...], one_line: bool, at: int) -> str:
    """What is said to some workers, with blanks for the figures of each."""
    code, has, by_line, moves, by_ranking, for_months, is_last, lower, short, opens, most = key
    with_months = saying.WITH_MONTHS[bool(moves)][at]
    under_cap = saying.UNDER_CAP_OWN if is_last else saying.UNDER_CAP_RANKED
    parts = {
        "line": (under_cap if by_ranking else saying.UNDER_CAP[bool(by_line)])[at],
        "change": with_months if for_months else saying.CHANGE[one_line][at] if moves else "",
        "with_months": with_months,
        "which": (saying.BETTER if has else saying.NEAREST)[at],
        "excluded": saying.EXCLUDES[LACKS[int(str(most))]][at],
        "opens": ". ".join(_among(saying.OPENS, opens, at)) + "." if opens else saying.NOTHING_ALONE[at],
    }
    if code in saying.REFUSED:
        said = (saying.HAS if has else saying.HAS_NONE)[at] + saying.REFUSED[str(code)][at]
    else:
        said = saying.WORKER[str(code)][at]
    if lower and (code in saying.REFUSED or code == "best_admitted"):
        said += saying.SHORT[at].replace("{short}", saying.AND[at].join(_among(saying.LACKS, short, at)))
    for _ in range(2):
        for name, part in parts.items():
            said = said.replace(f"{{{name}}}", part)
    return said.strip()


def _among(said: dict[str, Pair], bits: object, at: int) -> list[str]:
    return [said[lack][at] for number, lack in enumerate(LACKS) if int(str(bits)) >> number & 1]


def _blanks(told: pl.DataFrame, every: pl.Series, lang: str) -> dict[str, pl.Expr]:
    """What fills each blank, from the columns of the table."""

    def written(name: str, unit: str | None = None) -> pl.Expr:
        return saying.looked_up(pl.col(name), every[: _greatest(told, [name]) + 1], unit, lang)

    given = {name: pl.col(name) for name in ("own", "order", "cap", "asked")}
    given |= {name: written(name) for name in ("place", "last", "choice")}
    given["missing"] = written("missing", "places in line")
    given |= {name: written(name, "months") for name in ("ranked_by", "ranked_short")}
    months = every[: _greatest(told, ["ranked_by"]) + 1]
    given["ranked_has"] = saying.looked_up(
        pl.col("ranked_by") - pl.col("ranked_short"), months, "months", lang
    )
    given |= {
        lack: written(lack, unit)
        for lack, unit in (("months", "months"), ("earlier", "days"), ("later", "days"))
    }
    given["trade"] = pl.lit(saying.trade_names(lang)).gather(pl.col("trade"))
    for lack in LACKS:
        given[f"opens_{lack}"] = written(f"opens_{lack}", "orders that would")
        given[f"excluded_{lack}"] = written(f"excluded_{lack}", "orders")
    return given


WORDS: Final = ("worker", "code", "own", "order", "cap", "asked")
"""Columns that hold no number to be written."""


def _greatest(told: pl.DataFrame, names: Sequence[str]) -> int:
    """The greatest number in some columns."""
    return max((int(told[name].to_numpy().max()) for name in names if told.height), default=0)


def worded_orders(told: pl.DataFrame) -> pl.DataFrame:
    """The table of orders with the words of each reason."""
    return told.with_columns(**{lang: _order_words(told, lang) for lang in LANGUAGES})


def _order_words(told: pl.DataFrame, lang: str) -> pl.Expr:
    at = LANGUAGES.index(lang)
    given, every = {"cap": pl.col("cap")}, saying.numbers(_greatest(told, ["last", "empty", "could"]))
    for name, unit in (("last", None), ("empty", "places"), ("could", "people")):
        given[name] = saying.looked_up(pl.col(name), every, unit, lang)
    last = {has: filled(words[at], given) for has, words in saying.LAST.items()}
    given["last"] = pl.when(pl.col("last") > 0).then(last[True]).otherwise(last[False])
    return pl.coalesce(
        pl.when(pl.col("code") == code).then(filled(words[at], given)) for code, words in saying.ORDER.items()
    )


def _with_outcomes(season: Season, told: pl.DataFrame) -> pl.DataFrame:
    """Everybody of the pool: those who were never matched, and those whom a match led to no permit, with the
    reason that the text gave them; those with one through places kept for a group, with that group."""
    permits, path = season.permits, f"pathways.{season.pathway}"
    reason = pl.Series(np.array(permits.reasons)[permits.reason_of])
    named = {each: words_of(each, season.text, season.pathway) for each in permits.reasons if each}
    codes = pl.DataFrame(
        [
            (code, f"{path}.{CLAUSES[code]}", season.text.basis_of(f"{path}.{CLAUSES[code]}"))
            for code in CODES
        ],
        {"code": pl.String, "clause": pl.String, "basis": pl.String},
        orient="row",
    )
    people = pl.DataFrame(
        {
            "worker": np.arange(reason.len(), dtype=np.int32),
            "reason": reason,
            "never": np.isin(permits.outcome, (NOT_ELIGIBLE, UNDECIDED)),
            "granted": permits.outcome == PERMIT,
            "through": permits.through,
        }
    )
    said = pl.DataFrame(
        [(each, *words) for each, words in named.items()],
        dict.fromkeys(("reason", "decided_en", "decided_es", "decided_by", "decided_basis"), pl.String),
        orient="row",
    )
    whole = people.join(told, on="worker", how="left").join(codes, on="code", how="left")
    whole = whole.join(said, on="reason", how="left", maintain_order="left")
    whole = _with_caps(whole, season.text)
    return _decided(whole, season.text, season.pathway)


def _with_caps(whole: pl.DataFrame, text: Enacted) -> pl.DataFrame:
    """Name the very cap that decided, where one did."""
    capped = pl.col("code") == "cap"
    basis = {path: text.basis_of(path) for path in whole.filter(capped)["cap"].unique() if path}
    known = pl.col("cap").replace_strict(basis, default="stated", return_dtype=pl.String)
    return whole.with_columns(
        clause=pl.when(capped).then("cap").otherwise("clause"),
        basis=pl.when(capped).then(known).otherwise("basis"),
    )


def _decided(whole: pl.DataFrame, text: Enacted, pathway: str) -> pl.DataFrame:
    """Put the last thing that decided first: the text's own reason, or the places a permit came through."""
    matched = (pl.col("choice") > 0) & ~pl.col("never")
    lost = matched & ~pl.col("granted")
    reserved = matched & pl.col("granted") & (pl.col("through") > 0)
    allocation = text.agreement.terms.pathways[pathway].allocation
    asides = pl.Series(["", *(aside.name for aside in (allocation.set_asides if allocation else []))])
    group = pl.lit(asides).gather(pl.col("through").clip(0, asides.len() - 1))
    path = f"pathways.{pathway}.allocation.set_asides."
    words = []
    for at, lang in enumerate(LANGUAGES):
        own, decided = pl.col(lang), pl.col(f"decided_{lang}")
        further = filled(saying.NO_PERMIT[at], {"decided": decided})
        through = filled(saying.RESERVED[at], {"group": group.str.replace_all("_", " ")})
        words.append(
            pl.when(pl.col("never"))
            .then(decided + ".")
            .when(lost)
            .then(own + " " + further)
            .when(reserved)
            .then(own + " " + through)
            .otherwise(own)
            .alias(lang)
        )
    by_text = pl.col("never") | lost
    return whole.with_columns(
        *words,
        code=pl.when(by_text).then("reason").when(reserved).then(pl.lit("reserved")).otherwise("code"),
        clause=pl.when(by_text).then("decided_by").when(reserved).then(path + group).otherwise("clause"),
        basis=pl.when(by_text).then("decided_basis").otherwise("basis"),
    ).select(
        "worker",
        "code",
        "clause",
        "basis",
        *LANGUAGES,
        *(name for name in whole.columns if name not in (*OWN, *LANGUAGES)),
    )


OWN: Final = (
    *("worker", "code", "clause", "basis", "reason", "never", "granted", "through"),
    *("decided_en", "decided_es", "decided_by", "decided_basis"),
)
"""Columns of the making that a table of reasons does not keep, or has first."""


def _with_answers(season: Season, told: pl.DataFrame) -> pl.DataFrame:
    """Every order: those that were not admitted with the reason that the text gave them."""
    path, text = f"pathways.{season.pathway}", season.text
    reason = np.where(
        season.decided.answer == YES, "", np.array(season.decided.reasons)[season.decided.reason]
    )
    own = [(code, f"{path}.{CLAUSES[code]}") for code in saying.ORDER]
    rows: list[tuple[str | None, ...]] = [
        (code, "", None, None, clause, text.basis_of(clause)) for code, clause in own
    ]
    for each in set(reason.tolist()) - {""}:
        english, spanish, clause, basis = words_of(each, text, season.pathway)
        rows.append((each, each, f"{english}.", f"{spanish}.", clause, basis))
    kinds = dict.fromkeys(("code", "reason", "said_en", "said_es", "clause", "basis"), pl.String)
    said = pl.DataFrame(rows, kinds, orient="row")
    whole = told.with_columns(
        code=pl.coalesce(pl.when(pl.lit(reason) != "").then(pl.lit(reason)), "code")
    ).join(said, on="code", how="left", maintain_order="left")
    return whole.with_columns(pl.coalesce(f"said_{lang}", lang).alias(lang) for lang in LANGUAGES).select(
        "case", "code", "clause", "basis", *LANGUAGES, "cap", "last", "empty", "could"
    )
