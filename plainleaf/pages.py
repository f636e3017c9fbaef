"""Step 6, compose: Book, Edition → Pages: well-formed XHTML and all that it uses.

Here the editions part. Print gets one document that holds the whole leaflet; an EPUB gets one
for each part. Author text reaches Jinja2 only as values, never as a template.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from lxml import etree
from markupsafe import Markup

from plainleaf import fonts
from plainleaf.artifacts import PAGE_NUMBER, Page, Pages, Part
from plainleaf.assemble.walk import every_node
from plainleaf.assets import REFERENCE_INDENT_EM, assets_of
from plainleaf.book import Book, Chapter, Link, Table, Use, plain_text
from plainleaf.editions import Edition, Kind, Profile
from plainleaf.keep import address_pieces, spoken_address
from plainleaf.rightleft import isolate_figures
from plainleaf.running import running_matter
from plainleaf.settings import Settings
from plainleaf.spoken import SpokenWords
from plainleaf.templating import template
from plainleaf.words import words_in

XHTML = "{http://www.w3.org/1999/xhtml}"
TEXT_FOLDER = "text"
MOST_ADDRESS_CHARACTERS = 40
"""How long an address may be that print sets behind a link."""

MOST_SHORT_CHARACTERS = 350
"""How many characters a table may have that print keeps on one page."""

_BLOCKS = tuple(
    XHTML + name
    for name in (
        *("p", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("li", "dt", "dd", "th", "td", "caption", "figcaption"),
    )
)
_NOT_INLINE = (*_BLOCKS, *(XHTML + name for name in ("ul", "ol", "dl", "div", "table")))


def compose(
    book: Book, settings: Settings, edition: Edition, profile: Profile, styles: Path
) -> Pages:
    """Compose a book's pages for one edition.

    Raises:
        OSError: a style sheet cannot be read.
    """
    is_epub = edition.kind is Kind.EPUB
    composer = _Composer(
        book=book,
        settings=settings,
        words=SpokenWords(words_in(settings.language), settings.language),
        is_epub=is_epub,
        files=file_of_ids(book) if is_epub else {},
        address_width_em=profile.measure_em - REFERENCE_INDENT_EM,
    )
    composed = composer.epub_pages() if is_epub else (composer.print_page(),)
    texts = _texts_by_language(composed, settings)
    return Pages(composed, tuple(assets_of(book, settings, edition, profile, styles, texts)))


def file_of_ids(book: Book) -> dict[str, str]:
    """Return for each id in the book the EPUB's file that holds it, from its content folder."""
    names: dict[str, str] = {}

    def enter(nodes: object, name: str) -> None:
        for node in every_node(nodes):
            if getattr(node, "id", "") and not isinstance(node, Use):
                names[node.id] = f"{TEXT_FOLDER}/{name}.xhtml"

    for chapter in book.chapters:
        enter(chapter, _name_of(chapter))
    enter(book.terms, Part.GLOSSARY)
    enter(book.references, Part.REFERENCES)
    enter(book.notes, Part.NOTES)
    for part in (Part.COVER, Part.GLOSSARY, Part.REFERENCES, Part.NOTES, Part.ABOUT):
        names[part] = f"{TEXT_FOLDER}/{part}.xhtml"
    return names


def _name_of(chapter: Chapter) -> str:
    """Return the name of a chapter's page: with its number, so that it is no other page's."""
    return chapter.file.removesuffix(".md")


@dataclass(frozen=True)
class _BackLink:
    """A link from a term, a reference or a note to a place that uses it."""

    id: str
    text: str
    label: str = ""


