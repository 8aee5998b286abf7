"""Position files: what they must say, how they are checked, and who may load them."""

import ast
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from acuerdo.agreement import Unreadable
from acuerdo.agreement.schema import schema, schema_text
from acuerdo.cli import main
from acuerdo.cli.kinds import KINDS
from acuerdo.negotiate import check_positions, read_positions
from agreement.difference.making import AGREEMENTS, BASE
from negotiate.making import folder

TEXT = (Path(__file__).parents[1] / "agreement" / "difference" / "base.yaml").read_text(encoding="utf-8")
SHIPPED = sorted(AGREEMENTS.glob("*/positions/*.yaml"))
ROOT = AGREEMENTS.parent
CAP = "at: pathways.work.cap.count"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def faults(tmp_path: Path, *stances: str, **replaced: str) -> list[str]:
    """What is said of a position file on the base text, by reading it or by holding it against the text."""
    file = folder(tmp_path, *stances, agreement=TEXT, **replaced)
    try:
        found = check_positions(read_positions(file), BASE)[0]
    except Unreadable as error:
        found = list(error.faults)
    return [f"{fault.problem} | {fault.hint}" if fault.hint else fault.problem for fault in found]


@pytest.mark.parametrize(
    ("stance", "said"),
    [
        (
            "id: a, at: pathways.work.cap.count",
            "takes no stance | wants: higher, or red_line: {must_not_be: in_force}",
        ),
        (
            "id: a, at: 'pathways[0].cap', wants: wider",
            "pathways[0].cap counts entries | name the entry by its id",
        ),
        (
            f"id: a, {CAP}, wants: highre",
            "wants needs one of higher, lower, wider, narrower, longer, shorter",
        ),
        (f"id: a, {CAP}, red_line: {{at_most: 5, at_least: 3}}", "red_line needs exactly one of must_not_be"),
        (f"id: a, {CAP}, red_line: {{}}", "red_line needs exactly one of"),
        (
            f"id: a, {CAP}, red_line: {{at_most: many}}",
            "at_most needs a number, an amount, a length of time or a day",
        ),
        (f"id: a, {CAP}, wants: higher, weight: -1", "weight needs a whole number from 0"),
        (f"id: a, {CAP}, wants: higher, said_on: soon", "said_on needs a day, a month or a year"),
        (
            f"id: a, {CAP}, wants: higher, src: sad",
            "'sad' is not among this file's sources | did you mean said?",
        ),
        (
            "id: a, at: pathways.wrk.cap.count, wants: higher",
            "pathways.wrk.cap.count names nothing in base | did you mean pathways.work.cap.count?",
        ),
        (
            "id: a, at: pathways.care, red_line: {must_not_be: x}",
            "pathways.care names nothing in base | pathways has work, grown",
        ),
        (
            "id: a, at: pathways.work.cap, wants: higher",
            "wants higher needs a number, an amount or a length of time; at pathways.work.cap stands a",
        ),
        (
            f"id: a, {CAP}, wants: longer",
            "wants longer needs a length of time; at pathways.work.cap.count stands 300",
        ),
        (f"id: a, {CAP}, wants: higher, at_least: 5 XTS", "5 XTS cannot be held against 300"),
        (
            "id: a, at: pathways.work.fee.amount, red_line: {at_most: 5 USD}",
            "5 USD cannot be held against 100 XTS",
        ),
        (
            "id: a, at: pathways.work.stay.single_max, red_line: {at_most: 90 days}",
            "90 days cannot be held against 6 months",
        ),
        (
            "id: a, at: asylum.wait_in.state, red_line: {must_not_be: in_forse}",
            "state needs one of proposed, not_agreed",
        ),
        (
            "id: a, at: pathways.work.open_to.nationals_of, red_line: {must_be: MEXICO}",
            "nationals_of[0] needs a country code",
        ),
    ],
)
def test_what_is_wrong_with_a_stance_is_said(stance: str, said: str, tmp_path: Path) -> None:
    (found,) = faults(tmp_path, stance)
    assert said in found


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    two = ("id: a, at: pathways.wrk, wants: wider", "id: b, at: pathways.wok, wants: wider")
    found = faults(tmp_path, *two, on="bace", positions_of="MEX")
    assert [line.split(" ")[0] for line in found] == ["MEX", "on", "pathways.wrk", "pathways.wok"]


def test_two_stances_of_one_name_are_refused(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, f"id: a, {CAP}, wants: higher", f"id: a, {CAP}, wants: lower")
    assert found == "two stances are called a | each needs its own name"


def test_a_file_that_does_not_say_it_is_private_is_refused(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, f"id: a, {CAP}, wants: higher", private="false")
    assert found.startswith("private needs true, found 'false'")


