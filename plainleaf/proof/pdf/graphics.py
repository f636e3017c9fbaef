"""Step 8, proof: the graphics state of a page, as far as a proof needs it (ISO 32000-1, 8.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pikepdf

from plainleaf.proof.pdf.colour import BLACK, Colour, from_components
from plainleaf.proof.pdf.fonts import Typeface
from plainleaf.proof.pdf.geometry import IDENTITY, Extent, Matrix, Point, extent_of

# Colour spaces whose numbers are not grey, red, green and blue, or inks.
NOT_FLAT = frozenset({"/Pattern", "/Separation", "/DeviceN", "/Indexed", "/Lab"})
FLAT_BLENDS = frozenset({"/Normal", "/Compatible"})
OUTLINE_MODES = frozenset({1, 5})
INVISIBLE_MODES = frozenset({3, 7})
HEX_OR_NUMBER = re.compile(rb"<([0-9a-fA-F]*)>|([-+.0-9]+)")
EVERYWHERE = Extent(-1e9, -1e9, 1e9, 1e9)


@dataclass(slots=True)
class State:
    """What is set while a page is painted; it changes at every other operator."""

    matrix: Matrix = IDENTITY
    clip: Extent = EVERYWHERE
    ink: Colour = BLACK
    opacity: float = 1.0
    has_flat_ink: bool = True
    outline: Colour = BLACK
    outline_opacity: float = 1.0
    has_flat_outline: bool = True
    is_blended: bool = False
    face: Typeface | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    line_width: float = 1.0

    def copy(self) -> State:
        """Return the same once more, to come back to."""
        return State(*[getattr(self, name) for name in self.__slots__])

    def change(self, changes: Mapping[str, Any]) -> None:
        """Set what is named."""
        for name, value in changes.items():
            setattr(self, name, value)

    @property
    def has_outlined_letters(self) -> bool:
        """Whether letters are drawn by their edges only."""
        return self.mode in OUTLINE_MODES

    def shows(self, start: Point, end: Point) -> bool:
        """Return whether letters along a baseline leave ink where one can see it."""
        seen = extent_of((start, end)).within(self.clip)
        is_inside = seen.left <= seen.right and seen.bottom <= seen.top
        return is_inside and self.mode not in INVISIBLE_MODES


@lru_cache(maxsize=256)
def plain_colour(numbers: tuple[Any, ...]) -> Colour:
    """Return the colour of grey, RGB or CMYK numbers, which stand on a page again and again."""
    return from_components([float(one) for one in numbers])


def flat_colour(operands: Sequence[Any]) -> Colour:
    """Return the colour that an operator's numbers name; None for a pattern."""
    numbers = [float(one) for one in operands if not isinstance(one, pikepdf.Name)]
    return from_components(numbers) if len(numbers) == len(operands) else None


def is_flat_space(family: object) -> bool:
    """Return whether the numbers of a kind of colour space say by themselves what is seen."""
    return str(family) not in NOT_FLAT


def is_blended(settings: Any) -> bool:
    """Return whether what is painted is mixed with what lies beneath, or masked."""
    mode = settings.get("/BM", "/Normal")
    modes = list(mode) if isinstance(mode, pikepdf.Array) else [mode]
    is_masked = settings.get("/SMask", "/None") != "/None"
    return is_masked or not {str(one) for one in modes} <= FLAT_BLENDS


def matrix_of(operands: Sequence[Any]) -> Matrix:
    """Return the matrix that six numbers name."""
    a, b, c, d, e, f = (float(one) for one in operands)
    return (a, b, c, d, e, f)


def shown_pieces(shown: Any) -> Iterator[bytes | float]:
    """Yield the strings of a text operator, and the moves between them that are any.

    Most are hexadecimal strings; those are read from the array's own words, which is quicker than
    asking for each.
    """
    written = shown.unparse() if isinstance(shown, pikepdf.Array) else b"("
    if b"(" not in written:
        for digits, number in HEX_OR_NUMBER.findall(written):
            if digits:
                yield bytes.fromhex(digits.decode())
            elif number != b"0":
                yield float(number)
        return
    for piece in shown:
        if isinstance(piece, pikepdf.Object):
            yield bytes(piece)
        elif piece:
            yield float(piece)
