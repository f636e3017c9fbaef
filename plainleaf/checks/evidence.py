"""Step 5, check: what the facts rest on (PL470 to PL474).

Two of these rules look at the day: it may change diagnostics, never a byte of a file.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from plainleaf import rules
from plainleaf.assemble.walk import every_node
from plainleaf.book import Book, Citation, Provenance
from plainleaf.checks.parts import parts_of_chapter
from plainleaf.diagnostics import Diagnostic, Place
from plainleaf.language.prose import chapter_passages
from plainleaf.languages import is_english
from plainleaf.settings import SETTINGS_FILE, Settings

YEARS_MOST = 5
"""How old a source may be."""

YEARS_UNSEEN_MOST = 1
"""How long ago a source may have been looked at."""

FEW_WORDS = 40
"""A chapter of fewer words than this states no facts that would need a source of their own."""

_WITHOUT_FACTS = frozenset(
    ("about", "audience", "other-formats", "questions", "sources", "what-to-do", "who-to-ask")
)


def check_evidence(book: Book, settings: Settings, today: datetime.date) -> Iterator[Diagnostic]:
    """Yield chapters without a source, and sources that are old, lost or withdrawn."""
    yield from _chapters_without_source(book, settings)
    known = {one.id for one in book.provenance}
    for name in settings.retracted:
        if name not in known:
            hint = "mend its name in 'retracted', or take it out there"
            yield rules.NO_REFERENCE.at(Place(SETTINGS_FILE), id=name, hint=hint)
    for source in book.provenance:
        yield from _source(source, settings, today)


def _chapters_without_source(book: Book, settings: Settings) -> Iterator[Diagnostic]:
    for chapter in book.chapters:
        language = chapter.lang or settings.language
        if parts_of_chapter(chapter, is_in_english=is_english(language)) & _WITHOUT_FACTS:
            continue
        if any(isinstance(one, Citation) for one in every_node(chapter)):
            continue
        passages = chapter_passages(chapter, language)
        running = (one for one in passages if one.is_running and not one.in_quote)
        if sum(len(one.text.split()) for one in running) >= FEW_WORDS:
            yield rules.NO_CITATION.at(Place(chapter.file, 1))


def _source(source: Provenance, settings: Settings, today: datetime.date) -> Iterator[Diagnostic]:
    if source.is_retracted or source.id in settings.retracted:
        yield rules.RETRACTED.at(source.place, id=source.id, passage=source.id)
    if source.issued and _years_after(source.issued, YEARS_MOST) < today:
        year = source.issued.year
        yield rules.OLD_REFERENCE.at(source.place, id=source.id, issued=year, passage=source.id)
    if not source.can_be_found:
        yield rules.NO_ADDRESS.at(source.place, id=source.id, passage=source.id)
    if source.accessed and _years_after(source.accessed, YEARS_UNSEEN_MOST) < today:
        yield rules.NOT_LOOKED_AT.at(
            source.place, id=source.id, accessed=source.accessed, passage=source.id
        )


def _years_after(day: datetime.date, years: int) -> datetime.date:
    """Return the same day some years on; 29 February becomes the 28th."""
    year = min(day.year + years, datetime.MAXYEAR)
    return day.replace(year=year, day=28 if (day.month, day.day) == (2, 29) else day.day)
