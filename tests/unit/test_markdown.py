"""Each piece of Markdown becomes the book's nodes, with the file and line of its author."""

from __future__ import annotations

from typing import Any

import pytest

from plainleaf import book
from plainleaf.book import (
    Cell,
    Citation,
    Emphasis,
    LineBreak,
    Link,
    NoteMark,
    Paragraph,
    Picture,
    Span,
    Strong,
    Text,
)
from plainleaf.diagnostics import Place
from tests.small_leaflet import parsed, told


def at(line: int) -> Place:
    return Place("01-one.md", line)


def clean(text: str) -> tuple[book.Block, ...]:
    """Return the blocks of a text that gives no diagnostic."""
    outcome = parsed(text)
    assert outcome.diagnostics == ()
    return outcome.value.blocks


def only(text: str) -> Any:
    """Return the one block of a text that gives no diagnostic."""
    (block,) = clean(text)
    return block


def inlines(text: str) -> tuple[book.Inline, ...]:
    """Return what stands in the one paragraph of a text."""
    block = only(text)
    assert isinstance(block, Paragraph)
    return block.children


INLINES: dict[str, tuple[book.Inline, ...]] = {
    "plain": (Text("plain"),),
    "one\ntwo": (Text("one two"),),
    "*a* **b** `c`": (
        *(Emphasis((Text("a"),)), Text(" "), Strong((Text("b"),))),
        *(Text(" "), book.Code("c")),
    ),
    "a\\\nb": (Text("a"), LineBreak(), Text("b")),
    "a  \nb": (Text("a"), LineBreak(), Text("b")),
    "[a *b*](#c)": (Link("#c", (Text("a "), Emphasis((Text("b"),))), at(1)),),
    "[a](#größe)": (Link("#größe", (Text("a"),), at(1)),),
    "<https://a.example/>": (Link("https://a.example/", (Text("https://a.example/"),), at(1)),),
    "a [@b; @c2020]": (Text("a "), Citation(("b", "c2020"), at(1))),
    "a\n[@b]": (Text("a "), Citation(("b",), at(2))),
    "[hola]{lang=es #x}": (Span((Text("hola"),), lang="es", id="x"),),
    "a ![b](images/c.svg)": (Text("a "), Picture("images/c.svg", "b", False, at(1))),
    "a ![](c.svg){.decorative}": (Text("a "), Picture("c.svg", "", True, at(1))),
    r"\<b\> &amp; &lt;i&gt; {{ 7*7 }}": (Text("<b> & <i> {{ 7*7 }}"),),
}


@pytest.mark.parametrize("text", INLINES)
def test_what_stands_in_a_line(text: str) -> None:
    """Each inline syntax gives its node; runs of plain text are one node."""
    assert inlines(text) == INLINES[text]


def test_note_mark_keeps_to_the_word_before_it() -> None:
    """A note mark stands in brackets on the baseline, behind a no-break space."""
    outcome = parsed("a[^n]\n\n[^n]: b\n    c\n\n    d")
    assert outcome.diagnostics == ()
    (paragraph,) = outcome.value.blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.children == (Text("a\u00a0"), NoteMark("n", at(1)))
    (note,) = outcome.value.notes
    assert (note.label, note.place) == ("n", at(3))
    assert note.blocks == (Paragraph((Text("b c"),), at(3)), Paragraph((Text("d"),), at(6)))


def test_headings_with_attributes() -> None:
    """Attributes at a heading's end are taken off its words."""
    first, second, third = clean("# A *b* {#x lang=es}\n\n## B ##\n\n### C `d`\n")
    assert first == book.Heading(1, (Text("A "), Emphasis((Text("b"),))), at(1), "x", "es")
    assert second == book.Heading(2, (Text("B"),), at(3))
    assert third == book.Heading(3, (Text("C "), book.Code("d")), at(5))


def test_attributes_above_blocks() -> None:
    """A line of attributes belongs to the block below it."""
    text = "{lang=es #p}\nhola\n\n{lang=fr #l}\n- un\n- deux\n\n{#q}\n> x\n"
    paragraph, items, quote = clean(text)
    assert paragraph == Paragraph((Text("hola"),), at(2), "p", "es")
    assert isinstance(items, book.ListBlock)
    assert (items.id, items.lang, items.place) == ("l", "fr", at(5))
    assert quote == book.Quote((Paragraph((Text("x"),), at(9)),), at(9), "q")


