"""What `check` makes for editors besides diagnostics: the report as a page, and the worksheet.

The report is one HTML file that needs nothing else: no script, no font, no picture of its own.
Its words are for editors, in English, and stand in `templates/editorial.html.j2`.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from plainleaf.build import Checked
from plainleaf.diagnostics import Diagnostic
from plainleaf.language.formulas import Formula, Score, is_for_health
from plainleaf.language.measures import (
    HARD_SENTENCE,
    LONG_SENTENCE,
    SLOW_PACE,
    USUAL_PACE,
    Hard,
    Measures,
)
from plainleaf.language.prose import Passage
from plainleaf.language.sentences import has_spaces
from plainleaf.language.worksheet import MAX_READ_CHARACTERS, make_worksheet
from plainleaf.publishing import write_file
from plainleaf.report import reading_line, summary
from plainleaf.templating import template

REPORT_BEGINS = '<!DOCTYPE html>\n<html lang="en" data-plainleaf="report">'
WORKSHEET_BEGINS = "# Worksheet: "
"""How the files begin that this module writes, and may write again."""

UNCOMMON_SHOWN = 40
"""How many words the report lists that are neither common nor explained."""


def write_for_editors(
    checked: Checked, report: Path | None, worksheet: Path | None
) -> tuple[Path, ...]:
    """Write the report and the worksheet where they are asked for; return what was written.

    Without a leaflet.toml that can be read, there is nothing to write about.

    Raises:
        OSError: a file cannot be read or written, or is one that somebody else wrote.
    """
    settings, text, reading = checked.settings, checked.book, checked.reading
    if settings is None or text is None or reading is None:
        return ()
    made: dict[Path, str] = {}
    if report is not None:
        _earlier(report, REPORT_BEGINS)
        made[report] = report_page(checked)
    if worksheet is not None:
        earlier = _earlier(worksheet, WORKSHEET_BEGINS)
        made[worksheet] = make_worksheet(settings, text, reading, earlier)
    for path, words in made.items():
        data = words.encode("utf-8", "backslashreplace")
        # What stays as it is must not look like a change to those who watch the folder.
        if not (path.is_file() and path.read_bytes() == data):
            write_file(data, path)
    return tuple(made)


def _earlier(path: Path, begins: str) -> str:
    """Return what stands in a file that this command wrote before; nothing where there is none.

    Raises:
        OSError: the file cannot be read, or somebody else wrote it, so it must not be lost.
    """
    if not path.exists():
        return ""
    with path.open(encoding="utf-8", errors="replace") as file:
        text = file.read(MAX_READ_CHARACTERS)
    if text.strip() and not text.lstrip("\ufeff").startswith(begins):
        why = "this is another file, which would be lost; take another name"
        raise FileExistsError(errno.EEXIST, why, str(path))
    return text


def report_page(checked: Checked) -> str:
    """Return the report as an HTML page.

    Raises:
        ValueError: the manuscript has no settings or no book to report on.
    """
    settings, reading = checked.settings, checked.reading
    if settings is None or reading is None:
        raise ValueError("There is no leaflet to report on")
    parts = tuple(
        _part(number, one, checked.diagnostics)
        for number, one in enumerate(reading.chapters, start=1)
    )
    files = {one.measures.file for one in parts}
    return template("editorial.html.j2").render(
        settings=settings,
        whole=reading.whole,
        parts=parts,
        elsewhere=tuple(one for one in checked.diagnostics if one.place.path not in files),
        summary=summary(checked.diagnostics, len(reading.chapters)),
        reading_line=reading_line(reading.whole),
        for_health=is_for_health(settings.language),
        has_words=has_spaces(settings.language),
        long_sentence=LONG_SENTENCE,
        hard_sentence=HARD_SENTENCE,
        slow_pace=SLOW_PACE,
        usual_pace=USUAL_PACE,
        uncommon=reading.whole.unexplained[:UNCOMMON_SHOWN],
    )


@dataclass(frozen=True)
class Bar:
    """A score drawn against its target; all are shares of the scale, in percent."""

    score: Score
    filled: float
    target: float


@dataclass(frozen=True)
class Piece:
    """A stretch of a passage; with `hard`, a sentence that is marked, and why."""

    text: str
    hard: Hard | None = None


@dataclass(frozen=True)
class Shown:
    """A passage as the report shows it, with the diagnostics of its lines beside it."""

    passage: Passage
    pieces: tuple[Piece, ...]
    found: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Part:
    """A chapter in the report; `found` are diagnostics of lines before its first passage."""

    number: int
    measures: Measures
    bar: Bar | None
    shown: tuple[Shown, ...]
    found: tuple[Diagnostic, ...]

    @property
    def title(self) -> str:
        """The chapter's title, or its file's name."""
        return self.measures.title or self.measures.file


def _part(number: int, measures: Measures, diagnostics: Iterable[Diagnostic]) -> Part:
    here = [one for one in diagnostics if one.place.path == measures.file]
    hard = {id(one.sentence): one for one in measures.hard}
    starts = [one.place.line for one in measures.passages]
    shown = []
    for at, passage in enumerate(measures.passages):
        # Passages of one line, such as a table's cells, share what is found there.
        is_last = at + 1 == len(starts) or starts[at + 1] != starts[at]
        later = (one for one in starts[at + 1 :] if one > starts[at])
        end = next(later, None)
        found = (
            one
            for one in here
            if is_last and one.place.line >= starts[at] and (end is None or one.place.line < end)
        )
        shown.append(Shown(passage, tuple(_pieces(passage, hard)), tuple(found)))
    first = starts[0] if starts else None
    before = tuple(one for one in here if first is None or one.place.line < first)
    return Part(number, measures, _bar(measures.main_score), tuple(shown), before)


def _pieces(passage: Passage, hard: dict[int, Hard]) -> Iterator[Piece]:
    """Yield a passage's text, parted at the sentences that are hard."""
    at = 0
    for sentence in passage.sentences:
        marked = hard.get(id(sentence))
        if marked is None:
            continue
        if sentence.start > at:
            yield Piece(passage.text[at : sentence.start])
        yield Piece(sentence.text, marked)
        at = sentence.end
    if at < len(passage.text):
        yield Piece(passage.text[at:])


def _bar(score: Score | None) -> Bar | None:
    if score is None or score.value is None:
        return None
    return Bar(
        score, _share(score.formula, score.value), _share(score.formula, score.formula.target)
    )


def _share(formula: Formula, value: float) -> float:
    """Return where a value stands on a formula's scale, in percent, within its ends."""
    share = (value - formula.lowest) / (formula.highest - formula.lowest)
    return round(100 * min(1.0, max(0.0, share)), 1)
