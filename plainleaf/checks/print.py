"""Step 5, check: what large print would show badly: capitals, missing glyphs, long words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from plainleaf import rules
from plainleaf.assemble.walk import every_node
from plainleaf.book import Book, Code, Term, Text
from plainleaf.diagnostics import Diagnostic, Place
from plainleaf.editions import Profile
from plainleaf.fonts import missing_characters, package_for, width_em
from plainleaf.keep import pieces, unbroken
from plainleaf.running import running_matter
from plainleaf.settings import SETTINGS_FILE, Settings

SHORTEST_LONG_WORD = 20
"""No word of fewer characters is wider than a line."""

LONGEST_TOLD = 60
INSTALL_FONTS = "install the fonts for it, the package {package}: `make scripts` does"
ANOTHER_CHARACTER = "use another character, or say it in words"
_WORD = re.compile(r"\w+")
_CAPITAL_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-])*[^\W\d_]")


def check_print(book: Book, settings: Settings, profile: Profile) -> Iterator[Diagnostic]:
    """Yield runs of capitals, characters that no font has, and words wider than a line."""
    yield from _long_identity(settings, profile)
    references = dict(book.known_references).values()
    for place, text in _texts(book, settings):
        yield from _capitals(place, text, profile)
        if place not in references:
            yield from _long_words(place, text, profile)
        for character in missing_characters(text):
            yield _no_glyph(place, character)
    for reference in book.references:
        # An address can go on on the next line.
        for piece in (one for one in reference.pieces if not one.address):
            yield from _long_words(reference.place, piece.text, profile)


def _no_glyph(place: Place, character: str) -> Diagnostic:
    package = package_for(character)
    advice = INSTALL_FONTS.format(package=package) if package else ANOTHER_CHARACTER
    return rules.NO_GLYPH.at(
        place,
        character=character,
        name=unicodedata.name(character, f"U+{ord(character):04X}").lower(),
        advice=advice,
    )


def _texts(book: Book, settings: Settings) -> Iterator[tuple[Place, str]]:
    """Yield every text that prints, with the place of what is around it."""
    for text in (
        *(settings.title, settings.subtitle, settings.audience),
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


def _long_words(place: Place, text: str, profile: Profile) -> Iterator[Diagnostic]:
    """Yield what has to stand on one line, and is wider than a line of body text can be."""
    if len(text) < SHORTEST_LONG_WORD:
        return
    for piece, is_kept in pieces(text):
        for word in [piece] if is_kept else _words(piece):
            if len(word) >= SHORTEST_LONG_WORD and width_em(word) > profile.measure_em:
                yield rules.LONG_WORD.at(place, word=shorten(word))


def _words(text: str) -> Iterator[str]:
    for part in unbroken(text):
        yield from _WORD.findall(part)


def _long_identity(settings: Settings, profile: Profile) -> Iterator[Diagnostic]:
    """Yield a leaflet's code and version that would not fit the foot of a page."""
    wide, most = width_em(running_matter(settings).identity), profile.measure_em
    if wide > most:
        mm_per_em = profile.line_width_most_mm / most
        yield rules.TOO_MUCH.at(
            Place(SETTINGS_FILE),
            what="the line at the foot of each page, with the leaflet's code and version, takes",
            found=f"{wide * mm_per_em:.0f} mm",
            limit=f"{profile.line_width_most_mm:g}",
            advice="shorten the code or the version",
        )


def shorten(word: str) -> str:
    """Return the beginning of a word that is too long to be told."""
    return word if len(word) <= LONGEST_TOLD else f"{word[:LONGEST_TOLD]} …"


def _capitals(place: Place, text: str, profile: Profile) -> Iterator[Diagnostic]:
    for run in capital_runs(text, profile):
        yield rules.CAPITALS.at(place, count=len(run), words=shorten(" ".join(run)))


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
