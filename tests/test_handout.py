"""Claims about the handout, each proved on its finished files, read back."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from lxml import etree

from plainleaf import book
from plainleaf.assemble.walk import every_node
from plainleaf.build import Built, build, check_manuscript
from plainleaf.editions import EDITIONS, PT_PER_MM, Kind, read_profile, styles_folder
from plainleaf.language.formulas import Standing
from plainleaf.language.measures import HARD_SENTENCE
from plainleaf.proof.pdf import Found, measure
from plainleaf.proof.pdf.printed import PrintedPage
from plainleaf.proof.pdf.reading import read_pdf
from plainleaf.proof.pdf.structure import Element
from tests.conftest import ROOT, TODAY
from tests.page_numbers import letters_before_marks, letters_before_pages
from tests.running_text import every_sentence, paragraphs_of
from tests.small_leaflet import text_of

pytestmark = pytest.mark.xdist_group("handout")

MANUSCRIPT = ROOT / "manuscript"
MOST_PAGES = 36
LEAST_FILLED = 0.5
"""Of A4, which is designed page by page; on Letter the pages fall as they may."""
LEAST_WORDS, MOST_WORDS = 2_600, 3_400
DRAFT = "Draft: not yet checked by a clinician"
NAMES = {"h": "http://www.w3.org/1999/xhtml"}
Record = Callable[[str, object], None]
Trees = dict[str, etree._Element]


def pdfs(built: Built) -> dict[str, bytes]:
    return {
        one.edition: one.data for one in built.artifacts if EDITIONS[one.edition].kind is Kind.PDF
    }


def epub_texts(built: Built) -> dict[str, str]:
    (epub,) = (one for one in built.artifacts if one.edition == "epub")
    with zipfile.ZipFile(io.BytesIO(epub.data)) as archive:
        names = [one for one in archive.namelist() if one.endswith((".xhtml", ".opf", ".ncx"))]
        return {name: archive.read(name).decode() for name in names}


def trees_of(built: Built) -> Trees:
    return {
        Path(name).name: etree.fromstring(text.encode())
        for name, text in epub_texts(built).items()
        if name.startswith("EPUB/text/")
    }


@pytest.fixture(scope="module")
def trees(handout: Built) -> Trees:
    """The pages of the handout's EPUB, by file."""
    return trees_of(handout)


@pytest.fixture(scope="module")
def text() -> book.Book:
    """The handout's text, assembled."""
    checked = check_manuscript(MANUSCRIPT, styles_folder(), TODAY)
    assert checked.book is not None
    return checked.book


def pages_of(data: bytes) -> list[str]:
    """Return the words of each page of a PDF, running matter included."""
    return [
        " ".join(" ".join(run.text for run in page.runs).split()) for page in read_pdf(data).pages
    ]


def test_handout_builds_without_a_single_diagnostic(handout: Built) -> None:
    """No error, no warning, no line of the layout engine's log, and every edition is made."""
    assert handout.diagnostics == ()
    assert {one.edition for one in handout.artifacts} == set(EDITIONS)


def test_measures_of_print(handout: Built, record_property: Record) -> None:
    """The finished PDFs keep to every number of the profile, and A4 to its pages."""
    profile = read_profile(styles_folder(), "rnib-18")
    for edition, data in pdfs(handout).items():
        found = measure(data)
        size, width = of(found.smallest_size_pt), of(found.widest_line_mm)
        characters, contrast = of(found.longest_line_characters), of(found.lowest_contrast)
        record_property(
            "measured",
            f"{edition}: {found.pages} pages, smallest letter {size:.2f} pt, longest line "
            f"{width:.1f} mm and {characters:.0f} characters, {len(found.hyphens_at_line_ends)} "
            f"hyphens at line ends, lowest contrast {contrast:.1f} to 1",
        )
        assert edition != "large-print" or found.pages <= MOST_PAGES
        assert size >= profile.smallest_size_pt - 0.01
        assert width <= profile.line_width_most_mm + 0.1
        assert characters <= profile.line_characters_most
        assert contrast >= profile.contrast_least
        assert found.hyphens_at_line_ends == ()
        assert of(found.line_pitch_least) >= profile.line_pitch_least - 0.01
        assert of(found.line_pitch_most) <= profile.line_pitch_most + 0.01


def filled(page: PrintedPage, margin_mm: float) -> float:
    """Return how far down the text of a page reaches: 1.0 is to its last line."""
    margin = margin_mm * PT_PER_MM
    foot = min(run.baseline for run in page.runs if run.is_visible and not run.is_running)
    return (page.height_pt - margin - foot) / (page.height_pt - 2 * margin)


def test_no_page_is_left_half_empty(handout: Built, record_property: Record) -> None:
    """Each page of A4 but the last is filled by half or more."""
    margin = read_profile(styles_folder(), "rnib-18").margin_least_mm
    for edition, data in pdfs(handout).items():
        *pages, _last = read_pdf(data).pages
        share, number = min((filled(page, margin), page.number) for page in pages)
        record_property("measured", f"{edition}: least filled page {share:.0%} (page {number})")
        assert edition != "large-print" or share >= LEAST_FILLED


