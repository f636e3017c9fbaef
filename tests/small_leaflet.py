"""Leaflets of a few lines, taken as far as composed pages, for tests of the steps on the way."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from lxml import etree

from plainleaf.artifacts import Pages
from plainleaf.assemble import assemble
from plainleaf.book import Book, Chapter
from plainleaf.checks import check
from plainleaf.diagnostics import Diagnostic, Outcome
from plainleaf.editions import EDITIONS, read_profile, styles_folder
from plainleaf.manuscript import ChapterSource, ImageFile, Manuscript, Source
from plainleaf.markdown import parse
from plainleaf.pages import compose
from plainleaf.settings import Dates, Settings

STYLES = styles_folder()
PROFILE = read_profile(STYLES, "rnib-18")
SETTINGS = Settings(
    code="SMALL-1",
    slug="small",
    title="A small leaflet",
    version="1.0",
    audience="Everyone",
    main_message="Ask first.",
    dates=Dates(datetime.date(2026, 11, 22)),
)
NAMES = {"h": "http://www.w3.org/1999/xhtml"}
DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">
<rect width="100" height="50"/></svg>"""
TWO_REFERENCES = """[
{"id": "one", "type": "webpage", "title": "First page", "URL": "https://one.example/"},
{"id": "two", "type": "webpage", "title": "Second page", "URL": "https://two.example/"}
]"""


def values(tree: etree._Element, name: str) -> list[str]:
    """Return an attribute's values in a tree, in reading order."""
    return [str(one.attrib[name]) for one in tree.iter(etree.Element) if name in one.attrib]


def text_of(tree: etree._Element) -> str:
    """Return all words in a tree, with a space between its pieces."""
    return " ".join(str(piece) for piece in tree.itertext())


def parsed(text: str) -> Outcome[Chapter]:
    """Return a chapter's text, parsed; its file is 01-one.md."""
    return parse(ChapterSource("01-one.md", text, 1, "one"))


def told(outcome: Outcome[Chapter]) -> list[tuple[int, str]]:
    """Return the line and the code of each diagnostic."""
    return [(one.place.line, one.code) for one in outcome.diagnostics]


@dataclass(frozen=True)
class Small:
    """A small leaflet after step 5."""

    book: Book
    diagnostics: tuple[Diagnostic, ...]

    @property
    def codes(self) -> set[str]:
        """The codes of all that was found."""
        return {one.code for one in self.diagnostics}

    def pages(self, edition: str, settings: Settings = SETTINGS) -> Pages:
        """Compose the pages of an edition."""
        return compose(self.book, settings, EDITIONS[edition], PROFILE, STYLES)

    def trees(self, edition: str, settings: Settings = SETTINGS) -> dict[str, etree._Element]:
        """Compose an edition and read each page, by its file's name."""
        return {
            f"{page.name}.xhtml": etree.fromstring(page.xhtml.encode())
            for page in self.pages(edition, settings).pages
        }


def small(
    *chapters: str, glossary: str = "", references: str = "", images: tuple[str, ...] = ()
) -> Small:
    """Take chapters as far as checked; their files are 01-one.md to 04-four.md, then 05-5.md."""
    names = ("one", "two", "three", "four", *map(str, range(5, len(chapters) + 1)))
    sources = tuple(
        ChapterSource(f"{number:02}-{names[number - 1]}.md", text, number, names[number - 1])
        for number, text in enumerate(chapters, start=1)
    )
    manuscript = Manuscript(
        settings=Source("leaflet.toml", ""),
        chapters=sources,
        glossary=Source("glossary.toml", glossary) if glossary else None,
        references=Source("references.json", references) if references else None,
        images=tuple(ImageFile(path, DRAWING) for path in images),
    )
    read = [parse(source) for source in sources]
    book = assemble(tuple(one.value for one in read), manuscript)
    found = [fault for one in read for fault in one.diagnostics]
    found += (*book.diagnostics, *check(book.value, SETTINGS, PROFILE))
    return Small(book.value, tuple(found))
