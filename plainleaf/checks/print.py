"""Step 5, check: what large print would show badly: capitals (PL401), glyphs (PL601)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from plainleaf import rules
from plainleaf.assemble.walk import every_node
from plainleaf.book import Book, Code, Term, Text
from plainleaf.diagnostics import Diagnostic, Place
from plainleaf.editions import Profile
from plainleaf.fonts import bundled_fonts, missing_characters
from plainleaf.settings import SETTINGS_FILE, Settings

_CAPITAL_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-])*[^\W\d_]")


def check_print(book: Book, settings: Settings, profile: Profile) -> Iterator[Diagnostic]:
    """Yield runs of capitals and characters that no font has, each once a place."""
    fonts = ", ".join(dict.fromkeys(face.family for face in bundled_fonts()))
    for place, text in _texts(book, settings):
        yield from _capitals(place, text, profile)
        for character in missing_characters(text):
            yield rules.NO_GLYPH.at(
                place,
                character=character,
                name=unicodedata.name(character, f"U+{ord(character):04X}").lower(),
                covered=f"what {fonts} has: Latin letters with their accents, and common signs",
            )


def _texts(book: Book, settings: Settings) -> Iterator[tuple[Place, str]]:
    """Yield every text that prints, with the place of what is around it."""
    for text in (
        *(settings.title, settings.subtitle, settings.audience, settings.main_message),
        *(*settings.authors, settings.publisher, settings.funding, settings.rights),
        *(settings.code, settings.version, settings.review.reviewer, settings.review.role),
        *(settings.contact.phone, settings.contact.email, settings.contact.web),
    ):
        yield Place(SETTINGS_FILE), text
    place = Place("")
    for node in every_node((book.chapters, book.terms, book.notes)):
        if hasattr(node, "place"):
            place = node.place
        if isinstance(node, Text | Code):
            yield place, node.text
        elif isinstance(node, Term):
            for text in (node.name, node.abbreviation, node.say, node.meaning):
                yield place, text
    places = dict(book.known_references)
    for reference in book.references:
        text = "".join(piece.text for piece in reference.pieces)
        yield places[reference.source_id], text


def _capitals(place: Place, text: str, profile: Profile) -> Iterator[Diagnostic]:
    for run in capital_runs(text, profile):
        yield rules.CAPITALS.at(place, count=len(run), words=" ".join(run))


def capital_runs(text: str, profile: Profile) -> Iterator[tuple[str, ...]]:
    """Yield each run of words in capitals that is too long, without the marks around words."""
    run: list[str] = []
    for word in [*text.split(), ""]:
        bare = word.strip('.,;:!?()[]“”"')
        if bare.isupper() and _CAPITAL_WORD.fullmatch(bare):
            run.append(bare)
            continue
        if len(run) > profile.capital_words_most:
            yield tuple(run)
        run = []
