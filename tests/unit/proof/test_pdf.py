"""The proof of a finished PDF: each planted fault is found, and a clean file gives nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import fontpkg_atkinson_hyperlegible
import pikepdf
import pytest

from plainleaf import rules
from plainleaf.artifacts import Artifact
from plainleaf.diagnostics import Diagnostic
from plainleaf.editions import EDITIONS
from plainleaf.proof.pdf import measure, prove
from tests.pdf_sample import (
    CHAPTER,
    COVER,
    FAMILY,
    PROFILE,
    RUNNING,
    SENTENCES,
    TITLE,
    codes,
    expectation,
    print_as_weasyprint_does,
    print_pdf,
    proved,
)

LID = "content: ''; position: absolute; left: 0; top: 0; width: 90mm; height: 1lh; background: #fff"


def test_clean_leaflet_gives_nothing() -> None:
    """A leaflet with boxes, a list, a table, a drawing and links breaks no rule."""
    assert proved(print_pdf()) == ()


def _chapter(body: str) -> str:
    return f"{COVER}<h1>How a garden begins</h1>{body}"


@pytest.mark.parametrize(
    ("css", "wanted"),
    [
        ("td { font-size: 17pt }", ["PL610"]),
        ("@page { @bottom-right { font-size: 12pt } }", ["PL610"]),
        (".box { transform: scale(.9) }", ["PL610"]),
        ("@page { margin: 30mm 26mm }", ["PL611"]),
        ("body { letter-spacing: -3.5pt }", ["PL612"]),
        ("p { line-height: 1.15; margin-bottom: 2em }", ["PL614"]),
        ("p { line-height: 1.7 }", ["PL614"]),
        ("p { color: #888 }", ["PL615"]),
        (".box { background: #123 }", ["PL615"]),
        (".box { background: #fff linear-gradient(90deg, #123 9%, #0000 9%) }", ["PL628"]),
        (f"h2 {{ position: relative }} h2::after {{ {LID} }}", ["PL615"]),
        (".box p:last-child { height: 0; overflow: hidden }", ["PL624"]),
        ("strong { text-transform: uppercase } p { text-transform: uppercase }", ["PL617"]),
        ("@page { size: 210mm 296mm }", ["PL618"]),
        ("@page { @bottom-left { content: none } }", ["PL619"]),
        ('@page { @bottom-right { content: "Page 2 of " counter(pages) } }', ["PL619"]),
        ("strong { text-decoration: underline }", ["PL623"]),
        ("p { text-align: justify }", ["PL626"]),
        ("p { text-align: center }", ["PL626"]),
        ("h1 { text-align: center }", ["PL626"]),
        (".box { transform: rotate(2deg) }", ["PL626"]),
        (".box { background: linear-gradient(#fff, #eee) }", ["PL628"]),
        ("@page { margin: 30mm 38mm 30mm 20mm }", ["PL629"]),
        ("p { margin: 0 }", ["PL630"]),
    ],
)
def test_fault_of_style_is_found(css: str, wanted: list[str]) -> None:
    """A style sheet that breaks one rule gives that rule and no other."""
    assert codes(css=css) == wanted


@pytest.mark.parametrize(
    ("css", "wanted"),
    [
        (".box { opacity: .6 }", "PL615"),
        ("strong { text-transform: lowercase } h1 { text-transform: lowercase }", "PL632"),
    ],
)
def test_fault_beside_those_of_stock_tags_is_found(css: str, wanted: str) -> None:
    """What Plainleaf's own binding refuses to make is found in what WeasyPrint makes alone."""
    plain = {one.message for one in proved(print_as_weasyprint_does())}
    found = proved(print_as_weasyprint_does(css=css))
    assert wanted in {one.code for one in found if one.message not in plain}


def test_words_in_a_drawing_are_measured() -> None:
    """A drawing that is set smaller makes its words smaller, and the proof sees it."""
    assert codes(css="img { width: 300px }") == ["PL610"]


