"""Drawings in an EPUB bring the letters of their words, and no more than these."""

from __future__ import annotations

import base64
import io
import re
from typing import Any

from fontTools.ttLib import TTFont
from lxml import etree

from plainleaf import fonts
from plainleaf.lettering import with_letters, words_of

BASE, ARABIC = "Atkinson Hyperlegible", "Noto Sans Arabic"
SVG = "{http://www.w3.org/2000/svg}"
FACE = re.compile(
    r'font-family: "([^"]+)";\s+font-weight: (\d+);\s+src: url\("data:font/ttf;base64,([^"]+)"\)'
)


def drawing(inside: str) -> bytes:
    """A drawing with a title and what is given."""
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>A shelf</title>'
    return f"{head}{inside}</svg>".encode()


def sheet(data: bytes) -> str:
    """The style sheet that a drawing got, behind all that it has of its own."""
    root: Any = etree.fromstring(data)
    assert root[-1].tag == f"{SVG}style"
    return str(root[-1].text)


def faces(data: bytes) -> dict[tuple[str, int], frozenset[str]]:
    """The letters of each face that a drawing brings."""
    return {
        (family, int(weight)): frozenset(
            map(chr, TTFont(io.BytesIO(base64.b64decode(font))).getBestCmap())
        )
        for family, weight, font in FACE.findall(sheet(data))
    }


def test_words_bring_their_letters_and_no_others() -> None:
    """Each letter is there, however it is written; those of the title are not drawn."""
    inside = "<!-- no --><text>Bee <tspan>h&#105;ve</tspan></text>"
    for data in (drawing(inside), drawing(inside).decode().encode("utf-16")):
        found = faces(with_letters(data, BASE))
        assert found == dict.fromkeys(
            ((BASE, fonts.REGULAR), (BASE, fonts.BOLD)), frozenset("Be hiv")
        )
        assert words_of(data) == "Bee hive"


def test_words_within_words_cost_no_more() -> None:
    """Each word counts once, however deep it stands."""
    deep, long = 200, "Bee " * 5000
    assert words_of(drawing("<text>" * deep + long + "</text>" * deep)) == long


def test_a_drawing_without_words_stays_as_it_is() -> None:
    """Not a byte of it is changed."""
    shapes = drawing("<rect width='3'   height='3'/><text> </text>")
    assert with_letters(shapes, BASE) == shapes


def test_words_of_two_scripts_bring_two_families() -> None:
    """What the leaflet's own family lacks is drawn by another, which stands behind it."""
    data = with_letters(drawing("<text>CAR كتاب</text>"), BASE)
    found = faces(data)
    assert frozenset("CAR") <= found[BASE, fonts.REGULAR]
    assert frozenset("كتاب") <= found[ARABIC, fonts.REGULAR]
    assert f'font-family: "{BASE}", "{ARABIC}", sans-serif !important' in sheet(data)


def test_a_face_of_the_drawings_own_gives_way() -> None:
    """A style sheet's `!important` goes before an attribute and before `style` on an element."""
    data = with_letters(drawing('<text style="font-family:Arial">Bee</text>'), BASE)
    assert re.search(
        rf'text,\s+tspan,\s+textPath {{\s+font-family: "{BASE}"[^;]+!important', sheet(data)
    )


def test_the_same_drawing_gives_the_same_bytes() -> None:
    """Whatever was drawn before it."""
    first = with_letters(drawing("<text>Bee</text>"), BASE)
    with_letters(drawing("<text>Wasp</text>"), BASE)
    assert with_letters(drawing("<text>Bee</text>"), BASE) == first
