"""The chain of the audit: entries in sequence, hashed one onto the other, its heads signed by both."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from acuerdo.operate import audit, clock
from acuerdo.operate.authority import check
from acuerdo.operate.keys import own
from acuerdo.operate.places import lock
from acuerdo.operate.states import NotNow
from acuerdo.proof.chain import START, Countersigned, Fault, onto, verify
from acuerdo.proof.signing import holds, sign
from acuerdo.records.models import Account, Countersignature, Entry, Link, Seal
from acuerdo.records.rows import add_all

__all__ = [
    "START",
    "Fault",
    "countersign",
    "countersign_all",
    "export",
    "lines",
    "onto",
    "part",
    "seal",
    "signatures",
    "take_in",
    "told",
    "verify",
]

FIELDS = ("at", "kind", "action", "purpose", "account", "role", "worker", "subject", "detail")


def told(entry: Entry) -> dict[str, str]:
    """An entry as it is hashed and exported."""
    return {**{name: str(getattr(entry, name)) for name in FIELDS[1:]}, "at": entry.at.isoformat()}


@transaction.atomic
def seal(account: Account) -> Seal | None:
    """Put what is not in the chain yet into it, and sign its head; None where there is nothing new.

    One sealer works at a time; whoever writes entries meanwhile does not wait for it, and what is written by
    then and not yet seen is sealed the next time: the chain keeps the sequence of seals, not of entries.
    """
    check(account, "audit.seal")
    lock("sealing")
    last = Link.objects.order_by("-number").first()
    number, head = (last.number, last.hash) if last else (0, START)
    begins, links = number + 1, []
    for entry in Entry.objects.filter(link=None).order_by("pk").iterator(chunk_size=2000):
        number, head = number + 1, onto(head, told(entry))
        links.append(Link(entry_id=entry.pk, number=number, hash=head))
    if not links:
        return None
    party, key = own()
    made = Seal.objects.create(
        first=begins,
        last=number,
        head=head,
        at=clock.now(),
        party=party,
        signature=sign(party, bytes.fromhex(head), key).signature,
    )
    for link in links:
        link.seal = made
    add_all(Link, links)
    return made


@transaction.atomic
def countersign(made: Seal, party: str, key: Ed25519PrivateKey) -> Countersignature:
    """Sign the head of a seal for another government.

    Raises:
        NotNow: it is that of the government that sealed it.
    """
    if party == made.party:
        raise NotNow("countersign", "own_seal")
    signature = sign(party, bytes.fromhex(made.head), key).signature
    signed, _ = Countersignature.objects.get_or_create(
        seal=made, party=party, defaults={"signature": signature, "at": clock.now()}
    )
    return signed


def signatures(made: Seal) -> dict[str, str]:
    """Every signature under the head of a seal, by party."""
    return {made.party: made.signature} | {
        each.party: each.signature for each in made.countersignatures.all()
    }


def lines(after: int, stop: int | None = None) -> Iterator[tuple[int, str]]:
    """The chain as lines of JSON, entries and seals in sequence, each with the number of the entry.

    Args:
        after: the number of the entry after which they begin.
        stop: the number of the last entry; None for that of the last seal there is when they begin.
    """
    seals = Seal.objects.filter(last__gt=after).prefetch_related("countersignatures")
    heads = {each.last: each for each in seals if stop is None or each.last <= stop}
    stop = max(heads, default=after) if stop is None else stop
    links = Link.objects.filter(number__gt=after, number__lte=stop).select_related("entry")
    for link in links.order_by("number").iterator(chunk_size=2000):
        line: dict[str, Any] = {"number": link.number, "hash": link.hash, "entry": told(link.entry)}
        yield link.number, json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n"
        if link.number in heads:
            made = heads[link.number]
            stretch = {"first": made.first, "last": made.last, "head": made.head}
            body = {"seal": {**stretch, "signatures": signatures(made)}}
            yield link.number, json.dumps(body, sort_keys=True) + "\n"


def export(file: Path) -> int:
    """Write the whole chain as lines of JSON, entries and seals in sequence, whole or not at all: how many
    entries."""
    count = 0
    part = file.with_name(f".{file.name}.part")
    try:
        with part.open("w", encoding="utf-8") as out:
            for count, line in lines(0):  # noqa: B007
                out.write(line)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return count


@transaction.atomic
def countersign_all(party: str, key: Ed25519PrivateKey) -> list[Seal]:
    """Sign every head that another government sealed and this one has not signed: the seals in sequence."""
    waiting = Seal.objects.exclude(party=party).exclude(countersignatures__party=party)
    found = list(waiting.order_by("first"))
    for made in found:
        countersign(made, party, key)
    return found


@transaction.atomic
def take_in(account: Account, given: Countersigned, key: str) -> int:
    """Keep what another government signed where it is, and not here: how many of its signatures are new.

    Args:
        key: its public key in base 64, from itself.

    Raises:
        Denied: the account is no auditor's.
        NotNow: it sealed the chain itself, signed a head that is not here, or the key is not that of a
            signature; nothing is kept then.
    """
    check(account, "audit.seal")
    seals = {made.head: made for made in Seal.objects.filter(head__in=given.heads)}
    if len(seals) != len(given.heads):
        raise NotNow("take_in", "other_head")
    if any(made.party == given.party for made in seals.values()):
        raise NotNow("take_in", "own_seal")
    if not all(
        holds(given.party, bytes.fromhex(head), key, signature) for head, signature in given.heads.items()
    ):
        raise NotNow("take_in", "signature")
    there = set(
        Countersignature.objects.filter(party=given.party, seal__in=seals.values()).values_list(
            "seal", flat=True
        )
    )
    new = [
        Countersignature(seal=made, party=given.party, signature=given.heads[head], at=clock.now())
        for head, made in seals.items()
        if made.pk not in there
    ]
    Countersignature.objects.bulk_create(new, batch_size=500)
    return len(new)


@transaction.atomic
def part(account: Account, after: int, most: int) -> tuple[list[str], int]:
    """Part of the chain for an auditor, and the number of its last entry: that it was read is an entry too.

    Raises:
        Denied: the account is no auditor's.
    """
    check(account, "audit.see")
    found = list(lines(after, min(after, MOST_NUMBER - most) + most))
    last = found[-1][0] if found else after
    audit.written(account, "audit.see", "export of the chain", "link", first=after + 1, last=last)
    return [line for _, line in found], last


MOST_NUMBER = 2**63 - 1
"""The largest number that a row has."""
