"""The data: what a leaflet is made of, from one letter to the whole book.

Everything here is frozen and does no I/O. Markdown is parsed into these types, assembly
joins them, and every output is composed from them. Each node carries a `kind`, by which
the templates choose how to set it, and each block the place where its author wrote it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from plainleaf.diagnostics import Place

# Inline nodes


@dataclass(frozen=True)
class Text:
    """Plain characters."""

    kind: ClassVar[str] = "text"
    text: str


@dataclass(frozen=True)
class Emphasis:
    """Words with stress."""

    kind: ClassVar[str] = "emphasis"
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Strong:
    """Words with weight."""

    kind: ClassVar[str] = "strong"
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Code:
    """Characters that stand for themselves, such as a file's name."""

    kind: ClassVar[str] = "code"
    text: str


@dataclass(frozen=True)
class LineBreak:
    """A line's end that the author asked for."""

    kind: ClassVar[str] = "line-break"


@dataclass(frozen=True)
class Span:
    """Words with a language of their own, an id, or a name: words that are nobody's to change."""

    kind: ClassVar[str] = "span"
    children: tuple[Inline, ...]
    lang: str = ""
    id: str = ""
    is_name: bool = False


@dataclass(frozen=True)
class Link:
    """A link: to `#id` in the leaflet, or to an address outside it."""

    kind: ClassVar[str] = "link"
    target: str
    children: tuple[Inline, ...]
    place: Place

    @property
    def is_internal(self) -> bool:
        """Whether the link leads to a place in the leaflet."""
        return self.target.startswith("#")


@dataclass(frozen=True)
class Citation:
    """One mark such as [3] or [2,5]; `numbers` and `id` are given by assembly."""

    kind: ClassVar[str] = "citation"
    reference_ids: tuple[str, ...]
    place: Place
    numbers: tuple[int, ...] = ()
    id: str = ""


@dataclass(frozen=True)
class NoteMark:
    """The mark that points to an endnote; `number` and `id` are given by assembly."""

    kind: ClassVar[str] = "note-mark"
    label: str
    place: Place
    number: int = 0
    id: str = ""


@dataclass(frozen=True)
class TermLink:
    """The first use of a glossary term in a chapter; made by assembly."""

    kind: ClassVar[str] = "term-link"
    term_id: str
    id: str
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Abbreviation:
    """A short form with what it stands for; made by assembly."""

    kind: ClassVar[str] = "abbreviation"
    short: str
    long: str


@dataclass(frozen=True)
class Picture:
    """An image; `file` is its path within the manuscript. No `alt` means decorative."""

    kind: ClassVar[str] = "picture"
    file: str
    alt: str
    decorative: bool
    place: Place


Inline = (
    Text
    | Emphasis
    | Strong
    | Code
    | LineBreak
    | Span
    | Link
    | Citation
    | NoteMark
    | TermLink
    | Abbreviation
    | Picture
)

# Blocks


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the chapter's title. `id` is made unique by assembly."""

    kind: ClassVar[str] = "heading"
    level: int
    children: tuple[Inline, ...]
    place: Place
    id: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    kind: ClassVar[str] = "paragraph"
    children: tuple[Inline, ...]
    place: Place
    id: str = ""
    lang: str = ""


@dataclass(frozen=True)
class ListItem:
    """One item of a list."""

    kind: ClassVar[str] = "list-item"
    blocks: tuple[Block, ...]
    place: Place


@dataclass(frozen=True)
class ListBlock:
    """A list, with bullets or numbers; `start` is the first number."""

    kind: ClassVar[str] = "list"
    ordered: bool
    items: tuple[ListItem, ...]
    place: Place
    start: int = 1
    id: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Definition:
    """Words and what they mean."""

    kind: ClassVar[str] = "definition"
    terms: tuple[tuple[Inline, ...], ...]
    meanings: tuple[tuple[Block, ...], ...]
    place: Place


@dataclass(frozen=True)
class DefinitionList:
    """A list of words with their meanings."""

    kind: ClassVar[str] = "definition-list"
    items: tuple[Definition, ...]
    place: Place
    id: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell of a table; `scope` is "col", "row" or, for data, empty."""

    kind: ClassVar[str] = "cell"
    children: tuple[Inline, ...]
    scope: str = ""


@dataclass(frozen=True)
class Row:
    """One row of a table."""

    kind: ClassVar[str] = "row"
    cells: tuple[Cell, ...]
    place: Place


@dataclass(frozen=True)
class Table:
    """A table with a heading row and, unless the author says no, row headings."""

    kind: ClassVar[str] = "table"
    caption: tuple[Inline, ...]
    head: Row
    rows: tuple[Row, ...]
    place: Place
    id: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Figure:
    """A picture that stands alone, with its caption."""

    kind: ClassVar[str] = "figure"
    picture: Picture
    caption: tuple[Inline, ...]
    place: Place
    id: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Quote:
    """Words of somebody else."""

    kind: ClassVar[str] = "quote"
    blocks: tuple[Block, ...]
    place: Place
    id: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Box:
    """A fenced div: `name` is one of `BOXES`."""

    kind: ClassVar[str] = "box"
    name: str
    blocks: tuple[Block, ...]
    place: Place
    id: str = ""
    lang: str = ""


BOXES = ("key-message", "warning", "questions", "fill-in")

PARTS = (
    *("about", "audience", "benefits", "get-help", "harms", "not-known", "other-formats"),
    *("questions", "sources", "what-to-do", "who-to-ask"),
)
"""What a chapter can be for, as its front matter names it."""


@dataclass(frozen=True)
class People:
    """So many people of those studied, few enough to draw each one."""

    count: int
    out_of: int

    @property
    def file(self) -> str:
        """The path of the drawing, from the content's folder."""
        return f"drawings/people-{self.count}-of-{self.out_of}.svg"


