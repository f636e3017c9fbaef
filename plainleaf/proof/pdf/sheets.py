"""Step 8, proof: judge each page as a whole: running matter, its last line, its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product

from plainleaf import rules
from plainleaf.diagnostics import Diagnostic
from plainleaf.proof.pdf.expectation import Proof, quoted
from plainleaf.proof.pdf.lines import joined_text
from plainleaf.proof.pdf.printed import COVER, PrintedDocument, PrintedPage, Run
from plainleaf.proof.pdf.structure import HEADING_TAGS, Element, Leaf
from plainleaf.proof.pdf.words import compact

# Stands between runs, so that the last digit of one never meets the first of the next.
RUN_END = "\x1f"


def judge_sheets(proof: Proof) -> Iterator[Diagnostic]:
    """Yield pages that do not say what they are, end in a heading, or split a row."""
    pages = proof.document.pages
    for page in pages:
        yield from _running_matter(proof, page, len(pages))
        yield from _unmarked(proof, page)
        if page.number != COVER:
            yield from _last_line(proof, page)
    for row in split_rows(proof.document, frozenset(map(compact, proof.expectation.text))):
        yield rules.SPLIT_ROW.at(proof.place, page=row.page, text=quoted(row.text))


def _running_matter(proof: Proof, page: PrintedPage, pages: int) -> Iterator[Diagnostic]:
    # In the order of painting, since each margin's words are painted in one go.
    texts = [compact(run.text) for run in page.runs if run.is_running]
    numbers = proof.expectation.page_of.format(page=page.label, pages=pages)
    for wanted in (*proof.expectation.running, numbers):
        if not _pattern(wanted).search(RUN_END.join(texts)):
            yield rules.NO_RUNNING_MATTER.at(proof.place, page=page.number, what=f"'{wanted}'")


def _unmarked(proof: Proof, page: PrintedPage) -> Iterator[Diagnostic]:
    """Yield what is painted on a page and is neither text of the tree nor decoration."""
    for run in page.runs:
        if run.leaf is None and not run.is_artifact and run.is_visible:
            what = f"'{quoted(run.glyphs)}'"
            yield rules.UNMARKED_PRINT.at(proof.place, page=page.number, what=what)
    if page.has_unmarked_shapes:
        what = "a line, a shape or a picture"
        yield rules.UNMARKED_PRINT.at(proof.place, page=page.number, what=what)


def _pattern(wanted: str) -> re.Pattern[str]:
    """Return a pattern for words in one run or several, and with no more digits than asked."""
    letters = f"{RUN_END}*".join(re.escape(one) for one in compact(wanted))
    return re.compile(rf"(?<!\d){letters}(?!\d)")


def _last_line(proof: Proof, page: PrintedPage) -> Iterator[Diagnostic]:
    """Yield the heading that ends a page: no text, figure or decoration comes after it."""
    runs = [run for run in page.runs if run.leaf is not None]
    with_words = {run.leaf for run in runs}
    last = next(
        (
            leaf
            for leaf in reversed(proof.document.structure.leaves)
            if leaf.page == page.number
            and (leaf in with_words or leaf.element.nearest("Figure") is not None)
        ),
        None,
    )
    heading = last.element.nearest(*HEADING_TAGS) if last is not None else None
    if heading is not None and not _is_decorated_below(page, heading):
        words = joined_text(run for run in runs if run.leaf and run.leaf.element.block is heading)
        yield rules.HEADING_AT_PAGE_END.at(proof.place, page=page.number, text=quoted(words))


def _is_decorated_below(page: PrintedPage, heading: Element) -> bool:
    """Return whether a picture that only decorates stands under a heading.

    It is in no tag, so it is known by being painted there, higher than the heading's own line.
    """
    lines = [run for run in page.runs if run.leaf and run.leaf.element.block is heading]
    lowest = min(lines, key=lambda run: run.baseline, default=None)
    return lowest is not None and any(
        fill.extent.top <= lowest.baseline and fill.extent.height >= lowest.size_pt
        for fill in page.fills
    )


@dataclass(frozen=True)
class SplitRow:
    """A table row on two pages: the first of them, how it begins, and its cells' texts."""

    page: int
    text: str
    cells: tuple[str, ...]


def split_rows(document: PrintedDocument, blocks: frozenset[str]) -> Iterator[SplitRow]:
    """Yield the table rows that go on over a page; `blocks` are the compact texts expected.

    A row with content on two pages is split. So is what stands as two rows, the last of a
    page and the first of the next, where a cell of each make one of the texts that were
    expected, and the two by themselves are not: WeasyPrint tags what it splits as two rows.
    """
    rows = _rows(document)
    for pages in rows.values():
        if len(pages) > 1:
            first = min(pages)
            yield SplitRow(first, _row_text(pages[first]), ())
    whole = [(page, cells) for pages in rows.values() for page, cells in pages.items()]
    for (page, one), (next_page, other) in pairwise(whole):
        if next_page == page + 1:
            halves = product(
                *([compact(joined_text(cell)) for cell in row.values()] for row in (one, other))
            )
            joined = tuple(
                first + second
                for first, second in halves
                if first and second and first + second in blocks and not {first, second} <= blocks
            )
            if joined:
                yield SplitRow(page, _row_text(one), joined)


_Cells = dict[Element, list[Run]]


def _rows(document: PrintedDocument) -> dict[Element, dict[int, _Cells]]:
    """Return the rows of all tables' bodies: for each its pages, for each of them its cells."""
    by_leaf: dict[Leaf, list[Run]] = {}
    for page in document.pages:
        for run in page.runs:
            if run.leaf is not None:
                by_leaf.setdefault(run.leaf, []).append(run)
    rows: dict[Element, dict[int, _Cells]] = {}
    for leaf in document.structure.leaves:
        row, cell = leaf.element.nearest("TR"), leaf.element.nearest("TD", "TH")
        if row is None or cell is None or row.nearest("THead") is not None:
            continue
        cells = rows.setdefault(row, {}).setdefault(leaf.page, {})
        cells.setdefault(cell, []).extend(by_leaf.get(leaf, ()))
    return rows


def _row_text(cells: _Cells) -> str:
    return " ".join(joined_text(runs) for runs in cells.values())
