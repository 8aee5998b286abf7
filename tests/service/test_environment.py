"""Settings are told whole or not at all: every fault at once, each with a way out, and no secret shown."""

from collections.abc import Callable
from pathlib import Path

import pytest

from acuerdo.web.environment import OF_PROGRAMS, VARIABLES, Unset, read

Say = Callable[..., dict[str, str]]
SENDER = {"ACUERDO_MAIL_FROM": "acuerdo@example.org"}


@pytest.fixture
def operation(tmp_path: Path) -> Say:
    """What the environment says of a service in operation, any of it changed, or left out by None."""
    keys = tmp_path / "keys"
    keys.mkdir()
    for name in ("USA.pem", "USA.permits.pem"):
        (keys / name).touch()

    def say(**changed: str | None) -> dict[str, str]:
        said = {
            "ACUERDO_PARTY": "USA",
            "ACUERDO_SECRET_KEY": "k" * 50,
            "ACUERDO_HOSTS": "acuerdo.example.org",
            "ACUERDO_KEYS": str(keys),
            "DATABASE_URL": "postgresql://user:secret-word@host:5432/acuerdo",
            **changed,
        }
        return {name: value for name, value in said.items() if value is not None}

    return say


def faults(variables: dict[str, str], base: Path) -> list[str]:
    with pytest.raises(Unset) as refused:
        read(variables, base)
    return str(refused.value).splitlines()


def test_what_is_said_whole_is_read(operation: Say, tmp_path: Path) -> None:
    found = read(operation(), tmp_path)
    assert not found.service.demo
    assert found.service.clock is None
    assert found.origins == ["https://acuerdo.example.org"]
    assert (found.database["HOST"], found.database["NAME"]) == ("host", "acuerdo")
    assert found.most_a_minute == 60_000


def test_messages_go_to_the_server_that_is_named_and_nowhere_where_none_is(
    operation: Say, tmp_path: Path
) -> None:
    told = operation(ACUERDO_MAIL="smtp+tls://user:secret%20word@host:587", **SENDER)
    found = read(told, tmp_path).mail
    assert found.sends
    assert found.settings["EMAIL_HOST"] == "host"
    assert (found.settings["EMAIL_PORT"], found.settings["EMAIL_USE_TLS"]) == (587, True)
    assert found.settings["EMAIL_HOST_PASSWORD"] == "secret word"
    assert found.settings["DEFAULT_FROM_EMAIL"] == "acuerdo@example.org"
    silent = read(operation(), tmp_path).mail
    assert (silent.sends, silent.settings["EMAIL_BACKEND"].split(".")[-2]) == (False, "dummy")
    printed = read({"ACUERDO_DEMO": "1"}, tmp_path).mail
    assert (printed.sends, printed.settings["EMAIL_BACKEND"].split(".")[-2]) == (True, "console")


