"""Step 4, assemble: notes as endnotes, numbered through the whole leaflet."""

from __future__ import annotations

from dataclasses import replace

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
        order = dict.fromkeys(
            node.label for node in every_node(chapter.blocks) if isinstance(node, book.NoteMark)
        )
        number_of = {
            label: len(numbered) + count
            for count, label in enumerate((one for one in order if one in by_label), start=1)
        }
        uses: dict[str, list[book.Use]] = {label: [] for label in number_of}
        title = book.plain_text(chapter.title)

        def number(
            node: book.Inline,
            number_of: dict[str, int] = number_of,
            uses: dict[str, list[book.Use]] = uses,
            title: str = title,
        ) -> tuple[book.Inline, ...] | None:
            if not isinstance(node, book.NoteMark):
                return None
            if node.label not in number_of:
                return ()
            at = number_of[node.label]
            use = book.Use(ids.claim(f"note-mark-{at}", node.place), title)
            uses[node.label].append(use)
            return (replace(node, number=at, id=use.id),)

        marked.append(replace(rewrite(chapter, number), notes=()))
        numbered.extend(
            book.EndNote(
                number=at,
                id=ids.claim(f"note-{at}", by_label[label].place),
                blocks=by_label[label].blocks,
                uses=tuple(uses[label]),
            )
            for label, at in number_of.items()
        )
    return tuple(marked), tuple(numbered)
