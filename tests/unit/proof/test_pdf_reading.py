"""The reader of finished PDFs: what small files of our own making are read as."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium_c
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from plainleaf.proof.pdf.colour import contrast, from_components, over
from plainleaf.proof.pdf.fonts import read_typeface
from plainleaf.proof.pdf.geometry import is_inside
from plainleaf.proof.pdf.lines import lines_of
from plainleaf.proof.pdf.printed import PrintedDocument
from plainleaf.proof.pdf.reading import UnreadablePdfError, read_pdf
from plainleaf.proof.pdf.sheets import split_rows
from tests.pdf_sample import COVER, print_pdf, proved

WIDTH = 500
SAMPLE = print_pdf(COVER)


def _read(*contents: bytes, tree: tuple[tuple[str, int, int], ...] = ()) -> PrintedDocument:
    """Read a PDF with a page for each content; `tree` has a tag, page and number a leaf."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            FirstChar=32,
            Widths=Array([WIDTH] * 95),
        )
    )
    form = pdf.make_stream(
        b"BT /F 10 Tf (inside) Tj ET",
        Dictionary(
            Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 99, 99], Matrix=[2, 0, 0, 2, 0, 0]
        ),
    )
    resources = Dictionary(
        Font=Dictionary(F=font),
        XObject=Dictionary(X=form),
        ExtGState=Dictionary(Half=Dictionary(ca=0.5), Blend=Dictionary(BM=Name.Multiply)),
        ColorSpace=Dictionary(Spot=Array([Name.Separation, Name.Black, Name.DeviceGray])),
    )
    form.Resources = Dictionary(Font=Dictionary(F=font))
    for content in contents:
        page = pdf.add_blank_page(page_size=(200, 300))
        page.obj.Contents = pdf.make_stream(content)
        page.obj.Resources = resources
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    row = pdf.make_indirect(Dictionary(S=Name.TR, K=Array()))
    for tag, page_number, mcid in tree:
        row.K.append(
            pdf.make_indirect(
                Dictionary(S=Name("/" + tag), K=mcid, Pg=pdf.pages[page_number - 1].obj)
            )
        )
    root.K = Array([row])
    pdf.Root.StructTreeRoot = root
    saved = BytesIO()
    pdf.save(saved)
    return read_pdf(saved.getvalue())


def test_size_counts_every_matrix() -> None:
    """A letter's size is the font's size times the text's and the page's matrices."""
    run = _read(b"1.5 0 0 1.5 0 0 cm BT /F 6 Tf 2 0 0 2 10 20 Tm (word) Tj ET").pages[0].runs[0]
    assert run.size_pt == pytest.approx(18)
    assert (run.left, run.baseline) == pytest.approx((15, 30))
    assert run.right - run.left == pytest.approx(4 * 18 * WIDTH / 1000)


def test_squeezed_letters_are_as_small_as_they_are_narrow() -> None:
    """Letters at half their width are no 18 point letters."""
    assert _read(b"BT /F 18 Tf 50 Tz (word) Tj ET").pages[0].runs[0].size_pt == pytest.approx(9)


@pytest.mark.parametrize(
    ("operators", "ink"),
    [
        (b"0.2 g", (0.2, 0.2, 0.2)),
        (b"0 g 0.8 G 1 Tr", (0.8, 0.8, 0.8)),
        (b"/DeviceRGB cs 1 0 0 sc", (1.0, 0.0, 0.0)),
        (b"/Spot cs 0.1 scn", None),
        (b"/Spot CS 0.1 SCN 1 Tr", None),
        (b"/Blend gs 0 g", None),
    ],
)
def test_ink_is_what_is_seen(operators: bytes, ink: tuple[float, ...] | None) -> None:
    """Outlined letters have the colour of lines; a spot colour or a blend has none to judge."""
    run = _read(operators + b" BT /F 18 Tf 10 20 Td (word) Tj ET").pages[0].runs[0]
    assert run.ink == ink


def test_half_hidden_words_are_seen() -> None:
    """Words of which the clipping path leaves a part are visible, and are judged."""
    content = b"q 0 0 30 300 re W n BT /F 18 Tf 10 200 Td (a long word) Tj ET Q"
    assert _read(content).pages[0].runs[0].is_visible


