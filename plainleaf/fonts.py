"""The fonts that come with Plainleaf, from pinned packages and never from the system.

Only upright faces: large print has no italics (UKAAF G003, 2019).
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import fontpkg_atkinson_hyperlegible
from fontTools.ttLib import TTFont

REGULAR = 400
SILENT_CHARACTERS = frozenset("\n\t\u200b\u2060\u200d\u200e\u200f\ufeff")
"""Characters that are never drawn, so that no font needs them."""


@dataclass(frozen=True)
class FontFace:
    """One file of a font; `weight` is CSS's number."""

    family: str
    weight: int
    path: Path
    licence: Path
    package: str

    @property
    def version(self) -> str:
        """The version of the package that the file came in."""
        from importlib.metadata import version  # slow to import, and only the manifest asks

        return version(self.package)

    @property
    def sha256(self) -> str:
        """The hash of the file, for the manifest."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


@cache
def bundled_fonts() -> tuple[FontFace, ...]:
    """Return every face, in the order in which they are asked for a character."""
    root = Path(fontpkg_atkinson_hyperlegible.ROOT)
    return tuple(
        FontFace(
            family=fontpkg_atkinson_hyperlegible.FAMILY,
            weight=weight,
            path=root / "files" / f"AtkinsonHyperlegible-{style}.ttf",
            licence=root / "LICENSE",
            package="fontpkg-atkinson-hyperlegible",
        )
        for style, weight in (("Regular", REGULAR), ("Bold", 700))
    )


@cache
def covered_characters() -> frozenset[str]:
    """Return the characters that each weight of the bundled fonts can draw."""
    by_weight: dict[int, set[int]] = {}
    for face in bundled_fonts():
        with TTFont(face.path, lazy=True) as font:
            by_weight.setdefault(face.weight, set()).update(font.getBestCmap())
    return frozenset(chr(code) for code in set.intersection(*by_weight.values()))


@cache
def _advances_em() -> dict[str, float]:
    """Return how wide each character of the regular face is, in ems."""
    regular = next(face for face in bundled_fonts() if face.weight == REGULAR)
    with TTFont(regular.path, lazy=True) as font:
        widths, units = font["hmtx"], font["head"].unitsPerEm
        return {chr(code): widths[glyph][0] / units for code, glyph in font.getBestCmap().items()}


def width_em(text: str) -> float:
    """Return the width of a text in the regular face, in ems, without kerning."""
    advances = _advances_em()
    return sum(advances.get(one, 1.0) for one in text)


def missing_characters(text: str) -> tuple[str, ...]:
    """Return the characters of a text that no bundled font draws, in order, each once."""
    covered = covered_characters()
    return tuple(
        dict.fromkeys(one for one in text if one not in covered and one not in SILENT_CHARACTERS)
    )


def subset(face: FontFace, characters: Iterable[str]) -> bytes:
    """Return a face cut down to some characters, with the same bytes every time."""
    from fontTools.subset import Options, Subsetter  # slow to import, and only EPUBs need it

    options = Options()
    options.layout_features = ["*"]
    options.recalc_timestamp = False
    font = TTFont(face.path, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(set(characters))))
    subsetter.subset(font)
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()
