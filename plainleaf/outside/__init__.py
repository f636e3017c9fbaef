"""Step 8, outside judges: other people's checkers, whose words become diagnostics.

Each judge is one module with one public function, `judge`. A judge that is not installed
raises `JudgeMissing`; one that ran and gave no report that can be trusted raises
`JudgeFailed`. So a file passes only when its judge has said so.
"""

from __future__ import annotations

# In a checkout one command installs them all.
INSTALL_COMMAND = "make judges"


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
