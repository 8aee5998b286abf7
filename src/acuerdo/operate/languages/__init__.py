"""Languages: one file for each, named by its code, with the words of notices and of pages for workers.

A file put here, or into the folder that ACUERDO_LANGUAGES names, is all that a language needs. English and
Spanish have their pages in the catalog of the framework; the others have them in their file, and are Spanish
where it says nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml
from django.conf import settings
from django.utils.translation import trans_real

from acuerdo.agreement.faults import Refused
from acuerdo.operate.notice_kinds import KINDS

HERE = Path(__file__).parent
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Every command reads all languages: in C, where the package was built with it."""
ALWAYS = ("es", "en")
"""Languages that are always there, and stand first."""
LONGEST_CODE = 3
"""Letters of a code (ISO 639-1 or 639-3)."""
PARTS = ("name", "read_by_a_speaker", "letter", "sms", "notices", "pages")
"""What a file says."""
FILLED = {"letter": {"words", "link"}, "sms": {"title", "link"}}
"""What is filled into the frame of a message."""


@dataclass(frozen=True, slots=True)
class Told:
    """The words of a kind of notice: a title that says nothing of anybody, and what is told."""

    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Language:
    """A language.

    Fields:
        name: what it calls itself.
        read_by_a_speaker: whether somebody whose language it is has read the file.
        letter, sms: the frame of a message by e-mail, and by SMS.
        notices: the words of each kind of notice.
        pages: the words of pages, by the English ones.
    """

    code: str
    name: str
    read_by_a_speaker: bool
    letter: str
    sms: str
    notices: Mapping[str, Told]
    pages: Mapping[str, str]


def known() -> Mapping[str, Language]:
    """Every language, by its code.

    Raises:
        Refused: with every fault of every file.
    """
    return _read(settings.ACUERDO.languages)


def choices() -> list[tuple[str, str]]:
    """What somebody may choose: codes and names."""
    return [(code, language.name) for code, language in known().items()]


def of(code: str) -> Language:
    """A language by its code; Spanish where there is none of it any more."""
    found = known()
    return found.get(code) or found["es"]


def name_of(code: str) -> str:
    """What a language calls itself."""
    return of(code).name


def speak() -> None:
    """Let pages speak every language: what a file says of them stands before the catalogs."""
    for code, language in known().items():
        catalog: Any = vars(trans_real.translation(code))["_catalog"]
        for english, words in language.pages.items():
            catalog[english] = words


@cache  # every page asks; a file that is put there is read when the service starts again
def _read(own: Path | None) -> Mapping[str, Language]:
    found, faults = dict[str, Language](), list[str]()
    for file in [file for folder in (HERE, own) if folder for file in sorted(folder.glob("*.yaml"))]:
        try:
            found[file.stem] = _language(file)
        except Refused as fault:
            faults.append(str(fault))
    if faults:
        raise Refused("\n".join(faults))
    first = {code: found[code] for code in ALWAYS}
    return {**first, **{code: found[code] for code in sorted(found) if code not in ALWAYS}}


def _language(file: Path) -> Language:
    try:
        said: Any = LOADER(file.read_text("utf-8")).get_single_data()
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise Refused(
            f"{file}: is not readable as YAML in UTF-8: {str(error).partition(chr(10))[0]}"
        ) from None
    said = said if isinstance(said, dict) else {}
    notices = said.get("notices") if isinstance(said.get("notices"), dict) else {}
    faults = [f"{part} is missing" for part in PARTS if part not in said]
    faults += [f"{part} is not known" for part in said if part not in PARTS]
    if not (file.stem.isalpha() and file.stem.islower() and len(file.stem) <= LONGEST_CODE):
        faults.append("its name is no code of a language, as ht.yaml")
    for kind, facts in KINDS.items():
        told = notices.get(kind)
        if not isinstance(told, dict) or set(told) != {"title", "words"}:
            faults.append(f"notices.{kind} needs a title and words")
            continue
        faults += _unfilled(f"notices.{kind}.title", told["title"], set())
        faults += _unfilled(f"notices.{kind}.words", told["words"], set(facts))
    faults += [f"notices.{kind} is no kind of notice" for kind in notices if kind not in KINDS]
    for frame, names in FILLED.items():
        faults += _unfilled(frame, said.get(frame, ""), names) if frame in said else []
    pages = said.get("pages") or {}
    if not isinstance(pages, dict) or not all(isinstance(each, str) for row in pages.items() for each in row):
        faults.append("pages needs words by the English ones")
    if faults:
        raise Refused("\n".join(f"{file}: {each}" for each in faults))
    return Language(
        code=file.stem,
        name=str(said["name"]),
        read_by_a_speaker=bool(said["read_by_a_speaker"]),
        letter=said["letter"],
        sms=said["sms"],
        notices={kind: Told(**notices[kind]) for kind in KINDS},
        pages=pages,
    )


def _unfilled(where: str, words: Any, names: set[str]) -> list[str]:
    """What is wrong with words into which something is filled."""
    if not isinstance(words, str) or not words.strip():
        return [f"{where} says nothing"]
    try:
        found = {name for _, name, _, _ in Formatter().parse(words) if name is not None}
    except ValueError as error:
        return [f"{where}: {error}"]
    return [f"{where}: {{{name}}} is not known here" for name in sorted(found - names)] + [
        f"{where}: {{{name}}} is missing" for name in sorted(names - found)
    ]
