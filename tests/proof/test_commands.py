"""The commands: what they print in both languages, how they end, and never a traceback."""

import json
import string
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from acuerdo.cli import main, proving
from proof.results import KEYRING, KEYS, published
from proof.tampering import signed_again

FILES = ["orders.csv", "caps.csv", "lists.csv", "lottery.json", "manifest.json", "signatures.json"]
DAMAGE = {
    "missing": None,
    "empty": b"",
    "of blanks": b" \n \n",
    "of other bytes": b"\x00\xff\xfe garbage \x80",
    "a list": b"[]\n",
    "nothing": b"null\n",
    "a number of many digits": b"1" * 10_000,
    "deep": b"[" * 100_000,
    "half a sign": b'{"a": "\\ud800"}\n',
    "one word": b"hello\n",
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


@pytest.fixture
def done(tmp_path: Path):
    (tmp_path / "keys.json").write_text(json.dumps(KEYRING), "utf-8")
    for party, key in KEYS.items():
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (tmp_path / f"{party}.pem").write_bytes(pem)
    return published(tmp_path)


def test_a_result_that_passes_ends_with_0_and_says_each_check(done, tmp_path: Path) -> None:
    shown = run("verify", done.result, "--keys", tmp_path / "keys.json", "--roll", done.roll)
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert shown.stdout.count("\nok ") == 12
    assert "12 checks passed" in shown.stdout
    assert "Signed by XBB, XCC, each with the key that you trust" in shown.stdout
    assert "keys that everybody can make" in shown.stdout


def test_without_keys_it_is_said_that_they_are_the_results_own(done) -> None:
    shown = run("verify", done.result)
    assert shown.exit_code == 0
    assert "The keys are the result's own" in shown.stdout
    assert "  XBB  986e742d 9164e235" in shown.stdout
    assert "Without the roll nobody can tell" in shown.stdout


def test_everything_is_said_in_spanish_too(done, tmp_path: Path) -> None:
    shown = run("verify", done.result, "--roll", done.roll, "--lang", "es")
    assert shown.exit_code == 0
    assert "El emparejamiento es estable" in shown.stdout
    assert "12 revisiones sin falla" in shown.stdout
    (done.result / "caps.csv").unlink()
    assert "caps.csv: no existe ese archivo" in run("verify", done.result, "--lang", "es").stdout


def test_a_program_reads_the_same(done, tmp_path: Path) -> None:
    (done.result / "caps.csv").write_bytes(b"")
    shown = run("verify", done.result, "--keys", tmp_path / "keys.json", "--json")
    read = json.loads(shown.stdout)
    assert shown.exit_code == 1
    assert (read["passed"], read["keys_trusted"], read["demonstration"]) == (False, True, True)
    first = read["checks"][0]
    assert (first["check"], first["passed"]) == ("files", False)
    assert first["faults"][0]["says"] == "caps.csv: is empty"
    assert [each["check"] for each in read["checks"] if not each["looked_at"]] == [
        "counts",
        "caps",
        "cutoffs",
    ]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", sorted(DAMAGE))
def test_a_damaged_file_is_told_by_its_name_and_without_a_traceback(done, name: str, damage: str) -> None:
    data = DAMAGE[damage]
    if data is None:
        (done.result / name).unlink()
    else:
        (done.result / name).write_bytes(data)
    shown = run("verify", done.result, "--roll", done.roll)
    assert (shown.exit_code, type(shown.exception)) == (1, SystemExit)
    assert f"     {name}: " in shown.stdout


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_was_cut_and_signed_again_ends_without_a_traceback(done, name: str) -> None:
    """The digest is right, so that the form and the numbers are looked at. What both sign may still hold."""
    data = (done.result / name).read_bytes()
    for cut in range(0, len(data) - 10, max(1, len(data) // 40)):
        (done.result / name).write_bytes(data[:cut])
        if name not in ("manifest.json", "signatures.json"):
            signed_again(done.result, KEYS)
        shown = run("verify", done.result, "--roll", done.roll)
        assert ended(shown), cut
        assert name.endswith(".csv") or shown.exit_code == 1


def ended(shown: Result) -> bool:
    """Whether a command ended as it should, with 0 or 1 and no exception."""
    return shown.exit_code in (0, 1) and isinstance(shown.exception, SystemExit | None)


@pytest.mark.parametrize("option", ["--roll", "--receipt"])
def test_a_damaged_roll_or_receipt_is_told(done, tmp_path: Path, option: str) -> None:
    whole, file = done.roll.read_bytes(), tmp_path / "damaged"
    cuts = [whole[: len(whole) * part // 20] for part in range(20)]
    for data in [*cuts, *(each for each in DAMAGE.values() if each is not None)]:
        file.write_bytes(data)
        shown = run("verify", done.result, option, file)
        assert (ended(shown), shown.exit_code) == (True, 1), data[:20]
    for at in range(0, len(whole), 97):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :])
        assert ended(run("verify", done.result, option, file)), at
    file.unlink()
    assert f"{file}: cannot be read: no such file" in run("verify", done.result, option, file).stdout
    assert "cannot be read: is a directory" in run("verify", done.result, option, tmp_path).stdout


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    shown = run("verify", tmp_path / "nothing")
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert "there is no such folder" in shown.stderr


def test_a_file_in_place_of_which_there_is_a_folder_is_told(done) -> None:
    (done.result / "caps.csv").unlink()
    (done.result / "caps.csv").mkdir()
    assert "caps.csv: there is no such file" in run("verify", done.result).stdout


def test_a_file_that_is_far_too_large_is_not_read(done) -> None:
    with (done.result / "manifest.json").open("r+b") as file:
        file.truncate((1 << 24) + 1)
    shown = run("verify", done.result)
    assert "manifest.json: is larger than 16,777,216 bytes" in shown.stdout
    assert shown.exit_code == 1


def test_a_receipt_is_written_once_and_verified(done, tmp_path: Path) -> None:
    out = tmp_path / "receipt.json"
    asked = ["receipt", done.roll, "--result", done.result, "--worker", "W-00", "--out", out]
    assert run(*asked).stdout == f"wrote {out}\n"
    shown = run("verify", done.result, "--receipt", out)
    assert shown.exit_code == 0
    assert "The receipt of W-00 belongs to this result" in shown.stdout
    again = run(*asked)
    assert (again.exit_code, "is there already" in again.stderr) == (1, True)


def test_parties_sign_one_after_the_other(done, tmp_path: Path) -> None:
    made = published(tmp_path / "unsigned", keys={})
    for party in KEYS:
        assert run("verify", made.result, "--keys", tmp_path / "keys.json").exit_code == 1
        shown = run("sign", made.result, "--party", party, "--key", tmp_path / f"{party}.pem")
        assert f'"{party}": "{KEYRING[party]}"' in shown.stdout
    assert run("verify", made.result, "--keys", tmp_path / "keys.json").exit_code == 0
    assert (made.result / "signatures.json").read_bytes() == (done.result / "signatures.json").read_bytes()


def test_nobody_signs_what_is_not_whole_or_not_theirs(done, tmp_path: Path) -> None:
    key = ["--key", tmp_path / "XBB.pem"]
    shown = run("sign", done.result, "--party", "XAA", *key)
    assert (shown.exit_code, "XAA is no party" in shown.stderr) == (1, True)
    (done.result / "caps.csv").write_bytes(b"number\n")
    shown = run("sign", done.result, "--party", "XBB", *key)
    assert (shown.exit_code, "is not whole" in shown.stderr) == (1, True)
    (done.result / "manifest.json").unlink()
    shown = run("sign", done.result, "--party", "XBB", *key)
    assert (shown.exit_code, "cannot be read whole" in shown.stderr) == (1, True)


TERMS = {
    "terms": {
        "season": "harvest 2030",
        "round": "1",
        "parties": ["XBB", "XCC"],
        "closes": "2030-01-31T23:59:59Z",
        "reveal_by": "2030-02-02T12:00:00Z",
        "withheld": "left_out",
        "beacon": {"name": "a beacon", "round": "17", "due": "2030-02-03T00:00:00Z"},
    },
    "shares": {},
}


@pytest.fixture
def kept(tmp_path: Path):
    """The files of a lottery before it begins, and a way to take each step of it."""
    (tmp_path / "0.json").write_text(json.dumps(TERMS), "utf-8")
    (tmp_path / "XBB.txt").write_text("ab" * 32 + "\n", "utf-8")
    (tmp_path / "XCC.txt").write_text("cd" * 32 + "\n", "utf-8")
    (tmp_path / "list.txt").write_text("A-1\nA-2\n", "utf-8")

    def step(verb: str, number: int, *given: str | Path) -> Result:
        out = ["--out", tmp_path / f"{number + 1}.json"]
        return run("lottery", verb, tmp_path / f"{number}.json", *given, *out)

    return step


def share(folder: Path, party: str, at: str) -> list[str | Path]:
    return ["--party", party, "--secret", folder / f"{party}.txt", "--at", at]


def test_a_lottery_is_kept_step_by_step(kept, tmp_path: Path) -> None:
    before, after = "2030-01-15T12:00:00Z", "2030-02-01T12:00:00Z"
    steps = [("commit", "XBB", before), ("commit", "XCC", before), ("reveal", "XBB", after)]
    for number, (verb, party, at) in enumerate(steps):
        shown = kept(verb, number, *share(tmp_path, party, at))
        assert (shown.exit_code, shown.stderr) == (0, "")
    shown = kept("seed", 3, "--applications", tmp_path / "list.txt", "--beacon", "EF" * 32)
    record = json.loads((tmp_path / "4.json").read_text("utf-8"))
    assert shown.stdout == f"seed {record['seed']}\n"
    assert record["shares"]["XCC"]["secret"] is None
    assert record["applications"]["count"] == 2


def test_what_a_party_may_not_do_in_a_lottery_is_refused(kept, tmp_path: Path) -> None:
    at = "2030-01-15T12:00:00Z"
    (tmp_path / "XDD.txt").write_text("ab" * 32, "utf-8")
    assert "XDD takes no part" in kept("commit", 0, *share(tmp_path, "XDD", at)).stderr
    assert "XBB has committed to nothing" in kept("reveal", 0, *share(tmp_path, "XBB", at)).stderr
    assert "committed is not what it should be" in kept("commit", 0, *share(tmp_path, "XBB", "now")).stderr
    kept("commit", 0, *share(tmp_path, "XBB", "2030-02-01T12:00:00Z"))
    assert "XBB has committed already" in kept("commit", 1, *share(tmp_path, "XBB", at)).stderr
    given = ["--applications", tmp_path / "list.txt", "--beacon", "ef" * 32]
    late = kept("seed", 1, *given).stderr
    assert "XBB committed at 2030-02-01T12:00:00Z, not before" in late
    assert "The terms name XBB, XCC, and XBB took part" in late
    (tmp_path / "XBB.txt").write_text("cd" * 32, "utf-8")
    assert "is not what XBB committed to" in kept("reveal", 1, *share(tmp_path, "XBB", at)).stderr
    (tmp_path / "XBB.txt").write_text("a secret", "utf-8")
    assert "holds no secret of 32 bytes" in kept("reveal", 1, *share(tmp_path, "XBB", at)).stderr
    (tmp_path / "list.txt").write_text("A-1\nA-1\n", "utf-8")
    assert "'A-1' is on the list twice" in kept("seed", 1, *given).stderr
    (tmp_path / "list.txt").write_bytes(b"\xff")
    assert "is no text" in kept("seed", 1, *given).stderr
    (tmp_path / "0.json").write_text("{", "utf-8")
    assert "is not JSON" in kept("commit", 0, *share(tmp_path, "XBB", at)).stderr


def test_every_sentence_needs_the_same_facts_in_both_languages() -> None:
    for words in (proving.CHECKS, proving.SHORT, proving.FAULTS, proving.WORDS):
        for code, pair in words.items():
            english, spanish = (
                {each[1] for each in string.Formatter().parse(text)} - {None} for text in pair
            )
            assert english == spanish, code


def test_every_code_that_is_told_has_words_and_every_word_is_told() -> None:
    source = "".join(file.read_text("utf-8") for file in Path(proving.__file__).parents[1].glob("proof/*.py"))
    for words in (proving.CHECKS, proving.FAULTS):
        for code in words:
            assert f'"{code}"' in source or code.startswith("unstable_"), code
    assert proving.SHORT.keys() == proving.CHECKS.keys()


def test_verifying_needs_no_network_and_runs_as_a_program(done, tmp_path: Path) -> None:
    code = (
        "import socket, sys\n"
        "def refuse(*given, **named): raise AssertionError('a network was asked for')\n"
        "socket.socket.connect = refuse\n"
        "from acuerdo.cli import main\n"
        f"main(['verify', {str(done.result)!r}, '--keys', {str(tmp_path / 'keys.json')!r}])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (shown.returncode, shown.stderr) == (0, "")
