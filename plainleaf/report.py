"""Puts diagnostics into words on a screen, or into JSON for another program."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import click

from plainleaf.diagnostics import Diagnostic, Severity

WIDTH = 80
_HELP = "  help: "
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def in_text(diagnostics: Iterable[Diagnostic], folder: Path) -> Iterator[str]:
    """Yield each diagnostic as a few lines: place, what is wrong, the line itself, and help.

    Colour only underlines what the words say; Click leaves it out where it is not wanted.
    """
    for one in diagnostics:
        path = folder / one.place.path
        shown = str(path) if path.exists() else one.place.path
        where = f"{shown}:{one.place.line}" if one.place.line else shown
        severity = click.style(one.severity.value, fg=_COLOURS[one.severity], bold=True)
        lines = [f"{_visible(where)}: {severity} {one.code}: {_visible(one.message)}"]
        written = _line_of(path, one.place.line)
        if written:
            lines.append(f"{one.place.line:5} | {written}")
        advice = _visible(f"{one.help}   ({one.source})" if one.source else one.help)
        lines += textwrap.wrap(
            advice,
            WIDTH,
            initial_indent=_HELP,
            subsequent_indent=" " * len(_HELP),
            break_long_words=False,
            break_on_hyphens=False,
        )
        yield "\n".join(lines)


def _line_of(path: Path, line: int) -> str:
    """Return a line of a text file, shortened to the screen; empty where there is none."""
    if not line or not path.is_file():
        return ""
    lines = _lines(path, path.stat().st_mtime_ns)
    written = lines[line - 1].strip() if line <= len(lines) else ""
    written = _visible(written[: 2 * WIDTH])
    shortened = textwrap.shorten(written, WIDTH - 8, placeholder=" …")
    # A first word that is longer than the screen would leave nothing.
    return shortened if shortened.strip(" …") else f"{written[: WIDTH - 10]} …"[: len(written) + 2]


@lru_cache(maxsize=1)
def _lines(path: Path, _saved: int) -> list[str]:
    """Return a file's lines; many diagnostics are of one file."""
    return path.read_text(encoding="utf-8", errors="replace").split("\n")


def _visible(text: str) -> str:
    """Return a text with its invisible characters named, since a terminal would obey some."""
    return "".join(one if one.isprintable() or one in " \u00a0" else _named(one) for one in text)


def _named(character: str) -> str:
    return " " if character in "\t\n" else f"<U+{ord(character):04X}>"


def summary(diagnostics: Sequence[Diagnostic], count: int, noun: str = "chapter") -> str:
    """Return how many errors and warnings there are, such as "2 errors in 11 chapters"."""
    counts = Counter(one.severity for one in diagnostics)
    told = [_count(counts[severity], severity.value) for severity in Severity if counts[severity]]
    return f"{', '.join(told) or 'Nothing to mend'} in {_count(count, noun)}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def in_json(diagnostics: Iterable[Diagnostic], written: Iterable[Path] = ()) -> str:
    """Return diagnostics, and the files that were written, as JSON."""
    data = {
        "diagnostics": [
            {
                "path": one.place.path,
                "line": one.place.line or None,
                "severity": one.severity.value,
                "code": one.code,
                "message": one.message,
                "help": one.help,
                "source": one.source or None,
            }
            for one in diagnostics
        ],
        "written": [str(path) for path in written],
    }
    text = json.dumps(data, indent=2, ensure_ascii=False)
    # A file's name can have bytes that are no letters; JSON writes them as escapes.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
