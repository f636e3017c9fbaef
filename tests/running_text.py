"""The running text of a book as its readers meet it: passages and sentences with citations.

Running text is every paragraph, list item, table cell, caption and risk of the chapters and their
notes. Headings, alternatives of drawings, citations, the glossary, the references and words in
another language are not part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plainleaf import book

_MARK = re.compile("\ue000([^\ue001]*)\ue001")
_SENTENCE_END = re.compile('(?<=[.?!])\\s+(?=["“A-Z0-9])')


@dataclass(frozen=True)
class Sentence:
    """A sentence as it is printed, without marks, with the references cited in it."""

    file: str
    text: str
    references: tuple[str, ...]


def inline_text(nodes: tuple[book.Inline, ...]) -> str:
    """Return the words of inline nodes, each citation as a private mark with its ids."""
    words = []
    for node in nodes:
        match node:
            case book.Text() | book.Code():
                words.append(node.text)
            case book.Abbreviation():
                words.append(node.short)
            case book.LineBreak():
                words.append(" ")
            case book.Citation():
                words.append(f"\ue000{' '.join(node.reference_ids)}\ue001")
            case book.Span() if node.lang:
                pass
            case book.Emphasis() | book.Strong() | book.Span() | book.Link() | book.TermLink():
                words.append(inline_text(node.children))
            case book.NoteMark() | book.Picture():
                pass
    return "".join(words)


def risk_text(block: book.Risk) -> str:
    """Return a risk block as one sentence: a count means nothing without its people and time."""
    count, out_of, what, who, how_long, source = map(
        inline_text,
        (block.count, block.out_of, block.what, block.who, block.how_long, block.source),
    )
    return f"{count} of {out_of} people {what}; who: {who}; how long: {how_long}{source}."


def passages(blocks: tuple[book.Block, ...]) -> Iterator[str]:
    """Yield the passages of blocks in reading order; headings make no claims of their own."""
    for block in blocks:
        match block:
            case book.Paragraph():
                yield inline_text(block.children)
            case book.ListBlock():
                yield from passages(tuple(one for item in block.items for one in item.blocks))
            case book.DefinitionList():
                yield from (inline_text(term) for item in block.items for term in item.terms)
                meanings = (one for item in block.items for one in item.meanings)
                yield from passages(tuple(one for meaning in meanings for one in meaning))
            case book.Quote() | book.Box():
                yield from passages(block.blocks)
            case book.Table():
                yield inline_text(block.caption)
                cells = (cell for row in block.rows for cell in row.cells)
                yield from (inline_text(cell.children) for cell in cells)
            case book.Figure():
                yield inline_text(block.caption)
            case book.Risk():
                yield risk_text(block)


def sentences_of(file: str, passage: str) -> Iterator[Sentence]:
    """Split a passage into sentences and take the citations out of each."""
    for part in _SENTENCE_END.split(passage.replace("\u00a0", " ")):
        ids = " ".join(_MARK.findall(part)).split()
        words = " ".join(_MARK.sub("", part).split())
        text = re.sub(r"\s+([.,:;?!])", r"\1", words)
        if text:
            yield Sentence(file, text, tuple(ids))


def paragraphs_of(chapter: book.Chapter) -> Iterator[tuple[Sentence, ...]]:
    """Yield the sentences of each passage of a chapter and its notes."""
    name = Path(chapter.file).name
    blocks = (*chapter.blocks, *(block for note in chapter.notes for block in note.blocks))
    for passage in passages(blocks):
        yield tuple(sentences_of(name, passage))


def every_sentence(text: book.Book) -> tuple[Sentence, ...]:
    """Return every sentence of a book's running text."""
    paragraphs = (one for chapter in text.chapters for one in paragraphs_of(chapter))
    return tuple(sentence for paragraph in paragraphs for sentence in paragraph)
