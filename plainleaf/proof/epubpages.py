"""Step 8, proof: whether an EPUB's page numbers are those of print, each once and in its place.

The marks in the text, the list of pages, and the old contents' list (NCX) have to name the same
pages in the same order. Where the page map is at hand, the letters behind each mark have to be
those that the printed page begins with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from lxml import etree

from plainleaf import rules
from plainleaf.artifacts import Pages, Part
from plainleaf.diagnostics import Diagnostic, Place
from plainleaf.pagemap import PageStart, read_letters
from plainleaf.proof.epubfile import (
    NCX,
    NCX_TYPE,
    OPS,
    XHTML,
    EpubFile,
    elements,
    resolve,
    spine_pages,
    visible_text,
)

ROLE = "doc-pagebreak"
TYPE = "pagebreak"


@dataclass(frozen=True)
class Mark:
    """A page's number and where it leads to, or stands: a file and an id."""

    label: str
    path: str
    id: str


def page_faults(found: EpubFile, place: Place, pages: Pages | None) -> Iterator[Diagnostic]:
    """Yield what is wrong with the page numbers; with the pages, also what print has otherwise."""
    problems = [*_mark_problems(found), *_list_problems(found)]
    if pages is not None:
        problems += _print_problems(found, pages)
    for problem in problems:
        yield rules.WRONG_PAGE_NUMBERS.at(place, problem=problem)


def mark_elements(found: EpubFile) -> Iterator[tuple[str, etree._Element]]:
    """Yield all that is marked as a page's beginning, by its role or its type, in order."""
    for path, tree in spine_pages(found):
        for element in elements(tree):
            types = element.get(f"{OPS}type", "").split()
            if element.get("role") == ROLE or TYPE in types:
                yield path, element


def marks(found: EpubFile) -> tuple[Mark, ...]:
    """Return the marks in the text, in reading order."""
    return tuple(
        Mark(element.get("aria-label", ""), path, element.get("id", ""))
        for path, element in mark_elements(found)
    )


def listed_pages(found: EpubFile) -> tuple[Mark, ...]:
    """Return the lines of the list of pages, in order."""
    nav = found.nav()
    if nav is None:
        return ()
    path, tree = nav
    return tuple(
        Mark(visible_text(link), *resolve(path, link.get("href", "")))
        for one in tree.iter(f"{XHTML}nav")
        if one.get(f"{OPS}type") == "page-list"
        for link in one.iter(f"{XHTML}a")
    )


def _mark_problems(found: EpubFile) -> Iterator[str]:
    """Yield what is wrong with single marks."""
    for path, element in mark_elements(found):
        label = element.get("aria-label", "")
        where = f"the mark '{label}' in {found.short(path)}"
        if element.get("role") != ROLE or element.get(f"{OPS}type") != TYPE:
            yield f"{where} lacks its role or its type"
        if not label.strip() or not element.get("id"):
            yield f"{where} lacks its number or its id"
        if len(element) or (element.text or "").strip():
            yield f"{where} is not empty"
    labels = [one.label for one in marks(found)]
    for label in sorted({one for one in labels if labels.count(one) > 1}):
        yield f"page {label} is marked twice"


def _list_problems(found: EpubFile) -> Iterator[str]:
    """Yield where the lists of pages and the marks differ."""
    there = marks(found)
    yield from _differences("its list of pages", listed_pages(found), there)
    for path, tree in found.of_type(NCX_TYPE):
        targets = tuple(_ncx_pages(path, tree))
        yield from _differences("its old list of pages (NCX)", targets, there)


def _differences(name: str, listed: tuple[Mark, ...], there: tuple[Mark, ...]) -> Iterator[str]:
    for line, mark in zip_longest(listed, there):
        if line != mark:
            told = f"has page {line.label}" if line else "ends"
            yield f"{name} {told}, where the text has {f'page {mark.label}' if mark else 'none'}"
            # What follows is out of step, and would only repeat it.
            return


def _ncx_pages(path: str, tree: etree._Element) -> Iterator[Mark]:
    for target in tree.iter(f"{NCX}pageTarget"):
        label = target.find(f"{NCX}navLabel/{NCX}text")
        content = target.find(f"{NCX}content")
        source = "" if content is None else content.get("src", "")
        yield Mark("" if label is None else label.text or "", *resolve(path, source))


def _print_problems(found: EpubFile, pages: Pages) -> Iterator[str]:
    """Yield where the marks are not those of the page map, or stand before other letters."""
    starts = pages.page_map.starts if pages.page_map else ()
    there = marks(found)
    labels, wanted = [one.label for one in there], [one.label for one in starts]
    if labels != wanted:
        yield f"it marks the pages {_row(labels)}, and print has {_row(wanted)}"
        return
    readings = {path: read_letters(tree) for path, tree in spine_pages(found)}
    for start, (path, element) in zip(starts, mark_elements(found), strict=True):
        reading = readings[path]
        at = reading.begins[element]
        behind = "".join(spot.letter for spot in reading.spots[at : at + len(start.words)])
        if not _is_contents(start) and behind.casefold() != start.words.casefold():
            yield f"page {start.label} begins with '{behind}', and in print with '{start.words}'"


def _is_contents(start: PageStart) -> bool:
    """Return whether a page begins in print's contents, which the EPUB has in its own way."""
    return start.anchor == Part.CONTENTS


def _row(labels: list[str]) -> str:
    """Return page numbers as a short row of words."""
    if len(labels) > 6:
        labels = [*labels[:3], "…", *labels[-2:]]
    return " ".join(labels) or "none"
