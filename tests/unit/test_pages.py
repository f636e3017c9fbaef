"""Composed pages are well-formed, linked within themselves, and show authors' text as text."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from urllib.parse import unquote, urldefrag

import pytest
from lxml import etree

from plainleaf.pages import file_of_ids
from plainleaf.settings import Contact, Settings
from tests.small_leaflet import NAMES, SETTINGS, TWO_REFERENCES, small, text_of, values

EDITIONS = ("large-print", "epub")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RICH = small(
    """# One & all

See [two](#two) and [a box](#box) [@one; @two]; a term and a note[^n], an AB and **AB**.

::: warning {#box}
## Inside

[hola]{lang=es} [سلام]{lang=ar #salam}
:::

| a | b |
|---|---|
| 1 | 2 [@one] |

Table: Numbers

[^n]: A note [@two] with a note[^m].

[^m]: The end.
""",
    """# Two

![What is drawn](images/a.svg "A caption")

::: risk
what: had a cold
count: 1
out of: 10
who: people in one study
how long: 2 weeks
source: [@one]
:::

T
: D [back](#one-all)

1. a term

   > quote
""",
    glossary="""[[term]]
term = "term"
abbreviation = "AB"
say = "turm"
meaning = "A < word."
source = ["one"]
""",
    references=TWO_REFERENCES,
    images=("images/a.svg",),
)


def ids(tree: etree._Element) -> list[str]:
    return values(tree, "id")


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_internal_link_arrives(edition: str) -> None:
    """Each link to a place in the leaflet names a page and an id that are there."""
    trees = RICH.trees(edition)
    seen = 0
    for name, tree in trees.items():
        for link in tree.iterfind(".//h:a[@href]", NAMES):
            address, target = urldefrag(link.get("href", ""))
            if address.startswith("https:"):
                continue
            seen += 1
            assert unquote(target) in ids(trees[address or name]), link.get("href")
    assert seen > 20


@pytest.mark.parametrize("edition", EDITIONS)
def test_ids_are_unique(edition: str) -> None:
    """In print and over all pages of an EPUB, so that a link can mean one place only."""
    counted = Counter(one for tree in RICH.trees(edition).values() for one in ids(tree))
    assert [one for one, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_labels_name_ids_that_are_there(edition: str) -> None:
    """A landmark's name is a heading of the same page."""
    for tree in RICH.trees(edition).values():
        named = set(values(tree, "aria-labelledby"))
        assert named <= set(ids(tree))


def test_files_of_ids_are_those_of_the_pages() -> None:
    """What the EPUB's contents link to is where compose has put it."""
    trees = RICH.trees("epub")
    where = {one: name for name, tree in trees.items() for one in ids(tree)}
    told = file_of_ids(RICH.book)
    assert {one: f"text/{name}" for one, name in where.items()}.items() <= told.items()


@pytest.mark.parametrize("edition", EDITIONS)
def test_pages_and_assets_have_names_of_their_own(edition: str) -> None:
    """No file would overwrite another."""
    pages = RICH.pages(edition)
    names = [page.name for page in pages.pages] + [asset.path for asset in pages.assets]
    assert len(set(names)) == len(names)


def test_chapter_named_like_a_part_keeps_its_page() -> None:
    """A chapter file 01-about.md is not the page about the leaflet."""
    leaflet = small("# About", "# Also about")
    chapters = tuple(
        replace(one, file=f"{one.number:02}-about.md", slug="about")
        for one in leaflet.book.chapters
    )
    named = replace(leaflet, book=replace(leaflet.book, chapters=chapters))
    names = [page.name for page in named.pages("epub").pages]
    assert len(set(names)) == len(names) == 4


NASTY = (
    """{{ 7*7 }} {% raw %} \\<b>x\\</b> &amp;amp; "quotes" 'single' \\<script>alert(1)\\</script>"""
)
READ = """{{ 7*7 }} {% raw %} <b>x</b> &amp; "quotes" 'single' <script>alert(1)</script>"""


@pytest.mark.parametrize("edition", EDITIONS)
def test_author_text_reaches_pages_as_text(edition: str) -> None:
    """Nothing an author writes is run as a template or read as markup, wherever it stands."""
    quoted = NASTY.replace('"', '\\"')
    leaflet = small(
        f'# H {NASTY}\n\n- {NASTY}\n\n![{NASTY}](images/a.svg "{quoted}")\n\n'
        f"| a | b |\n|---|---|\n| {NASTY} | 2 |\n\nTable: {NASTY}\n\n`{{{{ 7*7 }}}} <i>`\n",
        glossary=f'[[term]]\nterm = "x"\nmeaning = {NASTY!r}\nsay = "<i>"\n'.replace("\\\\", "\\"),
        images=("images/a.svg",),
    )
    settings = replace(SETTINGS, title=READ, subtitle=READ, publisher=READ, rights=READ)
    trees = leaflet.trees(edition, settings)
    for tree in trees.values():
        tags = {etree.QName(one).localname for one in tree.iter(etree.Element)}
        assert not tags & {"script", "b", "i"}
        assert "49" not in text_of(tree)
    alts = [one for tree in trees.values() for one in values(tree, "alt")]
    assert alts == [READ]
    words = [text for page in leaflet.pages(edition, settings).pages for text in page.text]
    assert sum(READ in one for one in words) >= 6


@pytest.mark.parametrize("edition", EDITIONS)
def test_languages_and_directions(edition: str) -> None:
    """Words in another language say which, and which way they run."""
    found = {
        (one.get("lang"), one.get(XML_LANG), one.get("dir"))
        for tree in RICH.trees(edition).values()
        for one in tree.iter(etree.Element)
        if one.get("lang")
    }
    assert found == {("en", "en", "ltr"), ("es", "es", "ltr"), ("ar", "ar", "rtl")}


@pytest.mark.parametrize("edition", EDITIONS)
def test_right_to_left_leaflet(edition: str) -> None:
    """Every page of an Arabic leaflet runs from right to left."""
    settings = replace(SETTINGS, language="ar")
    for tree in RICH.trees(edition, settings).values():
        assert (tree.get("lang"), tree.get("dir")) == ("ar", "rtl")


@pytest.mark.parametrize("edition", EDITIONS)
def test_unknown_facts_leave_no_trace(edition: str) -> None:
    """Without a contact, the leaflet names the team and leaves a line; with one, it does not."""
    ask = "Ask the team who gave you this leaflet"

    def words(settings: Settings) -> str:
        return " ".join(text for page in RICH.pages(edition, settings).pages for text in page.text)

    assert ask in words(SETTINGS)
    assert "Published by" not in words(SETTINGS)
    known = words(replace(SETTINGS, contact=Contact(web="https://a.example/")))
    assert ask not in known
    assert "https://a.example/" in known


def test_headings_of_print_stand_below_the_title() -> None:
    """Print is one document: its first heading is the title, chapters come below it."""
    (tree,) = RICH.trees("large-print").values()
    levels = [one.tag[-2:] for one in tree.iter() if str(one.tag)[-2:] in ("h1", "h2", "h3")]
    assert levels.count("h1") == 1
    for tree in RICH.trees("epub").values():
        assert len(tree.findall(".//h:h1", NAMES)) == 1


def test_visible_text_holds_every_word_of_the_book() -> None:
    """What the proof looks for is what authors wrote, in its order."""
    words = " ".join(text for page in RICH.pages("epub").pages for text in page.text)
    for piece in ("One & all", "A < word.", "had a cold", "The end.", "A caption", "quote"):
        assert piece in words


@pytest.mark.parametrize("edition", ["large-print", "epub"])
def test_one_figure_is_drawn_for_each_person(edition: str) -> None:
    """3 of 7 people are 7 figures, 3 of them filled in, and the picture says so in words."""
    risk = (
        "# Title\n\n::: risk\nwhat: had it\ncount: 3\nout of: 7\nwho: all\nhow long: 1 year\n"
        "source: known\nfigures: yes\n:::"
    )
    pages = small(risk).pages(edition)
    (drawing,) = [one for one in pages.assets if one.path == "drawings/people-3-of-7.svg"]
    figures = etree.fromstring(drawing.data).findall("{http://www.w3.org/2000/svg}g")
    counted = figures[0].get("stroke")
    assert [figure.get("fill") == counted for figure in figures] == [True] * 3 + [False] * 4
    said = [
        alt for page in pages.pages for alt in values(etree.fromstring(page.xhtml.encode()), "alt")
    ]
    assert said == ["7 figures of people, 3 of them filled in"]


def test_no_picture_takes_the_place_of_one_that_is_drawn_here() -> None:
    """An author's picture may have the name of a drawing that compose makes."""
    risk = (
        "# Title\n\n![Two people](images/people-1-of-2.svg)\n\n![A book](images/cover.svg)\n\n"
        "::: risk\nwhat: had it\ncount: 1\nout of: 2\nwho: all\nhow long: 1 year\n"
        "source: known\nfigures: yes\n:::"
    )
    pages = small(risk, images=("images/people-1-of-2.svg", "images/cover.svg")).pages("epub")
    assert max(Counter(asset.path for asset in pages.assets).values()) == 1


def test_each_cell_of_an_epub_says_its_column() -> None:
    """A narrow screen sets cells below one another, each with its column's heading."""
    leaflet = small("# A\n\n| Kind *of* loan | Time |\n|---|---|\n| Map | 1 week |\n\nTable: Loans")
    (page,) = (tree for name, tree in leaflet.trees("epub").items() if name == "01-one.xhtml")
    assert values(page, "data-label") == ["Kind of loan", "Time"]
    assert [one.tag.rpartition("}")[2] for one in page.iterfind(".//*[@data-label]")] == [
        "th",
        "td",
    ]
    (printed,) = leaflet.trees("large-print").values()
    assert values(printed, "data-label") == []


def test_tables_in_notes_are_checked() -> None:
    """A table in a note needs its caption like any other."""
    note = "# Title\n\nText.[^n]\n\n[^n]: A note.\n\n    | a | b |\n    |---|---|\n    | c | d |\n"
    assert "PL212" in small(note).codes


def test_link_around_a_decorative_picture_has_no_words() -> None:
    """A screen reader would have nothing to say for such a link."""
    linked = "# Title\n\n[![{}](images/a.svg){}](https://one.example/)"
    assert "PL511" in small(linked.format("", "{.decorative}"), images=("images/a.svg",)).codes
    assert small(linked.format("One", ""), images=("images/a.svg",)).codes == set()


def test_mistyped_picture_is_named() -> None:
    """The hint finds the file that is there, though nothing shows it yet."""
    (fault,) = small("# Title\n\n![A](images/shelv.svg)", images=("images/shelf.svg",)).diagnostics
    assert (fault.code, fault.help) == ("PL302", "did you mean images/shelf.svg?")
