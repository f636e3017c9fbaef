"""Chapters that are odd, huge or made to be slow: told in words, in a moment, with nothing lost."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from plainleaf import manuscript as gathering
from plainleaf.checks import bounds
from plainleaf.keep import pieces
from tests.hostile.odd_leaflet import checked, lay_out, told, told_of_print
from tests.small_leaflet import small

SECONDS = 20.0
"""Far more than any of these takes, and far less than what grows with the square of its size."""


def told_of(tmp_path: Path, text: str) -> list[str]:
    """Return what a check says of a chapter, within a limit of time."""
    folder = lay_out(tmp_path, {"03-more.md": text})
    begun = time.process_time()
    found = told(folder)
    assert time.process_time() - begun < SECONDS
    return found


TOO_MUCH = {
    "a chapter of a million letters": ("word " * 200_000, ""),
    "a paragraph without end": ("word " * 10_000, ":3"),
    "spaces without end": ("a" + " " * 50_000 + "{x", ":3"),
    "a word without end": ("x" * 3_000, ":3"),
    "quotes in quotes": (">" * 5_000 + " x", ":3"),
    "bold in bold": ("*" * 5_000 + "x" + "*" * 5_000, ":3"),
    "brackets": ("[" * 20_000, ":3"),
    "pictures in pictures": ("![" * 5_000 + "x" + "](a)" * 5_000, ":3"),
    "a list of nothing": ("- \n" * 60_000, ":3"),
    "a table of 30 columns": ("|" + "a|" * 30 + "\n|" + "-|" * 30 + "\n\nTable: t", ":3"),
    "a table wider than a page": (
        "|" + "Heading words|" * 8 + "\n|" + "-|" * 8 + "\n\nTable: t",
        ":3",
    ),
    "a row higher than a page": (f"|A|B|\n|-|-|\n|x|{'again ' * 600}|\n\nTable: t", ":5"),
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_more_than_a_leaflet_holds_is_told(tmp_path: Path, name: str) -> None:
    """It is PL120 at its line, and nothing that merely follows from it is told."""
    text, line = TOO_MUCH[name]
    assert set(told_of(tmp_path, f"# Maps\n\n{text}\n")) == {f"PL120 03-more.md{line}"}


SLOW = {
    "stars": "*a " * 600 + "x" + "*" * 600,
    "strong and weak": "**a *b " * 200 + "x" + "* **" * 200,
    "brackets": "[ " * 14_000,
    "links": "[a](" * 400 + " " + "[a](" * 400,
    "back-ticks": "".join("`" * count + "a " for count in range(1, 240)),
    "citations": "[@a " * 7_000,
    "citation lists": "[@" + "a;@" * 600,
    "odd citations": "[a@ " * 7_000,
    "attributes": "[x]{" * 400 + " " + "[x]{ " * 4_000,
    "braces": "{ " * 14_000,
    "notes": "[^" * 900 + " " + "[^a " * 7_000,
    "capitals": "AbA" * 600 + " AbA" * 6_000,
    "numbers": "1," * 900 + " " + "1 in " * 5_000,
    "hyphens": "a-" * 900 + " " + "a-b " * 6_000,
    "phone numbers": "12 34 " * 4_900,
    "round brackets": "(" * 1_900 + "1 " + "( " * 10_000,
    "dates": "12 De 20 " * 3_000,
    "references": "&amp" * 400 + " " + "&#x26; " * 3_000,
    "lesser-than": "<a " * 9_000,
    "comments": "<!-- " * 5_000,
    "soft hyphens": "a\u00ad" * 900,
}


@pytest.mark.parametrize("name", SLOW)
def test_no_pattern_is_slow(tmp_path: Path, name: str) -> None:
    """What patterns could stumble over is read in a moment, as large as the limits let it be."""
    text = SLOW[name]
    assert len(text) < gathering.MAX_PARAGRAPH_CHARACTERS
    told_of(tmp_path, f"# Maps\n\n{text}\n\n::: risk\n{text}\n:::\n\n# {text}\n")


@pytest.mark.parametrize(
    "odd", ["1,", "1 in ", "a-", "12 ", "(1", "1 De ", "+", "\u00a0", "1.", "/"]
)
def test_what_is_kept_together_is_found_in_linear_time(odd: str) -> None:
    """Ten times the text takes some ten times as long, not a hundred times."""

    def seconds(text: str) -> float:
        begun = time.process_time()
        list(pieces(text))
        return time.process_time() - begun

    short = min(seconds(odd * 2_000) for _ in range(3))
    long = min(seconds(odd * 20_000) for _ in range(3))
    assert long < 40 * short + 0.05


ODD = {
    "---\nlang: 2026-99-99\n---\n# A\n\nx": {"PL102 03-more.md:1"},
    "---\nshort_title: 2001-12-14t21:59:43.10-99:00\n---\n# A\n\nx": {"PL102 03-more.md:1"},
    f"---\nshort_title: 0x{'f' * 1_900}\n---\n# A\n\nx": {"PL104 03-more.md:2"},
    '---\nshort_title: "\\0"\n---\n# A\n\nx': {"PL117 03-more.md:2"},
    '---\nshort_title: "\\uD800"\n---\n# A\n\nx': {"PL117 03-more.md:2"},
    f"---\nshort_title: {'[' * 1_900}\n---\n# A\n\nx": {"PL102 03-more.md:1"},
    "---\nshort_title: !!python/object/apply:os.getcwd []\n---\n# A\n\nx": {"PL102 03-more.md:2"},
    f"# A\n\n{'*' * 100}x{'*' * 100}\n": {"PL209 03-more.md:3"},
    "# A\n\nx[^a]\n\n[^a]:\n\ny\n": {"PL507 03-more.md:5"},
    "# A\n\nSafe \u202eevil\u202c.\n": {"PL601 03-more.md:3"},
    "# A\n\nText \u2066from\u2069 elsewhere.\n": {"PL601 03-more.md:3"},
    "# A\n\nA letter of no script \U000e0041.\n": {"PL601 03-more.md:3"},
    "# A\n\nA private letter \ue000.\n": {"PL601 03-more.md:3"},
    "# A\n\nA mark \ufffd.\n": {"PL601 03-more.md:3"},
    f"# A\n\n<https://example.org/{'a' * 300}>\n": {"PL415 03-more.md:3", "PL603 03-more.md:3"},
    f"# A\n\n`{'c' * 200}`\n": {"PL603 03-more.md:3"},
    f"# A\n\n{'T-cell-' * 30}s\n": {"PL603 03-more.md:3"},
}


@pytest.mark.parametrize("text", ODD, ids=lambda text: ascii(text)[:40])
def test_odd_text_is_told_at_its_line(tmp_path: Path, text: str) -> None:
    """Each fault is one diagnostic, with its line, and no traceback."""
    assert set(told_of(tmp_path, text)) == ODD[text]


def test_what_is_invisible_is_named_on_the_screen(tmp_path: Path) -> None:
    """A terminal that obeyed it would show the line the wrong way round."""
    from plainleaf.report import in_text

    folder = lay_out(tmp_path, {"03-more.md": "# A\n\nSafe \u202eevil.\n"})
    told_in_words = "\n".join(in_text(checked(folder), folder))
    assert "\u202e" not in told_in_words
    assert "Safe <U+202E>evil." in told_in_words


def test_the_beginning_of_an_endless_line_is_shown(tmp_path: Path) -> None:
    """A line whose first word is longer than the screen is cut, not left out."""
    from plainleaf.report import in_text

    folder = lay_out(tmp_path, {"03-more.md": f"# A\n\n{'x' * 300}\n"})
    told_in_words = "\n".join(in_text(checked(folder), folder))
    assert f"    3 | {'x' * 70} …" in told_in_words


@pytest.mark.parametrize(
    "text",
    [
        "x[^a]\n\n[^a]: one\n\n    - two\n    - three\n",
        "x[^a]\n\n[^a]: one\n\n    > two\n    >\n    > three\n",
    ],
)
def test_a_note_may_end_in_a_list_or_a_quote(text: str) -> None:
    """Its words are kept and nothing is told of it."""
    leaflet = small(f"# A\n\n{text}")
    assert leaflet.codes == set()
    assert "three" in repr(leaflet.book.notes)


def test_templates_in_a_text_are_words() -> None:
    """What Jinja2 would run is printed as it stands, wherever it stands."""
    template = "{{ 7 * 7 }} {% raw %} {# no #}"
    leaflet = small(
        f'# {template}\n\n{template}\n\n![{template}](images/a.svg "{template}")\n',
        glossary=f'[[term]]\nterm = "raw"\nmeaning = "{template}"\nsay = "{template}"\n',
        images=("images/a.svg",),
    )
    for edition in ("large-print", "epub"):
        pages = "".join(page.xhtml for page in leaflet.pages(edition).pages)
        assert pages.count("{{ 7 * 7 }}") + pages.count("{{\u00a07 * 7 }}") >= 6
        assert "49" not in pages


def test_lists_within_lists_print(tmp_path: Path) -> None:
    """Their marks are those that the font has."""
    text = "# A\n\nSee:\n\n- one\n  - two\n    - three\n\nThat was all.\n"
    assert told_of_print(lay_out(tmp_path, {"03-more.md": text})) == []


def test_too_many_blocks_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told of the chapter in which the limit is passed."""
    monkeypatch.setattr(bounds, "MAX_BLOCKS", 10)
    leaflet = small("# A\n\n" + "x\n\n" * 8, "# B\n\n" + "x\n\n" * 8, "# C\n\nx\n")
    assert [str(one.place) for one in leaflet.diagnostics if one.code == "PL120"] == ["02-two.md"]


