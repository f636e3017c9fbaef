"""Reads the letters before each page of a finished PDF, and before each page's mark in an EPUB.

Both are read from the finished files, each in its own way: the PDF by its tag tree, the EPUB from
its pages. What only one of the two has is left out, spaces too.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from lxml import etree

from plainleaf.proof.pdf.printed import Run
from plainleaf.proof.pdf.reading import read_pdf

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
ONLY_IN_PRINT = re.compile(r"\(page[\d,]+\)|\((?:[\w-]+\.)+[a-z]{2,}(?:/[\w./-]*)?\)")
LIST_MARK = re.compile(r"•|\d+\.")


def letters_before_pages(pdf: bytes) -> dict[str, str]:
    """Return for each page label of a PDF the letters of all pages before it."""
    document = read_pdf(pdf)
    before, letters = {}, ""
    for page in document.pages:
        before[page.label] = ONLY_IN_PRINT.sub("", letters)
        runs = sorted(
            (run for run in page.runs if run.leaf and not _is_only_in_print(run)),
            key=lambda run: run.leaf.order if run.leaf else 0,
        )
        letters += "".join("".join(run.text.split()) for run in runs)
    return before


def _is_only_in_print(run: Run) -> bool:
    """Return whether text is a list's mark, a line of the contents, or drawn in a picture."""
    if run.leaf is None:
        return True
    element = run.leaf.element
    figure = element.nearest("Figure", "Caption")
    is_mark = element.nearest("Lbl") is not None and LIST_MARK.fullmatch(run.text.strip())
    return bool(
        is_mark
        or element.nearest("TOC")
        or (figure and figure.tag == "Figure")
        or (element.block.tag == "H2" and run.text.strip() == "Contents")
    )


def letters_before_marks(epub: bytes) -> dict[str, str]:
    """Return for each mark's number, in reading order, the letters of the text before it."""
    before: dict[str, str] = {}
    letters = ""
    for name, tree in _pages(epub):
        body = next(tree.iter(f"{XHTML}body"))
        for piece, is_mark in _pieces(body, name == "nav.xhtml"):
            if is_mark:
                assert piece not in before
                before[piece] = letters
            else:
                letters += "".join(piece.split())
    return before


def _pages(epub: bytes) -> Iterator[tuple[str, etree._Element]]:
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        package = etree.fromstring(archive.read("EPUB/content.opf"))
        hrefs = {one.get("id"): one.get("href", "") for one in package.iter(f"{OPF}item")}
        for itemref in package.iter(f"{OPF}itemref"):
            href = hrefs[itemref.get("idref")]
            yield PurePosixPath(href).name, etree.fromstring(archive.read(f"EPUB/{href}"))


def _pieces(element: etree._Element, is_silent: bool) -> Iterator[tuple[str, bool]]:
    """Yield text as it is read, and the numbers of marks; the EPUB's own words are left out."""
    if element.get("role") == "doc-pagebreak":
        yield element.get("aria-label", ""), True
    is_silent = is_silent or element.get("class") in ("uses", "draft-notice", "screen-only")
    if element.text and not is_silent:
        yield element.text, False
    for child in element:
        yield from _pieces(child, is_silent)
        if child.tail and not is_silent:
            yield child.tail, False
