"""Step 8, proof: join runs of words into the lines that a reader sees."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from plainleaf.proof.pdf.printed import WORD_GAP, PrintedDocument, Run
from plainleaf.proof.pdf.structure import Element, Structure

# Of the size: less than this up or down, and words are on one line (a raised mark is).
ONE_LINE = 0.5
LEADER = re.compile(r"(?:[.·…_]\s?){4,}")


@dataclass(frozen=True)
class Line:
    """A line of one block: a paragraph, a heading, a cell, the words of a list item."""

    page: int
    block: Element
    runs: tuple[Run, ...]
    first_leaf: int
    last_leaf: int

    @cached_property
    def text(self) -> str:
        """The words of the line, with a space wherever a reader sees a gap."""
        return joined_text(self.runs)

    @property
    def left(self) -> float:
        """Where the first letter begins, in points from the paper's left edge."""
        return min(run.left for run in self.runs)

    @property
    def right(self) -> float:
        """Where the last letter ends, in points from the paper's left edge."""
        return max(run.right for run in self.runs)

    @property
    def baseline(self) -> float:
        """The baseline of most of the line, in points from the paper's foot."""
        return self._longest_run.baseline

    @property
    def body_size(self) -> float:
        """The size of most of the line in points, to a hundredth."""
        return round(self._longest_run.size_pt, 2)

    @cached_property
    def _longest_run(self) -> Run:
        # Dots and accents may be raised on their own, each a run for itself.
        widths: defaultdict[float, float] = defaultdict(float)
        for run in self.runs:
            widths[run.baseline] += run.right - run.left
        return max(self.runs, key=lambda run: (widths[run.baseline], run.right - run.left))

    @property
    def sizes(self) -> frozenset[float]:
        """The sizes of its words in points, to a hundredth."""
        return frozenset(round(run.size_pt, 2) for run in self.runs)

    @property
    def characters(self) -> int:
        """How many characters the line has; a leader of dots is not read, so not counted."""
        return len(LEADER.sub(" ", self.text))


def joined_text(runs: Iterable[Run]) -> str:
    """Return the words of runs, with a space wherever there is a gap or a new line."""
    parts: list[str] = []
    before: Run | None = None
    for run in runs:
        if before is not None:
            gap = run.left - before.right
            if not _on_one_line(before, run) or abs(gap) > WORD_GAP * run.size_pt:
                parts.append(" ")
        parts.append(run.text)
        before = run
    return " ".join("".join(parts).split())


def lines_of(document: PrintedDocument) -> tuple[Line, ...]:
    """Return the lines of the text in reading order, without running matter and drawings."""
    runs = (run for page in document.pages for run in page.runs)
    return tuple(
        _lines(run for run in runs if run.is_visible and not run.is_running and not run.is_drawn)
    )


def _lines(runs: Iterable[Run]) -> Iterator[Line]:
    in_order = sorted(runs, key=_order)
    for (page, block), group in groupby(in_order, key=lambda run: (run.page, _block(run))):
        line: list[Run] = []
        for run in group:
            if line and not _on_one_line(line[-1], run):
                yield _line(page, block, line)
                line = []
            line.append(run)
        yield _line(page, block, line)


def _line(page: int, block: Element, runs: Sequence[Run]) -> Line:
    return Line(page, block, tuple(runs), _order(runs[0]), _order(runs[-1]))


def _order(run: Run) -> int:
    return run.leaf.order if run.leaf is not None else -1


def _block(run: Run) -> Element:
    if run.leaf is None:
        raise ValueError("running matter is in no block")
    return run.leaf.element.block


def _on_one_line(before: Run, run: Run) -> bool:
    return abs(before.baseline - run.baseline) < ONE_LINE * min(before.size_pt, run.size_pt)


def neighbours(lines: Sequence[Line], structure: Structure) -> Iterator[tuple[Line, Line]]:
    """Give each two lines that follow one another in one block, on one page or over it.

    A block that crosses a page may be one element or, as WeasyPrint tags it, one for each
    page: the last line of a page and the first of the next go on where their tags are the
    same. A picture between two lines parts them.
    """
    for one, other in pairwise(lines):
        same_block = one.block is other.block
        over_the_page = other.page == one.page + 1 and _tags(one) == _tags(other)
        between = structure.leaves[one.last_leaf + 1 : other.first_leaf]
        parted = any(leaf.element.nearest("Figure") is not None for leaf in between)
        if (same_block or over_the_page) and not parted:
            yield one, other


def _tags(line: Line) -> tuple[str, ...]:
    return tuple(element.tag for element in line.block.line_of_parents())
