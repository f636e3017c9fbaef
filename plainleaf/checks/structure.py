"""Step 5, check: titles, headings and tables (PL2xx)."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf import rules
from plainleaf.assemble.walk import every_node
from plainleaf.book import Book, Chapter, Heading, Table, plain_text
from plainleaf.diagnostics import Diagnostic, Place


def check_structure(book: Book) -> Iterator[Diagnostic]:
    """Yield what is wrong with headings and tables."""
    for chapter in book.chapters:
        yield from _headings(chapter)
    for node in every_node((book.chapters, book.notes)):
        if isinstance(node, Table):
            yield from _table(node)


def _headings(chapter: Chapter) -> Iterator[Diagnostic]:
    headings = [node for node in every_node(chapter) if isinstance(node, Heading)]
    titles = [heading for heading in headings if heading.level == 1]
    if not titles:
        yield rules.NO_TITLE.at(Place(chapter.file, 1))
    for second in titles[1:]:
        yield rules.SECOND_TITLE.at(second.place)
    before = 1
    for heading in headings:
        if not plain_text(heading.children).strip():
            yield rules.EMPTY_HEADING.at(heading.place)
        if heading.level > before + 1:
            yield rules.SKIPPED_LEVEL.at(
                heading.place, found=heading.level, before=before, marks="#" * (before + 1)
            )
        before = heading.level


def _table(table: Table) -> Iterator[Diagnostic]:
    if not table.caption:
        yield rules.NO_TABLE_CAPTION.at(table.place)
    for column, cell in enumerate(table.head.cells, start=1):
        if not plain_text(cell.children).strip():
            yield rules.EMPTY_HEADER.at(table.head.place, column=column)
