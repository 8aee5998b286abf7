"""The commands that run the service: each fault told with a way out, and no traceback."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import LazySettings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from joserfc.jwk import ECKey

from acuerdo.cli import main
from acuerdo.operate import audit, demonstration
from acuerdo.operate.keys import keys
from acuerdo.proof.signing import public
from acuerdo.records.models import Account, Countersignature, Entry, JobOrder, Worker
from service.conftest import Clock

Run = Callable[..., Result]


@pytest.fixture
def run(db: None, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process, on the database of the test."""
    monkeypatch.setenv("ACUERDO_CLOCK", str(settings.ACUERDO.clock))

    def invoke(*words: object) -> Result:
        return CliRunner().invoke(main, [str(each) for each in words])

    return invoke


@pytest.fixture
def exported(run: Run, who: dict[str, Account], tmp_path: Path) -> Path:
    """An export of three seals, signed by both governments, with the public keys beside it."""
    for at in range(3):
        audit.written(who["auditor"], "audit.see", f"entry {at}", "entry:1")
        assert run("audit", "seal", "--as", "auditor").output.startswith(
            f"sealed entries {at + 1} to {at + 1}\n"
        )
    assert run("audit", "countersign", "--party", "MEX").output.count("signed for MEX") == 3
    file = tmp_path / "audit.jsonl"
    assert run("audit", "export", file).output.endswith("3 sealed entries\n")
    (tmp_path / "keys.json").write_text(run("audit", "keys").output, "utf-8")
    return file


def test_an_export_holds_by_a_list_of_keys_or_by_keys_one_by_one(run: Run, exported: Path) -> None:
    keys = exported.with_name("keys.json")
    told = run("audit", "verify", exported, "--keys", keys)
    assert (told.exit_code, told.output.partition("\n")[0]) == (0, "ok 3 entries, signed by MEX and USA")
    named = [
        word for party, key in json.loads(keys.read_text()).items() for word in ("--key", f"{party}={key}")
    ]
    assert run("audit", "verify", exported, *named).exit_code == 0
    head = told.output.split()[-1]
    assert run("audit", "verify", exported, "--keys", keys, "--head", head).exit_code == 0


@pytest.mark.parametrize(
    ("line", "change", "told"),
    [
        (0, lambda line: [line.replace("entry 0", "entry 9")], ":1: not the entry"),
        (0, lambda line: [], ":1: not the seal"),
        (2, lambda line: [line, line], ":4: not the entry"),
        (1, lambda line: [], ":3: not the seal"),
        (5, lambda line: [], ":5: no seal covers"),
        (3, lambda line: [line.replace('"MEX"', '"XXX"')], ":4: MEX: no signature"),
        (3, lambda line: [line.replace('"last": 2', '"last": 3')], ":4: not the seal"),
        (4, lambda line: ["{", line], ":5: the line is no entry"),
        (4, lambda line: ["[1]"], ":5: the line is no entry"),
        (4, lambda line: ['{"entry": {"at": "\\ud800"}}'], ":5: the line is no entry"),
        (4, lambda line: ['{"seal": {"signatures": 1}}'], ":5: the line is no entry"),
        (4, lambda line: ["[" * 100_000], ":5: the line is no entry"),
    ],
)
def test_a_line_that_is_not_as_it_was_sealed_is_told_with_its_number(
    run: Run, exported: Path, line: int, change: Callable[[str], list[str]], told: str
) -> None:
    lines = exported.read_text("utf-8").splitlines()
    lines[line : line + 1] = change(lines[line])
    exported.write_text("".join(f"{each}\n" for each in lines), "utf-8")
    found = run("audit", "verify", exported, "--keys", exported.with_name("keys.json"))
    assert found.exit_code == 1
    assert told in found.output
    assert "Traceback" not in found.output


def test_a_chain_cut_off_behind_a_seal_is_told_to_whoever_noted_its_head(run: Run, exported: Path) -> None:
    keys, lines = exported.with_name("keys.json"), exported.read_text("utf-8").splitlines()
    head = json.loads(lines[5])["seal"]["head"]
    exported.write_text("\n".join(lines[:4]) + "\n", "utf-8")
    assert run("audit", "verify", exported, "--keys", keys).exit_code == 0
    found = run("audit", "verify", exported, "--keys", keys, "--head", head)
    assert found.exit_code == 1
    assert "the head that was noted is not in this chain" in found.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["audit", "verify", "{file}"], "--keys FILE"),
        (["audit", "verify", "{file}", "--key", "MEX"], "no public key"),
        (["audit", "verify", "{file}", "--keys", "{file}"], "no list of public keys"),
        (["audit", "verify", "nowhere.jsonl", "--keys", "{keys}"], "no such file"),
        (["audit", "export", "{file}"], "is there already"),
        (["audit", "export", "nowhere/audit.jsonl"], "there is no folder"),
        (["audit", "seal", "--as", "nobody"], "no such account"),
        (["audit", "seal", "--as", "secretary"], "your role may not"),
        (["audit", "countersign", "--party", "USA"], "nothing left to sign"),
        (["audit", "countersign", "--party", "XXX"], "MEX, USA"),
    ],
)
def test_what_a_command_of_the_audit_cannot_do_it_says_in_words(
    run: Run, exported: Path, words: list[str], told: str
) -> None:
    found = run(*(word.format(file=exported, keys=exported.with_name("keys.json")) for word in words))
    assert told in found.output
    assert found.exit_code == (0 if "nothing left" in told else 1)
    assert found.exception is None or isinstance(found.exception, SystemExit)


