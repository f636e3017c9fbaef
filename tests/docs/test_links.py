"""What the documents point to is there, and every picture says what it shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import ROOT

PAGES = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
    ROOT / "dist" / "README.md",
]
MOST_BYTES = 60_000
LEAST_COLOURS = 8

_FENCE = re.compile(r"^(`{3,})[^\n]*\n.*?^\1$", re.DOTALL | re.MULTILINE)
_INDENTED = re.compile(r"^ {4}.*$", re.MULTILINE)
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"(?P<picture>!?)\[(?P<words>[^\]]*)\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def prose(page: Path) -> str:
    """Return a page without its examples."""
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    return _INDENTED.sub("", text)


def links(page: Path) -> list[re.Match[str]]:
    """Return the links and pictures of a page."""
    return list(_LINK.finditer(_CODE.sub("", prose(page))))


def anchors(page: Path) -> set[str]:
    """Return the names of a page's headings, as GitHub makes them."""
    named = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in _HEADING.findall(prose(page)))
    return {name.replace(" ", "-") for name in named}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_each_link_leads_somewhere(page: Path) -> None:
    """A link within the project names a file that is there, and a heading that it has."""
    for link in links(page):
        target = link["target"]
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        assert file.exists(), target
        assert file.is_relative_to(ROOT), target
        assert not anchor or anchor in anchors(file), target


def test_each_picture_is_shown_and_told_in_words() -> None:
    """Readers who cannot see a picture get its words; no picture lies about unused."""
    shown = set()
    for page in PAGES:
        for link in (one for one in links(page) if one["picture"]):
            assert len(link["words"].split()) > 3, link["target"]
            shown.add((page.parent / link["target"]).resolve())
    assert shown == set((ROOT / "docs" / "images").iterdir())


def test_pictures_are_small_and_not_blank() -> None:
    """A page loads quickly and shows something: words alone have many shades at their edges."""
    for path in (ROOT / "docs" / "images").iterdir():
        assert path.stat().st_size < MOST_BYTES, path.name
        with Image.open(path) as picture:
            assert len(picture.getcolors() or ()) > LEAST_COLOURS, path.name
