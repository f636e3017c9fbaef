"""A second checker, outloud, asks of each book's PDF what conformance does not: does it make sense?

Its rules go by likelihood, so some of what it finds is no fault. Each such finding is listed here
with its reason, and each error also with what proves it wrong on the very file; all else fails.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import outloud
import pikepdf
import pytest
from lxml import etree

from plainleaf.build import check_manuscript
from plainleaf.editions import EDITIONS, styles_folder
from plainleaf.proof.pdf.heard import telling_of_tree
from plainleaf.proof.pdf.reading import read_pdf
from tests.binding import bound
from tests.conftest import ROOT, TODAY

MANUSCRIPTS = {
    "handout": ROOT / "manuscript",
    **{path.parent.name: path.parent for path in (ROOT / "tests/books").glob("*/leaflet.toml")},
}
NAMES = {"h": "http://www.w3.org/1999/xhtml"}

WARNINGS = {
    "ORD-001": "WeasyPrint paints the marks of lists after the text; the tree has them in place",
    "TBL-014": "it looks for a Table on each page, and ours is one on all of its pages",
    "NOTE-003": "a note's number is the label of the list item that it stands in",
    "PAG-001": "a sentence of the sample stands on several pages of its text",
    "TXT-004": "an Arabic letter has several shapes, and each of them means the letter",
}
"""What is no fault, and why."""


@dataclass(frozen=True)
class Printed:
    """A book's large-print PDF, and what it was composed as."""

    path: Path
    xhtml: str

    def words_told(self) -> set[str]:
        """Return every word that a listener is told somewhere in the file."""
        return {_bare(one.text) for one in telling_of_tree(read_pdf(self.path.read_bytes())).words}


def _bare(word: str) -> str:
    return re.sub(r"\W", "", word).casefold()


def _is_told_elsewhere(finding: Any, printed: Printed) -> bool:
    """What is no content on this page is a running line, or a table's heading once more."""
    line = re.sub(r"Page \d+ of \d+$", "", finding.evidence)
    words = {_bare(word) for word in line.split()} - {""}
    return bool(words) and words <= printed.words_told()


def _has_such_a_table(_finding: Any, printed: Printed) -> bool:
    """The manuscript itself has a small table with more headings than other cells."""
    tables = etree.fromstring(printed.xhtml.encode()).iterfind(".//h:table", NAMES)
    return any(
        len(one.findall(".//h:th", NAMES)) > len(one.findall(".//h:td", NAMES)) for one in tables
    )


def _is_told_in_words(_finding: Any, printed: Printed) -> bool:
    """Shapes without a letter of their own stand in pieces that say their text (ActualText)."""
    return not any("\ufffd" in one for one in printed.words_told())


NO_ERRORS: dict[str, Callable[[Any, Printed], bool]] = {
    "TAG-002": _is_told_elsewhere,
    "TBL-010": _has_such_a_table,
    "TXT-003": _is_told_in_words,
}
"""What looks like an error, with what shows of a finding that it is none."""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Printed]:
    """Print a book in large print."""
    known: dict[str, Printed] = {}
    edition = EDITIONS["large-print"]

    def make(book: str) -> Printed:
        if book not in known:
            checked = check_manuscript(MANUSCRIPTS[book], styles_folder(), TODAY)
            assert checked.book
            assert checked.settings
            assert checked.profile
            pages, made = bound(checked.book, checked.settings, edition, checked.profile)
            path = tmp_path_factory.mktemp(book) / made.value.name
            path.write_bytes(made.value.data)
            known[book] = Printed(path, pages.pages[0].xhtml)
        return known[book]

    return make


def _judged(printed: Printed) -> Any:
    result = outloud.check(str(printed.path))
    assert result.error is None
    assert result.stats["pages"] > 0
    assert [one.rule for one in result.runs if one.status == "crashed"] == []
    return result


def _faults(findings: list[Any], printed: Printed) -> Iterator[str]:
    """Yield the findings that are no listed ones."""
    for finding in findings:
        is_false = NO_ERRORS.get(finding.rule)
        if finding.severity == "warning" and finding.rule in WARNINGS:
            continue
        if is_false is None or not is_false(finding, printed):
            yield f"{finding.rule} {finding.severity}, page {finding.page}: {finding.message}"


@pytest.mark.parametrize("book", sorted(MANUSCRIPTS))
def test_second_checker_finds_nothing(
    printed: Callable[[str], Printed], book: str, record_property: Callable[[str, object], None]
) -> None:
    """Outloud has no error for a book's PDF, and no warning that is not listed with its reason."""
    sample = printed(book)
    findings = _judged(sample).findings
    found = list(_faults(findings, sample))
    record_property(
        "measured",
        f"outloud on {book}: {len(findings)} findings, of which {len(found)} are not known to be "
        "none",
    )
    assert found == []


def test_second_checker_is_awake(printed: Callable[[str], Printed], tmp_path: Path) -> None:
    """A picture that is described by its file's name is found: conformance would let it pass."""
    sample = printed("clean")
    spoiled = Printed(tmp_path / "spoiled.pdf", sample.xhtml)
    with pikepdf.open(sample.path) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure":
                one.Alt = pikepdf.String("IMG_0042.png")
        pdf.save(spoiled.path)
    (found,) = _faults(_judged(spoiled).findings, spoiled)
    assert found.startswith("FIG-010")
