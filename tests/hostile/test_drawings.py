"""Drawings that would load, run or repeat something, or hide how small their words are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.hostile.odd_leaflet import lay_out, told, told_of_print

CHAPTER = "# Maps\n\nSee it.\n\n![A red square](images/odd.svg)\n"
SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:h="http://www.w3.org/1999/xhtml"'
WORDS = "tiny words here</text>"


def drawing(inside: str, view_box: str = "0 0 100 50", more: str = "") -> str:
    """Return a drawing that holds something."""
    return f'<svg {SPACES} viewBox="{view_box}"{more}>{inside}</svg>'


def codes(tmp_path: Path, data: str | bytes) -> set[str]:
    """Return the codes of what a check says of a drawing."""
    folder = lay_out(tmp_path, {"03-more.md": CHAPTER, "images/odd.svg": data})
    return {one.split()[0] for one in told(folder)}


BOMB = "".join(
    f'<g id="a{level}">' + f'<use href="#a{level - 1}"/>' * 10 + "</g>" for level in range(1, 9)
)
ENTITY = '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
UNSAFE = {
    "entity": ENTITY + drawing("<text>&a;</text>"),
    "entity in UTF-16": (
        '<?xml version="1.0" encoding="UTF-16"?>' + ENTITY + drawing("<text>&a;</text>")
    ).encode("utf-16"),
    "entities within entities": LAUGHS + drawing("<text>&b;</text>"),
    "document type": '<!DOCTYPE svg SYSTEM "http://x.example/a.dtd">' + drawing(""),
    "use of a file": drawing('<use href="file:///etc/passwd#x"/>'),
    "use of a neighbour": drawing('<use href="other.svg#x"/>'),
    "address in a style": drawing('<rect style="fill:url(http://x.example/a)"/>'),
    "hidden address in a style": drawing('<rect style="fill:u\\72l(http://x.example/)"/>'),
    "import": drawing('<style>@import "http://x.example/a.css";</style>'),
    "hidden import": drawing('<style>@\\69mport "http://x.example/a.css";</style>'),
    "split import": drawing('<style>@im<!-- -->port "http://x.example/a.css";</style>'),
    "font": drawing("<style>@font-face{font-family:X;src:local(X)}</style>"),
    "data picture": drawing('<image href="data:image/png;base64,AAAA"/>'),
    "picture in a filter": drawing('<filter id="f"><feImage href="#x"/></filter>'),
    "script": drawing("<script>alert(1)</script>"),
    "script on loading": drawing('<rect onload="alert(1)"/>'),
    "script in a link": drawing('<a href="javascript:alert(1)"><rect/></a>'),
    "foreign object": drawing("<foreignObject><h:p>x</h:p></foreignObject>"),
    "HTML": drawing('<h:embed src="http://x.example/"/>'),
    "other base": drawing('<use href="#a"/>', more=' xml:base="http://x.example/"'),
    "style sheet": '<?xml-stylesheet href="http://x.example/a.css"?>' + drawing(""),
    "animation": drawing('<rect><animate attributeName="x"/></rect>'),
    "element unknown": drawing("<hatch/>"),
    "use of itself": drawing('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
    "pattern of itself": drawing('<pattern id="p"><rect fill="url(#p)"/></pattern>'),
    "marker of itself": drawing('<marker id="m"><path d="M0 0" marker-end="url(#m)"/></marker>'),
    "a hundred million squares": drawing(f'<g id="a0"><rect/></g>{BOMB}'),
}


@pytest.mark.parametrize("data", UNSAFE.values(), ids=UNSAFE.keys())
def test_more_than_a_drawing_is_refused(tmp_path: Path, data: str | bytes) -> None:
    """Nothing is loaded, run or repeated for ever: it is PL305."""
    assert codes(tmp_path, data) == {"PL305"}


DAMAGED = {
    "no viewBox": f"<svg {SPACES}/>",
    "viewBox below zero": drawing("", "0 0 -100 50"),
    "viewBox of no number": drawing("", "0 0 NaN NaN"),
    "viewBox of dots": drawing("", "... .. 100 ..."),
    "viewBox without height": drawing("", "0 0 100 0"),
    "endless viewBox": drawing("", f"0 0 1{'0' * 400} 50"),
    "width below zero": drawing("", more=' width="-5"'),
    "height of words": drawing("", more=' height="tall"'),
    "empty": b"",
    "no XML": b"\x00\xff\xfejunk",
    "no namespace": '<svg viewBox="0 0 10 10"/>',
    "very deep": drawing("<g>" * 3_000 + "</g>" * 3_000),
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_drawing_is_told(tmp_path: Path, data: str | bytes) -> None:
    """It never reaches the layout engine: it is PL304."""
    assert codes(tmp_path, data) == {"PL304"}


def test_numbers_that_make_no_sense_are_the_drawings_fault(tmp_path: Path) -> None:
    """What only the layout engine sees is told of the drawing, not of the style sheets."""
    data = drawing('<path d="M0 0 L zzz 5 A 1 1 0 x x 9 C"/><g transform="scale()"><rect/></g>')
    folder = lay_out(tmp_path, {"03-more.md": CHAPTER, "images/odd.svg": data})
    assert told_of_print(folder) == ["PL304 images/odd.svg"]


GOOD = {
    "UTF-16": f'<?xml version="1.0" encoding="UTF-16"?>{drawing("<rect/>")}'.encode("utf-16"),
    "own parts": drawing('<g id="a"><rect/></g><use href="#a"/><use href="#a"/>'),
    "gradient": drawing('<linearGradient id="g"/><rect fill="url(#g)"/>'),
    "comment": drawing("<!-- <!DOCTYPE svg> -->"),
    "editor's own": drawing('<i:view xmlns:i="http://i.example/" i:zoom="2"/>'),
    "size in per cent": drawing("<rect/>", more=' width="100%" height="100%"'),
}


@pytest.mark.parametrize("data", GOOD.values(), ids=GOOD.keys())
def test_an_honest_drawing_is_let_through(tmp_path: Path, data: str | bytes) -> None:
    """What drawing programs write is not refused."""
    assert codes(tmp_path, data) == set()


SMALL = {
    "plain": f'<text y="20" font-size="1">{WORDS}',
    "below zero": f'<text y="20" font-size="-20">{WORDS}',
    "from its group": f'<g font-size="1"><text y="20">{WORDS}</g>',
    "style": f'<text y="20" style="font-size: 1px">{WORDS}',
}


@pytest.mark.parametrize("inside", SMALL.values(), ids=SMALL.keys())
def test_small_words_are_seen_in_the_drawing(tmp_path: Path, inside: str) -> None:
    """What the drawing says of its words is PL307, before anything is laid out."""
    assert codes(tmp_path, drawing(inside)) == {"PL307"}


HIDDEN = {
    "class": f'<style>.a{{font-size:1px}}</style><text y="20" class="a">{WORDS}',
    "millimetres": f'<text y="20" font-size="0.1mm">{WORDS}',
    "per cent": f'<g font-size="20"><text y="20" font-size="5%">{WORDS}</g>',
    "short hand": f'<text y="20" style="font: 1px sans-serif">{WORDS}',
    "scaled": f'<g transform="scale(0.05)"><text y="20" font-size="20">{WORDS}</g>',
    "tail": f'<text y="20" font-size="1"><tspan font-size="20"/>{WORDS}',
    "nested": f'<svg viewBox="0 0 1000 1000" width="10"><text y="9" font-size="20">{WORDS}</svg>',
}


@pytest.mark.parametrize("inside", HIDDEN.values(), ids=HIDDEN.keys())
def test_small_words_cannot_hide(tmp_path: Path, inside: str) -> None:
    """However a drawing says how large its words are, the finished PDF shows it: PL610."""
    folder = lay_out(tmp_path, {"03-more.md": CHAPTER, "images/odd.svg": drawing(inside)})
    assert {one.split()[0] for one in told_of_print(folder)} == {"PL610"}


def test_nothing_is_asked_for_while_checking(tmp_path: Path) -> None:
    """A pipe that a drawing names is not opened: opening it would wait for ever."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    data = f'<!DOCTYPE svg SYSTEM "{pipe.as_uri()}">' + drawing("")
    assert codes(tmp_path, data) == {"PL305"}
