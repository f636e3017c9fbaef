"""The layout engine gets what compose put there and nothing else, and is listened to."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

import pikepdf
import pytest
from lxml import etree

from plainleaf.artifacts import Artifact, Asset, Page, Pages, Part
from plainleaf.diagnostics import Outcome
from plainleaf.editions import EDITIONS
from plainleaf.outputs.pdf.linebreaks import mark_line_breaks
from tests.binding import make_pdf
from tests.small_leaflet import SETTINGS, small

# Where there is no font at all, WeasyPrint does not survive: these sheets bring them.
SHEETS = "".join(
    f'<link rel="stylesheet" href="styles/{name}.css"/>' for name in ("fonts", "profile", "print")
)
LEAFLET = small("# A title\n\nWords, **bold** and `code`.").pages("large-print")


def page(body: str, head: str = "") -> Page:
    xhtml = (
        f'<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>T</title>{SHEETS}{head}'
        f"</head><body>{body}</body></html>"
    )
    return Page("small", Part.COVER, "T", xhtml)


def lay_out(body: str, head: str = "") -> Outcome[Artifact]:
    pages = Pages((page(body, head),), LEAFLET.assets)
    return make_pdf(pages, SETTINGS, EDITIONS["large-print"])


REFUSED = [
    "file:///etc/hostname",
    "http://leaflet.invalid.example/a.png",
    "https://elsewhere.example/a.png",
    "data:image/png;base64,iVBORw0KGgo=",
    "../a.png",
    "/etc/hostname",
    "images/none.png",
    "images/../../a.png",
    "ftp://elsewhere.example/a.png",
]


@pytest.mark.parametrize("address", REFUSED)
def test_nothing_but_assets_is_fetched(address: str) -> None:
    """A picture from anywhere else is not read, and PL602 tells its address."""
    found = lay_out(f'<h1>A</h1><p><img src="{address}" alt="x"/></p>').diagnostics
    assert {one.code for one in found} == {"PL602"}
    assert any(address.rsplit("/", maxsplit=1)[-1] in one.message for one in found)


@pytest.mark.parametrize("address", ["file:///etc/hostname", "https://elsewhere.example/a.css"])
def test_no_style_sheet_from_elsewhere(address: str) -> None:
    """Nor is a style sheet, linked or imported."""
    link = f'<link rel="stylesheet" href="{address}"/>'
    style = f"<style>@import url('{address}'); h1 {{ background: url('{address}') }}</style>"
    assert {one.code for one in lay_out("<h1>A</h1>", link).diagnostics} == {"PL602"}
    assert {one.code for one in lay_out("<h1>A</h1>", style).diagnostics} == {"PL602"}


def test_damaged_picture_is_told() -> None:
    """A file that begins as a PNG and is none stops the build with words, not with a traceback."""
    broken = Asset("images/a.png", "image/png", b"\x89PNG\r\n\x1a\n" + b"x" * 40)
    body = '<h1>A</h1><figure><img src="images/a.png" alt="What it shows"/></figure><p>b</p>'
    pages = Pages((page(body),), (*LEAFLET.assets, broken))
    found = make_pdf(pages, SETTINGS, EDITIONS["large-print"]).diagnostics
    assert [one.code for one in found] == ["PL304"]
    assert "images/a.png" in found[0].message


def test_what_the_engine_does_not_know_is_told() -> None:
    """A slip in a style sheet stops the build instead of being logged."""
    found = lay_out("<h1>A</h1>", "<style>h1 { colour: red }</style>").diagnostics
    assert [one.code for one in found] == ["PL602"]
    assert "colour" in found[0].message


def test_composed_page_gives_no_complaint() -> None:
    """The print sheet and the templates leave the engine nothing to say."""
    made = make_pdf(LEAFLET, SETTINGS, EDITIONS["large-print"])
    assert made.diagnostics == ()
    assert made.value.name == "small-large-print.pdf"


def fonts_of(data: bytes) -> set[str]:
    """Return the names of the fonts of a PDF, without the marks of their subsets."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {
            str(one.BaseFont).lstrip("/").rpartition("+")[2]
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"
        }


@pytest.mark.parametrize("family", ["serif", "DejaVu Sans", "monospace", "Arial"])
def test_only_bundled_fonts_are_embedded(family: str) -> None:
    """A font of this system is never used, also not where a style sheet asks for it."""
    style = f"<style>p {{ font-family: 'Atkinson Hyperlegible', {family} }}</style>"
    made = lay_out("<h1>A</h1><p>Words in <strong>bold</strong></p>", style)
    names = fonts_of(made.value.data)
    assert names
    assert all(name.startswith("Atkinson-Hyperlegible") for name in names), names


def words_of(xhtml: str) -> Sequence[str]:
    text = "".join(str(one) for one in etree.fromstring(xhtml.encode()).itertext())
    return text.replace("\u2060", "").replace("\u200b", "").split()


def test_space_before_an_inline_element_may_hang() -> None:
    """The words stay; behind such a space stands one that has no width."""
    xhtml = page("<p>If <em>you</em> are <a href='#x'>here</a>, stay</p>").xhtml
    marked = mark_line_breaks(xhtml)
    assert words_of(marked) == words_of(xhtml)
    assert "<p>If \u200b<em>you</em> are \u200b<a" in marked


def test_kept_words_become_text_that_cannot_break() -> None:
    """Print has no element around them, so that the tags hold words and not their pieces."""
    xhtml = page('<p>A <span class="keep">T-cell</span> in <span class="keep">1 in 10</span></p>')
    marked = mark_line_breaks(xhtml.xhtml)
    assert "<p>A T-\u2060cell in 1\u00a0in\u00a010</p>" in marked
    assert words_of(marked) == words_of(xhtml.xhtml)


def test_empty_elements_keep_their_end_tags() -> None:
    """An HTML parser would read on for the end of <a/>."""
    marked = mark_line_breaks(page('<p><a id="x"/>b<br/></p>').xhtml)
    assert '<a id="x"></a>' in marked
    assert "<br/>" in marked


def test_artifact_says_what_it_is() -> None:
    """Title and language come from the settings, whatever stands in the page."""
    settings = replace(SETTINGS, language="es", title="Otra")
    made = make_pdf(LEAFLET, settings, EDITIONS["large-print"]).value
    assert (made.title, made.language, made.edition) == ("Otra", "es", "large-print")
