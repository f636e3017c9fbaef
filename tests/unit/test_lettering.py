"""Drawings in an EPUB bring the letters of their words, and no more than these."""

from __future__ import annotations

import base64
import io
import re
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from plainleaf import fonts
from plainleaf.lettering import with_letters

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
    """The style sheet that a drawing got, right behind its title."""
    root: Any = etree.fromstring(data)
    assert [one.tag for one in root][:2] == [f"{SVG}title", f"{SVG}style"]
    return str(root[1].text)


def faces(data: bytes) -> dict[tuple[str, int], frozenset[str]]:
    """The letters of each face that a drawing brings."""
    return {
        (family, int(weight)): frozenset(
            map(chr, TTFont(io.BytesIO(base64.b64decode(font))).getBestCmap())
        )
        for family, weight, font in FACE.findall(sheet(data))
    }


def test_words_bring_their_letters_and_no_others() -> None:
    """Each letter of the words is there; those of the title are not drawn."""
    found = faces(with_letters(drawing("<text>Bee <tspan>hive</tspan></text>"), BASE))
    assert found == {(BASE, fonts.REGULAR): frozenset("Be hiv")}


@pytest.mark.parametrize(
    "bold",
    ['font-weight="bold"', 'font-weight="700"', 'style="fill:red;font-weight: bold"'],
)
def test_bold_words_bring_a_bold_face(bold: str) -> None:
    """However a drawing says that its words are bold."""
    found = faces(with_letters(drawing(f"<text {bold}>Bee</text>"), BASE))
    assert set(found) == {(BASE, fonts.REGULAR), (BASE, fonts.BOLD)}


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
