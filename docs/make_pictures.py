"""Makes docs/images/ from real builds, for docs/writing.md and the README.

Run it with `make docs`. Each picture of an example carries a hash of what it was made from, so
that a test can tell when the example has changed since.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, PngImagePlugin

from docs.examples import ROOT, WRITING, Example, read_examples, write_leaflet
from plainleaf.build import Built, build
from plainleaf.diagnostics import has_errors
from plainleaf.editions import styles_folder
from plainleaf.outside.ace import BROWSERS

IMAGES = ROOT / "docs" / "images"
DAY = datetime.date(2026, 11, 23)
"""The day that a build takes for today; nothing in a picture shows it."""

MADE_FROM = "Made from"
"""The key in a PNG's text under which the hash of the example stands."""

EXAMPLE_SCALE = 1.1
PAGE_SCALE = 0.62
"""Pixels for each point of the PDF."""

DRAWING_SCALE = 0.9
HEAD_PT, LINE_PT = 62, 14
"""How much of a page's head is left off a picture, and how far a line of words reaches down."""

MARGIN_PX = 12
PHONE_PX = (390, 780)
WINDOW_PX = (600, 900)
"""A browser's window is never as narrow as a phone, so the page takes a part of it."""

COLOURS = 32

Spot = tuple[pypdfium2.PdfPage, float, float]
"""A page, and the foot and head of a line on it in points from the page's foot."""


def main() -> None:
    """Make every picture anew."""
    IMAGES.mkdir(exist_ok=True)
    make_example_pictures()
    make_handout_pictures()


def fingerprint(example: Example) -> str:
    """Return a hash of what an example's picture is made from."""
    return hashlib.sha256(f"{example.file}\n{example.text}".encode()).hexdigest()


def make_example_pictures() -> None:
    """Print one leaflet of all examples and cut the pictures out of its pages."""
    examples = read_examples(WRITING.read_text(encoding="utf-8"))
    shown = [one for one in examples if one.picture]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "leaflet"
        write_leaflet([_between_marks(one) for one in examples], folder)
        document = pypdfium2.PdfDocument(_file(_built(folder, "large-print"), ".pdf"))
    for one in shown:
        above, below = _marks(one)
        page, foot, _ = _spot(document, above)
        _, _, head = _spot(document, below, page)
        # What stands last on its page ends above the rule of the running lines.
        end = head if one.is_chapter else head + LINE_PT
        picture = _trimmed(_rendered(page, EXAMPLE_SCALE, end, foot))
        _save(picture, one.picture, fingerprint(one))


def _between_marks(example: Example) -> Example:
    """Put a line above and one below a chapter that gets a picture, on a page of its own."""
    if not (example.picture and example.is_chapter):
        return example
    above, below = _marks(example)
    body = f"{above}.\n\n{example.text}\n{below}.\n"
    return replace(example, text=f"---\nnew_page: true\n---\n\n# Example\n\n{body}")


def _marks(example: Example) -> tuple[str, str]:
    """Return the words in the PDF between which an example stands."""
    if not example.is_chapter:
        return "first uses it.", "Draft: not yet"
    name = example.picture.replace("-", "")
    return f"Above{name}", f"Below{name}"


def _spot(document: pypdfium2.PdfDocument, words: str, on: pypdfium2.PdfPage | None = None) -> Spot:
    """Find words, on the last page that has them where no page is given."""
    pages = [on] if on else [document[number] for number in reversed(range(len(document)))]
    for page in pages:
        text = page.get_textpage()
        found = text.search(words, match_case=True).get_next()
        if found:
            _, foot, _, head = text.get_charbox(found[0])
            return page, foot, head
    raise LookupError(f"'{words}' is not in the PDF")


def _rendered(
    page: pypdfium2.PdfPage, scale: float, foot: float = 0.0, head: float | None = None
) -> Image.Image:
    """Return a page, or what lies between two heights on it, in points from its foot."""
    image: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    high = page.get_height()
    top = 0 if head is None else round((high - head) * scale) + 6
    bottom = round((high - foot) * scale) - 6 if foot else image.height
    return image.crop((0, top, image.width, bottom))


