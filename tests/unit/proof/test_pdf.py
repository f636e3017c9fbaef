"""The proof of a finished PDF: each planted fault is found, and a clean file gives nothing."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import fontpkg_atkinson_hyperlegible
import pikepdf
import pytest

from plainleaf import rules
from plainleaf.diagnostics import Diagnostic
from plainleaf.editions import EDITIONS
from plainleaf.proof.pdf import measure, prove
from tests.pdf_sample import (
    CHAPTER,
    COVER,
    FAMILY,
    PROFILE,
    SENTENCES,
    codes,
    expectation,
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
        (".box { opacity: .6 }", ["PL615"]),
        (f"h2 {{ position: relative }} h2::after {{ {LID} }}", ["PL615"]),
        (".box p:last-child { height: 0; overflow: hidden }", ["PL624"]),
        ("b { text-transform: uppercase } p { text-transform: uppercase }", ["PL617"]),
        ("@page { size: 210mm 296mm }", ["PL618"]),
        ("@page { @bottom-left { content: none } }", ["PL619"]),
        ('@page { @bottom-right { content: "Page 2 of " counter(pages) } }', ["PL619"]),
        ("b { text-decoration: underline }", ["PL623"]),
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


def test_words_in_a_drawing_are_measured() -> None:
    """A drawing that is set smaller makes its words smaller, and the proof sees it."""
    assert codes(css="img { width: 300px }") == ["PL610"]


def test_hyphenation_is_found() -> None:
    """Words that the layout splits are found, and so is the hyphen that the text has not."""
    body = _chapter("<p>" + "Understanding immunosuppression takes conversation. " * 6 + "</p>")
    assert codes(body, "p { hyphens: auto; hyphenate-character: '-' }") == ["PL613", "PL624"]


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
    assert codes(css=f"{face} b {{ font-weight: 400; font-style: italic }}") == ["PL616"]


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
    assert [one.code for one in found] == ["PL624"]
    assert "Good shoes." in found[0].message


def test_blocks_out_of_order_are_found() -> None:
    """Two blocks that have changed places are told."""
    body = _chapter("<p>First of all, dig.</p><p>Then water it.</p>")
    swapped = _chapter("<p>Then water it.</p><p>First of all, dig.</p>")
    assert [one.code for one in proved(print_pdf(swapped), body)] == ["PL624"]


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
    assert "'Page ii of " in found[0].message


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
    saved = BytesIO()
    pdf.save(saved)
    return proved(replace(print_pdf(), data=saved.getvalue()))
