"""Step 8, proof: judge whether every expected word is printed, in order and in one piece."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from plainleaf import rules
from plainleaf.artifacts import PAGE_NUMBER
from plainleaf.diagnostics import Diagnostic
from plainleaf.proof.pdf.expectation import Proof, quoted
from plainleaf.proof.pdf.lines import Line
from plainleaf.proof.pdf.setting import ends_in_hyphen

# Never drawn, or added by hyphenation alone, which has a rule of its own.
SILENT = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2010\u2060\ufeff"))

# How much may stand between two blocks before it is doubted that the second is meant:
# list marks, repeated table headings, page numbers of the contents.
BETWEEN_BLOCKS = 600


def compact(text: str) -> str:
    """Return a text for comparison: no spaces, no silent characters, no letter case."""
    letters = unicodedata.normalize("NFC", text).translate(SILENT)
    return "".join(letters.split()).casefold()


@dataclass(frozen=True)
class _Printed:
    """All printed text, compact, and the offset at which each line begins in it."""

    text: str
    starts: tuple[int, ...]


def judge_words(proof: Proof, excused: frozenset[str]) -> Iterator[Diagnostic]:
    """Yield the blocks that are not printed in their place, and words split by a line's end.

    `excused` are the compact texts of blocks of which another rule has told already.
    """
    printed = _printed(proof.lines)
    cursor = 0
    texts = [text for text in proof.expectation.text if compact(text) not in excused]
    wanted = [compact(text) for text in texts]
    for composed, unnumbered, after in zip(texts, wanted, [*wanted[1:], ""], strict=True):
        text, block = _numbered(printed.text, composed, unnumbered, cursor)
        at = _find(printed.text, block, cursor, after.partition(PAGE_NUMBER)[0])
        if at is None:
            yield rules.TEXT_LOST_IN_PDF.at(proof.place, text=quoted(text))
            continue
        cursor = at + len(block)
        yield from _split_words(proof, printed, text, at, cursor)


def _printed(lines: tuple[Line, ...]) -> _Printed:
    pieces = [compact(line.text) for line in lines]
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    return _Printed("".join(pieces), tuple(starts[:-1]))


def _numbered(printed: str, text: str, block: str, cursor: int) -> tuple[str, str]:
    """Return a block as it is printed: with the page numbers that only the layout knows."""
    if PAGE_NUMBER not in block:
        return text, block
    pattern = r"(\d+)".join(map(re.escape, block.split(PAGE_NUMBER)))
    found = re.compile(pattern).search(printed, cursor)
    for number in found.groups() if found else ():
        text = text.replace(PAGE_NUMBER, number, 1)
    return text, compact(text)


def _find(text: str, block: str, cursor: int, after: str) -> int | None:
    """Return where a block stands; None where it is lost, and only like words come later.

    Words that are far off are the block only if the next block follows them.
    """
    at = text.find(block, cursor)
    if at < 0 or at - cursor <= BETWEEN_BLOCKS:
        return at if at >= 0 else None
    end = at + len(block)
    return at if text.find(after, end, end + BETWEEN_BLOCKS + len(after)) >= 0 else None


def _split_words(
    proof: Proof, printed: _Printed, text: str, start: int, end: int
) -> Iterator[Diagnostic]:
    """Yield the lines that end inside a word of a block though no hyphen says so."""
    first, last = bisect_left(printed.starts, start + 1), bisect_left(printed.starts, end)
    if first >= last:
        return
    spaces = _spaces(text)
    for number in range(first, last):
        at = printed.starts[number]
        before, line = proof.lines[number - 1], proof.lines[number]
        inside = _is_word_split(printed.text[at - 1], printed.text[at])
        if at - start in spaces or not inside or before.block.tag != line.block.tag:
            continue
        if not ends_in_hyphen(before):
            yield rules.SPLIT_WORD.at(proof.place, page=before.page, text=quoted(before.text[-40:]))


def _is_word_split(before: str, after: str) -> bool:
    """Return whether a line that ends between two characters ends inside a word.

    Scripts beyond Greek and Cyrillic are left out: some break lines between any letters.
    """
    return bool(re.fullmatch(r"[^\W_]{2}", before + after)) and max(before, after) < "\u0590"


def _spaces(text: str) -> frozenset[int]:
    """Return the offsets in the compact text before which the text has a space."""
    offsets = []
    length = 0
    for word in text.split():
        length += len(compact(word))
        offsets.append(length)
    return frozenset(offsets)
