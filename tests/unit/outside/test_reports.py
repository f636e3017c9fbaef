"""Judges' reports become diagnostics, and a report that is not whole is never a pass."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from plainleaf.outside import JudgeFailed, JudgeMissing, ace, epubcheck, java, process, verapdf

VERAPDF_REPORT = """<?xml version="1.0" encoding="utf-8"?>
<report><jobs><job>
  <validationReport jobEndStatus="{status}" isCompliant="{compliant}">
    <details passedRules="105" failedRules="1">{rules}</details>
  </validationReport>
</job></jobs></report>"""
BROKEN_RULE = """
<rule specification="ISO 14289-1:2014" clause="7.1" testNumber="9" status="failed"
      failedChecks="2">
  <description>There is a title</description>
  <check status="failed"><context>root/document[0]</context></check>
</rule>
<rule clause="5" testNumber="1" status="passed" failedChecks="0"/>"""


def _verapdf_report(status: str = "normal", compliant: str = "false", broken: str = "") -> str:
    return VERAPDF_REPORT.format(status=status, compliant=compliant, rules=broken)


def _epubcheck_report(errors: int, *messages: dict[str, object]) -> str:
    checker = {"nFatal": 0, "nError": errors, "nWarning": 0}
    return json.dumps({"checker": checker, "messages": messages})


def _ace_report(outcome: str, *pages: Mapping[str, object]) -> str:
    return json.dumps({"earl:result": {"earl:outcome": outcome}, "assertions": pages})


def test_verapdf_program_names_clause_count_and_object() -> None:
    """Each broken rule of the XML report is one diagnostic; kept rules are none."""
    report = _verapdf_report(broken=BROKEN_RULE)
    (found,) = verapdf.read_xml_report(report, "a.pdf", "ua1")
    assert (found.code, str(found.place)) == ("PL901", "a.pdf")
    assert found.message == "ua1 7.1-9, 2 times: There is a title (at root/document[0])"


def test_verapdf_program_passes_a_compliant_file() -> None:
    """A whole report that says compliant gives no diagnostic."""
    assert verapdf.read_xml_report(_verapdf_report(compliant="true"), "a.pdf", "ua1") == ()


@pytest.mark.parametrize(
    "report",
    [
        "",
        "<report/>",
        "<report><jobs><job><taskException/></job></jobs></report>",
        _verapdf_report(),
        _verapdf_report(compliant="true", broken=BROKEN_RULE),
        _verapdf_report(status="timeout", compliant="true"),
    ],
)
def test_verapdf_program_must_give_a_verdict(report: str) -> None:
    """An empty, torn, cut short or contradictory report is no verdict."""
    with pytest.raises(JudgeFailed, match="veraPDF gave no verdict"):
        verapdf.read_xml_report(report, "a.pdf", "ua1")


def test_verapdf_on_the_path_is_preferred(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a user has veraPDF, that one is asked, once for each flavour."""
    program = tmp_path / "verapdf"
    report = _verapdf_report(broken=BROKEN_RULE)
    program.write_text(f"#!/bin/sh\ncat <<'END'\n{report}\nEND\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    found = verapdf.judge(tmp_path / "a.pdf", ("ua1", "2a"))
    assert [one.message.partition(",")[0] for one in found] == ["2a 7.1-9", "ua1 7.1-9"]


@pytest.mark.parametrize(
    "report",
    [
        "",
        "[]",
        "{}",
        json.dumps({"ua1": {"compliant": False, "failures": []}}),
        json.dumps({"ua1": {"compliant": True}}),
        json.dumps({"ua2": {"compliant": True, "failures": []}}),
    ],
)
def test_verapdf_engine_must_give_a_verdict(report: str) -> None:
    """The engine's report must be whole and hold each flavour that was asked for."""
    with pytest.raises(JudgeFailed):
        verapdf.read_engine_report(report, "a.pdf", ("ua1",))


def test_verapdf_must_be_asked_something() -> None:
    """No flavour at all would be a pass of nothing."""
    with pytest.raises(ValueError, match="at least one flavour"):
        verapdf.judge(Path("a.pdf"), ())


def test_epubcheck_names_file_and_line() -> None:
    """Each place of a message is one diagnostic; advice on usage is none."""
    report = _epubcheck_report(
        1,
        {
            "ID": "RSC-007",
            "severity": "ERROR",
            "message": "not there",
            "locations": [
                {"path": "EPUB/a.xhtml", "line": 3},
                {"path": "EPUB/b.xhtml", "line": -1},
            ],
        },
        {"ID": "ACC-1", "severity": "USAGE", "message": "hm", "locations": []},
    )
    found = epubcheck.read_report(report, "a.epub")
    assert [one.message for one in found] == [
        "RSC-007 (error) in EPUB/a.xhtml:3: not there",
        "RSC-007 (error) in EPUB/b.xhtml: not there",
    ]


@pytest.mark.parametrize("report", ["", "{}", "[]", _epubcheck_report(2)])
def test_epubcheck_must_give_a_whole_report(report: str) -> None:
    """A torn report, or one that counts errors and names none, is no verdict."""
    with pytest.raises(JudgeFailed):
        epubcheck.read_report(report, "a.epub")


def test_ace_names_rule_page_and_element() -> None:
    """Each failed assertion is one diagnostic with the rule, the page and the element."""
    finding = {
        "earl:result": {
            "earl:outcome": "fail",
            "dct:description": "no alt\nno title",
            "earl:pointer": {"css": ["img"]},
        },
        "earl:test": {
            "earl:impact": "critical",
            "dct:title": "image-alt",
            "help": {"dct:description": "Images need text"},
        },
    }
    page = {"earl:testSubject": {"url": "one.xhtml"}, "assertions": [finding]}
    (found,) = ace.read_report(_ace_report("fail", page), "a.epub")
    assert found.message == (
        "image-alt (critical) in one.xhtml at img: Images need text: no alt no title"
    )


@pytest.mark.parametrize(
    "report",
    [
        "",
        "{}",
        _ace_report("pass"),
        _ace_report("fail", {"earl:testSubject": {"url": "a"}, "assertions": []}),
    ],
)
def test_ace_must_give_a_whole_report(report: str) -> None:
    """A torn report, one without pages, or a fail without findings is no verdict."""
    with pytest.raises(JudgeFailed):
        ace.read_report(report, "a.epub")


def test_judge_that_takes_too_long_is_ended() -> None:
    """A judge's time is limited, and running out of it is no pass."""
    sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
    with pytest.raises(JudgeFailed, match="more than 0 seconds"):
        process.run("A judge", sleeper, 0.2)


def test_missing_package_says_how_to_install_it() -> None:
    """A judge whose package is absent names the command that installs it."""
    with pytest.raises(JudgeMissing, match="make judges"):
        java.package_folder("A judge", "no_such_package_anywhere")


def test_missing_browser_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Ace, Node or a browser on the PATH, Ace is missing and has not passed."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv(ace.BROWSER_SETTING, raising=False)
    with pytest.raises(JudgeMissing):
        ace.judge(Path("a.epub"))
