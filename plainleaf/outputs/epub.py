"""Step 7, bind: composed pages → one EPUB 3.3 file, the same to the byte every time.

No conformance to WCAG is claimed. EPUB Accessibility 1.1 asks that a claim names who
evaluated the publication, and WCAG holds questions that only a person can answer, such as
whether a picture's words say what its reader needs. A build cannot answer them, so
`dcterms:conformsTo` and every certifier field stay out, and the accessibility summary says
that only software has checked the file. What is claimed (`accessibilityFeature`) is what the
proof, which reads the finished file, can see for itself.
"""

from __future__ import annotations

import io
import uuid
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
from plainleaf.outputs.epubnav import (
    NAV_PATH,
    NavEntry,
    contents_tree,
    page_path,
    render_nav,
)
from plainleaf.settings import Settings
from plainleaf.words import words_in

MEDIA_TYPE = "application/epub+zip"
XHTML_TYPE = "application/xhtml+xml"

XHTML = "{http://www.w3.org/1999/xhtml}"
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
    language = settings.language
    entries = contents_tree(pages, settings, book, file_of)
    content = _with_metadata(settings, pages)
    spine = []
    for number, page in enumerate(pages.pages, start=1):
        item = epub.EpubItem(
            uid=f"page-{number}",
            file_name=page_path(page),
            media_type=XHTML_TYPE,
            content=page.xhtml.encode(),
        )
        item.properties = _properties(page.xhtml)
        content.add_item(item)
        spine.append(item)
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
    for number, asset in enumerate(pages.assets, start=1):
        item = epub.EpubItem(
            uid=f"asset-{number}",
            file_name=asset.path,
            media_type=asset.media_type,
            content=asset.data,
        )
        if asset.is_cover:
            item.properties = ["cover-image"]
        content.add_item(item)
    content.toc = _old_contents(entries, count(1))
    content.add_item(epub.EpubNcx())
    content.spine = spine
    content.set_direction(direction(language))
    return Artifact(
        name=edition.file_name(settings.slug),
        edition=edition.name,
        title=settings.title,
        language=language,
        media_type=MEDIA_TYPE,
        data=_packed(content, settings),
    )


def identifier(settings: Settings) -> str:
    """Return the publication's identifier, which follows from its code and version alone."""
    name = f"plainleaf:{settings.code}:{settings.version}"
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn


def _with_metadata(settings: Settings, pages: Pages) -> epub.EpubBook:
    """Return an empty EPUB with all that its package document says about it."""
    content = epub.EpubBook()
    # EbookLib signs its name and version here; the bytes should not follow its releases.
    content.metadata.clear()
    content.IDENTIFIER_ID = "identifier"
    content.set_identifier(identifier(settings))
    content.set_title(settings.title)
    content.set_language(settings.language)
    for number, author in enumerate(settings.authors, start=1):
        content.add_metadata("DC", "creator", author, {"id": f"creator-{number}"})
    description = settings.description or settings.main_message
    if not settings.is_reviewed:
        draft = words_in(settings.language)["draft"]
        description = f"{draft}. {description}".strip()
    single = {
        "publisher": settings.publisher,
        "date": settings.dates.issued.isoformat(),
        "rights": settings.rights,
        "description": description,
    }
    for name, value in single.items():
        if value:
            content.add_metadata("DC", name, value)
    for subject in settings.subjects:
        content.add_metadata("DC", "subject", subject)
    for number in range(1, len(settings.authors) + 1):
        role = {"property": "role", "refines": f"#creator-{number}", "scheme": "marc:relators"}
        content.add_metadata(None, "meta", "aut", role)
    for name, value in _accessibility(settings, pages):
        attributes = {"property": f"schema:{name}"}
        if name == "accessibilitySummary":
            attributes[XML_LANG] = words_in(settings.language).language
        content.add_metadata(None, "meta", value, attributes)
    return content


def _accessibility(settings: Settings, pages: Pages) -> list[tuple[str, str]]:
    """Return the accessibility metadata, in schema.org's words: what is so, and no more."""
    trees = [_parse(page.xhtml) for page in pages.pages]
    images = [image for tree in trees for image in tree.iter(f"{XHTML}img")]
    has_pictures = any(image.get("alt") for image in images)
    features = ["tableOfContents", "readingOrder", "displayTransformability"]
    if all(_has_heading(tree) for tree in trees):
        features.append("structuralNavigation")
    if has_pictures and all("alt" in image.attrib for image in images):
        features.append("alternativeText")
    if any("role" in element.attrib for tree in trees for element in tree.iter("*")):
        features.append("ARIA")
    modes = ["textual", "visual"] if has_pictures else ["textual"]
    return [
        *(("accessMode", mode) for mode in modes),
        ("accessModeSufficient", "textual"),
        *(("accessibilityFeature", feature) for feature in sorted(features)),
        ("accessibilityHazard", "none"),
        ("accessibilitySummary", _summary(settings, has_pictures)),
    ]


def _summary(settings: Settings, has_pictures: bool) -> str:
    """Return what a reader who chooses by accessibility wants to know, in plain words."""
    words = words_in(settings.language)
    sentences = [words["summary_display"], words["summary_reading"]]
    if has_pictures:
        sentences.append(words["summary_pictures"])
    sentences.append(words["summary_checked"])
    if not settings.is_reviewed:
        sentences.append(words["draft"] + ".")
    return " ".join(sentences)


def _has_heading(tree: etree._Element) -> bool:
    return any(next(tree.iter(f"{XHTML}h{level}"), None) is not None for level in range(1, 7))


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


def _packed(content: epub.EpubBook, settings: Settings) -> bytes:
    issued = datetime.combine(settings.dates.issued, time(), tzinfo=UTC)
    buffer = io.BytesIO()
    _Writer(buffer, content, {"mtime": issued}).write()
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
    """EbookLib's writer with its dates fixed and its package document put right."""

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
        for metadata in root.iterchildren("metadata"):
            metadata[:] = sorted(metadata, key=lambda one: etree.QName(one).localname == "meta")
        super()._write_opf_file(root)
