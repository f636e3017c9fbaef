"""Each rule of the EPUB's proof finds its planted fault, and a clean EPUB gives none."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from plainleaf.artifacts import Artifact
from plainleaf.proof.epub import prove
from plainleaf.proof.epubstyle import addresses_in_style, fixed_in
from plainleaf.settings import Accessibility, Contact, Settings
from tests.epub_sample import PAGES, SETTINGS, bound, files, numbered, packed

DAY = datetime.date(2026, 11, 21)
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
        (CHAPTER, '<h2 id="the-cell">The cell</h2>', "<h3>A</h3>", "PL715", "'A' is level 3"),
        (GLOSSARY, 'h1 id="glossary">Glossary</h1', "h2>G</h2", "PL715", "follows level 0"),
        (PACKAGE, 'refines="#title"', 'refines="#tytle"', "PL714", "'#tytle', which is not there"),
        (PACKAGE, "2026-11-22<", "22 November<", "PL714", "'22 November' is no date"),
        (PACKAGE, "T00:00:00Z", "", "PL714", "when it was modified"),
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


LIST = '<li><a href="text/what-ms-is.xhtml#page-3">3</a></li>'
MARK_3 = '<span epub:type="pagebreak" role="doc-pagebreak" id="page-3" aria-label="3">'
FIGURE = '<figure><img src="../images/cell.svg" alt="A round cell"/>'


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        (NAV, LIST, "", "its list of pages has page 4, where the text has page 3"),
        (NAV, "#page-3", "#page-2", "its list of pages has page 3, where the text has page 3"),
        (NAV, 'epub:type="page-list"', "", "its list of pages ends, where the text has page 1"),
        ("EPUB/toc.ncx", "#page-4", "#page-1", "(NCX) has page 4, where"),
        ("EPUB/toc.ncx", "<text>2</text>", "<text>ii</text>", "(NCX) has page ii, where"),
        (CHAPTER, f"{MARK_3}</span>", "", "it marks the pages 1 2 4, and print has 1 2 3 4"),
        (CHAPTER, MARK_3, f"{MARK_3}3", "the mark '3' in text/what-ms-is.xhtml is not empty"),
        (CHAPTER, MARK_3, MARK_3.replace('aria-label="3"', ""), "lacks its number or its id"),
        (CHAPTER, MARK_3, MARK_3.replace('aria-label="3"', 'aria-label="2"'), "is marked twice"),
        (CHAPTER, MARK_3, MARK_3.replace('role="doc-pagebreak"', ""), "its role or its type"),
        (CHAPTER, MARK_3, MARK_3.replace('epub:type="pagebreak"', ""), "its role or its type"),
        (CHAPTER, f"{MARK_3}</span>{FIGURE}", f"{FIGURE}{MARK_3}</span>", "page 3 begins with 'A"),
    ],
)
def test_page_numbers_that_are_not_those_of_print(
    path: str, old: str, new: str, words: str
) -> None:
    """Marks, lists and the page map are held against each other, and each mark to its letters."""
    pages = numbered()
    clean = bound(pages)
    assert prove(clean, pages, SETTINGS) == ()
    contents = files(clean)
    text = contents[path].decode()
    assert old in text
    spoiled_file = text.replace(old, new, 1).encode()
    found = prove(packed(clean, contents | {path: spoiled_file}), pages, SETTINGS)
    assert any(one.code == "PL713" and words in one.message for one in found)


def test_pages_of_print_are_claimed_where_print_is_only() -> None:
    """Without a page map no page may be marked, and no source may be named."""
    found = prove(bound(numbered()), PAGES, SETTINGS)
    assert ("PL713", "it marks the pages 1 2 3 4, and print has none") in [
        (one.code, one.message) for one in found
    ]
    source = '<meta property="pageBreakSource">A book</meta></metadata>'
    (fault,) = prove(spoiled(PACKAGE, "</metadata>", source), PAGES, SETTINGS)
    assert (fault.code, "it has no page numbers" in fault.message) == ("PL714", True)
    claim = '<meta property="schema:accessibilityFeature">pageNavigation</meta></metadata>'
    (fault,) = prove(spoiled(PACKAGE, "</metadata>", claim), PAGES, SETTINGS)
    assert (fault.code, "it has no list of pages" in fault.message) == ("PL706", True)


CERTIFIED = Accessibility("A house of tests", "Level 1", "https://example.org/", DAY)
THREE_FOUR = replace(SETTINGS, epub="3.4", contact=Contact(email="ask@example.org"))


@pytest.mark.parametrize(
    ("settings", "old", "new", "words"),
    [
        (SETTINGS, "2.2 Level AA</meta>", "2.2 AA</meta>", "no claim that EPUB"),
        (SETTINGS, ">EPUB Accessibility 1.1", ">EPUB Accessibility 1.2", "goes with EPUB 3.3"),
        (SETTINGS, "2026-11-21", "21.11.2026", "'21.11.2026' is no date"),
        (SETTINGS, '"a11y:certifiedBy"', '"a11y:by"', "belong together"),
        (SETTINGS, "source-of", "sources-of", "source-of belongs to EPUB 3.3"),
        (SETTINGS, '"pageBreakSource"', '"source"', "it names 0 sources"),
        (
            SETTINGS,
            "</metadata>",
            '<meta property="a11y:contactEmail">a@b.c</meta></metadata>',
            "[]",
        ),
        (THREE_FOUR, ">EPUB Accessibility 1.2", ">EPUB Accessibility 1.1", "goes with EPUB 3.4"),
        (THREE_FOUR, "ask@example.org", "ask me", "it should be ['ask@example.org']"),
        (THREE_FOUR, '"a11y:contactEmail"', '"a11y:contactEmail" refines="#title"', "whole file"),
        (
            THREE_FOUR,
            "</metadata>",
            '<meta property="source-of" refines="#title">pagination</meta></metadata>',
            "source-of belongs to EPUB 3.3",
        ),
    ],
)
def test_metadata_that_its_standard_does_not_know(
    settings: Settings, old: str, new: str, words: str
) -> None:
    """Each target has rules of its own, which no validator knows for EPUB 3.4 yet."""
    certified = replace(settings, accessibility=CERTIFIED)
    pages = numbered()
    clean = bound(pages, certified)
    assert prove(clean, pages, certified) == ()
    contents = files(clean)
    package = contents[PACKAGE].decode()
    assert old in package
    spoiled_file = package.replace(old, new, 1).encode()
    found = prove(packed(clean, contents | {PACKAGE: spoiled_file}), pages, certified)
    assert any(one.code == "PL714" and words in one.message for one in found)


def test_conformance_that_nobody_in_the_leaflet_answers_for() -> None:
    """The same claim is a fault where leaflet.toml names nobody, or somebody else."""
    claiming = bound(PAGES, replace(SETTINGS, accessibility=CERTIFIED))
    for answering in (Accessibility(), Accessibility("Somebody else")):
        found = prove(claiming, PAGES, replace(SETTINGS, accessibility=answering))
        assert {one.code for one in found} == {"PL706"}
        assert {one.message.split("'")[1].partition(":")[0] for one in found} >= {"dcterms", "a11y"}
    # Read without the leaflet, the file itself names who answers.
    assert prove(claiming) == ()


def test_cover_needs_words() -> None:
    """The picture on the shelf is named for those who do not see it."""
    cover = replace(PAGES.assets[1], is_cover=True)
    pages = replace(PAGES, assets=(PAGES.assets[0], cover, PAGES.assets[2]))
    clean = bound(pages)
    assert prove(clean, pages) == ()
    contents = files(clean)
    mute = contents["EPUB/images/cell.svg"].replace(b"<title>A cell</title>", b"")
    found = prove(packed(clean, contents | {"EPUB/images/cell.svg": mute}), pages)
    assert [one.code for one in found] == ["PL705"]


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
