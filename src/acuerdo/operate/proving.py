"""What officers enter about a worker from papers: the certificate of no criminal record, seasons worked."""

from django.db import transaction

from acuerdo.operate import applying, audit
from acuerdo.operate.authority import check
from acuerdo.operate.states import can
from acuerdo.records.models import Account, Application, Employer, PastSeason, Worker


@transaction.atomic
def certificate(account: Account, worker: Worker, convictions: int) -> None:
    """Enter what a certificate of no criminal record says; applications that waited for it are decided.

    Raises:
        Denied: the officer does not answer for this worker.
    """
    check(account, "worker.prove", worker)
    worker.felony_convictions = convictions
    worker.save(update_fields=["felony_convictions"])
    audit.written(
        account, "worker.prove", "certificate of no criminal record", audit.subject_of(worker), worker.number
    )
    for application in Application.every.filter(worker=worker).select_related("worker", "season"):
        if application.season.status == "open" and can(application, "ask"):
            applying.decide(account, application)


@transaction.atomic
def past_season(
    account: Account, worker: Worker, year: int, complied: bool, employer: Employer | None = None
) -> PastSeason:
    """Enter a season that a worker worked before this record began.

    Raises:
        Denied: the officer does not answer for this worker.
    """
    check(account, "worker.prove", worker)
    made: PastSeason
    made, _ = PastSeason.every.update_or_create(
        worker=worker, year=year, defaults={"complied": complied, "employer": employer}
    )
    audit.written(account, "worker.prove", f"season of {year}", audit.subject_of(made), worker.number)
    return made