@dataclass(frozen=True)
class _Composer:
    """Fills the templates for one edition of one book."""

    book: Book
    settings: Settings
    words: SpokenWords
    is_epub: bool
    files: Mapping[str, str]
    address_width_em: float

    def print_page(self) -> Page:
        """Compose the one document of a print edition."""
        parts = self._parts()
        body = parts.cover() + parts.contents()
        body += Markup("").join(parts.chapter(chapter) for chapter in self.book.chapters)
        body += Markup("").join(getattr(parts, part)() for part in self._back_parts())
        sheets = ("styles/fonts.css", "styles/profile.css", "styles/print.css")
        return self._page(self.settings.slug, Part.COVER, self.settings.title, body, sheets)

    def epub_pages(self) -> tuple[Page, ...]:
        """Compose an EPUB's documents, one for each part, in reading order."""
        return tuple(self._epub_pages())

    def _epub_pages(self) -> Iterator[Page]:
        sheets = ("../styles/fonts.css", "../styles/screen.css")
        cover = self._parts(Part.COVER).cover()
        yield self._page(Part.COVER, Part.COVER, self.settings.title, cover, sheets)
        for chapter in self.book.chapters:
            name = _name_of(chapter)
            body = self._parts(name).chapter(chapter)
            title = f"{plain_text(chapter.title)} – {self.settings.title}"
            yield self._page(name, Part.CHAPTER, title, body, sheets)
        for part in self._back_parts():
            body = getattr(self._parts(part), part)()
            title = f"{self.words.plain[part]} – {self.settings.title}"
            yield self._page(part, Part(part), title, body, sheets)

    def _back_parts(self) -> Iterator[str]:
        """Yield the names of the parts behind the chapters that this book has."""
        if self.book.notes:
            yield Part.NOTES
        if self.book.terms:
            yield Part.GLOSSARY
        if self.book.references:
            yield Part.REFERENCES
        yield Part.ABOUT

    def _parts(self, name: str = "") -> Any:
        """Return the template of the parts, as a module of macros, for a page's name."""
        own = f"{TEXT_FOLDER}/{name}.xhtml"
        return template("parts.xhtml.j2").make_module(
            {
                "settings": self.settings,
                "book": self.book,
                "words": self.words,
                "is_epub": self.is_epub,
                "heading_shift": 0 if self.is_epub else 1,
                "plain_text": plain_text,
                "href": partial(_href, self.files, own),
                "asset": (lambda path: f"../{path}") if self.is_epub else str,
                "is_short": _is_short,
                "printed_address": _printed_address,
                "address": partial(_address, self.address_width_em),
                "back_links": self._back_links,
                "reference_id": self._reference_id,
                "note_id": self._note_id,
                "review_line": self._review_line(),
                "contents_entries": self._contents_entries(),
                "back_parts": tuple(self._back_parts()),
                "urgent": tuple(one for one in self.book.chapters if "get-help" in one.parts),
            }
        )

    def _page(self, name: str, part: Part, title: str, body: str, sheets: tuple[str, ...]) -> Page:
        is_draft = not self.settings.is_reviewed
        is_below_cover = self.is_epub and part is not Part.COVER
        xhtml = template("document.xhtml.j2").render(
            settings=self.settings,
            title=title,
            metadata=self._metadata(),
            sheets=sheets,
            body=body,
            running=() if self.is_epub else self._running_attributes(),
            draft_notice=self.words["draft"] if is_draft and is_below_cover else "",
        )
        if 'dir="rtl"' in xhtml:
            xhtml = isolate_figures(xhtml)
        return Page(name, part, title, xhtml, tuple(_visible_text(xhtml)))

    def _running_attributes(self) -> tuple[tuple[str, str], ...]:
        """Return what the print sheet sets in the margins of every page, by its name there."""
        matter = running_matter(self.settings)
        before, _, rest = matter.page_of.partition("{page}")
        between, _, after = rest.partition("{pages}")
        return (
            ("page-before", before),
            ("page-between", between),
            ("page-after", after),
            ("draft", matter.draft),
            ("identity", matter.identity),
        )

    def _metadata(self) -> tuple[tuple[str, str], ...]:
        """Return what the document's head says, as far as it is known."""
        day = self.settings.dates.issued.isoformat()
        known = (
            ("author", ", ".join(self.settings.authors)),
            ("description", self.settings.description),
            ("keywords", ", ".join(self.settings.subjects)),
            ("dcterms.created", day),
            ("dcterms.modified", day),
        )
        return tuple((name, value) for name, value in known if value)

    def _contents_entries(self) -> tuple[Any, ...]:
        """Return the lines of the printed contents: chapters, and the parts behind them."""
        chapters = [entry for entry in self.book.contents if entry.depth == 1]
        behind = [{"id": part, "text": self.words[part], "depth": 1} for part in self._back_parts()]
        return (*chapters, *behind)

    def _reference_id(self, number: int) -> str:
        return f"#{self.book.references[number - 1].id}"

    def _note_id(self, number: int) -> str:
        return f"#{self.book.notes[number - 1].id}"

    def _review_line(self) -> str:
        review = self.settings.review
        if not self.settings.is_reviewed or review.date is None:
            return self.words["draft"] + "."
        date = self.words.plain.date(review.date)
        name = "reviewed_by_role" if review.role else "reviewed_by"
        return self.words.filled(name, reviewer=review.reviewer, role=review.role, date=date)

    def _back_links(self, uses: tuple[Use, ...]) -> Iterator[_BackLink]:
        """Yield the links of an entry to the places that use it.

        On screen every place has one: the first in a chapter bears its title, the others a
        count. Print shows the number of the first page, which the style sheet fills in; a row
        of numbers helps nobody.
        """
        if not self.is_epub:
            yield from (_BackLink(use.id, "") for use in uses[:1])
            return
        counts: dict[str, int] = {}
        for use in uses:
            where = use.where or self.words.plain[use.part]
            count = counts[where] = counts.get(where, 0) + 1
            if count == 1:
                yield _BackLink(use.id, use.where or self.words[use.part])
            else:
                label = self.words.plain["back_to_again"].format(where=where, count=count)
                yield _BackLink(use.id, str(count), label)


