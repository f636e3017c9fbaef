"""Step 8, proof: judge every letter: its size, face, contrast, capitals and underline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from plainleaf import rules
from plainleaf.diagnostics import Diagnostic
from plainleaf.proof.pdf.colour import WHITE, Colour, over, printed_contrast
from plainleaf.proof.pdf.expectation import Proof, quoted
from plainleaf.proof.pdf.geometry import Extent, Point
from plainleaf.proof.pdf.printed import Fill, PrintedDocument, PrintedPage, Run

# Half of the last digit that a file writes.
SIZE_TOLERANCE_PT = 0.005
CONTRAST_TOLERANCE = 0.005

THICKEST_LINE_PT = 6.0

# Of the size, from the baseline: where the middle of a small letter is, how far down and up
# an underline may stand, and how far it may stick out beside its words.
MIDDLE_OF_LETTER = 0.25
UNDERLINE_LOWEST = 0.25
UNDERLINE_HIGHEST = 0.02
UNDERLINE_OVERHANG = 0.5

_AROUND_WORDS = '.,;:!?()[]“”"…'
_IN_WORDS = "'’-"


def judge_letters(proof: Proof) -> Iterator[Diagnostic]:
    """Yield what is wrong with single runs of words, wherever on the page they stand."""
    for page in proof.document.pages:
        for run in page.runs:
            if run.is_visible:
                yield from _size(proof, run)
                yield from _face(proof, run)
                yield from _ground(proof, page, run)
    yield from _underlines(proof)
    for number, text in _texts(proof):
        yield from _capitals(proof, number, text)


def _size(proof: Proof, run: Run) -> Iterator[Diagnostic]:
    limit = proof.profile.smallest_size_pt
    if run.size_pt < limit - SIZE_TOLERANCE_PT:
        yield rules.SMALL_TEXT.at(
            proof.place, page=run.page, text=quoted(run.glyphs), found=run.size_pt, limit=limit
        )


def _face(proof: Proof, run: Run) -> Iterator[Diagnostic]:
    if run.is_slanted or run.face.family not in proof.expectation.families:
        face = f"{run.face.name}, slanted" if run.is_slanted else run.face.name
        yield rules.FORBIDDEN_FACE.at(
            proof.place, page=run.page, text=quoted(run.glyphs), face=face
        )


def _ground(proof: Proof, page: PrintedPage, run: Run) -> Iterator[Diagnostic]:
    found = contrast_of(run, page)
    if found is None:
        yield rules.TEXT_OVER_PICTURE.at(proof.place, page=run.page, text=quoted(run.glyphs))
    elif found < proof.profile.contrast_least - CONTRAST_TOLERANCE:
        yield rules.LOW_CONTRAST.at(
            proof.place,
            page=run.page,
            text=quoted(run.glyphs),
            # Down, so that 6.97 is not told as 7.0.
            found=int(found * 10) / 10,
            limit=proof.profile.contrast_least,
        )


def contrast_of(run: Run, page: PrintedPage) -> float | None:
    """Return the least contrast of a run with what lies beneath it, from 1.0 to 21.0.

    It is the least in colour and in grey: many clinics print black only.

    None: the run lies on a picture or a blend of colours, or is painted with one. What has
    been painted over has no contrast at all.
    """
    y = run.baseline + MIDDLE_OF_LETTER * run.size_pt
    near = [
        (place, fill)
        for place, fill in enumerate(page.fills)
        if fill.extent.bottom <= y <= fill.extent.top
        and fill.extent.left <= run.right
        and run.left <= fill.extent.right
    ]
    beneath = [fill for place, fill in near if place < run.painted_before]
    above = [fill for place, fill in near if place >= run.painted_before and fill.opacity >= 1]
    least: float | None = None
    for x in _samples(run, [fill for _, fill in near]):
        if any(fill.covers((x, y)) for fill in above):
            return 1.0
        ground = _ground_at((x, y), beneath)
        ink = over(run.ink, run.opacity, ground)
        if ground is None or ink is None:
            return None
        found = printed_contrast(ink, ground)
        least = found if least is None else min(least, found)
    return least


def _samples(run: Run, near: Sequence[Fill]) -> Iterator[float]:
    """Yield places along a run: its ends and middle, and the middle of all that parts it."""
    inset = min(1.0, (run.right - run.left) / 4)
    left, right = run.left + inset, run.right - inset
    yield from (left, (left + right) / 2, right)
    edges = {side for fill in near for side in (fill.extent.left, fill.extent.right)}
    inside = sorted(edge for edge in edges if left < edge < right)
    for one, other in pairwise((left, *inside, right)) if inside else ():
        yield (one + other) / 2


def _ground_at(point: Point, fills: Sequence[Fill]) -> Colour:
    """Return the colour of the paper and all fills at a point, seen from above."""
    seen: list[Fill] = []
    for fill in reversed(fills):
        if fill.opacity > 0 and fill.covers(point):
            seen.append(fill)
            if fill.opacity >= 1:
                break
    ground = WHITE
    for fill in reversed(seen):
        ground = over(fill.colour, fill.opacity, ground)
    return ground


def _thin_marks(page: PrintedPage) -> list[Extent]:
    """Return what is painted on a page as lines from left to right."""
    fills = (fill.extent for fill in page.fills if not fill.is_picture)
    return [
        mark
        for mark in (*page.strokes, *fills)
        if 0 <= mark.height < mark.right - mark.left and mark.height < THICKEST_LINE_PT
    ]


def _underlines(proof: Proof) -> Iterator[Diagnostic]:
    """Yield words with a line right beneath them, and no longer than theirs, that are no link."""
    rows: dict[int, list[tuple[Run, ...]]] = {}
    for line in proof.lines:
        rows.setdefault(line.page, []).append(line.runs)
    for run in other_runs(proof.document):
        rows.setdefault(run.page, []).append((run,))
    for page in proof.document.pages:
        marks = _thin_marks(page)
        for row in rows.get(page.number, ()):
            for run in _underlined(row, marks):
                if not _is_link(page, run):
                    yield rules.UNDERLINE.at(proof.place, page=run.page, text=quoted(run.glyphs))


def _underlined(row: Sequence[Run], marks: list[Extent]) -> Iterator[Run]:
    """Yield the runs of a line of words that have a painted line under most of them."""
    left, right = min(run.left for run in row), max(run.right for run in row)
    for run in row:
        size, overhang = run.size_pt, UNDERLINE_OVERHANG * run.size_pt
        for mark in marks:
            if (
                -UNDERLINE_LOWEST * size
                <= (mark.top + mark.bottom) / 2 - run.baseline
                <= UNDERLINE_HIGHEST * size
                and left - overhang <= mark.left
                and mark.right <= right + overhang
                and min(mark.right, run.right) - max(mark.left, run.left)
                > (run.right - run.left) / 2
            ):
                yield run
                break


def _is_link(page: PrintedPage, run: Run) -> bool:
    point = ((run.left + run.right) / 2, run.baseline + MIDDLE_OF_LETTER * run.size_pt)
    return any(link.holds(point) for link in page.links)


def _texts(proof: Proof) -> Iterator[tuple[int, str]]:
    """Yield each text that is read in one go, with its page: blocks, running matter, drawings."""
    blocks: dict[tuple[int, int], list[str]] = {}
    for line in proof.lines:
        blocks.setdefault((line.page, id(line.block)), []).append(line.text)
    for (page, _), texts in blocks.items():
        yield page, " ".join(texts)
    for run in other_runs(proof.document):
        yield run.page, run.text


def other_runs(document: PrintedDocument) -> Iterator[Run]:
    """Yield the runs of running matter and of drawings, which are in no line of the text."""
    for page in document.pages:
        yield from (run for run in page.runs if run.is_running or run.is_drawn)


def _capitals(proof: Proof, page: int, text: str) -> Iterator[Diagnostic]:
    row: list[str] = []
    count = 0
    for word in [*text.split(), ""]:
        bare = word.strip(_AROUND_WORDS)
        if _is_capitals(bare):
            row.append(word)
            count += 1
            continue
        if row and _goes_with_capitals(bare):
            row.append(word)
            continue
        if count > proof.profile.capital_words_most:
            yield rules.CAPITALS_IN_PRINT.at(proof.place, page=page, text=quoted(" ".join(row)))
        row, count = [], 0


def _is_capitals(word: str) -> bool:
    letters = [one for one in word if one not in _IN_WORDS]
    return len(letters) > 1 and all(one.isalpha() for one in letters) and word.isupper()


def _goes_with_capitals(word: str) -> bool:
    """Return whether a word looks the same in capitals: A, I, a number, a dash."""
    return (
        bool(word)
        and (len(word) == 1 or not any(one.isalpha() for one in word))
        and (word == word.upper())
    )
