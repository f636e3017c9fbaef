"""Step 8, proof: measure a finished PDF: its smallest letter, longest line, and so on."""

from __future__ import annotations

from dataclasses import dataclass

from plainleaf.proof.pdf.expectation import quoted
from plainleaf.proof.pdf.geometry import mm
from plainleaf.proof.pdf.letters import contrast_of
from plainleaf.proof.pdf.lines import Line, lines_of, neighbours
from plainleaf.proof.pdf.printed import PrintedDocument
from plainleaf.proof.pdf.reading import read_pdf
from plainleaf.proof.pdf.setting import hyphens_at_line_ends, pitch_of


@dataclass(frozen=True)
class Found:
    """A number with the words that it was measured at, and their page."""

    value: float
    text: str
    page: int


@dataclass(frozen=True)
class Measures:
    """What a PDF measures; None where it has nothing to measure.

    Line pitch and x-height are of the text's own lines; pitch is in parts of the size.
    """

    pages: int
    lines: int
    smallest_size_pt: Found | None
    smallest_x_height_mm: Found | None
    widest_line_mm: Found | None
    longest_line_characters: Found | None
    lowest_contrast: Found | None
    line_pitch_least: Found | None
    line_pitch_most: Found | None
    hyphens_at_line_ends: tuple[str, ...]
    fonts: tuple[str, ...]


def measure(data: bytes) -> Measures:
    """Measure a finished PDF.

    Raises:
        UnreadablePdfError: the bytes are no PDF that can be read.
    """
    document = read_pdf(data)
    lines = lines_of(document)
    sizes, x_heights, contrasts = [], [], []
    for page in document.pages:
        for run in page.runs:
            if not run.is_visible:
                continue
            text = quoted(run.glyphs)
            sizes.append(Found(run.size_pt, text, page.number))
            if run.face.x_height is not None:
                x_heights.append(Found(mm(run.size_pt * run.face.x_height), text, page.number))
            contrast = contrast_of(run, page)
            if contrast is not None:
                contrasts.append(Found(contrast, text, page.number))
    widths = [_at(mm(line.right - line.left), line) for line in lines]
    lengths = [_at(line.characters, line) for line in lines]
    pitches = _pitches(document, lines)
    return Measures(
        pages=len(document.pages),
        lines=len(lines),
        smallest_size_pt=_least(sizes),
        smallest_x_height_mm=_least(x_heights),
        widest_line_mm=_most(widths),
        longest_line_characters=_most(lengths),
        lowest_contrast=_least(contrasts),
        line_pitch_least=_least(pitches),
        line_pitch_most=_most(pitches),
        hyphens_at_line_ends=tuple(
            quoted(line.text) for line in hyphens_at_line_ends(document, lines)
        ),
        fonts=tuple(sorted({face.name for face in document.faces})),
    )


def _pitches(document: PrintedDocument, lines: tuple[Line, ...]) -> list[Found]:
    found = []
    for one, other in neighbours(lines, document.structure):
        pitch = pitch_of(one, other)
        if pitch is not None:
            found.append(_at(pitch, one))
    return found


def _at(value: float, line: Line) -> Found:
    return Found(value, quoted(line.text), line.page)


def _least(found: list[Found]) -> Found | None:
    return min(found, key=lambda one: one.value, default=None)


def _most(found: list[Found]) -> Found | None:
    return max(found, key=lambda one: one.value, default=None)
