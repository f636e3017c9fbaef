"""Step 5, check: Book, Settings → Diagnostics; one file a family of rules.

Only what can be told from the manuscript is checked here; what only a finished file shows is
the business of `plainleaf.proof`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from plainleaf import rules
from plainleaf.book import Book
from plainleaf.checks.bounds import check_bounds
from plainleaf.checks.evidence import check_evidence
from plainleaf.checks.glossary import check_glossary
from plainleaf.checks.images import check_images
from plainleaf.checks.language import check_language
from plainleaf.checks.links import check_links
from plainleaf.checks.parts import check_parts
from plainleaf.checks.print import check_print
from plainleaf.checks.structure import check_structure
from plainleaf.diagnostics import Diagnostic
from plainleaf.editions import Profile
from plainleaf.language.prose import passages_of
from plainleaf.manuscript import GLOSSARY_FILE, REFERENCES_FILE
from plainleaf.settings import Settings

__all__ = ["check", "read_as_editor"]


_UNREAD = (
    *(rules.NOT_UTF8, rules.TOO_LARGE, rules.TOO_MUCH, rules.NOT_A_FILE),
    *(rules.OUTSIDE_MANUSCRIPT, rules.UNPRINTABLE),
)


_MISSING_PARTS = (
    *(rules.NO_MAIN_MESSAGE, rules.NO_UNKNOWNS, rules.NO_NEXT_STEP, rules.NO_HELP_PART),
    *(rules.NO_SOURCES, rules.NO_OTHER_FORMATS, rules.HARMS_ALONE),
)


def check(
    book: Book, settings: Settings, profile: Profile, known: Iterable[Diagnostic] = ()
) -> tuple[Diagnostic, ...]:
    """Return what the rules find in a book, and does not merely follow from a known fault."""
    hidden = {rule.code for fault in known for rule in _follow_from(fault)}
    return tuple(one for one in _check_all(book, settings, profile) if one.code not in hidden)


def read_as_editor(
    book: Book, settings: Settings, today: datetime.date, known: Iterable[Diagnostic] = ()
) -> tuple[Diagnostic, ...]:
    """Return what an editor of health information would change, missing parts and evidence too.

    The day makes a source too old, and never changes what is printed.
    """
    hidden = {rule.code for fault in known for rule in _follow_from(fault)}
    passages = passages_of(book, settings.language)
    found = (
        *check_language(book, passages, settings.language),
        *check_parts(book, settings, passages),
        *check_evidence(book, settings, today),
    )
    return tuple(one for one in found if one.code not in hidden)


def _follow_from(fault: Diagnostic) -> Iterator[rules.Rule]:
    """Yield the rules that a file breaks only because it, or another file, was not read."""
    if fault.place.path == GLOSSARY_FILE and fault.is_error:
        yield from (rules.UNUSED_TERM, rules.UNEXPLAINED_ABBREVIATION, rules.HARD_WORD)
    elif fault.place.path == REFERENCES_FILE and fault.is_error:
        yield from (rules.NO_REFERENCE, rules.UNCITED, rules.NO_SOURCES)
    elif fault.code == rules.NO_CHAPTERS.code:
        yield from _MISSING_PARTS
    elif fault.code in {rule.code for rule in _UNREAD}:
        yield from (rules.DEAD_LINK, rules.UNCITED, rules.UNUSED_TERM, rules.NO_IMAGE)
        yield from _MISSING_PARTS


def _check_all(book: Book, settings: Settings, profile: Profile) -> tuple[Diagnostic, ...]:
    return (
        *check_structure(book),
        *check_bounds(book, profile),
        *check_images(book, profile),
        *check_glossary(book, settings, profile),
        *check_links(book),
        *check_print(book, settings, profile),
    )
