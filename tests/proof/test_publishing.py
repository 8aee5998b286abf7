"""A published match: whole, the same for any order of rows, and without a word about a person."""

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acuerdo.matching.deferred import match
from acuerdo.matching.market import ALONE, NO_CAP, UNMATCHED, Caps, Market, Workers
from acuerdo.matching.stability import verify
from acuerdo.proof.about import About, Applied, Text
from acuerdo.proof.leaves import salts
from acuerdo.proof.lottery import demonstration_record, draws
from acuerdo.proof.publishing import publish
from acuerdo.proof.receipts import receipt
from acuerdo.proof.result import read_result
from markets import list_of, market_of, markets, with_orders, with_workers
from proof.results import KEYRING, KEYS, PARTIES, SEED, ints, published, small
from proof.tampering import looked_at, passes, put

FEW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def parts_of(market: Market):
    """Names for any market; whose equals come before whose stands for what comes before the draw, which puts
    equals in line anew."""
    n, behind = market.workers.turn.size, market.workers.behind
    pseudonyms = [f"W-{each}" for each in range(n)]
    record = demonstration_record(SEED, "any", "1", PARTIES, pseudonyms)
    drawn = draws(str(record.seed), pseudonyms)
    market = with_workers(market, turn=np.argsort(np.lexsort((drawn, -behind))))
    names = [f"JO-{each}" for each in range(market.orders.places.size)]
    caps = [f"cap {each}" for each in range(market.caps.places.size)]
    lists = [f"list {each}" for each in range(len(market.ranked))][:2]
    texts = Text("invented-corridor", "ab" * 32), None
    about = About("any", "1", "1", *texts, names, [""] * len(names), caps, lists, True)
    line = {"given": -behind}
    applied = Applied(pseudonyms, pseudonyms, salts(bytes(32), pseudonyms), np.arange(n), line)
    return market, match(market), about, applied, record


@given(st.one_of(markets(), markets(families=True)))
@FEW
def test_whatever_is_published_is_verified_by_the_roll_and_by_every_receipt(
    tmp_path: Path, market: Market
) -> None:
    done = published(tmp_path, parts_of(market))
    assert passes(done.result, KEYRING, done.roll)
    result = read_result(done.result)
    for each in range(market.workers.turn.size):
        held = put(tmp_path / "receipt.json", receipt(result, done.roll, f"W-{each}"))
        assert passes(done.result, KEYRING, receipt=held)


@given(st.randoms(use_true_random=False))
@FEW
def test_the_bytes_are_the_same_for_any_order_of_rows(tmp_path: Path, random) -> None:
    first = published(tmp_path / "first")
    again = published(tmp_path / "again", shuffled(small(), random))
    for file in first.result.iterdir():
        assert file.read_bytes() == (again.result / file.name).read_bytes(), file.name
    assert pl.read_parquet(first.roll).equals(pl.read_parquet(again.roll))


def shuffled(parts, random):
    """The same match, all rows that have a name in another order."""
    market, matched, about, applied, record = parts

    def mixed(size: int) -> list[int]:
        return random.sample(range(size), size)

    people, workers = mixed(len(applied.applications)), mixed(matched.size)
    orders, kinds = mixed(len(about.orders)), [*mixed(len(about.kinds)), *range(2, len(market.ranked))]
    caps = [0, *random.sample([1, 2], 2)]
    to, cap_to = np.append(np.argsort(orders), UNMATCHED), np.append(np.argsort(caps), NO_CAP)

    def moved(part, at, **columns):
        return replace(part, **{each.name: getattr(part, each.name)[at] for each in fields(part)} | columns)

    old, offered, around = market.workers, market.orders, market.caps
    other = Market(
        moved(
            old,
            workers,
            kind=np.argsort(kinds)[old.kind][workers],
            first=to[old.first][workers],
            named=to[old.named][workers],
        ),
        moved(offered, orders, cap=cap_to[offered.cap][orders], of=to[offered.of][orders]),
        moved(around, caps, within=cap_to[around.within][caps]),
        [to[market.ranked[kind]] for kind in kinds],
    )
    named = replace(
        about,
        orders=[about.orders[each] for each in orders],
        states=[about.states[each] for each in orders],
        caps=[about.caps[each] for each in caps],
        kinds=[about.kinds[each] for each in kinds[:2]],
    )
    listed = Applied(
        [applied.applications[each] for each in people],
        [applied.pseudonyms[each] for each in people],
        [applied.salts[each] for each in people],
        np.argsort(people)[applied.who][workers],
        {name: values[workers] for name, values in applied.line.items()},
    )
    return other, to[matched][workers], named, listed, record


def test_nothing_public_names_a_worker_an_application_or_a_salt(tmp_path: Path) -> None:
    done, applied = published(tmp_path), small()[3]
    public = b"".join(file.read_bytes() for file in done.result.iterdir())
    assert not any(each.encode() in public for each in (*applied.pseudonyms, *applied.applications))
    assert not any(each in public or each.hex().encode() in public for each in applied.salts)


def test_lists_that_workers_made_are_not_public(tmp_path: Path) -> None:
    done = published(tmp_path)
    assert pl.read_csv(done.result / "lists.csv")["list"].to_list() == ["by pay", "by season"]
    assert pl.read_parquet(done.roll)["own_list"].drop_nulls().to_list() == [[2, 4]] * 4


