"""Step 4, assemble: Chapter, Chapter … → Book: ids, notes, glossary, citations, contents."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from plainleaf import book
from plainleaf.assemble.citations import CslEntry, number_citations, read_references
from plainleaf.assemble.glossary import link_terms, read_glossary
from plainleaf.assemble.ids import Ids, give_ids
from plainleaf.assemble.notes import number_notes
from plainleaf.assemble.provenance import provenance_of
from plainleaf.assemble.walk import every_node, rewrite
from plainleaf.diagnostics import Diagnostic, Outcome
from plainleaf.manuscript import ImageFile, Manuscript

MEDIA_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
"""The kinds of image that a leaflet can show, by the file's ending."""

CONTENTS_DEPTH = 2
"""Chapters and their sections stand in the contents."""


def assemble(chapters: tuple[book.Chapter, ...], manuscript: Manuscript) -> Outcome[book.Book]:
    """Join parsed chapters, the glossary, the references and the images into one book."""
    found: list[Diagnostic] = []
    ids = Ids()
    identified = give_ids(chapters, ids)
    glossary = read_glossary(manuscript.glossary, ids)
    entries = _references_of(manuscript)
    found += (*identified.diagnostics, *glossary.diagnostics, *entries.diagnostics)
    numbered, notes = number_notes(identified.value, ids)
    linked, terms = link_terms(numbered, glossary.value, ids)
    cited = _Leaflet(linked, notes, terms)
    marks = _citations(cited)
    numbers = number_citations([mark.reference_ids for mark in marks], entries.value)
    cited, uses = _numbered(cited, numbers.numbers, ids)
    references = tuple(
        replace(one, id=ids.claim(one.id, one.place), uses=tuple(uses.get(one.number, ())))
        for one in numbers.references
    )
    return Outcome(
        book.Book(
            chapters=cited.chapters,
            contents=tuple(_contents(cited.chapters)),
            terms=cited.terms,
            references=references,
            notes=cited.notes,
            looked_up=numbers.looked_up,
            images=tuple(_used_images(cited, manuscript.images)),
            known_references=tuple((one.id, one.place) for one in entries.value),
            known_images=tuple(one.path for one in manuscript.images),
            provenance=tuple(map(provenance_of, entries.value)),
        ),
        tuple(found),
    )


@dataclass(frozen=True)
class _Leaflet:
    """The parts that can hold citations, in the order in which they print."""

    chapters: tuple[book.Chapter, ...]
    notes: tuple[book.EndNote, ...]
    terms: tuple[book.Term, ...]


def _references_of(manuscript: Manuscript) -> Outcome[tuple[CslEntry, ...]]:
    if manuscript.references is None:
        return Outcome(())
    return read_references(manuscript.references.path, manuscript.references.text)


def _citations(leaflet: _Leaflet) -> list[book.Citation]:
    return [node for node in every_node(leaflet) if isinstance(node, book.Citation)]


def _numbered(
    leaflet: _Leaflet, numbers: tuple[tuple[int, ...], ...], ids: Ids
) -> tuple[_Leaflet, dict[int, list[book.Use]]]:
    """Give each citation its numbers and an id, and collect where each reference is used."""
    waiting = iter(numbers)
    counter = itertools.count(1)
    uses: dict[int, list[book.Use]] = {}
    user = book.Use("", "")

    def number(node: book.Inline) -> tuple[book.Inline, ...] | None:
        if not isinstance(node, book.Citation):
            return None
        return (numbered(node),)

    def numbered(node: book.Citation) -> book.Citation:
        mine = next(waiting)
        use = replace(user, id=ids.claim(f"cite-{next(counter)}", node.place))
        for one in mine:
            uses.setdefault(one, []).append(use)
        return replace(node, numbers=mine, id=use.id)

    chapters = []
    for chapter in leaflet.chapters:
        user = book.Use("", book.plain_text(chapter.title))
        chapters.append(rewrite(chapter, number))
    user = book.Use("", "", part="notes")
    notes = tuple(rewrite(note, number) for note in leaflet.notes)
    user = book.Use("", "", part="glossary")
    terms = tuple(
        replace(term, citation=numbered(term.citation)) if term.citation else term
        for term in leaflet.terms
    )
    return _Leaflet(tuple(chapters), notes, terms), uses


def _contents(chapters: tuple[book.Chapter, ...]) -> Iterator[book.ContentsEntry]:
    """Yield the headings that stand in the contents; those in boxes do not."""
    for chapter in chapters:
        for block in chapter.blocks:
            if isinstance(block, book.Heading) and block.level <= CONTENTS_DEPTH:
                yield book.ContentsEntry(block.id, book.plain_text(block.children), block.level)


def _used_images(leaflet: _Leaflet, files: tuple[ImageFile, ...]) -> Iterator[book.Image]:
    """Yield each image that a picture shows and that the manuscript holds, once."""
    by_path = {file.path: file for file in files}
    shown = dict.fromkeys(
        node.file for node in every_node(leaflet) if isinstance(node, book.Picture)
    )
    for path in shown:
        media_type = MEDIA_TYPES.get(PurePosixPath(path).suffix.lower(), "")
        if path in by_path:
            yield book.Image(path, media_type, by_path[path].data)
