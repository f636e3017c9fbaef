"""Step 2, gather: the manuscript's folder → its files, read once and kept within bounds.

Nothing outside the folder is read, also not through a symbolic link; sizes are capped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plainleaf import rules
from plainleaf.diagnostics import Diagnostic, Outcome, Place
from plainleaf.settings import SETTINGS_FILE
from plainleaf.tomlfile import UNPRINTABLE

GLOSSARY_FILE = "glossary.toml"
REFERENCES_FILE = "references.json"
IMAGES_FOLDER = "images"
WORKSHEET_FILE = "worksheet.md"
"""What `check --worksheet` writes; an editor may keep it beside the chapters."""
MAX_TEXT_BYTES = 2_000_000
MAX_IMAGE_BYTES = 8_000_000
MAX_IMAGES_BYTES = 100_000_000
MAX_CHAPTER_CHARACTERS = 200_000
MAX_LEAFLET_CHARACTERS = 1_000_000
"""Some 1,000 pages of large print."""
MAX_PARAGRAPH_CHARACTERS = 30_000
MAX_WORD_CHARACTERS = 2_000
"""Limits that no leaflet comes near, so that none, however odd, takes long to read."""

_CHAPTER = re.compile(r"(\d{2,3})-([a-z0-9][a-z0-9-]*)\.md")
_MARKDOWN = re.compile(r"\.(?:md|markdown)$", re.IGNORECASE)
_NOT_A_CHAPTER = frozenset({"README.md", WORKSHEET_FILE})
_PARAGRAPH_END = re.compile(r"\n[ \t]*(?:\n|$)")
_LONG_WORD = re.compile(rf"\S{{{MAX_WORD_CHARACTERS + 1},}}")


@dataclass(frozen=True)
class Source:
    """A text file of the manuscript; `path` is relative to the manuscript's folder."""

    path: str
    text: str


@dataclass(frozen=True)
class ChapterSource(Source):
    """A chapter's file, with the number and the short name that its own name gives."""

    number: int
    slug: str


@dataclass(frozen=True)
class ImageFile:
    """A file below images/; `path` is relative to the manuscript's folder."""

    path: str
    data: bytes


@dataclass(frozen=True)
class Manuscript:
    """All that authors wrote, as it stands on disk."""

    settings: Source | None
    chapters: tuple[ChapterSource, ...]
    glossary: Source | None = None
    references: Source | None = None
    images: tuple[ImageFile, ...] = ()


def gather(folder: Path) -> Outcome[Manuscript]:
    """Read a manuscript's folder.

    Raises:
        OSError: a file that is there cannot be read; the error names it.
    """
    found: list[Diagnostic] = []

    def text_of(name: str) -> Source | None:
        outcome = _read_text(folder, name)
        found.extend(outcome.diagnostics)
        return outcome.value

    settings = text_of(SETTINGS_FILE)
    if settings is None and not found:
        found.append(rules.NO_SETTINGS.at(Place(SETTINGS_FILE)))
    chapters: list[ChapterSource] = []
    for name in sorted(path.name for path in folder.iterdir() if _is_markdown(path.name)):
        named = _CHAPTER.fullmatch(name)
        if named is None:
            if name not in _NOT_A_CHAPTER:
                found.append(rules.STRAY_FILE.at(Place(name)))
        elif source := text_of(name):
            if too_much := tuple(_too_much(source, chapters)):
                found.extend(too_much)
                continue
            chapters.append(ChapterSource(name, source.text, int(named[1]), named[2]))
    if settings is not None and not (chapters or found):
        found.append(rules.NO_CHAPTERS.at(Place(SETTINGS_FILE)))
    found.extend(_same_numbers(chapters))
    images = _read_images(folder)
    return Outcome(
        Manuscript(
            settings=settings,
            chapters=tuple(sorted(chapters, key=lambda one: (one.number, one.path))),
            glossary=text_of(GLOSSARY_FILE),
            references=text_of(REFERENCES_FILE),
            images=images.value,
        ),
        (*found, *images.diagnostics),
    )


def _is_markdown(name: str) -> bool:
    """Return whether a file is Markdown; an editor's own files begin with a dot."""
    return _MARKDOWN.search(name) is not None and not name.startswith(".")


def _same_numbers(chapters: list[ChapterSource]) -> Iterator[Diagnostic]:
    first: dict[int, str] = {}
    for chapter in chapters:
        other = first.setdefault(chapter.number, chapter.path)
        if other != chapter.path:
            place = Place(chapter.path)
            yield rules.DUPLICATE_NUMBER.at(place, other=other, number=chapter.number)