def test_lists() -> None:
    """Items keep their lines, a list its first number, and lists may stand in lists."""
    block = only("3. a\n4. b\n   - c\n\n     d\n")
    first, second = block.items
    assert (block.ordered, block.start, block.place) == (True, 3, at(1))
    assert first == book.ListItem((Paragraph((Text("a"),), at(1)),), at(1))
    inner = second.blocks[1]
    assert (inner.ordered, inner.place) == (False, at(3))
    assert inner.items[0].blocks == (
        Paragraph((Text("c"),), at(3)),
        Paragraph((Text("d"),), at(5)),
    )


def test_definition_list() -> None:
    """A term may have two meanings; the next term begins a definition of its own."""
    block = only("T\n: D\n: E\n\nU\n: F\n")
    first, second = block.items
    assert first.terms == ((Text("T"),),)
    assert [one[0] for one in first.meanings] == [
        Paragraph((Text("D"),), at(2)),
        Paragraph((Text("E"),), at(3)),
    ]
    assert (second.place, second.terms) == (at(5), ((Text("U"),),))


TABLE = "| a | b |\n|---|---|\n| 1 | 2 *x* |\n| 3 | |\n"


def test_table_with_row_headings_and_a_caption() -> None:
    """The first column heads its rows; a paragraph that begins Table: is the caption."""
    table = only(f"{TABLE}\nTable: Cap *x*\n")
    assert table.caption == (Text("Cap "), Emphasis((Text("x"),)))
    assert table.head == book.Row((Cell((Text("a"),), "col"), Cell((Text("b"),), "col")), at(1))
    assert table.rows[0] == book.Row(
        (Cell((Text("1"),), "row"), Cell((Text("2 "), Emphasis((Text("x"),))))), at(3)
    )
    assert table.rows[1] == book.Row((Cell((Text("3"),), "row"), Cell(())), at(4))


def test_table_without_row_headings() -> None:
    """An author may say that the first column is data."""
    table = only(f"{{.no-row-headings #t}}\n{TABLE}\nTable: Cap\n")
    assert (table.id, table.rows[0].cells[0].scope) == ("t", "")


def test_figure() -> None:
    """A picture alone is a figure, with the picture's title as its caption."""
    figure = only('![alt *x*](images/a%20b.svg "Cap *y*")')
    assert figure.picture == Picture("images/a b.svg", "alt x", False, at(1))
    assert figure.caption == (Text("Cap "), Emphasis((Text("y"),)))


@pytest.mark.parametrize("colons", [":::", "::::"])
def test_box(colons: str) -> None:
    """A fenced div is a box, with attributes and blocks of its own."""
    box = only(f"{colons} warning {{lang=es #w}}\nx\n\n- y\n{colons}\n")
    assert (box.name, box.lang, box.id, box.place) == ("warning", "es", "w", at(1))
    assert box.blocks[0] == Paragraph((Text("x"),), at(2))
    assert box.blocks[1].place == at(4)


RISK = """::: risk
what: had *it*
  twice
count: 1
out of: 20
who: people: some [@b]
how long: 3 days
source: [@a]
:::
"""


def test_risk() -> None:
    """A risk's lines are fields; a field may go on below, and may hold a colon."""
    risk = only(RISK)
    assert risk.what == (Text("had "), Emphasis((Text("it"),)), Text(" twice"))
    assert (risk.count, risk.out_of) == ((Text("1"),), (Text("20"),))
    assert risk.who == (Text("people: some "), Citation(("b",), at(6)))
    assert risk.source == (Citation(("a",), at(8)),)
    assert risk.place == at(1)


def test_front_matter() -> None:
    """A chapter may have a short title and a language; lines count from the file's top."""
    outcome = parsed("---\nshort_title: Short\nlang: fr\n---\n\n# Long\n")
    assert outcome.diagnostics == ()
    chapter = outcome.value
    assert (chapter.short_title, chapter.lang) == ("Short", "fr")
    assert chapter.blocks[0].place == at(6)
    assert chapter.title == (Text("Long"),)


@pytest.mark.parametrize("written", ["get-help, not-known", "[get-help, not-known]"])
def test_parts_of_a_chapter(written: str) -> None:
    """What a chapter is for is written as a list or with commas."""
    outcome = parsed(f"---\npart: {written}\n---\n\n# Long\n")
    assert outcome.diagnostics == ()
    assert outcome.value.parts == ("get-help", "not-known")


