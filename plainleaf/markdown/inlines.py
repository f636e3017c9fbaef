"""Step 3, parse: what stands in a line: words, links, pictures, marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from plainleaf import book, rules
from plainleaf.diagnostics import Place
from plainleaf.markdown.reader import Reader
from plainleaf.markdown.syntax import PARSER

MAX_INLINE_DEPTH = 20
"""How deep emphasis, links and the like may stand in one another."""

SOFT_HYPHEN = "\u00ad"
NO_BREAK_SPACE = "\u00a0"

SOFT_HYPHENED = re.compile(rf"[^\s{SOFT_HYPHEN}]*{SOFT_HYPHEN}\S*")
_ODD_CITATION = re.compile(r"\[[^\[\]@]*@[\w-][^\[\]]*\]")
_MISSING_NOTE = re.compile(r"\[\^([^\[\]\s]+)\]")

_INSTEAD = {
    "hr": ("a line across the page", "begin a new section with a heading (##) instead"),
    "fence": ("a code block", "write it as ordinary text"),
    "code_block": (
        "text that is indented by four spaces (a code block)",
        "take the spaces at the beginning of the line away",
    ),
}

_UNSPACED = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
_LINE_WITHIN_CHINESE = re.compile(rf"(?<={_UNSPACED})\n(?={_UNSPACED})")
"""Chinese and Japanese have no spaces between words, so a line's end in the source is none."""


@dataclass
class InlineReader(Reader):
    """Reads the inline nodes of the parser's tree."""

    def cut_back(self, token: Token) -> None:
        """Empty a block whose words stand too deep in one another, and report it."""
        if max((child.level for child in token.children or ()), default=0) > MAX_INLINE_DEPTH:
            self.line = token.map[0] + 1 if token.map else self.line
            what = f"bold words or links more than {MAX_INLINE_DEPTH} deep in one another"
            self.report(rules.WOULD_BE_LOST, what=what, instead="take some of the marks away")
            token.children = []

    def cannot_show(self, node: SyntaxTreeNode) -> None:
        """Report something that no edition can show."""
        if node.type == "html_block":
            self.report(rules.RAW_HTML, found=node.content.strip().split("\n")[0][:60])
            return
        what, instead = _INSTEAD.get(node.type, (f"'{node.type}'", "write it in another way"))
        self.report(rules.WOULD_BE_LOST, what=what, instead=instead)

    def inline_text(self, words: str) -> tuple[book.Inline, ...]:
        """Read a line of Markdown that stands in no block of its own."""
        tokens = PARSER.parseInline(words, {})
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
        for found in SOFT_HYPHENED.finditer(words):
            # One that was written as &shy; is seen only here.
            place = Place(self.path, begun + words.count("\n", 0, found.start()))
            word = found[0].replace(SOFT_HYPHEN, "-")
            self.found.append(rules.SOFT_HYPHEN.at(place, word=word))
        words = _LINE_WITHIN_CHINESE.sub("", words)
        return book.Text(words.replace("\n", " ").replace(SOFT_HYPHEN, ""))

    def _inline(self, node: SyntaxTreeNode) -> book.Inline | None:
        place = self.place
        match node.type:
            case "em":
                return book.Emphasis(tuple(self._inline_nodes(node.children)))
            case "strong":
                return book.Strong(tuple(self._inline_nodes(node.children)))
            case "code_inline":
                self.attributes(node, "code", ())
                return book.Code(node.content)
            case "hardbreak":
                self.line += 1
                return book.LineBreak()
            case "span":
                where = "words in brackets"
                attributes = self.attributes(node, where, ("id", "lang"), ("class",))
                is_name = self.classes(node, where, ("name",))
                children = tuple(self._inline_nodes(node.children))
                return book.Span(children, is_name=is_name, **attributes)
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
        self.cannot_show(node)
        return None

    def _inline_html(self, node: SyntaxTreeNode) -> None:
        """Report a tag, unless it ends what was told of on this line already."""
        told = {(one.code, one.place) for one in self.found}
        ends = node.content.startswith("</")
        if not (ends and (rules.RAW_HTML.code, self.place) in told):
            self.report(rules.RAW_HTML, found=node.content)

    def _link(self, node: SyntaxTreeNode, place: Place) -> book.Link:
        self.attributes(node, "a link", (), ("href", "title"))
        target = str(node.attrs.get("href", ""))
        # The parser encodes letters of other scripts, and ids keep them.
        target = unquote(target) if target.startswith("#") else target
        return book.Link(target, tuple(self._inline_nodes(node.children)), place)

    def _picture(self, node: SyntaxTreeNode, place: Place) -> book.Picture:
        self.attributes(node, "an image", (), ("src", "alt", "title", "class"))
        decorative = self.classes(node, "an image", ("decorative",))
        alt = "".join(one.content for one in node.walk() if one.type.startswith("text"))
        file = unquote(str(node.attrs.get("src", "")))
        return book.Picture(file, alt.strip(), decorative, place)
