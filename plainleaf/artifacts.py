"""What travels from compose to publish: pages, their assets, and finished files."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from plainleaf.pagemap import PageMap

FONT = "font/ttf"
"""The media type of a font's file."""


class Part(StrEnum):
    """What a page is in the leaflet; the value is also its class in the style sheets."""

    COVER = "cover"
    CONTENTS = "contents"
    CHAPTER = "chapter"
    GLOSSARY = "glossary"
    REFERENCES = "references"
    NOTES = "notes"
    ABOUT = "about"


PAGE_NUMBER = "\ufdd4"
"""Stands for a number that only the layout knows; a noncharacter, so no author can write it."""


@dataclass(frozen=True)
class Page:
    """One composed document: well-formed XHTML, as text with its XML declaration.

    `name` is the file's name without an ending and unique in the leaflet; `text` holds the
    visible words of each block in reading order, for the proof to look for, with PAGE_NUMBER
    where layout sets the number of a page.
    """

    name: str
    part: Part
    title: str
    xhtml: str = field(repr=False)
    text: tuple[str, ...] = field(repr=False, default=())


@dataclass(frozen=True)
class Asset:
    """A file that pages use: its path from the content's folder, and its bytes.

    `is_cover` marks the picture that stands for an EPUB on a shelf.
    """

    path: str
    media_type: str
    data: bytes = field(repr=False)
    is_cover: bool = False

    @property
    def name(self) -> str:
        """The file's name, without its folder."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class PageBreak:
    """A mark where a printed page begins: its number, its id, and the page that holds it."""

    label: str
    id: str
    page: str


@dataclass(frozen=True)
class Pages:
    """An edition's pages in reading order, with everything that they use.

    A print edition has one page that holds all; an EPUB has one for each part. Where they are
    marked with the page numbers of print, `breaks` are the marks and `page_map` what they follow.
    """

    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    breaks: tuple[PageBreak, ...] = ()
    page_map: PageMap | None = field(repr=False, default=None)


@dataclass(frozen=True)
class Artifact:
    """A finished file, not yet on disk."""

    name: str
    edition: str
    title: str
    language: str
    media_type: str
    data: bytes = field(repr=False)
