"""Step 6, compose: drawings for an EPUB, with the letters of their words in them.

A drawing in an EPUB is a document of its own and cannot use the book's fonts. Its words would be
set in whichever face the reading system has, often wider than the drawing has room for. So it
brings its letters along: the faces that it needs, cut down to them, as data within its style sheet.
"""

from __future__ import annotations

import base64
from typing import Any

from lxml import etree

from plainleaf import fonts
from plainleaf.templating import template

Element = Any
"""An element of lxml's, whose types are not told well enough to check."""

_SVG = "{http://www.w3.org/2000/svg}"


def words_of(drawing: bytes) -> str:
    """Return the words that a well-formed SVG drawing shows, without its title and comments."""
    return _words_in(_parsed(drawing))


def with_letters(drawing: bytes, family: str) -> bytes:
    """Return an SVG drawing that brings the letters of its words; one without words as it is.

    `family` is the one that its words are set in. The drawing is well-formed: `check` saw to that.
    """
    root = _parsed(drawing)
    words = _words_in(root)
    if not words.strip():
        return drawing
    shares = {
        name: letters for name, letters in fonts.share_out({family: words}).items() if letters
    }
    faces = [
        {"family": name, "weight": face.weight, "data": _as_data(face, letters)}
        for name, letters in shares.items()
        for face in fonts.faces_of(name)
    ]
    style = etree.SubElement(root, f"{_SVG}style")
    stack = sorted(shares, key=lambda name: name != family)
    style.text = template("lettering.css.j2").render(faces=faces, stack=stack)
    return bytes(etree.tostring(root, encoding="utf-8"))


def _parsed(drawing: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(drawing, parser)


def _words_in(root: Element) -> str:
    return "".join(root.xpath("//text()[ancestor::svg:text]", namespaces={"svg": _SVG[1:-1]}))


def _as_data(face: fonts.FontFace, letters: frozenset[str]) -> str:
    return base64.b64encode(fonts.subset(face, letters)).decode("ascii")
