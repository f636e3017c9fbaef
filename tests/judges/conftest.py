"""What the tests of the outside judges share: how to ask one, and how to spoil a file."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from plainleaf.diagnostics import Diagnostic
from plainleaf.outside import JudgeMissing

Judge = Callable[[Path], tuple[Diagnostic, ...]]
Ask = Callable[[Judge, Path], tuple[Diagnostic, ...]]
Spoil = Callable[[Path, Callable[[str], str]], Path]

PDF_NAME = "car-t-and-ms-large-print.pdf"
PDF_NAMES = (PDF_NAME, "car-t-and-ms-large-print-letter.pdf")
EPUB_NAME = "car-t-and-ms.epub"


@pytest.fixture
def ask() -> Ask:
    """Ask a judge; where it is not installed, skip, and under CI=true fail."""

    def asked(judge: Judge, path: Path, *more: object) -> tuple[Diagnostic, ...]:
        try:
            return judge(path, *more)
        except JudgeMissing as missing:
            if os.environ.get("CI") == "true":
                pytest.fail(str(missing))
            pytest.skip(str(missing))

    return asked


@pytest.fixture
def finished_pdf(handout_dist: Path) -> Path:
    """The large-print edition of the handout."""
    return handout_dist / PDF_NAME


@pytest.fixture
def finished_epub(handout_dist: Path) -> Path:
    """The EPUB edition of the handout."""
    return handout_dist / EPUB_NAME


@pytest.fixture
def spoil_epub(tmp_path: Path) -> Spoil:
    """Copy an EPUB with each of its pages changed by a function, which must change one."""

    def spoil(path: Path, change: Callable[[str], str]) -> Path:
        spoiled = tmp_path / "spoiled.epub"
        with zipfile.ZipFile(path) as clean:
            entries = [(entry, clean.read(entry)) for entry in clean.infolist()]
        changed = list(_changed(entries, change))
        assert changed != entries, "the fault was not planted"
        with zipfile.ZipFile(spoiled, "w") as archive:
            for entry, data in changed:
                archive.writestr(entry, data)
        return spoiled

    return spoil


def _changed(
    entries: Iterable[tuple[zipfile.ZipInfo, bytes]], change: Callable[[str], str]
) -> Iterable[tuple[zipfile.ZipInfo, bytes]]:
    for entry, data in entries:
        if entry.filename.endswith(".xhtml"):
            yield entry, change(data.decode("utf-8")).encode("utf-8")
        else:
            yield entry, data
