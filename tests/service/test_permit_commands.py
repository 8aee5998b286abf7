"""The commands of permits: keys and list published, the page written, a permit checked, a key withdrawn."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from acuerdo.cli import main
from acuerdo.operate import clock, credentials
from acuerdo.records.models import Account, Permit, PermitKey

EXAMPLE = Path(__file__).parents[2] / "docs" / "example" / "permit"
Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """A command in this process."""
    return lambda *words, **given: CliRunner().invoke(main, [str(word) for word in words], **given)


def test_what_the_commands_publish_checks_a_permit(
    run: Run, who: dict[str, Account], permit: Permit, tmp_path: Path
) -> None:
    held = credentials.held(who["worker"])
    assert held is not None
    keys, listed, shown = (tmp_path / name for name in ("keys.json", "statuses.jwt", "permit.txt"))
    keys.write_text(run("permits", "keys").output)
    listed.write_text(run("permits", "statuses").output)
    shown.write_text(held.digits)
    day = clock.today().isoformat()
    told = run("verify", "permit", shown, "--keys", keys, "--statuses", listed, "--on", day)
    assert (told.exit_code, permit.number in told.output) == (0, True), told.output
    piped = run("verify", "permit", "-", "--keys", keys, "--on", day, "--lang", "es", input=held.shown.text)
    assert (piped.exit_code, "Sin lista de permisos revocados" in piped.output) == (1, True)
    page = tmp_path / "page.html"
    assert run("permits", "page", "--out", page).exit_code == 0
    assert run("permits", "page", "--out", page).exit_code == 1, "a file that is there is kept"
    assert (
        run("permits", "page", "--out", page, "--force", "--keys", keys, "--statuses", listed).exit_code == 0
    )
    assert PermitKey.objects.get().kid in page.read_text("utf-8")


def test_a_key_is_withdrawn_by_a_secretary_with_the_reason(
    run: Run, who: dict[str, Account], permit: Permit
) -> None:
    credentials.held(who["worker"])
    kid = PermitKey.objects.get().kid
    for name, key, told in (("auditor", kid, "role"), ("nobody", kid, "no such account")):
        refused = run("permits", "withdraw", key, "--as", name, "--why", "stolen")
        assert (refused.exit_code, told in refused.output) == (1, True)
    assert run("permits", "withdraw", kid, "--as", "secretary", "--why", "stolen").exit_code == 0
    assert PermitKey.objects.get().why == "stolen"
    assert "withdrawn before" in run("permits", "withdraw", kid, "--as", "secretary", "--why", "x").output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["permit", "nowhere.txt", "--keys", EXAMPLE / "keys.json"], "cannot be read"),
        (["permit", EXAMPLE / "permit.txt", "--keys", EXAMPLE / "statuses.jwt"], "no set of keys"),
        (["permit", EXAMPLE / "permit.txt", "--keys", "nowhere.json"], "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_its_name(run: Run, words: list[str], told: str) -> None:
    found = run("verify", *words)
    assert (found.exit_code, told in found.output) == (1, True), found.output
    assert isinstance(found.exception, SystemExit)


def test_a_folder_is_still_verified_as_a_result(run: Run) -> None:
    example = EXAMPLE.parent
    told = run("verify", example / "result", "--keys", example / "keys.json")
    assert told.exit_code == 0, told.output
    assert "RESULT" in run("verify", "--help").output
    assert "FILE" in run("verify", "permit", "--help").output
