"""Reads a TOML file into frozen dataclasses and tells every fault with its line.

`tomllib` gives values without their lines, so the lines of keys are looked up in the text.
"""

from __future__ import annotations

import datetime
import difflib
import re
import tomllib
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from typing import Any, TypeVar

from plainleaf import rules
from plainleaf.diagnostics import Diagnostic, Outcome, Place

Shape = TypeVar("Shape")
Path = tuple[str | int, ...]

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold, so that no edition could."""

_TABLE = re.compile(r"\s*\[(\[?)\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"\s*([\w.-]+)\s*=")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")

_IN_PLAIN_WORDS = (
    ("Illegal character '\\n'", "the words on this line have no quotation mark at their end"),
    ("Illegal character", "an invisible character stands on this line"),
    ("Expected '='", "a name must be followed by = and its value"),
    (
        "Expected newline",
        (
            "something is left over after the value: behind a quotation mark, or of a date that is "
            "not written like 2026-11-23"
        ),
    ),
    ("Expected ']'", "a square bracket is not closed"),
    ("Unclosed array", "a comma or a closing square bracket is missing"),
    ("Invalid statement", "a line begins with a name, and this one does not"),
    ("Unterminated string", "a quotation mark is not closed"),
    ("Unescaped '\\'", "a single \\ stands between quotation marks; write two"),
    ("Invalid value", "the value is missing, or words stand without their quotation marks"),
    ("Invalid date", "there is no such day in the calendar"),
    ("Exceeds the limit", "a number in it is too long"),
    ("Cannot overwrite", "this name has a value already"),
    ("Cannot declare", "this table stands in the file already"),
)
"""What tomllib says begins with the first; an author reads the second."""

EXAMPLES: Mapping[type, tuple[str, str]] = {
    str: ("words in quotes", '{key} = "…"'),
    bool: ("true or false", "{key} = true"),
    int: ("a whole number", "{key} = 1"),
    float: ("a number", "{key} = 1.5"),
    datetime.date: ("a date without quotes", "{key} = 2026-05-22"),
    datetime.datetime: ("a date with a time", ""),
    datetime.time: ("a time", ""),
    tuple: ("a list in square brackets", '{key} = ["…", "…"]'),
    dict: ("a table of its own", "[{key}]"),
    list: ("a row of tables", "[[{key}]]"),
}


@dataclass(frozen=True)
class TomlFile:
    """A parsed TOML file: its path, its data, and the line of each key."""

    path: str
    data: Mapping[str, Any]
    lines: Mapping[Path, int]

    def place(self, where: Path) -> Place:
        """Return the place of a key, or of the nearest table around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return Place(self.path, self.lines.get(where, 0))


def parse(path: str, text: str) -> Outcome[TomlFile | None]:
    """Parse TOML; a fault in it is a PL102 at its line."""
    try:
        data = tomllib.loads(text)
    except RecursionError:
        fault = rules.NOT_PARSABLE.at(Place(path), format="TOML", reason="it is nested too deeply")
        return Outcome(None, (fault,))
    except ValueError as error:  # TOMLDecodeError, and what Python says of endless numbers
        reason = str(error)
        found = _AT_LINE.search(reason)
        place = Place(path, int(found[1]) if found else text.rstrip("\n").count("\n") + 1)
        reason = _in_plain_words(_AT_LINE.sub("", reason).strip())
        return Outcome(None, (rules.NOT_PARSABLE.at(place, format="TOML", reason=reason),))
    return Outcome(TomlFile(path, data, dict(_key_lines(text))))


def _in_plain_words(reason: str) -> str:
    plain = (words for start, words in _IN_PLAIN_WORDS if reason.startswith(start))
    return next(plain, reason)


def _key_lines(text: str) -> Iterator[tuple[Path, int]]:
    table: Path = ()
    counts: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _TABLE.match(line):
            name = header[2]
            if header[1]:
                table = (name, counts.get(name, 0))
                counts[name] = counts.get(name, 0) + 1
                yield (name,), number
            else:
                table = tuple(name.split("."))
            yield table, number
        elif key := _KEY.match(line):
            yield (*table, key[1]), number


