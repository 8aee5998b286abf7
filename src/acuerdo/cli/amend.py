"""`acuerdo amend`."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from acuerdo import agreement
from acuerdo.agreement.consolidate import Agreement
from acuerdo.agreement.faults import Fault, Unreadable, alike, did_you_mean
from acuerdo.agreement.names import no_source
from acuerdo.agreement.reading.files import printable, save
from acuerdo.agreement.reading.text import spoken
from acuerdo.cli.shell import DAY, FILE, paint


def _pairs(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    for each in given:
        if not all(each.partition("=")):
            raise click.BadParameter(f"{each!r} is not PATH=VALUE", ctx, param)
    return tuple((each.partition("=")[0], each.partition("=")[2]) for each in given)


@click.command("amend")
@click.argument("file", type=FILE)
@click.option("--id", required=True, help="The name of the amendment, such as third-protocol.")
@click.option("--announced", type=DAY, required=True, help="The day it is public.")
@click.option("--in-force", type=DAY, required=True, help="The first day it holds.")
@click.option("--signed", type=DAY, help="The day it is signed.")
@click.option("--title", help="What it is called, in English or in both languages.")
@click.option("--title-es", help="What it is called in Spanish.")
@click.option("--src", required=True, help="A source of the file, and a place in it.")
@click.option("--basis", help="How its values are known; by default the source states them.")
@click.option("--by", help="The body of the file that makes it; by default the parties.")
@click.option("--note", help="A remark for readers.")
@click.option("--applies-to", type=click.Choice(["new", "pending"]), help="Which filings it reaches.")
@click.option("--set", "sets", multiple=True, callback=_pairs, metavar="PATH=VALUE", help="Set a value.")
@click.option("--add", "adds", multiple=True, callback=_pairs, metavar="PATH=VALUE", help="Add to a list.")
@click.option("--end", "ends", multiple=True, metavar="PATH", help="End a clause or an entry of a list.")
@click.option("--reaffirm", "reaffirms", multiple=True, metavar="PATH", help="Repeat a value unchanged.")
@click.option(
    "--source", callback=_pairs, multiple=True, metavar="ID=TITLE", help="Add a source to the file."
)
@click.option("--source-kind", help="Its kind, such as treaty or official.")
@click.option("--unread", is_flag=True, help="Allow changes of words that no rule reads yet.")
@click.option("--out", type=FILE, help="Write the amended file here.")
@click.option("--write", is_flag=True, help="Write it to FILE itself.")
@click.option("--force", is_flag=True, help="With --out: replace a file that is there already.")
def command(file: Path, **options: Any) -> None:
    """Make an amendment of an agreement FILE and try it: what changes, and which cases answer differently.

    The amendment is put at the end of the file; nothing else of it is touched. It is checked as `acuerdo
    check` does, on its day and on all others. Without --out or --write nothing is written. A VALUE is
    written as in a file: 400, 2_000 USD, [XBB, XCC], {nationals_of: any}. Cases of a day before the
    amendment are asked on its first day.

    Example: acuerdo amend agreements/invented/agreement.yaml --id third --announced 2032-05-01
    --in-force 2032-06-01 --src text --set pathways.kin.cap.count=300
    """
    if not any(options[name] for name in ("sets", "adds", "ends", "reaffirms")):
        raise click.UsageError("an amendment needs --set, --add, --end or --reaffirm")
    if bool(options["source"]) != bool(options["source_kind"]):
        raise click.UsageError("--source and --source-kind go together")
    if options["title_es"] and not options["title"]:
        raise click.UsageError("--title-es goes with --title, which is the English one")
    if options["write"] and options["out"]:
        raise click.UsageError("--write is FILE itself, --out another file: give one of the two")
    read = agreement.read(file)
    text = _amended(read, file, options)
    _say(read, text, file, options["in_force"])
    out = file if options["write"] else options["out"]
    if out:
        save(out, "\n".join(text.document.lines).encode(), replace=options["write"] or options["force"])
        click.echo(f"wrote {printable(out)}")
    else:
        click.echo("nothing written: --out names a file, --write takes FILE itself")


def _amended(read: Agreement, file: Path, options: dict[str, Any]) -> Agreement:
    """The amended agreement; every fault of it at the option that brings it."""
    from acuerdo.agreement.amending import unread, with_amendment

    written, places = _written(options, len(read.terms.amendments))
    sources = {name: {"title": title, "kind": options["source_kind"]} for name, title in options["source"]}
    places |= {spoken(("sources", name)): f"--source {name}={title}" for name, title in options["source"]}
    try:
        text = with_amendment(read, written, sources, f"{printable(file)}, amended")
        faults = [*agreement.check(text), *(() if options["unread"] else unread(text))]
    except Unreadable as error:
        faults = list(error.faults)
    if faults:
        at_options = (_at_option(fault, places) for fault in faults)
        raise Unreadable(alike(_with_source_option(fault, read, options) for fault in at_options))
    return text


def _written(options: dict[str, Any], at: int) -> tuple[dict[str, Any], dict[str, str]]:
    """The amendment as a file writes it, and the option that each of its parts is from.

    Raises:
        Unreadable: a value begins as a list or as fields, and is none.
    """
    from acuerdo.agreement.reading.flow import read_flow

    title, title_es = options["title"], options["title_es"]
    fields = {
        "id": options["id"],
        "title": {"en": title, "es": title_es} if title_es else title,
        **{name: str(options[name] or "") for name in ("announced", "signed", "in_force")},
        **{name: options[name] for name in ("applies_to", "by")},
    }
    tail = {name: options[name] for name in ("src", "basis", "note")}
    places = {
        spoken(("amendments", at, name)): _typed(name, text) for name, text in {**fields, **tail}.items()
    }
    places[spoken(("amendments", at))] = f"--id {options['id']}"
    changes: list[dict[str, Any]] = []
    faults: list[Fault] = []
    for verb, asked in (("set", options["sets"]), ("add", options["adds"])):
        for path, value in asked:
            option = f"--{verb} {path}={value}"
            places[spoken(("amendments", at, "changes", len(changes)))] = option
            try:
                changes.append({"at": path, verb: read_flow(value, option)})
            except Unreadable as error:
                faults += [replace(fault, line=0, column=0, path="", excerpt="") for fault in error.faults]
    for path in options["ends"]:
        places[spoken(("amendments", at, "changes", len(changes)))] = f"--end {path}"
        changes.append({"at": path, "end": "true"})
    if faults:
        raise Unreadable(faults)
    for number, path in enumerate(options["reaffirms"]):
        places[spoken(("amendments", at, "reaffirms", number))] = f"--reaffirm {path}"
    lists = {"reaffirms": list(options["reaffirms"]), "changes": changes}
    return {name: value for name, value in {**fields, **lists, **tail}.items() if value}, places


def _typed(name: str, text: Any) -> str:
    return f"--{name.replace('_', '-')} {text}"


def _at_option(fault: Fault, places: dict[str, str]) -> Fault:
    """A fault of the amended file, at the option that brings it where there is one."""
    around = [
        place for place in places if fault.path == place or fault.path.startswith((f"{place} >", f"{place}["))
    ]
    if not around:
        return fault
    return replace(fault, file=places[max(around, key=len)], line=0, column=0, path="", excerpt="")


def _with_source_option(fault: Fault, read: Agreement, options: dict[str, Any]) -> Fault:
    """A fault; where the source of the amendment is not in the file, with the option that adds it."""
    name, known = options["src"].partition(" ")[0], tuple(read.terms.sources)
    problem, _ = no_source(name, known)
    if (fault.file, fault.problem) != (_typed("src", options["src"]), problem):
        return fault
    meant, add = did_you_mean(name, known), f"--source {name}=TITLE --source-kind KIND adds it to the file"
    return replace(fault, hint=f"{meant} {add}".strip())


def _say(read: Agreement, text: Agreement, file: Path, day: date) -> None:
    """Print the amendment, what it changes on its first day, and which cases are answered differently."""
    from acuerdo.agreement.difference import differences
    from acuerdo.agreement.reading.patching import section

    tree: Any = text.document.tree
    click.echo(section("amendments", tree["amendments"][-1:]))
    found = [each for each in differences(read, text, day, day) if each.head != "sources"]
    number = "1 value differs" if len(found) == 1 else f"{len(found)} values differ"
    click.echo(paint(f"on {day}, {number}", bold=True))
    for each in found:
        origin = paint(f"  [{each.basis}: {each.src}]", dim=True) if each.src else ""
        click.echo(f"  {each.kind} {each.path}: {each.old or 'nothing'} → {each.new or 'nothing'}{origin}")
    _say_cases(read, text, file, day)


def _say_cases(read: Agreement, text: Agreement, file: Path, day: date) -> None:
    beside = file.parent / "cases.yaml"
    if not beside.is_file():
        return
    from acuerdo.agreement.cases import read_cases
    from acuerdo.cli.retrials import otherwise

    cases = read_cases(beside)
    if (beside.parent / cases.terms.agreement).resolve() != file.resolve():
        return
    found = list(otherwise(cases, read, text, day))
    number = len(cases.terms.cases)
    click.echo(paint(f"{number} cases asked, {len(found)} answered differently", bold=True))
    for each in found:
        click.echo(f"  {each.case} (on {each.on})")
        for line in each.lines:
            click.echo(f"    {line}")
