"""Step 7, bind: what an EPUB says about itself in its package document.

Nothing is claimed that the proof, which reads the finished file, cannot see for itself. The one
claim that only a person can make, conformance to EPUB Accessibility and WCAG, is written where
leaflet.toml names who evaluated the leaflet and answers for it; docs/decisions/0001 says why.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from plainleaf.artifacts import Pages
from plainleaf.editions import EDITIONS
from plainleaf.outputs.epubstandard import EPUB_STANDARDS
from plainleaf.running import running_matter
from plainleaf.settings import Settings
from plainleaf.words import words_in

XHTML = "{http://www.w3.org/1999/xhtml}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HEADINGS = tuple(f"{XHTML}h{level}" for level in range(1, 7))


@dataclass(frozen=True)
class Entry:
    """One line of the metadata: a Dublin Core element, a `meta` or a `link`, by its `tag`."""

    tag: str
    text: str | None
    attributes: dict[str, str] = field(default_factory=dict)


def identifier(settings: Settings) -> str:
    """Return the publication's identifier, which follows from its code and version alone."""
    name = f"plainleaf:{settings.code}:{settings.version}"
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn


def metadata(settings: Settings, pages: Pages, trees: Sequence[etree._Element]) -> list[Entry]:
    """Return all that an EPUB says about itself but its identifier, main title and language.

    `trees` are the pages, parsed.
    """
    return [
        *_identity(settings),
        *_description(settings),
        *_page_source(settings, pages),
        *_accessibility(settings, pages, trees),
        *_conformance(settings),
    ]


def _meta(name: str, text: str, **more: str) -> Entry:
    return Entry("meta", text, {"property": name, **more})


def _identity(settings: Settings) -> Iterator[Entry]:
    """Yield the leaflet's titles, code, version and authors."""
    words = words_in(settings.language)
    yield _meta("title-type", "main", refines="#title")
    yield _meta("file-as", words.sorting_title(settings.title), refines="#title")
    if settings.subtitle:
        yield Entry("title", settings.subtitle, {"id": "subtitle"})
        yield _meta("title-type", "subtitle", refines="#subtitle")
    yield Entry("identifier", settings.code, {"id": "code"})
    yield _meta("schema:version", settings.version)
    for number, author in enumerate(settings.authors, start=1):
        name = f"creator-{number}"
        yield Entry("creator", author, {"id": name})
        yield _meta("role", "aut", refines=f"#{name}", scheme="marc:relators")


def _description(settings: Settings) -> Iterator[Entry]:
    """Yield what a catalogue shows; what is not known is left out."""
    description = settings.description or settings.main_message
    if not settings.is_reviewed:
        draft = words_in(settings.language)["draft"]
        description = f"{draft}. {description}".strip()
    known = {
        "publisher": settings.publisher,
        "date": settings.dates.issued.isoformat(),
        "rights": settings.rights,
        "description": description,
    }
    for tag, text in known.items():
        if text:
            yield Entry(tag, text)
    for subject in settings.subjects:
        yield Entry("subject", subject)
    if settings.audience:
        yield _meta("dcterms:audience", settings.audience)


def _page_source(settings: Settings, pages: Pages) -> Iterator[Entry]:
    """Yield which print the page numbers come from, where there are any."""
    if pages.page_map is None:
        return
    source = words_in(settings.language)["page_source"].format(
        title=settings.title,
        edition=EDITIONS[pages.page_map.edition].title,
        identity=running_matter(settings).identity,
        file=pages.page_map.file,
    )
    if EPUB_STANDARDS[settings.epub].has_source_of:
        yield Entry("source", source, {"id": "page-source"})
        yield _meta("source-of", "pagination", refines="#page-source")
    yield _meta("pageBreakSource", source)


def _accessibility(
    settings: Settings, pages: Pages, trees: Sequence[etree._Element]
) -> Iterator[Entry]:
    """Yield the accessibility metadata, in schema.org's words: what is so, and no more."""
    images = [image for tree in trees for image in tree.iter(f"{XHTML}img")]
    has_pictures = any(image.get("alt") for image in images)
    features = ["tableOfContents", "readingOrder", "displayTransformability"]
    if all(next(tree.iter(*HEADINGS), None) is not None for tree in trees):
        features.append("structuralNavigation")
    if has_pictures and all("alt" in image.attrib for image in images):
        features.append("alternativeText")
    if any("role" in element.attrib for tree in trees for element in tree.iter("*")):
        features.append("ARIA")
    if pages.breaks:
        features += ["pageNavigation", "pageBreakMarkers"]
    for mode in ["textual", "visual"] if has_pictures else ["textual"]:
        yield _meta("schema:accessMode", mode)
    yield _meta("schema:accessModeSufficient", "textual")
    for feature in sorted(features):
        yield _meta("schema:accessibilityFeature", feature)
    yield _meta("schema:accessibilityHazard", "none")
    summary = _summary(settings, has_pictures=has_pictures, has_pages=bool(pages.breaks))
    language = words_in(settings.language).language
    yield Entry("meta", summary, {"property": "schema:accessibilitySummary", XML_LANG: language})
    if EPUB_STANDARDS[settings.epub].has_contact_email and settings.contact.email:
        yield _meta("a11y:contactEmail", settings.contact.email)


def _summary(settings: Settings, *, has_pictures: bool, has_pages: bool) -> str:
    """Return what a reader who chooses by accessibility wants to know, in plain words."""
    words = words_in(settings.language)
    sentences = [words["summary_display"], words["summary_reading"]]
    if has_pictures:
        sentences.append(words["summary_pictures"])
    if has_pages:
        sentences.append(words["summary_pages"])
    sentences.append(words["summary_checked"])
    if settings.accessibility.certified_by:
        told = words["summary_evaluated"].format(
            certified_by=settings.accessibility.certified_by,
            standard=EPUB_STANDARDS[settings.epub].conformance,
        )
        sentences.append(told)
    else:
        sentences.append(words["summary_not_evaluated"])
    if not settings.is_reviewed:
        sentences.append(words["draft"] + ".")
    return " ".join(sentences)


def _conformance(settings: Settings) -> Iterator[Entry]:
    """Yield the claim of conformance, and who answers for it; without them, no claim."""
    claim = settings.accessibility
    if not claim.certified_by:
        return
    standard = EPUB_STANDARDS[settings.epub]
    yield _meta("dcterms:conformsTo", standard.conformance, id="conformance")
    yield _meta("a11y:certifiedBy", claim.certified_by, id="certifier", refines="#conformance")
    if claim.credential:
        yield _meta("a11y:certifierCredential", claim.credential, refines="#certifier")
    if claim.date:
        yield _meta("dcterms:date", claim.date.isoformat(), refines="#certifier")
    if claim.report:
        attributes = {"rel": "a11y:certifierReport", "href": claim.report, "refines": "#certifier"}
        yield Entry("link", None, attributes)