def _trimmed(image: Image.Image) -> Image.Image:
    """Cut the empty paper around a picture down to a margin."""
    paper = Image.new("RGB", image.size, image.getpixel((0, 0)))
    box = ImageChops.difference(image, paper).getbbox() or (0, 0, *image.size)
    left, top, right, bottom = box
    return image.crop(
        (
            max(0, left - MARGIN_PX),
            max(0, top - MARGIN_PX),
            min(image.width, right + MARGIN_PX),
            min(image.height, bottom + MARGIN_PX),
        )
    )


def make_handout_pictures() -> None:
    """Show the cover, a spread and a drawing of the handout, and its EPUB on a phone."""
    built = _built(ROOT / "manuscript", "large-print", "epub")
    document = pypdfium2.PdfDocument(_file(built, ".pdf"))
    cover, *spread = (_rendered(document[number], PAGE_SCALE) for number in (0, 3, 4))
    _save(_framed([cover]), "cover")
    _save(_framed(spread), "spread")
    page, foot, _ = _spot(document, "The usual steps of CAR T")
    _save(
        _trimmed(_rendered(page, DRAWING_SCALE, foot - LINE_PT, page.get_height() - HEAD_PT)),
        "drawing",
    )
    with tempfile.TemporaryDirectory() as scratch:
        with zipfile.ZipFile(io.BytesIO(_file(built, ".epub"))) as archive:
            archive.extractall(scratch)
            names = sorted(name for name in archive.namelist() if name.endswith(".xhtml"))
        chapter = next(name for name in names if "key-points" in name)
        _save(_on_a_phone(Path(scratch) / chapter), "phone")


def _framed(pages: Sequence[Image.Image]) -> Image.Image:
    """Return pages side by side, with a thin grey line around each."""
    width = sum(page.width + 2 for page in pages)
    sheet = Image.new("RGB", (width, pages[0].height + 2), "#888888")
    for number, page in enumerate(pages):
        sheet.paste(page, (1 + number * (page.width + 2), 1))
    return sheet


def _on_a_phone(page: Path) -> Image.Image:
    """Return a page of an unpacked EPUB as a browser shows it, as wide as a phone.

    The EPUB's fonts are given to the browser as those of the system: fonts that a page brings
    may come after the picture is taken.

    Raises:
        LookupError: there is no browser.
    """
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise LookupError("no Chromium is here to show the EPUB in")
    with tempfile.TemporaryDirectory() as scratch:
        epub, shot, (width, height) = page.parents[1], Path(scratch) / "shot.png", PHONE_PX
        narrow = f"<style>html {{ width: {width}px }}</style></head>"
        whole = page.read_text(encoding="utf-8")
        page.write_text(whole.replace("</head>", narrow), encoding="utf-8")
        fonts = Path(scratch) / "fonts.conf"
        fonts.write_text(
            f"<fontconfig><dir>{epub / 'fonts'}</dir>"
            f"<cachedir>{scratch}/cache</cachedir></fontconfig>",
            encoding="utf-8",
        )
        (epub / "styles" / "fonts.css").write_text("", encoding="utf-8")
        options = [
            "--headless",
            "--no-sandbox",
            "--hide-scrollbars",
            f"--user-data-dir={scratch}/profile",
            f"--window-size={WINDOW_PX[0]},{WINDOW_PX[1]}",
            f"--screenshot={shot}",
        ]
        subprocess.run(
            [browser, *options, page.as_uri()],
            check=True,
            capture_output=True,
            env=os.environ | {"FONTCONFIG_FILE": str(fonts)},
        )
        with Image.open(shot) as image:
            return _framed([image.convert("RGB").crop((0, 0, width, height))])


def _built(folder: Path, *editions: str) -> Built:
    built = build(folder, styles_folder(), DAY, editions)
    if has_errors(built.diagnostics):
        sys.exit(f"{folder} has errors: run `publish.py check` on it")
    return built


def _file(built: Built, ending: str) -> bytes:
    return next(data for name, data in built.files.items() if name.endswith(ending))


def _save(image: Image.Image, name: str, made_from: str = "") -> None:
    """Write a small PNG, without a date; few colours are enough for print."""
    notes = PngImagePlugin.PngInfo()
    if made_from:
        notes.add_text(MADE_FROM, made_from)
    small = image.quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(IMAGES / f"{name}.png", optimize=True, pnginfo=notes)


if __name__ == "__main__":
    main()
