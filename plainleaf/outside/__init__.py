"""Step 8, outside judges: other people's checkers, whose words become diagnostics.

Each judge is one module: `ask` gives its whole opinion of a file, and `judge` what it finds
wrong. A judge that is not installed raises `JudgeMissing`; one that ran and gave no report that
can be trusted raises `JudgeFailed`. So a file passes only when its judge has said so.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from plainleaf.diagnostics import Diagnostic

# In a checkout one command installs them all.
INSTALL_COMMAND = "make judges"


@dataclass(frozen=True)
class Standard:
    """A standard that a file was held against: how many rules of it were tried, and broken.

    A judge that does not count its rules has None.
    """

    name: str
    rules: int | None
    broken: int

    @property
    def is_kept(self) -> bool:
        """Whether no rule was found broken."""
        return self.broken == 0


@dataclass(frozen=True)
class Opinion:
    """What a judge has to say of a file; `report` is its own one, as JSON without a clock."""

    judge: str
    version: str
    standards: tuple[Standard, ...]
    diagnostics: tuple[Diagnostic, ...]
    report: bytes = field(default=b"", repr=False)


class JudgeMissing(Exception):
    """A judge, or a part that it needs, is not installed; `command` installs it."""

    def __init__(self, judge: str, reason: str, command: str = INSTALL_COMMAND) -> None:
        super().__init__(f"{judge} could not be asked: {reason}; install it with: {command}")
        self.judge = judge
        self.reason = reason
        self.command = command


class JudgeFailed(Exception):
    """A judge ran and did not give a whole report, so nothing is known about the file."""

    def __init__(self, judge: str, reason: str) -> None:
        super().__init__(f"{judge} gave no verdict: {reason}")
        self.judge = judge
        self.reason = reason
