"""Citations are numbered in the order in which readers meet them, and the book knows its parts."""

from __future__ import annotations

from plainleaf import book
from plainleaf.assemble.walk import every_node
from tests.small_leaflet import small

ABC = "[" + ",".join(f'{{"id": "{one}", "type": "webpage", "title": "{one}"}}' for one in "abcde")
REFERENCES = ABC + "]"
GLOSSARY = '[[term]]\nterm = "word"\nmeaning = "m"\nsource = ["d", "b"]\n'
CHAPTERS = (
    "# A\n\nx [@b] y[^n]\n\n[^n]: note [@c; @a]",
    "# B\n\n| h [@e] | i |\n|---|---|\n| 1 | word |\n\nTable: t [@a]",
)


def test_numbers_run_through_chapters_notes_and_glossary() -> None:
    """A caption comes before its table, notes after all chapters, the glossary last."""
    leaflet = small(*CHAPTERS, glossary=GLOSSARY, references=REFERENCES)
    assert leaflet.codes == set()
    assert [one.source_id for one in leaflet.book.references] == ["b", "a", "e", "c", "d"]
    parts = (leaflet.book.chapters, leaflet.book.notes, leaflet.book.terms)
    numbers = [one.numbers for one in every_node(parts) if isinstance(one, book.Citation)]
    assert numbers == [(1,), (2,), (3,), (2, 4), (1, 5)]


def test_references_know_their_uses() -> None:
    """A reference leads back to chapters by their titles, to other parts by their kind."""
    leaflet = small(*CHAPTERS, glossary=GLOSSARY, references=REFERENCES).book
    uses = {
        one.source_id: [(use.where, use.part) for use in one.uses] for one in leaflet.references
    }
    assert uses["a"] == [("B", "chapter"), ("", "notes")]
    assert uses["b"] == [("A", "chapter"), ("", "glossary")]
    parts = (leaflet.chapters, leaflet.notes, leaflet.terms)
    ids = [one.id for one in every_node(parts) if isinstance(one, book.Citation)]
    assert sorted(use.id for one in leaflet.references for use in one.uses) == sorted(
        [*ids, ids[3], ids[4]]
    )
    assert len(set(ids)) == len(ids)


def test_contents_hold_chapters_and_sections() -> None:
    """Deeper headings and those in boxes stay out."""
    leaflet = small("# A *b*\n\n## C\n\n### D\n\n::: warning\n## E\n:::").book
    assert leaflet.contents == (
        book.ContentsEntry("a-b", "A b", 1),
        book.ContentsEntry("c", "C", 2),
    )


def test_only_shown_images_are_in_the_book() -> None:
    """A file that no picture shows stays at home; one that two show is there once."""
    picture = "![What it is](images/a.svg)"
    leaflet = small(f"# A\n\n{picture}\n\n{picture}", images=("images/a.svg", "images/b.svg"))
    assert [(one.file, one.media_type) for one in leaflet.book.images] == [
        ("images/a.svg", "image/svg+xml")
    ]
