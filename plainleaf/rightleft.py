"""Step 6, compose: figures that keep their order in text that is read from the right.

There the parts of a phone number, of a date or of a dose would change places: each part by itself
is read from the left, and the spaces between them are not (Unicode Standard Annex 9).
"""

from __future__ import annotations

import re

from lxml import etree

from plainleaf.languages import direction_of

_SPAN = "{http://www.w3.org/1999/xhtml}span"
_DIGIT = re.compile(r"\d")


def isolate_figures(xhtml: str) -> str:
    """Return a document in which what is kept on one line, and has figures, runs from the left."""
    root = etree.fromstring(xhtml.encode())
    found = False
    for span in root.iter(_SPAN):
        text = span.text or ""
        if span.get("class") == "keep" and _DIGIT.search(text) and _is_turned(span):
            span.set("dir", "ltr" if direction_of(text) != "rtl" else "rtl")
            found = True
    if not found:
        return xhtml
    declared = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
    return declared + etree.tostring(root, encoding="unicode") + "\n"


def _is_turned(element: etree._Element) -> bool:
    """Return whether an element stands in text that is read from the right."""
    around = (element, *element.iterancestors())
    return next((one.get("dir") for one in around if one.get("dir")), "ltr") == "rtl"
