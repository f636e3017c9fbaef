"""What stays together on a line: numbers with their units, dates, phone numbers, hyphened words.

UKAAF G003 (2019) asks that words and single items, such as dates and phone numbers, are never
split over two lines. A line may also not end in a hyphen, so words with hyphens are kept whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SPACE = "[ \u00a0]"
_NUMBER = r"(?<!\w)(?:\d[\d,.\u00a0]*\d|\d)"
_UNITS = (
    "mg|g|kg|mcg|micrograms?|ml|mL|l|L|mm|cm|m|km|IU|units?|"
    "°C|°F|°|C|F|%|point|hours?|days?|weeks?|months?|years?|people|in"
)

KEPT = re.compile(
    "|".join(
        (
            # 1 in 10, 10 of 15, 38 of 42,500
            rf"{_NUMBER}{_SPACE}(?:in|of|to|and|or){_SPACE}{_NUMBER}",
            # 23 November 2026, 23 de noviembre de 2026; November 23, 2026
            rf"\b\d{{1,2}}\.?{_SPACE}(?:de{_SPACE})?[^\W\d_]{{3,}}\.?{_SPACE}(?:de{_SPACE})?\d{{4}}\b",
            rf"\b[^\W\d_]{{3,}}{_SPACE}\d{{1,2}},{_SPACE}\d{{4}}\b",
            # September 2026
            rf"\b[A-Z][^\W\d_]{{2,}}{_SPACE}(?:19|20)\d\d\b",
            # +44 20 7946 0000
            r"\+?\(?\d[\d()]{1,}(?:[ \u00a0-][\d()]{2,}){1,}",
            # 38 °C, 5 mg, 2 weeks
            rf"{_NUMBER}{_SPACE}(?:{_UNITS})(?!\w)",
            # T-cell, 6–8, 24/7
            r"\w+(?:[-–/\u2010]\w+)+",
        )
    )
)
"""Text that must not be broken over two lines."""


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


_ADDRESS_BREAKS = re.compile(r"(?<=[/.?&=])(?<!://)(?![/.?&=])")
LONGEST_ADDRESS_PIECE = 34
"""Characters of an address that fit on one line at the largest size of any profile."""


def address_pieces(address: str) -> Iterator[str]:
    """Yield the pieces of an address between which a line may end.

    That is after / . ? & and = only. A piece that is longer than a line can be is divided before
    one of its own hyphens, so that no line ends in a hyphen that a reader would leave out.
    """
    for piece in _ADDRESS_BREAKS.split(address):
        rest = piece
        while len(rest) > LONGEST_ADDRESS_PIECE:
            hyphen = rest.rfind("-", 1, LONGEST_ADDRESS_PIECE)
            cut = hyphen if hyphen > 0 else LONGEST_ADDRESS_PIECE
            yield rest[:cut]
            rest = rest[cut:]
        if rest:
            yield rest
