"""Step 8, proof: the graphics state of a page, as far as a proof needs it (ISO 32000-1, 8.4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pikepdf

from plainleaf.proof.pdf.colour import BLACK, Colour, from_components
from plainleaf.proof.pdf.fonts import Typeface
from plainleaf.proof.pdf.geometry import IDENTITY, Extent, Matrix, Point, extent_of

# Colour spaces whose numbers are not grey, red, green and blue, or inks.
NOT_FLAT = frozenset({"/Pattern", "/Separation", "/DeviceN", "/Indexed", "/Lab"})
FLAT_BLENDS = frozenset({"/Normal", "/Compatible"})
OUTLINE_MODES = frozenset({1, 5})
INVISIBLE_MODES = frozenset({3, 7})
EVERYWHERE = Extent(-1e9, -1e9, 1e9, 1e9)


class State(NamedTuple):
    """What is set while a page is painted; a tuple, since it changes so often."""

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

    @property
    def has_outlined_letters(self) -> bool:
        """Whether letters are drawn by their edges only."""
        return self.mode in OUTLINE_MODES

    def shows(self, start: Point, end: Point) -> bool:
        """Return whether letters along a baseline leave ink where one can see it."""
        seen = extent_of((start, end)).within(self.clip)
        is_inside = seen.left <= seen.right and seen.bottom <= seen.top
        return is_inside and self.mode not in INVISIBLE_MODES


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
