"""`acuerdo season`."""

import time
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from acuerdo import agreement
from acuerdo.cli.shell import FILE, paint, print_json


@click.command("season")
@click.option("--agreement", "file", type=FILE, help="The agreement. By default the five points of 2001.")
@click.option(
    "--plan",
    "plan_file",
    type=FILE,
    help="The plan that enacts it. By default plan.yaml beside the 2001 file.",
)
@click.option("--no-plan", is_flag=True, help="Run the text as it is, without a plan.")
@click.option(
    "--orders",
    "order_files",
    multiple=True,
    metavar="FILE",
    help="A disclosure file of job orders (.xlsx, .csv, .csv.gz), or h2a-2017, h2b-2019, or all for both;"
    " may be given several times. By default h2a-2017.",
)
@click.option(
    "--shift-to",
    "year",
    type=click.IntRange(1901, 2199),
    help="The fiscal year into which the days of all orders are moved. By default that of the first file, or,"
    " where the text decides in none of its days, the nearest in which it does.",
)
@click.option("--pathway", help="The pathway the orders are offered under, where the text has several.")
@click.option(
    "--workers",
    type=click.IntRange(0, 5_000_000),
    default=260_000,
    show_default=True,
    help="How many workers are drawn.",
)
@click.option(
    "--lists",
    "lists_file",
    type=FILE,
    help="A file in which workers reorder, delete or cap their list of orders.",
)
@click.option(
    "--stand-in",
    "stand_in_file",
    type=FILE,
    help="A file of what stands in for facts that the orders and the pool do not give. By default the shipped"
    " one for the text, if there is one.",
)
@click.option("--seed", type=click.IntRange(0), default=2017, show_default=True, help="Names every draw.")
@click.option(
    "--intakes",
    type=click.Choice(["at_once", "monthly"]),
    default="at_once",
    show_default=True,
    help="Whether all orders are known before the season, or month by month as they are decided; then some "
    "people do not come or leave early, and their places are matched again.",
)
@click.option(
    "--publish",
    "published",
    is_flag=True,
    help="Also publish each round in OUT/public, to be checked with `acuerdo verify`.",
)
@click.option(
    "--out", type=FILE, default=Path("out/season"), show_default=True, help="The folder for the results."
)
@click.option(
    "--price",
    "priced",
    is_flag=True,
    help="Say what stability and each cap cost: more matches, some time each.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON, and no progress.")
def command(
    file: Path | None,
    plan_file: Path | None,
    no_plan: bool,
    order_files: tuple[str, ...],
    year: int | None,
    pathway: str | None,
    workers: int,
    lists_file: Path | None,
    stand_in_file: Path | None,
    seed: int,
    intakes: str,
    out: Path,
    priced: bool,
    published: bool,
    as_json: bool,
) -> None:
    """Play a season of job orders under an agreement and its plan.

    Every order is decided, a pool of workers is drawn from the corridor's shipped distributions and
    decided, both are matched, and permits are given out under the caps and set-asides. The folder OUT then
    holds report.html (and report.es.html), and the tables as Parquet and CSV. Everybody's reason is told by
    `acuerdo why`.

    \b
    Examples:
      acuerdo season
      acuerdo season --orders all --workers 400000 --out out/national
      acuerdo season --orders H-2A_Disclosure_Data_FY17.xlsx --out out/published
      acuerdo season --workers 100000 --seed 7 --out out/small
    """
    from acuerdo.figures.report import html
    from acuerdo.figures.season import Season as Report
    from acuerdo.figures.words import coded
    from acuerdo.population import shipped
    from acuerdo.season.orders import UnreadableOrders, files, gather
    from acuerdo.season.playing import play
    from acuerdo.season.results import in_language, results
    from acuerdo.season.stand_in import stand_in_for
    from acuerdo.season.summary import figures, worded
    from acuerdo.season.texts import pathway_of
    from acuerdo.season.wishes import read_wishes
    from acuerdo.season.years import into_force

    paths = files(order_files)
    _keep_what_is_read(out, [each for each in (file, plan_file, lists_file, stand_in_file, *paths) if each])
    say = _Progress(silent=as_json)
    say("reading the agreement, its plan and the job orders")
    read = agreement.read(file or shipped.path("agreements/us-mx-2001/agreement.yaml"))
    if plan_file is None and file is None and not no_plan:
        plan_file = shipped.path("agreements/us-mx-2001/plan.yaml")
    plan = agreement.read_plan(plan_file) if plan_file else None
    try:
        orders = gather(paths, year)
    except UnreadableOrders as error:
        raise agreement.Refused(str(error)) from None
    played = pathway_of(read, pathway)
    if year is None:
        orders = into_force(read, plan, played, orders)
    wishes = read_wishes(lists_file, workers, orders.table) if lists_file else None
    stand_in = stand_in_for(read.id, stand_in_file)
    _make(out)
    season = play(read, plan, orders, played, workers, seed, say, wishes, stand_in, intakes)
    found = results(season)
    headline = figures(season, found)
    summary, told = _write(out, season, found, headline, priced, say)
    for lang, name in (("en", "report.html"), ("es", "report.es.html")):
        say(f"drawing {name}")
        spoken = {**headline, "weakest": coded("basis", str(headline["weakest"]), lang)}
        report = _report(Report, season, in_language(found, season, lang), worded(spoken, lang), told, lang)
        (out / name).write_text(html(report, lang), encoding="utf-8")
    results_at = _publish(out, season, read, plan, say) if published else []
    say("done")
    if as_json:
        print_json(summary)
    else:
        _say(season, worded(headline, "en"), out)
        for check in results_at:
            click.echo(f"  Check {paint(check, bold=True)}")


