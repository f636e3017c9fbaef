"""Step 5, check: counts that stand side by side and count out of different numbers (PL433).

The results of studies are never rescaled: a sentence or a list in which each count has a source of
its own tells what several studies found, and is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from plainleaf import rules
from plainleaf.assemble.walk import every_node
from plainleaf.book import Book, Cell, Citation, Paragraph, plain_text
from plainleaf.checks.language_text import own_sentences
from plainleaf.checks.numbers_text import Ratio, rates
from plainleaf.diagnostics import Diagnostic, Place
from plainleaf.language.prose import Kind, Passage


def check_compared(book: Book, passages: Sequence[Passage]) -> Iterator[Diagnostic]:
    """Yield sentences, lists and tables whose counts cannot be compared."""
    sources = _sources(book)
    rows = {one.place for one in passages}
    told: set[Place] = set()
    for passage, sentence, own in own_sentences(passages):
        counts = [*rates(own)]
        if _differ(counts) and sources.get(_key(passage), 0) < len(counts):
            told.add(passage.part or passage.place)
            yield rules.MIXED_DENOMINATORS.at(
                sentence.place, found=_told(counts), passage=sentence.text
            )
    in_parts = [one for one in passages if one.part is not None and one.place in rows]
    for part, members in groupby(in_parts, key=lambda one: one.part):
        together = [one for one in members if one.kind in (Kind.LIST_ITEM, Kind.CELL)]
        counted = [(one, [*rates(one.text)]) for one in together]
        counted = [(one, hits) for one, hits in counted if hits]
        every = [hit for _, hits in counted for hit in hits]
        has_sources = all(sources.get(_key(one), 0) for one, _ in counted)
        if part is not None and part not in told and len(counted) > 1 and _differ(every):
            if has_sources and len(counted) == len(together):
                continue
            yield rules.MIXED_DENOMINATORS.at(
                part, found=_told(every), passage=" ".join(one.text for one in together)
            )


def _key(passage: Passage) -> tuple[Place, str]:
    return passage.place, _first_letters(passage.text)


def _sources(book: Book) -> Mapping[tuple[Place, str], int]:
    """Return how many citations each paragraph and cell has, by its place and first words."""
    counted: dict[tuple[Place, str], int] = {}
    place = Place("")
    for node in every_node((book.chapters, book.notes)):
        place = getattr(node, "place", place)
        if isinstance(node, Paragraph | Cell):
            count = sum(isinstance(one, Citation) for one in every_node(node.children))
            text = plain_text(node.children)
            where = node.place if isinstance(node, Paragraph) else place
            counted[where, _first_letters(text)] = count
    return counted


def _first_letters(text: str) -> str:
    """Return the first letters and digits of a text, whatever stands between them."""
    return "".join(filter(str.isalnum, text))[:40]


def _differ(counts: Sequence[Ratio]) -> bool:
    return len({one.total for one in counts}) > 1


def _told(counts: Sequence[Ratio]) -> str:
    totals = sorted({one.total for one in counts})
    return " and ".join(f"{one:,.0f}" for one in totals)
