"""Every rule fires where it should, says so in words for an author, and nowhere else.

How a fixture is laid out stands in `tests/rules/laid_over.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from plainleaf import rules
from tests.conftest import ROOT
from tests.rules.laid_over import CLEAN, EXPECTED, MESSAGE, Found, found_in

HERE = ROOT / "tests" / "rules"
CODES = sorted(path.name for path in HERE.glob("PL*"))
PRINTED = ("PL602", "PL610", "PL699")
"""The first rule that is measured on a finished PDF, and the range of the others."""

_OF_THE_PDF = "unit/proof/test_pdf.py"
_OF_THE_EPUB = "unit/proof/test_epub.py"
_OF_PAGE_NUMBERS = "unit/outputs/test_page_numbers.py"
_OF_VERIFY = "unit/verify/test_verify.py"
_IN_A_FOLDER = "this is about a folder of finished files, not about a manuscript"
_BOUND = "the tag tree is made by binding, whatever the manuscript says"
_COMPOSED = "compose writes this into every EPUB, whatever the manuscript says"

PLANTED_ELSEWHERE: dict[str, tuple[str, str]] = {
    "PL107": ("unit/test_manuscript.py", "the file would be too large to keep here"),
    "PL119": ("hostile/test_files.py", "only plain files can be kept here"),
    "PL604": (_OF_PAGE_NUMBERS, "a row longer than a page is found in the manuscript, as PL120"),
    "PL622": (_OF_THE_PDF, "title and language come from settings that may not be empty"),
    "PL624": (_OF_THE_PDF, "words are lost by a fault of layout only"),
    "PL625": (_OF_THE_PDF, "WeasyPrint embeds every font"),
    "PL631": (_OF_THE_PDF, "what is bound is a PDF, unless the disk fails"),
    "PL632": (_OF_THE_PDF, _BOUND),
    "PL633": (_OF_THE_PDF, _BOUND),
    "PL634": (_OF_THE_PDF, _BOUND),
    "PL635": (_OF_THE_PDF, _BOUND),
    "PL701": (_OF_THE_EPUB, _COMPOSED),
    "PL702": (_OF_THE_EPUB, "a dead link is found in the manuscript before, as PL501"),
    "PL703": (_OF_THE_EPUB, "a file from outside is found in the manuscript before, as PL116"),
    "PL704": (_OF_THE_EPUB, _COMPOSED),
    "PL705": (_OF_THE_EPUB, "a missing alternative is found in the manuscript before, as PL301"),
    "PL706": (_OF_THE_EPUB, "claims are made from what the book holds"),
    "PL707": (_OF_THE_EPUB, "words are lost by a fault of composing only"),
    "PL708": (_OF_THE_EPUB, "EbookLib lists what it packs"),
    "PL709": (_OF_THE_EPUB, "the EPUB is not made by these fixtures, only the PDF"),
    "PL710": (_OF_THE_EPUB, _COMPOSED),
    "PL711": (_OF_THE_EPUB, _COMPOSED),
    "PL712": (_OF_PAGE_NUMBERS, "a style sheet that splits rows is stopped before, as PL627"),
    "PL713": (_OF_THE_EPUB, "pages are numbered from print's own page map"),
    "PL714": (_OF_THE_EPUB, _COMPOSED),
    "PL715": (_OF_THE_EPUB, "a skipped level is found in the manuscript before, as PL204"),
    "PL901": ("unit/outside/test_reports.py", "an outside judge finds what the proof did not"),
    "PL902": ("judges/test_epubcheck.py", "an outside judge finds what the proof did not"),
    "PL903": ("judges/test_ace.py", "an outside judge finds what the proof did not"),
    "PL904": (_OF_VERIFY, _IN_A_FOLDER),
    "PL905": (_OF_VERIFY, _IN_A_FOLDER),
    "PL910": (_OF_VERIFY, _IN_A_FOLDER),
    "PL911": (_OF_VERIFY, _IN_A_FOLDER),
    "PL912": (_OF_VERIFY, _IN_A_FOLDER),
    "PL913": (_OF_VERIFY, _IN_A_FOLDER),
    "PL914": (_OF_VERIFY, _IN_A_FOLDER),
    "PL915": (_OF_VERIFY, _IN_A_FOLDER),
}
"""Rules without a folder: the test module that plants the fault, and why no folder can."""


def _is_printed(code: str) -> bool:
    one, first, last = PRINTED
    return code == one or first <= code <= last


def _written(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _found(code: str, kind: str, scratch: Path) -> Found:
    return found_in(HERE / code / kind, scratch, is_printed=_is_printed(code))


def test_the_clean_manuscript_gives_no_diagnostic(tmp_path: Path) -> None:
    """What every fixture is laid over is itself without fault, in print too."""
    assert found_in(tmp_path / "none", tmp_path, is_printed=True).lines == ()
    assert (CLEAN / "leaflet.toml").is_file()


@pytest.mark.parametrize("code", CODES)
def test_the_fault_is_found_and_told(code: str, tmp_path: Path, update_goldens: bool) -> None:
    """The planted fault gives exactly its diagnostics, and the words that were approved."""
    found = _found(code, "error", tmp_path)
    assert found.lines == tuple(_written(HERE / code / "error" / EXPECTED).splitlines())
    golden = HERE / code / "error" / MESSAGE
    if update_goldens:
        golden.write_text(found.message, encoding="utf-8")
    assert found.message == _written(golden)


@pytest.mark.parametrize("code", CODES)
def test_the_near_miss_is_let_pass(code: str, tmp_path: Path) -> None:
    """What is nearly the fault, and is none, gives no diagnostic at all."""
    found = _found(code, "valid", tmp_path)
    assert found.message == ""


@pytest.mark.parametrize("code", sorted(rules.CATALOGUE))
def test_no_rule_is_without_a_test(code: str) -> None:
    """Each rule has both folders, or a named test module that plants its fault."""
    folders = [HERE / code / kind for kind in ("error", "valid")]
    if code not in PLANTED_ELSEWHERE:
        assert all(folder.is_dir() for folder in folders)
        assert f"{code} " in _written(folders[0] / EXPECTED)
        return
    assert not any(folder.exists() for folder in folders)
    module, _ = PLANTED_ELSEWHERE[code]
    constant = next(name for name, rule in vars(rules).items() if rule is rules.CATALOGUE[code])
    planted = _written(ROOT / "tests" / module)
    assert code in planted or f"rules.{constant}" in planted


def test_the_table_and_the_folders_name_rules_that_there_are() -> None:
    """A rule that was taken out leaves no fixture behind."""
    assert set(CODES) | set(PLANTED_ELSEWHERE) == set(rules.CATALOGUE)