MOST_PEOPLE = 100
"""How many figures a reader can take in; more are told in words only."""


@dataclass(frozen=True)
class Risk:
    """A harm or benefit as a count of people, never rescaled.

    With `people`, one figure is drawn for each person studied.
    """

    kind: ClassVar[str] = "risk"
    count: tuple[Inline, ...]
    out_of: tuple[Inline, ...]
    what: tuple[Inline, ...]
    who: tuple[Inline, ...]
    how_long: tuple[Inline, ...]
    source: tuple[Inline, ...]
    place: Place
    people: People | None = None
    id: str = ""
    lang: str = ""


Block = Heading | Paragraph | ListBlock | DefinitionList | Table | Figure | Quote | Box | Risk

# Larger parts


@dataclass(frozen=True)
class Note:
    """An endnote as its author wrote it, with the label that marks use."""

    label: str
    blocks: tuple[Block, ...]
    place: Place


@dataclass(frozen=True)
class Chapter:
    """One chapter file, parsed. `blocks` begins with its title where it has one.

    With `new_page`, it begins on a page of its own in print; others follow on. `parts` are those
    of `PARTS` that its author says it is; the checks go by them, and nothing is printed of them.
    """

    file: str
    number: int
    slug: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    short_title: str = ""
    lang: str = ""
    id: str = ""
    new_page: bool = False
    parts: tuple[str, ...] = ()

    @property
    def title(self) -> tuple[Inline, ...]:
        """The words of the chapter's title; empty where it has none."""
        for block in self.blocks:
            if isinstance(block, Heading) and block.level == 1:
                return block.children
        return ()


@dataclass(frozen=True)
class Term:
    """A glossary entry. `uses` are its first uses, one in each chapter that has the term.

    `avoid` are other names for the same thing, which the text should not use.
    """

    id: str
    name: str
    meaning: str
    place: Place
    forms: tuple[str, ...] = ()
    abbreviation: str = ""
    say: str = ""
    citation: Citation | None = None
    uses: tuple[Use, ...] = ()
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True)
class Use:
    """A place that uses a term, a reference or a note: its id and its chapter's title.

    `part` is "chapter", or the part of Plainleaf's own that the place is in; that has no title.
    """

    id: str
    where: str
    part: str = "chapter"


@dataclass(frozen=True)
class Reference:
    """One entry of the reference list, numbered from 1, as pieces ready to set."""

    number: int
    id: str
    source_id: str
    pieces: tuple[ReferencePiece, ...]
    place: Place
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True)
class ReferencePiece:
    """A run of a reference's text; with an address, the whole run is a link to it."""

    text: str
    address: str = ""


@dataclass(frozen=True)
class Provenance:
    """What references.json says of a source besides what prints: its age, and where to find it.

    `issued` and `accessed` are the last days that an incomplete date may mean.
    """

    id: str
    place: Place
    issued: datetime.date | None = None
    accessed: datetime.date | None = None
    can_be_found: bool = True
    is_retracted: bool = False


@dataclass(frozen=True)
class EndNote:
    """A numbered note at the end of the leaflet."""

    number: int
    id: str
    blocks: tuple[Block, ...]
    uses: tuple[Use, ...]


@dataclass(frozen=True)
class ContentsEntry:
    """A line of the contents: where it leads, its words, its depth from 1."""

    id: str
    text: str
    depth: int


@dataclass(frozen=True)
class Image:
    """An image file of the manuscript, read and checked."""

    file: str
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Book:
    """The whole leaflet, assembled, the same for every edition.

    `looked_up` is the day on which all web pages among the references were last looked at;
    `known_references` are the ids of references.json with their places, cited or not;
    `known_images` are the paths of the manuscript's image files, shown or not; `provenance` is
    what is known of each reference besides what prints.
    """

    chapters: tuple[Chapter, ...]
    contents: tuple[ContentsEntry, ...]
    terms: tuple[Term, ...] = ()
    references: tuple[Reference, ...] = ()
    looked_up: datetime.date | None = None
    notes: tuple[EndNote, ...] = ()
    images: tuple[Image, ...] = ()
    known_references: tuple[tuple[str, Place], ...] = ()
    known_images: tuple[str, ...] = ()
    provenance: tuple[Provenance, ...] = ()


def plain_text(nodes: tuple[Inline, ...]) -> str:
    """Return the visible words of inline nodes, without citation and note marks."""
    return "".join(_words(nodes))


def _words(nodes: tuple[Inline, ...]) -> Iterator[str]:
    for node in nodes:
        match node:
            case Text() | Code():
                yield node.text
            case Abbreviation():
                yield node.short
            case LineBreak():
                yield " "
            case Emphasis() | Strong() | Span() | Link() | TermLink():
                yield from _words(node.children)
            case Citation() | NoteMark() | Picture():
                pass
