"""Large print on either paper: A4 for most of the world, Letter for North America."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from plainleaf.build import Built, build
from plainleaf.diagnostics import Diagnostic
from plainleaf.editions import EDITIONS, MM_PER_INCH, Edition, Kind, styles_folder
from plainleaf.proof.pdf.geometry import mm
from plainleaf.proof.pdf.reading import read_pdf
from tests.conftest import ROOT, TODAY

PRINT = [edition for edition in EDITIONS.values() if edition.kind is Kind.PDF]
CLEAN = ROOT / "tests" / "books" / "clean"
LEAST_BOTTOM_MM = 33
TALL = 640
"""How tall a drawing is, of 430 wide, that fits A4 with its caption and does not fit Letter."""


def made(folder: Path, *editions: str) -> Built:
    return build(folder, styles_folder(), TODAY, editions)


@pytest.fixture(scope="module")
def clean() -> dict[str, bytes]:
    """The clean manuscript on every paper."""
    built = made(CLEAN, *(edition.name for edition in PRINT))
    assert built.diagnostics == ()
    return {artifact.edition: artifact.data for artifact in built.artifacts}


def text_of(data: bytes) -> str:
    """Return a PDF's text as it is painted, without breaks, page numbers and numbers of lists.

    These last stand outside their items, and are painted behind all else on the page.
    """
    runs = (run for page in read_pdf(data).pages for run in page.runs if not run.is_running)
    return re.sub(r"[\d\s.]", "", "".join(run.text for run in runs))


def test_letter_is_the_size_of_us_paper() -> None:
    """US Letter is 8.5 by 11 inches."""
    paper = EDITIONS["large-print-letter"].paper
    assert paper is not None
    assert paper.width_mm == pytest.approx(8.5 * MM_PER_INCH)
    assert paper.height_mm == pytest.approx(11 * MM_PER_INCH)


@pytest.mark.parametrize("edition", PRINT, ids=lambda one: str(one.name))
def test_every_page_has_the_size_of_its_paper(clean: dict[str, bytes], edition: Edition) -> None:
    """The finished file has the paper's size on each page."""
    assert edition.paper is not None
    for page in read_pdf(clean[edition.name]).pages:
        assert mm(page.width_pt) == pytest.approx(edition.paper.width_mm, abs=0.1)
        assert mm(page.height_pt) == pytest.approx(edition.paper.height_mm, abs=0.1)


def test_either_paper_holds_the_same_text(clean: dict[str, bytes]) -> None:
    """Nothing is left out where the paper is shorter."""
    assert text_of(clean["large-print-letter"]) == text_of(clean["large-print"])
    assert "HowtoborrowabookFromthetownlibrary" in text_of(clean["large-print"])


def test_handout_is_made_on_both_papers(handout: Built) -> None:
    """The handout has a file for each, and both are clean."""
    names = [artifact.name for artifact in handout.artifacts]
    assert {"car-t-and-ms-large-print.pdf", "car-t-and-ms-large-print-letter.pdf"} <= set(names)
    assert handout.diagnostics == ()


def with_drawing(folder: Path, words: str) -> Path:
    """Return a manuscript with a drawing that is too tall for Letter."""
    manuscript = shutil.copytree(CLEAN, folder / "manuscript")
    (manuscript / "images" / "tall.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 430 {TALL}">'
        f'<rect width="430" height="{TALL}" fill="#e9f3f3"/>{words}</svg>',
        encoding="utf-8",
    )
    (manuscript / "03-more.md").write_text(
        '# Maps\n\nHere is the whole shelf.\n\n![A tall shelf.](images/tall.svg "The shelf")\n',
        encoding="utf-8",
    )
    return manuscript


@pytest.mark.parametrize("edition", PRINT, ids=lambda one: str(one.name))
def test_tall_picture_stays_on_its_page(tmp_path: Path, edition: Edition) -> None:
    """It is made smaller where it must be, and never lies over what stands below it."""
    built = made(with_drawing(tmp_path, words=""), edition.name)
    assert built.diagnostics == ()
    fills = [
        fill
        for page in read_pdf(built.artifacts[0].data).pages
        for fill in page.fills
        if mm(fill.extent.height) > 150
    ]
    assert [mm(fill.extent.bottom) >= LEAST_BOTTOM_MM for fill in fills] == [True]


def test_words_in_a_tall_picture_are_not_made_too_small(tmp_path: Path) -> None:
    """Where a drawing's words would shrink below the least size, its author is told."""
    words = '<text x="20" y="40" font-size="18">Top</text>'
    manuscript = with_drawing(tmp_path, words)

    def told(edition: str) -> list[tuple[str, str]]:
        found: tuple[Diagnostic, ...] = made(manuscript, edition).diagnostics
        return [(one.code, str(one.place)) for one in found]

    assert told("large-print") == []
    assert told("large-print-letter") == [("PL610", "borrow-a-book-large-print-letter.pdf")]
