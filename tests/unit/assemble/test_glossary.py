"""The first use of a term in each chapter becomes a link; short forms are spelled out."""

from __future__ import annotations

from plainleaf import book
from plainleaf.assemble.walk import every_node
from tests.small_leaflet import Small, small

CELLS = """
[[term]]
term = "T cell"
forms = ["T cells"]
meaning = "A white blood cell."

[[term]]
term = "CAR T cell"
meaning = "A changed T cell."

[[term]]
term = "cell"
meaning = "A part of the body."

[[term]]
term = "magnetic scan"
abbreviation = "MRI"
meaning = "A picture."
"""


def links(leaflet: Small, chapter: int = 0) -> list[tuple[str, str]]:
    """Return the term and the words of each term's link in a chapter."""
    return [
        (node.term_id, book.plain_text(node.children))
        for node in every_node(leaflet.book.chapters[chapter])
        if isinstance(node, book.TermLink)
    ]


def short_forms(leaflet: Small) -> list[tuple[str, str]]:
    nodes = every_node(leaflet.book.chapters)
    return [(node.short, node.long) for node in nodes if isinstance(node, book.Abbreviation)]


def test_first_use_in_each_chapter() -> None:
    """Once a chapter, and again in the next."""
    leaflet = small("# A\n\nA cell, a cell.", "# B\n\nNo *cell* here.", glossary=CELLS)
    assert links(leaflet) == [("term-cell", "cell")]
    assert links(leaflet, 1) == [("term-cell", "cell")]


def test_longest_form_wins() -> None:
    """'CAR T cell' is not 'T cell' with a word before it."""
    leaflet = small("# A\n\nA CAR T cell, two T cells, a cell.", glossary=CELLS)
    assert links(leaflet) == [
        ("term-car-t-cell", "CAR T cell"),
        ("term-t-cell", "T cells"),
        ("term-cell", "cell"),
    ]


def test_case_of_the_first_letter_alone_is_free() -> None:
    """A sentence may begin with a term; other capitals make another word."""
    assert links(small("# A\n\nCell by cell.", glossary=CELLS)) == [("term-cell", "Cell")]
    assert links(small("# A\n\nCELL, cELL, mri.", glossary=CELLS)) == []


def test_whole_words_only() -> None:
    """A term inside another word is not the term."""
    assert links(small("# A\n\nExcellent cells, cellular.", glossary=CELLS)) == []
    assert links(small("# A\n\n(cell)", glossary=CELLS)) == [("term-cell", "cell")]


def test_no_break_space_counts_as_a_space() -> None:
    """An author who keeps words together still gets the link."""
    leaflet = small("# A\n\nA T\u00a0cell.", glossary=CELLS)
    assert links(leaflet) == [("term-t-cell", "T\u00a0cell")]


def test_headings_links_and_code_are_left_alone() -> None:
    """The first use outside them is linked."""
    text = "# A cell\n\n[a cell](https://a.example/) `cell`\n\n- **cell**\n"
    assert links(small(text, glossary=CELLS)) == [("term-cell", "cell")]


def test_short_form_is_spelled_out_once_a_chapter() -> None:
    """The link to the term and its short form's first use are two things."""
    leaflet = small("# A\n\nA magnetic scan (MRI), an MRI.", "# B\n\nMRI", glossary=CELLS)
    assert links(leaflet) == [("term-magnetic-scan", "magnetic scan")]
    assert links(leaflet, 1) == [("term-magnetic-scan", "MRI")]
    assert short_forms(leaflet) == [("MRI", "magnetic scan")] * 2


def test_terms_know_their_uses() -> None:
    """A term leads back to each chapter that uses it, by an id that is there."""
    leaflet = small("# A\n\nA cell.", "# B\n\nnone", "# C\n\ncell", glossary=CELLS)
    (term,) = (one for one in leaflet.book.terms if one.id == "term-cell")
    assert [use.where for use in term.uses] == ["A", "C"]
    ids = {node.id for node in every_node(leaflet.book.chapters) if getattr(node, "id", "")}
    assert {use.id for use in term.uses} <= ids


def test_terms_stand_in_alphabetical_order() -> None:
    """The order of the file is not that of the page."""
    names = [term.name for term in small("# A", glossary=CELLS).book.terms]
    assert names == ["CAR T cell", "cell", "magnetic scan", "T cell"]


def test_words_claimed_twice() -> None:
    """A word can lead to one entry only."""
    twice = CELLS + '\n[[term]]\nterm = "unit"\nforms = ["Cell"]\nmeaning = "m"\n'
    assert "PL505" in small("# A", glossary=twice).codes
