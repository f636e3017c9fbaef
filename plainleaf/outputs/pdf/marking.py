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

RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


class UnmarkedContentError(RuntimeError):
    """A page holds something that escaped the marking, such as text with opacity."""


def mark_while_painting(document: Any, plan: Plan) -> None:
    """Make each page of a document mark what it paints by the plan.

    Call it before `document.write_pdf`, with `pdf_tags=False`.
    """
    spaces = _Spaces()
    for page in document.pages:
        page.paint = _painter(page.paint, plan, spaces)


def _painter(paint: Any, plan: Plan, spaces: _Spaces) -> Any:
    def painted(stream: Any, scale: float = 1) -> None:
        # A mapping here switches on WeasyPrint's own marks for borders and grounds.
        stream._tags = {}
        marker = _Marker(stream, plan, spaces)
        stream.marked = marker.marked
        stream.artifact = marker.decoration
        paint(stream, scale)
        if stream._tags:
            raise UnmarkedContentError("a page has content in a group, which has no marks")

    return painted


@dataclass
class _Spaces:
    """Knows the space of each font, so that one can be written where words would run together."""

    known: dict[str, tuple[int, int] | None] = field(default_factory=dict)

    def glyph(self, font: Any) -> int | None:
        """Return the number of a font's space, which the font then keeps; None without one."""
        if font.hash not in self.known:
            self.known[font.hash] = _space_of(font)
        space = self.known[font.hash]
        if space is None:
            return None
        glyph, width = space
        font.widths.setdefault(glyph, width)
        font.to_unicode.setdefault(glyph, " ")
        return glyph


def _space_of(font: Any) -> tuple[int, int] | None:
    """Return the number and the width, in thousandths of an em, of a font's space."""
    with TTFont(io.BytesIO(font.file_content), fontNumber=font.index, lazy=True) as read:
        name = read.getBestCmap().get(ord(" "))
        if name is None:
            return None
        width = read["hmtx"][name][0] * 1000 / read["head"].unitsPerEm
        return read.getGlyphID(name), round(width)


@dataclass
class _Marker:
    """Marks the content of one page's stream."""

    stream: Any
    plan: Plan
    spaces: _Spaces
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
        glyph = self.spaces.glyph(font) if font else None
        if glyph is not None:
            operators.pop()
            self.stream.show_text(f"<{glyph:04x}>")
            operators.append(b"ET")


def _properties(leaf: Leaf) -> pydyf.Dictionary:
    """Return a leaf's mark; right-to-left text also says its letters in reading order."""
    properties = pydyf.Dictionary({"MCID": leaf.mcid})
    text = getattr(leaf.box, "text", "")
    if any(unicodedata.bidirectional(one) in RIGHT_TO_LEFT for one in text):
        properties["ActualText"] = pydyf.String(text)
    return properties
