"""What Plainleaf tells people: a place, a diagnostic, and how sure it is.

This module knows no rule; the rules and their texts stand in `plainleaf.rules`.
Every step returns its result as an `Outcome`, so that one run can show all that it found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Value = TypeVar("Value", covariant=True)

_NUMBERS = re.compile(r"([0-9]{1,9})")


class Severity(StrEnum):
    """How much a diagnostic matters: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands: a file, relative to what the author named, and a line from 1.

    Line 0 means the whole file.
    """

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True)
class Diagnostic:
    """One thing to tell the author: where, what, how bad, and how to mend it.

    `passage` is what it speaks of in the author's words, whole; empty where that is no text.
    """

    place: Place
    code: str
    severity: Severity
    message: str
    help: str
    source: str = ""
    passage: str = ""

    @property
    def is_error(self) -> bool:
        """Whether this diagnostic stops the build."""
        return self.severity is Severity.ERROR


@dataclass(frozen=True)
class Outcome(Generic[Value]):
    """A step's result together with what the step found on its way."""

    value: Value
    diagnostics: tuple[Diagnostic, ...] = ()


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics sorted by place, then code, each one once; page 5 before page 11."""
    unique = dict.fromkeys(diagnostics)
    return tuple(sorted(unique, key=lambda one: (one.place, one.code, _counted(one.message))))


def _counted(message: str) -> list[tuple[int, str]]:
    """Return a message as a key that sorts the numbers in it by their value."""
    parts = _NUMBERS.split(message)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Return whether any of the diagnostics stops the build."""
    return any(one.is_error for one in diagnostics)
