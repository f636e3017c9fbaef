"""Step 5, check: Book → passages, each with its sentences, as a reader of the language needs them.

A passage is what is read in one go: a paragraph, a list item, a heading, a table's cell. Its text
is plain: citations and note marks are dropped, white space is one space, and a space that does not
break is a space. What may not be judged as the author's own words stands in `marked`, as ranges of
characters: quotations, code, links, words in another language, glossary terms and short forms.

What is running text, which alone the measures of `plainleaf.language.measures` count:

- Paragraphs, list items and meanings (of definition lists, and of the glossary) are running text,
  in boxes, quotes and notes too, and so is a risk as its box prints it. Of these, only whole
  sentences count: those that end with . ? ! … or a colon. A list item such as "a high fever" is
  no sentence, and the sentence that a list goes on with a colon ends there.
- Headings, table cells, captions, alternatives of pictures, terms and the small facts of a risk
  are not: they are labels, and a formula that takes them for sentences finds a text easier than
  it is. References, the cover and Plainleaf's own words are no passages at all.
- A label in bold before other sentences of a passage, of three words at most, is none of them, as
  in "**Long follow-up.** You come back for checks for years."
- Words in another language than the passage's are no words of a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from plainleaf import book
from plainleaf.diagnostics import Place
from plainleaf.language.plaintext import Mark, PlainText, Range
from plainleaf.language.sentences import split_sentences, words_of
from plainleaf.words import words_in

__all__ = [
    "RUNNING",
    "Kind",
    "Mark",
    "Passage",
    "Range",
    "Sentence",
    "chapter_passages",
    "glossary_passages",
    "passages_of",
]

_CLOSERS = "\"'”’»“‘)]"
_WHOLE = frozenset(".?!:…。！？؟۔।")
_LONGEST_LABEL = 3


class Kind(StrEnum):
    """What a passage is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    CELL_HEADING = "heading of a row or column"
    CELL = "table cell"
    CAPTION = "caption"
    ALTERNATIVE = "text alternative"
    TERM = "term"
    MEANING = "meaning"
    RISK = "risk"
    RISK_FACT = "fact of a risk"


RUNNING = frozenset({Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.MEANING, Kind.RISK})
"""The kinds that are running text; see the module's docstring for the rules."""


_NOT_THE_AUTHORS = frozenset({Mark.QUOTATION, Mark.CODE, Mark.FOREIGN, Mark.NAME})


@dataclass(frozen=True)
class Sentence:
    """A sentence: its text, which is `passage.text[start:end]`, its words, and its place.

    `words` are without the marks around them, and without those in another language.
    """

    text: str
    words: tuple[str, ...]
    place: Place
    start: int
    end: int

    @property
    def is_whole(self) -> bool:
        """Whether it ends as sentences do; a list item such as "a high fever" does not."""
        return self.text.rstrip(_CLOSERS)[-1:] in _WHOLE


@dataclass(frozen=True)
class Passage:
    """What is read in one go, with all that a rule may want to know of where it stands.

    `chapter` is the chapter's number, 0 in notes and the glossary. `section` is the heading above.
    `box` is the name of the box around it, such as "questions" or "risk". `part` is the block it
    is a part of, such as a list or a table: passages with the same `part` are neighbours in it.
    """

    kind: Kind
    place: Place
    language: str
    text: str
    sentences: tuple[Sentence, ...]
    marked: tuple[Range, ...] = ()
    chapter: int = 0
    section: str = ""
    box: str = ""
    part: Place | None = None
    in_quote: bool = False
    in_note: bool = False

    @property
    def is_running(self) -> bool:
        """Whether its whole sentences are running text."""
        return self.kind in RUNNING

    @property
    def own_text(self) -> str:
        """The text with blanks, one for one, for what is not the author's own wording."""
        text = self.text
        if self.in_quote:
            return " " * len(text)
        for one in self.marked:
            if one.mark in _NOT_THE_AUTHORS:
                text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
        return text

    @property
    def whole_sentences(self) -> tuple[Sentence, ...]:
        """The sentences that the measures count; none in labels such as headings."""
        if not self.is_running:
            return ()
        counted = self.sentences[1:] if self._begins_with_label else self.sentences
        return tuple(one for one in counted if one.is_whole)

    @property
    def _begins_with_label(self) -> bool:
        """Whether it begins as in "**Long follow-up.** You come back for years."."""
        first = self.sentences[0]
        return (
            len(self.sentences) > 1
            and len(first.words) <= _LONGEST_LABEL
            and any(
                one.mark is Mark.EMPHASIS and one.start == 0 and one.end >= first.end
                for one in self.marked
            )
        )

    def marks_at(self, start: int, end: int) -> frozenset[Mark]:
        """Return the marks of all ranges that touch a stretch of the text."""
        return frozenset(one.mark for one in self.marked if one.start < end and start < one.end)


def passages_of(text: book.Book, language: str) -> tuple[Passage, ...]:
    """Return every passage of a book in the order of print; `language` is the leaflet's tag."""
    chapters = (one for chapter in text.chapters for one in chapter_passages(chapter, language))
    blocks = (block for note in text.notes for block in note.blocks)
    notes = _Walk(_Where(language, in_note=True)).blocks(blocks)
    return (*chapters, *notes, *glossary_passages(text.terms, language))


