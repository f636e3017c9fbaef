"""Step 8, proof: whether what an EPUB says of its own accessibility is so.

A claim that nothing here can see for itself is refused. Conformance is for a person to claim: it
passes only where leaflet.toml names who answers for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from plainleaf import rules
from plainleaf.diagnostics import Diagnostic, Place
from plainleaf.proof.epubfile import (
    OPF,
    OPS,
    XHTML,
    XHTML_TYPE,
    EpubFile,
    elements,
    resolve,
    spine_pages,
)
from plainleaf.proof.epubpages import listed_pages, marks
from plainleaf.proof.epubstyle import style_faults
from plainleaf.settings import Settings

HEADINGS = tuple(f"{XHTML}h{level}" for level in range(1, 7))
PERSONAL_CLAIMS = ("dcterms:conformsTo", "a11y:certifiedBy", "a11y:certifierCredential")
MOVING_OR_SOUNDING = ("audio", "video", "script", "object", "embed", "iframe", "canvas")


def claim_faults(
    found: EpubFile, place: Place, settings: Settings | None = None
) -> Iterator[Diagnostic]:
    """Yield each claim of the package's metadata that is not so, with what is so instead."""
    if found.package is None:
        return
    claims = [
        (meta.get("property", ""), (meta.text or "").strip())
        for meta in found.package.iterfind(f"{OPF}metadata/{OPF}meta")
    ]
    named = [value for name, value in claims if name == "a11y:certifiedBy"]
    answering = settings.accessibility.certified_by if settings else "".join(named)
    for name, value in claims:
        denial = _denial(found, name, value)
        if name in PERSONAL_CLAIMS and (not answering or named != [answering]):
            denial = "only a person can say so, and leaflet.toml names nobody who does"
        if denial:
            claim = f"{name}: {value}"
            yield rules.UNTRUE_CLAIM.at(place, claim=claim, but=denial)


def _denial(found: EpubFile, name: str, value: str) -> str:
    """Return what speaks against a claim; nothing where it is true or is no claim."""
    if name == "schema:accessibilityFeature":
        check = FEATURE_CHECKS.get(value)
        return check(found) if check else "nothing in the file shows it"
    if name == "schema:accessMode" and value == "visual":
        return "" if _pictures(found) else "no picture in it carries meaning"
    if name == "schema:accessModeSufficient" and value == "textual":
        return _no_alternative_text(found) if _images(found) else ""
    if name == "schema:accessibilityHazard" and value == "none":
        return _moves_or_sounds(found)
    return ""


def _no_contents(found: EpubFile) -> str:
    return "" if _contents_targets(found) else "it has no contents"


def _no_structure(found: EpubFile) -> str:
    for path, tree in spine_pages(found):
        if next(tree.iter(*HEADINGS), None) is None:
            return f"{found.short(path)} has no heading"
    return ""


def _no_order(found: EpubFile) -> str:
    """Say what stands in no reading order, or in another one than the contents give."""
    order = [path for path, _ in spine_pages(found)]
    nav = found.nav()
    for path, _ in found.of_type(XHTML_TYPE):
        if path not in order and not (nav and path == nav[0]):
            return f"{found.short(path)} is not in the spine"
    targets = [
        (order.index(path), _position(found, path, fragment))
        for path, fragment in _contents_targets(found)
        if path in order
    ]
    return "" if targets == sorted(targets) else "its contents run in another order"


def _no_alternative_text(found: EpubFile) -> str:
    for path, image in _images(found):
        if "alt" not in image.attrib:
            return f"an image in {found.short(path)} has none"
    return ""


def _no_words_for_pictures(found: EpubFile) -> str:
    if not _pictures(found):
        return "no picture in it carries meaning"
    return _no_alternative_text(found)


def _no_roles(found: EpubFile) -> str:
    for _, tree in found.of_type(XHTML_TYPE):
        for element in elements(tree):
            if any(re.match("role$|aria-", str(name)) for name in element.attrib):
                return ""
    return "it has no roles"


def _no_free_display(found: EpubFile) -> str:
    fault = next(style_faults(found, Place("")), None)
    return fault.message if fault else ""


def _no_page_list(found: EpubFile) -> str:
    return "" if listed_pages(found) else "it has no list of pages"


def _no_page_marks(found: EpubFile) -> str:
    return "" if marks(found) else "no page is marked in it"


def _moves_or_sounds(found: EpubFile) -> str:
    for path, tree in found.of_type(XHTML_TYPE):
        for tag in MOVING_OR_SOUNDING:
            if next(tree.iter(f"{XHTML}{tag}"), None) is not None:
                return f"{found.short(path)} holds {tag}"
    return ""


FEATURE_CHECKS: dict[str, Callable[[EpubFile], str]] = {
    "ARIA": _no_roles,
    "alternativeText": _no_words_for_pictures,
    "displayTransformability": _no_free_display,
    "pageBreakMarkers": _no_page_marks,
    "pageNavigation": _no_page_list,
    "readingOrder": _no_order,
    "structuralNavigation": _no_structure,
    "tableOfContents": _no_contents,
}


def _images(found: EpubFile) -> list[tuple[str, etree._Element]]:
    return [
        (path, image)
        for path, tree in found.of_type(XHTML_TYPE)
        for image in tree.iter(f"{XHTML}img")
    ]


def _pictures(found: EpubFile) -> list[tuple[str, etree._Element]]:
    """Return the images that are not decoration."""
    return [(path, image) for path, image in _images(found) if image.get("alt") != ""]


def _contents_targets(found: EpubFile) -> list[tuple[str, str]]:
    """Return where the lines of the contents lead, in their order."""
    nav = found.nav()
    if nav is None:
        return []
    path, tree = nav
    return [
        resolve(path, link.get("href", ""))
        for list_ in tree.iter(f"{XHTML}nav")
        if list_.get(f"{OPS}type") == "toc"
        for link in list_.iter(f"{XHTML}a")
    ]


def _position(found: EpubFile, path: str, fragment: str) -> int:
    """Return how far down its page an id stands; an address without one is the page's top."""
    if not fragment:
        return -1
    for position, element in enumerate(elements(found.trees[path])):
        if element.get("id") == fragment:
            return position
    return -1
