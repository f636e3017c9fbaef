"""Step 8, proof: whether an EPUB's package document keeps to the rules of its own standard.

The rules are those of EPUB 3.3 with EPUB Accessibility 1.1, and of EPUB 3.4 with EPUB
Accessibility 1.2, read on 23 November 2026; no validator knows the later two yet. Which of the two
a file wants to be does not stand in it: the leaflet's settings say so.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from lxml import etree

from plainleaf import rules
from plainleaf.diagnostics import Diagnostic, Place
from plainleaf.proof.epubfile import DC, OPF, EpubFile
from plainleaf.proof.epubpages import listed_pages, marks
from plainleaf.settings import Settings

OF_VERSION = {"3.3": "1.1", "3.4": "1.2"}
"""The version of EPUB Accessibility that goes with a version of EPUB."""

CONFORMANCE = re.compile(r"EPUB Accessibility (1\.[12]) - WCAG 2\.[012] Level A{1,3}")
EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
MODIFIED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
OF_A_CERTIFIER = ("a11y:certifierCredential", "a11y:certifierReport", "dcterms:date")


def package_faults(
    found: EpubFile, place: Place, settings: Settings | None
) -> Iterator[Diagnostic]:
    """Yield what the package document says in a way that its standard does not allow."""
    if found.package is None:
        return
    problems = [
        *_source_problems(found),
        *_conformance_problems(found),
        *_date_problems(found),
        *_refinement_problems(found),
    ]
    if settings is not None:
        problems += _version_problems(found, settings)
    for problem in problems:
        yield rules.WRONG_METADATA.at(place, problem=problem)


def said(found: EpubFile, name: str) -> list[str]:
    """Return what a package document says under a property."""
    if found.package is None:
        return []
    lines = found.package.iterfind(f"{OPF}metadata/{OPF}meta[@property='{name}']")
    return [(one.text or "").strip() for one in lines]


def _source_problems(found: EpubFile) -> Iterator[str]:
    """The print that page numbers come from is named once, and only where there are any."""
    sources = said(found, "pageBreakSource")
    has_pages = bool(marks(found) or listed_pages(found))
    if len(sources) != has_pages or not all(sources):
        yield (
            f"it names {len(sources)} sources of its page numbers (pageBreakSource); "
            f"{'one is asked for' if has_pages else 'it has no page numbers'}"
        )
    if not has_pages and said(found, "source-of"):
        yield "it names a source of page numbers (source-of), and has none"


def _conformance_problems(found: EpubFile) -> Iterator[str]:
    """A claim of conformance is one of the strings that are allowed, and names its evaluator."""
    claims = said(found, "dcterms:conformsTo")
    for claim in claims:
        if not CONFORMANCE.fullmatch(claim):
            yield f"'{claim}' is no claim that EPUB Accessibility knows"
    has_certifier = bool(said(found, "a11y:certifiedBy"))
    if bool(claims) != has_certifier:
        yield "a claim of conformance (conformsTo) and its evaluator (certifiedBy) belong together"
    if found.package is None or has_certifier:
        return
    named = {one.get("property") or one.get("rel") for one in _lines(found)}
    for name in OF_A_CERTIFIER:
        if name in named:
            yield f"it says {name}, and names nobody who evaluated it"


def _date_problems(found: EpubFile) -> Iterator[str]:
    """Dates are written as ISO 8601 has them, as far as the W3C's note on dates goes."""
    dates = [*said(found, "dcterms:date")]
    if found.package is not None:
        dates += [(one.text or "") for one in found.package.iterfind(f"{OPF}metadata/{DC}date")]
    for text in dates:
        try:
            datetime.date.fromisoformat(text)
        except ValueError:
            yield f"'{text}' is no date in the form 2027-01-31 (ISO 8601)"
    for text in said(found, "dcterms:modified"):
        if not MODIFIED.fullmatch(text):
            yield f"'{text}' does not say when it was modified in the form 2027-01-31T00:00:00Z"


def _refinement_problems(found: EpubFile) -> Iterator[str]:
    """What refines another line names one that is there."""
    ids = {one.get("id") for one in _lines(found)}
    for one in _lines(found):
        target = one.get("refines")
        if target is not None and target.removeprefix("#") not in ids:
            yield f"a line of its metadata refines '{target}', which is not there"


def _version_problems(found: EpubFile, settings: Settings) -> Iterator[str]:
    """What only one of the two versions knows stands in that version alone."""
    is_3_4 = settings.epub == "3.4"
    emails = [one for one in _lines(found) if one.get("property") == "a11y:contactEmail"]
    wanted = [settings.contact.email] if is_3_4 and settings.contact.email else []
    told = [(one.text or "").strip() for one in emails]
    if told != wanted:
        yield f"its address for questions (contactEmail) is {told}; it should be {wanted}"
    for one, text in zip(emails, told, strict=True):
        if not EMAIL.fullmatch(text) or one.get("refines") is not None:
            yield f"'{text}' is no address for questions about the whole file (contactEmail)"
    has_source_of = bool(said(found, "source-of"))
    if has_source_of != (bool(marks(found)) and not is_3_4):
        yield "source-of belongs to EPUB 3.3 with page numbers, and to nothing else"
    for claim in said(found, "dcterms:conformsTo"):
        known = CONFORMANCE.fullmatch(claim)
        if known and known[1] != OF_VERSION[settings.epub]:
            yield f"'{claim}' is not the EPUB Accessibility that goes with EPUB {settings.epub}"


def _lines(found: EpubFile) -> list[etree._Element]:
    """Return all lines of the metadata."""
    metadata = None if found.package is None else found.package.find(f"{OPF}metadata")
    return [] if metadata is None else [*metadata.iterchildren(tag=etree.Element)]
