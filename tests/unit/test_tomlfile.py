"""Reading TOML into dataclasses: every fault with its line and in plain words."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainleaf.diagnostics import Diagnostic, Place
from plainleaf.tomlfile import TomlFile, fill, parse


@dataclass(frozen=True)
class Shelf:
    """One shelf."""

    name: str
    place: Place = Place("none")


@dataclass(frozen=True)
class Library:
    """A library with shelves."""

    title: str
    opened: datetime.date | None = None
    rooms: tuple[str, ...] = ()
    shelf: tuple[Shelf, ...] = ()
    height_m: float = 1.0


def parsed(text: str) -> TomlFile:
    """Return a text that is valid TOML, parsed."""
    file = parse("a.toml", text).value
    assert file is not None
    return file


def fault_of(text: str) -> Diagnostic:
    """Return the one fault of a text."""
    file = parse("a.toml", text)
    found = file.diagnostics or fill(Library, parsed(text)).diagnostics
    assert len(found) == 1
    return found[0]


def test_tables_become_dataclasses() -> None:
    """Lists become tuples, tables dataclasses, and a place is the table's own line."""
    text = 'title = "A"\nrooms = ["x"]\nheight_m = 2\n\n[[shelf]]\nname = "B"\n'
    library = fill(Library, parsed(text)).value
    assert library == Library("A", None, ("x",), (Shelf("B", Place("a.toml", 5)),), 2)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('title = "A', "no quotation mark"),
        ("title = A", "without their quotation marks"),
        ('title "A"', "followed by ="),
        ('title = "A" B"', "left over"),
        ('rooms = ["A" "B"]', "comma or a closing square bracket"),
        ('title = "A\\B"', "write two"),
        ("opened = 2026-02-31", "no such day"),
        ('title = "A"\ntitle = "B"', "has a value already"),
        ("[shelf]\n[shelf]", "stands in the file already"),
        ("= 1", "begins with a name"),
    ],
)
def test_unreadable_line_is_told_in_plain_words(line: str, words: str) -> None:
    """An author never reads the parser's own words for a common slip."""
    fault = fault_of(f"{line}\n")
    assert (fault.code, fault.place.line) == ("PL102", line.count("\n") + 1)
    assert words in fault.message


@pytest.mark.parametrize(
    ("text", "message", "example"),
    [
        ("title = 3", "'title' should be words in quotes, and is a whole number", "title = "),
        ('title = "A"\nopened = "May"', "a date without quotes, and is words", "2026-05-22"),
        ('title = "A"\nopened = 2026-05-22T10:00:00', "is a date with a time", "2026-05-22"),
        ('title = "A"\nrooms = "x"', "a list in square brackets, and is words", '["…", "…"]'),
        ('title = "A"\nrooms = [1]', "'rooms' should be a list in square br", '["…", "…"]'),
        ('title = "A"\n[shelf]\nname = "B"', "a row of tables, and is a table", "[[shelf]]"),
    ],
)
def test_wrong_kind_says_what_is_wanted(text: str, message: str, example: str) -> None:
    """A value of the wrong kind is told with what is wanted, what is there, and an example."""
    fault = fault_of(text)
    assert fault.code == "PL104"
    assert message in fault.message
    assert example in fault.help


def test_missing_key_goes_above_the_tables() -> None:
    """At the end of the file a key would belong to the last table; the help says so."""
    assert "above the first line that begins with [" in fault_of("rooms = []").help


def test_unknown_key_names_a_near_one() -> None:
    """A slip of the pen gets the key that was meant."""
    assert fault_of('title = "A"\nroms = []').help == "did you mean 'rooms'?"


def test_control_character_is_told() -> None:
    """What an escape brings in is found, too: no edition could hold it."""
    fault = fault_of('title = "A\\u0002"')
    assert (fault.code, fault.place.line) == ("PL117", 1)


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "a = " + "9" * 5_000])
def test_hostile_file_is_a_fault(text: str) -> None:
    """Endless nesting and endless numbers are told of, not raised."""
    assert [one.code for one in parse("a.toml", text).diagnostics] == ["PL102"]


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    """Whatever stands in the file, it is read or told of."""
    file = parse("a.toml", text).value
    if file is not None:
        fill(Library, file)
