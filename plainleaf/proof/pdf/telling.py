"""Step 8, proof: what a listener is told, word by word, and which words are one thing.

Both the document that was composed and the tag tree of the PDF are brought into this form, so
that the two can be held against each other.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

# Never heard: they only tell a layout where a line may end, or which way letters run.
SILENT = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))


@dataclass
class Word:
    """A word, or a piece of one that a link's end cuts; `is_glued` to the word before it.

    `is_generated` is what layout may have added by itself: a list's mark, a page number.
    """

    text: str
    is_glued: bool
    page: int = 0
    is_generated: bool = False


@dataclass(frozen=True)
class Part:
    """One thing: its kind, its first word and the one after its last, and where it begins."""

    kind: str
    start: int
    end: int
    page: int = 0


@dataclass
class Telling:
    """All words in the order in which they are told, and all things that they make up."""

    words: list[Word] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    _is_glued: bool = False
    _is_cut: bool = False

    def add(self, text: str, page: int = 0) -> None:
        """Tell more text; a word goes on where no space is between."""
        text = unicodedata.normalize("NFC", text).translate(SILENT)
        if not text:
            return
        if text[0].isspace():
            self._is_glued = False
        for word in text.split():
            if self._is_glued and not self._is_cut and self.words:
                self.words[-1].text += word
            else:
                self.words.append(Word(word, self._is_glued, page))
            self._is_glued = self._is_cut = False
        self._is_glued = not text[-1].isspace()

    def cut(self) -> None:
        """Let what comes next be a word of its own, even if no space stands between."""
        self._is_cut = True

    def part_words(self) -> None:
        """Let what comes next begin anew, as at the edge of a block."""
        self._is_glued = False

    @contextmanager
    def within(self, *kinds: str, page: int = 0) -> Iterator[None]:
        """Enter what is told in the block as one thing, of each of the kinds."""
        start = len(self.words)
        yield
        self.parts.extend(Part(kind, start, len(self.words), page) for kind in kinds)

    def quoted(self, start: int, end: int) -> str:
        """Return the words from one to before another as a reader would write them."""
        parts = [
            word.text if word.is_glued and at else f" {word.text}"
            for at, word in enumerate(self.words[start:end])
        ]
        return "".join(parts).strip()
