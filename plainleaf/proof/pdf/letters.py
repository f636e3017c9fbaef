"""Step 8, proof: judge every letter: its size, face, contrast, capitals and underline."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf import rules
from plainleaf.diagnostics import Diagnostic
from plainleaf.proof.pdf.colour import WHITE, Colour, contrast, over
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
        marks = _thin_marks(page)
        for run in page.runs:
            if run.is_visible:
                yield from _size(proof, run)
                yield from _face(proof, run)
                yield from _ground(proof, page, run)
                yield from _underline(proof, page, run, marks)
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

    None: the run lies on a picture or a blend of colours, or is painted with one. What has
    been painted over has no contrast at all.
    """
    fills = page.fills[: run.painted_before]
    y = run.baseline + MIDDLE_OF_LETTER * run.size_pt
    inset = min(1.0, (run.right - run.left) / 4)
    middle = ((run.left + run.right) / 2, y)
    if any(fill.opacity >= 1 and fill.covers(middle) for fill in page.fills[run.painted_before :]):
        return 1.0
    least: float | None = None
    for x in (run.left + inset, middle[0], run.right - inset):
        ground = _ground_at((x, y), fills)
        ink = over(run.ink, run.opacity, ground)
        if ground is None or ink is None:
            return None
        found = contrast(ink, ground)
        least = found if least is None else min(least, found)
    return least


def _ground_at(point: Point, fills: tuple[Fill, ...]) -> Colour:
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


def _underline(
    proof: Proof, page: PrintedPage, run: Run, marks: list[Extent]
) -> Iterator[Diagnostic]:
    if any(_underlines(mark, run) for mark in marks) and not _is_link(page, run):
        yield rules.UNDERLINE.at(proof.place, page=run.page, text=quoted(run.glyphs))


def _underlines(mark: Extent, run: Run) -> bool:
    """Return whether a painted line is right under the words of a run, and no longer."""
    size = run.size_pt
    middle = (mark.top + mark.bottom) / 2 - run.baseline
    overhang = UNDERLINE_OVERHANG * size
    return (
        -UNDERLINE_LOWEST * size <= middle <= UNDERLINE_HIGHEST * size
        and run.left - overhang <= mark.left
        and mark.right <= run.right + overhang
    )


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
    for word in [*text.split(), ""]:
        if _is_capitals(word.strip(_AROUND_WORDS)):
            row.append(word)
            continue
        if len(row) > proof.profile.capital_words_most:
            yield rules.CAPITALS_IN_PRINT.at(proof.place, page=page, text=quoted(" ".join(row)))
        row = []


def _is_capitals(word: str) -> bool:
    letters = [one for one in word if one not in _IN_WORDS]
    return len(letters) > 1 and all(one.isalpha() for one in letters) and word.isupper()
