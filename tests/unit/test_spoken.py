"""Plainleaf's own words say their language where it is not the leaflet's."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

import pytest
from lxml import etree

from plainleaf.pages import XHTML
from plainleaf.settings import Review
from plainleaf.spoken import SpokenWords
from plainleaf.words import words_in
from tests.small_leaflet import SETTINGS, small, text_of

FOREIGN = replace(SETTINGS, language="cy")


def test_words_in_the_leaflets_language_have_no_mark() -> None:
    """English words in an English leaflet are plain text."""
    assert SpokenWords(words_in("en-GB"), "en-GB")["contents"] == "Contents"


@pytest.mark.parametrize("edition", ["large-print", "epub"])
def test_every_english_word_is_marked(edition: str) -> None:
    """In a Welsh leaflet no English word of Plainleaf's stands without its language."""
    leaflet = small(
        "# Teitl\n\n::: warning\nRhybudd[^n]\n:::\n\n[^n]: Nodyn\n",
        glossary='[[term]]\nterm = "Teitl"\nmeaning = "Enw."\n',
    )
    for tree in leaflet.trees(edition, FOREIGN).values():
        words = set(" ".join(welsh_words(tree)).split())
        assert not {"Warning", "Draft:", "Notes", "Contents", "note", "Version:"} & words


def welsh_words(element: etree._Element) -> Iterator[str]:
    """Yield the words of an element that are not marked as English, without its head."""
    if element.get("lang") != "en" and not str(element.tag).endswith("}head"):
        yield element.text or ""
        for child in element:
            yield from welsh_words(child)
            yield child.tail or ""


def test_line_about_the_review_is_marked_whole() -> None:
    """It is one English sentence, with the date in it kept on one line."""
    review = Review("A. Reader", "nurse", datetime.date(2026, 11, 1))
    tree = small("# Teitl").trees("large-print", replace(FOREIGN, review=review))["small.xhtml"]
    spans = (one for one in tree.iter(f"{XHTML}span") if one.get("lang") == "en")
    lines = {text_of(one): one.get("dir") for one in spans}
    assert lines["Checked by A. Reader (nurse),  1 November 2026"] == "ltr"