def test_the_doctor_finds_nothing_wrong_where_nothing_is(run: Run) -> None:
    told = run("doctor")
    assert told.exit_code == 0, told.output
    lines = told.output.splitlines()
    assert [line.split()[1] for line in lines] == [
        "database:",
        "keys:",
        "law:",
        "clock:",
        "results:",
        "messages:",
        "SMS:",
        "languages:",
        "jobs:",
        "pages:",
    ]
    assert all(line.startswith("ok ") for line in lines)
    assert connection.vendor in lines[0]


@pytest.fixture
def operated(settings: LazySettings, tmp_path: Path) -> Path:
    """A service that is no demonstration, with the key of its government: the folder of keys."""
    folder = tmp_path / "keys"
    folder.mkdir()
    key_file(folder / "USA.pem")
    (folder / "USA.permits.pem").write_bytes(ECKey.generate_key("P-256").as_pem(private=True))
    (folder / "USA.permits.pem").chmod(0o600)
    settings.ACUERDO = replace(settings.ACUERDO, demo=False, keys=folder)
    return folder


def key_file(file: Path, mode: int = 0o600) -> None:
    key = Ed25519PrivateKey.generate()
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    file.chmod(mode)


def test_the_doctor_tells_keys_that_others_may_read_or_that_are_anothers(run: Run, operated: Path) -> None:
    assert "keys:" not in "".join(fault for fault in wrong(run) if "keys" in fault)
    key_file(operated / "MEX.pem", 0o644)
    told = wrong(run)
    assert f"keys: others than the service may read {operated / 'MEX.pem'}" in told
    assert f"  hint: chmod 600 {operated / 'MEX.pem'}" in told
    assert any("is the key of another party" in each for each in told)


def wrong(run: Run) -> list[str]:
    found = run("doctor")
    return [line for line in found.output.splitlines() if not line.startswith("ok ")]


def test_the_doctor_tells_a_key_that_is_not_there(run: Run, operated: Path) -> None:
    (operated / "USA.pem").unlink()
    assert any("USA.pem: cannot be read" in each for each in wrong(run))


def test_the_doctor_tells_a_key_of_permits_that_is_not_there_or_of_another_kind(
    run: Run, operated: Path
) -> None:
    file = operated / "USA.permits.pem"
    key_file(file)
    assert any("not on the curve P-256" in each for each in wrong(run))
    file.unlink()
    assert any("USA.permits.pem: cannot be read" in each for each in wrong(run))
    assert any("openssl genpkey -algorithm EC" in each for each in wrong(run))


def test_the_doctor_tells_a_text_that_is_not_enacted_today(run: Run, clock: Clock) -> None:
    from datetime import UTC, datetime

    clock.set(datetime(2001, 1, 1, tzinfo=UTC))
    assert any(each.startswith("law: ") for each in wrong(run))


def test_the_doctor_tells_a_government_that_is_no_party(run: Run, settings: LazySettings) -> None:
    settings.ACUERDO = replace(settings.ACUERDO, party="CAN")
    assert "law: CAN is no party of the text" in wrong(run)


