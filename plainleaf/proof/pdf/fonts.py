"""Step 8, proof: what a PDF says about a font, and what the font inside it says itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont, TTLibError

SUBSET_PREFIX = re.compile(r"^[A-Z]{6}\+")
SLANTED_NAME = re.compile(r"italic|oblique", re.IGNORECASE)
SLANTED_FLAG = 1 << 6
MAC_ITALIC = 1 << 1

# As high as an x, and flat on top; the first that the font has is measured.
FLAT_LETTERS = "xzvw"


@dataclass(frozen=True, eq=False)
class Typeface:
    """A font of the PDF: its names, its nature, and how to read its codes.

    Widths and x-height are in parts of the size.
    """

    name: str
    family: str
    is_slanted: bool
    is_embedded: bool
    bytes_per_code: int
    characters: Mapping[int, str]
    widths: Mapping[int, float]
    default_width: float
    x_height: float | None
    _glyphs: dict[int, tuple[str, float, bool]] = field(default_factory=dict, repr=False)

    @property
    def is_bold(self) -> bool:
        """Whether the font's name says that it is a bold one."""
        return "bold" in self.name.casefold()

    def codes(self, data: bytes) -> list[int]:
        """Return the codes in a shown string."""
        if self.bytes_per_code == 1:
            return list(data)
        if len(data) == 2:
            return [data[0] << 8 | data[1]]
        return [data[at] << 8 | data[at + 1] for at in range(0, len(data) - 1, 2)]

    def glyph(self, code: int) -> tuple[str, float, bool]:
        """Return a code's text, its width in parts of the size, and whether ink shows.

        The text is empty where the PDF does not say what the code stands for.
        """
        known = self._glyphs.get(code)
        if known is None:
            text = self.characters.get(code)
            if text is None:
                simple = self.bytes_per_code == 1
                text = bytes([code]).decode("cp1252", "ignore") if simple else ""
            width = self.widths.get(code, self.default_width)
            # A glyph that says nothing is part of a letter, which another glyph says.
            known = self._glyphs[code] = (text, width, bool(text.strip() or not text))
        return known


def read_typeface(font: Any) -> Typeface:
    """Read a font dictionary together with the font file that it embeds."""
    is_composite = font.get("/Subtype") == "/Type0"
    inner = font.DescendantFonts[0] if is_composite else font
    descriptor = inner.get("/FontDescriptor", {})
    characters = _to_unicode(font.get("/ToUnicode"))
    file = next(
        (descriptor[key] for key in ("/FontFile", "/FontFile2", "/FontFile3") if key in descriptor),
        None,
    )
    name = SUBSET_PREFIX.sub("", str(font.get("/BaseFont", "/")).removeprefix("/"))
    slanted, x_height = _look_inside(file, characters)
    return Typeface(
        name=name,
        family=str(descriptor.get("/FontFamily", name)),
        is_slanted=slanted
        or bool(SLANTED_NAME.search(name))
        or float(descriptor.get("/ItalicAngle", 0)) != 0
        or bool(int(descriptor.get("/Flags", 0)) & SLANTED_FLAG),
        is_embedded=file is not None or font.get("/Subtype") == "/Type3",
        bytes_per_code=2 if is_composite else 1,
        characters=characters,
        widths=_composite_widths(inner) if is_composite else _simple_widths(inner),
        default_width=float(inner.get("/DW", 1000)) / 1000 if is_composite else 0.0,
        x_height=x_height,
    )


def _to_unicode(stream: Any) -> dict[int, str]:
    if stream is None:
        return {}
    text = stream.read_bytes().decode("latin-1")
    characters: dict[int, str] = {}
    for section in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, units in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f\s]*)>", section):
            characters[int(code, 16)] = _utf16(units)
    for section in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        pattern = r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])"
        for first, last, start, several in re.findall(pattern, section):
            codes = range(int(first, 16), min(int(last, 16), 0xFFFF) + 1)
            if several:
                texts = [_utf16(units) for units in re.findall(r"<([^>]*)>", several)]
            else:
                base = _utf16(start)
                texts = [base[:-1] + chr(ord(base[-1]) + step) for step in range(len(codes))]
            characters.update(zip(codes, texts, strict=False))
    return characters


def _utf16(units: str) -> str:
    return bytes.fromhex("".join(units.split())).decode("utf-16-be", "replace")


def _simple_widths(font: Any) -> dict[int, float]:
    first = int(font.get("/FirstChar", 0))
    scale = float(font.FontMatrix[0]) if "/FontMatrix" in font else 0.001
    return {first + at: float(width) * scale for at, width in enumerate(font.get("/Widths", []))}


def _composite_widths(font: Any) -> dict[int, float]:
    """Return the widths of a CID font (ISO 32000-1, 9.7.4.3)."""
    widths: dict[int, float] = {}
    entries = list(font.get("/W", []))
    at = 0
    while at + 1 < len(entries):
        first = int(entries[at])
        if isinstance(entries[at + 1], int) and at + 2 < len(entries):
            last, width = entries[at + 1], float(entries[at + 2])
            widths.update(dict.fromkeys(range(first, min(last, 0xFFFF) + 1), width / 1000))
            at += 3
        else:
            widths.update((first + n, float(w) / 1000) for n, w in enumerate(entries[at + 1]))
            at += 2
    return widths


def _look_inside(file: Any, characters: Mapping[int, str]) -> tuple[bool, float | None]:
    """Return whether the embedded font is slanted, and its x-height where it can be told."""
    if file is None:
        return False, None
    try:
        font = TTFont(BytesIO(file.read_bytes()), lazy=True)
    except TTLibError:
        # A bare CFF or Type 1 font: its descriptor and name have to do.
        return False, None
    slanted = bool(font["head"].macStyle & MAC_ITALIC) if "head" in font else False
    if "post" in font:
        slanted = slanted or font["post"].italicAngle != 0
    by_text = {text: code for code, text in characters.items()}
    code = next((by_text[letter] for letter in FLAT_LETTERS if letter in by_text), None)
    return slanted, None if code is None else _height(font, code)


def _height(font: TTFont, glyph: int) -> float | None:
    """Return the height of a glyph's outline in parts of the size."""
    order = font.getGlyphOrder()
    if glyph >= len(order):
        return None
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[order[glyph]].draw(pen)
    return pen.bounds[3] / font["head"].unitsPerEm if pen.bounds else None
