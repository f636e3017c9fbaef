"""Each of Ace's own rules about a book as a whole: what of ours it looks at, and that it is awake.

Ace also runs axe on each page; `test_ace.py` has a fault for that.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from plainleaf.diagnostics import Diagnostic
from plainleaf.outside import JudgeMissing, ace
from plainleaf.settings import Accessibility
from tests.conftest import ROOT
from tests.epub_sample import SETTINGS, bound, files, numbered, packed

Ask = Callable[..., tuple[Diagnostic, ...]]
Change = tuple[str, str, str]
"""A file of the EPUB, a pattern in it, and what to put there."""

pytestmark = [pytest.mark.judges, pytest.mark.xdist_group("judges")]

PACKAGE, NAV, CHAPTER = "EPUB/content.opf", "EPUB/nav.xhtml", "EPUB/text/what-ms-is.xhtml"
GLOSSARY = "EPUB/text/glossary.xhtml"
ACE_CHECKS = ROOT / "tests/judges/node_modules/@daisy/ace-core/lib/checker"
CHECKERS = ("checker.js", "checker-epub.js")
CERTIFIED = replace(
    SETTINGS,
    accessibility=Accessibility(
        certified_by="An Organisation",
        report="https://example.org/report",
        date=datetime.date(2026, 11, 22),
    ),
)


@dataclass(frozen=True)
class Rule:
    """One of Ace's rules: where our file gives it something to judge, and a fault that breaks it.

    Two books take the faults, since some leave others nothing to be found in: a page list cannot
    be both broken and missing. `reason` says why a rule has nothing to judge in our files.
    """

    name: str
    exercised_by: tuple[str, str] | None
    faults: tuple[Change, ...] = ()
    book: str = "broken"
    reason: str = ""


def meta(name: str) -> str:
    """Return a pattern for the whole of a `meta` in the package."""
    return rf'<meta property="{name}"[^>]*>[^<]*</meta>'


def value(name: str) -> str:
    """Return a pattern for what stands before and in the first `meta` of this name."""
    return rf'(<meta property="{name}"[^>]*>)[^<]*'


LAST_ENTRY = r'<li><a href="[^"]*">4</a></li>'
RULES = (
    Rule("epub-title", (PACKAGE, "<dc:title"), ((PACKAGE, r"(<dc:title[^>]*>)[^<]*", r"\1 "),)),
    Rule("epub-lang", (PACKAGE, "xml:lang="), ((PACKAGE, r' xml:lang="en"', ""),)),
    Rule(
        "metadata-accessmode",
        (PACKAGE, "schema:accessMode"),
        ((PACKAGE, meta("schema:accessMode"), ""),),
    ),
    Rule(
        "metadata-accessibilitysummary",
        (PACKAGE, "schema:accessibilitySummary"),
        ((PACKAGE, meta("schema:accessibilitySummary"), ""),),
    ),
    Rule(
        "metadata-accessibilityfeature-invalid",
        (PACKAGE, "schema:accessibilityFeature"),
        ((PACKAGE, value("schema:accessibilityFeature"), r"\1shiny"),),
    ),
    Rule(
        "metadata-accessibilityhazard-invalid",
        (PACKAGE, "schema:accessibilityHazard"),
        ((PACKAGE, value("schema:accessibilityHazard"), r"\1some"),),
    ),
    Rule(
        "metadata-accessmodesufficient-invalid",
        (PACKAGE, "schema:accessModeSufficient"),
        ((PACKAGE, value("schema:accessModeSufficient"), r"\1seeing"),),
    ),
    Rule(
        "metadata-conformsto-invalid",
        (PACKAGE, "dcterms:conformsTo"),
        ((PACKAGE, "WCAG 2.2 Level AA", "WCAG 2.2 AA"),),
    ),
    Rule(
        "epub-pagesource",
        (PACKAGE, "pageBreakSource"),
        ((PACKAGE, meta("pageBreakSource"), ""), (PACKAGE, r"<dc:source.*?</dc:source>", "")),
    ),
    Rule("epub-pagelist-broken", (NAV, "page-list"), ((NAV, r"#page-3", "#page-99"),)),
    Rule("epub-pagelist-missing-pagebreak", (CHAPTER, "pagebreak"), ((NAV, LAST_ENTRY, ""),)),
    Rule(
        "epub-toc-order",
        (NAV, 'epub:type="toc"'),
        ((NAV, r"what-ms-is\.xhtml#what-ms-is", "glossary.xhtml#glossary"),),
    ),
    Rule(
        "metadata-accessmode-invalid",
        (PACKAGE, "schema:accessMode"),
        ((PACKAGE, value("schema:accessMode"), r"\1seen"),),
        book="bare",
    ),
    Rule(
        "metadata-accessibilityhazard",
        (PACKAGE, "schema:accessibilityHazard"),
        ((PACKAGE, meta("schema:accessibilityHazard"), ""),),
        book="bare",
    ),
    Rule(
        "metadata-accessmodesufficient",
        (PACKAGE, "schema:accessModeSufficient"),
        ((PACKAGE, meta("schema:accessModeSufficient"), ""),),
        book="bare",
    ),
    Rule(
        "metadata-accessibilityFeature-printPageNumbers-nopagelist",
        (PACKAGE, "pageNavigation"),
        ((NAV, r'(?s)<nav epub:type="page-list".*?</nav>', ""),),
        book="bare",
    ),
    Rule(
        "metadata-accessibilityFeature-printPageNumbers-nopagebreaks",
        (PACKAGE, "pageBreakMarkers"),
        tuple(
            (file, r"<span[^>]*doc-pagebreak[^>]*(/>|></span>)", "")
            for file in (NAV, CHAPTER, GLOSSARY)
        ),
        book="bare",
    ),
    Rule(
        "metadata-accessibilityfeature",
        (PACKAGE, "schema:accessibilityFeature"),
        ((PACKAGE, meta("schema:accessibilityFeature"), ""),),
        book="silent",
    ),
    Rule("epub-pagelist-mediaoverlays", None, reason="Plainleaf makes no audio, so no SMIL file"),
)
PLANTED = tuple(rule for rule in RULES if rule.faults)


def rules_named(folder: Path) -> set[str]:
    """Return the rules that Ace's own code names outright; others it makes from metadata's names.

    Raises:
        JudgeMissing: Ace is not installed.
    """
    if not folder.is_dir():
        raise JudgeMissing(ace.JUDGE, "it is not installed")
    code = "".join((folder / name).read_text("utf-8") for name in CHECKERS)
    return set(re.findall(r"^ *title: ['`]([A-Za-z-]+)['`],", code, re.MULTILINE))


def test_table_has_every_rule_that_ace_names(ask: Callable[..., set[str]]) -> None:
    """A new version of Ace with a new rule about the whole book is seen here."""
    named = ask(rules_named, ACE_CHECKS)
    table = {rule.name for rule in RULES}
    assert named
    assert named <= table
    of_metadata = {name for name in table - named if name.startswith("metadata-")}
    assert table - named == of_metadata


def test_ace_finds_nothing_where_every_rule_has_something_to_judge(
    ask: Ask, tmp_path: Path
) -> None:
    """A book with a page list, page breaks, all metadata and a claim breaks none of them."""
    book = bound(numbered(), CERTIFIED)
    contents = files(book)
    for rule in RULES:
        if rule.exercised_by:
            file, sign = rule.exercised_by
            assert sign in contents[file].decode(), rule.name
        else:
            assert rule.reason
    assert not any(name.endswith(".smil") for name in contents)
    path = tmp_path / "whole.epub"
    path.write_bytes(book.data)
    assert ask(ace.judge, path) == ()


@pytest.mark.parametrize("book", ["broken", "bare", "silent"])
def test_ace_finds_each_planted_fault(ask: Ask, tmp_path: Path, book: str) -> None:
    """What is broken on purpose is told by the rule's own name, and no other rule of these."""
    rules = [rule for rule in PLANTED if rule.book == book]
    contents = files(bound(numbered(), CERTIFIED))
    spoiled = changed(contents, [change for rule in rules for change in rule.faults])
    path = tmp_path / f"{book}.epub"
    path.write_bytes(packed(bound(numbered(), CERTIFIED), spoiled).data)
    found = {one.message.partition(" (")[0] for one in ask(ace.judge, path)}
    assert found & {rule.name for rule in RULES} == {rule.name for rule in rules}


def changed(contents: Mapping[str, bytes], changes: Sequence[Change]) -> dict[str, bytes]:
    """Return an EPUB's files with faults in them, each of which must change something."""
    spoiled = dict(contents)
    for file, pattern, new in changes:
        clean = spoiled[file].decode()
        text = re.sub(pattern, new, clean)
        assert text != clean, (file, pattern)
        spoiled[file] = text.encode()
    return spoiled