@pytest.mark.parametrize(
    "stance",
    [
        "id: a, at: pathways.care, wants: present",
        "id: a, at: pathways.care, wants: absent",
        "id: a, at: pathways.care, red_line: {must_exist: true}",
        "id: a, at: pathways.*.cap.count, wants: higher, at_least: 5, weight: 3, red_line: {at_least: 5}",
        "id: a, at: pathways.work.stay.renewals, wants: higher",
        "id: a, at: asylum.wait_in.state, red_line: {must_not_be: agreed}, said_by: A, said_on: 2030-06",
        "id: a, at: lifecycle.state, red_line: {must_be: in_force}, actor: A court, from: 2030-01-01",
        "id: a, at: protections.pay.at_least, wants: higher, words: quoted, note: A note, basis: assumed",
    ],
)
def test_a_stance_of_this_form_is_sound(stance: str, tmp_path: Path) -> None:
    assert faults(tmp_path, stance) == []


def test_a_path_that_only_an_amendment_makes_is_known(tmp_path: Path) -> None:
    change = "{at: pathways.work.uses, set: caps.nation}"
    later = f"{{id: m, announced: 2031-01-01, in_force: 2031-01-01, changes: [{change}], src: text}}"
    amended = f"amendments: [{later}]\n"
    file = folder(tmp_path, "id: a, at: pathways.work.uses, wants: wider", agreement=TEXT + amended)
    assert run("check", file).exit_code == 0


def test_a_red_line_that_the_agreement_crosses_is_a_warning_with_its_day(tmp_path: Path) -> None:
    line = "id: a, at: pathways.work, red_line: {must_exist: true}, until: 2050-01-01"
    file = folder(tmp_path, line, agreement=TEXT)
    result = run("check", file)
    assert (result.exit_code, result.stdout) == (0, f"ok {file}\n")
    assert "warning: " in result.stderr
    assert "base crosses the red line a on 2040-01-01" in result.stderr


def test_a_red_line_is_not_held_against_days_on_which_it_is_not_drawn(tmp_path: Path) -> None:
    line = "id: a, at: pathways.work, red_line: {must_exist: true}, until: 2040-01-01"
    assert run("check", folder(tmp_path, line, agreement=TEXT)).stderr == ""


def test_positions_are_held_against_the_agreement_beside_them_or_one_folder_up(tmp_path: Path) -> None:
    file = folder(tmp_path, "id: a, at: pathways.wrk, wants: wider", agreement=TEXT)
    up = run("check", file)
    assert (up.exit_code, "pathways.wrk names nothing in base" in up.stderr) == (1, True)
    beside = file.rename(tmp_path / "XBB.yaml")
    assert "pathways.wrk names nothing in base" in run("check", beside).stderr
    (tmp_path / "agreement.yaml").unlink()
    assert run("check", beside).exit_code == 0


def test_positions_are_told_from_other_files_by_any_key_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_text("format: 1\npositions: MEX\nstances: []\n", encoding="utf-8")
    assert "did you mean positions_of?" in run("check", tmp_path / "f.yaml").stderr


def test_fmt_puts_a_position_file_in_order(tmp_path: Path) -> None:
    file = tmp_path / "f.yaml"
    file.write_text(
        "stances: []\non: base\nprivate: true\npositions_of: XBB\nformat: 1\nsources: {}\n", "utf-8"
    )
    assert run("fmt", file).exit_code == 0
    keys = [line.partition(":")[0] for line in file.read_text("utf-8").splitlines() if line]
    assert keys == ["format", "positions_of", "on", "private", "sources", "stances"]
    assert run("fmt", "--check", file).exit_code == 0


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: f"{file.parents[1].name}/{file.stem}")
def test_the_shipped_positions_fit_their_agreement(file: Path) -> None:
    result = run("check", file)
    assert (result.exit_code, result.stdout) == (0, f"ok {file}\n")


def test_positions_are_shipped() -> None:
    assert SHIPPED


def test_the_schema_is_printed_by_its_command() -> None:
    assert run("schema", "positions").stdout == schema_text("positions", KINDS["positions"])


def test_the_schema_refuses_what_is_plainly_wrong() -> None:
    made = schema("positions", KINDS["positions"])
    sound = {"id": "a", "at": "pathways.*", "wants": "wider", "src": "said"}
    head = {"format": 1, "positions_of": "XBB", "on": "base", "private": True, "sources": {}}
    check = jsonschema.Draft7Validator(made, format_checker=jsonschema.FormatChecker())
    check.validate({**head, "stances": [sound]})
    for wrong in ({"wants": "bigger"}, {"at": "A path"}, {"weight": -1}, {"red_line": {"at_most": "lots"}}):
        with pytest.raises(jsonschema.ValidationError):
            check.validate({**head, "stances": [{**sound, **wrong}]})


def test_neither_deciding_nor_playing_nor_reporting_loads_positions() -> None:
    code = (
        "import sys, acuerdo.agreement, acuerdo.rules, acuerdo.matching, acuerdo.season.playing,"
        " acuerdo.figures.report\nprint('acuerdo.negotiate' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout == "False\n"


def test_of_the_commands_only_those_that_read_position_files_load_them() -> None:
    loading = set()
    for file in (ROOT / "src" / "acuerdo" / "cli").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("acuerdo.negotiate"):
                loading.add(file.stem)
    assert loading == {"check", "differing", "kinds"}
