"""Both languages: every string has its Spanish, and pages speak the language that was chosen."""

import gettext
import runpy
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from django.test import Client

from acuerdo.records.models import Account

ROOT = Path(__file__).parents[2]
SPANISH = ROOT / "src/acuerdo/web/locale/es/LC_MESSAGES"


@pytest.fixture(scope="module")
def tool() -> dict[str, Any]:
    """The functions of docs/languages.py."""
    return runpy.run_path(str(ROOT / "docs/languages.py"))


def ids(catalog: Catalog) -> set[Any]:
    return {message.id for message in catalog if message.id}


def test_every_string_of_code_and_templates_stands_in_the_file_and_nothing_else(tool: dict[str, Any]) -> None:
    said, written = ids(tool["said"]()), ids(tool["translated"]())
    assert said - written == set(), "make locale"
    assert written - said == set(), "make locale"
    assert "The decision, and why" in said
    assert ("%(n)s month", "%(n)s months") in said


def test_every_string_is_translated_and_none_is_guessed(tool: dict[str, Any]) -> None:
    catalog = tool["translated"]()
    assert [message.id for message in tool["empty"](catalog)] == []
    assert [message.id for message in catalog if message.fuzzy and message.id] == []


def test_translations_keep_every_name_that_is_filled_in(tool: dict[str, Any]) -> None:
    faults = [error for message, errors in tool["translated"]().check() if message.id for error in errors]
    assert faults == []


def test_what_the_service_reads_is_what_the_file_says(tool: dict[str, Any]) -> None:
    with (SPANISH / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in tool["translated"]():
        if message.id and not isinstance(message.id, tuple):
            assert compiled.gettext(message.id) == message.string, "make locale"
        elif message.id:
            for number, said in ((1, message.string[0]), (2, message.string[1])):
                assert compiled.ngettext(*message.id, number) == said, "make locale"
    assert len(compiled._catalog) - 1 == sum(  # type: ignore[attr-defined]
        2 if isinstance(message.id, tuple) else 1 for message in tool["translated"]() if message.id
    )


def test_the_file_is_written_as_the_tool_writes_it(tool: dict[str, Any]) -> None:
    assert (SPANISH / "django.po").read_text("utf-8") == tool["written"](tool["translated"]())


@pytest.mark.parametrize("address", ["/", "/register/", "/accounts/login/", "/nowhere/"])
def test_a_page_is_in_the_language_of_the_browser_until_another_is_chosen(db: None, address: str) -> None:
    client = Client(headers={"accept-language": "en"})
    page = client.get(address).content.decode()
    assert '<html lang="en">' in page
    assert "To the content" in page
    client.post("/language/", {"language": "es", "next": address})
    page = client.get(address).content.decode()
    assert '<html lang="es">' in page
    assert "Ir al contenido" in page
    assert "To the content" not in page


def test_a_language_that_is_not_spoken_is_not_kept(db: None) -> None:
    client = Client()
    assert client.post("/language/", {"language": "xx", "next": "/"}).status_code == 302
    assert "language" not in client.cookies


def test_the_language_that_somebody_chose_is_that_of_the_account(who: dict[str, Account]) -> None:
    client = Client()
    client.force_login(who["worker"])
    client.post("/language/", {"language": "en", "next": "/"})
    who["worker"].refresh_from_db()
    assert who["worker"].language == "en"


def test_whoever_signs_in_is_spoken_to_in_the_language_of_the_account(who: dict[str, Account]) -> None:
    who["worker"].set_password("una-milpa-verde")
    who["worker"].language = "es"
    who["worker"].save()
    client = Client(headers={"accept-language": "en"})
    told = {"login": "worker", "password": "una-milpa-verde"}
    answer = client.post("/accounts/login/", told)
    assert answer.status_code == 302
    assert '<html lang="es">' in client.get("/").content.decode()