def fill(shape: type[Shape], file: TomlFile, where: Path = ()) -> Outcome[Shape | None]:
    """Make a dataclass from a table of the file; None where a fault forbids it.

    Unknown keys, missing ones and wrong types each give a diagnostic. A field of type `Place`
    takes the table's place.
    """
    table: Any = file.data
    for step in where:
        table = table[step]
    hints = typing.get_type_hints(shape)
    values: dict[str, Any] = {}
    found: list[Diagnostic] = list(_unknown_keys(hints, file, where, table))
    for one in fields(shape):  # type: ignore[arg-type]
        wanted = hints[one.name]
        if wanted is Place:
            values[one.name] = file.place(where)
        elif one.name in table:
            outcome = _value(wanted, file, (*where, one.name), table[one.name])
            found += outcome.diagnostics
            values[one.name] = outcome.value
        elif one.default is MISSING and one.default_factory is MISSING:
            example = _example(wanted, one.name)[1]
            if not where and not example.startswith("["):
                # At the end of the file it would belong to the table above it.
                example += ", above the first line that begins with ["
            place = file.place(where)
            found.append(rules.MISSING_KEY.at(place, key=one.name, example=example))
    if found:
        return Outcome(None, tuple(found))
    return Outcome(shape(**values))


def _unknown_keys(
    hints: Mapping[str, Any], file: TomlFile, where: Path, table: Mapping[str, Any]
) -> Iterator[Diagnostic]:
    known = [name for name, wanted in hints.items() if wanted is not Place]
    for key in table:
        if key not in known:
            close = difflib.get_close_matches(key, known, n=1)
            hint = f"did you mean '{close[0]}'?" if close else f"known are: {', '.join(known)}"
            yield rules.UNKNOWN_KEY.at(file.place((*where, key)), key=key, hint=hint)


def _value(wanted: Any, file: TomlFile, where: Path, found: Any) -> Outcome[Any]:
    """Convert one value to the type that its field wants."""
    optional = isinstance(wanted, types.UnionType)
    if optional:
        if found == "":
            return Outcome(None)
        wanted = next(one for one in typing.get_args(wanted) if one is not types.NoneType)
    if is_dataclass(wanted) and isinstance(found, dict):
        return fill(typing.cast(type, wanted), file, where)
    if typing.get_origin(wanted) is tuple and isinstance(found, list):
        inner = typing.get_args(wanted)[0]
        outcomes = [
            _value(inner, file, (*where, index), entry) for index, entry in enumerate(found)
        ]
        return Outcome(
            tuple(one.value for one in outcomes),
            tuple(fault for one in outcomes for fault in one.diagnostics),
        )
    if isinstance(found, str) and (odd := UNPRINTABLE.search(found)):
        fault = rules.UNPRINTABLE.at(file.place(where), character=f"U+{ord(odd[0]):04X}")
        return Outcome(None, (fault,))
    if type(found) is wanted or (wanted is float and type(found) is int):
        return Outcome(found)
    return Outcome(None, (_wrong_type(wanted, file, where, found),))


def _wrong_type(wanted: Any, file: TomlFile, where: Path, found: Any) -> Diagnostic:
    """Tell what a value should be; one inside a list is told of by the name of its list."""
    key = next(step for step in reversed(where) if isinstance(step, str))
    told = "a list" if isinstance(found, list) else _example(type(found), "")[0]
    if key != where[-1]:
        told = f"a list that holds {told}"
        wanted = tuple[wanted, ...]
    kind, example = _example(wanted, key)
    return rules.WRONG_TYPE.at(file.place(where), key=key, wanted=kind, found=told, example=example)


def _example(wanted: Any, key: str) -> tuple[str, str]:
    """Return what a type is called in plain words, and an example of it."""
    if isinstance(wanted, types.UnionType):
        wanted = next(one for one in typing.get_args(wanted) if one is not types.NoneType)
    if typing.get_origin(wanted) is tuple:
        is_of_tables = is_dataclass(typing.get_args(wanted)[0])
        wanted = list if is_of_tables else tuple
    if is_dataclass(wanted):
        wanted = dict
    kind, example = EXAMPLES.get(wanted, ("something else", ""))
    return kind, example.format(key=key)
