"""A small large-print PDF as a build would make it, for tests to read back and to spoil."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote

from lxml import etree, html
from weasyprint import HTML

from plainleaf.artifacts import Artifact
from plainleaf.diagnostics import Diagnostic
from plainleaf.editions import EDITIONS, Profile, read_profile, styles_folder
from plainleaf.fonts import bundled_fonts
from plainleaf.outputs.pdf.marking import mark_while_painting
from plainleaf.outputs.pdf.metadata import write_metadata
from plainleaf.outputs.pdf.standard import PDF_1_7
from plainleaf.outputs.pdf.structure import write_structure
from plainleaf.outputs.pdf.tree import plan
from plainleaf.outputs.pdf.words import find_missing_spaces
from plainleaf.proof.pdf import Expectation, prove, telling_of_document
from tests.small_leaflet import SETTINGS

FAMILY = bundled_fonts()[0].family
TITLE = "Living with gardens"
RUNNING = ("Draft: not yet checked by a clinician", "GARDEN-1, version 1.0")
BLOCK_TAGS = ("h1", "h2", "h3", "p", "li", "th", "td", "caption")

FACES = "".join(
    f"@font-face {{font-family: '{face.family}'; font-weight: {face.weight};"
    f" src: url('{face.path.as_uri()}')}}\n"
    for face in bundled_fonts()
)
CSS = f"""
@page {{
  size: A4;
  margin: 30mm 29mm;
  font: 18pt/1.35 '{FAMILY}';
  @top-left {{ content: "{RUNNING[0]}"; width: 100% }}
  @bottom-left {{ content: "{RUNNING[1]}" }}
  @bottom-right {{ content: "Page " counter(page) " of " counter(pages) }}
}}
body {{ font: 18pt/1.35 '{FAMILY}'; color: #111; margin: 0 }}
h1 {{ font-size: 24pt; line-height: 1.25; break-before: page; break-after: avoid; margin: 0 }}
h2 {{ font-size: 20pt; break-after: avoid; margin: 1lh 0 0 }}
p {{ margin: 0 0 1lh }}
ul {{ margin: 0 0 1lh }}
.box {{ border: 2pt solid #123; border-radius: 4pt; background: #eef; padding: 8pt }}
.box p:last-child {{ margin: 0 }}
a {{ color: #00338d; text-decoration: underline }}
strong {{ font-weight: 700 }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ border: 1pt solid #111; padding: 4pt; text-align: left }}
tr {{ break-inside: avoid }}
.whole {{ white-space: nowrap }}
"""
DRAWING = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 100' width='400' height='100'>"
    "<rect width='400' height='100' fill='#ffd'/>"
    "<circle cx='30' cy='30' r='20' fill='#036'/>"
    f"<text x='60' y='40' font-size='24' font-family='{FAMILY}'>A small tree</text></svg>"
)
SENTENCES = (
    "A garden is a place where plants grow and people rest. Some plants need shade and some "
    "need sun, so look at the light before you dig. Water in the morning, when the ground is "
    "still cool. "
)
COVER = f"<h1>{TITLE}</h1><p>What to plant, and when.</p>"
CHAPTER = f"""
<h1>How a garden begins</h1>
<p>{SENTENCES * 3}</p>
<p>About <span class=whole>1 in 10</span> plants need <strong>a lot</strong> of water; read
<a href="https://example.org/water">how to water them</a> before you plant on
<span class=whole>23 November 2026</span>.</p>
<div class=box><p>Ask somebody who knows the plants around you.</p>
<p>Then write down what you have heard from them, so that you can find it.</p></div>
<h2>What you need</h2>
<ul><li>A spade that is as long as your arm, and a rake that is longer still.</li>
<li>Good shoes.</li></ul>
<p><img src="data:image/svg+xml,{quote(DRAWING)}" alt="A small tree"></p>
<table><caption>What to plant</caption><thead><tr><th>Plant</th><th>When</th></tr></thead>
<tbody>{"".join(f"<tr><th>Plant {n}</th><td>In week {n} of spring</td></tr>" for n in range(30))}
</tbody></table>
<p>{SENTENCES * 4}</p>
"""
PROFILE: Profile = read_profile(styles_folder(), "rnib-18")


def print_pdf(body: str = COVER + CHAPTER, css: str = "") -> Artifact:
    """Return a PDF of a body in the sample's style, with rules of one's own after it."""
    document = _laid_out(body, css)
    planned = plan(document)
    find_missing_spaces(planned.root, document)
    mark_while_painting(document, planned)

    def finish(_document: Any, pdf: Any) -> None:
        write_structure(pdf, document, planned, PDF_1_7)
        write_metadata(pdf, replace(SETTINGS, title=TITLE, language="en"), PDF_1_7)

    data = document.write_pdf(
        finisher=finish, pdf_tags=False, pdf_version=PDF_1_7.version, output_intent="srgb"
    )
    return _artifact(data)


def print_as_weasyprint_does(body: str = COVER + CHAPTER, css: str = "") -> Artifact:
    """Return such a PDF with WeasyPrint's own tags: they break much that ours do not."""
    return _artifact(_laid_out(body, css).write_pdf(pdf_variant="pdf/ua-1"))


def _artifact(data: bytes) -> Artifact:
    return Artifact("garden.pdf", "large-print", TITLE, "en", "application/pdf", data)


def _laid_out(body: str, css: str) -> Any:
    head = f"<title>{TITLE}</title><style>{FACES}{CSS}{css}</style>"
    return HTML(string=_xhtml(body, head)).render()


def _xhtml(body: str, head: str = "") -> str:
    tree = html.fromstring(f"<html lang=en><head>{head}</head><body>{body}</body></html>")
    tree.set("xmlns", "http://www.w3.org/1999/xhtml")
    text = etree.tostring(tree, encoding="unicode")
    # A browser takes all in a style sheet for text, and a reader of XML does not.
    return text.replace("&gt;", ">")


def expectation(body: str = COVER + CHAPTER) -> Expectation:
    """Return what a PDF of the body has to hold."""
    telling = telling_of_document(_xhtml(body))
    return Expectation(TITLE, "en", (FAMILY,), RUNNING, _blocks(body), telling=telling)


def _blocks(body: str) -> tuple[str, ...]:
    tree = html.fromstring(f"<body>{body}</body>")
    texts = ("".join(map(str, block.itertext())) for block in tree.iter(*BLOCK_TAGS))
    return tuple(text for text in texts if text.strip())


def proved(artifact: Artifact, body: str = COVER + CHAPTER) -> tuple[Diagnostic, ...]:
    """Return what the proof finds in a PDF of the body."""
    return prove(artifact, EDITIONS["large-print"], PROFILE, expectation(body))


def codes(body: str = COVER + CHAPTER, css: str = "") -> list[str]:
    """Return the codes of the rules that a PDF of the body breaks, sorted, each once."""
    return sorted({one.code for one in proved(print_pdf(body, css), body)})