def test_hyphenation_is_found() -> None:
    """Words that the layout splits are found, and so is the hyphen that the text has not."""
    body = _chapter("<p>" + "Understanding immunosuppression takes conversation. " * 6 + "</p>")
    css = "p { hyphens: auto; hyphenate-character: '-' }"
    found = {one.code for one in proved(print_as_weasyprint_does(body, css), body)}
    assert {"PL613", "PL624", "PL632"} <= found


def test_own_hyphen_at_line_end_is_found() -> None:
    """A compound that is broken at its own hyphen counts as split."""
    body = _chapter("<p>The plants that you will find here and there are self-seeding ones.</p>")
    assert codes(body) == ["PL613"]


def test_word_broken_without_a_hyphen_is_found() -> None:
    """A word that is cut anywhere is found, though no hyphen says so."""
    body = _chapter(f"<p>{'Rhododendron' * 6}</p>")
    assert codes(body, "p { overflow-wrap: anywhere }") == ["PL613"]


def test_address_may_break_after_a_slash() -> None:
    """A long address goes on over lines after / . ? & = without a fault."""
    address = "https://example.org/one/long/address/that/does/not/fit/any/line"
    body = _chapter(f"<p>{address.replace('/', '/<wbr>')}</p>")
    assert codes(body) == []


@pytest.mark.parametrize(
    "token",
    ["1 in 10", "3 out of 1,000", "38 C", "250 mg", "23 November 2026", "0800 123 4567"],
)
def test_broken_token_is_found(token: str) -> None:
    """What belongs together and is parted by a line's end is found."""
    words = token.split()
    parted = f"{' '.join(words[:-1])} <br>{words[-1]}"
    assert codes(_chapter(f"<p>It is {parted} today.</p>")) == ["PL621"]
    assert codes(_chapter(f"<p>It is {token} today.</p>")) == []


def test_other_face_is_found() -> None:
    """Words in a font that is none of the leaflet's are found."""
    artifact = print_pdf()
    wanted = replace(expectation(), families=("Some Other Sans",))
    found = prove(artifact, EDITIONS["large-print"], PROFILE, wanted)
    assert {one.code for one in found} == {"PL616"}
    assert FAMILY.replace(" ", "-") in found[0].message


def test_italic_is_found() -> None:
    """An italic face is found though its family may be used."""
    path = Path(fontpkg_atkinson_hyperlegible.ROOT) / "files" / "AtkinsonHyperlegible-Italic.ttf"
    face = (
        f"@font-face {{ font-family: '{FAMILY}'; font-style: italic; src: url('{path.as_uri()}') }}"
    )
    assert codes(css=f"{face} strong {{ font-weight: 400; font-style: italic }}") == ["PL616"]


def test_words_on_a_photograph_are_found() -> None:
    """Words over a picture made of pixels are found: their contrast cannot be told."""
    pixel = (
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8"
        "z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
    )
    assert codes(css=f".box {{ background: url({pixel}) }}") == ["PL628"]


def test_heading_at_page_end_is_found() -> None:
    """A heading that is the last thing on its page is found, on any page but the cover."""
    body = _chapter("<p>Words.</p><h2>What you need</h2><p class=next>More words.</p>")
    assert codes(body, ".next { break-before: page } h2 { break-after: auto }") == ["PL620"]


def test_heading_over_a_figure_is_no_fault() -> None:
    """A heading whose page ends in a drawing does not end it."""
    image = CHAPTER[CHAPTER.index("<img") : CHAPTER.index("</p>\n<table>")]
    body = _chapter(f"<h2>A tree</h2><p>{image}</p><p class=next>More words.</p>")
    assert codes(body, ".next { break-before: page }") == []


