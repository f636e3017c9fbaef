"""Step 5, check: the worksheet, which fills in two checklists as far as a program can.

It is Markdown that a person goes on filling in: an answer stands behind `Answer:`, and one that
Plainleaf gave is marked "(Plainleaf)". When the worksheet is made again, the answers that have no
such mark are a person's, and are kept together with their notes; so the score can be read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plainleaf import book
from plainleaf.language.cci import CCI
from plainleaf.language.checklist import Answer, Checklist, Finding, Item
from plainleaf.language.evidence import Evidence
from plainleaf.language.measures import Reading
from plainleaf.language.pemat import ACTING, UNDERSTANDING
from plainleaf.settings import Settings

CHECKLISTS = (CCI, UNDERSTANDING, ACTING)

MARK = "(Plainleaf)"
"""What stands behind an answer that no person gave."""

LONGEST_SHOWN = 160
"""How many characters of a passage are shown; its place tells where the rest is."""

MAX_READ_CHARACTERS = 1_000_000

_ITEM = re.compile(r"^### (\w+) (\d{1,2}):.*$", re.MULTILINE)
_ANSWER = re.compile(r"^Answer:[ \t]*(.*)$", re.MULTILINE)
_NOTE = re.compile(r"^Note:[ \t]*(.*)\Z", re.MULTILINE | re.DOTALL | re.IGNORECASE)
_FIRST_WORD = re.compile(r"([\w/]+)[\s,.;:–-]+(.+)")
_NO_POINT_WITHOUT_ONE_MESSAGE = frozenset({2, 3, 4})
_SPELLINGS = {"y": "yes", "n": "no", "na": "n/a", "not applicable": "n/a", "": "?"}

Key = tuple[str, int]
"""An item, by its checklist's short name and its number."""


@dataclass(frozen=True)
class Given:
    """What a person wrote at an item; `answer` is None where they left Plainleaf's."""

    answer: Answer | None
    note: str = ""


@dataclass(frozen=True)
class Filled:
    """An item with its answer, who gave it, and what helps to judge it."""

    item: Item
    answer: Answer
    finding: Finding
    by_person: bool = False
    note: str = ""


@dataclass(frozen=True)
class Tally:
    """A checklist's score: `points` of `counted` items; `open` ones are not answered yet."""

    points: int
    counted: int
    open: int
    total: int

    @property
    def score(self) -> int | None:
        """The score on 100, over the answered items that apply; None without any."""
        return round(100 * self.points / self.counted) if self.counted else None


def make_worksheet(settings: Settings, text: book.Book, reading: Reading, earlier: str = "") -> str:
    """Return the worksheet; what a person wrote in an `earlier` one is kept."""
    seen = Evidence(settings, text, reading)
    given = read_answers(earlier)
    filled = {one.name: _fill(one, seen, given) for one in CHECKLISTS}
    return "\n".join((*_head(settings, filled), *_lists(filled)))


def read_answers(worksheet: str) -> dict[Key, Given]:
    """Return what a person wrote in a worksheet, by item."""
    worksheet = worksheet[:MAX_READ_CHARACTERS].replace("\r\n", "\n")
    headings = list(_ITEM.finditer(worksheet))
    ends = (*(one.start() for one in headings[1:]), len(worksheet))
    given = {}
    for heading, end in zip(headings, ends, strict=False):
        part = worksheet[heading.end() : end].split("\n## ")[0]
        written, note = _ANSWER.search(part), _NOTE.search(part)
        answer, rest = _read_answer(written[1].strip() if written else "")
        notes = (note[1].strip() if note else "", f"(Answer: {rest})" if rest else "")
        given[heading[1], int(heading[2])] = Given(answer, "\n\n".join(filter(None, notes)))
    return given


