"""The page that checks permits without a network: one file that holds all it needs, and asks nobody."""

import base64
import hashlib
import json
from pathlib import Path

from acuerdo.proof.credentials.digits import BLOCK, DIGITS, MOST_BYTES, VERSION
from acuerdo.proof.credentials.disclosing import BINDING, DEEPEST
from acuerdo.proof.credentials.permits import HIDDEN, KIND
from acuerdo.proof.credentials.signing import LONGEST
from acuerdo.proof.credentials.statuses import MOST_BYTES as MOST_LIST
from acuerdo.web.verifier.words import CLAIMS, PAGE, VERDICTS

HERE = Path(__file__).parent


def page(keys: str, statuses: str, stands_at: int | None = None) -> str:
    """The page, whole: any browser opens it from a disk.

    Args:
        keys: the published keys, as a JWK Set.
        statuses: the newest status list, as it is signed.
        stands_at: the instant at which a demonstration stands, in seconds since 1970: its keys prove nothing,
            and the page says so; None in operation, where the clock of the machine counts.
    """
    script, style = ((HERE / name).read_text("utf-8") for name in ("verifier.js", "verifier.css"))
    data = {
        "keys": json.loads(keys)["keys"],
        "statuses": statuses.strip(),
        "stands_at": stands_at,
        "kind": KIND,
        "hidden": HIDDEN,
        "binding": BINDING,
        "block": BLOCK,
        "digits": DIGITS,
        "version": VERSION,
        "deepest": DEEPEST,
        "longest": LONGEST,
        "most_bytes": MOST_BYTES,
        "most_list": MOST_LIST,
        "verdicts": VERDICTS,
        "claims": CLAIMS,
        "page": PAGE,
    }
    written = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    filled = {"%SCRIPT%": script, "%STYLE%": style, "%DATA%": written, "%POLICY%": _policy(script, style)}
    made = (HERE / "page.html").read_text("utf-8")
    for mark, text in filled.items():
        made = made.replace(mark, text)
    return made


def _policy(script: str, style: str) -> str:
    """What the page may do: run its own script, show pictures that it holds, and reach nobody."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}';"
        " img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
