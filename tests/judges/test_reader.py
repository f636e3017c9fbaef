"""The EPUB in a reading system, as people set it up: large text, dark, on a small phone.

With PLAINLEAF_READER_PICTURES=FOLDER each test leaves pictures of what it opened in that folder.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest

from tests.hard_books import made
from tests.judges.reader import DARK, PAGINATED, SCROLLED, Reading, View, read_through

Ask = Callable[..., Reading]
Spoil = Callable[..., Path]

pytestmark = [pytest.mark.judges, pytest.mark.xdist_group("judges")]

SMALL_PHONE, PHONE, TABLET = (320, 640), (390, 844), (820, 1180)
SIZES = (100, 150, 200)
LOOKS = (("light", SCROLLED), ("light", PAGINATED), (DARK, SCROLLED))
VIEWS = (
    *(
        View(*screen, size, colours, flow)
        for screen, size, (colours, flow) in product((SMALL_PHONE, PHONE), SIZES, LOOKS)
    ),
    View(*TABLET, 100, flow=PAGINATED),
    View(*TABLET, 200, flow=PAGINATED),
)
HARDEST = (
    View(*SMALL_PHONE, 200, DARK, SCROLLED),
    View(*SMALL_PHONE, 200, flow=PAGINATED),
)

AA_TEXT = 4.5
"""WCAG 2.2, 1.4.3: the contrast of text."""
CARD = 0.95
"""The share of its area that a picture with a ground of its own covers; its corners are round."""


@dataclass(frozen=True)
class Stop:
    """A kind of page, and what tells it in an EPUB's files."""

    name: str
    sign: str


STOPS = (
    Stop("cover", 'epub:type="titlepage"'),
    Stop("contents", 'role="doc-toc"'),
    Stop("chapter", 'role="doc-chapter"'),
    Stop("table", "<table"),
    Stop("picture", "<figure"),
    Stop("glossary", 'role="doc-glossary"'),
    Stop("references", 'role="doc-bibliography"'),
)


def stops_in(path: Path) -> tuple[tuple[str, str], ...]:
    """Return the first page of each kind that an EPUB has, with its file."""
    with zipfile.ZipFile(path) as archive:
        pages = {
            name: archive.read(name).decode() for name in archive.namelist() if "xhtml" in name
        }
    first = {
        stop.name: next((name for name, text in pages.items() if stop.sign in text), "")
        for stop in STOPS
    }
    return tuple((name, file) for name, file in first.items() if file)


@pytest.fixture
def read(ask: Ask, finished_epub: Path) -> Reading:
    """The handout, read in every view, and each entry of its page list opened."""
    stops = stops_in(finished_epub)
    assert [name for name, _file in stops] == [stop.name for stop in STOPS]
    return ask(read_through, finished_epub, stops, VIEWS, True)


def faults(reading: Reading) -> list[str]:
    """Return what would hinder a reader: words off the screen, too faint, too small or none."""
    found = []
    for (view, name), page in reading.met.items():
        where = f"{name} at {view}: "
        found += [where + f"{element} is too wide" for element in page["overflowing"]]
        if page["lowest"] < AA_TEXT:
            found.append(where + f"text has a contrast of {page['lowest']:.1f}")
        if page["smallest"] < 16 * view.size / 100 - 0.1:
            found.append(where + f"text of {page['smallest']} px")
        if page["words"] < 10 or not page["heading"] or not page["title"]:
            found.append(where + "there is next to nothing to read")
    return found


def test_handout_opens_without_a_complaint(read: Reading) -> None:
    """The reader logs no error, asks for nothing outside the book and misses nothing in it."""
    assert read.complaints == ()


def test_handout_fits_every_screen(read: Reading) -> None:
    """At 100, 150 and 200 %, scrolled or in pages, light or dark: all words are there to read."""
    assert faults(read) == []
    assert len(read.met) == len(VIEWS) * len(STOPS)


def test_handout_brings_its_typeface(read: Reading) -> None:
    """The reader loads the book's own fonts, regular and bold, and shows them."""
    assert {page["fonts"] for page in read.met.values()} == {2}
    assert {page["font"].partition(",")[0] for page in read.met.values()} == {
        '"Atkinson Hyperlegible"'
    }


def test_handout_says_the_same_in_every_view(read: Reading) -> None:
    """No word comes or goes with the colours or between scrolling and turning pages."""
    for name, screen, size in product((stop.name for stop in STOPS), (SMALL_PHONE, PHONE), SIZES):
        views = [View(*screen, size, colours, flow) for colours, flow in LOOKS]
        assert len({read.met[view, name]["words"] for view in views}) == 1


def test_table_becomes_rows_where_it_has_no_room(read: Reading) -> None:
    """A table is one on a tablet; with large text there, and on any phone, it is rows.

    A reading system that turns pages has one wide window, whose width says nothing of a page's.
    """
    displays = {view: set(read.met[view, "table"]["rows"]) for view in VIEWS}
    roomy = View(*TABLET, 100, flow=PAGINATED)
    assert displays.pop(roomy) == {"table-row"}
    assert set().union(*displays.values()) == {"block"}
    assert read.met[roomy, "table"]["labelled"] > 0


def test_pictures_are_readable_in_the_dark(read: Reading) -> None:
    """Each picture brings its own light ground, and is no wider than the screen."""
    in_the_dark = [
        (view, picture)
        for (view, _name), page in read.met.items()
        if view.colours == DARK
        for picture in page["pictures"]
    ]
    assert in_the_dark
    for view, picture in in_the_dark:
        assert picture["ground"] > CARD, picture["name"]
        assert 0 < picture["wide"] <= view.width


def test_page_list_leads_to_each_printed_page(read: Reading) -> None:
    """Each entry opens the page that it names, and the reader then says that number."""
    assert len(read.walked) > 1
    assert [one["label"] for one in read.walked] == [
        str(number) for number in range(1, len(read.walked) + 1)
    ]
    assert all(one["label"] == one["mark"] == one["told"] for one in read.walked)


@pytest.mark.parametrize("book", ["arabic", "edges", "languages"])
def test_hard_book_fits_the_hardest_screens(ask: Ask, tmp_path: Path, book: str) -> None:
    """So do books that run from the right, are odd, or stand in ten languages, at 200 %."""
    artifact = made(book, "epub").artifact
    path = tmp_path / artifact.name
    path.write_bytes(artifact.data)
    reading = ask(read_through, path, stops_in(path), HARDEST)
    assert reading.complaints == ()
    assert faults(reading) == []
    direction = "rtl" if book == "arabic" else "ltr"
    assert {page["direction"] for page in reading.met.values()} == {direction}
    assert reading.book["direction"] == direction


def test_spoiled_book_is_found_out(ask: Ask, finished_epub: Path, spoil_epub: Spoil) -> None:
    """A page too wide, faint words, a picture from the web and a script's error are all told."""
    planted = (
        '<p id="wide" style="width: 60em">Wide</p>'
        '<p style="color: #777777; background: #888888">Faint</p>'
        '<p style="font-size: 8px">Small</p>'
        '<img src="https://example.org/a.png" alt="From the web"/>'
        '<script>throw new Error("planted")</script></body>'
    )
    spoiled = spoil_epub(finished_epub, lambda page: page.replace("</body>", planted))
    reading = ask(read_through, spoiled, stops_in(spoiled)[:1], HARDEST)
    told = "\n".join((*reading.complaints, *faults(reading)))
    for sign in ("planted", "asks for https://example.org/a.png", "p#wide", "contrast", "8 px"):
        assert sign in told