def _read_answer(written: str) -> tuple[Answer | None, str]:
    """Return the answer, and what stands there beside it, which is kept as a note."""
    if MARK.lower() in written.lower():
        return None, ""
    answer = _plain_answer(written)
    if answer is not None:
        return (None if answer is Answer.OPEN else answer), ""
    first = _FIRST_WORD.fullmatch(written)
    answer = _plain_answer(first[1]) if first else None
    return (None if answer is Answer.OPEN else answer), written


def _plain_answer(written: str) -> Answer | None:
    plain = written.strip("*_. ").lower()
    plain = _SPELLINGS.get(plain, plain)
    return Answer(plain) if plain in set(Answer) else None


def tally(checklist: Checklist, filled: tuple[Filled, ...]) -> Tally:
    """Count a checklist's points, by its own rule for what counts without a main message."""
    answers = {one.item.number: one.answer for one in filled}
    if checklist is CCI and answers[1] is Answer.NO:
        answers |= dict.fromkeys(_NO_POINT_WITHOUT_ONE_MESSAGE, Answer.NO)
    given = list(answers.values())
    points = given.count(Answer.YES)
    return Tally(points, points + given.count(Answer.NO), given.count(Answer.OPEN), len(given))


def _fill(checklist: Checklist, seen: Evidence, given: Mapping[Key, Given]) -> tuple[Filled, ...]:
    filled = []
    for item in checklist.items:
        finding = item.judge(seen)
        person = given.get((checklist.short, item.number), Given(None))
        answer = person.answer or finding.answer
        filled.append(Filled(item, answer, finding, person.answer is not None, person.note))
    return tuple(filled)


# In words


def _head(settings: Settings, filled: Mapping[str, tuple[Filled, ...]]) -> Iterator[str]:
    yield f"# Worksheet: {_one_line(settings.title)}"
    yield ""
    yield f"Leaflet {_one_line(settings.code)}, version {_one_line(settings.version)}."
    yield ""
    yield (
        "Two checklists of health literacy, in our own words. Plainleaf has answered what a "
        f"program can see; such an answer is marked {MARK}. The rest is for you: put yes, no or "
        "n/a (does not apply) in the place of each question mark. To change an answer of "
        "Plainleaf's, write your own and take the mark away. Then make the worksheet again with "
        "the same command: your answers and notes stay, and the score is counted anew."
    )
    yield ""
    yield "A good score is a sign of care and no proof: only readers can tell what they understand."
    yield ""
    yield "## Score so far"
    yield ""
    for checklist in CHECKLISTS:
        yield f"- {_score_line(checklist, tally(checklist, filled[checklist.name]))}"
    yield ""


def _score_line(checklist: Checklist, counted: Tally) -> str:
    left = f"{counted.open} of {counted.total} items are open"
    if counted.score is None:
        return f"{checklist.name}: no score yet; {left}."
    points = f"{counted.points} of {counted.counted} points"
    told = f"{points} so far, which is {counted.score} on 100"
    return f"{checklist.name}: {told}; {left}. Aim for {checklist.mark}, with none open."


def _lists(filled: Mapping[str, tuple[Filled, ...]]) -> Iterator[str]:
    for checklist in CHECKLISTS:
        yield f"## {checklist.name}"
        yield ""
        for one in filled[checklist.name]:
            yield from _item(checklist, one)


def _item(checklist: Checklist, one: Filled) -> Iterator[str]:
    yield f"### {checklist.short} {one.item.number}: {one.item.asks}"
    yield ""
    is_ours = not one.by_person and one.answer is not Answer.OPEN
    yield f"Answer: {one.answer}{f' {MARK}' if is_ours else ''}"
    yield ""
    if one.finding.why:
        yield f"{'Why' if is_ours else 'To judge'}: {_sentence(one.finding.why)}"
        yield ""
    for place, words in one.finding.look_at:
        yield f"- {place}: {_shortened(words)}"
    if one.finding.look_at:
        yield ""
    yield f"Note: {one.note}".rstrip()
    yield ""


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?")) else f"{words}."


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _shortened(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= LONGEST_SHOWN else f"{plain[:LONGEST_SHOWN].rstrip()} …"
