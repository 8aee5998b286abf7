"""Bring the Spanish of the service up to date: every string of code and templates into the one file of
translations, and that file into the form the service reads.

    .venv/bin/python docs/languages.py

What is new stands there empty until somebody translates it; what nobody says any more is left out.
"""

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[1]
ROOMS = ("records", "operate", "web")
TEMPLATES = ROOT / "src/acuerdo/web/templates"
FILE = ROOT / "src/acuerdo/web/locale/es/LC_MESSAGES/django.po"
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "translate": None,
}
NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""In place of the day of making, so that the same translations make the same file."""
HEADER = """\
# The Spanish of the service. `make locale` adds what is new, and compiles it.
msgid ""
msgstr ""
"Language: es\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def texts() -> Iterator[tuple[str, str]]:
    """Every file with strings, as Python: its name and its text."""
    for room in ROOMS:
        for file in sorted((ROOT / "src/acuerdo" / room).rglob("*.py")):
            yield str(file.relative_to(ROOT)), file.read_text("utf-8")
    for file in sorted(TEMPLATES.rglob("*.html")):
        name = str(file.relative_to(ROOT))
        lines = templatize(file.read_text("utf-8"), origin=name).splitlines()
        yield name, "\n".join(line.strip() for line in lines)


def said() -> Catalog:
    """Every string of code and templates."""
    catalog = Catalog(locale="es")
    for _, text in texts():
        for _, message, _, context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
            catalog.add(message, context=context)
    return catalog


def translated() -> Catalog:
    """The file of translations, as it is written."""
    with FILE.open("rb") as file:
        return read_po(file, locale="es")


def merged(found: Catalog, before: Catalog) -> Catalog:
    """What is said now, with the translations that there are."""
    catalog = Catalog(locale="es")
    for message in found:
        if message.id:
            old = before.get(message.id, context=message.context)
            same = isinstance(message.id, tuple) == isinstance(old.string if old else "", tuple)
            catalog.add(message.id, old.string if old and same else None, context=message.context)
    return catalog


def written(catalog: Catalog) -> str:
    """A catalog as the file of translations, sorted, so that two people seldom change the same lines."""
    body = io.BytesIO()
    write_po(body, catalog, width=110, no_location=True, omit_header=True, sort_output=True)
    return HEADER + body.getvalue().decode().strip() + "\n"


def empty(catalog: Catalog) -> list[Message]:
    """What is not translated yet."""
    return [
        message
        for message in catalog
        if message.id
        and not (all(message.string) if isinstance(message.string, tuple | list) else message.string)
    ]


def main() -> int:
    """Write both files: 1 where something is not translated."""
    FILE.parent.mkdir(parents=True, exist_ok=True)
    before = translated() if FILE.exists() else Catalog(locale="es")
    FILE.write_text(written(merged(said(), before)), encoding="utf-8")
    catalog = translated()
    catalog.creation_date = catalog.revision_date = NO_DAY
    with FILE.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalog)
    missing = empty(catalog)
    for message in missing:
        print(f"{FILE.relative_to(ROOT)}: not translated: {message.id!r}")
    print(f"{len(catalog)} strings, {len(missing)} not translated")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
