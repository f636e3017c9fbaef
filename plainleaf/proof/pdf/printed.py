"""Step 8, proof: what a finished PDF prints, as data: pages, runs of words, fills, links.

All lengths are points and y goes up. Nothing here is known from how the file was made:
only what the file itself holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from plainleaf.proof.pdf.colour import Colour
from plainleaf.proof.pdf.fonts import Typeface
from plainleaf.proof.pdf.geometry import Extent, Point, is_inside
from plainleaf.proof.pdf.structure import Leaf, Mark, Structure

# The number of the page that is the cover.
COVER = 1

# Of the size: a wider gap is a space between words.
WORD_GAP = 0.12


@dataclass(frozen=True)
class Run:
    """Words painted in one go: what they say, where they stand and how they look.

    `text` is what the file says they mean, `glyphs` what the glyphs alone say. `leaf` is
    their place in the tag tree; None for running matter (an artifact, or marked content
    that the tree does not hold); `is_artifact` tells those two apart. `painted_before` counts
    the fills that lie beneath. What is clipped away or painted without ink is not visible.
    """

    page: int
    text: str
    glyphs: str
    size_pt: float
    left: float
    right: float
    baseline: float
    is_level: bool
    is_slanted: bool
    is_visible: bool
    face: Typeface
    ink: Colour
    opacity: float
    leaf: Leaf | None
    painted_before: int
    is_artifact: bool = False

    @property
    def is_running(self) -> bool:
        """Whether this is running matter: printed, and no part of the text."""
        return self.leaf is None

    @property
    def is_drawn(self) -> bool:
        """Whether these are words in a drawing; a caption is none, though a figure holds it."""
        if self.leaf is None:
            return False
        nearest = self.leaf.element.nearest("Figure", "Caption")
        return nearest is not None and nearest.tag == "Figure"


@dataclass(frozen=True)
class Fill:
    """A filled shape, or a picture; a picture has no colour."""

    extent: Extent
    outline: tuple[tuple[Point, ...], ...]
    even_odd: bool
    colour: Colour
    opacity: float
    is_picture: bool = False

    def covers(self, point: Point) -> bool:
        """Return whether the fill lies at a point."""
        if not self.extent.holds(point):
            return False
        return self.is_picture or is_inside(point, self.outline, self.even_odd)


@dataclass(frozen=True)
class PrintedPage:
    """One page: its sheet, and all that is painted on it in the order of painting."""

    number: int
    label: str
    width_pt: float
    height_pt: float
    user_unit: float
    tab_order: str
    runs: tuple[Run, ...] = ()
    fills: tuple[Fill, ...] = ()
    strokes: tuple[Extent, ...] = ()
    links: tuple[Extent, ...] = ()
    has_unmarked_shapes: bool = False


@dataclass(frozen=True)
class Facts:
    """What the PDF says about itself."""

    title: str
    language: str
    shows_title: bool
    is_marked: bool
    has_tree: bool
    bookmarks: int


@dataclass(frozen=True)
class PrintedDocument:
    """A finished PDF, read back; `heard` is what the marks of its tag tree say."""

    pages: tuple[PrintedPage, ...]
    structure: Structure
    facts: Facts
    faces: tuple[Typeface, ...]
    heard: Mapping[Mark, str] = field(default_factory=dict)
