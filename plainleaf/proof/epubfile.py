"""Step 8, proof: open a finished EPUB and read what is in it, trusting nothing.

Only the standard library's ZIP reader and lxml are used, so that EbookLib, which wrote the
file, is not also its judge. Entities and the network stay shut while XML is read.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote, urlsplit

from lxml import etree

XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
OPS = "{http://www.idpf.org/2007/ops}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

XHTML_TYPE = "application/xhtml+xml"
CSS_TYPE = "text/css"
SVG_TYPE = "image/svg+xml"
NCX_TYPE = "application/x-dtbncx+xml"
XML_TYPES = (XHTML_TYPE, SVG_TYPE, NCX_TYPE)

# More than any leaflet has; a file that unpacks to more is not read.
MOST_BYTES = 500_000_000


@dataclass(frozen=True)
class Item:
    """One line of the manifest; `path` is from the root of the ZIP."""

    id: str
    path: str
    media_type: str
    properties: tuple[str, ...] = ()


@dataclass(frozen=True)
class EpubFile:
    """An EPUB as it was found; a `fault` says of a file why it is not well-formed."""

    names: tuple[str, ...]
    stored: frozenset[str]
    files: Mapping[str, bytes] = field(repr=False)
    trees: Mapping[str, etree._Element] = field(repr=False)
    faults: Mapping[str, str]
    package_path: str
    items: tuple[Item, ...] = ()
    spine: tuple[str, ...] = ()

    @property
    def package(self) -> etree._Element | None:
        """The package document, where there is one that can be read."""
        return self.trees.get(self.package_path)

    @cached_property
    def ids(self) -> Mapping[str, frozenset[str]]:
        """The ids of each document."""
        return {
            path: frozenset(one.get("id", "") for one in elements(tree))
            for path, tree in self.trees.items()
        }

    def of_type(self, media_type: str) -> Iterator[tuple[str, etree._Element]]:
        """Yield the path and the tree of each document of a type that could be read."""
        for item in self.items:
            if item.media_type == media_type and item.path in self.trees:
                yield item.path, self.trees[item.path]

    def nav(self) -> tuple[str, etree._Element] | None:
        """Return the path and the tree of the navigation document, where there is one."""
        for item in self.items:
            if "nav" in item.properties and item.path in self.trees:
                return item.path, self.trees[item.path]
        return None

    def short(self, path: str) -> str:
        """Return a path as people know it: from the folder that the package stands in."""
        folder = posixpath.dirname(self.package_path)
        return path.removeprefix(folder + "/") if folder else path


def open_epub(data: bytes) -> EpubFile:
    """Read all of an EPUB.

    Raises:
        zipfile.BadZipFile: this is no whole ZIP, or one that unpacks to more than any leaflet has.
    """
    entries, files = _unpacked(data)
    trees: dict[str, etree._Element] = {}
    faults: dict[str, str] = {}

    def parse(path: str) -> etree._Element | None:
        if path in files and path not in trees and path not in faults:
            try:
                trees[path] = etree.fromstring(files[path], _parser())
            except etree.XMLSyntaxError as fault:
                faults[path] = str(fault)
        return trees.get(path)

    package_path = _package_path(parse("META-INF/container.xml"))
    package = parse(package_path)
    items = tuple(_items(package, package_path)) if package is not None else ()
    for item in items:
        if item.media_type in XML_TYPES:
            parse(item.path)
    return EpubFile(
        names=tuple(entry.filename for entry in entries),
        stored=frozenset(
            entry.filename for entry in entries if entry.compress_type == zipfile.ZIP_STORED
        ),
        files=files,
        trees=trees,
        faults=faults,
        package_path=package_path,
        items=items,
        spine=tuple(_spine(package)) if package is not None else (),
    )


def _unpacked(data: bytes) -> tuple[list[zipfile.ZipInfo], dict[str, bytes]]:
    """Return what a ZIP lists and holds, with the many faults of broken ones made one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise zipfile.BadZipFile("it unpacks to far too much")
            return entries, {entry.filename: archive.read(entry) for entry in entries}
    except (EOFError, NotImplementedError, RuntimeError, ValueError, zlib.error) as fault:
        raise zipfile.BadZipFile(str(fault)) from fault


def elements(tree: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements of a tree in order, without comments and instructions."""
    yield from tree.iter(etree.Element)


def spine_pages(found: EpubFile) -> Iterator[tuple[str, etree._Element]]:
    """Yield the path and the tree of each page of the spine, in reading order."""
    paths = {item.id: item.path for item in found.items}
    for idref in found.spine:
        path = paths.get(idref, "")
        if path in found.trees:
            yield path, found.trees[path]


def resolve(path: str, target: str) -> tuple[str, str]:
    """Return the path and the fragment that a relative address leads to from a file."""
    try:
        parts = urlsplit(target)
    except ValueError:
        # What is no address leads nowhere, which the caller tells.
        return target, ""
    if not parts.path:
        return path, unquote(parts.fragment)
    joined = posixpath.join(posixpath.dirname(path), unquote(parts.path))
    return posixpath.normpath(joined), unquote(parts.fragment)


def visible_text(element: etree._Element) -> str:
    """Return an element's words with each run of white space as one space."""
    return " ".join("".join(_strings(element)).split())


def _strings(element: etree._Element) -> Iterator[str]:
    if element.tag == f"{XHTML}br":
        yield " "
    elif isinstance(element.tag, str):
        yield element.text or ""
    for child in element:
        yield from _strings(child)
        yield child.tail or ""


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _package_path(container: etree._Element | None) -> str:
    if container is None:
        return ""
    rootfile = next(container.iter(f"{CONTAINER}rootfile"), None)
    return "" if rootfile is None else rootfile.get("full-path", "")


def _items(package: etree._Element, package_path: str) -> Iterator[Item]:
    for item in package.iterfind(f"{OPF}manifest/{OPF}item"):
        yield Item(
            id=item.get("id", ""),
            path=resolve(package_path, item.get("href", ""))[0],
            media_type=item.get("media-type", ""),
            properties=tuple(item.get("properties", "").split()),
        )


def _spine(package: etree._Element) -> Iterator[str]:
    for itemref in package.iterfind(f"{OPF}spine/{OPF}itemref"):
        yield itemref.get("idref", "")
