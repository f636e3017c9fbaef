"""Puts diagnostics into SARIF 2.1.0, which code hosts show beside the lines they speak of.

The form is that of the OASIS standard "Static Analysis Results Interchange Format (SARIF) Version
2.1.0"; GitHub, GitLab and Azure DevOps read it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from plainleaf import __version__
from plainleaf.diagnostics import Diagnostic, Place
from plainleaf.rules import CATALOGUE

VERSION = "2.1.0"
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "plainleaf/v1"
"""The name and version of the way in which a result is known again when lines move."""


def in_sarif(diagnostics: Sequence[Diagnostic], folder: Path) -> str:
    """Return diagnostics as a SARIF log; addresses of files begin with the manuscript's folder."""
    codes = sorted({one.code for one in diagnostics})
    log = {
        "$schema": SCHEMA,
        "version": VERSION,
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "Plainleaf",
                        "version": __version__,
                        "rules": [_rule(code) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": list(_results(diagnostics, codes, folder)),
            }
        ],
    }
    text = json.dumps(log, indent=2, ensure_ascii=False)
    # A file's name can have bytes that are no letters; JSON writes them as escapes.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _rule(code: str) -> dict[str, Any]:
    rule = CATALOGUE[code]
    described: dict[str, Any] = {
        "id": code,
        "shortDescription": {"text": rule.title},
        "defaultConfiguration": {"level": rule.severity.value},
    }
    if rule.source:
        described["fullDescription"] = {"text": f"{rule.title} ({rule.source})"}
    return described


def _results(
    diagnostics: Iterable[Diagnostic], codes: list[str], folder: Path
) -> Iterable[dict[str, Any]]:
    told: Counter[str] = Counter()
    for one in diagnostics:
        print_ = _fingerprint(one)
        told[print_] += 1
        yield {
            "ruleId": one.code,
            "ruleIndex": codes.index(one.code),
            "level": one.severity.value,
            "message": {"text": f"{_sentence(one.message)} {_sentence(one.help)}"},
            "locations": [{"physicalLocation": _location(one.place, folder)}],
            "partialFingerprints": {FINGERPRINT: f"{print_}:{told[print_]}"},
        }


def _sentence(words: str) -> str:
    """Return a message, which begins small, as a sentence of its own."""
    ended = words if words.endswith((".", "?", "!")) else f"{words}."
    return ended[:1].upper() + ended[1:]


def _location(place: Place, folder: Path) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": _address(folder / place.path)}}
    if place.line:
        location["region"] = {"startLine": place.line}
    return location


def _address(path: Path) -> str:
    """Return a file's address: relative to the folder the command runs in, or else absolute."""
    here = Path.cwd()
    shown = path.relative_to(here) if path.is_relative_to(here) else path
    if shown.is_absolute():
        return shown.as_uri()
    return quote(str(PurePosixPath(shown)).encode("utf-8", "surrogateescape"))


def _fingerprint(one: Diagnostic) -> str:
    """Return what stays the same when lines above a result come and go."""
    known = f"{one.code}\0{one.place.path}\0{one.message}"
    return hashlib.sha256(known.encode("utf-8", "surrogateescape")).hexdigest()[:32]