def test_the_doctor_tells_a_folder_of_results_that_cannot_be_written(
    run: Run, settings: LazySettings, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.touch()
    settings.ACUERDO = replace(settings.ACUERDO, results=file)
    assert any(each.startswith(f"results: {file}: ") for each in wrong(run))


def test_the_doctor_tells_that_no_messages_are_sent_or_taken(run: Run, settings: LazySettings) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = port = nobody_listens.getsockname()[1]
        assert any(each.startswith(f"messages: 127.0.0.1:{port} takes none: ") for each in wrong(run))
    settings.MAIL = False
    assert any(each.startswith("messages: none are sent") for each in wrong(run))


def test_the_doctor_tells_missing_migrations(run: Run) -> None:
    last = MigrationLoader(connection).graph.leaf_nodes("records")[0]
    MigrationRecorder(connection).record_unapplied(*last)
    assert "database: 1 migrations are missing" in wrong(run)


def test_the_doctor_tells_a_clock_that_is_behind_the_audit(
    run: Run, operated: Path, settings: LazySettings, who: dict[str, Account]
) -> None:
    from datetime import UTC, datetime

    Entry.objects.create(at=datetime(2999, 1, 1, tzinfo=UTC), kind="read", role="auditor", subject="entry:1")
    settings.ACUERDO = replace(settings.ACUERDO, clock=None)
    assert any("is before the last entry of the audit" in each for each in wrong(run))


def test_a_demonstration_is_loaded_once(who: dict[str, Account]) -> None:
    first = demonstration.load(20, 5)
    orders, people = JobOrder.objects.count(), Worker.every.count()
    assert orders
    assert people == 5
    assert demonstration.load(20, 5) == first
    assert (JobOrder.objects.count(), Worker.every.count()) == (orders, people)
    assert {name for name, _ in first.accounts} <= set(Account.objects.values_list("username", flat=True))
    assert Entry.objects.filter(action="demonstration.load").count() == 1


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.mark.django_db(transaction=True)
def test_the_service_is_up_from_an_empty_database_and_ends_when_it_is_told(
    empty: str, tmp_path: Path
) -> None:
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ACUERDO_")}
    environment |= {
        "ACUERDO_DEMO": "1",
        "ACUERDO_HOME": str(tmp_path),
        "DATABASE_URL": empty,
        "DJANGO_SETTINGS_MODULE": "acuerdo.web.settings",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONUNBUFFERED": "1",
    }
    words = ["serve", "--port", str(port), "--places", "20", "--workers", "5"]
    with subprocess.Popen(
        [sys.executable, "-m", "acuerdo", *words], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if line.startswith("Open "):
                break
        assert f"Open http://localhost:{port}/" in said
        assert demonstration.PASSWORD in said
        try:
            assert b"<html" in fetched(port)
            taken = subprocess.run(
                [sys.executable, "-m", "acuerdo", "serve", "--port", str(port)],
                capture_output=True,
                text=True,
                env=environment,
                check=False,
            )
            assert taken.returncode == 1
            assert f"port {port}: " in taken.stderr
            assert "hint: --port" in taken.stderr
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait() == 0


def fetched(port: int) -> bytes:
    """The first page, as soon as somebody listens."""
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=120) as page:
                return page.read()
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise


@pytest.fixture
def sealed(run: Run, who: dict[str, Account], tmp_path: Path) -> Path:
    """An export of two seals of the service's government, its public key, and the other's private key."""
    for at in range(2):
        audit.written(who["auditor"], "audit.see", f"entry {at}", "entry:1")
        run("audit", "seal", "--as", "auditor")
    file = tmp_path / "audit.jsonl"
    run("audit", "export", file)
    (tmp_path / "usa.json").write_text(json.dumps({"USA": public(keys()["USA"])}), "utf-8")
    (tmp_path / "both.json").write_text(run("audit", "keys").output, "utf-8")
    raw = keys()["MEX"].private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "mex.pem").write_bytes(raw)
    (tmp_path / "mex.pem").chmod(0o600)
    return file


def _sign(run: Run, file: Path, out: str = "mex.json", *more: str) -> Result:
    folder = file.parent
    said = ("--party", "MEX", "--key", folder / "mex.pem", "--keys", folder / "usa.json")
    return run("audit", "countersign", file, *said, "--out", folder / out, *more)


def test_the_other_government_signs_an_export_where_it_is_and_the_service_takes_it_in_once(
    run: Run, sealed: Path
) -> None:
    folder = sealed.parent
    assert _sign(run, sealed).output.startswith(f"wrote {folder / 'mex.json'}: 2 signatures for MEX\n")
    accept = ("audit", "accept", folder / "mex.json", "--as", "auditor", "--keys", folder / "both.json")
    assert run(*accept).output == "took in 2 new of 2 signatures of MEX\n"
    assert run(*accept).output == "took in 0 new of 2 signatures of MEX\n"
    run("audit", "export", folder / "signed.jsonl")
    told = run("audit", "verify", folder / "signed.jsonl", "--keys", folder / "both.json")
    assert told.output.startswith("ok 2 entries, signed by MEX and USA\n")


def test_nobody_signs_an_export_that_does_not_hold(run: Run, sealed: Path) -> None:
    sealed.write_text(sealed.read_text("utf-8").replace("entry 0", "entry 9"), "utf-8")
    assert _sign(run, sealed).exit_code == 1
    assert not sealed.with_name("mex.json").exists()


def test_nobody_signs_a_chain_without_the_head_that_they_signed_before(run: Run, sealed: Path) -> None:
    assert (
        "the head that was noted is not in this chain" in _sign(run, sealed, "a", "--head", "0" * 64).output
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda given: {**given, "heads": {"0" * 64: next(iter(given["heads"].values()))}},
            "not in the chain",
        ),
        (lambda given: {**given, "heads": dict.fromkeys(given["heads"], "A" * 86 + "==")}, "not by the key"),
        (lambda given: {**given, "party": "USA"}, "does not sign its own seal"),
        (lambda given: {**given, "party": "CAN"}, "has no key of CAN"),
        (lambda given: {"heads": given["heads"]}, "holds no signatures"),
    ],
)
def test_signatures_of_another_head_key_or_government_are_not_taken_in(
    run: Run, sealed: Path, change: Callable[[dict[str, Any]], dict[str, Any]], said: str
) -> None:
    _sign(run, sealed)
    file = sealed.with_name("mex.json")
    file.write_text(json.dumps(change(json.loads(file.read_text("utf-8")))), "utf-8")
    told = run("audit", "accept", file, "--as", "auditor", "--keys", sealed.with_name("both.json"))
    assert told.exit_code != 0
    assert said in told.output
    assert not Countersignature.objects.exists()
