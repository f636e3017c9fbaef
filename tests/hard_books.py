"""The hard books of `tests/books/`: what crosses pages, runs from the right or is odd.

Their sentences are there to fill pages. What an editor would say of them (PL4xx) is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from plainleaf.artifacts import Artifact
from plainleaf.build import check_manuscript, proof
from plainleaf.diagnostics import Diagnostic
from plainleaf.editions import EDITIONS, styles_folder
from tests.binding import bound
from tests.conftest import ROOT, TODAY

BOOKS = ROOT / "tests" / "books"
EDITORIAL = "PL4"
HARD_BOOKS = ("arabic", "edges", "languages", "long")


@dataclass(frozen=True)
class Made:
    """A book in one edition, with all that was found on the way to it and in it."""

    artifact: Artifact
    diagnostics: tuple[Diagnostic, ...]


@cache
def made(book: str, edition: str = "large-print", pdf: str = "1.7") -> Made:
    """Make one edition of a hard book, its PDF in either version."""
    checked = check_manuscript(BOOKS / book, styles_folder(), TODAY)
    assert checked.book
    assert checked.settings
    assert checked.profile
    settings, chosen = replace(checked.settings, pdf=pdf), EDITIONS[edition]
    pages, made = bound(checked.book, settings, chosen, checked.profile)
    found = proof(made.value, pages, settings, chosen, checked.profile)
    told = (*checked.diagnostics, *made.diagnostics, *found)
    return Made(made.value, tuple(one for one in told if not one.code.startswith(EDITORIAL)))