def test_what_belongs_together_is_on_one_page(handout: Built) -> None:
    """Risks and the get-help box are whole, and a drawing has its caption with it."""
    for data in pdfs(handout).values():
        document = read_pdf(data)
        places: dict[Element, set[int]] = {}
        for leaf in document.structure.leaves:
            figure = leaf.element.nearest("Figure")
            if figure is not None:
                places.setdefault(figure, set()).add(leaf.page)
        assert len(places) >= 5
        assert all(len(pages) == 1 for pages in places.values())
        for words in pages_of(data):
            assert words.count("In numbers") == words.count("How long:")
            assert ("Get help at once, day" in words) == ("call the emergency number" in words)
            assert ("Get help at once, day" in words) == ("The 24-hour number of" in words)


def of(found: Found | None) -> float:
    """Return a number that was found: that there was nothing to measure is a failure."""
    assert found is not None
    return found.value


def test_every_printed_page_says_what_it_is(handout: Built) -> None:
    """Draft notice, code, version, date and number stand on each sheet that may be torn off."""
    for edition, data in pdfs(handout).items():
        pages = pages_of(data)
        for number, words in enumerate(pages, start=1):
            where = f"{edition}, page {number}"
            assert DRAFT in words, where
            assert "CART-MS, version 0.1, 23 November 2026" in words, where
            assert f"Page {number} of {len(pages)}" in words, where


def links(tree: etree._Element, role: str = "") -> list[tuple[str, str]]:
    """Return the file and the id that each internal link leads to; an empty file is its own."""
    every = tree.iterfind(".//h:a[@href]", NAMES)
    split = [urldefrag(one.get("href", "")) for one in every if role in ("", one.get("role"))]
    return [(file, unquote(target)) for file, target in split if target]


def test_epub_has_the_page_numbers_of_large_print(handout: Built, record_property: Record) -> None:
    """Each page of the PDF has one mark, and the text before both is the same to the letter."""
    (epub,) = (one for one in handout.artifacts if one.edition == "epub")
    pages, marks = (
        letters_before_pages(pdfs(handout)["large-print"]),
        letters_before_marks(epub.data),
    )
    assert [*marks] == [*pages] == [str(number) for number in range(1, len(pages) + 1)]
    assert [label for label in pages if marks[label] != pages[label]] == []
    record_property("measured", f"{len(marks)} pages of print are marked in the EPUB")


def test_links_lead_both_ways(trees: Trees) -> None:
    """From each term, citation and note mark there is a way there and a way back."""
    there: set[str] = set()
    back: set[str] = set()
    for name, tree in trees.items():
        for file, target in links(tree):
            assert trees[file or name].xpath("//*[@id=$id]", id=target), (name, target)
        there |= {
            one.get("id", "")
            for role in ("doc-glossref", "doc-noteref")
            for one in tree.iterfind(f".//*[@role='{role}']")
        }
        there |= {one.get("id", "") for one in tree.iterfind(".//*[@class='citation']")}
        back |= {target for _, target in links(tree, "doc-backlink")}
    assert there == back
    assert len(there) > 100


def drawn(tree: etree._Element) -> list[etree._Element]:
    """Return the pictures of a page."""
    return list(tree.iterfind(".//h:img", NAMES))


def test_what_is_not_known_is_not_made_up(handout: Built, trees: Trees) -> None:
    """No publisher and no contact: readers are told whom to ask, and get no code to scan."""
    ask = "Ask the team who gave you this leaflet"
    printed = [" ".join(pages_of(data)) for data in pdfs(handout).values()]
    about = " ".join(text_of(trees["about.xhtml"]).split())
    for words in (*printed, about):
        assert ask in words
        assert "Their name and phone number" in words
        assert "CC BY 4.0" in words
        assert "Published by" not in words
    drawings = {f"../images/{one.name}" for one in (MANUSCRIPT / "images").glob("*.svg")}
    pictures = {one.get("src") for tree in trees.values() for one in drawn(tree)}
    assert {one for one in pictures if "/people-" not in (one or "")} == drawings
    for data in pdfs(handout).values():
        assert b"/Subtype /Image" not in data
    assert "<dc:publisher" not in epub_texts(handout)["EPUB/content.opf"]


def test_draft_notice_goes_when_a_clinician_has_checked(tmp_path: Path) -> None:
    """With a name and a date in leaflet.toml no file says draft any more, the EPUB included."""
    shutil.copytree(MANUSCRIPT, tmp_path / "manuscript")
    path = tmp_path / "manuscript" / "leaflet.toml"
    settings = path.read_text(encoding="utf-8")
    assert settings.count('reviewer = ""') == 1
    named = settings.replace('reviewer = ""', 'reviewer = "A. Nobody"\ndate = 2026-11-20')
    # With a review there is nothing left to waive.
    named = re.sub(r'\[\[waivers\]\]\ncode = "PL458"\n(?:.+\n)+', "", named)
    path.write_text(named, encoding="utf-8")
    reviewed = build(path.parent, styles_folder(), TODAY)
    assert reviewed.diagnostics == ()
    for data in pdfs(reviewed).values():
        words = " ".join(pages_of(data))
        assert "draft" not in words.lower()
        assert "Checked by A. Nobody, 20 November 2026" in words
    for name, page in epub_texts(reviewed).items():
        assert "draft" not in page.lower(), name


