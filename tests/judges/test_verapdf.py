"""veraPDF finds nothing on the handout, and is awake."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from plainleaf.build import build
from plainleaf.diagnostics import Diagnostic
from plainleaf.editions import styles_folder
from plainleaf.outputs.pdf.standard import PDF_1_7, PDF_2_0, Standard
from plainleaf.outside import JudgeFailed, JudgeMissing, verapdf
from plainleaf.publishing import publish
from tests.conftest import ROOT, TODAY
from tests.hard_books import HARD_BOOKS, made
from tests.judges.conftest import PDF_NAMES
from tests.large_book import SECTIONS_OF_400_PAGES, large

Ask = Callable[..., tuple[Diagnostic, ...]]

pytestmark = [pytest.mark.judges, pytest.mark.xdist_group("judges")]


@pytest.mark.parametrize("name", PDF_NAMES)
def test_handout_keeps_pdf_ua_1_and_pdf_a_2a(ask: Ask, handout_dist: Path, name: str) -> None:
    """The large-print edition is PDF/UA-1 and PDF/A-2a at once, on either paper."""
    assert ask(verapdf.judge, handout_dist / name, PDF_1_7.flavours) == ()


def test_pdf_2_keeps_all_its_standards(ask: Ask, tmp_path: Path) -> None:
    """With `pdf = "2.0"` one file is PDF/UA-2, WTPDF 1.0 (both levels) and PDF/A-4 at once."""
    manuscript = shutil.copytree(ROOT / "manuscript", tmp_path / "manuscript")
    settings = manuscript / "leaflet.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('pdf = "1.7"', 'pdf = "2.0"'), encoding="utf-8")
    built = build(manuscript, styles_folder(), TODAY, ["large-print"])
    assert built.diagnostics == ()
    publish(built.files, tmp_path / "dist")
    assert ask(verapdf.judge, tmp_path / "dist" / PDF_NAMES[0], PDF_2_0.flavours) == ()


@pytest.mark.parametrize("standard", [PDF_1_7, PDF_2_0], ids=lambda one: one.version)
@pytest.mark.parametrize("book", HARD_BOOKS)
def test_hard_book_keeps_all_standards(
    ask: Ask, tmp_path: Path, book: str, standard: Standard
) -> None:
    """What crosses pages, runs from the right or is odd keeps to the same standards."""
    artifact = made(book, pdf=standard.version).artifact
    path = tmp_path / artifact.name
    path.write_bytes(artifact.data)
    assert ask(verapdf.judge, path, standard.flavours) == ()


@pytest.mark.large
@pytest.mark.parametrize("standard", [PDF_1_7, PDF_2_0], ids=lambda one: one.version)
def test_large_book_keeps_all_standards(ask: Ask, tmp_path: Path, standard: Standard) -> None:
    """So do 400 pages."""
    book = large(SECTIONS_OF_400_PAGES, standard.version)
    assert (book.diagnostics, book.pages >= 400) == ((), True)
    path = tmp_path / book.artifact.name
    path.write_bytes(book.artifact.data)
    assert ask(verapdf.judge, path, standard.flavours) == ()


def test_missing_title_is_found(ask: Ask, finished_pdf: Path, tmp_path: Path) -> None:
    """A PDF whose metadata has no title breaks clause 7.1, test 9, and nothing else."""
    spoiled = tmp_path / "untitled.pdf"
    with pikepdf.open(finished_pdf) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            del metadata["dc:title"]
        pdf.save(spoiled)
    (found,) = ask(verapdf.judge, spoiled)
    assert (found.code, str(found.place)) == ("PL901", "untitled.pdf")
    assert found.message.startswith("ua1 7.1-9, 1 times: ")


def test_missing_structure_is_found(ask: Ask, finished_pdf: Path, tmp_path: Path) -> None:
    """A PDF without its tag tree breaks clause 7.1, test 11, among others."""
    spoiled = tmp_path / "untagged.pdf"
    with pikepdf.open(finished_pdf) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(spoiled)
    found = ask(verapdf.judge, spoiled)
    assert any("ua1 7.1-11, " in one.message for one in found)


def test_file_that_is_no_pdf_is_not_passed(tmp_path: Path) -> None:
    """Where veraPDF cannot read a file there is no verdict, and that is no pass."""
    path = tmp_path / "not.pdf"
    path.write_text("This is no PDF.", encoding="utf-8")
    with pytest.raises((JudgeFailed, JudgeMissing)):
        verapdf.judge(path)


def test_unknown_flavour_is_not_passed(finished_pdf: Path) -> None:
    """A profile that veraPDF does not have gives no verdict."""
    with pytest.raises((JudgeFailed, JudgeMissing)):
        verapdf.judge(finished_pdf, ("ua99",))
