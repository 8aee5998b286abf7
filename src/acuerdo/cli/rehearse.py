"""`acuerdo rehearse`."""

import os
from datetime import datetime
from pathlib import Path

import click

from acuerdo.cli.shell import FILE, paint


@click.command("rehearse")
@click.option("--places", type=click.IntRange(1), default=4000, show_default=True, help="Places, about.")
@click.option(
    "--workers", type=click.IntRange(1), default=5000, show_default=True, help="Workers who register."
)
@click.option(
    "--out",
    type=FILE,
    default=Path("out/rehearsal"),
    show_default=True,
    help="A folder for the database, the published match and the export of the audit; what is in it goes.",
)
def command(places: int, workers: int, out: Path) -> None:
    """Play two seasons of the service, and recount them from its audit.

    The service is started on a database made for it: SQLite in the folder OUT, or the empty one that
    DATABASE_URL names. Programs of employers and of both governments call its interface, and every worker
    goes by its pages. The first season goes from filing to permit; then people arrive, are paid, complain,
    move, go home and are paid there what is owed; a revoked permit is stopped without a network; and the
    next season is matched, with those who are named again. The job orders are real ones of fiscal year 2017;
    the workers are drawn from counts, and are nobody. In the end every figure is counted again from the
    export of the audit.

    \b
    Examples:
      acuerdo rehearse
      acuerdo rehearse --places 100 --workers 150
    """
    import shutil

    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    clock = (out / "clock").resolve()
    own = {
        "ACUERDO_DEMO": "1",
        "ACUERDO_HOME": str(out.resolve()),
        "ACUERDO_CLOCK": str(clock),
        "DATABASE_URL": os.environ.get("DATABASE_URL", f"sqlite:///{(out / 'acuerdo.sqlite3').resolve()}"),
        "DJANGO_SETTINGS_MODULE": "acuerdo.web.settings",
    }
    os.environ.update(own)
    clock.write_text(BEGINS.isoformat(), encoding="utf-8")

    import django

    django.setup()
    from django.conf import settings

    from acuerdo.operate import sealing
    from acuerdo.operate.keys import keys
    from acuerdo.proof.signing import public
    from acuerdo.records.models import Seal
    from acuerdo.web.rehearsal.playing import Rehearsal, chain
    from acuerdo.web.rehearsal.recount import FIGURES, RECALLED, counted
    from acuerdo.web.rehearsal.sequence import STEPS
    from acuerdo.web.rehearsal.server import serving
    from acuerdo.web.rehearsal.setting import made

    kind = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    click.echo(f"Two seasons of the service on {kind}")
    setting = made(places, workers)
    with serving(own, out / "server.log") as service:
        rehearsal = Rehearsal(service, setting, clock, lambda told: click.echo(f"  {told}"))
        rehearsal.play(STEPS)
        lines = list(chain(service, setting.token["auditor"]))
    for seal in Seal.objects.all():
        for party, key in keys().items():
            if party != seal.party:
                sealing.countersign(seal, party, key)
    export = out / "audit.jsonl"
    sealing.export(export)
    again = counted(lines)
    click.echo(
        f"Counted again from {again['entries']:,} audit entries, of which {again['readings']:,} are readings"
    )
    same = True
    for name in (*FIGURES, RECALLED):
        told, found = rehearsal.figures[name], again[name]
        same &= told == found
        mark = paint("same", fg="green") if told == found else paint(f"OTHER: {found:,}", fg="red")
        click.echo(f"  {name:<30}{told:>10,}  {mark}")
    with export.open(encoding="utf-8") as sealed:
        faults = list(sealing.verify(iter(sealed), {party: public(key) for party, key in keys().items()}))
    click.echo(f"The chain of the audit, signed by both: {'holds' if not faults else faults[0].what}")
    if faults or not same:
        raise SystemExit(1)


BEGINS = datetime.fromisoformat("2016-11-01T15:00:00+00:00")
"""The instant at which a rehearsal begins: early in fiscal year 2017."""