def test_words_in_a_form_are_read() -> None:
    """Words in a form are found, with the form's own matrix and its user's opacity."""
    run = _read(b"/Half gs 1 0 0 1 5 5 cm /X Do").pages[0].runs[0]
    assert (run.text, run.size_pt, run.left, run.opacity) == ("inside", 20, 5, 0.5)


def test_actual_text_is_what_the_glyphs_mean() -> None:
    """ActualText takes the place of what its glyphs say, once, and both can be read."""
    content = b"/Span <</ActualText (real)>> BDC BT /F 18 Tf (la) Tj 100 0 Td (er) Tj ET EMC"
    runs = _read(content).pages[0].runs
    assert [(run.text, run.glyphs) for run in runs] == [("real", "la"), ("", "er")]


def test_artifacts_and_orphans_are_running_matter() -> None:
    """Running matter is what is marked as artifact, or marked and not in the tree."""
    content = b"""
    /P <</MCID 0>> BDC BT /F 18 Tf 10 200 Td (text) Tj ET EMC
    /P <</MCID 1>> BDC BT /F 18 Tf 10 150 Td (orphan) Tj ET EMC
    /Artifact BMC BT /F 18 Tf 10 100 Td (artifact) Tj ET EMC
    BT /F 18 Tf 10 50 Td (bare) Tj ET"""
    document = _read(content, tree=(("P", 1, 0),))
    running = [run.text for run in document.pages[0].runs if run.is_running]
    assert running == ["orphan", "artifact", "bare"]
    assert [line.text for line in lines_of(document)] == ["text"]


def test_text_is_in_the_order_of_the_tree() -> None:
    """Lines come in reading order, which need not be that of painting."""
    content = b"""
    /P <</MCID 0>> BDC BT /F 18 Tf 10 100 Td (last) Tj ET EMC
    /P <</MCID 1>> BDC BT /F 18 Tf 10 150 Td (first) Tj ET EMC"""
    document = _read(content, tree=(("P", 1, 1), ("P", 1, 0)))
    assert [line.text for line in lines_of(document)] == ["first", "last"]


def test_row_with_content_on_two_pages_is_split() -> None:
    """A row that is one element of the tree may not have cells on two pages."""
    content = b"/TD <</MCID 0>> BDC BT /F 18 Tf 10 100 Td (half) Tj ET EMC"
    document = _read(content, content, tree=(("TD", 1, 0), ("TD", 2, 0)))
    assert [(row.page, row.text) for row in split_rows(document, frozenset())] == [(1, "half")]


def test_tree_is_heard_as_it_is_written() -> None:
    """A space that is written is heard, and one that is only a gap on paper is not."""
    content = b"""/P <</MCID 0>> BDC BT /F 18 Tf 10 100 Td (ab) Tj 90 0 Td (cd) Tj ( ) Tj ET EMC
    /P <</MCID 1>> BDC BT 3 Tr /F 18 Tf 10 80 Td (hidden) Tj ET EMC"""
    document = _read(content, tree=(("P", 1, 0), ("P", 1, 1)))
    assert list(document.heard.values()) == ["abcd ", "hidden"]


def test_kerning_moves_words_and_gaps_part_them() -> None:
    """Letters painted one by one are joined to words, with a space at a word's gap."""
    content = b"""BT /F 10 Tf 1 0 0 1 10 50 Tm (a) Tj 1 0 0 1 15 50 Tm (b) Tj
    1 0 0 1 23 50 Tm (c) Tj ET"""
    assert [run.text for run in _read(content).pages[0].runs] == ["ab c"]


def test_clipped_and_inkless_words_are_not_visible() -> None:
    """Words outside the clipping path, or painted in mode 3, cannot be seen."""
    content = b"""q 0 0 50 50 re W n BT /F 18 Tf 10 200 Td (clipped) Tj ET Q
    BT 3 Tr /F 18 Tf 10 100 Td (no ink) Tj ET BT 0 Tr /F 18 Tf 10 20 Td (seen) Tj ET"""
    runs = _read(content).pages[0].runs
    assert [run.text for run in runs if run.is_visible] == ["seen"]


