"""An EPUB's page numbers stand where the pages of print begin, to the letter."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from lxml import etree

from plainleaf.artifacts import Page, Pages, Part
from plainleaf.build import build, check_manuscript
from plainleaf.diagnostics import Diagnostic
from plainleaf.editions import EDITIONS, styles_folder
from plainleaf.outputs.epub import bind as bind_epub
from plainleaf.outputs.pdf import bind as bind_pdf
from plainleaf.outputs.pdf import lay_out
from plainleaf.pagebreaks import mark_pages
from plainleaf.pagemap import PICTURE, PageMap, PageStart, page_starts, read_letters
from plainleaf.pages import compose, file_of_ids
from plainleaf.proof.epub import prove
from tests.conftest import ROOT, TODAY
from tests.page_numbers import letters_before_marks, letters_before_pages
from tests.small_leaflet import PROFILE, SETTINGS, STYLES, Small, small

CLEAN = ROOT / "tests" / "books" / "clean"
SENTENCE = "Every word of this sentence is here to fill a page of large print in a leaflet. "
MARK = re.compile(r'<span epub:type="pagebreak"[^>]*aria-label="(\d+)"></span>')


@dataclass(frozen=True)
class Numbered:
    """A small leaflet in print and as an EPUB that has print's page numbers."""

    pdf: bytes
    epub: bytes
    pages: Pages
    page_map: PageMap
    diagnostics: tuple[Diagnostic, ...]

    @property
    def text(self) -> str:
        """The composed pages of the EPUB, with their marks."""
        return "".join(page.xhtml for page in self.pages.pages)


def numbered(leaflet: Small) -> Numbered:
    layout = lay_out(leaflet.pages("large-print"), SETTINGS, EDITIONS["large-print"])
    mapped = layout.value.page_map()
    assert mapped.value
    marked = mark_pages(leaflet.pages("epub"), mapped.value)
    assert marked.diagnostics == ()
    pages = marked.value
    epub = bind_epub(pages, SETTINGS, leaflet.book, EDITIONS["epub"], file_of_ids(leaflet.book))
    pdf = bind_pdf(layout.value, SETTINGS)
    found = (*layout.diagnostics, *pdf.diagnostics, *prove(epub, pages, SETTINGS))
    return Numbered(pdf.value.data, epub.data, pages, mapped.value, found)


def words(count: int) -> str:
    return (SENTENCE * (count // 15 + 1)).strip()


GLOSSARY = "".join(
    f'[[term]]\nterm = "term {letter}"\nmeaning = "{words(75)}"\n\n'
    for letter in "abcdefghijklmnop"
)
USES = "\n\n".join(f"Here is term {letter} for you." for letter in "abcdefghijklmnop")
NOTES = "\n\n".join(f"A line[^{number}].\n\n[^{number}]: {words(60)}" for number in range(1, 14))
LONG_ROWS = "\n".join(f"| Row {number} | {words(15)} | Cell {number} |" for number in range(1, 61))

LEAFLETS = {
    "paragraph": words(900),
    "emphasis": f"**{words(450)}** and *{words(450)}*",
    "link": f"[{words(500)}](https://example.org/)",
    "list": "\n".join(f"- {number}: {words(30)}" for number in range(40)),
    "numbers": "\n".join(f"{one}. {words(30)}\n\n   {words(20)}" for one in range(1, 41)),
    "table": f"| A | B | C |\n|---|---|---|\n{LONG_ROWS}\n\nTable: Rows",
    "definitions": "\n\n".join(f"Word {one}\n\n: {words(60)}" for one in range(20)),
    "quote": "\n>\n".join(f"> {words(60)}" for _ in range(12)),
    "box": "::: questions\n\n" + "\n".join(f"- {words(30)}" for _ in range(25)) + "\n\n:::",
    "notes": NOTES,
    "glossary": USES,
    "short": "A few words.",
}


def made_of(kind: str) -> Numbered:
    """Return a leaflet whose first chapter is one of those above."""
    glossary = GLOSSARY if kind == "glossary" else ""
    chapters = (f"# A title\n\n{LEAFLETS[kind]}", "# Last\n\nThe end.")
    return numbered(small(*chapters, glossary=glossary))


@pytest.mark.parametrize("kind", LEAFLETS)
def test_text_before_a_mark_is_the_text_before_its_page(kind: str) -> None:
    """Wherever print breaks, read back from both files, each page has one mark, in order."""
    made = made_of(kind)
    print_, marks = letters_before_pages(made.pdf), letters_before_marks(made.epub)
    assert len(print_) >= 3
    assert [*marks] == [*print_]
    assert marks == print_
    assert made.diagnostics == ()


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("paragraph", " ", "[A-Z]?[a-z]+"),
        ("emphasis", "<strong>.* ", "[A-Z]?[a-z]+.*</strong>"),
        ("link", '<a href="https://example.org/">.* ', "[A-Z]?[a-z]+.*</a>"),
        ("list", "<li>[^<]*", "[^<]+</li>"),
        ("table", '<th scope="row"[^>]*>', r"Row \d+"),
        ("definitions", "<dt>", r"Word \d+"),
        ("notes", '<li id="note-[0-9]+">', "Every"),
        ("glossary", '<dt id="term-[a-z-]+" epub:type="glossterm">', "<dfn>"),
    ],
)
def test_mark_stands_inside(kind: str, before: str, after: str) -> None:
    """A mark stands at the letter itself, and outside what it would be read as a part of."""
    made = made_of(kind)
    assert re.search(f"{before}{MARK.pattern}{after}", made.text)


