"""Step 8, proof: the tag tree of a PDF, and which of its elements holds which content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
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
_SAID = {"/ActualText", "/Alt", "/E", "/Lang"}
HEADING_TAGS = frozenset({"H", "H1", "H2", "H3", "H4", "H5", "H6"})


@dataclass(frozen=True, eq=False)
class Element:
    """An element of the tag tree; each is equal to itself alone.

    `number` is that of its object in the file; `alt`, `expansion` and `lang` are what it says
    of itself (ISO 32000-1, 14.9).
    """

    tag: str
    parent: Element | None
    actual_text: str | None = None
    alt: str = ""
    expansion: str = ""
    lang: str = ""
    number: int = 0

    def line_of_parents(self) -> Iterator[Element]:
        """Give the element itself, its parent, and so on up to the root."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent

    def nearest(self, *tags: str) -> Element | None:
        """Return the nearest element with one of the tags, this one included."""
        element: Element | None = self
        while element is not None and element.tag not in tags:
            element = element.parent
        return element

    @cached_property
    def worded(self) -> Element | None:
        """The element around, or this one, that says in an ActualText what all in it means."""
        return next((one for one in self.line_of_parents() if one.actual_text is not None), None)

    @cached_property
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
    mark: Mark


@dataclass(frozen=True, eq=False)
class Begin:
    """The place in reading order where an element begins."""

    element: Element


@dataclass(frozen=True, eq=False)
class End:
    """The place in reading order where an element ends."""

    element: Element


Step = Begin | End | Leaf


@dataclass(frozen=True)
class Structure:
    """The tag tree: its leaves in reading order, the same by mark, and the whole way through it.

    `strays` are the pages on which the tree's index (ParentTree) leads elsewhere than the tree.
    """

    leaves: tuple[Leaf, ...] = ()
    by_mark: Mapping[Mark, Leaf] | None = None
    steps: tuple[Step, ...] = ()
    strays: tuple[int, ...] = ()

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
    steps = tuple(_steps(root, roles, pages))
    leaves = tuple(step for step in steps if isinstance(step, Leaf))
    by_mark: dict[Mark, Leaf] = {}
    for leaf in leaves:
        by_mark.setdefault(leaf.mark, leaf)
    return Structure(leaves, by_mark, steps, tuple(_strays(pdf, root, leaves)))


def _steps(root: Any, roles: Mapping[str, str], pages: Mapping[int, int]) -> Iterator[Step]:
    """Go through the tree in reading order.

    A stack and not recursion: the tree's depth is the author's.
    """
    seen: set[int] = set()
    count = 0
    top = Element("StructTreeRoot", None)
    stack: list[tuple[Any, Element, int]] = [(root.get("/K"), top, 0)]
    while stack:
        kid, parent, page_id = stack.pop()
        if isinstance(kid, End):
            yield kid
        elif isinstance(kid, int):
            yield Leaf(count, pages.get(page_id, 0), parent, (page_id, kid))
            count += 1
        elif isinstance(kid, pikepdf.Array):
            stack.extend((one, parent, page_id) for one in reversed(list(kid)))
        elif isinstance(kid, pikepdf.Dictionary):
            here = kid.Pg.objgen[0] if "/Pg" in kid else page_id
            if "/MCID" in kid:
                stream_id = kid.Stm.objgen[0] if "/Stm" in kid else here
                yield Leaf(count, pages.get(here, 0), parent, (stream_id, int(kid.MCID)))
                count += 1
            elif "/S" in kid and kid.objgen[0] not in seen:
                seen.update({kid.objgen[0]} - {0})
                element = _element(kid, parent, roles)
                yield Begin(element)
                stack.append((End(element), element, here))
                stack.append((kid.get("/K"), element, here))


def _element(found: Any, parent: Element, roles: Mapping[str, str]) -> Element:
    tag = str(found.S)
    said = {key: str(found[key]) for key in _SAID & found.keys()}
    return Element(
        tag=roles.get(tag, tag).removeprefix("/"),
        parent=parent,
        actual_text=said.get("/ActualText"),
        alt=said.get("/Alt", ""),
        expansion=said.get("/E", ""),
        lang=said.get("/Lang", ""),
        number=found.objgen[0],
    )


def _strays(pdf: pikepdf.Pdf, root: Any, leaves: Sequence[Leaf]) -> Iterator[int]:
    """Yield the pages whose index does not lead from each mark to the element that holds it.

    A reader that begins at a place on a page, as under a mouse or a finger, asks the index.
    """
    index = pikepdf.NumberTree(root.ParentTree) if "/ParentTree" in root else {}
    by_page: dict[int, list[Leaf]] = {}
    for leaf in leaves:
        by_page.setdefault(leaf.page, []).append(leaf)
    for number, page in enumerate(pdf.pages, 1):
        key = int(page.obj.get("/StructParents", -1))
        owners: Any = index.get(key, [])
        numbers = [getattr(one, "objgen", (0, 0))[0] for one in owners]
        page_id = page.obj.objgen[0]
        for leaf in by_page.get(number, ()):
            stream_id, mcid = leaf.mark
            if stream_id == page_id and numbers[mcid : mcid + 1] != [leaf.element.number]:
                yield number
                break
