"""The command line: exit codes, output for programs, colours, help, and never a traceback."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from acuerdo.cli import COMMANDS, main
from agreement.said import BAD, FILES, GOOD

SHIPPED = Path(__file__).parents[2] / "agreements"
ESCAPE = "\x1b["


def run(*arguments: str | Path, color: bool = False) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], color=color)


def acuerdo(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "acuerdo", *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_a_file_with_nothing_to_correct_is_ok_and_exits_with_0() -> None:
    result = run("check", GOOD)
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"ok {GOOD}\n", "")


def test_warnings_do_not_fail_a_check(tmp_path: Path) -> None:
    text = (BAD / "warnings.yaml").read_text(encoding="utf-8").replace("src: texts", "src: text")
    (tmp_path / "f.yaml").write_text(text, encoding="utf-8")
    result = run("check", tmp_path / "f.yaml")
    assert (result.exit_code, result.stderr.count("warning: ")) == (0, 6)


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["chekc", "f.yaml"],
        ["check", "--quick", "f.yaml"],
        ["schema", "treaty"],
        ["show", "f.yaml"],
        ["show", "f.yaml", "--on", "soon"],
        ["fmt"],
    ],
)
def test_a_command_that_is_not_understood_exits_with_2(arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, "Usage: " in result.output) == (2, True)


@pytest.mark.parametrize("command", ["check", "show --on 2022-01-01", "explain", "test", "fmt"])
@pytest.mark.parametrize(
    "name",
    ["text-binary.yaml", "text-empty.yaml", "gone.yaml", "text-colon-in-text.yaml", "text-a-list.yaml"],
)
def test_every_command_refuses_a_bad_file_without_a_traceback(command: str, name: str) -> None:
    first, *options = command.split()
    result = run(first, BAD / name, *options)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert f"{name}" in result.stderr
    assert "Traceback" not in result.output


def test_the_faults_of_every_file_of_cases_and_of_its_agreement_are_told_at_once(tmp_path: Path) -> None:
    for name, kind, right, wrong in (
        ("one", "agreement", "share: 0.5,", "share: 50%,"),
        ("two", "cases", "cases_of: invented-corridor", "cases_off: invented-corridor"),
    ):
        shutil.copytree(SHIPPED / "invented", tmp_path / name)
        file = tmp_path / name / f"{kind}.yaml"
        file.write_text(file.read_text("utf-8").replace(right, wrong), "utf-8")
    result = run("test", tmp_path / "one", tmp_path / "two", SHIPPED / "invented")
    assert result.exit_code == 1
    assert "'50%'" in result.stderr and "cases_off" in result.stderr
    assert "\nok " not in result.stdout


def test_json_holds_the_same_faults_as_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD)
    for file in FILES:
        result = run("check", "--json", file.name)
        found = json.loads(result.stdout)
        heads = [
            f"{each['file']}:{each['line']}:{each['column']}: {each['problem']}"
            if each["line"]
            else f"{each['file']}: {each['problem']}"
            for each in found["faults"]
        ]
        said = file.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
        assert result.exit_code == 1
        assert heads == [line for line in said[:-1] if not line.startswith((" ", "warning: "))]
        assert f"{sum(each['times'] for each in found['faults'])} to correct" == said[-1]
        assert len(found["warnings"]) == sum(line.startswith("warning: ") for line in said)


def test_json_of_a_good_file_says_that_nothing_is_wrong() -> None:
    result = run("check", "--json", GOOD)
    assert (result.exit_code, json.loads(result.stdout)) == (0, {"faults": [], "warnings": []})


def test_several_files_are_all_checked_and_counted_together() -> None:
    result = run("check", BAD / "text-empty.yaml", GOOD, BAD / "check-shares.yaml", BAD / "gone.yaml")
    assert (result.exit_code, result.stdout) == (1, f"ok {GOOD}\n")
    assert result.stderr.endswith("3 to correct\n")


def test_a_file_named_twice_has_its_faults_told_once() -> None:
    result = run("check", BAD / "check-shares.yaml", BAD / "check-shares.yaml")
    assert result.stderr.endswith("1 to correct\n")


def test_colours_show_on_a_terminal_only_and_never_with_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert ESCAPE in run("check", BAD / "check-shares.yaml", color=True).output
    assert ESCAPE not in run("check", BAD / "check-shares.yaml").output
    monkeypatch.setenv("NO_COLOR", "1")
    assert ESCAPE not in run("check", BAD / "check-shares.yaml", color=True).output


def test_no_file_can_colour_the_terminal_by_what_it_holds() -> None:
    for file in FILES:
        assert "\x1b" not in file.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)], ids=" ".join)
def test_help_fits_100_columns_and_says_how_to_begin(command: list[str]) -> None:
    result = run(*command, "--help")
    lines = result.output.splitlines()
    assert result.exit_code == 0
    assert max(map(len, lines)) <= 100
    assert len(" ".join(lines[2 : lines.index("Options:")])) > 60


@pytest.mark.parametrize("name", ["check", "fmt", "schema"])
def test_help_shows_an_example_that_can_be_typed(name: str) -> None:
    words = " ".join(run(name, "--help").output.split())
    assert f"Example: acuerdo {name} " in words


def test_the_commands_that_are_listed_are_there() -> None:
    for name in COMMANDS:
        assert run(name, "--help").exit_code == 0
        assert f"\n  {name} " in run("--help").output


def test_a_program_run_as_a_module_exits_like_the_command() -> None:
    bad, good = acuerdo("check", str(BAD / "text-empty.yaml")), acuerdo("check", str(GOOD))
    assert (bad.returncode, bad.stdout, good.returncode, good.stderr) == (1, b"", 0, b"")
    assert bad.stderr.decode().endswith("the file is empty\n  hint: start with `format: 1`\n1 to correct\n")


def test_output_that_cannot_show_every_sign_shows_the_rest() -> None:
    found = acuerdo("check", str(BAD / "text-latin-1.yaml"), PYTHONIOENCODING="latin-1")
    assert (found.returncode, b"Traceback" in found.stderr) == (1, False)
    assert b"note: a?o" in found.stderr


def test_a_reader_that_stops_early_is_no_error_worth_a_traceback() -> None:
    command = [sys.executable, "-m", "acuerdo", "schema", "agreement"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        assert b"Traceback" not in running.stderr.read()


def test_a_plan_is_told_from_cases_and_agreements_by_any_key_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_text("format: 1\nplan_four: good\nassume: []\n", encoding="utf-8")
    (tmp_path / "g.yaml").write_text("format: 1\ncase_of: good\ncases: []\n", encoding="utf-8")
    assert "did you mean plan_for?" in run("check", tmp_path / "f.yaml").stderr
    assert "did you mean cases_of?" in run("check", tmp_path / "g.yaml").stderr


@pytest.mark.parametrize("which", ["²", "9" * 5_000])
def test_a_number_that_is_none_is_taken_for_the_name_of_a_case(which: str) -> None:
    result = run("explain", SHIPPED / "invented", which)
    assert (result.exit_code, "has no case" in result.output) == (1, True)


@pytest.mark.parametrize("model", ["r86", "gcm", "five-points"])
@pytest.mark.parametrize("folder", sorted(each.parent.name for each in SHIPPED.glob("*/agreement.yaml")))
def test_every_shipped_text_is_held_against_every_model(folder: str, model: str) -> None:
    result = run("coverage", SHIPPED / folder / "agreement.yaml", "--model", model, "--lang", "es")
    assert (result.exit_code, result.exception) == (0, None)


def test_show_finds_a_value_by_the_names_that_it_prints() -> None:
    file = SHIPPED / "invented" / "agreement.yaml"
    result = run("show", file, "--on", "2031-06-01", "--only", "protections.equal_pay")
    paths = [line.split()[0] for line in result.stdout.splitlines() if not line.startswith(" ")][1:]
    assert paths == [f"protections.equal_pay.{field}" for field in ("measure", "at_least", "applies_to")]
    for path in paths:
        again = run("show", file, "--on", "2031-06-01", "--only", path)
        assert [line for line in again.stdout.splitlines() if line.startswith(path)]


def test_show_refuses_a_path_that_names_nothing_and_says_where_nothing_holds() -> None:
    file = SHIPPED / "invented" / "agreement.yaml"
    refused = run("show", file, "--on", "2031-06-01", "--only", "protections.equal_poy")
    assert (refused.exit_code, "did you mean protections.equal_pay?" in refused.stderr) == (1, True)
    before = run("show", file, "--on", "2001-01-01", "--only", "pathways.harvest.cap")
    assert before.exit_code == 0
    assert "no value of pathways.harvest.cap holds on 2001-01-01" in before.stdout
