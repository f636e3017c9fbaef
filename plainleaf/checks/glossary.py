"""Step 5, check: the glossary's terms and short forms (PL5xx)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainleaf import rules
from plainleaf.assemble.walk import every_node
from plainleaf.book import Book, Term, Text
from plainleaf.checks.language_words import spelled_out_in
from plainleaf.checks.print import capital_runs
from plainleaf.diagnostics import Diagnostic, Place
from plainleaf.editions import Profile
from plainleaf.settings import Settings

_SHORT_FORM = re.compile(r"(?<![\w-])[A-Z][A-Za-z]*[A-Z][a-z]?(?![\w-])")
"""Two or more capitals; names with digits such as CD19 and trial numbers do not match."""


def check_glossary(book: Book, settings: Settings, profile: Profile) -> Iterator[Diagnostic]:
    """Yield terms that are never used, and short forms that are never spelled out."""
    for term in book.terms:
        if not term.uses:
            yield rules.UNUSED_TERM.at(term.place, term=term.name)
    yield from _short_forms(book, settings, profile)


def _short_forms(book: Book, settings: Settings, profile: Profile) -> Iterator[Diagnostic]:
    known = {form for term in book.terms for form in _names(term)}
    known.update(settings.not_abbreviations)
    known.update(one for name in tuple(known) for one in name.split())
    # PL407 tells of those that are spelled out too late.
    spelled_out = set(spelled_out_in([text for _, text in _texts(book)]))
    for place, text in _texts(book):
        shouted = {word for run in capital_runs(text, profile) for word in run}
        for found in _SHORT_FORM.finditer(text):
            short = found[0]
            if short in shouted:
                # PL401 tells of these; they are whole words.
                continue
            if short in known or short.rstrip("s") in known or short in spelled_out:
                continue
            spelled_out.add(short)
            if not _is_spelled_out(short, text, found.start()):
                yield rules.UNEXPLAINED_ABBREVIATION.at(place, short=short)


def _names(term: Term) -> tuple[str, ...]:
    return (term.name, *term.forms, term.abbreviation)


def _texts(book: Book) -> Iterator[tuple[Place, str]]:
    """Yield each text of the chapters with the place of the block around it."""
    place = Place("")
    for node in every_node(book.chapters):
        if hasattr(node, "place"):
            place = node.place
        if isinstance(node, Text):
            yield place, node.text


def _is_spelled_out(short: str, text: str, start: int) -> bool:
    """Return whether a short form stands in brackets behind words, or is followed by them."""
    before, after = text[:start].rstrip(), text[start + len(short) :].lstrip()
    return (before.endswith("(") and after.startswith(")")) or after.startswith("(")
