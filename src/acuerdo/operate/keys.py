"""The signing keys that are here: that of the service's own government, and more only in demonstrations."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from acuerdo.operate.law import law
from acuerdo.proof.signing import demonstration_keys, read_private_key


def keys() -> Mapping[str, Ed25519PrivateKey]:
    """The private keys by party.

    Raises:
        Refused: a file holds no key.
    """
    service = settings.ACUERDO
    if service.demo:
        return _demonstration(tuple(sorted(law().agreement.terms.parties)))
    return _read(service.keys)


def own() -> tuple[str, Ed25519PrivateKey]:
    """The party that runs the service, and its key.

    Raises:
        Refused: the file of its key is not there or holds none.
    """
    party = settings.ACUERDO.party
    found = keys()
    return party, found[party] if party in found else read_private_key(settings.ACUERDO.keys / f"{party}.pem")


@cache
def _demonstration(parties: tuple[str, ...]) -> Mapping[str, Ed25519PrivateKey]:
    return demonstration_keys(0, parties)


@cache
def _read(folder: Path) -> Mapping[str, Ed25519PrivateKey]:
    files = (file for file in sorted(folder.glob("*.pem")) if "." not in file.stem)
    return {file.stem: read_private_key(file) for file in files}  # those that sign permits have two dots