def test_split_row_is_found() -> None:
    """A table row that goes on over a page is found, and its cells are not told as lost."""
    rows = "".join(f"<tr><td>Plant {n}</td><td>{SENTENCES * 4}</td></tr>" for n in range(3))
    body = _chapter(f"<table><tbody>{rows}</tbody></table>")
    assert codes(body) == []
    assert codes(body, "tr { break-inside: auto }") == ["PL627"]


def test_rows_with_short_numbers_are_no_split_row() -> None:
    """Two whole rows are none that is split, though their cells together read like a third."""
    numbers = "".join(f"<tr><td>{n}</td><td>{n}</td></tr>" for n in [1, 0, 10] * 20)
    assert codes(_chapter(f"<table><tbody>{numbers}</tbody></table>")) == []


def test_lost_block_is_found_and_no_other() -> None:
    """A block that is not printed is told by its words; those after it are still found."""
    body = COVER + CHAPTER
    artifact = print_pdf(body.replace("Good shoes.", "Good."))
    found = proved(artifact, body)
    assert [one.code for one in found] == ["PL624", "PL632"]
    assert "Good shoes." in found[0].message
    assert "says 'Good shoes.', a screen reader is told 'Good.'" in found[1].message


def test_blocks_out_of_order_are_found() -> None:
    """Two blocks that have changed places are told."""
    body = _chapter("<p>First of all, dig.</p><p>Then water it.</p>")
    swapped = _chapter("<p>Then water it.</p><p>First of all, dig.</p>")
    assert [one.code for one in proved(print_pdf(swapped), body)] == ["PL624", "PL632", "PL632"]


def test_word_that_is_read_twice_is_found() -> None:
    """A word that the text has once and the PDF twice is told, with what is read."""
    body = COVER + CHAPTER
    (found,) = proved(print_pdf(body.replace("Good shoes.", "Good good shoes.")), body)
    assert (found.code, "is told 'good'" in found.message) == ("PL632", True)


def test_words_that_run_together_are_found() -> None:
    """A space that is only a gap on paper is none to a listener."""
    artifact = print_as_weasyprint_does()
    found = [one.message for one in proved(artifact) if one.code == "PL632"]
    assert "says 'people rest.', a screen reader is told 'peoplerest.'" in found[0]


def test_table_in_two_pieces_is_found() -> None:
    """A table that goes on over a page and is two in the tag tree is told, by its words."""
    found = [one.message for one in proved(print_as_weasyprint_does()) if one.code == "PL633"]
    assert any("Table 'What to plant" in one for one in found)


@pytest.mark.parametrize(
    ("tag", "told"),
    [("L", "A spade that is as long"), ("Table", "What to plant"), ("P", "A garden")],
)
def test_element_in_two_pieces_is_found(tag: str, told: str) -> None:
    """A list, table or paragraph whose content stands in two elements of the tree is found."""
    with pikepdf.open(BytesIO(print_pdf().data)) as pdf:
        _split(pdf, next(_elements(pdf, tag, more_than=1)))
        found = _proved_again(pdf)
    # Half a paragraph, taken for a whole one, also stands too close to its other half.
    assert {one.code for one in found} - {"PL630"} == {"PL633"}
    assert any(f"{tag} '{told}" in one.message for one in found)


def test_two_elements_in_one_are_found() -> None:
    """Two items of a list that the tree holds as one are found: a listener counts one less."""
    with pikepdf.open(BytesIO(print_pdf().data)) as pdf:
        (items,) = _elements(pdf, "L", more_than=1)
        first, second = items.K
        first.K.extend(second.K)
        del items.K[1]
        found = _proved_again(pdf)
    assert {one.code for one in found} == {"PL633"}
    assert "LI 'A spade" in found[0].message


def test_heading_of_another_level_is_found() -> None:
    """A heading that the tree gives another level, or calls a paragraph, is found."""
    with pikepdf.open(BytesIO(print_pdf().data)) as pdf:
        next(_elements(pdf, "H2")).S = pikepdf.Name("/P")
        found = _proved_again(pdf)
    assert [one.code for one in found] == ["PL633"]
    assert "H2 'What you need'" in found[0].message


