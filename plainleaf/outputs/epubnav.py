"""Step 7, bind: the EPUB's navigation document: contents, landmarks, and the pages of print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from plainleaf.artifacts import Page, Pages, Part
from plainleaf.book import Book
from plainleaf.languages import direction
from plainleaf.settings import Settings
from plainleaf.spoken import SpokenWords
from plainleaf.templating import template
from plainleaf.words import Words, words_in

NAV_PATH = "nav.xhtml"

LANDMARK_ROLES = {
    Part.CHAPTER: "bodymatter",
    Part.GLOSSARY: "glossary",
    Part.REFERENCES: "bibliography",
    Part.NOTES: "endnotes",
}


@dataclass(frozen=True)
class NavEntry:
    """A line of the contents with the lines below it; `href` is from the content folder."""

    href: str
    text: str
    below: tuple[NavEntry, ...] = ()


@dataclass(frozen=True)
class Landmark:
    """A place that reading systems offer by its kind, such as the glossary."""

    role: str
    href: str
    text: str


@dataclass
class _Branch:
    """A line of the contents while its lines below are still being gathered."""

    depth: int
    href: str
    text: str
    below: list[_Branch] = field(default_factory=list)

    def closed(self) -> NavEntry:
        return NavEntry(self.href, self.text, tuple(branch.closed() for branch in self.below))


def page_path(page: Page) -> str:
    """Return a page's path from the EPUB's content folder."""
    return f"text/{page.name}.xhtml"


def contents_tree(
    pages: Pages, settings: Settings, book: Book, file_of: Mapping[str, str]
) -> tuple[NavEntry, ...]:
    """Nest the book's contents by depth; the parts behind the chapters follow as lines too.

    `file_of` gives for an id the path, from the content folder, of the file that holds it.
    """
    words = words_in(settings.language)
    lines = [
        (entry.depth, f"{file_of[entry.id]}#{entry.id}", entry.text) for entry in book.contents
    ]
    named = {file_of[entry.id] for entry in book.contents}
    lines += [
        (1, page_path(page), _short_title(page, words))
        for page in pages.pages
        if page_path(page) not in named and page.part not in (Part.COVER, Part.CONTENTS)
    ]
    root = _Branch(0, "", "")
    open_branches = [root]
    for depth, href, text in lines:
        while open_branches[-1].depth >= max(depth, 1):
            open_branches.pop()
        branch = _Branch(max(depth, 1), href, text)
        open_branches[-1].below.append(branch)
        open_branches.append(branch)
    return root.closed().below


def page_list(pages: Pages) -> tuple[NavEntry, ...]:
    """Return a line for each page of print that is marked, in order.

    Print's contents have no page of their own here: where the navigation document stands for
    them, it holds their marks.
    """
    paths = {page.name: page_path(page) for page in pages.pages}
    return tuple(
        NavEntry(f"{paths.get(one.page, NAV_PATH)}#{one.id}", one.label) for one in pages.breaks
    )


def render_nav(pages: Pages, settings: Settings, entries: Sequence[NavEntry]) -> bytes:
    """Return the navigation document; its links are from the content folder."""
    words = words_in(settings.language)
    own = {page.name for page in pages.pages}
    spoken = SpokenWords(words, settings.language)
    text = template("nav.xhtml.j2").render(
        language=settings.language,
        direction=direction(settings.language),
        title=settings.title,
        words=spoken,
        draft_notice="" if settings.is_reviewed else spoken["draft"],
        style_sheets=[one.path for one in pages.assets if one.media_type == "text/css"],
        entries=entries,
        breaks=[one for one in pages.breaks if one.page not in own],
        page_list=page_list(pages),
        landmarks=tuple(_landmarks(pages, entries, words)),
    )
    return text.encode()


def _landmarks(pages: Pages, entries: Sequence[NavEntry], words: Words) -> Iterator[Landmark]:
    """Yield the contents and the first page of each part that has a landmark of its own."""
    yield Landmark("toc", f"{NAV_PATH}#contents", words["contents"])
    text_of = {entry.href.partition("#")[0]: entry.text for entry in reversed(entries)}
    seen: set[Part] = set()
    for page in pages.pages:
        if page.part in LANDMARK_ROLES and page.part not in seen:
            seen.add(page.part)
            path = page_path(page)
            yield Landmark(LANDMARK_ROLES[page.part], path, text_of.get(path, page.title))


def _short_title(page: Page, words: Words) -> str:
    """Return a part's own name; its page's title also names the leaflet."""
    return words[page.part] if page.part in words.texts else page.title
