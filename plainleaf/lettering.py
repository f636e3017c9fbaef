"""Step 6, compose: drawings for an EPUB, with the letters of their words in them.

A drawing in an EPUB is a document of its own and cannot use the book's fonts. Its words would be
set in whichever face the reading system has, often wider than the drawing has room for. So it
brings its letters along: the faces that it needs, cut down to them, as data within its style sheet.
"""

from __future__ import annotations

import base64
import re
from typing import Any

from lxml import etree

from plainleaf import fonts
from plainleaf.templating import template

Element = Any
"""An element of lxml's, whose types are not told well enough to check."""

_SVG = "{http://www.w3.org/2000/svg}"
_WORDS = (f"{_SVG}text", f"{_SVG}tspan", f"{_SVG}textPath")
_NAMES = (f"{_SVG}title", f"{_SVG}desc", f"{_SVG}metadata")
_BOLD = re.compile(rb"font-weight\s*[:=]\s*[\"']?\s*(?:bold|[6-9]00)")


def with_letters(drawing: bytes, family: str) -> bytes:
    """Return an SVG drawing that brings the letters of its words; one without words as it is.

    `family` is the one that its words are set in. The drawing is well-formed: `check` saw to that.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root: Element = etree.fromstring(drawing, parser)
    words = "".join("".join(one.itertext()) for one in root.iter(*_WORDS))
    if not words.strip():
        return drawing
    is_bold = _BOLD.search(drawing) is not None
    shares = fonts.share_out({family: words})
    faces = [
        {"family": name, "weight": face.weight, "data": _as_data(face, letters)}
        for name, letters in shares.items()
        if letters
        for face in fonts.faces_of(name)
        if face.weight == fonts.REGULAR or is_bold
    ]
    style = etree.Element(f"{_SVG}style")
    stack = sorted(dict.fromkeys(one["family"] for one in faces), key=lambda one: one != family)
    style.text = template("lettering.css.j2").render(faces=faces, stack=stack)
    style.tail = "\n"
    root.insert(sum(one.tag in _NAMES for one in root), style)
    return bytes(etree.tostring(root, encoding="utf-8"))


def _as_data(face: fonts.FontFace, letters: frozenset[str]) -> str:
    return base64.b64encode(fonts.subset(face, letters)).decode("ascii")
