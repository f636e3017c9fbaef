"""The lists of words: large enough, each word with what to write instead, found in its forms."""

from __future__ import annotations

import re

import pytest

from plainleaf.book import PARTS
from plainleaf.language import lexicon

LEAST_HARD_WORDS = 400


def test_hard_words_are_many_and_each_has_a_plain_one() -> None:
    """At least 400 medical and official words; none is its own plain word."""
    entries = set(lexicon.phrases("medical", "official").by_form.values())
    assert len(entries) >= LEAST_HARD_WORDS
    for one in entries:
        assert one.plain.strip()
        assert one.words not in [each.strip() for each in one.plain.split(";")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They utilised it.", ["utilise"]),
        ("We are utilizing it.", ["utilise"]),
        ("Edema and anemia.", ["oedema", "anaemia"]),
        ("In order to breathe.", ["in order to"]),
        ("A myocardial infarction.", ["myocardial infarction"]),
        ("In order. To breathe.", []),
        ("A hearty meal.", []),
    ],
)
def test_words_are_found_in_their_forms(text: str, found: list[str]) -> None:
    """Endings and both spellings count; the longest phrase goes first; a full stop parts."""
    hits = lexicon.phrases("medical", "official").find(text)
    assert [one.entry.words for one in hits] == found


def test_every_pattern_of_the_lists_can_be_used() -> None:
    """The patterns for numbers and headings compile, and none matches nothing at all."""
    for name in ("people", "times", "strengths", "amounts", "values", "harms", "risks"):
        assert re.compile(lexicon.either(name)).fullmatch("") is None
    assert set(lexicon.part_headings()) <= set(PARTS)
