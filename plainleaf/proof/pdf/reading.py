"""Step 8, proof: read a finished PDF back into what it prints; nothing here judges."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
from fontTools.ttLib import TTLibError

from plainleaf.proof.pdf.fonts import Typeface
from plainleaf.proof.pdf.geometry import Extent
from plainleaf.proof.pdf.painting import Painter
from plainleaf.proof.pdf.printed import WORD_GAP, Facts, PrintedDocument, PrintedPage, Run
from plainleaf.proof.pdf.structure import Mark, read_structure

# Of the size: nearer than this, two runs of one style are one run.
JOINED_GAP = 0.6
SAME_BASELINE = 0.05


# What pikepdf and fontTools raise on a file whose parts are not what they should be.
DAMAGE = (
    pikepdf.PdfError,
    TTLibError,
    struct.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)


class UnreadablePdfError(Exception):
    """The bytes are no PDF, or a damaged one."""


def read_pdf(data: bytes) -> PrintedDocument:
    """Read a finished PDF.

    Raises:
        UnreadablePdfError: the bytes are no PDF that can be read.
    """
    try:
        return _read(data)
    except DAMAGE as error:
        raise UnreadablePdfError(str(error) or type(error).__name__) from error


def _read(data: bytes) -> PrintedDocument:
    with pikepdf.open(BytesIO(data)) as pdf:
        structure = read_structure(pdf)
        faces: dict[int, Typeface] = {}
        pages = []
        heard: dict[Mark, str] = {}
        for number, page in enumerate(pdf.pages, 1):
            painter = Painter(number, structure, faces, heard=heard)
            painter.paint_page(page)
            blank = _sheet(number, page)
            pages.append(
                replace(
                    blank,
                    runs=_joined(painter.runs),
                    fills=tuple(painter.fills),
                    strokes=tuple(painter.strokes),
                    links=_links(page),
                    has_unmarked_shapes=painter.has_unmarked_shapes,
                )
            )
        return PrintedDocument(tuple(pages), structure, _facts(pdf), tuple(faces.values()), heard)


def _sheet(number: int, page: pikepdf.Page) -> PrintedPage:
    left, bottom, right, top = (float(side) for side in page.mediabox)
    return PrintedPage(
        number=number,
        label=str(page.label),
        width_pt=abs(right - left),
        height_pt=abs(top - bottom),
        user_unit=float(page.obj.get("/UserUnit", 1)),
        tab_order=str(page.obj.get("/Tabs", "")).removeprefix("/"),
    )


def _links(page: pikepdf.Page) -> tuple[Extent, ...]:
    annotations: Any = page.obj.get("/Annots", [])
    extents = []
    for annotation in annotations:
        if annotation.get("/Subtype") == "/Link":
            x1, y1, x2, y2 = (float(side) for side in annotation.Rect)
            extents.append(Extent(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
    return tuple(extents)


def _facts(pdf: pikepdf.Pdf) -> Facts:
    root: Any = pdf.Root
    mark: Mapping[str, Any] = root.get("/MarkInfo", {})
    viewer: Mapping[str, Any] = root.get("/ViewerPreferences", {})
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        described = str(metadata.get("dc:title", ""))
    with pdf.open_outline() as outline:
        bookmarks = len(outline.root)
    written = str(pdf.docinfo.get("/Title", ""))
    return Facts(
        # The two must say the same; where they differ the document has no one title.
        title=described if written in {"", described} else written if not described else "",
        language=str(root.get("/Lang", "")),
        shows_title=bool(viewer.get("/DisplayDocTitle", False)),
        is_marked=bool(mark.get("/Marked", False)),
        has_tree="/StructTreeRoot" in root,
        bookmarks=bookmarks,
    )


def _joined(runs: list[Run]) -> tuple[Run, ...]:
    """Join runs that go on in the same style: drawings are painted letter by letter."""
    joined: list[Run] = []
    for run in runs:
        if joined and _goes_on(joined[-1], run):
            before = joined[-1]
            space = " " if run.left - before.right > WORD_GAP * run.size_pt else ""
            joined[-1] = replace(
                before,
                text=before.text + space + run.text,
                glyphs=before.glyphs + space + run.glyphs,
                right=max(before.right, run.right),
            )
        else:
            joined.append(run)
    return tuple(joined)


def _goes_on(before: Run, run: Run) -> bool:
    same_style = (
        before.face is run.face
        and before.leaf is run.leaf
        and before.is_artifact == run.is_artifact
        and before.ink == run.ink
        and before.opacity == run.opacity
        and before.painted_before == run.painted_before
        and before.is_level
        and run.is_level
        and abs(before.size_pt - run.size_pt) < SAME_BASELINE
        and abs(before.baseline - run.baseline) < SAME_BASELINE * run.size_pt
    )
    return same_style and abs(run.left - before.right) < JOINED_GAP * run.size_pt
