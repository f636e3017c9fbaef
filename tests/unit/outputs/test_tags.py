"""The tag tree of a finished PDF: one element for one thing, however many pages it crosses."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pikepdf
import pytest

from plainleaf.editions import EDITIONS
from plainleaf.outputs.pdf.marking import UnmarkedContentError
from plainleaf.proof.pdf.reading import read_pdf
from tests.binding import make_pdf
from tests.small_leaflet import SETTINGS, small
from tests.tag_tree import tag_tree

ROWS = "\n".join(f"| Row {number} | says this | and that |" for number in range(1, 61))
ITEMS = "\n".join(
    f"- Item {number} of a long list." + ("\n    - One below it." if number % 10 == 0 else "")
    for number in range(1, 41)
)
LONG = " ".join(f"Sentence number {number} is here to fill pages." for number in range(1, 200))


@cache
def made(text: str) -> bytes:
    """Return the A4 PDF of one chapter, which the layout engine has not complained about."""
    pages = small(f"# Title\n\n{text}").pages("large-print")
    outcome = make_pdf(pages, SETTINGS, EDITIONS["large-print"])
    assert outcome.diagnostics == ()
    return outcome.value.data


def elements(data: bytes) -> Iterator[Any]:
    """Yield every structure element, in reading order."""

    def below(element: Any) -> Iterator[Any]:
        yield element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if not isinstance(kid, int) and "/S" in kid:
                yield from below(kid)

    root: Any = opened(data).Root.StructTreeRoot
    for top in root.K:
        yield from below(top)


@cache
def opened(data: bytes) -> pikepdf.Pdf:
    """Return a PDF that stays open, since its elements live no longer than it does."""
    return pikepdf.open(io.BytesIO(data))


def roles(data: bytes) -> Counter[str]:
    """Return how often each role stands in the tree."""
    return Counter(str(element.S).removeprefix("/") for element in elements(data))


def page_count(data: bytes) -> int:
    """Return how many pages a PDF has."""
    return len(read_pdf(data).pages)


def test_long_table_is_one_table() -> None:
    """60 rows over several pages: one Table, one THead, 60 rows of the body and one heading row."""
    data = made(f"| Name | One | Two |\n|---|---|---|\n{ROWS}\n\nTable: Sixty rows")
    assert page_count(data) > 5
    found = roles(data)
    assert (found["Table"], found["THead"], found["TBody"], found["TR"]) == (1, 1, 1, 61)
    assert (found["TH"], found["TD"], found["Caption"]) == (63, 120, 1)


def test_repeated_heading_row_is_silent() -> None:
    """The heading row stands on each page, and once in the tree."""
    data = made(f"| Name | One | Two |\n|---|---|---|\n{ROWS}\n\nTable: Sixty rows")
    printed = sum(
        any(run.text.strip() == "Name" for run in page.runs) for page in read_pdf(data).pages
    )
    assert printed > 3
    assert tag_tree(data).count('"Name"') == 1


def test_cells_know_their_headings() -> None:
    """A cell points to the heading of its column and that of its row; headings have a scope."""
    data = made("| Name | One |\n|---|---|\n| Row | cell |\n\nTable: Small")
    named = {str(e.ID): e for e in elements(data) if "/ID" in e and str(e.S) == "/TH"}
    assert [str(e.A.Scope) for e in named.values()] == ["/Column", "/Column", "/Row"]
    (cell,) = [e for e in elements(data) if str(e.S) == "/TD"]
    assert [str(one) for one in cell.A.Headers] == ["heading-cell-2", "heading-cell-3"]


SPANS = (
    "<table><caption>Opening hours</caption><thead>"
    '<tr><th scope="col" rowspan="2">Day</th><th scope="col" colspan="2">Open</th></tr>'
    '<tr><th scope="col">From</th><th scope="col">To</th></tr></thead><tbody>{rows}</tbody></table>'
)
SPANNED_ROWS = "".join(
    f'<tr><th scope="row" rowspan="2">Day {day}</th><td>nine of day {day}</td><td>noon</td></tr>'
    '<tr><td colspan="2">closed</td></tr>'
    for day in range(1, 31)
)


@cache
def with_spans() -> bytes:
    """Return the PDF of a table whose cells span rows and columns, over several pages."""
    pages = small("# Title\n\nHERE").pages("large-print")
    (page,) = pages.pages
    table = SPANS.format(rows=SPANNED_ROWS)
    page = replace(page, xhtml=page.xhtml.replace("<p>HERE</p>", table))
    outcome = make_pdf(replace(pages, pages=(page,)), SETTINGS, EDITIONS["large-print"])
    assert outcome.diagnostics == ()
    return outcome.value.data


def test_cells_that_span_rows_and_columns() -> None:
    """Spans are told, and each cell knows every heading above and before it."""
    assert page_count(with_spans()) > 3
    assert roles(with_spans())["Table"] == 1
    lines = [line.strip() for line in tag_tree(with_spans()).splitlines()]
    head = [line for line in lines if line.startswith("TH ID") and "Column" in line]
    assert [line.partition("Scope=Column")[2].split() for line in head] == [
        ["RowSpan=2"],
        ["ColSpan=2"],
        ["Headers='heading-cell-2'"],
        ["Headers='heading-cell-2'"],
    ]
    at = lines.index("TH ID='heading-cell-5' Scope=Row RowSpan=2 Headers='heading-cell-1'")
    assert lines[at + 1 : at + 3] == [
        '"Day 1"',
        "TD Headers='heading-cell-2 heading-cell-3 heading-cell-5'",
    ]
    assert "TD ColSpan=2 Headers='heading-cell-2 heading-cell-3 heading-cell-5'" in lines


def test_several_words_share_a_meaning() -> None:
    """Two words with two meanings are one item: a label each, and one body."""
    pages = small("# Title\n\nHERE").pages("large-print")
    (page,) = pages.pages
    words = "<dl><dt>Late</dt><dt>Overdue</dt><dd><p>One.</p></dd><dd><p>Two.</p></dd></dl>"
    page = replace(page, xhtml=page.xhtml.replace("<p>HERE</p>", words))
    outcome = make_pdf(replace(pages, pages=(page,)), SETTINGS, EDITIONS["large-print"])
    lines = [line.strip() for line in tag_tree(outcome.value.data).splitlines()]
    at = lines.index('"Late"')
    assert lines[at - 2 : at + 8] == [
        *("LI", "Lbl", '"Late"', "Lbl", '"Overdue"'),
        *("LBody", "P", '"One."', "P", '"Two."'),
    ]


def test_long_list_is_one_list() -> None:
    """40 items with 4 lists below them: five L, 44 LI, each with its label before its body."""
    data = made(ITEMS)
    assert page_count(data) > 4
    found = roles(data)
    cover_lists = roles(made("Words."))
    assert found["L"] - cover_lists["L"] == 5
    assert found["LI"] - cover_lists["LI"] == 44
    labelled = [e for e in elements(data) if str(e.S) == "/LI" and str(e.K[0].S) == "/Lbl"]
    assert len(labelled) == 44
    assert all(str(e.K[1].S) == "/LBody" for e in labelled)


def test_paragraph_over_three_pages_is_one() -> None:
    """A paragraph that fills three pages is one P."""
    data = made(LONG)
    assert page_count(data) > 6
    before = roles(made("Words."))
    assert roles(data)["P"] == before["P"]


def test_no_word_of_the_margins_is_in_the_tree() -> None:
    """Running heads, page numbers and the draft notice are artifacts of pagination."""
    tree = tag_tree(made(LONG))
    assert "Page 4 of" not in tree
    assert tree.count("Draft: not yet checked by a clinician") == 2  # the cover, and who checked


def test_words_stay_apart_over_lines_and_links() -> None:
    """Where a line ends, or two links meet, a space is written for those who listen."""
    long = "https://a.example/an-address-so-long-that-nobody-types-it"
    text = f"Words [one]({long}) [two]({long}) and so on. " * 12
    assert "one two and so on. Words one two" in " ".join(
        tag_tree(made(text)).replace('"', " ").replace("Link", " ").split()
    )


def test_other_language_and_short_form_are_told() -> None:
    """Words in Spanish carry Lang, and a short form what it stands for."""
    data = made("Say [hola]{lang=es} to all.\n\n{lang=es}\n- uno\n- dos")
    assert [str(e.Lang) for e in elements(data) if "/Lang" in e] == ["es", "es"]
    glossary = '[[term]]\nterm = "multiple sclerosis"\nmeaning = "An illness."\nabbreviation = "MS"'
    pages = small("# Title\n\nSay MS, then.", glossary=glossary).pages("large-print")
    told = make_pdf(pages, SETTINGS, EDITIONS["large-print"]).value.data
    assert "multiple sclerosis" in [str(e.E) for e in elements(told) if "/E" in e]


def test_right_to_left_words_are_told_in_their_order() -> None:
    """Text that is painted from the right says its letters in the order in which they are read."""
    word = "\u05e9\u05dc\u05d5\u05dd"
    pages = small(f"# Title\n\nSay [{word}]{{lang=he}} to all.").pages("large-print")
    data = make_pdf(pages, SETTINGS, EDITIONS["large-print"]).value.data
    assert f'"{word}"' in tag_tree(data)


def test_link_says_in_words_where_it_leads() -> None:
    """A link's description is its words, never its address; it prints, and belongs to a Link."""
    data = made(
        "See [the second part](#part-two) and [a page](https://a.example/x).\n\n## Part two"
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        said = {str(note.Contents) for note in notes}
        assert {"the second part", "a page"} <= said
        assert all(int(note.F) == 4 for note in notes)
        assert not any("://" in one or one.startswith("#") for one in said)


def test_link_over_two_lines_is_one_link() -> None:
    """Its words are in one Link, with an annotation for each line."""
    text = "Here is [a link whose words go on and on over the end of the line](https://a.example/)"
    links = [e for e in elements(made(text)) if str(e.S) == "/Link"]
    last = links[-1]
    assert (
        sum(str(kid.get("/Type", "")) == "/OBJR" for kid in last.K if not isinstance(kid, int)) == 2
    )


def test_figure_holds_its_picture_and_caption() -> None:
    """A Figure has the alternative text, a box, and its caption inside."""
    pages = small(
        '# Title\n\n![What it shows](images/a.svg "Its caption")', images=("images/a.svg",)
    ).pages("large-print")
    data = make_pdf(pages, SETTINGS, EDITIONS["large-print"]).value.data
    (figure,) = [e for e in elements(data) if str(e.S) == "/Figure"]
    assert str(figure.Alt) == "What it shows"
    assert len(figure.A.BBox) == 4
    assert str(figure.K[-1].S) == "/Caption"


def test_decorative_picture_is_silent() -> None:
    """A picture that only decorates is no Figure."""
    pages = small("# Title\n\n![](images/a.svg){.decorative}", images=("images/a.svg",)).pages(
        "large-print"
    )
    data = make_pdf(pages, SETTINGS, EDITIONS["large-print"]).value.data
    assert roles(data)["Figure"] == 0


def test_page_labels_and_bookmarks() -> None:
    """Labels are the printed numbers, and each heading down to level 3 has a bookmark."""
    data = made("## Part one\n\nWords.\n\n### Deeper\n\nWords.\n\n#### Deepest\n\nWords.")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [str(page.label) for page in pdf.pages][:3] == ["1", "2", "3"]
        with pdf.open_outline() as outline:
            titles: list[str] = []

            def collect(items: Any) -> None:
                for item in items:
                    titles.append(item.title)
                    collect(item.children)

            collect(outline.root)
    assert "Part one" in titles
    assert "Deepest" not in titles


def test_content_that_escapes_the_marks_stops_the_build() -> None:
    """Text with opacity is painted in a group without marks: that is never let through."""
    pages = small("# Title\n\nWords.").pages("large-print")
    page = pages.pages[0]
    faint = page.xhtml.replace("<p>Words.</p>", '<p style="opacity: 0.5">Words.</p>')
    with pytest.raises(UnmarkedContentError):
        make_pdf(
            replace(pages, pages=(replace(page, xhtml=faint),)), SETTINGS, EDITIONS["large-print"]
        )


def test_pdf_2_leads_to_elements() -> None:
    """In PDF 2.0 links and bookmarks lead to elements, and the contents say what they refer to."""
    text = (
        "# Title\n\nSee [the part](#part-two), with **weight**.[^1]\n\n## Part two\n\n[^1]: Note."
    )
    settings = replace(SETTINGS, pdf="2.0")
    pages = small(text).pages("large-print", settings)
    data = make_pdf(pages, settings, EDITIONS["large-print"]).value.data
    pdf = opened(data)
    assert pdf.pdf_version == "2.0"
    inner = [
        note.A for page in pdf.pages for note in page.get("/Annots", []) if str(note.A.S) == "/GoTo"
    ]
    assert inner
    assert all("/SD" in action for action in inner)
    with pdf.open_outline() as outline:
        assert all("/SD" in (item.action or {}) for item in outline.root)
    found = roles(data)
    assert found["Strong"] > 0
    assert found["FENote"] == 1
    assert all("/NS" in element for element in elements(data))
    assert all("/Ref" in element for element in elements(data) if str(element.S) == "/TOCI")