def test_page_may_begin_at_any_letter() -> None:
    """With one page for each letter of a leaflet that has all there is, each mark fits."""
    checked = check_manuscript(CLEAN, styles_folder(), TODAY)
    assert checked.book
    assert checked.settings
    print_, epub = (
        compose(checked.book, checked.settings, EDITIONS[name], PROFILE, STYLES)
        for name in ("large-print", "epub")
    )
    root = etree.fromstring(print_.pages[0].xhtml.encode())
    reading = read_letters(root, with_own=True)
    spots = reading.spots
    page_map = PageMap("large-print", "a.pdf", tuple(page_starts(reading, range(len(spots)))))
    marked = mark_pages(epub, page_map)
    assert marked.diagnostics == ()
    files = file_of_ids(checked.book)
    bound = bind_epub(marked.value, checked.settings, checked.book, EDITIONS["epub"], files)
    assert prove(bound, marked.value, checked.settings) == ()
    contents = next(one for one in root.iter() if one.get("class") == "contents")
    inside = {id(one) for one in contents.iter()}
    shared = [one for one in spots if not one.is_own and id(one.element) not in inside]
    before = letters_before_marks(bound.data)
    assert [*before] == [str(number) for number in range(1, len(spots) + 1)]
    letters = "".join(one.letter for one in shared if one.letter != PICTURE)
    assert set(before.values()) == {letters[:at] for at in range(len(letters))}
    assert [*before.values()] == sorted(before.values(), key=len)


def test_picture_at_the_top_of_a_page() -> None:
    """A page that begins with a picture is marked before it, also where it is decoration."""
    for image in ("![A line](images/a.svg)", "![](images/a.svg){.decorative}"):
        filled = f"# A title\n\n{words(200)}\n\n{image}"
        made = numbered(small(filled, images=("images/a.svg",)))
        starts = [one for one in made.page_map.starts if one.words.startswith(PICTURE)]
        (before,) = re.findall(
            rf"{MARK.pattern}\n?<(?:figure|p)[^>]*><img|{MARK.pattern}<img", made.text
        )
        assert [one.label for one in starts] == [one for one in before if one]


def test_contents_are_marked_in_the_navigation_document() -> None:
    """Print's contents are the EPUB's navigation document: their page leads there."""
    made = numbered(small("# A title\n\nWords."))
    (contents,) = (one for one in made.pages.breaks if one.page == Part.CONTENTS)
    with zipfile.ZipFile(io.BytesIO(made.epub)) as archive:
        nav = archive.read("EPUB/nav.xhtml").decode()
        ncx = archive.read("EPUB/toc.ncx").decode()
    assert f'<li><a href="nav.xhtml#{contents.id}">2</a></li>' in nav
    assert nav.index(f'id="{contents.id}"') < nav.index('epub:type="toc"')
    assert [one.label for one in made.pages.breaks] == re.findall(r"<text>(\d+)</text>", ncx)


def test_headings_own_ids_are_left_alone() -> None:
    """A heading may be called Page 2: the marks then have other ids."""
    made = numbered(small("# Page 2\n\nWords.\n\n# Page", "# Page 3\n\nWords."))
    assert {one.id for one in made.pages.breaks} >= {"print-page-1", "print-page-2"}
    assert made.diagnostics == ()


def test_page_numbers_take_no_word_from_the_text() -> None:
    """But for the marks, each page is to the letter what compose made."""
    leaflet = small(f"# A title\n\n{NOTES}", "# Last\n\nA & b < c.")
    made = numbered(leaflet)
    for page, marked in zip(leaflet.pages("epub").pages, made.pages.pages, strict=True):
        plain = etree.tostring(etree.fromstring(page.xhtml.encode()), encoding="unicode")
        assert MARK.sub("", marked.xhtml).endswith(plain)
        assert marked.xhtml.startswith('<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n')