def test_other_words_for_a_picture_are_found() -> None:
    """A picture is told by its alternative text, and by no other."""
    with pikepdf.open(BytesIO(print_pdf().data)) as pdf:
        next(_elements(pdf, "Figure")).Alt = pikepdf.String("tree.svg")
        (found,) = _proved_again(pdf)
    assert "says 'A small tree', a screen reader is told 'tree.svg'" in found.message


def test_lost_language_is_found() -> None:
    """Words of another language that the tree does not say are found: they would be misread."""
    body = _chapter("<p>Say <span lang=es>agua</span> for water.</p>")
    artifact = print_pdf(body)
    assert proved(artifact, body) == ()
    with pikepdf.open(BytesIO(artifact.data)) as pdf:
        del next(one for one in _elements(pdf, "Span") if "/Lang" in one).Lang
        found = proved(_saved(pdf), body)
    assert [one.code for one in found] == ["PL633"]
    assert "Lang es 'agua'" in found[0].message


def test_page_number_in_the_tree_is_found() -> None:
    """Running matter that a listener would hear on every page is told as such."""
    with pikepdf.open(BytesIO(print_pdf().data)) as pdf:
        _tag_running_matter(pdf)
        found = _proved_again(pdf)
    assert [one.code for one in found if one.code == "PL635"] == ["PL635"]
    assert "told 'Draft: not yet checked by a clinician'" in found[-1].message


def test_content_without_a_mark_is_found() -> None:
    """Words and lines that are neither in the tree nor decoration are found."""
    with pikepdf.open(BytesIO(print_pdf().data)) as pdf:
        page = pdf.pages[1]
        page.contents_add(b"q 0 0 9 9 re f Q BT /F0 18 Tf 100 400 Td <0001> Tj ET")
        page.Resources.Font.F0 = next(iter(page.Resources.Font.values()))
        found = _proved_again(pdf)
    assert {one.code for one in found} >= {"PL634"}
    assert "a line, a shape or a picture is neither in the tag tree" in found[-1].message


def test_mark_that_is_not_in_the_tree_is_found() -> None:
    """A piece that is marked, and that no element of the tree holds, is no decoration."""
    with pikepdf.open(BytesIO(print_pdf().data)) as pdf:
        next(_elements(pdf, "H2")).K = pikepdf.Array()
        found = _proved_again(pdf)
    assert {"PL624", "PL632", "PL634"} <= {one.code for one in found}
    assert "'What you need' is neither" in next(one.message for one in found if one.code == "PL634")


def test_words_held_by_two_elements_are_found() -> None:
    """A piece that the tree holds twice would be read twice."""
    with pikepdf.open(BytesIO(print_pdf().data)) as pdf:
        first, second = list(_elements(pdf, "H1"))[:2]
        second.K.append(
            pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=first.Pg, MCID=int(first.K[0]))
        )
        found = _proved_again(pdf)
    assert {one.code for one in found} == {"PL622", "PL632"}


def test_index_that_leads_elsewhere_is_found() -> None:
    """The tag tree's index must lead from each mark to the element that holds it."""
    with pikepdf.open(BytesIO(print_pdf().data)) as pdf:
        marks = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
        marks[0] = marks[1]
        (found,) = _proved_again(pdf)
    assert (found.code, "(ParentTree) on page 1" in found.message) == ("PL622", True)


