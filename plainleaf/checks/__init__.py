"""Step 5, check: Book, Settings → Diagnostics; one file a family of rules.

Only what can be told from the manuscript is checked here; what only a finished file shows is
the business of `plainleaf.proof`.
"""

from __future__ import annotations

from plainleaf.book import Book
from plainleaf.checks.glossary import check_glossary
from plainleaf.checks.images import check_images
from plainleaf.checks.links import check_links
from plainleaf.checks.print import check_print
from plainleaf.checks.structure import check_structure
from plainleaf.diagnostics import Diagnostic
from plainleaf.editions import Profile
from plainleaf.settings import Settings

__all__ = ["check"]


def check(book: Book, settings: Settings, profile: Profile) -> tuple[Diagnostic, ...]:
    """Return everything that the rules find in a book."""
    return (
        *check_structure(book),
        *check_images(book, profile),
        *check_glossary(book, settings),
        *check_links(book),
        *check_print(book, settings, profile),
    )
