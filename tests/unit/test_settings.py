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


EVALUATED = """
[accessibility]
certified_by = "A house of tests"
credential = "Level 1"
report = "https://example.org/report"
date = 2026-11-20
"""


def test_evaluation_is_empty_until_somebody_answers_for_it() -> None:
    """Nothing of it has to be there; with a name the rest counts."""
    assert not settings_of(LEAST).accessibility.certified_by
    told = settings_of(LEAST + EVALUATED).accessibility
    assert told.certified_by == "A house of tests"
    assert told.date == datetime.date(2026, 11, 20)


def test_evaluation_without_a_name_counts_for_nothing() -> None:
    """Each thing said of it is told, with its line."""
    nobody = EVALUATED.replace("A house of tests", "")
    found = [(one.code, one.place.line) for one in faults_of(LEAST + nobody)]
    first = LEAST.count("\n") + 4
    assert found == [("PL122", first), ("PL122", first + 1), ("PL122", first + 2)]


@pytest.mark.parametrize("report", ["report.pdf", "javascript:alert(1)", "https://a b"])
def test_report_has_to_be_within_reach(report: str) -> None:
    """A link that no reader can open is told."""
    (fault,) = faults_of(LEAST + EVALUATED.replace("https://example.org/report", report))
    assert (fault.code, "report" in fault.message) == ("PL104", True)


@pytest.mark.parametrize("email", ["ask", "ask@", "two words@example.org", "a@b"])
def test_email_has_to_be_one(email: str) -> None:
    """It is printed, and asked for by people who are worried."""
    (fault,) = faults_of(f'{LEAST}\n[contact]\nemail = "{email}"\n')
    assert (fault.code, "email" in fault.message) == ("PL104", True)


@pytest.mark.parametrize(
    ("editions", "source"),
    [
        ('["epub"]', None),
        ('["epub", "large-print-letter"]', "large-print-letter"),
        ('["large-print-letter", "large-print", "epub"]', "large-print"),
    ],
)
def test_print_that_page_numbers_come_from(editions: str, source: str | None) -> None:
    """It is the usual large print where there is one, else the first print that is named."""
    found = settings_of(f"editions = {editions}\n{LEAST}").page_source
    assert (found.name if found else None) == source


def test_versions_of_epub() -> None:
    """The usual one is what EPUBCheck knows; others than the two are refused."""
    assert settings_of(LEAST).epub == "3.3"
    assert settings_of(f'epub = "3.4"\n{LEAST}').epub == "3.4"
    (fault,) = faults_of(f'epub = "3.2"\n{LEAST}')
    assert (fault.code, "3.3, 3.4" in fault.help) == ("PL111", True)


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
