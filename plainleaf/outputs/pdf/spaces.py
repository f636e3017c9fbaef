"""Step 7, lay out: sets a space before an inline element apart, so that lines break well.

WeasyPrint 70.0 counts the space at the end of a text into its width when an inline element
follows. Where the words fit the line and the space does not, it breaks the text after its
first word instead, and a line holds a lone "If". A space in an inline element of its own may
hang over the line's end as it should.
"""

from __future__ import annotations

from lxml import etree

_XHTML = "{http://www.w3.org/1999/xhtml}"
_INLINE = frozenset(
    _XHTML + name for name in ("a", "abbr", "b", "code", "dfn", "em", "i", "span", "strong")
)
_VOID = frozenset(_XHTML + name for name in ("br", "hr", "img", "link", "meta", "wbr"))


def set_spaces_apart(xhtml: str) -> str:
    """Return a document whose texts do not end in a space before an inline element."""
    root = etree.fromstring(xhtml.encode())
    for element in list(root.iter(*_INLINE)):
        before, parent = element.getprevious(), element.getparent()
        if parent is None:
            continue
        text = (parent.text if before is None else before.tail) or ""
        words = text.rstrip(" \n\t")
        if not words or words == text:
            continue
        if before is None:
            parent.text = words
        else:
            before.tail = words
        space = etree.Element(f"{_XHTML}span")
        space.text = " "
        element.addprevious(space)
    for element in root.iter():
        if element.text is None and len(element) == 0 and element.tag not in _VOID:
            # An HTML parser would not see that <a/> ends there.
            element.text = ""
    return etree.tostring(root, encoding="unicode", xml_declaration=False, method="xml")
