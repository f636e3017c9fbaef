"""Step 8, outside judges: run a judge's program with a time limit."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plainleaf.outside import JudgeFailed

# A judge that is asked to stop closes its browser first; this is how long it may take.
GRACE_S = 5.0
# Enough of a program's last words to see what went wrong, and no page of Java frames.
LAST_WORDS = 600


@dataclass(frozen=True)
class Ended:
    """A program that has ended: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def last_words(self) -> str:
        """The end of what the program printed, for a message."""
        return (self.err.strip() or self.out.strip())[-LAST_WORDS:]


def run(
    judge: str,
    command: Sequence[str],
    timeout_s: float,
    environment: Mapping[str, str] | None = None,
) -> Ended:
    """Run a judge's program to its end, without input.

    `environment` is added to this process's own, but for the fonts: print lays out with a setting
    that knows no system font, and a judge's browser would show empty pages.

    Raises:
        JudgeFailed: the program cannot be started, or takes more than `timeout_s` seconds.
    """
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**_own_environment(), **(environment or {})},
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise JudgeFailed(judge, f"{command[0]} does not start: {error}") from error
    with process:
        try:
            out, err = process.communicate(timeout=timeout_s)
        except subprocess.TimeoutExpired:
            _end(process)
            raise JudgeFailed(judge, f"it took more than {timeout_s:.0f} seconds") from None
        except BaseException:
            _end(process)
            raise
    return Ended(process.returncode, out, err)


def _own_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.communicate(timeout=GRACE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
