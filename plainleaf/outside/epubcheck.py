"""Step 8, outside judges: EPUBCheck, which knows the EPUB standards."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from plainleaf import rules
from plainleaf.diagnostics import Diagnostic, Place, in_order
from plainleaf.outside import JudgeFailed, Opinion, Standard, java
from plainleaf.outside.process import run

JUDGE = "EPUBCheck"
TIMEOUT_S = 300.0
# EPUBCheck's severities that count, with the name of each one's own count in the report.
COUNTED = {"FATAL": "nFatal", "ERROR": "nError", "WARNING": "nWarning"}


STANDARD = "EPUB 3.3"


def judge(path: Path, timeout_s: float = TIMEOUT_S) -> tuple[Diagnostic, ...]:
    """Return what EPUBCheck finds wrong with an EPUB; its warnings count too.

    Raises:
        JudgeMissing: EPUBCheck or Java is not installed.
        JudgeFailed: there is no whole report.
    """
    return ask(path, timeout_s).diagnostics


def ask(path: Path, timeout_s: float = TIMEOUT_S) -> Opinion:
    """Return EPUBCheck's opinion of an EPUB.

    Raises:
        JudgeMissing: EPUBCheck or Java is not installed.
        JudgeFailed: there is no whole report.
    """
    program = java.java_home(JUDGE) / "bin" / "java"
    jar = java.jar(JUDGE, "epubcheck", "epubcheck.jar")
    with tempfile.TemporaryDirectory(prefix="plainleaf-") as folder:
        report = Path(folder) / "report.json"
        ended = run(
            JUDGE,
            [
                str(program),
                "-Djava.awt.headless=true",
                "-jar",
                str(jar),
                "--quiet",
                "--failonwarnings",
                "--json",
                str(report),
                str(path.absolute()),
            ],
            timeout_s,
        )
        if ended.code not in (0, 1) or not report.is_file():
            raise JudgeFailed(JUDGE, f"exit code {ended.code}: {ended.last_words}")
        text = report.read_text(encoding="utf-8")
    diagnostics = read_report(text, path.name)
    if bool(diagnostics) != (ended.code == 1):
        raise JudgeFailed(JUDGE, f"its report and its exit code {ended.code} disagree")
    broken = len({one.message.partition(" ")[0] for one in diagnostics})
    version = str(json.loads(text)["checker"].get("checkerVersion", ""))
    return Opinion(JUDGE, version, (Standard(STANDARD, None, broken),), diagnostics)


def read_report(text: str, name: str) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of a report, given as JSON, on the file called `name`.

    Raises:
        JudgeFailed: the report is no whole report, or its counts and messages differ.
    """
    try:
        report = json.loads(text)
        checker, messages = report["checker"], report["messages"]
        expected = sum(checker[count] for count in COUNTED.values())
        counted = [message for message in messages if message["severity"] in COUNTED]
        diagnostics = [one for message in counted for one in _diagnostics(message, name)]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise JudgeFailed(JUDGE, f"its report cannot be read: {error!r}") from error
    if expected and not counted:
        raise JudgeFailed(JUDGE, f"it counts {expected} faults and names none")
    return in_order(diagnostics)


def _diagnostics(message: Mapping[str, Any], name: str) -> Iterator[Diagnostic]:
    for location in message["locations"] or [{}]:
        where = (location.get("path") or name).removeprefix("./")
        line = location.get("line", -1)
        yield rules.EPUBCHECK.at(
            Place(name),
            id=message["ID"],
            level=message["severity"].lower(),
            file=f"{where}:{line}" if line > 0 else where,
            text=message["message"],
        )
