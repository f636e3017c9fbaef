"""Step 3, parse: a chapter's Markdown → Chapter, every block with its file and line.

CommonMark with tables, definition lists, footnotes, attributes and fenced divs; the only
module that knows the Markdown parser. Whatever no edition could show gets a diagnostic.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any
from urllib.parse import unquote

import yaml
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.attrs.parse import ParseError
from mdit_py_plugins.attrs.parse import parse as parse_attributes
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from plainleaf import book, rules
from plainleaf.diagnostics import Diagnostic, Outcome, Place
from plainleaf.languages import is_language
from plainleaf.manuscript import ChapterSource
from plainleaf.tomlfile import EXAMPLES, UNPRINTABLE

MAX_DEPTH = 8
"""How deep lists, quotes and boxes may stand in one another."""

MAX_INLINE_DEPTH = 20
"""How deep emphasis, links and the like may stand in one another."""

SOFT_HYPHEN = "\u00ad"
NO_BREAK_SPACE = "\u00a0"

RISK_FIELDS = {
    "what": "what: had a mild reaction",
    "count": "count: 10",
    "out of": "out of: 15",
    "who": "who: people with lupus in one study",
    "how long": "how long: 15 months, for half of them or longer",
    "source": "source: [@muller2024]",
}

_CITATION = re.compile(r"\[(@[\w:.#$%&+?<>~/-]+(?:\s*;\s*@[\w:.#$%&+?<>~/-]+)*)\]")
_ODD_CITATION = re.compile(r"\[[^\[\]@]*@[\w-][^\[\]]*\]")
_MISSING_NOTE = re.compile(r"\[\^([^\[\]\s]+)\]")
_SOFT_HYPHENED = re.compile(rf"[^\s{SOFT_HYPHEN}]*{SOFT_HYPHEN}\S*")
_TRAILING_ATTRIBUTES = re.compile(r"(?:(?<!\s)\s+)?(\{[^{}]*\})\s*$")
_TABLE_CAPTION = re.compile(r"Table:\s*")
_FIELD = re.compile(r"([A-Za-z][A-Za-z ]*?)\s*:(?:\s+|$)(.*)")

_INSTEAD = {
    "hr": ("a line across the page", "begin a new section with a heading (##) instead"),
    "fence": ("a code block", "write it as ordinary text"),
    "code_block": (
        "text that is indented by four spaces (a code block)",
        "take the spaces at the beginning of the line away",
    ),
}


def _read_citation(state: StateInline, silent: bool) -> bool:
    """Read `[@one; @two]` as one citation: a rule for the Markdown parser."""
    found = _CITATION.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.meta = {"ids": [one.strip().lstrip("@") for one in found[1].split(";")]}
    state.pos = found.end()
    return True


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 40}).enable("table")
    front_matter_plugin(parser)
    footnote_plugin(parser, inline=False)
    deflist_plugin(parser)
    container_plugin(parser, "div", validate=lambda params, _: bool(params.strip()))
    attrs_plugin(parser, spans=True)
    attrs_block_plugin(parser)
    parser.inline.ruler.before("link", "citation", _read_citation)
    # Every address becomes a link, so that `checks.links` can tell of the unsafe ones.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return parser


_PARSER = _make_parser()


def parse(source: ChapterSource) -> Outcome[book.Chapter]:
    """Parse one chapter; the chapter holds all that could be read."""
    text, soft_hyphens = _without_soft_hyphens(source)
    env: dict[str, Any] = {}
    tokens = _PARSER.parse(text, env)
    reader = _Reader(source.path, text.split("\n"))
    reader.found.extend(soft_hyphens)
    for token in tokens:
        reader.cut_back(token)
    root = SyntaxTreeNode(tokens)
    front = reader.front_matter(root)
    blocks = reader.blocks([one for one in root.children if one.type != "footnote_block"])
    notes = reader.notes(root)
    reader.report_unused_notes(env)
    chapter = book.Chapter(
        file=source.path,
        number=source.number,
        slug=source.slug,
        blocks=blocks,
        notes=notes,
        short_title=front.short_title,
        lang=front.lang,
        new_page=front.new_page,
    )
    return Outcome(chapter, tuple(reader.found))


def _without_soft_hyphens(source: ChapterSource) -> tuple[str, list[Diagnostic]]:
    """Return the text without soft hyphens, and a diagnostic for each word that had one."""
    if SOFT_HYPHEN not in source.text:
        return source.text, []
    found = [
        rules.SOFT_HYPHEN.at(Place(source.path, number), word=word.replace(SOFT_HYPHEN, "-"))
        for number, line in enumerate(source.text.split("\n"), start=1)
        for word in line.split()
        if SOFT_HYPHEN in word
    ]
    return source.text.replace(SOFT_HYPHEN, ""), found


@dataclass(frozen=True)
class _FrontMatter:
    """What may stand between --- above a chapter's title."""

    short_title: str = ""
    lang: str = ""
    new_page: bool = False


