"""Step 5, check: no more than a leaflet can hold (PL120), so that no build goes on for hours."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf import rules
from plainleaf.assemble.walk import every_node
from plainleaf.book import (
    Book,
    Cell,
    Definition,
    Figure,
    Heading,
    ListItem,
    Paragraph,
    Risk,
    Table,
    plain_text,
)
from plainleaf.diagnostics import Diagnostic, Place
from plainleaf.editions import PT_PER_MM, Profile
from plainleaf.fonts import width_em
from plainleaf.keep import unbroken
from plainleaf.manuscript import GLOSSARY_FILE, REFERENCES_FILE

MAX_BLOCKS = 10_000
"""Paragraphs, items, cells and the like: some 1,000 pages of large print."""

MAX_COLUMNS = 10
"""More would stand letter below letter on a page of large print."""

MAX_ROW_CHARACTERS = 1_000
"""What fills a page of large print, with room for a heading row."""

CELL_PADDING_MM = 6.0
"""Left and right of a cell's words together, as print.css has it."""

MAX_TERMS = 1_500
MAX_REFERENCES = 1_500

_COUNTED = (Cell, Definition, Figure, Heading, ListItem, Paragraph, Risk)


def check_bounds(book: Book, profile: Profile) -> Iterator[Diagnostic]:
    """Yield where a book holds more than can be set in a reasonable time."""
    count = 0
    parts = [(Place(chapter.file), chapter.blocks) for chapter in book.chapters]
    parts += [(Place(note.blocks[0].place.path), note.blocks) for note in book.notes if note.blocks]
    for place, blocks in parts:
        before = count
        for node in every_node(blocks):
            count += isinstance(node, _COUNTED)
            if isinstance(node, Table):
                yield from _table(node, profile)
        if before <= MAX_BLOCKS < count:
            what = "to the end of this chapter the leaflet has"
            advice = "make two leaflets of it"
            yield _too_much(
                place, what, f"{count:,} paragraphs, list items and cells", MAX_BLOCKS, advice
            )
    if len(book.terms) > MAX_TERMS:
        told, advice = f"{len(book.terms):,} terms", "keep those that the chapters use"
        yield _too_much(Place(GLOSSARY_FILE), "the glossary has", told, MAX_TERMS, advice)
    if len(book.known_references) > MAX_REFERENCES:
        told, advice = f"{len(book.known_references):,} entries", "export those that are cited"
        place = Place(REFERENCES_FILE)
        yield _too_much(place, "the list of references has", told, MAX_REFERENCES, advice)


def _table(table: Table, profile: Profile) -> Iterator[Diagnostic]:
    """Yield a table that is wider than a line, and its rows that are higher than a page."""
    columns = len(table.head.cells)
    if columns > MAX_COLUMNS:
        advice = "make two tables of it, or turn its rows and columns round"
        yield _too_much(table.place, "this table has", f"{columns} columns", MAX_COLUMNS, advice)
        return
    rows = [[plain_text(cell.children) for cell in row.cells] for row in (table.head, *table.rows)]
    widest = (max(_widest_word_em(text) for text in column) for column in zip(*rows, strict=False))
    wide_mm = sum(widest) * profile.body_size_pt / PT_PER_MM + columns * CELL_PADDING_MM
    if wide_mm > profile.line_width_most_mm:
        advice = "use shorter words, make two tables of it, or turn its rows and columns round"
        what, told = "the longest words of this table's columns take", f"{wide_mm:.0f} mm in all"
        yield _too_much(table.place, what, told, round(profile.line_width_most_mm), advice)
    for row, texts in zip((table.head, *table.rows), rows, strict=True):
        count = sum(map(len, texts))
        if count > MAX_ROW_CHARACTERS:
            advice = "a row stays on one page; say the longer parts below the table"
            told = f"{count:,} characters"
            yield _too_much(row.place, "this table row has", told, MAX_ROW_CHARACTERS, advice)


def _widest_word_em(text: str) -> float:
    return max(map(width_em, unbroken(text)), default=0.0)


def _too_much(place: Place, what: str, found: str, limit: int, advice: str) -> Diagnostic:
    return rules.TOO_MUCH.at(place, what=what, found=found, limit=f"{limit:,}", advice=advice)
