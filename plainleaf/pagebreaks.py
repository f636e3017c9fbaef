"""Step 6, compose: marks in composed pages where each page of the print edition begins.

A mark is an empty span that a screen reader tells by its number. It stands at the very letter,
also inside a paragraph, a link or a table's cell; where a page begins with a whole block, before
the block, so that no heading's name has a number in it. Each mark's place is held against the
page's first letters, and a place that does not fit is an error, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from lxml import etree

from plainleaf import rules
from plainleaf.artifacts import Page, PageBreak, Pages, Part
from plainleaf.diagnostics import Diagnostic, Outcome, Place
from plainleaf.pagemap import PageMap, PageStart, Reading, read_letters

XHTML = "{http://www.w3.org/1999/xhtml}"
OPS_TYPE = "{http://www.idpf.org/2007/ops}type"

_HOLDS_NO_SPAN = frozenset(
    XHTML + name for name in ("ul", "ol", "dl", "table", "thead", "tbody", "tr", "html")
)
_PARTS = frozenset(XHTML + name for name in ("section", "body"))


def mark_pages(pages: Pages, page_map: PageMap) -> Outcome[Pages]:
    """Return an edition's pages with a mark where each printed page begins."""
    drafts = [_Draft(page) for page in pages.pages]
    prefix = _free_prefix(drafts)
    breaks: list[PageBreak] = []
    lost: list[Diagnostic] = []
    for start in page_map.starts:
        draft = next((one for one in drafts if start.anchor in one.anchors), None)
        # Print's contents are no page of an EPUB, which has a navigation document in their place.
        name = draft.page.name if draft else Part.CONTENTS
        if draft.holds(start) if draft else start.anchor == Part.CONTENTS:
            breaks.append(PageBreak(start.label, f"{prefix}{start.label}", name))
        else:
            lost.append(_lost(start, page_map))
    if lost:
        return Outcome(pages, tuple(lost))
    ids = {one.label: one.id for one in breaks}
    marked = tuple(draft.marked(page_map.starts, ids) for draft in drafts)
    return Outcome(replace(pages, pages=marked, breaks=tuple(breaks), page_map=page_map))


def _lost(start: PageStart, page_map: PageMap) -> Diagnostic:
    problem = (
        f"page {start.label} of print begins with '{start.words}', and this edition does not "
        f"have these letters {start.letters} letters behind #{start.anchor}"
    )
    return rules.WRONG_PAGE_NUMBERS.at(Place(page_map.file), problem=problem)


def _free_prefix(drafts: list[_Draft]) -> str:
    """Return how the marks' ids begin: as no other id of the leaflet does."""
    prefix = "page-"
    while any(name.startswith(prefix) for draft in drafts for name in draft.anchors):
        prefix = f"print-{prefix}"
    return prefix


@dataclass(frozen=True)
class _Draft:
    """A composed page, read, to put marks into."""

    page: Page

    @cached_property
    def root(self) -> etree._Element:
        """The page as a tree."""
        return etree.fromstring(self.page.xhtml.encode())

    @cached_property
    def reading(self) -> Reading:
        """The page as a row of letters."""
        return read_letters(self.root)

    @cached_property
    def anchors(self) -> dict[str, int]:
        """The ids of the page, each with how many letters stand before it."""
        return {
            one.get("id", ""): begin for one, begin in self.reading.begins.items() if one.get("id")
        }

    def at(self, start: PageStart) -> int:
        """Return how many letters of this page stand before a printed page's beginning."""
        return self.anchors[start.anchor] + start.letters

    def holds(self, start: PageStart) -> bool:
        """Return whether the printed page's first letters stand where it is said to begin."""
        at, spots = self.at(start), self.reading.spots
        there = "".join(spot.letter for spot in spots[at : at + len(start.words)])
        return at <= len(spots) and there.casefold() == start.words.casefold()

    def marked(self, starts: tuple[PageStart, ...], ids: dict[str, str]) -> Page:
        """Return the page with a mark at each beginning that lies in it."""
        own = [start for start in starts if start.anchor in self.anchors]
        if not own:
            return self.page
        # From the last to the first, so that what is still to be marked stays where it was read.
        last: tuple[int, etree._Element] | None = None
        for start in reversed(own):
            at, mark = self.at(start), _mark(start.label, ids[start.label])
            if last and last[0] == at:
                last[1].addprevious(mark)
            else:
                self._put(at, mark)
            last = at, mark
        text = etree.tostring(self.root, encoding="unicode")
        head = self.page.xhtml[: self.page.xhtml.index("<html")]
        return replace(self.page, xhtml=head + text)

    def _put(self, at: int, mark: etree._Element) -> None:
        """Put a mark before a letter or a picture; behind the last one, at the end."""
        if at == len(self.reading.spots):
            self._last_part().append(mark)
            return
        spot = self.reading.spots[at]
        before = self._outermost(at)
        if before is not None:
            before.addprevious(mark)
        elif spot.in_tail:
            tail = spot.element.tail or ""
            spot.element.addnext(mark)
            spot.element.tail, mark.tail = tail[: spot.at], tail[spot.at :]
        else:
            text = spot.element.text or ""
            spot.element.insert(0, mark)
            spot.element.text, mark.tail = text[: spot.at], text[spot.at :]

    def _outermost(self, at: int) -> etree._Element | None:
        """Return the largest element that begins with a spot and that a span may stand before."""
        found = None
        for inner, around in self._chain(at):
            if inner in self.reading.begins and self.reading.begins[inner] != at:
                break
            if around.tag not in _HOLDS_NO_SPAN:
                found = inner
            if around.tag in _PARTS:
                break
        return found

    def _chain(self, at: int) -> Iterator[tuple[etree._Element, etree._Element]]:
        """Yield the elements around a spot, from the innermost, each with its parent."""
        spot = self.reading.spots[at]
        inner = spot.element.getparent() if spot.in_tail else spot.element
        while inner is not None and (around := inner.getparent()) is not None:
            yield inner, around
            inner = around

    def _last_part(self) -> etree._Element:
        """Return the element that the end of the page's text belongs to."""
        body = next(self.root.iter(f"{XHTML}body"))
        return body[-1] if len(body) and body[-1].tag in _PARTS else body


def _mark(label: str, name: str) -> etree._Element:
    """Return a mark; it is empty, and its label is the number alone."""
    mark = etree.Element(f"{XHTML}span")
    mark.set(OPS_TYPE, "pagebreak")
    mark.set("role", "doc-pagebreak")
    mark.set("id", name)
    mark.set("aria-label", label)
    # Written as two tags: an old reader may take <span/> for a span that is never closed.
    mark.text = ""
    return mark
