"""Step 5, check: what every leaflet has to hold (PL450 to PL460).

A part is known by a setting, by the `part` that a chapter names in its front matter, by a box or,
in English, by the words of a heading. What only a setting can hold and the leaflet honestly says
that it lacks (nobody to ask, no review) is told once, with what the leaflet prints instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plainleaf import rules
from plainleaf.assemble.walk import every_node
from plainleaf.book import Book, Box, Chapter, Paragraph, plain_text
from plainleaf.checks.balance import check_balance
from plainleaf.diagnostics import Diagnostic, Place
from plainleaf.language.lexicon import part_headings
from plainleaf.language.prose import Kind, Passage
from plainleaf.languages import is_english
from plainleaf.settings import SETTINGS_FILE, Settings

_OTHER_FORMATS = re.compile(
    r"\b(?:large[- ]print|larger print|bigger print|braille|audio|easy[- ]read|e-?book|interpreter|"
    r"translat\w+|other formats?|another format|other languages?|another language)\b",
    re.IGNORECASE,
)


def check_parts(
    book: Book, settings: Settings, passages: Sequence[Passage]
) -> Iterator[Diagnostic]:
    """Yield each part that a leaflet should have and has not, and harms without benefits."""
    place = Place(SETTINGS_FILE)
    parts = parts_of(book, passages)
    if not settings.audience.strip() and "audience" not in parts:
        yield rules.NO_AUDIENCE.at(place)
    if not _says_first(book, settings.main_message):
        yield rules.NO_MAIN_MESSAGE.at(place)
    for part, rule in (
        ("not-known", rules.NO_UNKNOWNS),
        ("what-to-do", rules.NO_NEXT_STEP),
        ("get-help", rules.NO_HELP_PART),
    ):
        if part not in parts:
            yield rule.at(place)
    if not settings.contact.is_known and "who-to-ask" not in parts:
        yield rules.NO_CONTACT.at(place)
    yield from _dates(settings, place)
    if not (settings.publisher.strip() or any(one.strip() for one in settings.authors)):
        yield rules.NO_PUBLISHER.at(place)
    if not settings.is_reviewed:
        yield rules.NO_REVIEW.at(place)
    if not book.references:
        yield rules.NO_SOURCES.at(place)
    if "other-formats" not in parts and not any(
        is_english(one.language) and _OTHER_FORMATS.search(one.text) for one in passages
    ):
        yield rules.NO_OTHER_FORMATS.at(place)
    if is_english(settings.language):
        yield from check_balance(book, passages, parts)


def parts_of(book: Book, passages: Sequence[Passage]) -> frozenset[str]:
    """Return the parts that a leaflet has, as its chapters name them or its headings tell."""
    named = {part for chapter in book.chapters for part in chapter.parts}
    headings = [
        one.text for one in passages if one.kind is Kind.HEADING and is_english(one.language)
    ]
    told = {
        part
        for part, pattern in part_headings().items()
        if any(pattern.search(words) for words in headings)
    }
    return frozenset(named | told)


def parts_of_chapter(chapter: Chapter, *, is_in_english: bool) -> frozenset[str]:
    """Return the parts that a chapter is, by its front matter, else by its title."""
    if chapter.parts or not is_in_english:
        return frozenset(chapter.parts)
    title = plain_text(chapter.title)
    return frozenset(part for part, pattern in part_headings().items() if pattern.search(title))


def _says_first(book: Book, main_message: str) -> bool:
    """Return whether a key-message box of the first chapter holds the main message."""
    message = _letters(main_message)
    if not message or not book.chapters:
        return False
    return any(
        message
        in _letters(
            " ".join(
                plain_text(one.children)
                for one in every_node(box.blocks)
                if isinstance(one, Paragraph)
            )
        )
        for box in every_node(book.chapters[0])
        if isinstance(box, Box) and box.name == "key-message"
    )


def _letters(words: str) -> str:
    """Return only the letters and digits of words, so that marks and spaces do not matter."""
    return " ".join(re.findall(r"\w+", words.casefold()))


def _dates(settings: Settings, place: Place) -> Iterator[Diagnostic]:
    for key, what in (
        ("last_checked", "its facts were last checked"),
        ("next_review", "it will be checked next"),
    ):
        if getattr(settings.dates, key) is None:
            yield rules.NO_DATES.at(place, key=key, what=what)
