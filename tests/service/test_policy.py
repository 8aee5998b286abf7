"""A page runs and loads nothing that does not come from this service."""

import re
from pathlib import Path

import allauth
import pytest
from django.test import Client

from acuerdo import web
from acuerdo.web.policy import HEADER

UNUSED = {"email_change.html", "phone_change.html"}
"""Of allauth: settings by which nobody changes an address in one step, nor a telephone, never show them."""
TEMPLATES = [
    file
    for room in (Path(web.__file__).parent / "templates", Path(allauth.__file__).parent / "templates")
    for file in sorted(room.rglob("*.html"))
    if file.name not in UNUSED
]
INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>|<style|\son[a-z]+=[\"']|\sstyle=")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/", "/register/", "/nowhere/", "/api/v1/openapi.json", "/static/acuerdo.css"]
)
def test_every_answer_says_what_its_page_may_do(path: str) -> None:
    answer = Client().get(path)
    answer.close()
    said = answer[HEADER]
    assert "default-src 'none'" in said
    assert "script-src 'self';" in said
    assert "unsafe" not in said


@pytest.mark.django_db
def test_the_page_of_inspectors_says_itself_what_it_may_do_as_it_is_kept_as_a_file_too() -> None:
    answer = Client().get("/permits/verifier.html")
    assert answer[HEADER] == "frame-ancestors 'none'"
    assert "default-src 'none'" in answer.content.decode()


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_no_template_has_a_script_or_a_style_within_it_that_the_policy_would_stop(file: Path) -> None:
    assert INLINE.findall(file.read_text("utf-8")) == []


def test_what_the_policy_would_stop_is_noticed() -> None:
    for stopped in ("<script>x()</script>", '<a onclick="x()">', '<p style="color:red">', "<style>"):
        assert INLINE.search(stopped)
    for let in ('<script src="x.js"></script>', '<script data-x type="application/json">{}</script>'):
        assert not INLINE.search(let)
