"""Step 5, check: images and their alternative texts (PL3xx).

A drawing may hold shapes and words only: no script, no style sheet from elsewhere, no
reference to another file, no entity. Its words must print at the profile's least size.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from lxml import etree

from plainleaf import rules
from plainleaf.assemble.walk import every_node
from plainleaf.book import Book, Figure, Image, Picture, plain_text
from plainleaf.diagnostics import Diagnostic, Place
from plainleaf.editions import PT_PER_MM, Profile

Element = Any
"""An element of lxml's, whose types are not told well enough to check."""

_SIGNATURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
_SVG = "{http://www.w3.org/2000/svg}"
_ACTIVE = {"script", "foreignObject", "iframe", "image", "audio", "video", "set", "handler"}
_ACTIVE |= {"animate", "animateMotion", "animateTransform"}
_FILE_NAME = re.compile(
    r"\S+\.(svg|png|jpe?g|gif|webp)|(image|img|picture|figure)\s*\d*", re.IGNORECASE
)
_URL = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(", re.IGNORECASE)
_LENGTH = re.compile(r"\s*(\d+\.?\d*|\.\d+)\s*(px|pt)?\s*")
_VIEW_BOX = re.compile(r"\s*(?:-?[\d.]+[\s,]+){2}(\d+\.?\d*|\.\d+)[\s,]+[\d.]+\s*")


def check_images(book: Book, profile: Profile) -> Iterator[Diagnostic]:
    """Yield what is wrong with pictures in the text and with the files they show."""
    by_file = {image.file: image for image in book.images}
    caption = ""
    for node in every_node((book.chapters, book.notes)):
        if isinstance(node, Figure):
            caption = plain_text(node.caption)
        elif isinstance(node, Picture):
            yield from _alternative(node, caption)
            caption = ""
            if node.file not in by_file:
                yield _missing(node, book)
            elif not by_file[node.file].media_type:
                reason = "is neither SVG, PNG nor JPEG"
                yield rules.BAD_IMAGE.at(node.place, file=node.file, reason=reason)
    for image in book.images:
        if image.media_type:
            yield from _file(image, profile)


def _alternative(picture: Picture, caption: str) -> Iterator[Diagnostic]:
    if picture.decorative:
        return
    if not picture.alt:
        yield rules.NO_ALT_TEXT.at(picture.place, file=picture.file)
    elif _FILE_NAME.fullmatch(picture.alt):
        yield rules.POOR_ALT_TEXT.at(picture.place, problem="is only a name for the file")
    elif caption and picture.alt.casefold().strip(" .") == caption.casefold().strip(" ."):
        yield rules.POOR_ALT_TEXT.at(picture.place, problem="only repeats the caption")


def _missing(picture: Picture, book: Book) -> Diagnostic:
    path = PurePosixPath(picture.file)
    if path.is_absolute() or ".." in path.parts or ":" in picture.file:
        return rules.OUTSIDE_MANUSCRIPT.at(picture.place)
    close = difflib.get_close_matches(picture.file, [one.file for one in book.images], n=1)
    hint = f"did you mean {close[0]}?" if close else "put it into the folder images/"
    return rules.NO_IMAGE.at(picture.place, file=picture.file, hint=hint)


def _file(image: Image, profile: Profile) -> Iterator[Diagnostic]:
    place = Place(image.file)
    if image.media_type == "image/svg+xml":
        yield from _drawing(image, place, profile)
    elif not image.data.startswith(_SIGNATURES[image.media_type]):
        kind = image.media_type.removeprefix("image/").upper()
        reason = f"is not a {kind} picture, though its name says so"
        yield rules.BAD_IMAGE.at(place, file=image.file, reason=reason)


def _drawing(image: Image, place: Place, profile: Profile) -> Iterator[Diagnostic]:
    if b"<!ENTITY" in image.data or b"<!DOCTYPE" in image.data:
        yield rules.UNSAFE_SVG.at(place, file=image.file, what="a document type or an entity")
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root: Element = etree.fromstring(image.data, parser)
    except etree.XMLSyntaxError as error:
        bad = Place(image.file, int(error.lineno or 0))
        yield rules.BAD_IMAGE.at(bad, file=image.file, reason=f"is damaged: {error.msg}")
        return
    if root.getroottree().docinfo.internalDTD is not None:
        # In another encoding, such as UTF-16, the bytes above do not show it.
        yield rules.UNSAFE_SVG.at(place, file=image.file, what="a document type or an entity")
        return
    if root.tag != f"{_SVG}svg":
        yield rules.BAD_IMAGE.at(place, file=image.file, reason="is no SVG drawing")
        return
    for element in root.iter():
        for what in _unsafe_parts(element):
            bad = Place(image.file, element.sourceline or 0)
            yield rules.UNSAFE_SVG.at(bad, file=image.file, what=what)
    yield from _small_words(image, root, profile)


def _unsafe_parts(element: Element) -> Iterator[str]:
    """Yield in words what an element of a drawing must not have."""
    if not isinstance(element.tag, str):
        if element.tag is etree.ProcessingInstruction:
            yield "a processing instruction"
        return
    name = etree.QName(element).localname
    if name in _ACTIVE:
        yield f"a <{name}>"
    if name == "style" and _URL.search(element.text or ""):
        yield "a style sheet that loads something"
    for key, value in element.attrib.items():
        attribute = etree.QName(key).localname
        if attribute.lower().startswith("on"):
            yield f"a script ({attribute})"
        elif attribute == "href" and not value.startswith("#"):
            yield f"a link to {value[:60]}"
        elif _URL.search(value):
            yield f"a reference to something outside ({attribute})"


def _small_words(image: Image, root: Element, profile: Profile) -> Iterator[Diagnostic]:
    """Yield words that print smaller than the profile lets them; a drawing fills the measure."""
    box = _VIEW_BOX.fullmatch(root.get("viewBox") or "")
    if box is None or float(box[1]) <= 0:
        reason = "has no viewBox, so that nobody knows how large its words print"
        yield rules.BAD_IMAGE.at(Place(image.file, 1), file=image.file, reason=reason)
        return
    width_pt = profile.line_width_most_mm * PT_PER_MM
    scale = width_pt / float(box[1])
    for element in root.iter(f"{_SVG}text", f"{_SVG}tspan"):
        if not (element.text or "").strip():
            continue
        size = next(filter(None, map(_size_of, (element, *element.iterancestors()))), None)
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
