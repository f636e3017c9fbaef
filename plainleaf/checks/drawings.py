"""Step 5, check: drawings (PL304, PL305, PL307).

A drawing may hold shapes and words only, of the kinds listed here: no script, no style sheet
from elsewhere, no reference to another file, no entity. It may use a part of itself again, but
not so often that drawing it takes for ever. Its words must print at the profile's least size.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from lxml import etree

from plainleaf import rules
from plainleaf.book import Image
from plainleaf.diagnostics import Diagnostic, Outcome, Place
from plainleaf.editions import PT_PER_MM, Profile

Element = Any
"""An element of lxml's, whose types are not told well enough to check."""

MAX_PARTS = 50_000
"""How many shapes a drawing may come to, with those that it uses again counted each time."""

_SVG = "{http://www.w3.org/2000/svg}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_SHAPES = frozenset(
    (
        *("svg", "g", "defs", "symbol", "use", "switch", "title", "desc", "metadata", "style"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "view", "a"),
        *("text", "tspan", "textPath", "linearGradient", "radialGradient", "stop"),
        *("pattern", "clipPath", "mask", "marker", "filter"),
    )
)
_FILTER = re.compile(r"fe(?!Image$)[A-Z]\w+")
_FETCHING = re.compile(r"url\(\s*['\"]?(?!#)|@import|@font-face|expression\(|\\", re.IGNORECASE)
"""What brings in something else; a backslash can hide any of it."""

_OWN_PART = re.compile(r"url\(\s*['\"]?#([^'\"()\s]+)")
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_LENGTH = re.compile(rf"\s*({_NUMBER})\s*(px|pt)?\s*")
_SIDE = re.compile(rf"\s*({_NUMBER})\s*(?:[a-z]+|%)?\s*", re.IGNORECASE)
_VIEW_BOX = re.compile(rf"\s*{_NUMBER}[\s,]+{_NUMBER}[\s,]+({_NUMBER})[\s,]+({_NUMBER})\s*")

Size = tuple[float, float]


def check_drawing(image: Image, profile: Profile) -> Outcome[Size | None]:
    """Return a drawing's width and height, in its own units, and what is wrong with it."""
    place = Place(image.file)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root: Element = etree.fromstring(image.data, parser)
    except etree.XMLSyntaxError as error:
        if b"<!ENTITY" in image.data:
            return Outcome(None, (_unsafe(image, 0, "a document type or an entity"),))
        bad = Place(image.file, int(error.lineno or 0))
        reason = f"is damaged: {error.msg}"
        return Outcome(None, (rules.BAD_IMAGE.at(bad, file=image.file, reason=reason),))
    if root.getroottree().docinfo.internalDTD is not None:
        return Outcome(None, (_unsafe(image, 0, "a document type or an entity"),))
    if root.tag != f"{_SVG}svg":
        fault = rules.BAD_IMAGE.at(place, file=image.file, reason="is no SVG drawing")
        return Outcome(None, (fault,))
    size = _size(root)
    found = [*_unsafe_parts(image, root)]
    if not found:
        found += _repeats(image, root)
    if size is None:
        reason = "has no viewBox with a width and a height, so nobody knows how large it prints"
        bad = Place(image.file, 1)
        return Outcome(None, (*found, rules.BAD_IMAGE.at(bad, file=image.file, reason=reason)))
    found += _small_words(image, root, size[0], profile)
    return Outcome(size, tuple(found))


def _size(root: Element) -> Size | None:
    """Return the width and the height that a drawing's viewBox says; None where it is odd."""
    box = _VIEW_BOX.fullmatch(root.get("viewBox") or "")
    sides = tuple(map(float, box.groups())) if box else (0.0, 0.0)
    for name in ("width", "height"):
        written = _SIDE.fullmatch(root.get(name) or "1")
        if written is None or not 0 < float(written[1]) < math.inf:
            return None
    return (sides[0], sides[1]) if all(0 < one < math.inf for one in sides) else None


def _unsafe(image: Image, line: int, what: str) -> Diagnostic:
    return rules.UNSAFE_SVG.at(Place(image.file, line), file=image.file, what=what)


