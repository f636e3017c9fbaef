"""Where each printed page begins, told so that any other edition can find the place.

Print is laid out first. What it knows of its pages becomes a `PageMap`: for each page an element
that every edition has (its id), and how many letters behind the element's beginning the page
begins. Letters count and spaces do not, since editions differ in their spaces; a picture counts as
one letter. What one edition has of its own is passed over (`OWN_TO_ONE_EDITION`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

PICTURE = "\ufffc"
"""What stands for a picture among letters (Unicode: object replacement character)."""

SILENT = frozenset("\u200b\u2060\u200e\u200f")
"""Characters that layout puts in or takes out, and that nobody reads."""

OWN_TO_ONE_EDITION = frozenset({"uses", "draft-notice", "screen-only"})
"""Classes of what differs: in print, an entry's uses are page numbers; elsewhere, links."""

LETTERS_SHOWN = 24
"""How many letters of a page are kept, to hold against the place that is found for it."""


@dataclass(frozen=True)
class PageStart:
    """Where one printed page begins: so many letters behind the beginning of an element.

    `label` is the page's number as it is printed, `anchor` the id of the element. `words` are
    the page's first letters without spaces, as far as they belong to the same part.
    """

    label: str
    anchor: str
    letters: int
    words: str = ""


@dataclass(frozen=True)
class PageMap:
    """The beginnings of all pages of one print edition, in order."""

    edition: str
    file: str
    starts: tuple[PageStart, ...]


class Spot(NamedTuple):
    """A letter or a picture in a document, and where it stands.

    A letter is the character `at` of its element's text or, with `in_tail`, of the text behind
    the element. A picture is its element. `is_own` marks what only this edition has.
    """

    letter: str
    element: Any
    in_tail: bool = False
    at: int = 0
    is_own: bool = False


@dataclass(frozen=True)
class Reading:
    """A document as a row of spots; `begins` gives for each element the spots before it.

    `ends` gives those before and in it. `parts` are the children of the body.
    """

    parts: tuple[Any, ...]
    spots: tuple[Spot, ...]
    begins: dict[Any, int]
    ends: dict[Any, int]


def read_letters(root: Any, *, with_own: bool = False) -> Reading:
    """Return the letters and pictures of a document's body, in reading order.

    The document may come from lxml or from the standard library, with namespaces or without.
    With `with_own`, what only this edition has is read too.
    """
    spots: list[Spot] = []
    begins: dict[Any, int] = {}
    ends: dict[Any, int] = {}

    def take(text: str | None, element: Any, in_tail: bool, is_own: bool) -> None:
        if not text or (is_own and not with_own):
            return
        for at, letter in enumerate(text):
            if not letter.isspace() and letter not in SILENT:
                spots.append(Spot(letter, element, in_tail, at, is_own))

    def walk(element: Any, is_own: bool) -> None:
        name = _local_name(element)
        if not name or name == "head":
            return
        is_own = is_own or not OWN_TO_ONE_EDITION.isdisjoint(element.get("class", "").split())
        begins[element] = len(spots)
        if name == "img" and (with_own or not is_own):
            spots.append(Spot(PICTURE, element, is_own=is_own))
        take(element.text, element, False, is_own)
        for child in element:
            walk(child, is_own)
            take(child.tail, child, True, is_own)
        ends[element] = len(spots)

    walk(root, False)
    return Reading(_parts_of(root), tuple(spots), begins, ends)


def page_starts(reading: Reading, letters_before: Sequence[int]) -> Iterator[PageStart]:
    """Yield where each page begins in a print document, read with what is its own.

    `letters_before` gives for each page how many letters and pictures stand before it.
    """
    shared = [0]
    for spot in reading.spots:
        shared.append(shared[-1] + (not spot.is_own))
    anchors = [one for one in reading.begins if one.get("id")]
    begins = [reading.begins[one] for one in anchors]
    for number, before in enumerate(letters_before, start=1):
        anchor = anchors[bisect_right(begins, before) - 1]
        letters = shared[before] - shared[reading.begins[anchor]]
        end = next((end for one in reading.parts if (end := reading.ends[one]) > before), before)
        rest = [spot.letter for spot in reading.spots[before:end] if not spot.is_own]
        yield PageStart(str(number), anchor.get("id"), letters, "".join(rest[:LETTERS_SHOWN]))


def _parts_of(root: Any) -> tuple[Any, ...]:
    """Return the parts of a document: the children of its body."""
    return next((tuple(one) for one in root if _local_name(one) == "body"), ())


def _local_name(element: Any) -> str:
    """Return an element's name without its namespace; empty for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
