"""Step 5, check: inline nodes → plain text, with ranges that tell what its stretches are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

from plainleaf import book


class Mark(StrEnum):
    """Why a stretch of a passage is not simply the author's own words."""

    QUOTATION = "quotation"
    LINK = "link"
    CODE = "code"
    FOREIGN = "foreign"
    NAME = "name"
    TERM = "glossary term"
    ABBREVIATION = "short form"
    EMPHASIS = "emphasis"


@dataclass(frozen=True)
class Range:
    """A stretch of a passage's text, from `start` up to but not with `end`, and what it is."""

    mark: Mark
    start: int
    end: int


_SPACES = re.compile(r"\s+")
_NO_SPACE_BEFORE = tuple(".,;:?!)]’”…")
_QUOTED = re.compile(
    r"“[^“”]*”|\"[^\"]*\"|„[^„“”]*[“”]|«[^«»]*»|「[^「」]*」|(?<!\w)‘[^‘]*?’(?!\w)"
)
"""Words in quotation marks of any of the usual kinds; ’ within a word is an apostrophe."""


def _mark_of(span: book.Span) -> Mark | None:
    """Return why words in brackets are not the author's own; None where they only have an id."""
    if span.lang:
        return Mark.FOREIGN
    return Mark.NAME if span.is_name else None


@dataclass
class PlainText:
    """Writes inline nodes as plain text, and notes ranges and the lines that it learns of."""

    text: str = ""
    marked: list[Range] = field(default_factory=list)
    lines: list[tuple[int, int]] = field(default_factory=list)
    dropped: bool = False

    def write(self, nodes: tuple[book.Inline, ...], line: int) -> None:
        """Add inline nodes that begin on a line of the file."""
        self.lines.append((0, line))
        self._all(nodes)

    def finish(self) -> tuple[str, tuple[Range, ...]]:
        """Return the text and its ranges, quotations found by their marks with them."""
        text = self.text.rstrip()
        marked = [replace(one, end=min(one.end, len(text))) for one in self.marked]
        marked += (
            Range(Mark.QUOTATION, found.start(), found.end()) for found in _QUOTED.finditer(text)
        )
        kept = (one for one in marked if one.start < one.end)
        return text, tuple(sorted(kept, key=lambda one: (one.start, one.end)))

    def _all(self, nodes: tuple[book.Inline, ...]) -> None:
        for node in nodes:
            match node:
                case book.Text():
                    self._add(node.text)
                case book.LineBreak():
                    self._add(" ")
                case book.Code():
                    self._within(Mark.CODE, (book.Text(node.text),))
                case book.Abbreviation():
                    self._within(Mark.ABBREVIATION, (book.Text(node.short),))
                case book.TermLink():
                    self._within(Mark.TERM, node.children)
                case book.Emphasis() | book.Strong():
                    self._within(Mark.EMPHASIS, node.children)
                case book.Link():
                    self.lines.append((len(self.text), node.place.line))
                    self._within(Mark.LINK, node.children)
                case book.Span():
                    self._within(_mark_of(node), node.children)
                case book.Citation() | book.NoteMark() | book.Picture():
                    self.lines.append((len(self.text), node.place.line))
                    self.dropped = True

    def _within(self, mark: Mark | None, nodes: tuple[book.Inline, ...]) -> None:
        start = len(self.text)
        self._all(nodes)
        if mark:
            self.marked.append(Range(mark, start, len(self.text)))

    def _add(self, words: str) -> None:
        words = _SPACES.sub(" ", words)
        if self.dropped and words.lstrip().startswith(_NO_SPACE_BEFORE):
            self.text, words = self.text.rstrip(), words.lstrip()
        self.dropped = self.dropped and not words.strip()
        if self.text.endswith(" ") or not self.text:
            words = words.lstrip()
        self.text += words