def test_a_demonstration_needs_to_be_told_nothing_else(tmp_path: Path) -> None:
    found = read({"ACUERDO_DEMO": "1"}, tmp_path / "a folder with 100% + ? in it")
    assert found.service.demo
    assert found.database["NAME"] == str(tmp_path / "a folder with 100% + ? in it" / "acuerdo.sqlite3")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"ACUERDO_DEMO": "maybe"}, "ACUERDO_DEMO is neither 1 nor 0"),
        ({"ACUERDO_SECRET_KEY": None}, "ACUERDO_SECRET_KEY needs 50 letters"),
        ({"ACUERDO_SECRET_KEY": "k" * 49}, "ACUERDO_SECRET_KEY needs 50 letters"),
        (
            {"ACUERDO_SECRET_KEY": "a demonstration holds no secrets, so this one may be known"},
            "ACUERDO_SECRET_KEY needs 50 letters or more, which nobody knows",
        ),
        ({"ACUERDO_HOSTS": None}, "ACUERDO_HOSTS names no host"),
        ({"ACUERDO_HOSTS": "*"}, "ACUERDO_HOSTS takes any host"),
        ({"DATABASE_URL": None}, "DATABASE_URL is not set"),
        ({"DATABASE_URL": "mysql://secret-word@host/name"}, "DATABASE_URL is of another kind"),
        ({"DATABASE_URL": "postgresql://user:secret-word@host:port/name"}, "DATABASE_URL names no database"),
        ({"DATABASE_URL": "postgresql://user:secret-word@host:5432"}, "DATABASE_URL names no database"),
        ({"DATABASE_URL": "sqlite:///"}, "DATABASE_URL names no database"),
        ({"ACUERDO_AGREEMENT": "nowhere.yaml"}, "ACUERDO_AGREEMENT: nowhere.yaml is not there"),
        ({"ACUERDO_PLAN": "nowhere.yaml"}, "ACUERDO_PLAN: nowhere.yaml is not there"),
        ({"ACUERDO_CLOCK": "clock"}, "ACUERDO_CLOCK stops the clock"),
        ({"ACUERDO_DEMO": "1", "ACUERDO_CLOCK": "nowhere"}, "ACUERDO_CLOCK: nowhere holds no instant"),
        ({"ACUERDO_PARTY": None}, "ACUERDO_PARTY does not say which government"),
        ({"ACUERDO_PARTY": "MEX"}, "ACUERDO_KEYS: "),
        ({"ACUERDO_KEYS": None}, "ACUERDO_KEYS names no folder"),
        ({"ACUERDO_KEYS": "nowhere"}, "ACUERDO_KEYS names no folder"),
        (
            {"ACUERDO_OIDC_SERVER": "https://id.example.org"},
            "ACUERDO_OIDC_CLIENT, ACUERDO_OIDC_SECRET: not set",
        ),
        ({"ACUERDO_MAIL": "smtp://secret-word@host:25"}, "ACUERDO_MAIL_FROM is not set, and ACUERDO_MAIL is"),
        ({"ACUERDO_MAIL_FROM": "a@example.org"}, "ACUERDO_MAIL is not set, and ACUERDO_MAIL_FROM is"),
        ({"ACUERDO_MAIL": "host:25", **SENDER}, "ACUERDO_MAIL is no address of a server"),
        ({"ACUERDO_MAIL": "smtp://:secret-word@:25", **SENDER}, "ACUERDO_MAIL is no address of a server"),
        ({"ACUERDO_MAIL": "smtp://host:many", **SENDER}, "ACUERDO_MAIL is no address of a server"),
        (
            {"ACUERDO_MAIL": "smtp://host:25", "ACUERDO_MAIL_FROM": "acuerdo"},
            "ACUERDO_MAIL_FROM is no address of e-mail",
        ),
        ({"ACUERDO_API_MOST_A_MINUTE": "many"}, "ACUERDO_API_MOST_A_MINUTE is no number"),
        ({"ACUERDO_API_MOST_A_MINUTE": "0"}, "ACUERDO_API_MOST_A_MINUTE is no number"),
        ({"ACUERDO_HOST": "acuerdo.example.org"}, "ACUERDO_HOST is read by nothing"),
    ],
)
def test_each_fault_is_told_alone_with_a_way_out_and_no_secret(
    operation: Say, tmp_path: Path, changed: dict[str, str | None], told: str
) -> None:
    found = faults(operation(**changed), tmp_path)
    assert len(found) == 2, found
    assert found[0].startswith(told)
    assert found[1].startswith("  hint: ")
    assert "secret-word" not in "".join(found)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    found = faults({"ACUERDO_HOST": "x", "ACUERDO_CLOCK": "y", "ACUERDO_PLAN": "z"}, tmp_path)
    named = [each.split()[0].strip(":") for each in found if not each.startswith("  hint: ")]
    assert named == [
        "ACUERDO_HOST",
        "ACUERDO_SECRET_KEY",
        "ACUERDO_HOSTS",
        "DATABASE_URL",
        "ACUERDO_PLAN",
        "ACUERDO_CLOCK",
        "ACUERDO_PARTY",
        "ACUERDO_KEYS",
    ]


def test_a_clock_without_a_zone_is_no_instant(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    file.write_text("2016-11-01T15:00:00", "utf-8")
    assert faults({"ACUERDO_DEMO": "1", "ACUERDO_CLOCK": str(file)}, tmp_path)[0].endswith("holds no instant")


def test_the_page_of_the_service_has_every_variable_in_its_words() -> None:
    page = (Path(__file__).parents[2] / "docs" / "service.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith(("| `ACUERDO_", "| `DATABASE_"))]
    assert rows == [f"| `{name}` | {words} |" for name, words in VARIABLES.items()]


def test_every_variable_that_is_read_is_in_the_table_and_no_other_is() -> None:
    import re

    folder = Path(read.__code__.co_filename).parent
    text = "".join((folder / name).read_text("utf-8") for name in ("environment.py", "settings.py"))
    named = {name for name in re.findall(r'"((?:ACUERDO|DATABASE)_[A-Z_]+)"', text) if not name.endswith("_")}
    named -= set(OF_PROGRAMS)
    assert named | {f"ACUERDO_OIDC_{part}" for part in ("SERVER", "CLIENT", "SECRET")} == set(VARIABLES)
