"""Step 5, check: what a checklist of health literacy is made of: items, and who judges them.

Each item has a judge, which answers what a program can see, and otherwise points to the passages
that a person should look at. Where it could only guess, it leaves the answer open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from plainleaf.language.evidence import Evidence, Spot


class Answer(StrEnum):
    """What an item of a checklist is answered with."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "n/a"
    OPEN = "?"


@dataclass(frozen=True)
class Finding:
    """What a judge found: an answer, why, and where to look."""

    answer: Answer
    why: str = ""
    look_at: tuple[Spot, ...] = ()


@dataclass(frozen=True)
class Item:
    """One item of a checklist: its number there, what it asks, and what a program can tell."""

    number: int
    asks: str
    judge: Callable[[Evidence], Finding]


@dataclass(frozen=True)
class Checklist:
    """A list of items with one score: `name` heads it, `short` stands before item numbers."""

    name: str
    short: str
    mark: int
    items: tuple[Item, ...]


def yes(why: str, look_at: tuple[Spot, ...] = ()) -> Finding:
    """Return a yes."""
    return Finding(Answer.YES, why, look_at)


def no(why: str, look_at: tuple[Spot, ...] = ()) -> Finding:
    """Return a no."""
    return Finding(Answer.NO, why, look_at)


def left_open(why: str, look_at: tuple[Spot, ...] = ()) -> Finding:
    """Return a question for a person, with the places to look at."""
    return Finding(Answer.OPEN, why, look_at)


def does_not_apply(why: str) -> Finding:
    """Return that an item is about something that the leaflet has not."""
    return Finding(Answer.NOT_APPLICABLE, why)


def person(why: str) -> Callable[[Evidence], Finding]:
    """Return a judge that leaves an item to a person, and says how to go about it."""
    return lambda _: left_open(why)
