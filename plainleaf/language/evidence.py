"""Step 5, check: what a leaflet shows of itself to the two checklists of the worksheet.

Only what can be counted or seen in the Book is told here; whether it is good, a person judges.
What is found by the words of English is found in English only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from plainleaf import book
from plainleaf.diagnostics import Place
from plainleaf.language.measures import SENTENCES_MOST, Reading
from plainleaf.language.prose import Kind, Passage, Sentence
from plainleaf.languages import is_english
from plainleaf.settings import Settings

HEADING_WORDS_MOST = 6
"""More words than this make the heading of a row or column long to read in each cell."""

_NUMBER = re.compile(r"(?<![\w-])\d")
_PERCENT = re.compile(r"\d\s?%|per ?cent\b", re.IGNORECASE)
_NOT_KNOWN = re.compile(
    r"\bnot (?:yet )?(?:known|clear|sure)|\bunknown|n['’]t know|\buncertain", re.IGNORECASE
)
_ACTS = re.compile(
    r"(?:ask|avoid|bring|call|check|choose|come|contact|do|drink|eat|find|get|give|go|keep|learn"
    r"|let|look|make|never|phone|please|read|rest|ring|say|see|show|speak|stay|stop|take|talk"
    r"|tell|try|use|visit|wait|wash|wear|write)\b",
    re.IGNORECASE,
)
"""Words with which English sentences begin that tell readers what to do."""

Spot = tuple[Place, str]
"""A place to look at, with the words that stand there."""


@dataclass(frozen=True)
class Evidence:
    """A leaflet as the worksheet looks at it."""

    settings: Settings
    text: book.Book
    reading: Reading

    @property
    def is_english(self) -> bool:
        """Whether what is told by words can be told at all."""
        return is_english(self.settings.language)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The passages of the chapters and notes."""
        return self.reading.whole.passages

    @cached_property
    def opening(self) -> tuple[Passage, ...]:
        """The passages of the first chapter."""
        return self.reading.chapters[0].passages if self.reading.chapters else ()

    @cached_property
    def main_message(self) -> tuple[Passage, ...]:
        """The passages that say the leaflet's main message, word for word."""
        message = " ".join(self.settings.main_message.split())
        return tuple(one for one in self.passages if message and message in one.text)

    @cached_property
    def actions(self) -> tuple[Sentence, ...]:
        """The sentences that tell readers what to do; they are seen in English only."""
        return tuple(one for passage in self.passages for one in self._actions_in(passage))

    @cached_property
    def opening_actions(self) -> tuple[Sentence, ...]:
        """The sentences in the first chapter that tell readers what to do."""
        return tuple(one for passage in self.opening for one in self._actions_in(passage))

    @cached_property
    def numbers(self) -> tuple[Sentence, ...]:
        """The sentences of running text that have figures in them."""
        return tuple(
            one
            for passage in self.passages
            for one in passage.whole_sentences
            if _NUMBER.search(one.text)
        )

    @cached_property
    def percentages(self) -> tuple[Sentence, ...]:
        """The sentences with a percentage."""
        sentences = (one for passage in self.passages for one in passage.sentences)
        return tuple(one for one in sentences if _PERCENT.search(one.text))

    @cached_property
    def long_paragraphs(self) -> tuple[Passage, ...]:
        """The passages of running text with too many sentences."""
        return tuple(one for one in self.passages if len(one.whole_sentences) > SENTENCES_MOST)

    @cached_property
    def not_known(self) -> tuple[Passage, ...]:
        """The headings and passages that say that something is not known."""
        found = [one for one in self.passages if _NOT_KNOWN.search(one.text)]
        return tuple(sorted(found, key=lambda one: one.kind is not Kind.HEADING))

    @cached_property
    def passive(self) -> tuple[Sentence, ...]:
        """The sentences in the passive, where the language lets one tell."""
        return self.reading.whole.passives

    def _actions_in(self, passage: Passage) -> tuple[Sentence, ...]:
        if not self.is_english or passage.box == "questions" or passage.in_quote:
            return ()
        sentences = (one for one in passage.whole_sentences if not one.text.endswith("?"))
        return tuple(one for one in sentences if one.words and _ACTS.fullmatch(one.words[0]))

    def of_kind(self, *kinds: Kind) -> tuple[Passage, ...]:
        """Return the passages of some kinds."""
        return tuple(one for one in self.passages if one.kind in kinds)

    def in_box(self, name: str) -> tuple[Passage, ...]:
        """Return the passages in boxes of a name."""
        return tuple(one for one in self.passages if one.box == name)

    def blocks(self, *kinds: str) -> tuple[book.Block, ...]:
        """Return the blocks of some kinds that stand in chapters, in boxes and lists too."""
        return tuple(
            one
            for chapter in self.text.chapters
            for one in _every_block(chapter.blocks)
            if one.kind in kinds
        )


def spots(found: Iterable[Passage | Sentence], most: int = 8) -> tuple[Spot, ...]:
    """Return where passages or sentences stand, the first ones of them."""
    return tuple((one.place, one.text) for one in found)[:most]


def _every_block(blocks: Iterable[book.Block]) -> Iterable[book.Block]:
    for block in blocks:
        yield block
        match block:
            case book.Box() | book.Quote():
                yield from _every_block(block.blocks)
            case book.ListBlock():
                for item in block.items:
                    yield from _every_block(item.blocks)
            case book.DefinitionList():
                for one in block.items:
                    for meaning in one.meanings:
                        yield from _every_block(meaning)
