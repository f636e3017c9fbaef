"""Step 8, proof: what the composed document tells, as the tag tree of its PDF has to tell it.

What each element of the document must be in the PDF is said here once more, and not asked of
the step that binds: two that agree by themselves are the proof.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from plainleaf.artifacts import PAGE_NUMBER
from plainleaf.proof.pdf.telling import Telling

XHTML = "{http://www.w3.org/1999/xhtml}"

# What is one thing here has to be one element there, of this kind.
KINDS = {
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    **{"p": "P", "blockquote": "BlockQuote", "ul": "L", "ol": "L", "dl": "L", "li": "LI"},
    **{"table": "Table", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot", "tr": "TR"},
    **{"th": "TH", "td": "TD", "caption": "Caption", "figcaption": "Caption"},
    **{"dt": "Lbl", "dd": "LBody"},
}
ANYTHING = "*"
"""The kind of every element: what may be one thing in the PDF and need not be."""

_IN_A_LINE = frozenset(
    {"a", "abbr", "bdi", "cite", "code", "dfn", "em", "img", "span", "strong", "wbr"}
)


def telling_of_document(xhtml: str) -> Telling:
    """Return what a composed document tells: its words, and what is one thing."""
    root = etree.fromstring(xhtml.encode())
    telling = Telling()
    body = root.find(f"{XHTML}body")
    if body is not None:
        _tell(telling, body)
    return telling


def _tell(telling: Telling, element: etree._Element) -> None:
    name = _name(element)
    is_block = name not in _IN_A_LINE
    if is_block:
        telling.part_words()
    with telling.within(*_kinds(element, name)):
        if name == "figure" or (name == "img" and not _is_in_figure(element)):
            _tell_pictures(telling, element)
        telling.add(element.text or "")
        if name == "dl":
            _tell_groups(telling, list(_elements(element)))
        else:
            for child in _elements(element):
                _tell(telling, child)
                telling.add(_printed_behind(child))
                telling.add(child.tail or "")
    if is_block or name == "br":
        telling.part_words()
    elif name == "a":
        telling.cut()


def _printed_behind(element: etree._Element) -> str:
    """Return what print sets behind a link, for readers who cannot follow it."""
    if "data-before" in element.attrib:
        return f"{element.get('data-before')}{PAGE_NUMBER}{element.get('data-after')}"
    return element.get("data-address", "")


def _tell_pictures(telling: Telling, element: etree._Element) -> None:
    """Tell in words what pictures show; they stand apart from the words beside them."""
    for picture in element.iter(f"{XHTML}img"):
        if picture.get("alt"):
            telling.part_words()
            telling.add(picture.get("alt", ""))
            telling.part_words()


def _tell_groups(telling: Telling, children: Sequence[etree._Element]) -> None:
    """Tell a list of terms: each term with its meanings is one item."""
    starts = [at for at, child in enumerate(children) if _name(child) == "dt"]
    for start, end in zip(starts, [*starts[1:], len(children)], strict=True):
        with telling.within("LI"):
            for child in children[start:end]:
                _tell(telling, child)


def _kinds(element: etree._Element, name: str) -> Iterator[str]:
    yield ANYTHING
    if name in KINDS:
        yield KINDS[name]
    elif name == "a" and element.get("href") is not None:
        yield "Link"
    elif _is_picture(element, name):
        yield "Figure"
    if element.get("lang") and name != "html":
        yield f"Lang {element.get('lang')}"
    if name == "abbr" and element.get("title"):
        yield f"E {element.get('title')}"


def _is_picture(element: etree._Element, name: str) -> bool:
    if name == "img":
        return bool(element.get("alt")) and not _is_in_figure(element)
    return name == "figure" and any(one.get("alt") for one in element.iter(f"{XHTML}img"))


def _is_in_figure(element: etree._Element) -> bool:
    return next(element.iterancestors(f"{XHTML}figure"), None) is not None


def _elements(element: etree._Element) -> Iterator[etree._Element]:
    return element.iterchildren("*")


def _name(element: etree._Element) -> str:
    return str(element.tag).removeprefix(XHTML)
