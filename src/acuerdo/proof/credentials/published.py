"""The keys by which permits are checked, as a government publishes them: a JWK Set (RFC 7517)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from acuerdo.proof.credentials.signing import ALGORITHM, Malformed

CURVE = "P-256"
MOST_KEYS = 1_000
"""Keys of a set that are read (layout, no legal meaning)."""


@dataclass(frozen=True, slots=True)
class PublishedKey:
    """One public key.

    Fields:
        kid: its name: the thumbprint of the key (RFC 7638), so that no two keys share one.
        party: whose it is.
        signs_from: the first day on which it signed.
        until: the last day on which what it signed holds; None while it signs.
        withdrawn_on: the day on which it was withdrawn: nothing that it ever signed holds; None if it stands.
    """

    kid: str
    party: str
    key: ECKey
    signs_from: date
    until: date | None = None
    withdrawn_on: date | None = None

    def as_dict(self) -> dict[str, Any]:
        """As a set of keys holds it."""
        told: dict[str, Any] = {**public(self.key), "kid": self.kid, "use": "sig", "alg": ALGORITHM}
        told |= {"party": self.party, "signs_from": self.signs_from.isoformat()}
        told |= {"until": self.until.isoformat()} if self.until else {}
        return told | ({"withdrawn_on": self.withdrawn_on.isoformat()} if self.withdrawn_on else {})


Keys = Mapping[str, PublishedKey]
"""Published keys by name."""


def public(key: ECKey) -> dict[str, str]:
    """The public part of a key, in the four fields that its thumbprint is made of."""
    told = key.as_dict(private=False)
    return {name: str(told[name]) for name in ("crv", "kty", "x", "y")}


def name_of(key: ECKey) -> str:
    """The thumbprint of a key (RFC 7638)."""
    return str(ECKey.import_key({**public(key)}).thumbprint())


def key_of(told: Mapping[str, Any]) -> ECKey:
    """A public key on the curve P-256, from its fields.

    Raises:
        Malformed: it is none.
    """
    try:
        fields = {name: told[name] for name in ("crv", "kty", "x", "y")}
        if fields["crv"] != CURVE or fields["kty"] != "EC":
            raise Malformed(f"no key on {CURVE}")
        key = ECKey.import_key(fields)
        key.public_key  # noqa: B018 - a point that is not on the curve is found here
    except (JoseError, KeyError, TypeError, ValueError):
        raise Malformed(f"no key on {CURVE}") from None
    return key


def written(keys: Iterable[PublishedKey]) -> str:
    """A set of keys as a file, in the sequence given."""
    return json.dumps({"keys": [each.as_dict() for each in keys]}, indent=1) + "\n"


def read_keys(text: str) -> Keys:
    """The keys of a file.

    Raises:
        Malformed: it is no set of such keys, or a key is not the one that its name says.
    """
    try:
        rows = json.loads(text)["keys"]
        if not isinstance(rows, list) or len(rows) > MOST_KEYS:
            raise Malformed("no list of keys")
        found = [_read(row) for row in rows]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Malformed(str(error) if isinstance(error, Malformed) else "no set of keys") from None
    return {each.kid: each for each in found}


def _read(row: Mapping[str, Any]) -> PublishedKey:
    key = key_of(row)
    kid = name_of(key)
    if row["kid"] != kid:
        raise Malformed(f"the key {row['kid']} has the name of another")
    days = {
        name: date.fromisoformat(row[name]) if name in row else None for name in ("until", "withdrawn_on")
    }
    return PublishedKey(kid, str(row["party"]), key, date.fromisoformat(row["signs_from"]), **days)
