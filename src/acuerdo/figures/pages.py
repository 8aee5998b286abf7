"""Pages from templates: every word is escaped, and a blank that nobody fills is a fault."""

from collections.abc import Callable
from functools import cache, partial
from importlib import resources
from typing import Any

import jinja2

from acuerdo.agreement.clauses.base import LANGUAGES


@cache
def template(name: str) -> jinja2.Template:
    """One of the templates of this room."""
    folder = resources.files("acuerdo.figures") / "templates"
    loader = jinja2.FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8"))
    house = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return house.get_template(name)


def known(lang: str) -> None:
    """Refuse a language in which no report is written.

    Raises:
        ValueError: the language is another.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"the report is written in {' or '.join(LANGUAGES)}, not in {lang!r}")


def page(name: str, lang: str, word: Callable[..., str], **given: Any) -> str:
    """A page in a language, from one of the templates of this room.

    Args:
        name: of the template.
        lang: `en` or `es`.
        word: the words of the page, by key and language.
        given: what the template asks for besides.

    Returns:
        A whole HTML document that needs nothing else; the same arguments always give the same text.
    """
    return str(template(name).render(lang=lang, t=partial(word, lang=lang), **given))