def _keep_what_is_read(folder: Path, inputs: list[Path]) -> None:
    """No table may be written over a file that the season is played from."""
    for each in inputs:
        if each.resolve().parent == folder.resolve():
            hint = "name another folder with --out, in which nothing else lies"
            raise agreement.Refused(f"{each} lies in {folder}, into which tables are written\n  hint: {hint}")


def _make(folder: Path) -> None:
    """Make the folder before the work begins, so that nothing is played in vain."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        hint = "name another folder with --out"
        raise agreement.Refused(f"{folder} cannot be written: {error.strerror}\n  hint: {hint}") from None


def _publish(out: Path, season: Any, read: Any, plan: Any, say: Any) -> list[str]:
    """Publish the rounds: the commands that check them."""
    from acuerdo.season.publishing import checks, publish_rounds

    say("publishing the rounds")
    return checks(publish_rounds(out / "public", season, read, plan))


def _write(out: Path, season: Any, found: Any, headline: Any, priced: bool, say: Any) -> tuple[Any, Any]:
    """Write all tables: the summary, and the tables that only the report needs."""
    from acuerdo.season.price import priced_tables
    from acuerdo.season.reasons import by_code, why
    from acuerdo.season.summary import record
    from acuerdo.season.writing import write_tables, write_why

    say("saying why")
    workers_why, orders_why = why(season)
    if priced:
        say("asking what stability and the caps cost")
    told = priced_tables(season, priced)
    say("writing the tables")
    summary = record(season, headline, found.fairness, **told)
    write_tables(out, found, season, summary)
    write_why(out, workers_why, orders_why)
    return summary, {**told, "decided": by_code(workers_why), "rounds": season.rounds.table()}


def _report(report: Any, season: Any, found: Any, facts: list[tuple[str, str]], told: Any, lang: str) -> Any:
    terms, plan, orders = season.text.agreement.terms, season.text.plan, season.orders
    tables = {field.name: getattr(found, field.name) for field in fields(found)}
    return report(
        title=getattr(terms.pathways[season.pathway].title, lang),
        agreement_id=terms.id,
        agreement_title=getattr(terms.title, lang),
        plan_title=getattr(plan.terms.title, lang) if plan else None,
        hypothetical=season.text.hypothetical,
        state=season.text.state,
        facts=facts,
        rows={
            "rows_read": orders.rows_read,
            "joint_rows": orders.joint_rows,
            "rejected_rows": orders.rejected_rows,
        },
        faults=[(fault.line, _where(fault), fault.found, fault.problem) for fault in orders.faults],
        **tables,
        **told,
    )


def _where(fault: Any) -> str:
    return f"{fault.file}: {fault.column}" if fault.file else str(fault.column)


def _say(season: Any, facts: list[tuple[str, str]], out: Path) -> None:
    from acuerdo.season.results import assumed

    orders = season.orders
    click.echo("")
    if season.text.hypothetical:
        text, state = season.text, season.text.state.replace("_", " ")
        note = f"Hypothetical: {text.agreement.id} is {state}; played under {text.plan.terms.id}."
        click.echo(paint(f"  {note}", fg="yellow"))
        for each in assumed(season):
            click.echo(f"    assumed: {each.at} = {each.value} [{each.basis}: {each.src}]")
    for row in season.given:
        value = f"{row.value} {row.unit}".strip()
        if row.at == "stand_in":
            click.echo(paint(f"  Stand-in ({value}): {row.why.en}", fg="yellow"))
        else:
            click.echo(f"    {row.basis}: {row.at} = {value} [{row.src}] {row.why.en}")
    width = max(len(label) for label, _ in facts)
    for label, value in facts:
        click.echo(f"  {label:<{width}}  {paint(value, bold=True)}")
    kept = (
        f"{orders.rows_read:,} rows read, {orders.joint_rows:,} joint rows counted through their primary case"
    )
    click.echo(f"  {kept}, {orders.rejected_rows:,} rejected, {len(orders.faults):,} cells or rows listed")
    click.echo(
        f"\n  Open {paint(str(out / 'report.html'), bold=True)} (en español: {out / 'report.es.html'})"
    )


class _Progress:
    """Says each step as it begins, with the seconds since the start."""

    def __init__(self, silent: bool) -> None:
        self.silent = silent
        self.began = time.perf_counter()

    def __call__(self, doing: str) -> None:
        if not self.silent:
            click.echo(f"  {time.perf_counter() - self.began:5.1f} s  {doing}")
