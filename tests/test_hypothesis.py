"""Whatever an author writes, nothing is raised, nothing is lost, and every id is its own."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plainleaf.assemble.citations import read_references
from plainleaf.assemble.glossary import read_glossary
from plainleaf.assemble.ids import Ids
from plainleaf.diagnostics import has_errors
from plainleaf.language.measures import measure
from plainleaf.language.worksheet import make_worksheet
from plainleaf.manuscript import Source
from plainleaf.settings import read_settings
from plainleaf.tomlfile import UNPRINTABLE
from tests.small_leaflet import SETTINGS, STYLES, TWO_REFERENCES, small, text_of, values

OFTEN = settings(
    derandomize=True,
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
NASTY = (
    *("# ", "## ", "### A", "- ", "1. ", "> ", ": ", "    ", "\t", "\n", "\n\n", " "),
    *("*", "**", "_", "`", "```\n", "***\n", "---\n", "\\", "  \n", "<b>", "</b>", "<!--", "-->"),
    *("[", "](", ")", "[a](#b)", "[a](https://a.example)", "<https://a.example>", "![", "![](a)"),
    *("![x](images/a.svg)", "{", "}", "{#a}", "{.decorative}", "{lang=es}", "{lang=zz9}"),
    *("[@one]", "[@one; @two]", "[@none]", "[@", "[^n]", "\n\n[^n]: note [^m]\n\n[^m]: m\n\n"),
    *("| a | b |\n|---|---|\n| 1 | 2 |\n", "|", "\n\nTable: t\n\n", ":::", "\n::: warning\n"),
    *("\n:::\n", "\n::: key-message\n", "\n::: risk\nwhat: a\ncount: 1\nout of: 2\nwho: b\n"),
    *("how long: c\nsource: [@one]\n:::\n", "term", "Term", "AB", "{{ 7*7 }}", "{% x %}", "{#"),
    *("&amp;", "&#12;", "&shy;", "&lt;b&gt;", "\u00ad", "\u00a0", "\u200f", "سلام", "é", "😀"),
    *("1 in 10", "T-cell", "word", "another", "CAPITALS AND MORE", "\n===\n"),
)
PRINTABLE = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20).filter(
    lambda text: not UNPRINTABLE.search(text)
)
PIECES = st.one_of(st.sampled_from(NASTY), PRINTABLE)
# Long texts hold something that is refused nearly always; short ones reach the pages too.
MARKDOWN = st.one_of(
    st.lists(PIECES, max_size=25).map("".join), st.lists(PIECES, max_size=3).map("".join)
)
GLOSSARY = """[[term]]
term = "term"
abbreviation = "AB"
meaning = "m"
source = ["two"]
"""
WORDS = st.lists(
    st.sampled_from(["alpha", "beta", "gamma", "term", "AB", "1 in 10", "T-cell"]), min_size=1
).map(" ".join)
FRAMES = (
    "{}",
    "- {}\n",
    "> {}\n",
    "**{}**",
    "[{}](#one)",
    "[{}]{{lang=es}}",
    "## {}\n",
    "::: warning\n{}\n:::\n",
    "| a | {} |\n|---|---|\n| 1 | {} |\n\nTable: {}\n",
    "x[^{n}]\n\n[^{n}]: {}\n",
    "T\n: {}\n",
)


@given(MARKDOWN, MARKDOWN)
@OFTEN
def test_nothing_is_raised_and_ids_are_unique(one: str, two: str) -> None:
    """Any text is parsed, assembled and checked; what is accepted is composed."""
    leaflet = small(
        f"# One\n\n{one}",
        f"# Two\n\nA term [@one].\n\n{two}",
        glossary=GLOSSARY,
        references=TWO_REFERENCES,
        images=("images/a.svg",),
    )
    if has_errors(leaflet.diagnostics):
        return
    # Print is one document with all ids in it, and quick to compose: no fonts are cut for it.
    (tree,) = leaflet.trees("large-print").values()
    assert [one for one, count in Counter(values(tree, "id")).items() if count > 1] == []
    assert "49" not in text_of(tree) or "49" in one + two


@given(MARKDOWN, st.sampled_from(["en", "de", "fr", "ru", "pl", "zh", "ar"]))
@OFTEN
def test_any_text_is_measured_and_worked_through(text: str, language: str) -> None:
    """Every sentence is where it says; a worksheet made again from itself is the same."""
    book = small(f"# One\n\n{text}", glossary=GLOSSARY, references=TWO_REFERENCES).book
    reading = measure(book, language)
    for passage in reading.whole.passages:
        assert len(passage.own_text) == len(passage.text)
        for sentence in passage.sentences:
            assert passage.text[sentence.start : sentence.end] == sentence.text
        assert all(0 <= one.start < one.end <= len(passage.text) for one in passage.marked)
    made = make_worksheet(SETTINGS, book, reading)
    assert make_worksheet(SETTINGS, book, reading, made) == made


def words_of(text: str) -> list[str]:
    return re.findall(r"[A-Za-z]+|\d+", text)


@given(st.lists(st.tuples(st.sampled_from(FRAMES), WORDS), max_size=6))
@OFTEN
def test_every_visible_word_survives(framed: list[tuple[str, str]]) -> None:
    """Each accepted word stands in the pages as often as its author wrote it."""
    parts = [frame.format(*[words] * 3, n=f"n{at}") for at, (frame, words) in enumerate(framed)]
    leaflet = small("# One\n\n" + "\n\n".join(parts), glossary=GLOSSARY, references=TWO_REFERENCES)
    (tree,) = leaflet.trees("large-print").values()
    sections = [one for one in tree.iter("{*}section") if one.get("class") in ("chapter", "notes")]
    there = Counter(words_of(" ".join(map(text_of, sections))))
    written = Counter(
        word
        for frame, words in framed
        for _ in range(frame.count("{}"))
        for word in words_of(words)
    )
    assert written - there == Counter()


TOML_VALUES = st.recursive(
    st.one_of(
        st.text(max_size=10), st.integers(), st.booleans(), st.floats(), st.dates(), st.datetimes()
    ),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)
KEYS = st.sampled_from(
    [
        *("code", "slug", "title", "version", "audience", "main_message", "language", "editions"),
        *("profile", "dates", "issued", "contact", "review", "waivers", "term", "forms"),
        *("meaning", "source", "x"),
    ]
)


def in_toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(in_toml, value))}]"
    if isinstance(value, str):
        return json.dumps(value)
    return value.isoformat() if hasattr(value, "isoformat") else repr(value)


TOML_LINES = st.one_of(
    st.builds(lambda key, value: f"{key} = {in_toml(value)}", KEYS, TOML_VALUES),
    KEYS.map(lambda key: f"[{key}]"),
    KEYS.map(lambda key: f"[[{key}]]"),
    PRINTABLE,
)


@given(st.lists(TOML_LINES, max_size=12).map("\n".join))
@OFTEN
def test_any_toml_gives_diagnostics(text: str) -> None:
    """A settings file or a glossary of any content is told of, never raised about."""
    outcome = read_settings(text, STYLES)
    assert outcome.value is not None or has_errors(outcome.diagnostics)
    read_glossary(Source("glossary.toml", text), Ids())


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                ["id", "type", "title", "author", "issued", "date-parts", "URL", "DOI"]
            ),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=12,
)


@given(JSON)
@OFTEN
def test_any_json_gives_diagnostics(value: Any) -> None:
    """References of any shape are told of; those that pass can be cited and set."""
    outcome = read_references("references.json", json.dumps(value))
    marks = "".join(f"[@{one.id}] " for one in outcome.value)
    small(f"# One\n\n{marks}", references=json.dumps(value))


@given(PRINTABLE)
@OFTEN
def test_any_text_in_a_data_file(text: str) -> None:
    """Text that is neither TOML nor JSON is told of as well."""
    read_settings(text, STYLES)
    read_glossary(Source("glossary.toml", text), Ids())
    read_references("references.json", text)
