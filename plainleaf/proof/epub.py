"""Step 8, proof: read a finished EPUB back and judge it, before it is published.

It asks what EPUBCheck and Ace do not: whether all of the text is there in its order, whether
links lead both ways, whether every claim in the metadata is true, and whether the style sheets
leave the reader's own choices alone. It also asks some of what they do, so that a build needs
neither Java nor a browser to refuse a broken file.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from plainleaf import rules
from plainleaf.artifacts import Artifact, Pages
from plainleaf.diagnostics import Diagnostic, Place, in_order
from plainleaf.proof.epubclaims import HEADINGS, claim_faults
from plainleaf.proof.epubfile import (
    CSS_TYPE,
    DC,
    OPF,
    SVG,
    XHTML,
    XHTML_TYPE,
    XML_LANG,
    EpubFile,
    elements,
    open_epub,
    resolve,
    visible_text,
)
from plainleaf.proof.epubpackage import package_faults
from plainleaf.proof.epubpages import page_faults
from plainleaf.proof.epubstyle import addresses_in_style, style_faults
from plainleaf.settings import Settings

MIMETYPE = b"application/epub+zip"
OUTSIDE_SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms"})
ADDRESS_ATTRIBUTES = (
    "href",
    "src",
    "data",
    "poster",
    "cite",
    "{http://www.w3.org/1999/xlink}href",
)
REFERENCE_ROLES = frozenset({"doc-glossref", "doc-biblioref", "doc-noteref"})
DEPRECATED_ROLES = frozenset({"doc-biblioentry", "doc-endnote"})
DECORATIVE_ROLES = frozenset({"presentation", "none"})
PACKAGE_FACTS = (
    "schema:accessMode",
    "schema:accessModeSufficient",
    "schema:accessibilityFeature",
    "schema:accessibilityHazard",
    "schema:accessibilitySummary",
    "dcterms:modified",
)


@dataclass(frozen=True)
class _Way:
    """A link's way: the (file, id) pairs by which it can be reached, and where it leads."""

    starts: frozenset[tuple[str, str]]
    aim: tuple[str, str]