def test_border_ring_is_no_ground() -> None:
    """Of two rectangles filled by the even-odd rule only the space between is covered."""
    outer = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
    inner = ((2.0, 2.0), (8.0, 2.0), (8.0, 8.0), (2.0, 8.0))
    assert is_inside((1.0, 5.0), (outer, inner), even_odd=True)
    assert not is_inside((5.0, 5.0), (outer, inner), even_odd=True)
    assert is_inside((5.0, 5.0), (outer, inner), even_odd=False)


def test_ranges_of_a_unicode_map_are_read() -> None:
    """A ToUnicode map may name codes one by one, as a range, or as a range with a list."""
    pdf = pikepdf.new()
    cmap = b"""1 beginbfchar <0001> <00660069> endbfchar
    2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<0058> <0059>] endbfrange"""
    font = Dictionary(
        Subtype=Name.Type0,
        BaseFont=Name("/ABCDEF+Some-Sans"),
        ToUnicode=pdf.make_stream(cmap),
        DescendantFonts=[Dictionary(W=Array([1, Array([700]), 16, 18, 600]), DW=250)],
    )
    face = read_typeface(font)
    codes = face.codes(bytes.fromhex("0001001000120021"))
    assert [face.glyph(code)[:2] for code in codes] == [
        ("fi", 0.7),
        ("A", 0.6),
        ("C", 0.6),
        ("Y", 0.25),
    ]
    assert (face.name, face.is_embedded) == ("Some-Sans", False)


@pytest.mark.parametrize(
    ("ink", "paper", "ratio"),
    [
        ((0, 0, 0), (1, 1, 1), 21.0),
        ((1, 1, 1), (1, 1, 1), 1.0),
        ((0x76 / 255, 0x76 / 255, 0x76 / 255), (1, 1, 1), 4.54),
        ((0, 0, 1), (1, 1, 1), 8.59),
    ],
)
def test_contrast_is_that_of_wcag(
    ink: tuple[float, float, float], paper: tuple[float, float, float], ratio: float
) -> None:
    """Known pairs have the ratio that WCAG's formula gives, whichever is named first."""
    assert contrast(ink, paper) == pytest.approx(ratio, abs=0.01)
    assert contrast(paper, ink) == contrast(ink, paper)


def test_colours_of_every_flat_kind_are_read() -> None:
    """Grey, RGB and CMYK are colours; a pattern, with no components, is none."""
    assert from_components([0.5]) == (0.5, 0.5, 0.5)
    assert from_components([0, 1, 0, 0]) == (1.0, 0.0, 1.0)
    assert from_components([]) is None
    assert over((0.0, 0.0, 0.0), 0.5, (1.0, 1.0, 1.0)) == (0.5, 0.5, 0.5)
    assert over(None, 0.5, (1.0, 1.0, 1.0)) is None


def test_page_that_asks_for_too_little_is_unreadable() -> None:
    """An operator without its operands is damage, told as such."""
    with pytest.raises(UnreadablePdfError):
        _read(b"BT 1 Tf ET")


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_damaged_file_is_told_and_never_raised(data: st.DataObject) -> None:
    """Whatever bytes of a PDF are lost or changed, the proof ends with diagnostics."""
    content = bytearray(SAMPLE.data)
    for _ in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    proved(replace(SAMPLE, data=bytes(content)), COVER)
    proved(replace(SAMPLE, data=bytes(content[:cut])), COVER)


def test_second_reader_finds_the_same_letters_and_sizes() -> None:
    """PDFium reads the same letters, as often, and the same sizes from each page."""
    artifact = print_pdf()
    document = read_pdf(artifact.data)
    other = pypdfium2.PdfDocument(artifact.data)
    for page, judged in zip(document.pages, other, strict=True):
        text = judged.get_textpage()
        theirs = Counter("".join(text.get_text_range().split()))
        ours = Counter("".join("".join(run.text for run in page.runs).split()))
        assert ours == theirs
        sizes = {
            round(float(pdfium_c.FPDFText_GetFontSize(text, at)) * 0.75, 2)
            for at in range(text.count_chars())
            if text.get_text_range(at, 1).strip()
        }
        assert {round(run.size_pt, 2) for run in page.runs} == sizes
    other.close()