def test_row_over_two_pages_is_told_and_not_guessed() -> None:
    """The cells of a split row run side by side: no one place is where the page begins."""
    pages = small(f"# A title\n\n{words(100)}\n\n{split_row(150)}").pages("large-print")
    loose = [
        replace(one, data=one.data + b"tr { break-inside: auto !important }")
        for one in pages.assets
        if one.path == "styles/print.css"
    ]
    others = [one for one in pages.assets if one.path != "styles/print.css"]
    pages = replace(pages, assets=(*others, *loose))
    layout = lay_out(pages, SETTINGS, EDITIONS["large-print"])
    assert layout.diagnostics == ()
    mapped = layout.value.page_map()
    assert mapped.value is None
    assert {one.code for one in mapped.diagnostics} == {"PL712"}


def test_pages_that_cannot_be_told_apart_stop_the_epub_too(tmp_path: Path) -> None:
    """Also where no PDF is asked for, nothing is made and the reason is told."""
    folder, styles = tmp_path / "manuscript", tmp_path / "styles"
    shutil.copytree(CLEAN, folder)
    shutil.copytree(styles_folder(), styles)
    text = "a word or two to fill a cell of this table, " * 10
    row = f"| {text} | {text} |"
    above = "\n\n".join(["Here are some words. They fill a page. The table has to break."] * 9)
    chapter = f"# More\n\n{above}\n\n| A | B |\n|---|---|\n{row}\n{row}\n\nTable: Rows\n"
    (folder / "03-more.md").write_text(chapter, encoding="utf-8")
    with (styles / "print.css").open("a", encoding="utf-8") as sheet:
        sheet.write("tr { break-inside: auto !important }")
    built = build(folder, styles, TODAY, ["epub"])
    # Its sentences only fill cells: what an editor would say of them (PL4xx) is beside the point.
    assert {one.code for one in built.diagnostics if one.code[:3] != "PL4"} == {"PL712"}
    assert built.files == {}


def test_row_longer_than_a_page_is_told() -> None:
    """Its heading row would come after it, so the pages cannot be read in order."""
    pages = small(f"# A title\n\n{split_row(500)}").pages("large-print")
    layout = lay_out(pages, SETTINGS, EDITIONS["large-print"])
    assert [one.code for one in layout.diagnostics] == ["PL604"]
    assert layout.value.page_map().value is None


def split_row(count: int) -> str:
    return f"| A | B | C |\n|---|---|---|\n| A | {words(count)} | {words(count)} |\n\nTable: A row"


@pytest.mark.parametrize(
    "start",
    [
        PageStart("2", "nowhere", 0, "A"),
        PageStart("2", "cover", 1, "Asmall"),
        PageStart("2", "about", 100_000, ""),
    ],
)
def test_place_that_does_not_fit_is_an_error(start: PageStart) -> None:
    """A page map of another text marks nothing, and PL713 says which page is lost."""
    pages = small("# A title\n\nWords.").pages("epub")
    marked = mark_pages(pages, PageMap("large-print", "a.pdf", (start,)))
    assert marked.value is pages
    assert [one.code for one in marked.diagnostics] == ["PL713"]


def test_page_without_words_begins_where_the_next_one_does() -> None:
    """Blank paper has no place of its own; at the end, its place is the end."""
    xhtml = '<html><body><section><h1 id="a">Ab</h1><p>cd</p></section></body></html>'
    root = etree.fromstring(xhtml)
    starts = tuple(page_starts(read_letters(root, with_own=True), (0, 2, 2, 4)))
    assert [(one.anchor, one.letters, one.words) for one in starts] == [
        ("a", 0, "Abcd"),
        ("a", 2, "cd"),
        ("a", 2, "cd"),
        ("a", 4, ""),
    ]
    text = xhtml.replace("<html>", '<html xmlns="http://www.w3.org/1999/xhtml">')
    page = Page("one", Part.CHAPTER, "T", text)
    marked = mark_pages(Pages((page,), ()), PageMap("large-print", "a.pdf", starts)).value
    labels = [one[1] for one in re.finditer(r'aria-label="(\d)"', marked.pages[0].xhtml)]
    assert labels == ["1", "2", "3", "4"]
    assert re.search(
        r'cd</p><span [^>]*aria-label="4"[^>]*></span></section>', marked.pages[0].xhtml
    )


def test_what_one_edition_has_of_its_own_does_not_count() -> None:
    """Where a page begins in an entry's own page numbers, its place is behind the entry."""
    xhtml = (
        '<html><body><section><dl><dt id="a">A</dt><dd>bc <div class="uses">(page 3)</div></dd>'
        '<dt id="d">De</dt></dl></section></body></html>'
    )
    (start,) = page_starts(read_letters(etree.fromstring(xhtml), with_own=True), (5,))
    assert (start.anchor, start.letters, start.words) == ("a", 3, "De")
    letters = "".join(one.letter for one in read_letters(etree.fromstring(xhtml)).spots)
    assert letters == "AbcDe"