def prove(
    artifact: Artifact, pages: Pages | None = None, settings: Settings | None = None
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a finished EPUB.

    With its pages, also what text is lost, and where the page numbers are not those of print; with
    the leaflet's settings, also where it claims what nobody there answers for.
    """
    place = Place(artifact.name)
    try:
        found = open_epub(artifact.data)
    except zipfile.BadZipFile as fault:
        return (
            rules.PACKAGE_MISMATCH.at(place, file="the EPUB", problem=f"cannot be read: {fault}"),
        )
    diagnostics = [
        *_package_faults(found, place),
        *_address_faults(found, place),
        *_fact_faults(found, place),
        *_image_faults(found, place),
        *_way_back_faults(found, place),
        *_role_faults(found, place),
        *_heading_faults(found, place),
        *style_faults(found, place),
        *claim_faults(found, place, settings),
        *package_faults(found, place, settings),
        *page_faults(found, place, pages),
    ]
    if pages is not None:
        diagnostics.extend(_text_faults(found, pages, place))
    return in_order(diagnostics)


def _package_faults(found: EpubFile, place: Place) -> Iterator[Diagnostic]:
    """Compare the files with the list of them, and look that each can be read."""
    for path, reason in found.faults.items():
        yield rules.NOT_WELL_FORMED.at(place, file=found.short(path), reason=reason)
    mismatches = [*_container_mismatches(found)]
    if found.package is not None:
        mismatches += [*_list_mismatches(found)]
    elif found.package_path not in found.faults:
        mismatches.append(("META-INF/container.xml", "names no package document"))
    for path, problem in mismatches:
        yield rules.PACKAGE_MISMATCH.at(place, file=found.short(path), problem=problem)


def _container_mismatches(found: EpubFile) -> Iterator[tuple[str, str]]:
    """Yield what the ZIP itself has that EPUB's container does not allow."""
    if found.names[:1] != ("mimetype",) or found.files.get("mimetype") != MIMETYPE:
        yield "mimetype", "is not the first file, or says another type than EPUB's"
    elif "mimetype" not in found.stored:
        yield "mimetype", "is compressed"
    for name in _repeated(found.names):
        yield name, "stands twice in the ZIP"


def _list_mismatches(found: EpubFile) -> Iterator[tuple[str, str]]:
    """Yield where the manifest, the spine and the files differ."""
    listed = tuple(item.path for item in found.items)
    for path in listed:
        if path not in found.files:
            yield path, "is listed and not there"
    for path in _repeated(listed):
        yield path, "is listed twice"
    known = {"mimetype", found.package_path, *listed}
    for name in found.names:
        if name not in known and not name.startswith("META-INF/"):
            yield name, "is there and not listed"
    ids = {item.id for item in found.items}
    for idref in found.spine:
        if idref not in ids:
            yield f"the spine's '{idref}'", "is not in the list of files"
    if not found.spine:
        yield "the spine", "is empty"


def _repeated(names: tuple[str, ...]) -> list[str]:
    return sorted({one for one in names if names.count(one) > 1})


def _address_faults(found: EpubFile, place: Place) -> Iterator[Diagnostic]:
    """Follow every address to where it leads; nothing may be fetched from outside."""
    for path, tree in found.trees.items():
        if path == found.package_path or path.startswith("META-INF/"):
            continue
        for element in elements(tree):
            is_link = element.tag in (f"{XHTML}a", f"{SVG}a")
            for attribute in ADDRESS_ATTRIBUTES:
                if attribute in element.attrib:
                    target = element.get(attribute, "")
                    yield from _follow(found, place, path, target, is_link or attribute == "cite")
    for item in found.items:
        if item.media_type == CSS_TYPE and item.path in found.files:
            style = found.files[item.path].decode("utf-8", "replace")
            for target in addresses_in_style(style):
                yield from _follow(found, place, item.path, target, False)


def _follow(
    found: EpubFile, place: Place, path: str, target: str, is_link: bool
) -> Iterator[Diagnostic]:
    try:
        parts = urlsplit(target)
    except ValueError:
        yield rules.DEAD_EPUB_LINK.at(place, file=found.short(path), target=target)
        return
    if parts.scheme or parts.netloc:
        if is_link and parts.scheme in OUTSIDE_SCHEMES:
            return
        if is_link:
            yield rules.DEAD_EPUB_LINK.at(place, file=found.short(path), target=target)
        elif parts.scheme != "data":
            yield rules.REMOTE_RESOURCE.at(place, file=found.short(path), target=target)
        return
    aim, fragment = resolve(path, target)
    is_there = aim in found.files and target != ""
    if not is_there or (fragment and fragment not in found.ids.get(aim, frozenset())):
        yield rules.DEAD_EPUB_LINK.at(place, file=found.short(path), target=target)


def _fact_faults(found: EpubFile, place: Place) -> Iterator[Diagnostic]:
    """Ask each page for its title and language, and the package for its facts."""

    def no(file: str, what: str) -> Diagnostic:
        return rules.NO_EPUB_FACT.at(place, file=file, what=what)

    for path, tree in found.of_type(XHTML_TYPE):
        title = tree.find(f"{XHTML}head/{XHTML}title")
        if title is None or not visible_text(title):
            yield no(found.short(path), "title")
        lang, xml_lang = tree.get("lang", ""), tree.get(XML_LANG, "")
        if not lang:
            yield no(found.short(path), "language (lang)")
        if not xml_lang or (lang and xml_lang != lang):
            yield no(found.short(path), "language (xml:lang), or says another than lang")
    if found.package is None:
        return
    if not found.package.get(XML_LANG):
        yield no("the package", "language (xml:lang)")
    for name in ("identifier", "title", "language"):
        value = found.package.find(f"{OPF}metadata/{DC}{name}")
        if value is None or not (value.text or "").strip():
            yield no("the package", name)
    said = {
        meta.get("property")
        for meta in found.package.iterfind(f"{OPF}metadata/{OPF}meta")
        if (meta.text or "").strip()
    }
    for name in PACKAGE_FACTS:
        if name not in said:
            yield no("the package", name)


def _image_faults(found: EpubFile, place: Place) -> Iterator[Diagnostic]:
    """Ask each image for its words, or to say that it is decoration."""
    for path, tree in found.of_type(XHTML_TYPE):
        for image in tree.iter(f"{XHTML}img", f"{SVG}svg"):
            if not _has_words(image):
                target = image.get("src", "drawn on the page")
                yield rules.NO_EPUB_ALT.at(place, file=found.short(path), target=target)
    for item in found.items:
        cover = found.trees.get(item.path)
        if "cover-image" in item.properties and cover is not None and not _has_words(cover):
            short = found.short(item.path)
            yield rules.NO_EPUB_ALT.at(place, file="the package", target=short)


def _has_words(image: etree._Element) -> bool:
    """Return whether an image has alternative text or is marked as decoration."""
    if image.get("role") in DECORATIVE_ROLES or image.get("aria-hidden") == "true":
        return not (image.get("alt") or "").strip() and (
            "alt" in image.attrib or image.tag == f"{SVG}svg"
        )
    title = image.find(f"{SVG}title")
    words = (
        image.get("alt")
        or image.get("aria-label")
        or (visible_text(title) if title is not None else "")
    )
    return bool(words.strip())


def _way_back_faults(found: EpubFile, place: Place) -> Iterator[Diagnostic]:
    """Look that each mark leads to an entry that leads back to it, and the other way round."""
    marks: list[tuple[str, etree._Element, _Way]] = []
    backs: list[tuple[str, etree._Element, _Way]] = []
    for path, tree in found.of_type(XHTML_TYPE):
        for link in tree.iter(f"{XHTML}a"):
            aim = resolve(path, link.get("href", ""))
            if link.get("role") in REFERENCE_ROLES:
                marks.append((path, link, _Way(_mark_ids(path, link), aim)))
            elif link.get("role") == "doc-backlink":
                backs.append((path, link, _Way(_entry_ids(path, link), aim)))
    there = {(start, way.aim) for *_, way in marks for start in way.starts}
    back = {(way.aim, start) for *_, way in backs for start in way.starts}

    def fault(path: str, link: etree._Element, problem: str) -> Diagnostic:
        target = link.get("href", "")
        return rules.ONE_WAY_LINK.at(place, file=found.short(path), target=target, problem=problem)

    for path, link, way in marks:
        if not any((start, way.aim) in back for start in way.starts):
            yield fault(path, link, "to an entry that does not lead back")
    for path, link, way in backs:
        if not any((way.aim, start) in there for start in way.starts):
            yield fault(path, link, "back to a place that does not lead here")


def _entry_ids(path: str, link: etree._Element) -> frozenset[tuple[str, str]]:
    """Return the ids of the entries that a link back stands in; a dd belongs to its dt."""
    ids = set()
    for entry in link.iterancestors(f"{XHTML}li", f"{XHTML}dd"):
        ids.add(entry.get("id", ""))
        if entry.tag == f"{XHTML}dd":
            for term in next(([*elements(one)] for one in _terms_above(entry)), []):
                ids.add(term.get("id", ""))
    return frozenset((path, name) for name in ids - {""})


def _terms_above(meaning: etree._Element) -> Iterator[etree._Element]:
    return meaning.itersiblings(f"{XHTML}dt", preceding=True)


def _mark_ids(path: str, link: etree._Element) -> frozenset[tuple[str, str]]:
    """Return the ids of a mark: its own, and those of the inline elements around it."""
    around = link.iterancestors(f"{XHTML}span", f"{XHTML}sup", f"{XHTML}dfn")
    ids = {element.get("id", "") for element in (link, *around)}
    return frozenset((path, name) for name in ids - {""})


def _role_faults(found: EpubFile, place: Place) -> Iterator[Diagnostic]:
    for path, tree in found.of_type(XHTML_TYPE):
        roles = {role for one in elements(tree) for role in one.get("role", "").split()}
        for role in sorted(roles & DEPRECATED_ROLES):
            yield rules.DEPRECATED_ROLE.at(place, file=found.short(path), role=role)


def _heading_faults(found: EpubFile, place: Place) -> Iterator[Diagnostic]:
    """Look that each page begins at level 1 and skips no level, so that the whole does not."""
    for path, tree in found.of_type(XHTML_TYPE):
        before = 0
        for heading in tree.iter(*HEADINGS):
            level = HEADINGS.index(heading.tag) + 1
            if level > before + 1:
                yield rules.SKIPPED_EPUB_LEVEL.at(
                    place,
                    file=found.short(path),
                    text=visible_text(heading),
                    found=level,
                    before=before,
                )
            before = level


def _text_faults(found: EpubFile, pages: Pages, place: Place) -> Iterator[Diagnostic]:
    """Look for the words of each page's blocks, in their order, in the file made of it."""
    trees = {found.short(path): tree for path, tree in found.of_type(XHTML_TYPE)}
    for page in pages.pages:
        file = f"text/{page.name}.xhtml"
        body = trees[file].find(f"{XHTML}body") if file in trees else None
        words = "" if body is None else _without_spaces(visible_text(body))
        at = 0
        for block in page.text:
            wanted = _without_spaces(block)
            start = words.find(wanted, at)
            if start < 0:
                yield rules.TEXT_LOST_IN_EPUB.at(place, file=file, text=block)
            else:
                at = start + len(wanted)


def _without_spaces(text: str) -> str:
    """Return only the marks: where blocks and lines meet, spaces are the markup's matter."""
    return "".join(text.split())
