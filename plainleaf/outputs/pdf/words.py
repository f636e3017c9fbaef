"""Step 7, bind: finds where a word ends and layout has dropped the space behind it.

Layout does not draw the space at a line's end, nor one that stands alone between two inline
elements, so a screen reader would hear "germs.Doctors". The leaves of the tree are held against
the document's own text, letter by letter; where that has a space and the leaves have none, the
leaf before gets one. It is also the proof that the tree reads as the document does, and each leaf
learns how many letters stand before it, from which `pagestarts` knows where pages begin.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from plainleaf.outputs.pdf.tree import Leaf, Node, root_element
from plainleaf.pagemap import SILENT

_IN_A_LINE = frozenset({"Span", "Strong", "Em", "Link", "Reference", "Code", "Lbl"})


class ReadingOrderError(RuntimeError):
    """The tag tree does not read as the document does; `near` are the words in question."""

    def __init__(self, near: str) -> None:
        super().__init__(f"the tag tree does not read as the document does: near '{near}'")
        self.near = near


def find_missing_spaces(root: Node, document: Any) -> None:
    """Set `space_after` on each leaf behind which a space is missing, and `letters_before` on all.

    Raises:
        ReadingOrderError: the leaves do not hold the document's text in its order.
    """
    letters = _Letters("".join(_text_of(root_element(document))))
    placed = list(_placed(root))
    for (leaf, block), (following, next_block) in pairwise(placed):
        _skip(leaf, letters)
        is_one = _is_generated(leaf) and _origin(leaf) == _origin(following)
        ends_apart = letters.at_space() and block is next_block and not is_one
        if ends_apart and not _ends_in_space(leaf) and not _begins_with_space(following):
            leaf.space_after = True
    if placed:
        _skip(placed[-1][0], letters)
    rest = letters.rest()
    if rest:
        raise ReadingOrderError(" ".join(rest[:60].split()))


class _Letters:
    """The document's text, read from its beginning, without the letters that are never heard."""

    def __init__(self, text: str) -> None:
        self.text = "".join(one for one in text if one not in SILENT)
        self.at = 0
        self.taken = 0

    def at_space(self) -> bool:
        """Return whether the next character is a space."""
        return self.at < len(self.text) and self.text[self.at].isspace()

    def take(self, letter: str) -> bool:
        """Go past the next letter, and spaces before it; return whether it is the one given."""
        while self.at_space():
            self.at += 1
        # A style sheet may set capitals; the proof tells of those (PL617).
        found = self.text[self.at : self.at + 1].casefold() == letter.casefold()
        self.at += 1
        self.taken += 1
        return found

    def rest(self) -> str:
        """Return what has not been read."""
        return self.text[self.at :].strip()


def _skip(leaf: Leaf, letters: _Letters) -> None:
    """Read a leaf's letters.

    Generated text stands in no document, nor do the words set for a picture that fails to load.
    """
    text = getattr(leaf.box, "text", "")
    if _is_generated(leaf) or leaf.box.element_tag == "img":
        return
    leaf.letters_before = letters.taken
    for letter in text:
        if letter.isspace() or letter in SILENT:
            continue
        if not letters.take(letter):
            raise ReadingOrderError(" ".join(text[:40].split()))


def _is_generated(leaf: Leaf) -> bool:
    """Return whether a style sheet has set a text, such as a number of a page."""
    return "::" in leaf.box.element_tag


def _origin(leaf: Leaf) -> tuple[Any, str]:
    return leaf.box.element, leaf.box.element_tag


def _placed(node: Node, block: Node | None = None) -> Iterator[tuple[Leaf, Node | None]]:
    """Yield each leaf with the nearest block around it."""
    around = block if node.role.name in _IN_A_LINE else node
    for kid in node.kids:
        if isinstance(kid, Leaf):
            yield kid, around
        else:
            yield from _placed(kid, around)


def _ends_in_space(leaf: Leaf) -> bool:
    text = "".join(one for one in getattr(leaf.box, "text", "") if one not in SILENT)
    return text[-1:].isspace()


def _begins_with_space(leaf: Leaf) -> bool:
    return getattr(leaf.box, "text", "")[:1].isspace()


def _text_of(element: Any) -> Iterator[str]:
    """Yield the words of a document's body; pictures are silent, and a new line parts words."""
    if element.tag == "head":
        return
    yield " " if element.tag == "br" else element.text or ""
    for child in element:
        yield from _text_of(child)
        yield child.tail or ""