def _too_much(source: Source, before: list[ChapterSource]) -> Iterator[Diagnostic]:
    """Yield why a chapter is too long to be read, by itself or after those before it."""
    text, place = source.text, Place(source.path)
    if len(text) > MAX_CHAPTER_CHARACTERS:
        advice = "split the text over several chapters"
        yield _characters(place, "this chapter has", len(text), MAX_CHAPTER_CHARACTERS, advice)
        return
    whole = len(text) + sum(len(chapter.text) for chapter in before)
    if whole > MAX_LEAFLET_CHARACTERS:
        advice = "make two leaflets of it"
        what = "with this chapter the leaflet has"
        yield _characters(place, what, whole, MAX_LEAFLET_CHARACTERS, advice)
    start = 0
    for end in (*(one.end() for one in _PARAGRAPH_END.finditer(text)), len(text)):
        if end - start > MAX_PARAGRAPH_CHARACTERS:
            at = Place(source.path, text.count("\n", 0, start) + 1)
            advice = "put empty lines between its parts"
            what = "what begins here has"
            yield _characters(at, what, end - start, MAX_PARAGRAPH_CHARACTERS, advice)
        start = end
    for word in _LONG_WORD.finditer(text):
        at = Place(source.path, text.count("\n", 0, word.start()) + 1)
        advice = "put spaces in it; nobody could read it"
        yield _characters(at, "a word here has", len(word[0]), MAX_WORD_CHARACTERS, advice)


def _characters(place: Place, what: str, found: int, limit: int, advice: str) -> Diagnostic:
    told = f"{found:,} characters"
    return rules.TOO_MUCH.at(place, what=what, found=told, limit=f"{limit:,}", advice=advice)


def _read_text(folder: Path, name: str) -> Outcome[Source | None]:
    """Read one text file; None where it is missing or cannot be used."""
    path = folder / name
    if not path.is_file():
        is_there = path.exists() or path.is_symlink()
        fault = rules.NOT_A_FILE.at(Place(name), what=_kind(path)) if is_there else None
        return Outcome(None, (fault,) if fault else ())
    fault = _fault_of(folder, path, MAX_TEXT_BYTES)
    if fault:
        return Outcome(None, (fault,))
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Outcome(None, (rules.NOT_UTF8.at(Place(name, line)),))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    odd = UNPRINTABLE.search(text)
    if odd:
        place = Place(name, text.count("\n", 0, odd.start()) + 1)
        return Outcome(None, (rules.UNPRINTABLE.at(place, character=f"U+{ord(odd[0]):04X}"),))
    return Outcome(Source(name, text))


def _kind(path: Path) -> str:
    """Return in words what a path is that is no file."""
    if path.is_dir():
        return "a folder"
    return "a link that leads nowhere" if path.is_symlink() else "something that cannot be read"


def _read_images(folder: Path) -> Outcome[tuple[ImageFile, ...]]:
    images: list[ImageFile] = []
    found: list[Diagnostic] = []
    total = 0
    for path in sorted((folder / IMAGES_FOLDER).rglob("*")):
        if not path.is_file() or path.name.startswith("."):
            continue
        fault = _fault_of(folder, path, MAX_IMAGE_BYTES)
        total += 0 if fault else path.stat().st_size
        if fault:
            found.append(fault)
        elif total > MAX_IMAGES_BYTES:
            place, told = Place(IMAGES_FOLDER), f"more than {MAX_IMAGES_BYTES:,} bytes"
            found.append(
                rules.TOO_MUCH.at(
                    place,
                    what="all pictures together have",
                    found=told,
                    limit="that",
                    advice="make them smaller, or take those away that no chapter shows",
                )
            )
            break
        else:
            images.append(ImageFile(path.relative_to(folder).as_posix(), path.read_bytes()))
    return Outcome(tuple(images), tuple(found))


def _fault_of(folder: Path, path: Path, limit: int) -> Diagnostic | None:
    """Return why a file must not be read, or None."""
    place = Place(path.relative_to(folder).as_posix())
    if not path.resolve().is_relative_to(folder.resolve()):
        return rules.OUTSIDE_MANUSCRIPT.at(place)
    size = path.stat().st_size
    if size > limit:
        return rules.TOO_LARGE.at(place, size=f"{size:,}", limit=f"{limit:,}")
    return None
