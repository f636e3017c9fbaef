"""Step 8, proof: judge how lines are set: width, pitch, ends, edges and margins."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from plainleaf import rules
from plainleaf.diagnostics import Diagnostic
from plainleaf.languages import direction
from plainleaf.proof.pdf.expectation import Proof, quoted
from plainleaf.proof.pdf.geometry import mm
from plainleaf.proof.pdf.lines import Line, neighbours
from plainleaf.proof.pdf.printed import COVER, PrintedDocument, PrintedPage
from plainleaf.proof.pdf.structure import HEADING_TAGS
from plainleaf.proof.pdf.tokens import KEPT_WHOLE

WIDTH_TOLERANCE_MM = 0.1
PITCH_TOLERANCE = 0.01
EDGE_TOLERANCE_PT = 1.0
MARGIN_TOLERANCE_MM = 0.3
HYPHENS = "-\u2010\u2011\u00ad"

# Tags whose lines are one text and not a row of smaller parts.
TEXT_TAGS = HEADING_TAGS | {"P", "LI", "Lbl", "LBody", "TD", "TH", "Caption", "TOCI"}
LIST_TAGS = ("LI", "LBody", "Lbl")

# Justified text has 91 lines of 100 at its right edge, ragged text 5; fewer lines than
# these prove nothing.
FULL_LINES_MOST = 0.5
FULL_LINES_FEWEST = 8

# Of the size: how far letters reach above and below their baseline.
ABOVE_BASELINE = 0.72
BELOW_BASELINE = 0.22
TOKEN_REACH = 60


def judge_setting(proof: Proof) -> Iterator[Diagnostic]:
    """Yield what is wrong with lines: each by itself, then each with its neighbour."""
    pairs = tuple(neighbours(proof.lines, proof.document.structure))
    for line in proof.lines:
        yield from _length(proof, line)
    for one, other in pairs:
        yield from _hyphen(proof, one)
        yield from _token(proof, one, other)
        yield from _pitch(proof, one, other)
    yield from _gaps(proof)
    yield from _left_edges(proof, pairs)
    yield from _right_edges(proof, pairs)
    for page in proof.document.pages:
        yield from _margins(proof, page)
        yield from _turned(proof, page)


def _length(proof: Proof, line: Line) -> Iterator[Diagnostic]:
    width, most = mm(line.right - line.left), proof.profile.line_width_most_mm
    if width > most + WIDTH_TOLERANCE_MM:
        yield rules.WIDE_LINE.at(
            proof.place, page=line.page, text=quoted(line.text), found=width, limit=most
        )
    if line.characters > proof.profile.line_characters_most:
        yield rules.LONG_LINE.at(
            proof.place,
            page=line.page,
            text=quoted(line.text),
            found=line.characters,
            limit=proof.profile.line_characters_most,
        )


def ends_in_hyphen(line: Line) -> bool:
    """Return whether a line's last character is a hyphen that hangs on a word."""
    text = line.text
    return len(text) > 1 and text[-1] in HYPHENS and not text[-2].isspace()


