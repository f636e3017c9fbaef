"""What is one thing stays one thing over pages, in every script, and in odd corners."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from typing import Any

import pikepdf
import pytest

from plainleaf.proof.pdf.reading import read_pdf
from plainleaf.proof.pdf.structure import Element
from tests.hard_books import HARD_BOOKS, made

pytestmark = pytest.mark.xdist_group("hard-books")


@pytest.mark.parametrize("book", HARD_BOOKS)
@pytest.mark.parametrize("edition", ["large-print", "epub"])
def test_nothing_to_mend(book: str, edition: str) -> None:
    """Check, layout and proof find nothing, the EPUB's neither."""
    assert made(book, edition).diagnostics == ()


@pytest.mark.parametrize("book", HARD_BOOKS)
def test_same_text_in_either_version_of_pdf(book: str) -> None:
    """PDF 2.0 prints what PDF 1.7 prints."""
    both = (read_pdf(made(book, pdf=pdf).artifact.data) for pdf in ("1.7", "2.0"))
    one, two = ([run.text for page in read.pages for run in page.runs] for read in both)
    assert one == two
    assert made(book, pdf="2.0").diagnostics == ()


@cache
def pages_of_elements() -> dict[Element, set[int]]:
    """Return for each element of the long book, and for those around it, its pages."""
    found: dict[Element, set[int]] = {}
    for leaf in read_pdf(made("long").artifact.data).structure.leaves:
        for element in leaf.element.line_of_parents():
            found.setdefault(element, set()).add(leaf.page)
    return found


@pytest.mark.parametrize(
    ("tag", "count", "least"),
    [
        ("Table", 2, 5),
        # The long list with four below it and one in each; meanings; notes; one of facts.
        ("L", 12, 5),
        ("P", None, 3),
        ("Note", 1, 2),
        ("Link", None, 2),
        ("Sect", None, 5),
    ],
)
def test_one_element_over_pages(tag: str, count: int | None, least: int) -> None:
    """Each kind of thing is there once, and one of it crosses so many pages."""
    spread = [len(pages) for element, pages in pages_of_elements().items() if element.tag == tag]
    assert max(spread) >= least
    assert count is None or len(spread) == count


def test_only_what_has_to_crosses_a_page() -> None:
    """No row, heading, label, caption or figure is parted."""
    whole = {"TR", "H1", "H2", "H3", "Lbl", "Caption", "Figure", "TH", "TD"}
    parted = {
        element.tag
        for element, pages in pages_of_elements().items()
        if len(pages) > 1 and element.tag in whole
    }
    assert parted == set()


def test_heading_and_figure_are_pushed_to_the_next_page() -> None:
    """The section at a page's foot begins the next one, so does the figure without room."""
    first: dict[int, Element] = {}
    for leaf in read_pdf(made("long").artifact.data).structure.leaves:
        first.setdefault(leaf.page, leaf.element)
    assert "H3" in {element.tag for element in first.values()}
    assert "Figure" in {element.tag for element in first.values()}


def test_link_over_a_page_is_one_link() -> None:
    """Its annotations stand on two pages, one for each line, and belong to one element."""
    with pikepdf.open(io.BytesIO(made("long").artifact.data)) as pdf:
        links = [
            _annotations(one) for one in _elements(pdf.Root.StructTreeRoot) if one.S == "/Link"
        ]
        over = [one for one in links if len({annotation.Pg.objgen for annotation in one}) == 2]
        assert over
        for annotations in over:
            assert len(annotations) > 5
            assert len({str(one.Obj.Contents) for one in annotations}) == 1


def _annotations(element: Any) -> list[Any]:
    return [kid for kid in element.K if not isinstance(kid, int) and "/Obj" in kid]


def _elements(element: Any) -> Iterator[Any]:
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, int) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def test_arabic_leaflet_is_arabic_throughout() -> None:
    """Its language and its bookmarks are told, and each page's margins are mirrored."""
    data = made("arabic").artifact.data
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        assert str(pdf.Root.Lang) == "ar"
        assert [str(one.title) for one in outline.root[0].children][1].startswith("كيف تستعير")
    for page in read_pdf(data).pages[1:]:
        number = next(run for run in page.runs if run.is_running and run.text.startswith("Page"))
        assert number.left < page.width_pt / 3


def test_phone_number_in_arabic_keeps_its_order() -> None:
    """Its groups stand from left to right on the page, the sign before them."""
    runs = [run for page in read_pdf(made("arabic").artifact.data).pages for run in page.runs]
    phone = [run for run in runs if "1632" in run.glyphs]
    assert "+44\u00a01632\u00a0960\u00a0002" in {run.glyphs.replace(" ", "\u00a0") for run in phone}