def _unsafe_parts(image: Image, root: Element) -> Iterator[Diagnostic]:
    """Yield what a drawing must not have, before its first element and behind its last too."""
    around = (*root.itersiblings(preceding=True), *root.itersiblings())
    for element in (*around, *root.iter()):
        for what in _unsafe_in(element):
            yield _unsafe(image, element.sourceline or 0, what)


def _unsafe_in(element: Element) -> Iterator[str]:
    """Yield in words what an element of a drawing must not have."""
    if not isinstance(element.tag, str):
        if element.tag is etree.ProcessingInstruction:
            yield "a processing instruction"
        return
    name = etree.QName(element).localname
    is_drawn = element.tag.startswith(_SVG)
    is_known = name in _SHAPES or _FILTER.fullmatch(name)
    if element.tag.startswith(_XHTML) or (is_drawn and not is_known):
        yield f"a <{name}>"
    if is_drawn and name == "style" and (len(element) or _FETCHING.search(element.text or "")):
        yield "a style sheet that loads something"
    for key, value in element.attrib.items():
        attribute = etree.QName(key).localname
        if attribute.lower().startswith("on"):
            yield f"a script ({attribute})"
        elif attribute == "base":
            yield f"another address to start from ({value[:60]})"
        elif attribute == "href" and not value.startswith("#"):
            yield f"a link to {value[:60]}"
        elif attribute != "href" and is_drawn and _FETCHING.search(value):
            yield f"a reference to something outside ({attribute})"


def _repeats(image: Image, root: Element) -> Iterator[Diagnostic]:
    """Yield where a drawing uses itself, or uses its parts so often that it would never end."""
    parts = {element.get("id"): element for element in root.iter() if element.get("id")}
    open_parts: set[str] = set()

    @cache
    def weight(name: str) -> float:
        if name in open_parts:
            return math.inf
        open_parts.add(name)
        total = sum(1 + _uses_weight(element) for element in parts[name].iter(f"{_SVG}*"))
        open_parts.discard(name)
        return total

    def _uses_weight(element: Element) -> float:
        points = 1 + len(element.get("d") or element.get("points") or "") // 4
        return sum(
            weight(name) * (points if kind.startswith("marker") else 1)
            for kind, name in _uses(element, parts)
        )

    try:
        total = sum(1 + _uses_weight(element) for element in root.iter(f"{_SVG}*"))
    except RecursionError:
        total = math.inf
    if total == math.inf:
        yield _unsafe(image, 0, "a part that uses itself")
    elif total > MAX_PARTS:
        yield _unsafe(image, 0, f"parts that use one another {total:,.0f} times")


def _uses(element: Element, parts: Mapping[str, Element]) -> Iterator[tuple[str, str]]:
    """Yield the name of each attribute that uses a part of the same drawing, with that part."""
    for key, value in element.attrib.items():
        attribute = etree.QName(key).localname
        if attribute == "href" and element.tag != f"{_SVG}a" and value[1:] in parts:
            yield attribute, value[1:]
        for found in _OWN_PART.finditer(value):
            if found[1] in parts:
                yield ("marker" if "marker" in key + value else attribute), found[1]


def _small_words(
    image: Image, root: Element, width: float, profile: Profile
) -> Iterator[Diagnostic]:
    """Yield words that print smaller than the profile lets them; a drawing fills the measure.

    What a style sheet or a scale does to words is seen on the finished PDF (PL610).
    """
    scale = profile.line_width_most_mm * PT_PER_MM / width
    for element in root.iter(f"{_SVG}text", f"{_SVG}tspan"):
        if not (element.text or "").strip():
            continue
        sizes = map(_size_of, (element, *element.iterancestors()))
        size = next((one for one in sizes if one is not None), None)
        if size is not None and size * scale < profile.smallest_size_pt - 0.05:
            yield rules.SMALL_IMAGE_TEXT.at(
                Place(image.file, element.sourceline or 0),
                file=image.file,
                size=f"{size * scale:.1f}",
                least=f"{profile.smallest_size_pt:g}",
                width=f"{profile.line_width_most_mm:g}",
            )


def _size_of(element: Element) -> float | None:
    """Return an element's own font size in the drawing's units, where it says one."""
    written = element.get("font-size") or ""
    for part in (element.get("style") or "").split(";"):
        name, _, value = part.partition(":")
        if name.strip() == "font-size":
            written = value
    found = _LENGTH.fullmatch(written)
    return float(found[1]) if found else None
