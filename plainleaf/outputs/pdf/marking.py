"""Step 7, bind: paints pages with each piece marked as a leaf of the tag tree, or as decoration.

WeasyPrint marks content while it paints; here its marks are replaced by ours, page by page, on
the objects that it hands out: no module of its is changed. What it paints beside text and
pictures, such as borders and grounds, it marks as artifacts by itself.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pydyf
from fontTools.ttLib import TTFont

from plainleaf.outputs.pdf.tree import Leaf, Plan
from plainleaf.pagemap import SILENT

RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
JOINED_TO_OTHERS = frozenset({"Mn", "Mc", "Me", "Cf"})
"""Marks, and signs that join or part: kinds of characters that may have no glyph of their own."""


class UnmarkedContentError(RuntimeError):
    """A page holds something that escaped the marking, such as text with opacity."""


def mark_while_painting(document: Any, plan: Plan) -> None:
    """Make each page of a document mark what it paints by the plan.

    Call it before `document.write_pdf`, with `pdf_tags=False`.
    """
    fonts = _Fonts()
    for page in document.pages:
        page.paint = _painter(page.paint, plan, fonts)


def _painter(paint: Any, plan: Plan, fonts: _Fonts) -> Any:
    def painted(stream: Any, scale: float = 1) -> None:
        # A mapping here switches on WeasyPrint's own marks for borders and grounds.
        stream._tags = {}
        marker = _Marker(stream, plan, fonts)
        stream.marked = marker.marked
        stream.artifact = marker.decoration
        paint(stream, scale)
        for font in stream._fonts.values():
            fonts.unmirror(font)
        if stream._tags:
            raise UnmarkedContentError("a page has content in a group, which has no marks")

    return painted


@dataclass(frozen=True)
class _Glyphs:
    """What has to be known of a font: the number and width of its space, and its mirrored signs.

    The width is in thousandths of an em.
    """

    space: tuple[int, int] | None
    mirrored: dict[int, str]


@dataclass
class _Fonts:
    """Knows the glyphs of each font, so that what is written about them can be put right."""

    known: dict[str, _Glyphs] = field(default_factory=dict)

    def space(self, font: Any) -> int | None:
        """Return the number of a font's space, which the font then keeps; None without one."""
        space = self._glyphs(font).space
        if space is None:
            return None
        glyph, width = space
        font.widths.setdefault(glyph, width)
        font.to_unicode.setdefault(glyph, " ")
        return glyph

    def unmirror(self, font: Any) -> None:
        """Let brackets say what they look like, and not what they stood for where first used.

        In right-to-left text an opening bracket is drawn with the glyph of a closing one.
        """
        if any(len(text) == 1 and unicodedata.mirrored(text) for text in font.to_unicode.values()):
            mirrored = self._glyphs(font).mirrored
            used = mirrored.keys() & font.to_unicode.keys()
            font.to_unicode.update({glyph: mirrored[glyph] for glyph in used})

    def _glyphs(self, font: Any) -> _Glyphs:
        if font.hash not in self.known:
            self.known[font.hash] = _glyphs_of(font)
        return self.known[font.hash]


def _glyphs_of(font: Any) -> _Glyphs:
    with TTFont(io.BytesIO(font.file_content), fontNumber=font.index, lazy=True) as read:
        cmap = read.getBestCmap()
        signs = {chr(code): name for code, name in cmap.items() if unicodedata.mirrored(chr(code))}
        mirrored = {read.getGlyphID(name): sign for sign, name in signs.items()}
        name = cmap.get(ord(" "))
        if name is None:
            return _Glyphs(None, mirrored)
        width = read["hmtx"][name][0] * 1000 / read["head"].unitsPerEm
        return _Glyphs((read.getGlyphID(name), round(width)), mirrored)


@dataclass
class _Marker:
    """Marks the content of one page's stream."""

    stream: Any
    plan: Plan
    fonts: _Fonts
    count: int = 0
    depth: int = 0

    @contextmanager
    def marked(self, box: Any, _tag: str) -> Iterator[None]:
        """Mark what is painted for a box; what is in no plan paints nothing, or is decoration."""
        leaf = self.plan.leaves.get(id(box))
        if leaf is None:
            if id(box) in self.plan.artifacts:
                with self._decoration_of(box):
                    yield
            else:
                # A text of spaces only, for which nothing is painted.
                yield
            return
        leaf.mcid = self.count
        self.count += 1
        self._begin("Span", _properties(leaf))
        yield
        if leaf.space_after:
            self._write_space()
        self._end()

    @contextmanager
    def _decoration_of(self, box: Any) -> Iterator[None]:
        kind, _, side = self.plan.artifacts.get(id(box), "Layout").partition("/")
        properties = pydyf.Dictionary({"Type": f"/{kind}"})
        if side:
            properties["Subtype"] = f"/{side}"
        self._begin("Artifact", properties)
        yield
        self._end()

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """Mark a border, a ground or a line under words; within other marks they have theirs."""
        if self.depth:
            yield
            return
        self._begin("Artifact", pydyf.Dictionary({"Type": "/Layout"}))
        yield
        self._end()

    def _begin(self, tag: str, properties: pydyf.Dictionary) -> None:
        self.depth += 1
        pydyf.Stream.begin_marked_content(self.stream, tag, properties)

    def _end(self) -> None:
        self.depth -= 1
        pydyf.Stream.end_marked_content(self.stream)

    def _write_space(self) -> None:
        """Write a space behind the text just painted, where layout left it out."""
        operators = self.stream.stream
        if not operators or operators[-1] != b"ET" or not self.stream._old_font:
            return
        name = self.stream._old_font[0]
        font = next((one for one in self.stream._fonts.values() if one.hash == name), None)
        glyph = self.fonts.space(font) if font else None
        if glyph is not None:
            operators.pop()
            self.stream.show_text(f"<{glyph:04x}>")
            operators.append(b"ET")


def _properties(leaf: Leaf) -> pydyf.Dictionary:
    """Return a leaf's mark; what glyphs alone would not tell also says its letters in order."""
    properties = pydyf.Dictionary({"MCID": leaf.mcid})
    text = "".join(one for one in getattr(leaf.box, "text", "") if one not in SILENT)
    if _is_misread(text, leaf.box.style["direction"]):
        space = " " if leaf.space_after else ""
        properties["ActualText"] = pydyf.String(text + space)
    return properties


def _is_misread(text: str, direction: str) -> bool:
    """Return whether a text's glyphs, read one after another, may not be its letters.

    Right-to-left lines are painted from the left, and that includes the Latin words and signs in
    them. Where letters have marks, glyphs can stand for several letters, or in another order.
    """
    return bool(text) and (
        direction == "rtl"
        or any(unicodedata.bidirectional(one) in RIGHT_TO_LEFT for one in text)
        or any(unicodedata.category(one) in JOINED_TO_OTHERS for one in text)
    )
