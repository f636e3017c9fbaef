"""Diagnostics as SARIF: what the standard requires, and what code hosts need to show them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from plainleaf import rules
from plainleaf.diagnostics import Diagnostic, Place
from plainleaf.sarif import FINGERPRINT, in_sarif

FAULT = rules.NO_ALT_TEXT.at(Place("01-a.md", 2), file="a.svg")
HINT = rules.NO_TABLE_CAPTION.at(Place("02 ä.md"))


def run_of(*diagnostics: Diagnostic, folder: str | Path = "manuscript") -> dict[str, Any]:
    log = json.loads(in_sarif(diagnostics, Path(folder)))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    return dict(run)


def fingerprints(run: dict[str, Any]) -> list[str]:
    return [one["partialFingerprints"][FINGERPRINT] for one in run["results"]]


def test_nothing_found_is_still_a_run() -> None:
    """A code host takes an empty list for a clean run, and a missing one for no run."""
    run = run_of()
    assert run["results"] == []
    assert run["tool"]["driver"]["name"] == "Plainleaf"
    assert run["tool"]["driver"]["rules"] == []


def test_a_result_says_what_where_and_how_to_mend_it() -> None:
    (result,) = run_of(FAULT)["results"]
    assert (result["ruleId"], result["level"]) == ("PL301", "error")
    assert result["message"]["text"].startswith("Image has no alternative text. Say what ")
    location = result["locations"][0]["physicalLocation"]
    assert location == {
        "artifactLocation": {"uri": "manuscript/01-a.md"},
        "region": {"startLine": 2},
    }


def test_every_result_names_a_rule_of_the_run() -> None:
    run = run_of(FAULT, HINT, FAULT)
    described = run["tool"]["driver"]["rules"]
    assert [one["id"] for one in described] == sorted({"PL301", HINT.code})
    for result in run["results"]:
        rule = described[result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert rule["shortDescription"]["text"] == rules.CATALOGUE[rule["id"]].title
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}


def test_the_whole_file_has_no_region_and_names_are_escaped() -> None:
    (result,) = run_of(HINT)["results"]
    location = result["locations"][0]["physicalLocation"]
    assert location == {"artifactLocation": {"uri": "manuscript/02%20%C3%A4.md"}}


def test_a_folder_elsewhere_has_a_whole_address(tmp_path: Path) -> None:
    (result,) = run_of(FAULT, folder=tmp_path)["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == (tmp_path / "01-a.md").as_uri()


def test_a_folder_below_this_one_is_relative(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (result,) = run_of(FAULT, folder=tmp_path / "text")["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "text/01-a.md"


def test_a_result_is_known_again_when_lines_move() -> None:
    moved = rules.NO_ALT_TEXT.at(Place("01-a.md", 9), file="a.svg")
    assert fingerprints(run_of(FAULT)) == fingerprints(run_of(moved))
    twice = fingerprints(run_of(FAULT, moved))
    assert len(set(twice)) == 2
    assert twice[:1] == fingerprints(run_of(FAULT))


def test_odd_bytes_in_a_name_are_still_json() -> None:
    odd = rules.NO_ALT_TEXT.at(Place("01-\udcff.md", 2), file="a.svg")
    (result,) = run_of(odd)["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "manuscript/01-%FF.md"