def _address(most_em: float, text: str) -> Markup:
    """Set an address so that it breaks only where a reader cannot misread it."""
    return Markup("<wbr/>").join(
        Markup('<span class="keep">{}</span>').format(piece)
        for piece in address_pieces(text, fonts.width_em, most_em)
    )


def _is_short(table: Table) -> bool:
    """Return whether a table is sure to fit on a page, even with all its words in one column."""
    cells = (cell for row in table.rows for cell in row.cells)
    return sum(len(plain_text(cell.children)) for cell in cells) <= MOST_SHORT_CHARACTERS


def _printed_address(link: Link) -> str:
    """Return the address to print behind a link; nothing where its words hold it already.

    A long one would not fit on a line, and nobody types it from paper.
    """
    shown = spoken_address(link.target)
    is_told = shown.casefold() in plain_text(link.children).casefold()
    is_page = link.target.startswith(("http://", "https://"))
    return shown if is_page and not is_told and len(shown) <= MOST_ADDRESS_CHARACTERS else ""


def _href(files: Mapping[str, str], own: str, target: str) -> str:
    """Return a link's address as it stands in the file `own`."""
    if not files or not target.startswith("#"):
        return target
    file = files[target.removeprefix("#")]
    return target if file == own else f"{file.removeprefix(f'{TEXT_FOLDER}/')}{target}"


def _texts_by_language(pages: Iterable[Page], settings: Settings) -> dict[str, str]:
    """Return for each language, by its tag, what pages show in it, in the order of first use."""
    matter = running_matter(settings)
    texts = {settings.language: [matter.draft, matter.identity, matter.page_of]}
    for page in pages:
        for tag, text in _spoken(etree.fromstring(page.xhtml.encode()), settings.language):
            texts.setdefault(tag, []).append(text)
    return {tag: "".join(found) for tag, found in texts.items()}


def _spoken(element: etree._Element, around: str) -> Iterator[tuple[str, str]]:
    """Yield all text in an element, with the tag of the language that it is in."""
    tag = element.get("lang") or around
    yield tag, element.text or ""
    for child in element:
        yield from _spoken(child, tag)
        yield tag, child.tail or ""


def _visible_text(xhtml: str) -> Iterator[str]:
    """Yield the words of each block, in reading order, with white space folded.

    Links back from an entry to its uses are left out: in print they are page numbers, which
    only the layout knows.
    """
    root = etree.fromstring(xhtml.encode())
    for element in root.iter(*_BLOCKS):
        text = "".join(_own_text(element))
        folded = re.sub(r"\s+", " ", text).strip()
        if folded:
            yield folded


def _own_text(element: etree._Element) -> Iterator[str]:
    """Yield an element's words without those of the blocks within it; a new line parts words."""
    yield " " if element.tag == f"{XHTML}br" else element.text or ""
    for child in element:
        if child.tag not in _NOT_INLINE:
            yield from _own_text(child)
        if "data-before" in child.attrib:
            yield f"{child.get('data-before')}{PAGE_NUMBER}{child.get('data-after')}"
        yield child.get("data-address", "")
        yield child.tail or ""