def test_running_line_is_asked_of_the_cover_too() -> None:
    """The first sheet, which lies on top, says what it is as the others do."""
    css = "@page :first { @bottom-left { content: none } }"
    (found,) = proved(print_pdf(css=css))
    assert (found.code, found.message) == (
        "PL619",
        f"page 1 does not carry '{RUNNING[1]}'",
    )


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("STOP TAKING A PILL", ["PL617"]),
        ("TAKE 5 PILLS NOW", ["PL617"]),
        ("MRI and CT or EEG", []),
        ("CAR T and MS", []),
    ],
)
def test_capitals_count_over_what_has_none(said: str, wanted: list[str]) -> None:
    """A number or a single letter between capitals does not part their row; small words do."""
    assert codes(_chapter(f"<p>{said}</p>")) == wanted


def test_line_under_several_runs_is_found() -> None:
    """A border below words of two weights underlines both, though it is longer than each."""
    body = _chapter("<p><span class=u>Read <strong>all of</strong> this.</span></p>")
    assert codes(body, ".u { border-bottom: 1pt solid #111; padding: 0; line-height: 1 }") == [
        "PL623"
    ]


def test_stripe_between_the_ends_of_words_is_found() -> None:
    """A dark ground under a part of a run is found, not only under its ends and middle."""
    stripe = (
        "content: ''; position: absolute; z-index: -1; left: 25mm; top: 0; width: 10mm;"
        " height: 1lh; background: #333"
    )
    css = f".box {{ position: relative; z-index: 0 }} .box::before {{ {stripe} }}"
    assert codes(css=css) == ["PL615"]


def test_font_that_is_not_embedded_is_found() -> None:
    """A font that the file only names is found."""
    with pikepdf.open(BytesIO(print_pdf().data)) as pdf:
        for font in pdf.objects:
            if isinstance(font, pikepdf.Dictionary) and font.get("/Type") == "/FontDescriptor":
                del font.FontFile2
        found = _proved_again(pdf)
    assert [one.code for one in found] == ["PL625", "PL625"]


def test_scaled_page_is_found() -> None:
    """A page whose unit is not the point is found: A4 stretched to A3 is no large print."""
    with pikepdf.open(BytesIO(print_pdf().data)) as pdf:
        pdf.pages[1].UserUnit = 1.414
        found = _proved_again(pdf)
    assert [one.code for one in found] == ["PL618"]


def test_page_labels_are_what_pages_must_say() -> None:
    """Where the file has page labels, the printed number is held against them."""
    with pikepdf.open(BytesIO(print_pdf().data)) as pdf:
        labels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.r)])
        pdf.Root.PageLabels = labels
        found = _proved_again(pdf)
    assert {one.code for one in found} == {"PL619"}
    assert "'Page ii of " in found[1].message


def test_bytes_that_are_no_pdf_are_a_diagnostic() -> None:
    """A file that cannot be read is told, not raised."""
    found = proved(replace(print_pdf(COVER), data=b"%PDF-1.7 cut off"))
    assert [one.code for one in found] == ["PL631"]


def test_no_rule_floods_its_reader() -> None:
    """Of many places with one fault the first few are told, and the rest are counted."""
    found = proved(print_pdf(css="td { color: #999 }"))
    assert [one.code for one in found] == ["PL615"] * 5
    assert found[-1].message.endswith("(and 25 more places like it)")


def test_diagnostic_names_the_file() -> None:
    """A fault of the finished file stands at the file that a reader would open."""
    found = proved(print_pdf(css="td { font-size: 17pt }"))
    assert {one.place.path for one in found} == {"garden.pdf"}


def test_every_rule_of_the_proof_is_planted_here() -> None:
    """No rule from PL610 to PL631 is without a test that plants its fault."""
    tests = Path(__file__).read_text(encoding="utf-8")
    of_proof = [code for code in rules.CATALOGUE if "PL610" <= code <= "PL639"]
    assert [code for code in of_proof if f'"{code}"' not in tests] == []


