"""Step 7, lay out: finds where in the document each laid-out page begins.

`words` has held the leaves of the tag tree against the document, so each knows how many letters
stand before it. With the pictures between, that gives each page's first letter exactly, wherever
the page breaks: inside a paragraph, a link or a table's cell. Nothing is guessed: where two pages
cannot be told apart, their beginnings count as not found.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from plainleaf import rules
from plainleaf.diagnostics import Diagnostic, Outcome, Place
from plainleaf.editions import Edition
from plainleaf.outputs.pdf.tree import Plan, root_element
from plainleaf.pagemap import PICTURE, PageMap, page_starts, read_letters


def map_pages(document: Any, plan: Plan, edition: Edition, file: str) -> Outcome[PageMap | None]:
    """Return where each page of a laid-out document begins; None where that cannot be told.

    `find_missing_spaces` has to be called on the plan before.
    """
    reading = read_letters(root_element(document), with_own=True)
    letters = [at for at, spot in enumerate(reading.spots) if spot.letter != PICTURE]
    placed = sorted(
        (*_texts(plan, letters), *_pictures(document, plan, reading.begins)),
        key=lambda one: one[0],
    )
    mixed = tuple(_mixed_pages(placed, file))
    if mixed:
        return Outcome(None, mixed)
    first: dict[int, int] = {}
    for at, page in placed:
        first.setdefault(page, at)
    starts, following = [], len(reading.spots)
    for page in reversed(range(len(document.pages))):
        # A page without a word of its own begins where the next one does.
        following = first.get(page, following)
        starts.append(following)
    return Outcome(PageMap(edition.name, file, tuple(page_starts(reading, starts[::-1]))))


def _texts(plan: Plan, letters: list[int]) -> Iterator[tuple[int, int]]:
    """Yield for each text of the document where it begins, and its page."""
    for leaf in plan.root.leaves():
        if leaf.letters_before is not None and leaf.letters_before < len(letters):
            yield letters[leaf.letters_before], leaf.page


def _pictures(document: Any, plan: Plan, begins: dict[Any, int]) -> Iterator[tuple[int, int]]:
    """Yield the same for each picture; those that are decoration are in no tree."""
    for number, page in enumerate(document.pages):
        for box in page._page_box.descendants():
            is_repeated = plan.artifacts.get(id(box), "").startswith("Pagination")
            if box.element_tag == "img" and box.element in begins and not is_repeated:
                yield begins[box.element], number


def _mixed_pages(placed: list[tuple[int, int]], file: str) -> Iterator[Diagnostic]:
    """Yield a fault for each page that goes on after a later one has begun."""
    for (_, before), (_, page) in pairwise(placed):
        if page < before:
            yield rules.NO_PAGE_START.at(Place(file), page=before + 1, other=page + 1)
