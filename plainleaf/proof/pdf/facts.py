"""Step 8, proof: judge what the PDF says about itself, its paper and its fonts."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf import rules
from plainleaf.diagnostics import Diagnostic
from plainleaf.proof.pdf.expectation import Proof
from plainleaf.proof.pdf.geometry import mm

PAPER_TOLERANCE_MM = 0.5


def judge_facts(proof: Proof) -> Iterator[Diagnostic]:
    """Yield what the document lacks, pages of another size and fonts that are not inside."""
    for what in _lacking(proof):
        yield rules.NO_DOCUMENT_FACT.at(proof.place, what=what)
    yield from _paper(proof)
    for name in sorted({face.name for face in proof.document.faces if not face.is_embedded}):
        yield rules.FONT_NOT_EMBEDDED.at(proof.place, face=name)


def _lacking(proof: Proof) -> Iterator[str]:
    facts, wanted = proof.document.facts, proof.expectation
    if facts.title != wanted.title:
        yield f"title '{wanted.title}'"
    if facts.language != wanted.language:
        yield f"language '{wanted.language}'"
    if not facts.shows_title:
        yield "wish that its title be shown (DisplayDocTitle)"
    if not facts.is_marked:
        yield "mark that it is tagged (MarkInfo)"
    if not facts.has_tree:
        yield "tag tree (StructTreeRoot)"
    if facts.bookmarks == 0:
        yield "bookmarks"
    for page in proof.document.pages:
        if page.tab_order != "S":
            yield f"tab order by structure on page {page.number}"


def _paper(proof: Proof) -> Iterator[Diagnostic]:
    paper = proof.edition.paper
    if paper is None:
        return
    for page in proof.document.pages:
        width, height = (mm(side * page.user_unit) for side in (page.width_pt, page.height_pt))
        off = max(abs(width - paper.width_mm), abs(height - paper.height_mm))
        if off > PAPER_TOLERANCE_MM or page.user_unit != 1:
            scaled = f" (scaled by {page.user_unit:g})" if page.user_unit != 1 else ""
            yield rules.WRONG_PAPER.at(
                proof.place,
                page=page.number,
                found=f"{width:.0f} × {height:.0f}{scaled}",
                wanted=f"{paper.width_mm:g} × {paper.height_mm:g}",
            )