def test_too_long_a_leaflet_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The chapters together have a limit; the one that passes it is told."""
    monkeypatch.setattr(gathering, "MAX_LEAFLET_CHARACTERS", 2_000)
    found = told_of(tmp_path, "# A\n\n" + "Some words.\n\n" * 100)
    assert found == ["PL120 03-more.md"]


@pytest.mark.large
def test_two_hundred_chapters_are_built(tmp_path: Path) -> None:
    """Many chapters take their time, and nothing else."""
    files: dict[str, str | bytes] = {
        f"{number}-c.md": f"# Chapter {number}\n\nText.\n" for number in range(100, 300)
    }
    assert told_of_print(lay_out(tmp_path, files)) == []


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "//x.example/",
        "https://",
        "https:///x",
        "http://[::1",
        "https://x.example:99999/",
        "https://name:secret@x.example/",
        "https://good.example@bad.example/",
        "mailto:",
        "mailto:nobody",
        "tel:",
    ],
)
def test_addresses_that_nobody_should_open(address: str) -> None:
    """They are PL509, however they are written."""
    assert small(f"# A\n\n[words]({address})\n").codes == {"PL509"}


@pytest.mark.parametrize(
    "address",
    [
        "https://x.example/a?b=c#d",
        "HTTPS://x.example:8080/",
        "mailto:a@x.example",
        "mailto:a@x.example?subject=b",
        "tel:+44-20-7946-0000",
    ],
)
def test_addresses_that_are_fine(address: str) -> None:
    """They give no diagnostic."""
    assert small(f"# A\n\n[words]({address})\n").codes == set()


def test_thousands_of_faults_are_told_in_a_moment(tmp_path: Path) -> None:
    """A list of references on one line, none of them cited, is told without long waiting."""
    from plainleaf.report import in_text

    entries = (f'{{"id": "r{number}", "type": "book", "title": "T"}}' for number in range(1_400))
    folder = lay_out(tmp_path, {"references.json": f"[{', '.join(entries)}]"})
    begun = time.process_time()
    told_in_words = list(in_text(checked(folder), folder))
    assert len(told_in_words) > 1_400
    assert time.process_time() - begun < SECONDS
