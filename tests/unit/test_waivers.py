"""Step 5, check: what a waiver lets pass, and what today's date changes."""

from __future__ import annotations

import datetime
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from plainleaf import rules
from plainleaf.build import build
from plainleaf.diagnostics import Place
from plainleaf.editions import styles_folder
from plainleaf.settings import Dates, Settings, Waiver, read_settings
from plainleaf.waivers import NEVER_WAIVED, apply_waivers
from tests.conftest import ROOT, TODAY

FAULT = rules.NO_ALT_TEXT.at(Place("01-a.md", 3), file="a.svg")
DAY = datetime.timedelta(days=1)


def settings_with(*waivers: Waiver) -> Settings:
    """Return the clean manuscript's settings with waivers."""
    text = (ROOT / "tests/books/clean/leaflet.toml").read_text(encoding="utf-8")
    settings = read_settings(text, styles_folder()).value
    assert settings is not None
    return replace(settings, waivers=waivers)


def codes(settings: Settings, today: datetime.date = TODAY) -> list[str]:
    """Return the codes that are left of one fault."""
    return [one.code for one in apply_waivers((FAULT,), settings, today)]


def test_waiver_lets_its_fault_pass_to_its_last_day() -> None:
    """A waiver holds on the day that it names, and not on the next."""
    settings = settings_with(Waiver("PL301", "01-a.md", "drawn anew", TODAY))
    assert codes(settings) == []
    assert codes(settings, TODAY + DAY) == ["PL301", "PL113"]


@pytest.mark.parametrize(("code", "path"), [("PL306", "01-a.md"), ("PL301", "02-b.md")])
def test_waiver_lets_nothing_else_pass(code: str, path: str) -> None:
    """Code and file must both be those of the fault; a waiver for nothing is told."""
    assert codes(settings_with(Waiver(code, path, "drawn anew", TODAY))) == ["PL301", "PL112"]


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("a.svg", []),
        ("IMAGE has\n no", []),
        ("no entry in it has these words", ["PL301", "PL112"]),
        ("", []),
    ],
)
def test_waiver_with_words_is_for_one_passage(words: str, left: list[str]) -> None:
    """The words are looked for in the message and in the passage, whatever the spaces between."""
    fault = replace(FAULT, passage="The drawing a.svg shows a shelf.")
    waiver = Waiver("PL301", "01-a.md", "drawn anew", TODAY, words=words)
    assert [one.code for one in apply_waivers((fault,), settings_with(waiver), TODAY)] == left


@pytest.mark.parametrize("code", sorted(NEVER_WAIVED))
def test_some_rules_cannot_be_waived(code: str) -> None:
    """What is not safe, or cannot work, stays an error, and its waiver is told of."""
    fault = replace(FAULT, code=code)
    settings = settings_with(Waiver(code, "01-a.md", "in a hurry", TODAY))
    assert [one.code for one in apply_waivers((fault,), settings, TODAY)] == [code, "PL121"]


def test_review_is_due_after_its_day() -> None:
    """The leaflet is in date on the very day of its review."""
    settings = replace(settings_with(), dates=Dates(TODAY, next_review=TODAY))
    assert codes(settings) == ["PL301"]
    assert codes(settings, TODAY + DAY) == ["PL301", "PL114"]


def test_waiver_for_a_file_that_was_not_made_is_not_told(tmp_path: Path) -> None:
    """A build of one edition cannot say that a waiver for another one waives nothing."""
    folder = shutil.copytree(ROOT / "tests/books/clean", tmp_path / "manuscript")
    with (folder / "leaflet.toml").open("a", encoding="utf-8") as file:
        file.write('[[waivers]]\ncode = "PL610"\npath = "borrow-a-book-large-print.pdf"\n')
        file.write(f'reason = "it is a logo"\nuntil = {TODAY}\n')
    assert build(folder, styles_folder(), TODAY, ["epub"]).diagnostics == ()
