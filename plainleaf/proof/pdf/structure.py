"""Step 8, proof: the tag tree of a PDF, and which of its elements holds which content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf

# Where content stands: the page or form that paints it (its object's number), and the
# number that marks it there.
Mark = tuple[int, int]

# Tags that do not begin a block of their own.
INLINE_TAGS = frozenset(
    {
        *("Span", "NonStruct", "Link", "Annot", "Reference", "Quote", "Code"),
        *("Em", "Strong", "Sub", "Note", "FENote", "BibEntry", "Private"),
    }
)
HEADING_TAGS = frozenset({"H", "H1", "H2", "H3", "H4", "H5", "H6"})


@dataclass(frozen=True, eq=False)
class Element:
    """An element of the tag tree; each is equal to itself alone."""

    tag: str
    parent: Element | None
    actual_text: str | None = None

    def line_of_parents(self) -> Iterator[Element]:
        """Give the element itself, its parent, and so on up to the root."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent

    def nearest(self, *tags: str) -> Element | None:
        """Return the nearest element with one of the tags, this one included."""
        return next((one for one in self.line_of_parents() if one.tag in tags), None)

    @property
    def block(self) -> Element:
        """The nearest element that is no inline one: the block that the words are in."""
        chain = tuple(self.line_of_parents())
        return next((one for one in chain if one.tag not in INLINE_TAGS), chain[-1])


@dataclass(frozen=True, eq=False)
class Leaf:
    """A piece of marked content in the tree, with its place in reading order."""

    order: int
    page: int
    element: Element


@dataclass(frozen=True)
class Structure:
    """The leaves of the tag tree in reading order, and by mark."""

    leaves: tuple[Leaf, ...] = ()
    by_mark: Mapping[Mark, Leaf] | None = None

    def leaf(self, mark: Mark) -> Leaf | None:
        """Return the leaf that a mark belongs to; None for what the tree does not hold."""
        return (self.by_mark or {}).get(mark)


def read_structure(pdf: pikepdf.Pdf) -> Structure:
    """Read the tag tree; a PDF without one has no leaves."""
    root: Any = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return Structure()
    roles = {str(tag): str(role) for tag, role in root.get("/RoleMap", {}).items()}
    pages = {page.obj.objgen[0]: number for number, page in enumerate(pdf.pages, 1)}
    leaves: list[Leaf] = []
    by_mark: dict[Mark, Leaf] = {}
    for page_id, stream_id, mcid, element in _marks(root, roles):
        leaf = Leaf(len(leaves), pages.get(page_id, 0), element)
        leaves.append(leaf)
        by_mark[(stream_id or page_id, mcid)] = leaf
    return Structure(tuple(leaves), by_mark)


def _marks(root: Any, roles: Mapping[str, str]) -> Iterator[tuple[int, int, int, Element]]:
    """Give page, stream (0: the page's own), number and element of all content, in order.

    A stack and not recursion: the tree's depth is the author's.
    """
    seen: set[int] = set()
    top = Element("StructTreeRoot", None)
    stack: list[tuple[Any, Element, int]] = [(root.get("/K"), top, 0)]
    while stack:
        kid, parent, page_id = stack.pop()
        if isinstance(kid, int):
            yield page_id, 0, kid, parent
        elif isinstance(kid, pikepdf.Array):
            stack.extend((one, parent, page_id) for one in reversed(list(kid)))
        elif isinstance(kid, pikepdf.Dictionary):
            here = kid.Pg.objgen[0] if "/Pg" in kid else page_id
            if "/MCID" in kid:
                stream_id = kid.Stm.objgen[0] if "/Stm" in kid else 0
                yield here, stream_id, int(kid.MCID), parent
            elif "/S" in kid and kid.objgen[0] not in seen:
                seen.update({kid.objgen[0]} - {0})
                tag = str(kid.S)
                actual = str(kid.ActualText) if "/ActualText" in kid else None
                element = Element(roles.get(tag, tag).removeprefix("/"), parent, actual)
                stack.append((kid.get("/K"), element, here))
