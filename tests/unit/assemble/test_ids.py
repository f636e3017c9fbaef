"""Ids are made from words, are unique in the book, and can be linked to."""

from __future__ import annotations

import pytest

from plainleaf import book
from plainleaf.assemble.ids import RESERVED, Ids, slug_of
from plainleaf.assemble.walk import every_node
from plainleaf.diagnostics import Place
from tests.small_leaflet import small


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("What MS is", "what-ms-is"),
        ("Crème brûlée?", "creme-brulee"),
        ("  a--b  ", "a-b"),
        ("24 hours", "s-24-hours"),
        ("متى", "متى"),
        ("!", "s"),
        ("", "s"),
    ],
)
def test_slug(text: str, slug: str) -> None:
    """Small letters, digits and hyphens, in any script, with a letter first."""
    assert slug_of(text) == slug


def headings(*chapters: str) -> list[str]:
    nodes = every_node(small(*chapters).book.chapters)
    return [node.id for node in nodes if isinstance(node, book.Heading)]


def test_repeated_heading_gets_numbered_id() -> None:
    """A second 'Notes' heading is numbered, also in another chapter and in a box."""
    ids = headings("# A\n\n## Dose\n\n::: warning\n## Dose\n:::", "# B\n\n## Dose")
    assert ids == ["a", "dose", "dose-2", "b", "dose-3"]


@pytest.mark.parametrize("part", RESERVED)
def test_headings_named_like_a_part_of_plainleaf(part: str) -> None:
    """A chapter called 'Glossary' is not the glossary."""
    assert headings(f"# {part.title()}") == [f"{part}-2"]


def test_author_ids_come_before_made_ones() -> None:
    """An id that an author wrote later in the book is not given to an earlier heading."""
    assert headings("# A\n\n## Dose", "# B\n\n## Other {#dose}") == ["a", "dose-2", "b", "dose"]


def test_id_written_twice_is_told_with_the_first_place() -> None:
    """The second is the fault, and its diagnostic names the first."""
    (fault,) = small("# A {#x}", "# B\n\n[c]{#x}").diagnostics
    assert (fault.code, fault.place.path) == ("PL214", "02-two.md")
    assert "01-one.md:1" in fault.message


def test_chapter_without_a_title_is_named_by_its_file() -> None:
    """Links to a chapter work before its author has given it a title."""
    assert small("text").book.chapters[0].id == "one"


def test_claiming() -> None:
    """The third of a name is numbered 3."""
    ids = Ids()
    assert [ids.claim("x", Place("a")) for _ in range(3)] == ["x", "x-2", "x-3"]
