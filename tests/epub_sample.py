"""A small leaflet, composed by hand, that the EPUB's binder and proof are tested on."""

from __future__ import annotations

import datetime
import io
import zipfile
from dataclasses import replace

from plainleaf.artifacts import Artifact, Asset, Page, Pages, Part
from plainleaf.book import Book, ContentsEntry
from plainleaf.editions import EDITIONS
from plainleaf.outputs.epub import bind
from plainleaf.pagebreaks import mark_pages
from plainleaf.pagemap import PICTURE as ANY_PICTURE
from plainleaf.pagemap import PageMap, PageStart
from plainleaf.settings import Dates, Settings

SETTINGS = Settings(
    code="PL-7",
    slug="ms",
    title="MS & you",
    version="1.0",
    audience="People with MS",
    main_message="Ask before you decide.",
    dates=Dates(issued=datetime.date(2026, 11, 22)),
    language="en",
    subjects=("Multiple sclerosis",),
    authors=("A. Writer", "B. Writer"),
)

PICTURE = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" role="img">
<title>A cell</title><circle cx="5" cy="5" r="4"/></svg>"""
STYLE = b"""body { line-height: 1.5; }
@media (prefers-contrast: more) { a { text-decoration: underline; } }
"""


def page(name: str, part: Part, title: str, body: str, text: tuple[str, ...]) -> Page:
    """Return a page as compose would make it."""
    xhtml = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"
 lang="en" xml:lang="en">
<head><title>{title}</title><link rel="stylesheet" type="text/css" href="../styles/screen.css"/>
</head>
<body>{body}</body>
</html>
"""
    return Page(name, part, title, xhtml, text)


COVER = page(
    "cover",
    Part.COVER,
    "MS &amp; you",
    """<main><h1>MS &amp; you</h1>
<p>Draft: not yet checked by a clinician</p></main>""",
    ("MS & you", "Draft: not yet checked by a clinician"),
)
FIRST = page(
    "what-ms-is",
    Part.CHAPTER,
    "What MS is",
    """<main><h1 id="what-ms-is">What MS is</h1>
<p>MS harms <a id="use-nerve" href="glossary.xhtml#term-nerve" role="doc-glossref">nerves</a>
<span id="cite-1">[<a href="references.xhtml#ref-a" role="doc-biblioref">1</a>]</span>.</p>
<h2 id="the-cell">The cell</h2>
<figure><img src="../images/cell.svg" alt="A round cell"/><figcaption>A cell.</figcaption></figure>
<p><img src="../images/cell.svg" alt="" role="presentation"/>It is
round<a id="mark-1" href="notes.xhtml#note-1" role="doc-noteref">1</a>. Call
<a href="tel:+441234">01234</a> or see <a href="https://example.org/">our page</a>.</p></main>""",
    ("What MS is", "MS harms nerves [1].", "The cell", "A cell.", "It is round1. Call 01234"),
)
GLOSSARY = page(
    "glossary",
    Part.GLOSSARY,
    "Glossary",
    """<section role="doc-glossary" aria-labelledby="glossary"><h1 id="glossary">Glossary</h1>
<dl><dt id="term-nerve"><dfn>Nerve</dfn></dt><dd><p>A wire of the body.</p>
<p><a href="what-ms-is.xhtml#use-nerve" role="doc-backlink">Back to What MS is</a></p></dd></dl>
</section>""",
    ("Glossary", "Nerve", "A wire of the body.", "Back to What MS is"),
)
REFERENCES = page(
    "references",
    Part.REFERENCES,
    "References",
    """<section role="doc-bibliography" aria-labelledby="references">
<h1 id="references">References</h1>
<ol><li id="ref-a"><p>A. Writer. A page.
<a href="what-ms-is.xhtml#cite-1" role="doc-backlink">Back to What MS is</a></p></li></ol>
</section>""",
    ("References", "A. Writer. A page. Back to What MS is"),
)
NOTES = page(
    "notes",
    Part.NOTES,
    "Notes",
    """<section role="doc-endnotes" aria-labelledby="notes"><h1 id="notes">Notes</h1>
<ol><li id="note-1"><p>More or less.
<a href="what-ms-is.xhtml#mark-1" role="doc-backlink">Back</a></p></li></ol></section>""",
    ("Notes", "More or less. Back"),
)

PAGES = Pages(
    pages=(COVER, FIRST, GLOSSARY, REFERENCES, NOTES),
    assets=(
        Asset("styles/screen.css", "text/css", STYLE),
        Asset("images/cell.svg", "image/svg+xml", PICTURE),
        Asset("fonts/LICENSE.txt", "text/plain", b"Free to use.\n"),
    ),
)
BOOK = Book(
    chapters=(),
    contents=(
        ContentsEntry("what-ms-is", "What MS is", 1),
        ContentsEntry("the-cell", "The cell", 2),
        ContentsEntry("glossary", "Glossary", 1),
    ),
)
FILE_OF = {
    "what-ms-is": "text/what-ms-is.xhtml",
    "the-cell": "text/what-ms-is.xhtml",
    "glossary": "text/glossary.xhtml",
}


PAGE_MAP = PageMap(
    edition="large-print",
    file="ms-large-print.pdf",
    starts=(
        PageStart("1", "contents", 0, "Contents"),
        PageStart("2", "what-ms-is", 8, "MSharmsnerves"),
        PageStart("3", "the-cell", 7, f"{ANY_PICTURE}Acell."),
        PageStart("4", "glossary", 0, "Glossary"),
    ),
)


def numbered() -> Pages:
    """Return the sample's pages with the page numbers of a print edition."""
    marked = mark_pages(PAGES, PAGE_MAP)
    assert marked.diagnostics == ()
    return marked.value


def bound(pages: Pages = PAGES, settings: Settings = SETTINGS) -> Artifact:
    """Return the sample, bound."""
    return bind(pages, settings, BOOK, EDITIONS["epub"], FILE_OF)


def files(artifact: Artifact) -> dict[str, bytes]:
    """Return the files of an EPUB in their order."""
    with zipfile.ZipFile(io.BytesIO(artifact.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(artifact: Artifact, contents: dict[str, bytes]) -> Artifact:
    """Return an EPUB with other files in it, put in as a clean one has them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, data, compress_type=kind)
    return replace(artifact, data=buffer.getvalue())
