"""PNG and JPEG pictures that are damaged, enormous, or of a kind that a page cannot show."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from tests.hostile.odd_leaflet import lay_out, told, told_of_print


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB") -> bytes:
    """Return a picture of one colour."""
    data = io.BytesIO()
    Image.new(mode, size).save(data, kind)
    return data.getvalue()


def _chunk(name: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + check


def _bomb(side: int) -> bytes:
    """Return a PNG of a few bytes that says it is enormous."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = (
        _chunk(b"IHDR", head),
        _chunk(b"IDAT", zlib.compress(b"\0" * 999)),
        _chunk(b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _moving() -> bytes:
    data = io.BytesIO()
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    frames[0].save(data, "PNG", save_all=True, append_images=frames[1:])
    return data.getvalue()


def _turned() -> bytes:
    """Return a JPEG that says it is to be turned by a quarter."""
    data = io.BytesIO()
    turn = Image.Exif()
    turn[0x0112] = 6
    Image.new("RGB", (40, 30)).save(data, "JPEG", exif=turn)
    return data.getvalue()


GOOD_PNG, GOOD_JPEG = picture(), picture("JPEG")
BAD = {
    "bomb.png": (_bomb(12_000), "PL308"),
    "larger-bomb.png": (_bomb(60_000), "PL304"),
    "cut.png": (GOOD_PNG[:50], "PL304"),
    "cut-in-its-head.png": (GOOD_PNG[:30], "PL304"),
    "signature-only.png": (GOOD_PNG[:8], "PL304"),
    "wrong-sum.png": (GOOD_PNG[:20] + b"\xff" + GOOD_PNG[21:], "PL304"),
    "cut.jpg": (GOOD_JPEG[:300], "PL304"),
    "cut-at-the-end.jpg": (GOOD_JPEG[:-40], "PL304"),
    "empty.png": (b"", "PL304"),
    "other.jpg": (GOOD_PNG, "PL304"),
    "moving.png": (_moving(), "PL304"),
    "sixteen-bits.png": (picture(mode="I;16"), "PL304"),
    "tall.png": (picture(size=(20, 2_000)), "PL308"),
    "wide.png": (picture(size=(20_000, 20)), "PL308"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_picture_that_cannot_be_shown_is_told(tmp_path: Path, name: str) -> None:
    """It is told of the picture's file, before anything is laid out."""
    data, code = BAD[name]
    chapter = f"# Maps\n\nSee it.\n\n![A red square](images/{name})\n"
    folder = lay_out(tmp_path, {"03-more.md": chapter, f"images/{name}": data})
    assert told(folder) == [f"{code} images/{name}"]


def test_pictures_of_every_good_kind_print(tmp_path: Path) -> None:
    """Four inks, a palette, a turned photograph and a single dot are let through, and print."""
    files = {
        "inks.jpg": picture("JPEG", mode="CMYK"),
        "palette.png": picture(mode="P"),
        "grey.png": picture(mode="LA"),
        "turned.jpg": _turned(),
        "dot.png": picture(size=(1, 1)),
        "LOUD.PNG": GOOD_PNG,
    }
    lines = [f"![A square, {name[0]}](images/{name})" for name in files]
    chapter = "# Maps\n\nSee them.\n\n" + "\n\n".join(lines) + "\n\nThat was all.\n"
    laid: dict[str, str | bytes] = {f"images/{name}": data for name, data in files.items()}
    assert told_of_print(lay_out(tmp_path, laid | {"03-more.md": chapter})) == []