def test_every_epub_page_says_draft(handout: Built) -> None:
    """The notice is on each page that a reader can open, the contents included."""
    for name, page in epub_texts(handout).items():
        if name.endswith(".xhtml"):
            assert DRAFT in page, name


def test_what_the_handout_holds(text: book.Book, trees: Trees, record_property: Record) -> None:
    """Terms, references, tables, drawings, risks, warnings and a phrase in Spanish."""
    nodes = list(every_node(text.chapters))

    def count(*kinds: type) -> int:
        return sum(isinstance(node, kinds) for node in nodes)

    boxes = [one.name for one in nodes if isinstance(one, book.Box)]
    tables, drawings, risks = count(book.Table), count(book.Figure), count(book.Risk)
    people = count(book.People)
    record_property(
        "measured",
        f"the handout: {len(text.chapters)} chapters, {len(text.terms)} terms, "
        f"{len(text.references)} references, {drawings} drawings, {risks} risks, "
        f"{tables} table(s), {boxes.count('warning')} warnings",
    )
    assert len(text.terms) >= 40
    assert len(text.references) >= 25
    assert len(text.references) == len(text.known_references)
    assert all(one.uses for one in text.terms)
    assert all(one.uses for one in text.references)
    assert drawings >= 5
    assert risks >= 4
    assert tables >= 1
    assert all(
        len(row.cells) <= 3 for one in nodes if isinstance(one, book.Table) for row in one.rows
    )
    assert boxes.count("warning") == 2
    spanish = [
        one for tree in trees.values() for one in tree.iterfind(".//h:span[@lang='es']", NAMES)
    ]
    assert [text_of(one) for one in spanish] == [
        "Si prefiere hablar en español, pida un intérprete a su equipo médico."
    ]
    pictures = [one for tree in trees.values() for one in drawn(tree)]
    assert len(pictures) == drawings + people
    assert all(
        len(one.get("alt", "")) > 40 for one in pictures if "/people-" not in one.get("src", "")
    )


def test_small_studies_stay_small(text: book.Book) -> None:
    """A count is given out of the people who were studied, never out of more."""
    counts = {
        (book.plain_text(one.count), book.plain_text(one.out_of))
        for one in every_node(text.chapters)
        if isinstance(one, book.Risk)
    }
    assert {("5", "5"), ("10", "15"), ("30", "39")} < counts


def test_key_points_are_short(text: book.Book, record_property: Record) -> None:
    """The first chapter, which many read alone, has at most 200 words, headings included."""
    read = [one.text for paragraph in paragraphs_of(text.chapters[0]) for one in paragraph]
    headings = [
        book.plain_text(node.children)
        for node in every_node(text.chapters[0])
        if isinstance(node, book.Heading)
    ]
    words = sum(len(one.split()) for one in (*read, *headings))
    record_property("measured", f"key points: {words} words")
    assert words <= 200


def test_length_of_the_running_text(text: book.Book, record_property: Record) -> None:
    """What is read from the first chapter to the last has between 2,600 and 3,400 words."""
    words = sum(len(one.text.split()) for one in every_sentence(text))
    record_property("measured", f"running text: {words} words")
    assert LEAST_WORDS <= words <= MOST_WORDS


def test_reading_level(record_property: Record) -> None:
    """Flesch-Kincaid at most grade 6 in all and 8 a chapter; no sentence is too long."""
    reading = check_manuscript(MANUSCRIPT, styles_folder(), TODAY).reading
    assert reading is not None
    for one in (reading.whole, *reading.chapters):
        name = one.file or "all"
        scores = {score.formula.key: score for score in one.scores if score.value is not None}
        told = ", ".join(f"{key} {score.value:.1f}" for key, score in scores.items())
        record_property(
            "measured",
            f"{name}: {told}, {one.counts.sentences} sentences, {one.counts.mean_words:.1f} words "
            f"on average, longest {one.longest_words}",
        )
        most = {Standing.WITHIN} if name == "all" else {Standing.WITHIN, Standing.NEAR}
        assert scores["flesch_kincaid"].standing in most, name
        assert one.longest_words <= HARD_SENTENCE, one.longest
        assert name != "all" or 10 <= one.counts.mean_words <= 13


def test_paragraphs_are_short(text: book.Book) -> None:
    """No paragraph, list item or note has more than 3 sentences."""
    for chapter in text.chapters:
        for paragraph in paragraphs_of(chapter):
            assert len(paragraph) <= 3, paragraph
