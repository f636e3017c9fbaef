"""Each rule of the EPUB's proof finds its planted fault, and a clean EPUB gives none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plainleaf.artifacts import Artifact
from plainleaf.proof.epub import prove
from plainleaf.proof.epubstyle import addresses_in_style, fixed_in
from tests.epub_sample import PAGES, bound, files, packed

CHAPTER = "EPUB/text/what-ms-is.xhtml"
GLOSSARY = "EPUB/text/glossary.xhtml"
NAV = "EPUB/nav.xhtml"
PACKAGE = "EPUB/content.opf"
STYLE = "EPUB/styles/screen.css"


def spoiled(path: str, old: str, new: str) -> Artifact:
    """Return the sample with one place in one file changed."""
    clean = bound()
    contents = files(clean)
    text = contents[path].decode()
    assert old in text
    return packed(clean, contents | {path: text.replace(old, new, 1).encode()})


def told(artifact: Artifact) -> list[tuple[str, str]]:
    found = prove(artifact, PAGES)
    assert {one.place.path for one in found} <= {"ms.epub"}
    return [(one.code, one.message) for one in found]


def test_clean_epub_is_silent() -> None:
    """What the binder makes gives no diagnostic, with its pages or without."""
    assert prove(bound(), PAGES) == ()
    assert prove(bound()) == ()
    assert prove(packed(bound(), files(bound())), PAGES) == ()


@pytest.mark.parametrize(
    ("path", "old", "new", "code", "words"),
    [
        (CHAPTER, "</main>", "", "PL701", "what-ms-is.xhtml is not well-formed"),
        ("EPUB/toc.ncx", "</ncx>", "", "PL701", "toc.ncx"),
        (CHAPTER, "#term-nerve", "#term-none", "PL702", "glossary.xhtml#term-none"),
        (CHAPTER, "glossary.xhtml#", "nowhere.xhtml#", "PL702", "nowhere.xhtml"),
        (CHAPTER, "https://example.org/", "javascript:alert(1)", "PL702", "javascript"),
        (CHAPTER, "https://example.org/", "http://[", "PL702", "http://["),
        (NAV, "#the-cell", "#the-sell", "PL702", "the-sell"),
        ("EPUB/toc.ncx", "#the-cell", "#the-sell", "PL702", "the-sell"),
        (CHAPTER, "../images/cell.svg", "https://example.org/a.svg", "PL703", "example.org"),
        (CHAPTER, "../styles/screen.css", "//example.org/a.css", "PL703", "//example.org/a.css"),
        (STYLE, "body", "@import 'https://example.org/a.css'; body", "PL703", "screen.css asks"),
        (CHAPTER, "<title>What MS is</title>", "<title> </title>", "PL704", "its title"),
        (CHAPTER, ' lang="en"', "", "PL704", "(lang)"),
        (CHAPTER, 'xml:lang="en"', 'xml:lang="cy"', "PL704", "(xml:lang)"),
        (PACKAGE, ' xml:lang="en"', "", "PL704", "the package does not say its language"),
        (PACKAGE, "MS &amp; you", "", "PL704", "the package does not say its title"),
        (PACKAGE, "schema:accessibilityHazard", "schema:about", "PL704", "accessibilityHazard"),
        (CHAPTER, 'alt="A round cell"', "", "PL705", "../images/cell.svg"),
        (CHAPTER, 'alt="A round cell"', 'alt=""', "PL705", "../images/cell.svg"),
        (CHAPTER, "MS harms", "MS heals", "PL707", "'MS harms nerves [1].'"),
        (CHAPTER, "It is\nround", "Round it\nis", "PL707", "It is round1"),
        (PACKAGE, 'idref="page-3"', 'idref="page-33"', "PL708", "'page-33'"),
        (STYLE, "line-height: 1.5", "line-height: 1.5 !important", "PL709", "!important"),
        (STYLE, "line-height: 1.5", "font-size: 18px", "PL709", "font-size: 18px"),
        (STYLE, "line-height: 1.5", "color: #111", "PL709", "color: #111"),
        (CHAPTER, "<h2 ", '<h2 style="font-size: 12pt" ', "PL709", "font-size: 12pt"),
        (GLOSSARY, ' role="doc-backlink"', "", "PL710", "does not lead back"),
        (CHAPTER, ' role="doc-noteref"', "", "PL710", "does not lead here"),
        (CHAPTER, 'id="cite-1"', 'id="cite-2"', "PL710", "references.xhtml#ref-a"),
        (GLOSSARY, "<dd>", '<dd role="doc-endnote">', "PL711", "doc-endnote"),
    ],
)
def test_planted_fault_is_found(path: str, old: str, new: str, code: str, words: str) -> None:
    """The fault is told by its own rule; others may follow from it."""
    assert any(one == code and words in message for one, message in told(spoiled(path, old, new)))


@pytest.mark.parametrize(
    ("path", "old", "new", "claim", "but"),
    [
        (NAV, 'epub:type="toc" role', 'epub:type="lot" role', "tableOfContents", "no contents"),
        (CHAPTER, 'alt="A round cell"', 'longdesc=""', "alternativeText", "has none"),
        (STYLE, "line-height", "color: red; x", "displayTransformability", "color: red"),
        (PACKAGE, '<itemref idref="page-4"/>', "", "readingOrder", "is not in the spine"),
        (
            NAV,
            '<li><a href="text/notes.xhtml">Notes</a>',
            '<li><a href="text/cover.xhtml">Cover</a>',
            "readingOrder",
            "another order",
        ),
        (PACKAGE, ">alternativeText<", ">largePrint<", "largePrint", "nothing in the file"),
        (
            PACKAGE,
            'schema:accessibilityFeature">ARIA',
            'dcterms:conformsTo">EPUB Accessibility 1.1 - WCAG 2.2 Level AA',
            "conformsTo",
            "only a person",
        ),
        (CHAPTER, "</main>", "<audio/></main>", "accessibilityHazard", "holds audio"),
    ],
)
def test_untrue_claim_is_found(path: str, old: str, new: str, claim: str, but: str) -> None:
    """A claim that the file does not bear out is PL706, with what is so instead."""
    found = [message for code, message in told(spoiled(path, old, new)) if code == "PL706"]
    assert any(claim in message and but in message for message in found)


def test_claims_about_pictures_and_headings_need_them() -> None:
    """Without pictures there is no visual mode; without headings nothing to move by."""
    clean = bound()
    contents = files(clean)
    chapter = contents[CHAPTER].replace(b'alt="A round cell"', b'alt="" role="none"')
    for name in (b"h1", b"h2"):
        chapter = chapter.replace(b"<" + name, b"<p").replace(b"</" + name, b"</p")
    found = told(packed(clean, contents | {CHAPTER: chapter}))
    claims = [message.split("'")[1] for code, message in found if code == "PL706"]
    assert claims == [
        "schema:accessMode: visual",
        "schema:accessibilityFeature: alternativeText",
        "schema:accessibilityFeature: structuralNavigation",
    ]


def test_list_and_files_are_compared_both_ways() -> None:
    """A file that is listed must be there, and one that is there must be listed."""
    clean = bound()
    contents = files(clean)
    extra = packed(clean, contents | {"EPUB/stray.txt": b""})
    assert told(extra) == [("PL708", "stray.txt is there and not listed")]
    del contents["EPUB/fonts/LICENSE.txt"]
    lacking = packed(clean, contents)
    assert told(lacking) == [("PL708", "fonts/LICENSE.txt is listed and not there")]


def test_type_must_come_first() -> None:
    """A reader that finds another file first may take the EPUB for a plain ZIP."""
    clean = bound()
    contents = files(clean)
    late = {name: contents[name] for name in reversed(contents)}
    assert [code for code, _ in told(packed(clean, late))] == ["PL708"]


@pytest.mark.parametrize("data", [b"", b"no ZIP", bound().data[:900]])
def test_what_is_no_zip(data: bytes) -> None:
    """A file that cannot be opened is a diagnostic, not a traceback."""
    assert [code for code, _ in told(replace(bound(), data=data))] == ["PL708"]


def test_damaged_bytes_are_never_a_traceback() -> None:
    """Whatever byte a bad disk changes, the proof still answers."""
    clean = bound()
    for position in range(0, len(clean.data), 41):
        damaged = bytearray(clean.data)
        damaged[position] ^= 0xA5
        prove(replace(clean, data=bytes(damaged)), PAGES)


def test_package_that_is_missing() -> None:
    """Without its package document, an EPUB is told so at once."""
    clean = bound()
    contents = files(clean)
    del contents["META-INF/container.xml"]
    messages = [message for code, message in told(packed(clean, contents)) if code == "PL708"]
    assert messages == ["META-INF/container.xml names no package document"]


def test_entities_are_never_read_from_files() -> None:
    """A page that pulls in a file from the machine shows nothing of it."""
    clean = bound()
    contents = files(clean)
    page = contents[CHAPTER].decode()
    page = page.replace(
        "<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    ).replace("The cell", "&x;")
    found = told(packed(clean, contents | {CHAPTER: page.encode()}))
    assert (
        "PL707",
        "text/what-ms-is.xhtml does not hold the words 'The cell', or not in this place",
    ) in found


@pytest.mark.parametrize(
    "style",
    [
        "p { font-size: 1.2em; line-height: 1.5; margin: 2px; border: 1pt solid; }",
        "h1 { color: #003; } aside { background: #eee; }",
        "@font-face { font-family: A; src: url(../fonts/a.ttf); }",
        "@media print { body { margin: 2cm; } }",
    ],
)
def test_styles_that_leave_the_reader_free(style: str) -> None:
    """Relative sizes, and colours of parts, are a designer's to choose."""
    assert list(fixed_in(style)) == []


@pytest.mark.parametrize(
    ("style", "found"),
    [
        ("@media screen { html, p { color: red } }", ["color: red"]),
        ("p { font: 12pt/1.5 serif }", ["font: 12pt/1.5 serif"]),
        ("P { FONT-SIZE: 12PX }", ["font-size: 12PX"]),
        (":root { background: white ! important }", ["background: white !important"]),
    ],
)
def test_styles_that_do_not(style: str, found: list[str]) -> None:
    """Nested rules, shorthands and capitals hide nothing."""
    assert list(fixed_in(style)) == found


def test_all_that_a_style_sheet_loads_is_seen() -> None:
    """Imports, fonts and pictures, quoted or not, in rules or in media."""
    style = """@import "a.css"; @import url(b.css); @font-face { src: url("c.ttf"), url(d.ttf) }
    @media print { p { background: url(e.png) } } li { list-style: image-set(url(f.png) 1x) }"""
    assert list(addresses_in_style(style)) == [
        "a.css",
        "b.css",
        "c.ttf",
        "d.ttf",
        "e.png",
        "f.png",
    ]
