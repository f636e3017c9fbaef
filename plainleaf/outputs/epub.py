"""Step 7, bind: composed pages → one EPUB file, the same to the byte every time.

What it says about itself stands in `epubmetadata`, its contents and its list of print's pages in
`epubnav`. EbookLib packs it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any

from ebooklib import epub
from lxml import etree

from plainleaf.artifacts import Artifact, Pages, Part
from plainleaf.book import Book
from plainleaf.editions import Edition
from plainleaf.languages import direction
from plainleaf.outputs.epubmetadata import identifier, metadata
from plainleaf.outputs.epubnav import (
    NAV_PATH,
    NavEntry,
    contents_tree,
    page_list,
    page_path,
    render_nav,
)
from plainleaf.settings import Settings

MEDIA_TYPE = "application/epub+zip"
XHTML_TYPE = "application/xhtml+xml"

DC = "http://purl.org/dc/elements/1.1/"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
SVG = "{http://www.w3.org/2000/svg}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# The first and the last day that a ZIP entry can carry.
ZIP_DAYS = (date(1980, 1, 1), date(2107, 12, 31))
UNIX = 3
READABLE_FILE = 0o100644


def bind(
    pages: Pages, settings: Settings, book: Book, edition: Edition, file_of: Mapping[str, str]
) -> Artifact:
    """Bind pages and their assets into an EPUB.

    `file_of` gives for each id that the contents name the path, from the EPUB's content
    folder, of the file that holds it, such as `text/glossary.xhtml`.
    """
    entries = contents_tree(pages, settings, book, file_of)
    content = _with_metadata(settings, pages)
    spine = [_added(content, one) for one in _page_items(pages)]
    nav = epub.EpubItem(
        uid="nav",
        file_name=NAV_PATH,
        media_type=XHTML_TYPE,
        content=render_nav(pages, settings, entries),
    )
    nav.properties = ["nav"]
    content.add_item(nav)
    parts = [page.part for page in pages.pages]
    if Part.CONTENTS not in parts:
        spine.insert(1 if parts[:1] == [Part.COVER] else 0, nav)
    _add_assets(content, pages)
    content.toc = _old_contents(entries, count(1))
    content.add_item(epub.EpubNcx())
    content.spine = spine
    content.set_direction(direction(settings.language))
    return Artifact(
        name=edition.file_name(settings.slug),
        edition=edition.name,
        title=settings.title,
        language=settings.language,
        media_type=MEDIA_TYPE,
        data=_packed(content, settings, pages),
    )


def _added(content: epub.EpubBook, item: epub.EpubItem) -> epub.EpubItem:
    content.add_item(item)
    return item


def _page_items(pages: Pages) -> Iterator[epub.EpubItem]:
    """Yield each page as it was composed, to the letter."""
    for number, page in enumerate(pages.pages, start=1):
        item = epub.EpubItem(
            uid=f"page-{number}",
            file_name=page_path(page),
            media_type=XHTML_TYPE,
            content=page.xhtml.encode(),
        )
        item.properties = _properties(page.xhtml)
        yield item


def _add_assets(content: epub.EpubBook, pages: Pages) -> None:
    """Add what the pages use; the cover is also named in the way of old readers."""
    for number, asset in enumerate(pages.assets, start=1):
        item = epub.EpubItem(
            uid=f"asset-{number}",
            file_name=asset.path,
            media_type=asset.media_type,
            content=asset.data,
        )
        if asset.is_cover:
            item.properties = ["cover-image"]
            content.add_metadata(None, "meta", None, {"name": "cover", "content": item.id})
        content.add_item(item)


def _with_metadata(settings: Settings, pages: Pages) -> epub.EpubBook:
    """Return an empty EPUB with all that its package document says about it."""
    content = epub.EpubBook()
    # EbookLib signs its name and version here; the bytes should not follow its releases.
    content.metadata.clear()
    content.IDENTIFIER_ID = "identifier"
    content.set_identifier(identifier(settings))
    content.title = settings.title
    content.add_metadata("DC", "title", settings.title, {"id": "title"})
    content.set_language(settings.language)
    trees = [_parse(page.xhtml) for page in pages.pages]
    for one in metadata(settings, pages, trees):
        namespace = None if one.tag in ("meta", "link") else "DC"
        content.add_metadata(namespace, one.tag, one.text, one.attributes)
    return content


def _properties(xhtml: str) -> list[str]:
    """Return what the manifest has to say of a page: whether drawings or formulas are in it."""
    tree = _parse(xhtml)
    inside = {"mathml": f"{MATHML}math", "svg": f"{SVG}svg"}
    return [name for name, tag in inside.items() if next(tree.iter(tag), None) is not None]


def _parse(xhtml: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(xhtml.encode(), parser)


def _old_contents(entries: Sequence[NavEntry], ids: Iterator[int]) -> list[Any]:
    """Return the contents as EbookLib wants them for the NCX, which old readers still ask for."""
    lines: list[Any] = []
    for entry in entries:
        link = epub.Link(entry.href, entry.text, f"ncx-{next(ids)}")
        lines.append((link, _old_contents(entry.below, ids)) if entry.below else link)
    return lines


def _packed(content: epub.EpubBook, settings: Settings, pages: Pages) -> bytes:
    issued = datetime.combine(settings.dates.issued, time(), tzinfo=UTC)
    buffer = io.BytesIO()
    _Writer(buffer, content, {"mtime": issued}, page_list(pages)).write()
    return buffer.getvalue()


class _Archive(zipfile.ZipFile):
    """A ZIP whose entries carry a given date and plain permissions, never the clock's."""

    def __init__(self, buffer: io.BytesIO, day: date) -> None:
        super().__init__(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9)
        first, last = ZIP_DAYS
        self._day = min(max(day, first), last)

    def writestr(
        self,
        zinfo_or_arcname: Any,
        data: Any,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        entry = zipfile.ZipInfo(
            zinfo_or_arcname, (self._day.year, self._day.month, self._day.day, 0, 0, 0)
        )
        entry.compress_type = self.compression
        entry.create_system = UNIX
        entry.external_attr = READABLE_FILE << 16
        super().writestr(entry, data, compress_type, compresslevel)


class _Writer(epub.EpubWriter):  # type: ignore[misc]
    """EbookLib's writer with its dates fixed, and its package document and NCX put right."""

    def __init__(
        self,
        buffer: io.BytesIO,
        content: epub.EpubBook,
        options: Mapping[str, Any],
        page_links: Sequence[NavEntry],
    ) -> None:
        super().__init__(buffer, content, options)
        self._page_links = page_links

    def write(self) -> None:
        """Write the whole file: first its type, uncompressed, as EPUB's container asks."""
        day = self.options["mtime"].date()
        with _Archive(self.file_name, day) as self.out:
            self.out.writestr("mimetype", MEDIA_TYPE, compress_type=zipfile.ZIP_STORED)
            self._write_container()
            self._write_opf()
            self._write_items()

    def _write_opf_file(self, root: etree._Element) -> None:
        """Give the package its language, and order: what it is, then what is said of it."""
        root.set(XML_LANG, self.book.language)
        # EbookLib declares prefixes that EPUB reserves anyway.
        del root.attrib["prefix"]
        for lines in root.iterchildren("metadata"):
            lines[:] = sorted(lines, key=lambda one: etree.QName(one).namespace != DC)
        super()._write_opf_file(root)

    def _get_ncx(self) -> bytes:
        """Give the old contents their language and depth, and the pages of print."""
        root = _parse(super()._get_ncx().decode())
        root.set(XML_LANG, self.book.language)
        counts = {
            "dtb:depth": _depth(root.find(f"{NCX}navMap")),
            "dtb:totalPageCount": len(self._page_links),
            "dtb:maxPageNumber": len(self._page_links),
        }
        for meta in root.iter(f"{NCX}meta"):
            name = meta.get("name", "")
            if name in counts:
                meta.set("content", str(counts[name]))
        if self._page_links:
            _add_page_list(root, self._page_links)
        etree.indent(root)
        ncx: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
        return ncx


def _depth(point: etree._Element | None) -> int:
    """Return how deep the points below one are nested."""
    below = [] if point is None else point.findall(f"{NCX}navPoint")
    return 1 + max(map(_depth, below)) if below else 0


def _add_page_list(root: etree._Element, links: Sequence[NavEntry]) -> None:
    """Add the pages of print to an NCX."""
    pages = etree.SubElement(root, f"{NCX}pageList")
    for number, link in enumerate(links, start=1):
        facts = {"id": f"ncx-page-{number}", "type": "normal", "value": str(number)}
        target = etree.SubElement(pages, f"{NCX}pageTarget", facts)
        label = etree.SubElement(target, f"{NCX}navLabel")
        etree.SubElement(label, f"{NCX}text").text = link.text
        etree.SubElement(target, f"{NCX}content", {"src": link.href})