def hyphens_at_line_ends(document: PrintedDocument, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines that end in a hyphen though their block goes on."""
    pairs = neighbours(lines, document.structure)
    return tuple(one for one, _ in pairs if ends_in_hyphen(one))


def _hyphen(proof: Proof, line: Line) -> Iterator[Diagnostic]:
    if ends_in_hyphen(line):
        yield rules.SPLIT_WORD.at(proof.place, page=line.page, text=quoted(line.text[-40:]))


def _token(proof: Proof, one: Line, other: Line) -> Iterator[Diagnostic]:
    # The line's end is a space to the patterns; what spans it is split by it.
    end = min(len(one.text), TOKEN_REACH)
    text = f"{one.text[-TOKEN_REACH:]} {other.text[:TOKEN_REACH]}"
    for pattern in KEPT_WHOLE:
        for match in pattern.finditer(text):
            if match.start() < end < match.end() - 1:
                yield rules.BROKEN_TOKEN.at(proof.place, page=one.page, text=match.group())
                return


def pitch_of(one: Line, other: Line) -> float | None:
    """Return the pitch of two lines in parts of their size; None if they are not a pair.

    A pair stands on one page, in one block of text, and most of it is of one size.
    """
    if one.page != other.page or one.block.tag not in TEXT_TAGS:
        return None
    if one.body_size != other.body_size or one.baseline <= other.baseline:
        return None
    return (one.baseline - other.baseline) / one.body_size


def _pitch(proof: Proof, one: Line, other: Line) -> Iterator[Diagnostic]:
    found = pitch_of(one, other)
    least, most = proof.profile.line_pitch_least, proof.profile.line_pitch_most
    if found is not None and not least - PITCH_TOLERANCE <= found <= most + PITCH_TOLERANCE:
        yield rules.LINE_PITCH.at(
            proof.place,
            page=one.page,
            text=quoted(one.text),
            found=found,
            least=least,
            most=most,
        )


def _gaps(proof: Proof) -> Iterator[Diagnostic]:
    """Yield the paragraphs of prose that stand too close to the one before.

    Rows of facts on the cover, in lists and after bold labels are no prose.
    """
    lines = proof.profile.line_pitch_least * (1 + proof.profile.paragraph_gap_lines)
    for one, other in pairwise(proof.lines):
        if not _are_paragraphs(one, other):
            continue
        found = (one.baseline - other.baseline) / one.runs[0].size_pt
        if found < lines - PITCH_TOLERANCE:
            yield rules.PARAGRAPH_GAP.at(
                proof.place, page=other.page, text=quoted(other.text), found=found, least=lines
            )


def _are_paragraphs(one: Line, other: Line) -> bool:
    """Return whether two lines end one paragraph of prose and begin the next."""
    return (
        one.block is not other.block
        and one.block.parent is other.block.parent
        and one.block.tag == other.block.tag == "P"
        and one.page == other.page != COVER
        and len(one.sizes | other.sizes) == 1
        and one.block.nearest(*LIST_TAGS, "TD", "TH") is None
        and not _is_bold(one)
        and not other.runs[0].face.is_bold
    )


def _is_bold(line: Line) -> bool:
    """Return whether a line is bold throughout, as a label is."""
    return all(run.face.is_bold for run in line.runs)


def _edges(line: Line) -> tuple[float, float]:
    """Return where a line begins and ends in its reading direction, growing along it."""
    if _is_right_to_left(line):
        return -line.right, -line.left
    return line.left, line.right


def _is_right_to_left(line: Line) -> bool:
    letters = [unicodedata.bidirectional(one) for one in line.text]
    right_to_left = sum(one in ("R", "AL") for one in letters)
    return right_to_left > letters.count("L")


def _left_edges(proof: Proof, pairs: tuple[tuple[Line, Line], ...]) -> Iterator[Diagnostic]:
    """Yield lines that begin at another edge than the line, or the block, before them."""
    firsts: set[int] = set()
    for one, other in pairs:
        is_first = id(one.block) not in firsts
        firsts.add(id(one.block))
        if one.block.tag not in TEXT_TAGS or one.block is not other.block:
            continue
        # The first line of a list item stands after its mark.
        if not (is_first and one.block.nearest(*LIST_TAGS)):
            yield from _left_edge(proof, one, other)
    for one, other in pairwise(proof.lines):
        siblings = one.block is not other.block and one.block.parent is other.block.parent
        in_flow = {one.block.tag, other.block.tag} <= HEADING_TAGS | {"P"}
        # A box's label stands beside the symbol of its box.
        is_label = one.block.tag == "P" and _is_bold(one)
        if siblings and in_flow and not is_label and one.page == other.page != COVER:
            yield from _left_edge(proof, one, other)


def _left_edge(proof: Proof, one: Line, other: Line) -> Iterator[Diagnostic]:
    if not _begins_below(proof, one, other):
        yield rules.NOT_RAGGED.at(
            proof.place,
            page=other.page,
            problem=f"the line '{quoted(other.text)}' does not begin below the line before",
        )


def _begins_below(proof: Proof, one: Line, other: Line) -> bool:
    """Return whether a line begins at the edge at which the one before begins.

    That is the left one, and the right one in a leaflet that is read from the right, and in text
    that is. Two blocks of which one is read the other way have nothing to be held against.
    """
    if abs(one.left - other.left) <= EDGE_TOLERANCE_PT:
        return True
    turned = _is_right_to_left(one), _is_right_to_left(other)
    if not any(turned) and direction(proof.expectation.language) == "ltr":
        return False
    if abs(one.right - other.right) <= EDGE_TOLERANCE_PT:
        return True
    return one.block is not other.block and turned[0] != turned[1]


def _right_edges(proof: Proof, pairs: tuple[tuple[Line, Line], ...]) -> Iterator[Diagnostic]:
    """Yield columns of justified text: most lines that go on end at one and the same edge."""
    # By their words too: a line that is printed again and again counts once.
    columns: dict[int, dict[str, Line]] = {}
    for one, _ in pairs:
        if one.block.tag in TEXT_TAGS:
            columns.setdefault(round(_edges(one)[0]), {})[one.text] = one
    for column in columns.values():
        lines = list(column.values())
        edge = max(_edges(line)[1] for line in lines)
        full = [line for line in lines if edge - _edges(line)[1] <= EDGE_TOLERANCE_PT]
        if len(lines) >= FULL_LINES_FEWEST and len(full) > FULL_LINES_MOST * len(lines):
            yield rules.NOT_RAGGED.at(
                proof.place,
                page=full[0].page,
                problem=f"{len(full)} of {len(lines)} lines end at the same right edge, "
                f"'{quoted(full[0].text)}' first",
            )


def _turned(proof: Proof, page: PrintedPage) -> Iterator[Diagnostic]:
    """Yield what is not set level: UKAAF G003 (2019) asks for horizontal text only."""
    for run in page.runs:
        if run.is_visible and not run.is_level:
            yield rules.NOT_RAGGED.at(
                proof.place, page=page.number, problem=f"'{quoted(run.glyphs)}' is not level"
            )


def _margins(proof: Proof, page: PrintedPage) -> Iterator[Diagnostic]:
    """Yield the worst run of each page that stands in its margins.

    Running matter may stand above and below the text, but not beside it.
    """
    least = proof.profile.margin_least_mm
    found = []
    for run in page.runs:
        sides = [run.left, page.width_pt - run.right]
        if not run.is_running:
            sides.append(run.baseline - BELOW_BASELINE * run.size_pt)
            sides.append(page.height_pt - run.baseline - ABOVE_BASELINE * run.size_pt)
        found.append((mm(min(sides)), run.glyphs))
    margin, text = min(found, default=(least, ""))
    if margin < least - MARGIN_TOLERANCE_MM:
        yield rules.NARROW_MARGIN.at(
            proof.place, page=page.number, text=quoted(text), found=margin, limit=least
        )
