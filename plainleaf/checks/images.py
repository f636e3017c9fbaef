"""Step 5, check: images and their alternative texts (PL3xx); drawings have a file of their own."""

from __future__ import annotations

import difflib
import io
import re
import warnings
from collections.abc import Iterator
from pathlib import PurePosixPath

from PIL import Image as Raster
from PIL import ImageFile

from plainleaf import rules
from plainleaf.assemble.walk import every_node
from plainleaf.book import Book, Figure, Image, Picture, plain_text
from plainleaf.checks.drawings import check_drawing
from plainleaf.diagnostics import Diagnostic, Place
from plainleaf.editions import Profile

_SIGNATURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA", "CMYK"})
_FILE_NAME = re.compile(
    r"\S+\.(svg|png|jpe?g|gif|webp)|(image|img|picture|figure)\s*\d*", re.IGNORECASE
)

MAX_SIDE_PIXELS = 20_000
MAX_PIXELS = 60_000_000
"""More than a photograph of 300 dots to the inch has on a page twice the size of A4."""

MAX_ELONGATION = 8
"""How many times as high as wide a picture may be, or as wide as high."""


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
    close = difflib.get_close_matches(picture.file, book.known_images, n=1)
    hint = f"did you mean {close[0]}?" if close else "put it into the folder images/"
    return rules.NO_IMAGE.at(picture.place, file=picture.file, hint=hint)


def _file(image: Image, profile: Profile) -> Iterator[Diagnostic]:
    place = Place(image.file)
    if image.media_type == "image/svg+xml":
        drawing = check_drawing(image, profile)
        yield from drawing.diagnostics
        if drawing.value:
            yield from _shape(image.file, *drawing.value)
        return
    kind = image.media_type.removeprefix("image/").upper()
    if not image.data.startswith(_SIGNATURES[image.media_type]):
        reason = f"is not a {kind} picture, though its name says so"
        yield rules.BAD_IMAGE.at(place, file=image.file, reason=reason)
        return
    try:
        # What a file says of its size is read first: a few bytes can ask for gigabytes.
        with _opened(image) as raster:
            faults = tuple(_shape(image.file, *raster.size, is_raster=True))
            if not faults:
                _load_whole(raster)
            if raster.mode not in _MODES:
                reason = f"has colours of a kind that not every program knows ({raster.mode})"
                yield rules.BAD_IMAGE.at(place, file=image.file, reason=reason)
            if getattr(raster, "is_animated", False):
                reason = "moves, and a page cannot"
                yield rules.BAD_IMAGE.at(place, file=image.file, reason=reason)
    except (OSError, SyntaxError, ValueError, Raster.DecompressionBombError):
        # Pillow says most of these in its own terms.
        yield rules.BAD_IMAGE.at(place, file=image.file, reason="is damaged or not complete")
        return
    yield from faults


def _opened(image: Image) -> Raster.Image:
    with warnings.catch_warnings():
        # Sizes are looked at here.
        warnings.simplefilter("ignore", Raster.DecompressionBombWarning)
        return Raster.open(io.BytesIO(image.data), formats=("PNG", "JPEG"))


def _load_whole(raster: Raster.Image) -> None:
    """Read all of a picture's dots.

    Raises:
        OSError: some are missing.
    """
    # WeasyPrint, once imported, lets Pillow pass over what is missing.
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        raster.load()
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _shape(file: str, width: float, height: float, is_raster: bool = False) -> Iterator[Diagnostic]:
    """Yield what is wrong with a picture's size, in dots or in the units of a drawing."""
    facts = {"file": file, "width": width, "height": height}
    if is_raster and (max(width, height) > MAX_SIDE_PIXELS or width * height > MAX_PIXELS):
        problem = f"the most is {MAX_SIDE_PIXELS:,} on a side and {MAX_PIXELS:,} dots"
        yield rules.ODD_SHAPE.at(Place(file), problem=problem, **facts)
    elif max(width, height) > MAX_ELONGATION * min(width, height):
        problem = f"one side is more than {MAX_ELONGATION} times the other"
        yield rules.ODD_SHAPE.at(Place(file), problem=problem, **facts)
