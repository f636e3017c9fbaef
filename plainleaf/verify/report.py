"""Verify: write down what was found, for a person as one page of HTML and for a machine.

Neither knows the clock: the same files, judges and day give the same bytes.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from typing import Any

from plainleaf import __version__
from plainleaf.diagnostics import has_errors
from plainleaf.manifest import MANIFEST_FILE
from plainleaf.publishing import REPORT_FILE
from plainleaf.report import as_data
from plainleaf.templating import template
from plainleaf.verify.verifying import FileVerdict, Trial, Verified

SCHEMA = "plainleaf-report-1"
"""The form of report.json; a change that a reader of it must know of gets another number."""

PAGE_FILE = "index.html"

RESULTS = {
    "passed": "No judge found a fault",
    "faults": "Faults were found: do not hand these files out",
    "incomplete": "Not complete: a judge was not asked",
}

FOR_A_PERSON = (
    "Is what the leaflet says right, up to date, and safe to act on? Has a clinician checked it?",
    "Do people who know nothing of the subject understand it? Ask some of those it is for.",
    "Does each picture show what its text alternative says, and can its small parts be made out?",
    "Listen to it with a screen reader: are the headings, lists and tables of help as they are?",
    "Print it on the printer that will be used, black on plain paper: does it look as it should?",
    "Is the size right for the person who gets it? Ask which size they read best.",
)
"""What no program can judge; it stands at the end of every report."""


def result_of(verified: Verified) -> str:
    """Return "passed", "faults" or "incomplete": faults come first, since they are certain."""
    if has_errors(verified.diagnostics):
        return "faults"
    return "incomplete" if verified.missing else "passed"


def report_files(verified: Verified, shown_day: datetime.date | None) -> dict[str, bytes]:
    """Return the report's files by name; none where there was no manifest to go by.

    `shown_day` is the day that the user gave, and None where the clock would have to say it.
    """
    if verified.released is None:
        return {}
    data = report_data(verified, shown_day)
    page = template("report.html.j2").render(
        verified=verified,
        report=data,
        result=RESULTS[data["result"]],
        manifest_file=MANIFEST_FILE,
        report_file=REPORT_FILE,
    )
    text = json.dumps(data, indent=2, ensure_ascii=False)
    return {
        PAGE_FILE: page.encode(),
        REPORT_FILE: f"{text}\n".encode(),
        **verified.judges_reports,
    }


def report_data(verified: Verified, shown_day: datetime.date | None) -> dict[str, Any]:
    """Return all that was found, as data for JSON."""
    released = verified.released
    if released is None:
        raise ValueError("without a manifest there is nothing to report on")
    settings = released.settings
    in_files = {one for verdict in verified.files for one in verdict.diagnostics}
    return {
        "schema": SCHEMA,
        "plainleaf": __version__,
        "day": shown_day.isoformat() if shown_day else None,
        "leaflet": {
            "title": settings.title,
            "code": settings.code,
            "version": settings.version,
            "language": settings.language,
            "issued": settings.dates.issued.isoformat(),
            "reviewed": settings.is_reviewed,
            "content_sha256": released.content_sha256,
        },
        "result": result_of(verified),
        "with_manuscript": verified.has_manuscript,
        "missing": [
            {"judge": one.judge, "reason": one.reason, "install": one.command}
            for one in verified.missing
        ],
        "files": [*map(_file, verified.files)],
        "other_diagnostics": [
            *(as_data(one) for one in verified.diagnostics if one not in in_files)
        ],
        "judges_reports": sorted(verified.judges_reports),
        "for_a_person": [*FOR_A_PERSON],
    }


def _file(verdict: FileVerdict) -> dict[str, Any]:
    artifact = verdict.file.artifact
    return {
        "path": artifact.name,
        "edition": verdict.file.edition.name,
        "title": verdict.file.edition.title,
        "bytes": len(artifact.data),
        "sha256": verdict.file.sha256,
        "passes": verdict.passes,
        "waived": verdict.waived,
        "trials": [*_trials(verdict.trials)],
        "not_tried": [{"code": rule.code, "title": rule.title} for rule in verdict.left_out],
        "diagnostics": [*map(as_data, verdict.diagnostics)],
    }


def _trials(trials: tuple[Trial, ...]) -> Iterator[dict[str, Any]]:
    for one in trials:
        yield {
            "judge": one.judge,
            "version": one.version or None,
            "standard": one.standard,
            "result": one.state.value,
            "rules": one.rules,
            "broken": one.broken,
            "note": one.note or None,
        }