def chapter_passages(chapter: book.Chapter, language: str) -> tuple[Passage, ...]:
    """Return the passages of one chapter, and of the notes that still stand in it."""
    where = _Where(chapter.lang or language, chapter.number)
    notes = (block for note in chapter.notes for block in note.blocks)
    return (
        *_Walk(where).blocks(chapter.blocks),
        *_Walk(replace(where, in_note=True)).blocks(notes),
    )


def glossary_passages(terms: Iterable[book.Term], language: str) -> tuple[Passage, ...]:
    """Return the names and meanings of glossary terms, in their order."""
    made: list[Passage] = []
    for term in terms:
        where = replace(_Where(language), part=term.place)
        for kind, words in ((Kind.TERM, term.name), (Kind.MEANING, term.meaning)):
            made += where.passage(kind, (book.Text(words),), term.place)
    return tuple(made)


# From blocks to passages


@dataclass(frozen=True)
class _Where:
    """What the passages of one place have in common."""

    language: str
    chapter: int = 0
    section: str = ""
    box: str = ""
    part: Place | None = None
    in_quote: bool = False
    in_note: bool = False

    def passage(
        self, kind: Kind, nodes: tuple[book.Inline, ...], place: Place
    ) -> Iterator[Passage]:
        """Yield the passage that inline nodes make, or none where they have no words."""
        written = PlainText()
        written.write(nodes, place.line)
        text, marked = written.finish()
        if not text:
            return
        sentences = tuple(_sentences(text, marked, written.lines, place, self.language))
        yield Passage(
            kind,
            place,
            self.language,
            text,
            sentences,
            marked,
            self.chapter,
            self.section,
            self.box,
            self.part,
            self.in_quote,
            self.in_note,
        )


@dataclass
class _Walk:
    """Goes through blocks in reading order and remembers the last heading."""

    where: _Where

    def blocks(
        self, blocks: Iterable[book.Block], kind: Kind = Kind.PARAGRAPH
    ) -> Iterator[Passage]:
        """Yield the passages of blocks; `kind` is what a paragraph is here."""
        for block in blocks:
            outer = self.where
            self.where = replace(outer, language=block.lang or outer.language)
            yield from self._block(block, kind)
            self.where = replace(outer, section=self.where.section)

    def _block(self, block: book.Block, kind: Kind) -> Iterator[Passage]:
        match block:
            case book.Heading():
                self.where = replace(self.where, section=book.plain_text(block.children))
                yield from self.where.passage(Kind.HEADING, block.children, block.place)
            case book.Paragraph():
                yield from self.where.passage(kind, block.children, block.place)
            case book.Quote():
                self.where = replace(self.where, in_quote=True)
                yield from self.blocks(block.blocks, kind)
            case book.Box():
                self.where = replace(self.where, box=block.name)
                yield from self.blocks(block.blocks, kind)
            case book.Figure():
                alternative = (book.Text(block.picture.alt),)
                yield from self.where.passage(Kind.ALTERNATIVE, alternative, block.picture.place)
                yield from self.where.passage(Kind.CAPTION, block.caption, block.place)
            case _:
                self.where = replace(self.where, part=block.place)
                yield from self._parts(block)

    def _parts(
        self, block: book.ListBlock | book.DefinitionList | book.Table | book.Risk
    ) -> Iterator[Passage]:
        """Yield the passages of a block that has several parts, which know it by its place."""
        match block:
            case book.ListBlock():
                for item in block.items:
                    yield from self.blocks(item.blocks, Kind.LIST_ITEM)
            case book.DefinitionList():
                for one in block.items:
                    for words in one.terms:
                        yield from self.where.passage(Kind.TERM, words, one.place)
                    for meaning in one.meanings:
                        yield from self.blocks(meaning, Kind.MEANING)
            case book.Table():
                yield from self._table(block)
            case book.Risk():
                self.where = replace(self.where, box="risk")
                yield from self._risk(block)

    def _table(self, table: book.Table) -> Iterator[Passage]:
        yield from self.where.passage(Kind.CAPTION, table.caption, table.place)
        for row in (table.head, *table.rows):
            for cell in row.cells:
                kind = Kind.CELL_HEADING if cell.scope else Kind.CELL
                yield from self.where.passage(kind, cell.children, row.place)

    def _risk(self, risk: book.Risk) -> Iterator[Passage]:
        """Yield a risk as the sentence that its box prints, then the facts below it."""
        own = words_in(self.where.language)
        statement = (
            *(*risk.count, book.Text(f" {own['risk_out_of']} ")),
            *(*risk.out_of, book.Text(f" {own['risk_people']} ")),
            *(*risk.what, book.Text(".")),
        )
        yield from self.where.passage(Kind.RISK, statement, risk.place)
        for fact in (risk.who, risk.how_long, risk.source):
            yield from self.where.passage(Kind.RISK_FACT, fact, risk.place)


# From plain text to sentences


def _sentences(
    text: str,
    marked: tuple[Range, ...],
    lines: list[tuple[int, int]],
    place: Place,
    language: str,
) -> Iterator[Sentence]:
    foreign = [one for one in marked if one.mark is Mark.FOREIGN]
    for start, end in split_sentences(text, language):
        own = text[start:end]
        for one in foreign:
            left, right = max(one.start, start) - start, min(one.end, end) - start
            if left < right:
                own = own[:left] + " " * (right - left) + own[right:]
        line = max(line for at, line in lines if at <= start)
        yield Sentence(text[start:end], words_of(own), Place(place.path, line), start, end)