def test_clean_leaflet_measures_what_its_profile_asks() -> None:
    """The measures are those of the sample's style, read from the finished file."""
    found = measure(print_pdf().data)
    assert found.pages == 5
    assert found.smallest_size_pt is not None
    assert found.smallest_size_pt.value == pytest.approx(18, abs=0.001)
    assert found.line_pitch_least is not None
    assert found.line_pitch_least.value == pytest.approx(1.35, abs=0.001)
    assert found.widest_line_mm is not None
    assert found.widest_line_mm.value <= PROFILE.line_width_most_mm
    assert found.longest_line_characters is not None
    assert 45 < found.longest_line_characters.value <= PROFILE.line_characters_most
    assert found.lowest_contrast is not None
    assert found.lowest_contrast.value >= PROFILE.contrast_least
    assert found.smallest_x_height_mm is not None
    assert 3.0 < found.smallest_x_height_mm.value < 3.3
    assert found.hyphens_at_line_ends == ()


def test_smallest_letter_is_named_with_its_page() -> None:
    """The report can say where the smallest letter of a leaflet stands."""
    found = measure(print_pdf(css="caption { font-size: 11pt }").data).smallest_size_pt
    assert found is not None
    assert (round(found.value, 2), found.text, found.page) == (11.0, "What to plant", 3)


@pytest.mark.parametrize("missing", ["title", "language", "bookmarks"])
def test_missing_fact_is_found(missing: str) -> None:
    """A PDF without a title, language or bookmarks is found."""
    with pikepdf.open(BytesIO(print_pdf().data)) as pdf:
        if missing == "title":
            del pdf.docinfo.Title
            del pdf.Root.Metadata
        else:
            del pdf.Root[{"language": "/Lang", "bookmarks": "/Outlines"}[missing]]
        found = _proved_again(pdf)
    assert [one.code for one in found] == ["PL622"]
    assert missing in found[0].message


def _proved_again(pdf: pikepdf.Pdf) -> tuple[Diagnostic, ...]:
    return proved(_saved(pdf))


def _saved(pdf: pikepdf.Pdf) -> Artifact:
    saved = BytesIO()
    pdf.save(saved)
    return Artifact("garden.pdf", "large-print", TITLE, "en", "application/pdf", saved.getvalue())


def _elements(pdf: pikepdf.Pdf, tag: str, more_than: int = 0) -> Iterator[Any]:
    """Yield the structure elements of a type that have more than so many kids."""
    found: list[Any] = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
    for one in found:
        is_element = one.get("/S") == f"/{tag}" and "/P" in one
        if is_element and len(one.get("/K", [])) > more_than:
            yield one


def _split(pdf: pikepdf.Pdf, element: Any) -> None:
    """Give an element's last kid an element of its own, of the same type, after it."""
    other = pikepdf.Dictionary(
        Type=element.Type, S=element.S, P=element.P, Pg=element.Pg, K=[element.K[-1]]
    )
    del element.K[len(element.K) - 1]
    other = pdf.make_indirect(other)
    siblings = element.P.K
    at = next(n for n, one in enumerate(siblings) if one.objgen == element.objgen)
    siblings.insert(at + 1, other)
    first: Any = other.K[0]
    if isinstance(first, int):
        pages = pdf.Root.StructTreeRoot.ParentTree.Nums
        key = element.Pg.StructParents
        pages[2 * key + 1][first] = other


def _tag_running_matter(pdf: pikepdf.Pdf) -> None:
    """Mark the first line of the second page's head as content, and hang it into the tree."""
    page = pdf.pages[1].obj
    marks = pdf.Root.StructTreeRoot.ParentTree.Nums[3]
    content = page.Contents.read_bytes()
    name = re.compile(rb"/Artifact\s*<<[^>]*/Header[^>]*>>\s*BDC")
    assert name.search(content)
    page.Contents.write(name.sub(b"/P <</MCID %d>> BDC" % len(marks), content, count=1))
    document = pdf.Root.StructTreeRoot.K[0]
    element = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.StructElem, S=pikepdf.Name.P, P=document, Pg=page, K=[len(marks)]
        )
    )
    marks.append(element)
    document.K.append(element)
