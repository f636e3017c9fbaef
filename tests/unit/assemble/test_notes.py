"""Notes are numbered through the leaflet, and marks and notes lead to each other."""

from __future__ import annotations

from plainleaf import book
from plainleaf.assemble.walk import every_node
from tests.small_leaflet import small


def marks(value: object) -> list[tuple[int, str]]:
    return [(one.number, one.id) for one in every_node(value) if isinstance(one, book.NoteMark)]


def test_numbers_follow_the_first_marks_over_chapters() -> None:
    """The order of the notes' own text does not matter; one label in two chapters is two."""
    leaflet = small(
        "# A\n\nx[^b] y[^a] z[^b]\n\n[^a]: Aa\n[^b]: Bb", "# B\n\nx[^a]\n\n[^a]: Other"
    ).book
    assert marks(leaflet.chapters) == [
        (1, "note-mark-1"),
        (2, "note-mark-2"),
        (1, "note-mark-1-2"),
        (3, "note-mark-3"),
    ]
    words = [book.plain_text(note.blocks[0].children) for note in leaflet.notes]  # type: ignore[union-attr]
    assert words == ["Bb", "Aa", "Other"]
    assert [note.number for note in leaflet.notes] == [1, 2, 3]


def test_notes_know_their_uses() -> None:
    """Each mark has its way back, with the chapter's title."""
    notes = small("# A\n\nx[^b] z[^b]\n\n[^b]: Bb").book.notes
    assert [(use.id, use.where) for use in notes[0].uses] == [
        ("note-mark-1", "A"),
        ("note-mark-1-2", "A"),
    ]


def test_note_in_a_note() -> None:
    """A note that only another note mentions is numbered after those of the text."""
    leaflet = small("# A\n\nx[^a] y[^b]\n\n[^a]: see[^c]\n[^b]: Bb\n[^c]: Cc").book
    assert [one.id for one in leaflet.notes] == ["note-1", "note-2", "note-3"]
    assert marks(leaflet.notes) == [(3, "note-mark-3")]
    assert leaflet.notes[2].uses == (book.Use("note-mark-3", "", "notes"),)


def test_notes_in_a_ring() -> None:
    """Two notes that mention each other end."""
    leaflet = small("# A\n\nx[^a]\n\n[^a]: see[^b]\n[^b]: see[^a]").book
    assert [(one.number, one.id) for one in leaflet.notes] == [(1, "note-1"), (2, "note-2")]
    assert [use.part for use in leaflet.notes[0].uses] == ["chapter", "notes"]


def test_mark_leads_to_its_note_where_an_author_took_the_id() -> None:
    """An author's #note-1 does not catch the mark's link."""
    leaflet = small("# A\n\n[x]{#note-1} y[^a]\n\n[^a]: Aa")
    page = leaflet.trees("epub")["01-one.xhtml"]
    (mark,) = page.iterfind(".//{*}a[@role='doc-noteref']")
    assert mark.get("href") == "notes.xhtml#note-1-2"
