"""Two parsers that are not ours read the EPUB back, and find in it what leaflet.toml says.

foliate-js reads as a reading system does, in a browser; epub-utils with lxml, in Python.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import epub_utils
import pytest

from plainleaf.book import ContentsEntry
from plainleaf.build import check_manuscript
from plainleaf.editions import styles_folder
from plainleaf.outputs.epubmetadata import identifier
from plainleaf.proof.pdf.reading import read_pdf
from plainleaf.settings import Settings
from tests.conftest import ROOT, TODAY
from tests.epub_sample import SETTINGS, bound
from tests.hard_books import BOOKS, made
from tests.judges.reader import Reading, read_through

Ask = Callable[..., Reading]

pytestmark = [pytest.mark.judges, pytest.mark.xdist_group("judges")]

LANDMARKS = ("toc", "bodymatter", "glossary", "bibliography")


@dataclass(frozen=True)
class Told:
    """What a parser tells of an EPUB; addresses are as the parser gives them."""

    title: str
    subtitle: str
    language: str
    creators: tuple[str, ...]
    identifiers: tuple[str, ...]
    direction: str
    spine: tuple[str, ...]
    contents: tuple[tuple[int, str], ...]
    pages: tuple[str, ...]
    landmarks: tuple[str, ...]


def as_tuple(one_or_more: object) -> tuple[str, ...]:
    """Return what a parser gives as nothing, one text, or several."""
    if not one_or_more:
        return ()
    return tuple(one_or_more) if isinstance(one_or_more, list) else (str(one_or_more),)


def told_by_foliate(reading: Reading) -> Told:
    """Return what the reading system has read."""
    book, metadata = reading.book, reading.book["metadata"]
    authors = metadata.get("author", [])
    return Told(
        metadata["title"],
        metadata.get("subtitle", ""),
        metadata["language"],
        tuple(
            one if isinstance(one, str) else one["name"]
            for one in (authors if isinstance(authors, list) else [authors])
        ),
        as_tuple(metadata["altIdentifier"]),
        book["direction"],
        tuple(Path(section["href"]).stem for section in book["sections"]),
        tuple(_flat(book["contents"], "below")),
        tuple(page["label"] for page in book["pages"]),
        tuple(kind for mark in book["landmarks"] for kind in mark["type"]),
    )


def told_by_epub_utils(path: Path) -> Told:
    """Return what the Python library has read."""
    document = epub_utils.Document(path)
    package, nav = document.package, document.nav
    fields = package.metadata.fields
    title, *subtitle = as_tuple(fields["title"])
    files = {item["id"]: item["href"] for item in package.manifest.items}
    return Told(
        title,
        " ".join(subtitle),
        fields["language"],
        as_tuple(fields.get("creator")),
        as_tuple(fields["identifier"]),
        package.spine.page_progression_direction,
        tuple(Path(files[one["idref"]]).stem for one in package.spine.itemrefs),
        tuple(_flat(nav.get_toc_items_as_dicts(), "children")),
        tuple(page.label for page in nav.get_page_list()),
        tuple(str(mark.item_type) for mark in nav.get_landmarks()),
    )


def _flat(
    entries: Sequence[Mapping[str, Any]], below: str, depth: int = 1
) -> Iterable[tuple[int, str]]:
    for entry in entries:
        yield depth, entry["label"]
        yield from _flat(entry[below], below, depth + 1)


def agrees(told: Told, settings: Settings, contents: Sequence[ContentsEntry]) -> None:
    """Hold what a parser tells against the settings and the book's own contents."""
    assert (told.title, told.subtitle) == (settings.title, settings.subtitle)
    assert told.language == settings.language
    assert told.creators == settings.authors
    assert told.identifiers == (identifier(settings), settings.code)
    expected = [(entry.depth, entry.text) for entry in contents]
    assert list(told.contents)[: len(expected)] == expected


@pytest.mark.parametrize("parser", ["foliate-js", "epub-utils"])
def test_handout_is_read_as_it_is_meant(
    ask: Ask, finished_epub: Path, handout_dist: Path, parser: str
) -> None:
    """Title, language, codes, order, contents, pages and landmarks are those of the manuscript."""
    checked = check_manuscript(ROOT / "manuscript", styles_folder(), TODAY)
    assert checked.settings
    assert checked.book
    told = _told(ask, finished_epub, parser)
    agrees(told, checked.settings, checked.book.contents)
    chapters = tuple(Path(source.path).stem for source in checked.manuscript.chapters)
    assert told.spine[:2] == ("cover", "nav")
    assert told.spine[2 : 2 + len(chapters)] == chapters
    print_edition = checked.settings.page_source
    assert print_edition
    pdf = handout_dist / f"{checked.settings.slug}-{print_edition.name}.pdf"
    pages = len(read_pdf(pdf.read_bytes()).pages)
    assert told.pages == tuple(str(number) for number in range(1, pages + 1))
    assert told.landmarks == LANDMARKS
    assert told.direction == "ltr"


@pytest.mark.parametrize("parser", ["foliate-js", "epub-utils"])
def test_creators_are_read(ask: Ask, tmp_path: Path, parser: str) -> None:
    """Each author is a creator by name, in the order of leaflet.toml."""
    path = tmp_path / "sample.epub"
    path.write_bytes(bound().data)
    told = _told(ask, path, parser)
    assert told.creators == SETTINGS.authors
    assert len(told.creators) > 1


@pytest.mark.parametrize("parser", ["foliate-js", "epub-utils"])
def test_arabic_book_is_read_from_the_right(ask: Ask, tmp_path: Path, parser: str) -> None:
    """Its pages are turned from the right, and its language and contents are Arabic."""
    artifact = made("arabic", "epub").artifact
    path = tmp_path / artifact.name
    path.write_bytes(artifact.data)
    checked = check_manuscript(BOOKS / "arabic", styles_folder(), TODAY)
    assert checked.settings
    assert checked.book
    told = _told(ask, path, parser)
    agrees(told, checked.settings, checked.book.contents)
    assert told.direction == "rtl"


def _told(ask: Ask, path: Path, parser: str) -> Told:
    if parser == "epub-utils":
        return told_by_epub_utils(path)
    reading = ask(read_through, path, (), ())
    assert reading.complaints == ()
    return told_by_foliate(reading)
