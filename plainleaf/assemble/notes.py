"""Step 4, assemble: notes as endnotes, numbered through the whole leaflet."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from plainleaf import book
from plainleaf.assemble.ids import Ids
from plainleaf.assemble.walk import every_node, rewrite


def number_notes(
    chapters: tuple[book.Chapter, ...], ids: Ids
) -> tuple[tuple[book.Chapter, ...], tuple[book.EndNote, ...]]:
    """Number notes in the order of their first marks, and link marks and notes both ways.

    A mark without a note has been reported by the parser and is left out.
    """
    numbered: list[book.EndNote] = []
    marked = []
    for chapter in chapters:
        by_label = {note.label: note for note in chapter.notes}
        number_of = {
            label: len(numbered) + count
            for count, label in enumerate(_in_order(chapter, by_label), start=1)
        }
        uses: dict[str, list[book.Use]] = {label: [] for label in number_of}
        user = book.Use("", book.plain_text(chapter.title))

        def number(
            node: book.Inline,
            number_of: dict[str, int] = number_of,
            uses: dict[str, list[book.Use]] = uses,
            user: book.Use = user,
        ) -> tuple[book.Inline, ...] | None:
            if not isinstance(node, book.NoteMark):
                return None
            if node.label not in number_of:
                return ()
            at = number_of[node.label]
            use = replace(user, id=ids.claim(f"note-mark-{at}", node.place))
            uses[node.label].append(use)
            return (replace(node, number=at, id=use.id),)

        marked.append(replace(rewrite(chapter, number, (book.Note,)), notes=()))
        in_notes = partial(number, user=book.Use("", "", part="notes"))
        blocks = {label: rewrite(by_label[label], in_notes).blocks for label in number_of}
        numbered.extend(
            book.EndNote(
                number=at,
                id=ids.claim(f"note-{at}", by_label[label].place),
                blocks=blocks[label],
                uses=tuple(uses[label]),
            )
            for label, at in number_of.items()
        )
    return tuple(marked), tuple(numbered)


def _in_order(chapter: book.Chapter, by_label: Mapping[str, book.Note]) -> tuple[str, ...]:
    """Return the labels of a chapter's notes in the order of their first marks.

    A mark in a note counts after all marks in the chapter's own text.
    """
    order: dict[str, None] = {}
    waiting = deque(_labels(chapter.blocks))
    while waiting:
        label = waiting.popleft()
        if label in by_label and label not in order:
            order[label] = None
            waiting.extend(_labels(by_label[label].blocks))
    return tuple(order)


def _labels(blocks: tuple[book.Block, ...]) -> Iterator[str]:
    return (node.label for node in every_node(blocks) if isinstance(node, book.NoteMark))
