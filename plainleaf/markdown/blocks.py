"""Step 3, parse: what stands on its own: paragraphs, lists, tables, boxes, notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from plainleaf import book, rules
from plainleaf.diagnostics import Place
from plainleaf.markdown.inlines import InlineReader
from plainleaf.markdown.syntax import read_attributes

MAX_DEPTH = 8
"""How deep lists, quotes and boxes may stand in one another."""

RISK_FIELDS = {
    "what": "what: had a mild reaction",
    "count": "count: 10",
    "out of": "out of: 15",
    "who": "who: people with lupus in one study",
    "how long": "how long: 15 months, for half of them or longer",
    "source": "source: [@muller2024]",
}

FIGURES = "figures"
"""The line of a risk block that asks for a drawing with one figure for each person."""

_TRAILING_ATTRIBUTES = re.compile(r"(?:(?<!\s)\s+)?(\{[^{}]*\})\s*$")
_TABLE_CAPTION = re.compile(r"Table:\s*")
_FIELD = re.compile(r"([A-Za-z][A-Za-z ]*?)\s*:(?:\s+|$)(.*)")


@dataclass
class BlockReader(InlineReader):
    """Turns the parser's tree into a book's blocks."""

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[book.Block, ...]:
        """Read blocks; a caption's paragraph joins the table before it."""
        read: list[book.Block] = []
        for node in nodes:
            if node.type in ("front_matter", "footnote_anchor"):
                continue
            if node.map:
                self.line = node.map[0] + 1
            if node.type == "paragraph" and _TABLE_CAPTION.match(_source_of(node)):
                self._caption(node, read)
                continue
            reader = _BLOCK_READERS.get(node.type)
            if reader:
                block = reader(self, node)
                if block is not None:
                    read.append(block)
            else:
                self.cannot_show(node)
        return tuple(read)

    def _nested(self, node: SyntaxTreeNode) -> tuple[book.Block, ...]:
        """Read the blocks inside a list item, a quote or a box."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.report(rules.TOO_DEEP, limit=MAX_DEPTH)
            blocks: tuple[book.Block, ...] = ()
        else:
            blocks = self.blocks(node.children)
        self.depth -= 1
        return blocks

    def _heading(self, node: SyntaxTreeNode) -> book.Heading:
        place = self.place
        inline = node.children[0]
        attributes = self.attributes(node, "a heading", ("id", "lang"))
        words = _TRAILING_ATTRIBUTES.search(inline.content)
        children = self.inlines(inline)
        if words and children and isinstance(children[-1], book.Text):
            more = read_attributes(words[1]) or {}
            attributes |= self.known(more, "a heading", ("id", "lang"))
            last = _TRAILING_ATTRIBUTES.sub("", children[-1].text)
            children = (*children[:-1], *((book.Text(last),) if last else ()))
        return book.Heading(int(node.tag[1]), children, place, **attributes)

    def _paragraph(self, node: SyntaxTreeNode) -> book.Block | None:
        place = self.place
        attributes = self.attributes(node, "a paragraph", ("id", "lang"))
        for line, written in enumerate(_source_of(node).split("\n"), start=place.line):
            if written.startswith(":::"):
                self.found.append(rules.STRAY_FENCE.at(Place(self.path, line)))
        children = self.inlines(node.children[0]) if node.children else ()
        if len(children) == 1 and isinstance(children[0], book.Picture):
            caption = self._title_as_caption(node.children[0])
            return book.Figure(children[0], caption, place, **attributes)
        return book.Paragraph(children, place, **attributes) if children else None

    def _title_as_caption(self, inline: SyntaxTreeNode) -> tuple[book.Inline, ...]:
        """Read a picture's Markdown title, which is its caption."""
        title = str(
            next(one for one in inline.children if one.type == "image").attrs.get("title", "")
        )
        return self.inline_text(title) if title else ()

    def _list(self, node: SyntaxTreeNode) -> book.ListBlock:
        place = self.place
        attributes = self.attributes(node, "a list", ("id", "lang"), ("start",))
        items = []
        for child in node.children:
            self.line = child.map[0] + 1 if child.map else self.line
            item_place = self.place
            items.append(book.ListItem(self._nested(child), item_place))
        return book.ListBlock(
            ordered=node.type == "ordered_list",
            items=tuple(items),
            place=place,
            start=int(node.attrs.get("start", 1)),
            **attributes,
        )

    def _definition_list(self, node: SyntaxTreeNode) -> book.DefinitionList:
        place = self.place
        attributes = self.attributes(node, "a definition list", ("id", "lang"))
        items: list[book.Definition] = []
        for child in node.children:
            self.line = child.map[0] + 1 if child.map else self.line
            if child.type == "dt":
                words = self.inlines(child.children[0])
                if items and not items[-1].meanings:
                    items[-1] = replace(items[-1], terms=(*items[-1].terms, words))
                else:
                    items.append(book.Definition((words,), (), self.place))
            elif items:
                meaning = self._nested(child)
                items[-1] = replace(items[-1], meanings=(*items[-1].meanings, meaning))
        return book.DefinitionList(tuple(items), place, **attributes)

    def _quote(self, node: SyntaxTreeNode) -> book.Quote:
        place = self.place
        attributes = self.attributes(node, "a quote", ("id", "lang"))
        return book.Quote(self._nested(node), place, **attributes)

    # Tables

    def _table(self, node: SyntaxTreeNode) -> book.Table:
        place = self.place
        attributes = self.attributes(node, "a table", ("id", "lang"), ("class",))
        plain = self.classes(node, "a table", ("no-row-headings",))
        head, *rows = (row for part in node.children for row in part.children)
        headings = self._row(head, lambda _: "col")
        width = len(headings.cells)
        scope = "" if plain else "row"
        return book.Table(
            head=headings,
            rows=tuple(
                self._row(row, lambda column: "" if column else scope, width) for row in rows
            ),
            caption=(),
            place=place,
            **attributes,
        )

    def _row(self, node: SyntaxTreeNode, scope: Callable[[int], str], width: int = 0) -> book.Row:
        self.line = node.map[0] + 1 if node.map else self.line
        place = self.place
        written = _cell_count(self.lines[self.line - 1])
        if width and written != width:
            self.report(rules.WRONG_CELL_COUNT, found=written, wanted=width)
        cells = tuple(
            book.Cell(self.inlines(cell.children[0]) if cell.children else (), scope(column))
            for column, cell in enumerate(node.children)
        )
        return book.Row(cells, place)

    def _caption(self, node: SyntaxTreeNode, read: list[book.Block]) -> None:
        """Give a paragraph that begins "Table:" to the table before it, as its caption."""
        if not read or not isinstance(read[-1], book.Table):
            self.report(rules.BAD_TABLE)
            return
        children = self.inlines(node.children[0])
        if isinstance(children[0], book.Text):
            first = book.Text(_TABLE_CAPTION.sub("", children[0].text, count=1))
            children = (first, *children[1:])
        read[-1] = replace(read[-1], caption=children)

    # Boxes

    def _div(self, node: SyntaxTreeNode) -> book.Block | None:
        place = self.place
        name, _, rest = node.info.strip().partition(" ")
        attributes = {}
        if rest.strip():
            read = read_attributes(rest.strip()) or {rest.strip(): ""}
            attributes = self.known(read, "a box", ("id", "lang"))
        if not node.map or not self._is_closed(node.map[1]):
            self.report(rules.OPEN_DIV, name=name)
        if name == "risk":
            return self._risk(node, place, attributes)
        if name not in book.BOXES:
            self.report(rules.UNKNOWN_DIV, name=name, choices=", ".join((*book.BOXES, "risk")))
            return None
        return book.Box(name, self._nested(node), place, **attributes)

    def _is_closed(self, end: int) -> bool:
        """Return whether a div's last line, by the parser's count, closes it."""
        near = self.lines[end : end + 1]
        return bool(near) and near[0].lstrip(" >").startswith(":::")

    def _risk(
        self, node: SyntaxTreeNode, place: Place, attributes: dict[str, str]
    ) -> book.Risk | None:
        """Read a risk block's lines, each `field: words`; a line may go on below."""
        first, last = node.map or (place.line - 1, place.line)
        written: dict[str, tuple[int, str]] = {}
        name = ""
        for number, line in enumerate(self.lines[first + 1 : last], start=first + 2):
            self.line = number
            found = _FIELD.match(line.strip())
            if found and found[1].lower() in (*RISK_FIELDS, FIGURES):
                name = found[1].lower()
                if name in written:
                    what = f"a second line '{name}' in a risk block"
                    self.report(rules.WOULD_BE_LOST, what=what, instead="keep one of the two")
                written[name] = (number, found[2])
            elif line.strip() and not name:
                first_words = found[1] if found else " ".join(line.split()[:4])
                self.report(
                    rules.UNKNOWN_RISK_FIELD,
                    field=first_words,
                    choices=", ".join((*RISK_FIELDS, FIGURES)),
                )
            elif line.strip():
                at, words = written[name]
                written[name] = (at, f"{words} {line.strip()}")
        values = {}
        for name, example in RISK_FIELDS.items():
            self.line, words = written.get(name, (place.line, ""))
            if not words.strip():
                self.report(rules.INCOMPLETE_RISK, field=name, example=example)
            # The sentence that these words end gets its full stop from the template.
            values[name] = self.inline_text(words.rstrip(" .") if name == "what" else words)
        return book.Risk(
            count=values["count"],
            out_of=values["out of"],
            what=values["what"],
            who=values["who"],
            how_long=values["how long"],
            source=values["source"],
            place=place,
            people=self._people(written),
            **attributes,
        )

    def _people(self, written: dict[str, tuple[int, str]]) -> book.People | None:
        """Return whom to draw, where a risk block asks for figures and they can be drawn."""
        self.line, asked = written.get(FIGURES, (0, ""))
        wanted = asked.strip().lower()
        if wanted in ("", "no"):
            return None
        if wanted != "yes":
            self.report(rules.UNKNOWN_CHOICE, key=FIGURES, value=asked.strip(), choices="yes, no")
            return None
        count, out_of = (written.get(name, (0, ""))[1].strip() for name in ("count", "out of"))
        if count.isdecimal() and out_of.isdecimal():
            people = book.People(int(count), int(out_of))
            if 0 < people.out_of <= book.MOST_PEOPLE and people.count <= people.out_of:
                return people
        self.report(rules.NO_FIGURES, most=book.MOST_PEOPLE, count=count, out_of=out_of)
        return None

    # Notes

    def notes(self, root: SyntaxTreeNode) -> tuple[book.Note, ...]:
        """Read the notes that marks in the text point to."""
        notes = []
        for node in (
            one for part in root.children if part.type == "footnote_block" for one in part.children
        ):
            blocks = self.blocks(node.children)
            place = blocks[0].place if blocks else self.place
            for heading in (one for one in blocks if isinstance(one, book.Heading)):
                what, instead = "a heading in a note", "write its words in bold: **words**"
                fault = rules.WOULD_BE_LOST.at(heading.place, what=what, instead=instead)
                self.found.append(fault)
            if not blocks:
                self.line = self.line_that_begins(f"[^{node.meta['label']}]:")
                self.report(rules.NO_NOTE, label=node.meta["label"])
            notes.append(book.Note(node.meta["label"], blocks, place))
        return tuple(notes)

    def report_unused_notes(self, env: dict[str, Any]) -> None:
        """Report every note that no mark points to: the parser would drop it."""
        for key, count in env.get("footnotes", {}).get("refs", {}).items():
            label = key.removeprefix(":")
            if count < 0:
                self.line = self.line_that_begins(f"[^{label}]:")
                self.report(rules.UNUSED_NOTE, label=label)


_BLOCK_READERS: dict[str, Callable[[BlockReader, SyntaxTreeNode], book.Block | None]] = {
    "heading": BlockReader._heading,
    "paragraph": BlockReader._paragraph,
    "bullet_list": BlockReader._list,
    "ordered_list": BlockReader._list,
    "dl": BlockReader._definition_list,
    "blockquote": BlockReader._quote,
    "table": BlockReader._table,
    "container_div": BlockReader._div,
}


def _source_of(node: SyntaxTreeNode) -> str:
    """Return a paragraph's Markdown."""
    return node.children[0].content if node.children else ""


def _cell_count(line: str) -> int:
    """Return how many cells a line of a GFM table has."""
    bare = line.strip().lstrip(">").strip().replace("\\|", "")
    return bare.removeprefix("|").removesuffix("|").count("|") + 1