FAULTS: dict[str, list[tuple[int, str]]] = {
    "---\npart: help\n---\n\n# A\n": [(2, "PL111")],
    "---\npart: [1, 2]\n---\n\n# A\n": [(2, "PL104")],
    "<div>x</div>\n": [(1, "PL201")],
    "a\nb <i>\nc": [(2, "PL201")],
    "a\\\nb\n<i>": [(3, "PL201")],
    "*a\nb [x]{.y}\nc*": [(2, "PL207")],
    "a\n\n***\n": [(3, "PL209")],
    "a\n\n```\nb\n```\n": [(3, "PL209")],
    "a\n\n    b\n": [(3, "PL209")],
    "a\nb [@c, p. 3]": [(2, "PL209")],
    "a\n::: nobody\nb\n:::\n": [(2, "PL206")],
    "# A {.b}": [(1, "PL207")],
    "`a`{.b}": [(1, "PL207")],
    "![a](b){#c}": [(1, "PL207")],
    "::: warning {.x}\na\n:::\n": [(1, "PL207")],
    "a\n\n[b]{lang=english}": [(3, "PL208")],
    "---\nlang: nonsense\n---\n": [(2, "PL208")],
    "---\nx: [\n---\n": [(2, "PL102")],
    "---\n- a\n---\n": [(1, "PL102")],
    "---\ntitle: a\n---\n": [(2, "PL103")],
    "a\nb so\u00adft": [(2, "PL213")],
    "a\nb so&shy;ft": [(2, "PL213")],
    "Table: a": [(1, "PL218")],
    f"{TABLE}| 5 |\n\nTable: a": [(5, "PL215")],
    f"{TABLE}| 5 | 6 | 7 |\n\nTable: a": [(5, "PL215")],
    "a\n\n::: warning\nb": [(3, "PL219")],
    "a\n\n:::\n": [(3, "PL220")],
    "a\nb[^c]": [(2, "PL507")],
    "a\n\n[^b]: c": [(3, "PL508")],
    RISK.replace("count: 1\n", ""): [(1, "PL210")],
    RISK.replace("count: 1", "count:"): [(4, "PL210")],
    RISK.replace("source: [@a]", "source: <b>"): [(8, "PL201")],
}


@pytest.mark.parametrize("text", FAULTS)
def test_faults_are_told_at_their_lines(text: str) -> None:
    """What no edition could show is told, at the line where it stands."""
    assert told(parsed(text)) == FAULTS[text]


def test_nothing_is_lost_when_html_is_refused() -> None:
    """The words between refused tags stay."""
    (paragraph,) = parsed("a <b>bold</b> c").value.blocks
    assert isinstance(paragraph, Paragraph)
    assert book.plain_text(paragraph.children) == "a bold c"


def test_deep_nesting_ends_in_a_diagnostic() -> None:
    """Nine quotes in one another are one too many; a thousand do no harm."""
    assert told(parsed("> " * 8 + "a")) == []
    assert told(parsed("> " * 9 + "a")) == [(1, "PL217")]
    assert (1, "PL217") in told(parsed(">" * 1000 + "a"))
    assert (1, "PL217") in told(parsed("- " * 12 + "a"))


@pytest.mark.parametrize("piece", ["[@a; ", "[@a", "[", "![", "*a ", "::: warning\n", "[^a"])
def test_odd_text_is_read_at_once(piece: str) -> None:
    """What is repeated thousands of times is still read, and nothing is raised."""
    parsed(piece * 2000)


def test_text_without_anything() -> None:
    """An empty file is an empty chapter; that it has no title is a later step's matter."""
    assert clean("") == ()


def risk_block(*more: str) -> str:
    lines = ("what: slept.", "count: 1", "out of: 2", "who: all", "how long: 1 day", "source: x")
    return "\n".join(("# T", "", "::: risk", *lines, *more, ":::"))


def test_risk_sentence_has_one_full_stop() -> None:
    """What happened ends the sentence, whether its author wrote a full stop or not."""
    (risk,) = [one for one in parsed(risk_block()).value.blocks if isinstance(one, book.Risk)]
    assert book.plain_text(risk.what) == "slept"


def test_figures_are_asked_for_with_yes() -> None:
    """Any other word than yes or no is told, and draws nothing."""
    outcome = parsed(risk_block("figures: none"))
    assert told(outcome) == [(10, "PL111")]
    (risk,) = [one for one in outcome.value.blocks if isinstance(one, book.Risk)]
    assert risk.people is None


def test_heading_in_a_note_is_told() -> None:
    """Notes stand together at the end, where a heading of one would cut them apart."""
    outcome = parsed("# T\n\nText.[^1]\n\n[^1]:\n    # A heading\n\n    Words.\n")
    assert told(outcome) == [(6, "PL209")]


def test_line_ends_within_chinese_are_no_spaces() -> None:
    """Chinese has no spaces between words; where Latin letters meet, the space stays."""
    (_, text) = parsed("# T\n\n图书馆每天\n开放。\n请问 one\ntwo\n").value.blocks
    assert isinstance(text, book.Paragraph)
    assert book.plain_text(text.children) == "图书馆每天开放。请问 one two"
