"""The keys that sign permits: the private one in a file, the public ones in the record, old ones included."""

from datetime import date
from functools import cache
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.db import transaction
from django.db.models import Max
from joserfc.jwk import ECKey

from acuerdo.agreement.faults import Refused
from acuerdo.operate import audit, clock
from acuerdo.operate.authority import check
from acuerdo.operate.states import NotNow
from acuerdo.proof.credentials.published import PublishedKey, key_of, name_of, public, written
from acuerdo.proof.hashing import tagged
from acuerdo.records.models import Account, Permit, PermitKey

FILE = "{party}.permits.pem"
"""What the file of the private key is called, in the folder of keys."""
MAKES = "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out {file}"
"""The command that makes such a key."""
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Points of the curve P-256 (FIPS 186-5): a private key is a number from 1 to one less."""


def file_of(folder: Path, party: str) -> Path:
    """Where the private key of a party lies."""
    return folder / FILE.format(party=party)


def private() -> tuple[str, ECKey]:
    """The party that runs the service, and the key by which it signs permits.

    Raises:
        Refused: the file of the key is not there, or holds another kind.
    """
    service = settings.ACUERDO
    if service.demo:
        return service.party, _demonstration(service.party)
    return service.party, _read(file_of(service.keys, service.party))


@cache
def _demonstration(party: str) -> ECKey:
    """A key that everybody can make, so that it proves nothing."""
    number = int.from_bytes(tagged("demonstration key of permits", "0", party), "big")
    return _of(ec.derive_private_key(number % (ORDER - 1) + 1, ec.SECP256R1()))


def _read(path: Path) -> ECKey:
    hint = f"\n  hint: {MAKES.format(file=path)}"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refused(f"{path}: cannot be read: {(error.strerror or '').lower()}{hint}") from None
    return _parsed(data, path, hint)


@cache
def _parsed(data: bytes, path: Path, hint: str) -> ECKey:
    try:
        key = load_pem_private_key(data, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise Refused(f"{path}: holds no private key that can be read{hint}") from None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise Refused(f"{path}: is a key of another kind, not on the curve P-256{hint}")
    return _of(key)


def _of(key: ec.EllipticCurvePrivateKey) -> ECKey:
    return ECKey.import_key(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


@transaction.atomic
def signing() -> tuple[PermitKey, ECKey]:
    """The key that signs now, entered in the record when it is new: those before it sign no more, and what
    they signed holds as long as the longest permit that was granted under them.

    Raises:
        Refused: there is no key that can be used.
        NotNow: the key was withdrawn.
    """
    party, key = private()
    kid = name_of(key)
    found = PermitKey.objects.filter(kid=kid).first()
    if found is None:
        _end_those_before(party)
        found, _ = PermitKey.objects.get_or_create(
            kid=kid, defaults={"party": party, "jwk": public(key), "signs_from": clock.today()}
        )
    if found.withdrawn_on is not None or found.until is not None:
        raise NotNow("sign_permit", "key_withdrawn" if found.withdrawn_on else "key_over")
    return found, key


def _end_those_before(party: str) -> None:
    last = Permit.every.aggregate(last=Max("until"))["last"]
    PermitKey.objects.filter(party=party, until=None).update(until=max(last or date.min, clock.today()))


def published() -> list[PublishedKey]:
    """Every key by which a permit was ever signed, the newest last; the one that signs now is among them."""
    signing_now()
    return [
        PublishedKey(row.kid, row.party, key_of(row.jwk), row.signs_from, row.until, row.withdrawn_on)
        for row in PermitKey.objects.order_by("pk")
    ]


def signing_now() -> None:
    """Enter the key that signs now, if it is new and may sign."""
    try:
        signing()
    except NotNow:
        return


def key_set() -> str:
    """The keys as they are published."""
    return written(published())


@transaction.atomic
def withdraw(account: Account, kid: str, why: str) -> PermitKey:
    """Withdraw a key: nothing that it ever signed holds from now on. Permits are signed anew by the next.

    Raises:
        Denied: the account may not.
        NotNow: there is no such key, or it is withdrawn already.
    """
    check(account, "permit_key.withdraw")
    found = PermitKey.objects.select_for_update().filter(kid=kid).first()
    if found is None or found.withdrawn_on is not None:
        raise NotNow("withdraw_key", "withdrawn_before" if found else "unknown_key")
    found.withdrawn_on, found.why = clock.today(), why
    found.save(update_fields=["withdrawn_on", "why"])
    audit.written(account, "permit_key.withdraw", "key withdrawn", audit.subject_of(found), kid=kid)
    return found
