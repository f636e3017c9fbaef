"""What stays together on a line: numbers with their units, dates, phone numbers, hyphened words.

UKAAF G003 (2019) asks that words and single items, such as dates and phone numbers, are never
split over two lines. A line may also not end in a hyphen, so words with hyphens are kept whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_SPACE = "[ \u00a0]"
# Repeats are bounded, so that no text, however odd, takes long to search.
_NUMBER = r"(?<!\w)(?:\d[\d,.\u00a0]{0,20}\d|\d)"
_UNITS = (
    r"mg|g|kg|mcg|µg|ng|(?:micro|milli|kilo)?grams?|ml|mL|l|L|(?:milli)?litres?|liters?|"
    r"mmol|mol|mm|cm|m|km|IU|units?|points?|°\s?C|°\s?F|°|C|F|degrees|%|per[ \u00a0]cent|"
    r"hours?|days?|weeks?|months?|years?|people|in"
)

_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_CHANCE = (
    rf"{_NUMBER}{_SPACE}(?:in|of|to|and|or|out{_SPACE}of){_SPACE}(?:\d[\d,.]{{0,20}}\d|\d)(?!\w)"
)

_BREAKS_ANYWHERE = (
    r"\u0e00-\u0eff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
)
_UNBROKEN = re.compile(rf"[^\s{_BREAKS_ANYWHERE}]+|[{_BREAKS_ANYWHERE}]")

KEPT = re.compile(
    "|".join(
        (
            # 1 in 10, 10 of 15, 3 out of 1,000, 1 to 3 days
            rf"{_CHANCE}(?:{_SPACE}(?:{_UNITS})(?!\w))?",
            # 23 November 2026, 23 de noviembre de 2026; November 23, 2026
            rf"\b\d{{1,2}}\.?{_SPACE}(?:de{_SPACE})?[^\W\d_]{{3,}}\.?{_SPACE}(?:de{_SPACE})?\d{{4}}\b",
            rf"\b[^\W\d_]{{3,}}{_SPACE}\d{{1,2}},{_SPACE}\d{{4}}\b",
            # 2026 Nov 22, as references have it
            rf"\b(?:19|20)\d\d{_SPACE}(?:{_MONTH}){_SPACE}\d{{1,2}}\b",
            # 23 November
            rf"\b\d{{1,2}}{_SPACE}(?:{_MONTH})\b",
            # September 2026
            rf"\b[A-Z][^\W\d_]{{2,}}{_SPACE}(?:19|20)\d\d\b",
            # +44 20 7946 0000
            r"\+?\(?\d[\d()]{1,19}(?:[ \u00a0-][\d()]{2,20}){1,9}(?!\w)",
            # 38 °C, 5 mg, 2 weeks
            rf"{_NUMBER}{_SPACE}(?:{_UNITS})(?!\w)",
            # CAR T, CAR T-cell
            rf"\b[A-Z]{{2,20}}{_SPACE}[A-Z](?:-\w{{1,20}})?(?![\w'’-])",
            # T-cell, 6–8, 24/7
            r"(?<!\w)\w+(?:[-–/\u2010]\w+)+",
        )
    )
)
"""Text that must not be broken over two lines."""


def unbroken(text: str) -> list[str]:
    """Return the parts of a text between which a line may end: its words, as a rule.

    In the scripts of Chinese, Japanese, Korean, Thai and Lao words have no spaces between them;
    a line there may end within what looks like one long word.
    """
    return _UNBROKEN.findall(text)


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield a text in pieces, each with whether it must stay on one line."""
    start = 0
    for found in KEPT.finditer(text):
        if found.start() > start:
            yield text[start : found.start()], False
        yield found[0], True
        start = found.end()
    if start < len(text):
        yield text[start:], False


_ADDRESS_START = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_ADDRESS_BREAKS = re.compile(r"(?<=[/?&=])(?<!://)(?![/.?&=])")
_STOPS = re.compile(r"(?<=\.)(?![/.?&=])")


def spoken_address(address: str) -> str:
    """Return a web address as people write it, without what every browser adds."""
    return _ADDRESS_START.sub("", address).removesuffix("/") or address


def address_pieces(address: str, width_em: Callable[[str], float], most_em: float) -> Iterator[str]:
    """Yield the pieces of an address between which a line may end.

    That is after / ? & and = only. A piece that is wider than a line (`most_em`, in ems) has to be
    divided all the same: after a stop, which a reader might take for a sentence's end, or else
    before one of its own hyphens, so that no line ends in a hyphen that a reader might leave out.
    """
    for piece in _ADDRESS_BREAKS.split(address):
        if width_em(piece) <= most_em:
            yield from filter(None, (piece,))
            continue
        for part in _STOPS.split(piece):
            yield from _cut(part, width_em, most_em)


def _cut(piece: str, width_em: Callable[[str], float], most_em: float) -> Iterator[str]:
    rest = piece
    while width_em(rest) > most_em:
        at = _longest_start(rest, width_em, most_em)
        yield rest[:at]
        rest = rest[at:]
    if rest:
        yield rest


def _longest_start(piece: str, width_em: Callable[[str], float], most_em: float) -> int:
    """Return where to cut a piece that is too wide: at its last hyphen that fits, if any."""
    most = max(
        1, next(at for at in range(len(piece), 0, -1) if at == 1 or width_em(piece[:at]) <= most_em)
    )
    hyphen = piece.rfind("-", 1, most + 1)
    return hyphen if hyphen > 0 else most
