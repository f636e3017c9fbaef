"""Puts diagnostics and measures into words on a screen, or into JSON for another program."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import click

from plainleaf.diagnostics import Diagnostic, Severity
from plainleaf.language.formulas import is_for_health
from plainleaf.language.measures import SLOW_PACE, USUAL_PACE, Measures, Reading
from plainleaf.language.sentences import has_spaces

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


def reading_line(whole: Measures) -> str:
    """Return in one line how hard the text is and how long it takes."""
    if not whole.every_word:
        return "Reading: there is no text yet."
    if not has_spaces(whole.language):
        why = "which has no spaces between words, so they cannot be counted"
        return f"Reading: no measures for the language '{whole.language}', {why}."
    score = whole.main_score
    if score is not None and score.value is not None:
        formula = score.formula
        tested = "" if is_for_health(whole.language) else ", not validated for health texts"
        told = f"{formula.in_words(score.value)} ({formula.name}{tested})"
    elif whole.counts.words:
        told = (
            f"no formula for the language '{whole.language}'; "
            f"{whole.counts.mean_words:.1f} words in a sentence"
        )
    else:
        told = "no whole sentences to measure"
    minutes = _count(whole.minutes(SLOW_PACE), "minute")
    return f"Reading: {told}, about {minutes} at {SLOW_PACE} words a minute."


def as_data(one: Diagnostic) -> dict[str, Any]:
    """Return a diagnostic as every program that reads ours gets it; without a line it has none."""
    return {
        "path": one.place.path,
        "line": one.place.line or None,
        "severity": one.severity.value,
        "code": one.code,
        "message": one.message,
        "help": one.help,
        "source": one.source or None,
    }


def in_json(
    diagnostics: Iterable[Diagnostic],
    written: Iterable[Path] = (),
    reading: Reading | None = None,
) -> str:
    """Return diagnostics, the files that were written, and measures where there are, as JSON."""
    data: dict[str, Any] = {
        "diagnostics": [as_data(one) for one in diagnostics],
        "written": [str(path) for path in written],
    }
    if reading is not None:
        data["reading"] = {
            "whole": _measures(reading.whole),
            "chapters": [_measures(one) for one in reading.chapters],
        }
    text = json.dumps(data, indent=2, ensure_ascii=False)
    # A file's name can have bytes that are no letters; JSON writes them as escapes.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _measures(one: Measures) -> dict[str, Any]:
    """Return measures as JSON has them; null is what the language has no way to count."""
    longest = one.longest
    return {
        "path": one.file or None,
        "title": one.title or None,
        "language": one.language,
        "counts": {
            **asdict(one.counts),
            "every_word": one.every_word,
            "words_in_other_languages": one.other_words,
        },
        "mean_words": round(one.counts.mean_words, 1),
        "longest_sentence": longest
        and {
            "path": longest.place.path,
            "line": longest.place.line,
            "words": len(longest.words),
            "text": longest.text,
        },
        "minutes": {str(pace): one.minutes(pace) for pace in (SLOW_PACE, USUAL_PACE)},
        "words_can_be_counted": has_spaces(one.language),
        "tested_on_health_texts": is_for_health(one.language),
        "scores": [
            {
                "formula": score.formula.key,
                "value": score.value if score.value is None else round(score.value, 1),
                "why_not": score.why_not or None,
                "scale": score.formula.scale,
                "target": score.formula.target,
                "standing": score.standing,
                "source": score.formula.source,
            }
            for score in one.scores
        ],
        "hard_sentences": [
            {
                "path": hard.sentence.place.path,
                "line": hard.sentence.place.line,
                "words": len(hard.sentence.words),
                "unexplained_words": list(hard.unexplained),
                "text": hard.sentence.text,
            }
            for hard in one.hard
        ],
        "unexplained_words": dict(one.unexplained),
    }
