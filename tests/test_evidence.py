"""Tests that the evidence for the reviewing clinician and the manuscript agree, both ways."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plainleaf import book
from plainleaf.build import check_manuscript
from plainleaf.editions import styles_folder
from tests.conftest import ROOT, TODAY
from tests.running_text import Sentence, every_sentence

MANUSCRIPT = ROOT / "manuscript"
Record = Callable[[str, object], None]
Evidence = dict[str, Any]

ANSWERED = {"C": 59, "M": 11, "A": 28, "T": 24}
"""How many claims, missing facts, gaps and traps the collection of facts numbers."""

LEAST_GAPS = 22

NEEDS_EVIDENCE = re.compile(
    r"(?<![A-Za-z\d])\d"
    r"|\b(?i:two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|half|twice)\b"
    r"|\b(?i:one) (?:UK|US|trial|study|centre|infusion|person|marker)\b"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December) \d"
    r"|\b(?i:ocrelizumab|fludarabine|cyclophosphamide|siponimod|cladribine|placebo)\b|Ocrevus"
    r"|\b(?i:trials?|study|studies|reports?|review)\b|KYSA"
)
"""A number, a date, a drug, a trial or a study."""


@pytest.fixture(scope="module")
def text() -> book.Book:
    """The handout's text, assembled."""
    checked = check_manuscript(MANUSCRIPT, styles_folder(), TODAY)
    assert checked.book is not None
    return checked.book


@pytest.fixture(scope="module")
def printed(text: book.Book) -> tuple[Sentence, ...]:
    """Every sentence of the chapters and their notes."""
    return every_sentence(text)


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    """The evidence as it stands."""
    return tomllib.loads((MANUSCRIPT / "evidence.toml").read_text(encoding="utf-8"))


def place(sentence: dict[str, Any]) -> tuple[str, str]:
    """Return where a sentence of the evidence stands: its file and its words."""
    return sentence["file"], sentence["text"]


def test_each_claim_fact_gap_and_trap_is_answered_once(evidence: Evidence) -> None:
    """No id is forgotten, none is answered twice, none is made up."""
    every = [f"{kind}{one:02}" for kind, most in ANSWERED.items() for one in range(1, most + 1)]
    assert Counter(one["id"] for one in evidence["answer"]) == Counter(every)


def test_each_answer_leads_to_a_place_or_gives_a_reason(
    text: book.Book, evidence: Evidence
) -> None:
    """What is dealt with names a heading that exists; what is left out says why."""
    places = {
        f"{Path(chapter.file).name}#{block.id}"
        for chapter in text.chapters
        for block in chapter.blocks
        if isinstance(block, book.Heading)
    }
    for one in evidence["answer"]:
        assert ("where" in one) != ("left_out" in one), one["id"]
        assert one["how"], one["id"]
        if "where" in one:
            assert one["where"] in places, one
        else:
            assert len(one["left_out"].split()) > 4, one["id"]


def test_enough_gaps_and_all_traps_are_answered(
    evidence: Evidence, record_property: Record
) -> None:
    """At least 22 gaps are filled in the text, and each trap is answered for."""
    for kind, most in ANSWERED.items():
        answers = [one for one in evidence["answer"] if one["id"].startswith(kind)]
        in_text = sum("where" in one for one in answers)
        record_property(
            "measured",
            f"evidence, {kind}: {len(answers)} of {most} answered, {in_text} in the text, "
            f"{len(answers) - in_text} left out with a reason",
        )
        assert len(answers) == most
        assert kind != "A" or in_text >= LEAST_GAPS


def test_each_sentence_of_the_evidence_stands_in_its_chapter(
    printed: tuple[Sentence, ...], evidence: Evidence
) -> None:
    """The evidence quotes nothing that is no longer printed."""
    found = {(one.file, one.text) for one in printed}
    assert [place(one) for one in evidence["sentence"] if place(one) not in found] == []


def test_each_sentence_that_needs_evidence_has_it(
    printed: tuple[Sentence, ...], evidence: Evidence, record_property: Record
) -> None:
    """A number, date, drug, trial or study is never printed without its evidence."""
    listed = Counter(place(one) for one in evidence["sentence"])
    need = [(one.file, one.text) for one in printed if NEEDS_EVIDENCE.search(one.text)]
    record_property(
        "measured",
        f"evidence: {len(printed)} sentences printed, {len(need)} need evidence, "
        f"{len(listed)} have it",
    )
    assert [one for one in need if one not in listed] == []
    assert max(listed.values()) == 1


def test_the_references_are_those_cited_in_the_sentence(
    printed: tuple[Sentence, ...], evidence: Evidence
) -> None:
    """Each sentence is listed with the references that its readers are led to."""
    cited = {(one.file, one.text): list(one.references) for one in printed}
    different = [
        (one["text"], one["references"], cited.get(place(one)))
        for one in evidence["sentence"]
        if one["references"] != cited.get(place(one))
    ]
    assert different == []


def test_each_sentence_rests_on_a_reference_or_gives_a_reason(evidence: Evidence) -> None:
    """What has no reference says why, and every doubt has its place."""
    for one in evidence["sentence"]:
        assert one["references"] or one.get("no_reference"), one["text"]
        assert one["rests_on"] or one.get("no_reference"), one["text"]
        assert "uncertain" in one, one["text"]


def test_the_references_not_rechecked_are_cited_and_listed(
    text: book.Book, evidence: Evidence
) -> None:
    """What nobody has checked again is named for the clinician, with what it is used for."""
    known = {name for name, _ in text.known_references}
    listed = [one["reference"] for one in evidence["not_rechecked"]]
    assert listed
    assert set(listed) <= known
    assert all(one["used_for"] and one["note"] for one in evidence["not_rechecked"])
