"""Diagnostics in words and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from plainleaf import rules
from plainleaf.diagnostics import Diagnostic, Place
from plainleaf.language.measures import measure
from plainleaf.report import WIDTH, in_json, in_text, reading_line, summary
from tests.small_leaflet import small

FAULT = rules.NO_ALT_TEXT.at(Place("01-a.md", 2), file="a.svg")
HINT = rules.NO_TABLE_CAPTION.at(Place("01-a.md"))


def text_of(one: Diagnostic, folder: Path) -> list[str]:
    """Return one diagnostic in words, line by line, without colour."""
    (told,) = in_text([one], folder)
    return click.unstyle(told).splitlines()


def test_fault_is_told_with_its_line_and_help(tmp_path: Path) -> None:
    """Place, severity, code, message, what the author wrote, help and source, as designed."""
    (tmp_path / "01-a.md").write_text("# A\n![](a.svg)\n", encoding="utf-8")
    assert text_of(FAULT, tmp_path) == [
        f"{tmp_path}/01-a.md:2: error PL301: image has no alternative text",
        "    2 | ![](a.svg)",
        "  help: say what the reader needs from the picture, or mark it decorative:",
        "        ![](a.svg){.decorative}   (WCAG 2.2, 1.1.1)",
    ]


def test_file_that_is_not_there_is_told_by_its_name(tmp_path: Path) -> None:
    """A fault of a file that was never written has no line to show."""
    assert text_of(FAULT, tmp_path)[0].startswith("01-a.md:2: error PL301")


def test_long_line_is_shortened(tmp_path: Path) -> None:
    """The line shown fits the screen."""
    (tmp_path / "01-a.md").write_text(f"\n{'word ' * 99}\n", encoding="utf-8")
    assert len(text_of(FAULT, tmp_path)[1]) <= WIDTH


def test_severity_is_a_word(tmp_path: Path) -> None:
    """Colour never says what words do not."""
    assert ": warning PL212: " in text_of(HINT, tmp_path)[0]


@pytest.mark.parametrize(
    ("found", "chapters", "words"),
    [
        ([], 11, "Nothing to mend in 11 chapters."),
        ([FAULT], 1, "1 error in 1 chapter."),
        ([FAULT, FAULT, HINT], 2, "2 errors, 1 warning in 2 chapters."),
    ],
)
def test_summary_counts(found: list[Diagnostic], chapters: int, words: str) -> None:
    """The last line counts errors, warnings and chapters."""
    assert summary(found, chapters) == words


def test_json_holds_what_the_text_says() -> None:
    """Another program gets every part by name; what there is not is null."""
    data = json.loads(in_json([FAULT, HINT], [Path("dist/a.pdf")]))
    assert data["diagnostics"][0] == {
        "path": "01-a.md",
        "line": 2,
        "severity": "error",
        "code": "PL301",
        "message": "image has no alternative text",
        "help": FAULT.help,
        "source": "WCAG 2.2, 1.1.1",
    }
    assert data["diagnostics"][1]["line"] is None
    assert data["written"] == ["dist/a.pdf"]


def test_every_rule_has_a_title_a_message_and_help() -> None:
    """No rule leaves an author without words, and none shouts or ends in a full stop."""
    for rule in rules.CATALOGUE.values():
        for text in (rule.title, rule.message, rule.help):
            assert text.strip() == text != ""
            assert not text.endswith((".", "!"))


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        (
            "You can rest.",
            "en",
            "grade -2.6 (Flesch-Kincaid), about 1 minute at 100 words a minute.",
        ),
        (
            "Puede descansar un poco en su casa.",
            "es",
            (
                "93.0 of 100 points for ease (Szigriszt-Pazos, not validated for health texts), "
                "about 1 minute at 100 words a minute."
            ),
        ),
        (
            "To jest zdanie.",
            "pl",
            (
                "no formula for the language 'pl'; 3.0 words in a sentence, "
                "about 1 minute at 100 words a minute."
            ),
        ),
        (
            "- a fever",
            "en",
            "no whole sentences to measure, about 1 minute at 100 words a minute.",
        ),
        (
            "这是。",
            "zh",
            (
                "no measures for the language 'zh', which has no spaces between words, so they "
                "cannot be counted."
            ),
        ),
        ("", "en", "there is no text yet."),
    ],
)
def test_reading_is_told_in_one_line(text: str, language: str, words: str) -> None:
    """With the formula that the language has; without one, in counts."""
    found = measure(small(text).book, language)
    assert reading_line(found.whole) == f"Reading: {words}"
