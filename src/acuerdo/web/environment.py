"""What the service reads from its environment: every fault is told at once, and nothing is guessed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

import environ

from acuerdo.agreement.faults import near
from acuerdo.population import shipped
from acuerdo.web.mail import Mail, mail


class Unset(Exception):
    """The service cannot run as it is set up; the message lists every fault with a way out."""


@dataclass(frozen=True, slots=True)
class Service:
    """What the service is told from outside.

    Fields:
        demo: a demonstration: its keys prove nothing, its day may stand still, no second factor is asked.
        party: the code of the government that runs it.
        agreement, plan: the files of the text and of the plan that enacts it; no plan for a text in force.
        pathway: the pathway it operates, by its name in the text.
        keys: the folder of signing keys, one PEM file for each party whose key is here.
        clock: the file with the instant at which a demonstration stands; None for the time of the machine.
        results: the folder into which matches are published.
    """

    demo: bool
    party: str
    agreement: Path
    plan: Path | None
    pathway: str
    keys: Path
    clock: Path | None
    results: Path

    @property
    def stands_at(self) -> datetime | None:
        """The instant at which a demonstration stands."""
        if self.clock is None:
            return None
        return datetime.fromisoformat(self.clock.read_text(encoding="utf-8").strip())


@dataclass(frozen=True, slots=True)
class Environment:
    """Everything that settings need."""

    service: Service
    secret_key: str
    hosts: list[str]
    origins: list[str]
    database: dict[str, Any]
    oidc: dict[str, str]
    mail: Mail
    most_a_minute: int


DEMO_KEY = "a demonstration holds no secrets, so this one may be known"
LEAST_SECRET = 50
"""Letters of a secret key (the length Django itself asks for)."""

VARIABLES: Mapping[str, str] = MappingProxyType(
    {
        "ACUERDO_DEMO": (
            "`1` for a demonstration: its keys prove nothing, its day may stand still, and it "
            "asks for no second factor. `0`, also where nothing is said, for operation."
        ),
        "ACUERDO_HOME": ("The folder of what a demonstration keeps, `out/service` where nothing is said."),
        "ACUERDO_PARTY": (
            "The code of the government that runs the service, as `MEX`. A demonstration: `USA`."
        ),
        "ACUERDO_SECRET_KEY": ("At least 50 letters that nobody else knows; sessions are signed with it."),
        "ACUERDO_HOSTS": ("The names under which the service is reached, with commas between them."),
        "ACUERDO_ORIGINS": (
            "The addresses from which forms are sent; `https://` and each host where nothing is said."
        ),
        "DATABASE_URL": (
            "`postgresql://user:password@host:5432/name`, or "
            "`postgresql://user@//folder/name` for a socket in a folder. A demonstration: "
            "SQLite in its folder."
        ),
        "ACUERDO_AGREEMENT": ("The file of the text. Where nothing is said, the five points of 2001."),
        "ACUERDO_PLAN": (
            "The file of the plan that enacts the text. Where no text is named, the plan of 2017."
        ),
        "ACUERDO_PATHWAY": ("The pathway that is operated, where the text has several for work."),
        "ACUERDO_KEYS": (
            "The folder of private signing keys, one PEM file named by its party, such as "
            "`USA.pem`, which only the service may read."
        ),
        "ACUERDO_RESULTS": (
            "The folder into which matches are published; `results` in ACUERDO_HOME where nothing is said."
        ),
        "ACUERDO_CLOCK": (
            "A file with the instant at which a demonstration stands, as `2016-11-01T15:00:00+00:00`."
        ),
        "ACUERDO_OIDC_SERVER": (
            "The address at which officers sign in with their government (OpenID Connect)."
        ),
        "ACUERDO_OIDC_CLIENT": ("What the service is called there."),
        "ACUERDO_OIDC_SECRET": ("What it signs in with there."),
        "ACUERDO_MAIL": (
            "The server that takes messages, as `smtp+tls://user:password@host:587`. Where nothing is said a "
            "demonstration prints them, and in operation none is sent."
        ),
        "ACUERDO_MAIL_FROM": ("The address from which messages come, as `acuerdo@example.org`."),
        "ACUERDO_API_MOST_A_MINUTE": (
            "Requests a minute that one token may send to the programming interface; 60,000 "
            "where nothing is said."
        ),
    }
)
"""Every variable that is read, and what it says."""
PREPARED_AFTER = 2
"""Times that a connection sends a statement before PostgreSQL keeps it prepared: it then plans it no more."""
OF_PROGRAMS = ("ACUERDO_URL", "ACUERDO_TOKEN")
"""Variables that programs which call the interface read, and the service does not."""
TRUE, FALSE = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")


def read(variables: Mapping[str, str], base: Path) -> Environment:
    """What the environment says.

    Args:
        variables: of the process.
        base: the folder in which a demonstration keeps its files.

    Raises:
        Unset: with every fault.
    """
    env, faults = environ.Env(), list[str](_unknown(variables))
    env.ENVIRON = dict(variables)
    demo = _demonstration(variables, faults)
    secret = _secret(env, demo, faults)
    hosts = _hosts(env, demo, faults)
    address = env.str("DATABASE_URL", default=f"sqlite:///{quote(str(base))}/acuerdo.sqlite3" if demo else "")
    faults += _faults_of_database(address)
    agreement, plan = _texts(env, variables, faults)
    clock = _clock(env, demo, faults)
    party = _party(env, demo, faults)
    keys = Path(env.str("ACUERDO_KEYS", default=str(base / "keys") if demo else ""))
    if not demo:
        faults += _faults_of_keys(keys if variables.get("ACUERDO_KEYS") else None, party)
    oidc = _officers(env, faults)
    post = mail(variables.get("ACUERDO_MAIL", ""), variables.get("ACUERDO_MAIL_FROM", ""), demo, faults)
    most = _most_a_minute(env, faults)
    if faults:
        raise Unset("\n".join(faults))
    service = Service(
        demo=demo,
        party=party,
        agreement=agreement,
        plan=plan,
        pathway=env.str("ACUERDO_PATHWAY", default=""),
        keys=keys,
        clock=clock,
        results=Path(env.str("ACUERDO_RESULTS", default=str(base / "results"))),
    )
    origins = [*env.list("ACUERDO_ORIGINS", default=[f"https://{host}" for host in hosts])]
    return Environment(service, secret, hosts, origins, database(address), oidc, post, most)


def _demonstration(variables: Mapping[str, str], faults: list[str]) -> bool:
    said = variables.get("ACUERDO_DEMO", "").lower()
    if said not in (*TRUE, *FALSE):
        faults.append(
            "ACUERDO_DEMO is neither 1 nor 0\n  hint: ACUERDO_DEMO=1 for a demonstration, or leave it out"
        )
    return said in TRUE


def _secret(env: environ.Env, demo: bool, faults: list[str]) -> str:
    secret = str(env.str("ACUERDO_SECRET_KEY", default=DEMO_KEY if demo else ""))
    if not demo and (len(secret) < LEAST_SECRET or secret == DEMO_KEY):
        faults.append(
            f"ACUERDO_SECRET_KEY needs {LEAST_SECRET} letters or more, which nobody knows\n"
            '  hint: python -c "import secrets; print(secrets.token_urlsafe(64))"'
        )
    return secret


def _hosts(env: environ.Env, demo: bool, faults: list[str]) -> list[str]:
    hosts = [*env.list("ACUERDO_HOSTS", default=["localhost", "127.0.0.1"] if demo else [])]
    if not hosts:
        faults.append("ACUERDO_HOSTS names no host\n  hint: ACUERDO_HOSTS=acuerdo.example.org")
    elif not demo and "*" in hosts:
        faults.append("ACUERDO_HOSTS takes any host\n  hint: name them: ACUERDO_HOSTS=acuerdo.example.org")
    return hosts


def _clock(env: environ.Env, demo: bool, faults: list[str]) -> Path | None:
    clock = env.str("ACUERDO_CLOCK", default="")
    if clock and not demo:
        faults.append("ACUERDO_CLOCK stops the clock, which only a demonstration may\n  hint: leave it out")
    elif clock:
        faults += _faults_of_clock(Path(clock))
    return Path(clock) if clock else None


def _party(env: environ.Env, demo: bool, faults: list[str]) -> str:
    party = str(env.str("ACUERDO_PARTY", default="USA" if demo else ""))
    if not party:
        faults.append(
            "ACUERDO_PARTY does not say which government runs the service\n  hint: ACUERDO_PARTY=MEX"
        )
    return party


def _faults_of_keys(folder: Path | None, party: str) -> Iterator[str]:
    """What is missing of the private key of this government."""
    if folder is None or not folder.is_dir():
        yield (
            "ACUERDO_KEYS names no folder with the signing key of this government\n"
            "  hint: openssl genpkey -algorithm ed25519 -out keys/USA.pem"
        )
    elif party and not (file := folder / f"{party}.pem").is_file():
        yield f"ACUERDO_KEYS: {file} is not there\n  hint: openssl genpkey -algorithm ed25519 -out {file}"


def _officers(env: environ.Env, faults: list[str]) -> dict[str, str]:
    """Where officers sign in with their government."""
    oidc = {
        name: env.str(f"ACUERDO_OIDC_{name.upper()}", default="") for name in ("server", "client", "secret")
    }
    if any(oidc.values()) and not all(oidc.values()):
        missing = ", ".join(f"ACUERDO_OIDC_{name.upper()}" for name, each in oidc.items() if not each)
        faults.append(f"{missing}: not set, and the others of these are\n  hint: set all three or none")
    return oidc


def _most_a_minute(env: environ.Env, faults: list[str]) -> int:
    most = env.str("ACUERDO_API_MOST_A_MINUTE", default="60000")
    if most.isascii() and most.isdigit() and int(most[:12]) > 0:
        return int(most)
    faults.append("ACUERDO_API_MOST_A_MINUTE is no number above 0\n  hint: ACUERDO_API_MOST_A_MINUTE=60000")
    return 0


def _texts(env: environ.Env, variables: Mapping[str, str], faults: list[str]) -> tuple[Path, Path | None]:
    """The files of the text and of its plan."""
    shipped_text = shipped.path("agreements/us-mx-2001/agreement.yaml")
    agreement = Path(env.str("ACUERDO_AGREEMENT", default=str(shipped_text)))
    own = "ACUERDO_AGREEMENT" in variables
    told = env.str("ACUERDO_PLAN", default="" if own else str(shipped_text.with_name("plan.yaml")))
    plan = Path(told) if told else None
    for name, file in (("ACUERDO_AGREEMENT", agreement), ("ACUERDO_PLAN", plan)):
        if file is not None and not file.is_file():
            faults.append(f"{name}: {file} is not there\n  hint: name a file, from {Path.cwd()} or from /")
    return agreement, plan


def _unknown(variables: Mapping[str, str]) -> Iterator[str]:
    """Names that look like ours and are not: a setting that was meant and would not be read."""
    for name in sorted(variables):
        if name.startswith("ACUERDO_") and name not in (*VARIABLES, *OF_PROGRAMS):
            meant = near(name, list(VARIABLES))
            hint = f"did you mean {meant}?" if meant else "docs/service.md lists all that are read"
            yield f"{name} is read by nothing\n  hint: {hint}"


def _faults_of_database(address: str) -> Iterator[str]:
    """What is wrong with the address of a database; it may hold a password, so it is never shown."""
    hint = "  hint: DATABASE_URL=postgresql://user:password@host:5432/acuerdo"
    if not address:
        yield f"DATABASE_URL is not set\n{hint}"
    elif not address.startswith(("sqlite:///", "postgresql://", "postgres://")):
        yield f"DATABASE_URL is of another kind than sqlite:/// or postgresql://\n{hint}"
    else:
        try:
            found = database(address)
        except ValueError:
            found = {}
        if found.get("NAME", "") in ("", ":memory:"):
            yield f"DATABASE_URL names no database, or cannot be read\n{hint}"


def _faults_of_clock(file: Path) -> Iterator[str]:
    """What is wrong with the clock of a demonstration."""
    try:
        if datetime.fromisoformat(file.read_text(encoding="utf-8").strip()).tzinfo is not None:
            return
    except (OSError, ValueError):
        pass
    yield f"ACUERDO_CLOCK: {file} holds no instant\n  hint: echo 2016-11-01T15:00:00+00:00 > {file}"


SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=30000;"
    # without this, `INSERT OR REPLACE` would delete rows of the audit unseen by its triggers
    " PRAGMA recursive_triggers=ON;"
)


def database(address: str) -> dict[str, Any]:
    """What Django is told of a database, by its address."""
    found: dict[str, Any] = environ.Env.db_url_config(address)
    if "sqlite" in found["ENGINE"]:
        options = {"transaction_mode": "IMMEDIATE", "init_command": SQLITE_START, "timeout": 30}
        return {**found, "ENGINE": "acuerdo.records.sqlite", "CONN_MAX_AGE": None, "OPTIONS": options}
    stays = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    options = {"server_side_binding": True, "prepare_threshold": PREPARED_AFTER}
    return {**found, "ENGINE": "acuerdo.records.postgresql", **stays, "OPTIONS": options}
