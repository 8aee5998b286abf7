"""What deploy/ brings: units that name commands that are there, a container of files that are there, and a
database that is set up as the page says, for a role that owns nothing else."""

import configparser
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import psycopg
import pytest
from environ import Env

import databases
from acuerdo.cli import COMMANDS, main
from acuerdo.web.environment import VARIABLES, read
from docs.fences import ROOT

DEPLOY = ROOT / "deploy"
SERVICES = sorted(DEPLOY.glob("*.service"))
TIMERS = sorted(DEPLOY.glob("*.timer"))
HARDENED = {
    "NoNewPrivileges": "true",
    "CapabilityBoundingSet": "",
    "ProtectSystem": "strict",
    "ProtectHome": "true",
    "PrivateTmp": "true",
    "PrivateDevices": "true",
    "ProtectKernelTunables": "true",
    "ProtectKernelModules": "true",
    "ProtectControlGroups": "true",
    "RestrictNamespaces": "true",
    "RestrictSUIDSGID": "true",
    "LockPersonality": "true",
    "SystemCallArchitectures": "native",
    "UMask": "0077",
}
"""What each unit shuts."""
OF_OTHERS = ("NUMBA_CACHE_DIR",)
"""Variables that libraries read."""


def unit(file: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(file.read_text("utf-8"))
    return parser


def said(words: list[str]) -> None:
    """Find the command that some words name, and have it take its options."""
    context = click.Context(main)
    assert words[0] in COMMANDS, words
    command = main.get_command(context, words[0])
    assert command is not None
    command.make_context(words[0], words[1:])


@pytest.mark.parametrize("file", SERVICES, ids=lambda file: file.name)
def test_a_unit_runs_a_command_that_is_there_and_is_shut_to_all_else(file: Path) -> None:
    service = unit(file)["Service"]
    assert {name: service.get(name) for name in HARDENED} == HARDENED
    assert (service["User"], service["EnvironmentFile"]) == ("acuerdo", "/etc/acuerdo/environment")
    words = shlex.split(service["ExecStart"].replace("%%", "%"))
    if words[0] == "/bin/sh":
        words = shlex.split(words[2].removeprefix("exec "))
    assert words[0] == "/opt/acuerdo/.venv/bin/acuerdo"
    said(words[1:])


def test_every_timer_begins_a_unit_that_runs_once() -> None:
    assert TIMERS
    for file in TIMERS:
        assert unit(file)["Timer"]["OnCalendar"]
        assert unit(file.with_suffix(".service"))["Service"]["Type"] == "oneshot"


def test_the_example_of_an_environment_holds_once_it_is_filled_in(tmp_path: Path) -> None:
    lines = [
        line for line in (DEPLOY / "environment.example").read_text("utf-8").splitlines() if line[0] != "#"
    ]
    told = dict(line.split("=", 1) for line in lines)
    assert set(told) - set(OF_OTHERS) <= set(VARIABLES)
    (tmp_path / "USA.pem").touch()
    (tmp_path / "USA.permits.pem").touch()
    filled = {**told, "ACUERDO_SECRET_KEY": "x" * 50, "ACUERDO_KEYS": str(tmp_path)}
    found = read({name: value for name, value in filled.items() if name not in OF_OTHERS}, tmp_path)
    assert not found.service.demo
    assert found.database["NAME"] == "acuerdo"


def test_the_container_is_made_of_files_that_are_there_and_runs_a_command_that_is_there() -> None:
    text = (DEPLOY / "Containerfile").read_text("utf-8").replace("\\\n", " ")
    steps = [tuple(line.split(" ", 1)) for line in text.splitlines() if line and line[0] not in "# "]
    names = [name for name, *_ in steps]
    assert names[0] == "FROM"
    assert set(names) <= {
        "FROM",
        "RUN",
        "WORKDIR",
        "COPY",
        "USER",
        "ENV",
        "VOLUME",
        "EXPOSE",
        "HEALTHCHECK",
        "CMD",
    }
    copied = [word for name, rest in steps if name == "COPY" for word in rest.split()[:-1]]
    assert [word for word in copied if not (ROOT / word).exists()] == []
    needed = re.findall(r"-r (\S+)", text)
    assert set(needed) <= set(copied)
    # Whoever answers is not root, from before the program runs.
    assert names.index("USER") < names.index("CMD")
    command = eval(steps[-1][1])
    assert command[0] == "acuerdo"
    said(command[1:])
    variables = re.findall(r"([A-Z_]+)=/", next(rest for name, rest in steps if name == "ENV"))
    assert set(variables) - set(OF_OTHERS) <= set(VARIABLES)
    assert "/health/ready" in next(rest for name, rest in steps if name == "HEALTHCHECK")


def test_the_web_server_writes_no_address_down_and_says_that_it_speaks_https() -> None:
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    assert text.count("{") == text.count("}")
    assert re.findall(r"access_log (\S+);", text) == ["off"]
    assert "proxy_set_header X-Forwarded-Proto https;" in text
    assert "X-Forwarded-For" not in text


def test_the_pages_show_the_statements_that_set_a_database_up() -> None:
    statements = (DEPLOY / "postgresql.sql").read_text("utf-8")
    assert statements in (ROOT / "docs" / "running.md").read_text("utf-8")


def test_a_database_set_up_so_is_migrated_backed_up_and_restored_by_its_role(tmp_path: Path) -> None:
    with databases.postgresql() as url:
        told = Env.db_url_config(url)
        # The superuser of the server of the tests has the name that the role is to have.
        by = {"host": told["HOST"], "user": told["USER"], "dbname": "postgres"}
        with psycopg.connect(**by, autocommit=True) as server:
            server.execute("CREATE ROLE administrator SUPERUSER LOGIN")
        with psycopg.connect(**{**by, "user": "administrator"}, autocommit=True) as server:
            server.execute("ALTER ROLE acuerdo RENAME TO first")
            for statement in (DEPLOY / "postgresql.sql").read_text("utf-8").split(";\n"):
                if statement.strip():
                    server.execute(statement.encode())
        env = {
            **{
                name: value
                for name, value in os.environ.items()
                if not name.startswith(("ACUERDO_", "DJANGO_"))
            },
            "ACUERDO_DEMO": "1",
            "ACUERDO_HOME": str(tmp_path),
            "DATABASE_URL": f"postgresql://acuerdo@/{told['HOST']}/acuerdo",
        }

        def acuerdo(*words: object) -> Any:
            command = [sys.executable, "-m", "acuerdo", *(str(each) for each in words)]
            done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
            assert done.returncode == 0, (words, done.stdout, done.stderr)
            return done.stdout

        acuerdo("serve", "--prepare", "--places", 10, "--workers", 10)
        assert "ok database: postgresql, migrated" in acuerdo("doctor")
        acuerdo("backup", tmp_path / "backup.tar")
        assert "verifying it" in acuerdo("drill")
        assert "restored" in acuerdo("restore", tmp_path / "backup.tar", "--replace")
        assert "ok database: postgresql, migrated" in acuerdo("doctor")
