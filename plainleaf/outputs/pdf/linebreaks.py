"""Step 7, lay out: marks in the text itself where a line may end and where it may not.

What compose keeps together stands in `span.keep`. For print the spans are replaced by
characters that forbid a break and leave no trace in the finished file, so that the tag tree has
words in it and not fragments of words. A span with a direction of its own stays: its style sheet
keeps it on one line.

WeasyPrint 70.0 counts the space at the end of a text into its width when an inline element
follows. Where the words fit the line and the space does not, it breaks the text after its first
word instead, and a line holds a lone "If". A zero-width space behind the space prevents that.
"""

from __future__ import annotations

import re

from lxml import etree

NO_BREAK_SPACE = "\u00a0"
WORD_JOINER = "\u2060"
ZERO_WIDTH_SPACE = "\u200b"

_XHTML = "{http://www.w3.org/1999/xhtml}"
_INLINE = frozenset(
    _XHTML + name
    for name in ("a", "abbr", "code", "dfn", "div", "em", "img", "p", "span", "strong", "wbr")
)
_VOID = frozenset(_XHTML + name for name in ("br", "hr", "img", "link", "meta", "wbr"))
_BREAKABLE = re.compile(r"(?<=[^\w\s])(?=.)")


def mark_line_breaks(xhtml: str) -> str:
    """Return a document with characters in place of `span.keep`, fit for an HTML parser."""
    root = etree.fromstring(xhtml.encode())
    for element in list(root.iter(f"{_XHTML}span")):
        if element.get("class") == "keep" and element.get("dir") is None:
            _replace_by_text(element, _kept(element.text or ""))
    for element in root.iter():
        if element.tag in _INLINE:
            _let_space_before_hang(element)
        if element.text is None and len(element) == 0 and element.tag not in _VOID:
            # An HTML parser would not see that <a/> ends there.
            element.text = ""
    return etree.tostring(root, encoding="unicode")


def _kept(text: str) -> str:
    """Return a text within which no line can end."""
    return _BREAKABLE.sub(WORD_JOINER, text.replace(" ", NO_BREAK_SPACE))


def _replace_by_text(element: etree._Element, text: str) -> None:
    """Put text in an element's place."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    text += element.tail or ""
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
    parent.remove(element)


def _let_space_before_hang(element: etree._Element) -> None:
    """Put a zero-width space between an inline element and a space before it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    text = (parent.text if before is None else before.tail) or ""
    if not text.strip() or text[-1] not in " \n\t":
        return
    if before is None:
        parent.text = text + ZERO_WIDTH_SPACE
    else:
        before.tail = text + ZERO_WIDTH_SPACE
