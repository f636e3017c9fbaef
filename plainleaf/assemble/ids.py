"""Step 4, assemble: an id for every heading, made from its words and unique in the book."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace

from plainleaf import book, rules
from plainleaf.assemble.walk import every_node
from plainleaf.diagnostics import Diagnostic, Outcome, Place

RESERVED = ("cover", "contents", "glossary", "references", "notes", "about")
"""Ids of the parts that Plainleaf itself makes."""


def slug_of(text: str) -> str:
    """Return text as a name for an id: small letters, digits and hyphens, in any script."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    marks = "".join(one for one in plain if not unicodedata.combining(one))
    words = "".join(one if one.isalnum() else " " for one in marks).split()
    slug = "-".join(words)
    return slug if slug[:1].isalpha() else f"s-{slug}".rstrip("-")


@dataclass
class Ids:
    """The ids that are taken, each with the place that took it."""

    taken: dict[str, Place] = field(
        default_factory=lambda: {name: Place("a part that Plainleaf makes") for name in RESERVED}
    )

    def claim(self, wanted: str, place: Place) -> str:
        """Take an id, with a number behind it where it is taken already."""
        name, count = wanted, 1
        while name in self.taken:
            count += 1
            name = f"{wanted}-{count}"
        self.taken[name] = place
        return name


def give_ids(chapters: tuple[book.Chapter, ...], ids: Ids) -> Outcome[tuple[book.Chapter, ...]]:
    """Give each heading an id, after those that authors wrote, and each chapter its title's.

    A second 'Notes' heading is `notes-2`. An id that authors wrote twice is an error.
    """
    faults: list[Diagnostic] = []
    place = Place("")
    for node in every_node(chapters):
        place = getattr(node, "place", place)
        written = getattr(node, "id", "")
        if not written or isinstance(node, book.Chapter):
            continue
        if written in ids.taken:
            faults.append(rules.DUPLICATE_ID.at(place, id=written, other=ids.taken[written]))
        ids.taken.setdefault(written, place)
    return Outcome(tuple(_with_ids(chapter, ids) for chapter in chapters), tuple(faults))


def _with_ids(chapter: book.Chapter, ids: Ids) -> book.Chapter:
    blocks = tuple(_block_with_ids(block, ids) for block in chapter.blocks)
    title = next((one for one in blocks if isinstance(one, book.Heading) and one.level == 1), None)
    own = title.id if title else ids.claim(slug_of(chapter.slug), Place(chapter.file))
    return replace(chapter, blocks=blocks, id=own)


def _block_with_ids(block: book.Block, ids: Ids) -> book.Block:
    if isinstance(block, book.Heading) and not block.id:
        return replace(block, id=ids.claim(slug_of(book.plain_text(block.children)), block.place))
    if isinstance(block, book.Box | book.Quote):
        return replace(block, blocks=tuple(_block_with_ids(one, ids) for one in block.blocks))
    return block
