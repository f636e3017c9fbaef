"""Leaflets of unusual shape: EPUBCheck and Ace find nothing in them, and all notes are known.

The small ones have one chapter, or nothing but text; the large one has 200 chapters. The books of
`tests/books/` are long, run from the right or stand in many languages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from plainleaf.artifacts import Artifact
from plainleaf.build import proof
from plainleaf.editions import EDITIONS
from plainleaf.outside import ace, epubcheck, java
from plainleaf.outside.process import run
from tests.binding import bound
from tests.epub_sample import files
from tests.hard_books import made
from tests.small_leaflet import PROFILE, SETTINGS, Small, small

Ask = Callable[..., Any]

pytestmark = [pytest.mark.judges, pytest.mark.xdist_group("judges")]

CHAPTERS = 200
EPUB = EDITIONS["epub"]
GLOSSARY = """[[term]]
term = "shelf"
meaning = "A board that books stand on."
"""
# One short run of Java a book: it is over before its slower compiler would have paid.
QUICK_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
# What EPUBCheck notes of a sound book, the files it may say so of, and why it stays.
NOTES = {
    "CSS-028": (
        r"styles/fonts\.css|(?:drawings|images)/[^/]+\.svg",
        "the fonts are embedded on purpose",
    ),
    "OPF-097": (
        r"drawings/cover\.svg|fonts/LICENSE[\w-]*\.txt",
        "the cover is there for the reader's shelf, and a font's licence has to go with it",
    ),
}


def one_chapter() -> Small:
    """A leaflet with one chapter, with a word explained, a table and a picture."""
    text = (
        "# Borrow a book\n\nTake a book from the shelf.\n\n"
        "![A shelf](images/shelf.svg)\n\n"
        "| Kind | Time |\n|---|---|\n| Book | 3 weeks |\n\nTable: How long\n"
    )
    return small(text, glossary=GLOSSARY, images=("images/shelf.svg",))


def words_only() -> Small:
    """No glossary, no references, no images, no headings but the chapters' own."""
    return small("# Borrow a book\n\nAsk first.\n", "# Bring it back\n\nSay thank you.\n")


def many_chapters() -> Small:
    """More chapters than anybody should write."""
    return small(
        *(
            f"# Chapter {number} of many\n\nAsk the library first.\n\n"
            f"## Part {number}\n\nBring your card.\n"
            for number in range(1, CHAPTERS + 1)
        )
    )


LEAFLETS = {"one-chapter": one_chapter, "words-only": words_only, "many-chapters": many_chapters}
BOOKS = ("arabic", "languages", "long")


@cache
def leaflet(name: str, *, numbered: bool = True) -> Artifact:
    """Make an EPUB that our own proof finds nothing in; `numbered` is with print's page numbers."""
    if name in BOOKS:
        return made(name, "epub").artifact
    settings = SETTINGS if numbered else replace(SETTINGS, editions=("epub",))
    pages, bound_epub = bound(LEAFLETS[name]().book, settings, EPUB, PROFILE)
    assert bound_epub.diagnostics == ()
    assert proof(bound_epub.value, pages, settings, EPUB, PROFILE) == ()
    return bound_epub.value


def written(artifact: Artifact, folder: Path) -> Path:
    """Write an EPUB for a judge to read."""
    path = folder / artifact.name
    path.write_bytes(artifact.data)
    return path


def notes(path: Path) -> list[tuple[str, str]]:
    """Return EPUBCheck's notes on usage: each one's id, and the file that it speaks of.

    Raises:
        JudgeMissing: EPUBCheck or Java is not installed.
    """
    program = java.java_home(epubcheck.JUDGE) / "bin" / "java"
    jar = java.jar(epubcheck.JUDGE, "epubcheck", "epubcheck.jar")
    report = path.with_suffix(".json")
    command = [
        str(program),
        *QUICK_START,
        "-jar",
        str(jar),
        "--usage",
        "--quiet",
        "--json",
        str(report),
    ]
    run(epubcheck.JUDGE, [*command, str(path)], epubcheck.TIMEOUT_S)
    messages = json.loads(report.read_text("utf-8"))["messages"]
    found = []
    for message in messages:
        assert message["severity"] == "USAGE", message["message"]
        named = re.search(r'Resource "([^"]+)"', message["message"])
        told_of = [named[1]] if named else [one["path"] for one in message["locations"]]
        found += [(message["ID"], file) for file in told_of]
    return found


@pytest.mark.parametrize("name", ["one-chapter", "many-chapters", *BOOKS])
def test_epubcheck_has_no_fault_and_only_known_notes(ask: Ask, tmp_path: Path, name: str) -> None:
    """No error, no warning, and no note but those that we know the reason of."""
    path = written(leaflet(name), tmp_path)
    found = ask(notes, path)
    assert found
    for code, file in found:
        pattern, reason = NOTES[code]
        assert re.fullmatch(rf"(.*/)?({pattern})", file), (code, file, reason)


def test_handout_has_only_known_notes(ask: Ask, finished_epub: Path, tmp_path: Path) -> None:
    """So has the handout, and each kind of note that is listed is still given."""
    path = tmp_path / finished_epub.name
    path.write_bytes(finished_epub.read_bytes())
    assert {code for code, _file in ask(notes, path)} == set(NOTES)


@pytest.mark.parametrize("name", ["one-chapter", "arabic"])
def test_ace_finds_nothing(ask: Ask, tmp_path: Path, name: str) -> None:
    """Ace has no violation either, of any impact."""
    assert ask(ace.judge, written(leaflet(name), tmp_path)) == ()


def test_leaflet_without_print_has_no_page_list(ask: Ask, tmp_path: Path) -> None:
    """Where no print edition is made there are no page numbers, no claim of any, and no fault."""
    artifact = leaflet("words-only", numbered=False)
    contents = files(artifact)
    assert b"page-list" not in contents["EPUB/nav.xhtml"]
    assert b"pageNavigation" not in contents["EPUB/content.opf"]
    path = written(artifact, tmp_path)
    assert {code for code, _file in ask(notes, path)} <= set(NOTES)
    assert ask(ace.judge, path) == ()


def test_one_chapter_has_its_parts() -> None:
    """One chapter is enough for a glossary, a table and a picture."""
    contents = files(leaflet("one-chapter"))
    assert {"EPUB/text/glossary.xhtml", "EPUB/images/shelf.svg"} <= set(contents)
    assert b"<table" in contents["EPUB/text/01-one.xhtml"]


def test_words_only_has_no_empty_parts() -> None:
    """A leaflet without terms, sources or pictures has no page and no landmark for them."""
    contents = files(leaflet("words-only"))
    nav = contents["EPUB/nav.xhtml"].decode()
    for part in ("glossary", "bibliography", "endnotes"):
        assert part not in nav
    assert not [name for name in contents if "glossary" in name or "references" in name]


def test_many_chapters_are_all_there() -> None:
    """Two hundred chapters stand in the spine and in the contents, in their order."""
    contents = files(leaflet("many-chapters"))
    chapters = [name for name in contents if re.search(r"text/\d+-", name)]
    assert len(chapters) == CHAPTERS
    nav = contents["EPUB/nav.xhtml"].decode()
    told = re.findall(r">Chapter (\d+) of many</a>", nav.partition("page-list")[0])
    assert told == [str(number) for number in range(1, CHAPTERS + 1)]
