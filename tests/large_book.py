"""A book of as many pages as are asked for, made in large print and timed."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import cache

from plainleaf.artifacts import Artifact
from plainleaf.build import proof
from plainleaf.diagnostics import Diagnostic
from plainleaf.editions import EDITIONS
from plainleaf.proof.pdf.reading import read_pdf
from tests.binding import bound
from tests.small_leaflet import PROFILE, SETTINGS, small

EDITION = EDITIONS["large-print"]
SECTIONS_OF_400_PAGES = 365


@dataclass(frozen=True)
class Large:
    """A book that was made in one go."""

    artifact: Artifact
    diagnostics: tuple[Diagnostic, ...]
    pages: int
    seconds: float

    @property
    def seconds_a_page(self) -> float:
        """Processor time, from the chapter's text to the proved file."""
        return self.seconds / self.pages


def section(number: int) -> str:
    """Return a section of about a page and a half."""
    sentences = " ".join(f"Sentence {number}.{at} is here to fill a page." for at in range(30))
    items = "\n".join(f"- item {at} of section {number}" for at in range(3))
    table = f"| Kind {number} | How long |\n|---|---|\n| Book | {number} days |"
    return f"## Section {number}\n\n{sentences}\n\n{items}\n\n{table}\n\nTable: Loans {number}\n"


@cache
def large(sections: int, pdf: str = "1.7") -> Large:
    """Make a book of so many sections, in large print."""
    settings = replace(SETTINGS, pdf=pdf)
    started = time.process_time()
    leaflet = small("# Title\n\n" + "\n".join(map(section, range(1, sections + 1))))
    pages, made = bound(leaflet.book, settings, EDITION, PROFILE)
    found = proof(made.value, pages, settings, EDITION, PROFILE)
    seconds = time.process_time() - started
    printed = len(read_pdf(made.value.data).pages)
    return Large(made.value, (*made.diagnostics, *found), printed, seconds)