@dataclass
class _Reader:
    """Turns the parser's tree into a book's blocks and collects what is wrong."""

    path: str
    lines: list[str]
    found: list[Diagnostic] = field(default_factory=list)
    line: int = 1
    depth: int = 0

    @property
    def place(self) -> Place:
        """Where the reader is."""
        return Place(self.path, self.line)

    def report(self, rule: rules.Rule, **facts: object) -> None:
        """Report a broken rule at the place where the reader is."""
        self.found.append(rule.at(self.place, **facts))

    def cut_back(self, token: Token) -> None:
        """Empty a block whose words stand too deep in one another, and report it."""
        if max((child.level for child in token.children or ()), default=0) > MAX_INLINE_DEPTH:
            self.line = token.map[0] + 1 if token.map else self.line
            what = f"bold words or links more than {MAX_INLINE_DEPTH} deep in one another"
            self.report(rules.WOULD_BE_LOST, what=what, instead="take some of the marks away")
            token.children = []

    # Blocks

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
                self._cannot_show(node)
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

    def _cannot_show(self, node: SyntaxTreeNode) -> None:
        if node.type == "html_block":
            self.report(rules.RAW_HTML, found=node.content.strip().split("\n")[0][:60])
            return
        what, instead = _INSTEAD.get(node.type, (f"'{node.type}'", "write it in another way"))
        self.report(rules.WOULD_BE_LOST, what=what, instead=instead)

    def _heading(self, node: SyntaxTreeNode) -> book.Heading:
        place = self.place
        inline = node.children[0]
        attributes = self._attributes(node, "a heading", ("id", "lang"))
        words = _TRAILING_ATTRIBUTES.search(inline.content)
        children = self.inlines(inline)
        if words and children and isinstance(children[-1], book.Text):
            try:
                _, more = parse_attributes(words[1])
            except ParseError:
                more = {}
            attributes |= self._known(more, "a heading", ("id", "lang"))
            last = _TRAILING_ATTRIBUTES.sub("", children[-1].text)
            children = (*children[:-1], *((book.Text(last),) if last else ()))
        return book.Heading(int(node.tag[1]), children, place, **attributes)

    def _paragraph(self, node: SyntaxTreeNode) -> book.Block | None:
        place = self.place
        attributes = self._attributes(node, "a paragraph", ("id", "lang"))
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
        return self._inline_text(title) if title else ()

    def _list(self, node: SyntaxTreeNode) -> book.ListBlock:
        place = self.place
        attributes = self._attributes(node, "a list", ("id", "lang"), ("start",))
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
        attributes = self._attributes(node, "a definition list", ("id", "lang"))
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
        attributes = self._attributes(node, "a quote", ("id", "lang"))
        return book.Quote(self._nested(node), place, **attributes)

    # Tables

    def _table(self, node: SyntaxTreeNode) -> book.Table:
        place = self.place
        attributes = self._attributes(node, "a table", ("id", "lang"), ("class",))
        plain = self._classes(node, "a table", ("no-row-headings",))
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
            try:
                _, read = parse_attributes(rest.strip())
            except ParseError:
                read = {rest.strip(): ""}
            attributes = self._known(read, "a box", ("id", "lang"))
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
            if found and found[1].lower() in RISK_FIELDS:
                name = found[1].lower()
                if name in written:
                    what = f"a second line '{name}' in a risk block"
                    self.report(rules.WOULD_BE_LOST, what=what, instead="keep one of the two")
                written[name] = (number, found[2])
            elif line.strip() and not name:
                first_words = found[1] if found else " ".join(line.split()[:4])
                self.report(
                    rules.UNKNOWN_RISK_FIELD, field=first_words, choices=", ".join(RISK_FIELDS)
                )
            elif line.strip():
                at, words = written[name]
                written[name] = (at, f"{words} {line.strip()}")
        values = {}
        for name, example in RISK_FIELDS.items():
            self.line, words = written.get(name, (place.line, ""))
            if not words.strip():
                self.report(rules.INCOMPLETE_RISK, field=name, example=example)
            values[name] = self._inline_text(words)
        return book.Risk(
            count=values["count"],
            out_of=values["out of"],
            what=values["what"],
            who=values["who"],
            how_long=values["how long"],
            source=values["source"],
            place=place,
            **attributes,
        )

    # Notes and front matter

    def notes(self, root: SyntaxTreeNode) -> tuple[book.Note, ...]:
        """Read the notes that marks in the text point to."""
        notes = []
        for node in (
            one for part in root.children if part.type == "footnote_block" for one in part.children
        ):
            blocks = self.blocks(node.children)
            place = blocks[0].place if blocks else self.place
            if not blocks:
                self.line = self._line_that_begins(f"[^{node.meta['label']}]:")
                self.report(rules.NO_NOTE, label=node.meta["label"])
            notes.append(book.Note(node.meta["label"], blocks, place))
        return tuple(notes)

    def report_unused_notes(self, env: dict[str, Any]) -> None:
        """Report every note that no mark points to: the parser would drop it."""
        for key, count in env.get("footnotes", {}).get("refs", {}).items():
            label = key.removeprefix(":")
            if count < 0:
                self.line = self._line_that_begins(f"[^{label}]:")
                self.report(rules.UNUSED_NOTE, label=label)

    def front_matter(self, root: SyntaxTreeNode) -> _FrontMatter:
        """Read the lines between --- above the title, all optional."""
        node = next((one for one in root.children if one.type == "front_matter"), None)
        if node is None:
            return _FrontMatter()
        try:
            data = yaml.safe_load(node.content) or {}
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            self.line = mark.line + 2 if mark else 1
            reason = str(getattr(error, "problem", error))
            self.report(rules.NOT_PARSABLE, format="YAML", reason=reason)
            return _FrontMatter()
        except RecursionError:
            self.report(rules.NOT_PARSABLE, format="YAML", reason="it is nested too deeply")
            return _FrontMatter()
        except ValueError:
            reason = "there is no such date or number; put it between quotation marks"
            self.report(rules.NOT_PARSABLE, format="YAML", reason=reason)
            return _FrontMatter()
        self.line = 1
        if not isinstance(data, dict):
            self.report(rules.NOT_PARSABLE, format="YAML", reason="it has no 'key: words' lines")
            return _FrontMatter()
        known = {one.name: type(one.default) for one in fields(_FrontMatter)}
        values: dict[str, Any] = {}
        for key, value in data.items():
            self.line = self._line_that_begins(f"{key}:")
            if key not in known:
                hint = f"the front matter of a chapter can have: {', '.join(known)}"
                self.report(rules.UNKNOWN_KEY, key=key, hint=hint)
            elif value is not None and type(value) is not known[key]:
                wanted, example = EXAMPLES[known[key]]
                self.report(
                    rules.WRONG_TYPE,
                    key=key,
                    wanted=wanted,
                    found=_short(value),
                    example=example.format(key=key).replace(" =", ":"),
                )
            elif isinstance(value, str) and (odd := UNPRINTABLE.search(value)):
                self.report(rules.UNPRINTABLE, character=f"U+{ord(odd[0]):04X}")
            elif value is not None:
                values |= self._with_real_language({key: value})
        return _FrontMatter(**values)

    def _line_that_begins(self, words: str) -> int:
        """Return the first line that begins with words, inside a quote or a list too; else 1."""
        lines = enumerate(self.lines, start=1)
        return next((at for at, line in lines if line.lstrip(" >*+-").startswith(words)), 1)

    # Inlines

    def _inline_text(self, words: str) -> tuple[book.Inline, ...]:
        """Read a line of Markdown that stands in no block of its own."""
        tokens = _PARSER.parseInline(words, {})
        for token in tokens:
            self.cut_back(token)
        return tuple(self._inline_nodes(SyntaxTreeNode(tokens).children[0].children))

    def inlines(self, inline: SyntaxTreeNode) -> tuple[book.Inline, ...]:
        """Read the children of a block's inline node."""
        if inline.map:
            self.line = inline.map[0] + 1
        return tuple(self._inline_nodes(inline.children))

    def _inline_nodes(self, nodes: Sequence[SyntaxTreeNode]) -> Iterator[book.Inline]:
        """Yield inline nodes, with runs of plain text joined to one."""
        waiting, begun = "", self.line
        for node in nodes:
            if node.type in ("text", "text_special", "softbreak"):
                if not waiting:
                    begun = self.line
                self.line += node.type == "softbreak"
                waiting += "\n" if node.type == "softbreak" else node.content
                continue
            if node.type == "footnote_ref" and waiting and not waiting[-1].isspace():
                # Note marks stand on the baseline in brackets, so they need a space.
                waiting += NO_BREAK_SPACE
            if waiting:
                yield self._text(waiting, begun)
                waiting = ""
            made = self._inline(node)
            if made is not None:
                yield made
        if waiting:
            yield self._text(waiting, begun)

    def _text(self, words: str, begun: int) -> book.Text:
        """Make a text of words that begin on a line and go on over line ends."""
        for found in _MISSING_NOTE.finditer(words):
            place = Place(self.path, begun + words.count("\n", 0, found.start()))
            self.found.append(rules.NO_NOTE.at(place, label=found[1]))
        for found in _ODD_CITATION.finditer(words):
            place = Place(self.path, begun + words.count("\n", 0, found.start()))
            self.found.append(
                rules.WOULD_BE_LOST.at(
                    place,
                    what=f"a citation written as {' '.join(found[0].split())}",
                    instead="write only the references' names: [@one; @two]",
                )
            )
        for found in _SOFT_HYPHENED.finditer(words):
            # One that was written as &shy; is seen only here.
            place = Place(self.path, begun + words.count("\n", 0, found.start()))
            word = found[0].replace(SOFT_HYPHEN, "-")
            self.found.append(rules.SOFT_HYPHEN.at(place, word=word))
        return book.Text(words.replace("\n", " ").replace(SOFT_HYPHEN, ""))

    def _inline(self, node: SyntaxTreeNode) -> book.Inline | None:
        place = self.place
        match node.type:
            case "em":
                return book.Emphasis(tuple(self._inline_nodes(node.children)))
            case "strong":
                return book.Strong(tuple(self._inline_nodes(node.children)))
            case "code_inline":
                self._attributes(node, "code", ())
                return book.Code(node.content)
            case "hardbreak":
                self.line += 1
                return book.LineBreak()
            case "span":
                attributes = self._attributes(node, "words in brackets", ("id", "lang"))
                return book.Span(tuple(self._inline_nodes(node.children)), **attributes)
            case "link":
                return self._link(node, place)
            case "image":
                return self._picture(node, place)
            case "citation":
                return book.Citation(tuple(node.meta["ids"]), place)
            case "footnote_ref":
                return book.NoteMark(node.meta["label"], place)
            case "footnote_anchor":
                return None
            case "html_inline":
                self._inline_html(node)
                return None
        self._cannot_show(node)
        return None

    def _inline_html(self, node: SyntaxTreeNode) -> None:
        """Report a tag, unless it ends what was told of on this line already."""
        told = {(one.code, one.place) for one in self.found}
        ends = node.content.startswith("</")
        if not (ends and (rules.RAW_HTML.code, self.place) in told):
            self.report(rules.RAW_HTML, found=node.content)

    def _link(self, node: SyntaxTreeNode, place: Place) -> book.Link:
        self._attributes(node, "a link", (), ("href", "title"))
        target = str(node.attrs.get("href", ""))
        # The parser encodes letters of other scripts, and ids keep them.
        target = unquote(target) if target.startswith("#") else target
        return book.Link(target, tuple(self._inline_nodes(node.children)), place)

    def _picture(self, node: SyntaxTreeNode, place: Place) -> book.Picture:
        self._attributes(node, "an image", (), ("src", "alt", "title", "class"))
        decorative = self._classes(node, "an image", ("decorative",))
        alt = "".join(one.content for one in node.walk() if one.type.startswith("text"))
        file = unquote(str(node.attrs.get("src", "")))
        return book.Picture(file, alt.strip(), decorative, place)

    # Attributes

    def _classes(self, node: SyntaxTreeNode, where: str, known: tuple[str, ...]) -> bool:
        """Return whether a node has one of the known classes; report any other."""
        classes = str(node.attrs.get("class", "")).split()
        for name in classes:
            if name not in known:
                choices = ", ".join(f".{one}" for one in known)
                self.report(
                    rules.UNKNOWN_ATTRIBUTE, attribute=f".{name}", where=where, choices=choices
                )
        return bool(set(classes) & set(known))

    def _attributes(
        self,
        node: SyntaxTreeNode,
        where: str,
        wanted: tuple[str, ...],
        silent: tuple[str, ...] = (),
    ) -> dict[str, str]:
        """Return a node's wanted attributes; report all but those and the silent ones."""
        written = {key: str(value) for key, value in node.attrs.items() if key not in silent}
        return self._known(written, where, wanted)

    def _known(
        self, written: dict[str, str], where: str, wanted: tuple[str, ...]
    ) -> dict[str, str]:
        for name, value in written.items():
            if name not in wanted:
                told = f".{value}" if name == "class" else name
                choices = ", ".join(wanted) or "none"
                self.report(rules.UNKNOWN_ATTRIBUTE, attribute=told, where=where, choices=choices)
        return self._with_real_language(
            {key: value for key, value in written.items() if key in wanted}
        )

    def _with_real_language(self, attributes: dict[str, Any]) -> dict[str, Any]:
        tag = attributes.get("lang", "")
        if tag and not is_language(tag):
            self.report(rules.BAD_LANGUAGE, tag=tag)
            return {key: value for key, value in attributes.items() if key != "lang"}
        return attributes


_BLOCK_READERS: dict[str, Callable[[_Reader, SyntaxTreeNode], book.Block | None]] = {
    "heading": _Reader._heading,
    "paragraph": _Reader._paragraph,
    "bullet_list": _Reader._list,
    "ordered_list": _Reader._list,
    "dl": _Reader._definition_list,
    "blockquote": _Reader._quote,
    "table": _Reader._table,
    "container_div": _Reader._div,
}


def _short(value: object) -> str:
    """Return a value of the front matter in a few words: a few aliases could fill the memory."""
    if isinstance(value, list | dict | set | tuple):
        return "a list"
    if isinstance(value, int) and value.bit_length() > 64:
        return "a very long number"
    return f"'{value}'"


def _source_of(node: SyntaxTreeNode) -> str:
    """Return a paragraph's Markdown."""
    return node.children[0].content if node.children else ""


def _cell_count(line: str) -> int:
    """Return how many cells a line of a GFM table has."""
    bare = line.strip().lstrip(">").strip().replace("\\|", "")
    return bare.removeprefix("|").removesuffix("|").count("|") + 1
