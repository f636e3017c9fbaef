"""Step 8, proof: what a finished PDF is held against, and what every judge is given."""

from __future__ import annotations

from dataclasses import dataclass

from plainleaf.diagnostics import Place
from plainleaf.editions import Edition, Profile
from plainleaf.proof.pdf.lines import Line
from plainleaf.proof.pdf.printed import PrintedDocument
from plainleaf.proof.pdf.telling import Telling

QUOTED_CHARACTERS = 60


@dataclass(frozen=True)
class Expectation:
    """What the leaflet says that its PDF must hold.

    `running` are the strings that every page carries in its running matter,
    such as the draft notice, code, version and date; `page_of` is how it says which page
    it is, with {page} and {pages} to fill in. `text` holds the visible words of each block
    in reading order, each cell of a table a block; `families` are the fonts that may be used.
    `telling` is what a listener is to be told; None where that is not known.
    """

    title: str
    language: str
    families: tuple[str, ...]
    running: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    page_of: str = "Page {page} of {pages}"
    telling: Telling | None = None


@dataclass(frozen=True)
class Proof:
    """A finished PDF, read back, with what it must keep to."""

    place: Place
    document: PrintedDocument
    lines: tuple[Line, ...]
    edition: Edition
    profile: Profile
    expectation: Expectation


def quoted(text: str) -> str:
    """Return a text's beginning, short enough to stand in a message."""
    text = " ".join(text.split())
    return text if len(text) <= QUOTED_CHARACTERS else f"{text[:QUOTED_CHARACTERS].rstrip()} …"
