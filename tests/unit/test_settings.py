"""Step 1, configure: what leaflet.toml may say, and what each fault in it gives."""

from __future__ import annotations

import datetime

import pytest

from plainleaf.diagnostics import Diagnostic
from plainleaf.editions import EDITIONS, styles_folder
from plainleaf.settings import Settings, read_settings

LEAST = """\
code = "LIB-1"
slug = "borrow-a-book"
title = "How to borrow a book"
version = "1.0"
audience = "Adults"
main_message = "Anyone can borrow a book."

[dates]
issued = 2026-11-23
"""


def settings_of(text: str) -> Settings:
    """Return the settings of a text without faults."""
    read = read_settings(text, styles_folder())
    assert read.diagnostics == ()
    assert read.value is not None
    return read.value


def faults_of(text: str) -> list[Diagnostic]:
    """Return the faults of a text."""
    return list(read_settings(text, styles_folder()).diagnostics)


def test_least_settings_are_enough() -> None:
    """What may be left out is empty, or the usual thing."""
    settings = settings_of(LEAST)
    assert settings.dates.issued == datetime.date(2026, 11, 23)
    assert settings.editions == tuple(EDITIONS)
    assert (settings.publisher, settings.authors, settings.waivers) == ("", (), ())


def test_nobody_is_made_up() -> None:
    """Without a contact and a review there is none, and the leaflet is a draft."""
    settings = settings_of(LEAST)
    assert not settings.contact.is_known
    assert not settings.is_reviewed


def test_review_counts_with_name_and_date() -> None:
    """A named clinician and a date make a reviewed leaflet."""
    review = '\n[review]\nreviewer = "Sam Sample"\ndate = 2026-11-20\n'
    assert settings_of(LEAST + review).is_reviewed


@pytest.mark.parametrize("line", ['reviewer = "Sam Sample"', "date = 2026-11-20"])
def test_half_a_review_is_a_fault(line: str) -> None:
    """A name without a date, or a date without a name, counts for nothing and is told."""
    (fault,) = faults_of(f"{LEAST}\n[review]\n{line}\n")
    assert (fault.code, fault.place.line) == ("PL115", 11)


def test_empty_date_is_no_date() -> None:
    """An author may leave a date as empty quotation marks."""
    assert settings_of(f'{LEAST}next_review = ""\n').dates.next_review is None


@pytest.mark.parametrize("key", ["code", "title", "version"])
def test_needed_words_may_not_be_blank(key: str) -> None:
    """A title of spaces is as good as none."""
    lines = [f'{key} = " "' if one.startswith(key) else one for one in LEAST.splitlines()]
    (fault,) = faults_of("\n".join(lines))
    assert fault.code == "PL105"
    assert f"'{key}'" in fault.message


@pytest.mark.parametrize("slug", ["", "../out", "a/b", "a b", "café", "a.b"])
def test_slug_is_safe_in_a_file_name(slug: str) -> None:
    """A slug cannot lead to another folder, nor need quoting."""
    codes = {one.code for one in faults_of(LEAST.replace("borrow-a-book", slug))}
    assert "PL104" in codes


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('profile = "tiny"', "PL111"),
        ('editions = ["large-print", "scroll"]', "PL111"),
        ('language = "english_"', "PL208"),
        ('colour = "red"', "PL103"),
        ("subjects = 3", "PL104"),
    ],
)
def test_odd_value_is_told_with_its_line(line: str, code: str) -> None:
    """Every fault names the line that its author wrote."""
    (fault,) = faults_of(f"{line}\n{LEAST}")
    assert (fault.code, fault.place.line) == (code, 1)


def test_language_without_words_only_warns() -> None:
    """A leaflet in Welsh can be made, with Plainleaf's own words in English."""
    read = read_settings(f'language = "cy"\n{LEAST}', styles_folder())
    assert [one.code for one in read.diagnostics] == ["PL118"]
    assert read.value is not None


@pytest.mark.parametrize(
    ("code", "reason", "codes"),
    [
        ("PL301", "drawn anew", []),
        ("PL999", "drawn anew", ["PL111"]),
        ("301", "drawn anew", ["PL111"]),
        ("PL301", " ", ["PL105"]),
    ],
)
def test_waiver_names_a_rule_and_a_reason(code: str, reason: str, codes: list[str]) -> None:
    """A code that no rule has would waive nothing, and a reason is what a waiver is for."""
    text = f'[[waivers]]\ncode = "{code}"\npath = "01-a.md"\nreason = "{reason}"\n'
    faults = faults_of(f"{LEAST}\n{text}until = 2027-01-01\n")
    assert [one.code for one in faults] == codes
