"""The list of what was revoked, signed now: whoever holds the newest needs nobody else."""

from datetime import timedelta

from django.db.models import Max, Q

from acuerdo.operate import clock, permit_keys
from acuerdo.proof.credentials.permits import statuses_of
from acuerdo.proof.credentials.statuses import sign_list
from acuerdo.records.models import Credential, Revocation

RELIED_DAYS = 3
"""Days for which a list may be relied on (assumed: a weekend without a network)."""


def newest() -> str:
    """The status list of this moment.

    Raises:
        NotNow, Refused: there is no key that may sign.
    """
    key, private = permit_keys.signing()
    gone = Q(ended_at__isnull=False) | Q(permit__revocations__in=Revocation.every.filter(lifted_at=None))
    revoked = set(Credential.every.filter(gone).values_list("pk", flat=True))
    count = (Credential.every.aggregate(last=Max("pk"))["last"] or 0) + 1
    now = clock.now()
    until = now + timedelta(days=RELIED_DAYS)
    times = int(now.timestamp()), int(until.timestamp())
    return sign_list(statuses_of(key.party), revoked, count, *times, private, key.kid)
