"""The look of all pages: enough contrast, nothing from the network, nothing that a strict browser refuses."""

import re
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "src/acuerdo/web"
STYLE = (WEB / "static/acuerdo.css").read_text("utf-8")
COLOURS = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", STYLE))
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))


def light(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, by their names in the style sheet."""
    first, second = light(COLOURS[one]), light(COLOURS[other])
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *(
            (text, ground)
            for text in ("ink", "soft", "main", "main-dark", "bad")
            for ground in ("paper", "ground")
        ),
        *((text, f"{text}-faint") for text in ("main", "good", "wait", "bad")),
        *(("ink", ground) for ground in ("main-faint", "good-faint", "wait-faint", "bad-faint")),
        ("soft", "wait-faint"),
        ("paper", "main"),
        ("paper", "main-dark"),
        ("paper", "bad"),
    ],
)
def test_words_stand_out_from_their_ground(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize("ground", ["paper", "ground"])
def test_edges_of_fields_and_the_focus_stand_out(ground: str) -> None:
    assert contrast("line", ground) >= 3
    assert contrast("ink", ground) >= 3


def test_nothing_is_loaded_from_the_network() -> None:
    assert not re.search(r"url\(|@import|https?:", STYLE)
    for file in TEMPLATES:
        page = file.read_text("utf-8")
        assert not re.search(r"(src|href|action)=[\"'](https?:)?//", page), file.name


def test_no_page_needs_a_script_or_brings_a_style_of_its_own() -> None:
    for file in TEMPLATES:
        page = file.read_text("utf-8")
        # A page may name a file of the service that lets it do more; it says nothing inside itself.
        page = re.sub(r"<script src=\"{% static '[a-z]+\.js' %}\" defer></script>", "", page)
        assert not re.search(r"<script|<style|\sstyle=|<\w+[^<>]*\son[a-z]+=", page), file.name


def test_every_class_of_a_page_has_its_look() -> None:
    looks = set(re.findall(r"\.([a-z][a-z-]*)", STYLE))
    for file in TEMPLATES:
        page = re.sub(r"{%.*?%}|{{.*?}}", " ", file.read_text("utf-8"), flags=re.S)
        used = {each for found in re.findall(r'class="([^"]*)"', page) for each in found.split()}
        assert used <= looks, file.name