def test_the_roll_has_every_column_of_a_worker(tmp_path: Path) -> None:
    roll = pl.read_parquet(published(tmp_path).roll)
    assert {each.name for each in fields(Workers)} < set(roll.columns)
    assert roll.height == 14
    assert roll["in_match"].sum() == 12
    assert roll.filter(~pl.col("in_match"))["order"].null_count() == 2


def test_the_manifest_says_what_was_published(tmp_path: Path) -> None:
    market, matched, about, _, record = small()
    manifest = published(tmp_path).manifest
    assert (manifest.workers, manifest.applications) == (12, 14)
    assert manifest.matched == (matched >= 0).sum()
    assert manifest.demonstration is about.demonstration
    assert manifest.parties == record.terms.parties
    assert market.workers.turn.size == manifest.workers


def test_an_earlier_result_is_replaced(tmp_path: Path) -> None:
    published(tmp_path, keys={})
    assert passes(published(tmp_path).result, KEYRING)


def test_a_party_may_sign_first_and_the_other_later(tmp_path: Path) -> None:
    done = published(tmp_path, keys={"XBB": KEYS["XBB"]})
    (check,) = [each for each in looked_at(done.result, KEYRING) if not each.passed]
    assert [(each.code, each.facts) for each in check.faults] == [("signature_missing", {"party": "XCC"})]


def test_every_fault_of_names_and_numbers_is_told_at_once(tmp_path: Path) -> None:
    market, matched, about, applied, record = small()
    wrong = replace(about, orders=["JO-1"] * 4, caps=["nation", "North", "North"], drawn="2")
    applied = replace(applied, who=ints([*range(11), 99]), salts=[])
    with pytest.raises(ValueError, match=r"about\.orders") as caught:
        publish(tmp_path, market, matched + 9, wrong, applied, record, {"XAA": KEYS["XBB"]})
    assert [line.split()[0] for line in str(caught.value).splitlines()] == [
        "about.orders",
        "applied.salts",
        "about.orders",
        "about.caps",
        "applied.who",
        "matched",
        "the",
        "keys:",
    ]
    assert list(tmp_path.iterdir()) == []


def test_a_day_that_no_calendar_writes_is_refused_and_one_not_stated_is_left_empty(tmp_path: Path) -> None:
    market, matched, about, applied, record = small()
    far = replace(market, orders=replace(market.orders, ends=market.orders.ends + 10**7))
    with pytest.raises(ValueError, match="no calendar writes"):
        publish(tmp_path, far, matched, about, applied, record, KEYS)
    starts = market.orders.starts.copy()
    starts[3] = np.iinfo(np.int64).min
    without = replace(market, orders=replace(market.orders, starts=starts))
    done = publish(tmp_path, without, match(without), about, applied, record, KEYS)
    assert pl.read_csv(done.result / "orders.csv")["starts"][3] is None
    assert passes(done.result, KEYRING, done.roll)


def test_a_market_of_nobody_and_nothing_is_published_and_verified(tmp_path: Path) -> None:
    market = small()[0]
    empty = replace(
        market,
        workers=replace(market.workers, **{each.name: ints([]) for each in fields(Workers)}),
        orders=replace(market.orders, **{each.name: ints([]) for each in fields(market.orders)}),
        caps=replace(market.caps, places=ints([]), within=ints([])),
        ranked=[],
    )
    done = published(tmp_path, parts_of(empty))
    assert passes(done.result, KEYRING, done.roll)


@given(markets(), st.data())
@FEW
def test_receipts_tell_together_every_pair_that_would_rather_have_each_other(
    tmp_path: Path, market: Market, data: st.DataObject
) -> None:
    """Of any match, also one that no procedure makes: what the workers see is what the roll shows."""
    lists = [list_of(market, worker) for worker in range(market.workers.turn.size)]
    matched = ints(data.draw(st.sampled_from([*each, UNMATCHED])) for each in lists)
    parts = with_matched_all(parts_of(market), matched)
    done = published(tmp_path, parts)
    result, seen = read_result(done.result), 0
    for worker in range(matched.size):
        held = put(tmp_path / "receipt.json", receipt(result, done.roll, f"W-{worker}"))
        *_, last = looked_at(done.result, receipt=held)
        seen += sum(each.code == "receipt_passed" for each in last.faults) + last.more
    assert seen == verify(parts[0], matched).blocking


def with_matched_all(parts, matched):
    return (parts[0], matched, *parts[2:])


def test_a_cap_that_holds_only_somebody_who_was_named_has_the_key_of_being_named(tmp_path: Path) -> None:
    """One worker, named by the first of two orders under a cap of one place: n - 1 - turn + 2 n n is 2."""
    market = market_of([2, 2], [[0, 1]], [ALONE], first=[0], named=[0])
    market = with_orders(market, cap=ints([0, 0]))
    market = replace(market, caps=Caps(ints([1]), ints([NO_CAP])))
    done = published(tmp_path, parts_of(market))
    assert pl.read_csv(done.result / "caps.csv")["cutoff"].to_list() == [2]
    assert pl.read_csv(done.result / "orders.csv")["cutoff"].to_list() == [2, 2]
    assert passes(done.result, KEYRING, done.roll)
