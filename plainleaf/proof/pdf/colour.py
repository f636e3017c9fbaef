"""Step 8, proof: colours as the page's operators name them, and how far two stand apart."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

# Red, green and blue of sRGB from 0 to 1. None: a pattern, picture or colour space that
# has no one colour to judge by.
Colour = tuple[float, float, float] | None

BLACK: Colour = (0.0, 0.0, 0.0)
WHITE: Colour = (1.0, 1.0, 1.0)


def from_components(components: Sequence[float]) -> Colour:
    """Return the colour of grey, RGB or CMYK components, told apart by how many they are."""
    match [min(max(part, 0.0), 1.0) for part in components]:
        case [grey]:
            return (grey, grey, grey)
        case [red, green, blue]:
            return (red, green, blue)
        case [cyan, magenta, yellow, black]:
            white = 1 - black
            return ((1 - cyan) * white, (1 - magenta) * white, (1 - yellow) * white)
        case _:
            return None


def over(colour: Colour, alpha: float, ground: Colour) -> Colour:
    """Return what a colour of some opacity looks like on a ground."""
    if alpha >= 1:
        return colour
    if colour is None or ground is None:
        return None
    red, green, blue = (
        top * alpha + below * (1 - alpha) for top, below in zip(colour, ground, strict=True)
    )
    return (red, green, blue)


Flat = tuple[float, float, float]


def printed_contrast(ink: Flat, paper: Flat) -> float:
    """Return the lesser contrast of two colours: as they are, and from a black printer.

    Such a printer makes grey of colours by their red, green and blue (ISO 32000-1, 10.3.2).
    """
    return min(contrast(ink, paper), contrast(_grey(ink), _grey(paper)))


def _grey(colour: Flat) -> Flat:
    red, green, blue = colour
    grey = 0.3 * red + 0.59 * green + 0.11 * blue
    return (grey, grey, grey)


def contrast(ink: Flat, paper: Flat) -> float:
    """Return the WCAG 2.2 contrast ratio of two colours, from 1.0 (none) to 21.0."""
    lighter, darker = sorted((_luminance(ink), _luminance(paper)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=1024)
def _luminance(colour: Flat) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
