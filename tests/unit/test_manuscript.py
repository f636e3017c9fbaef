"""Step 2, gather: what is read of a folder, and what is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from plainleaf import manuscript
from plainleaf.manuscript import gather
from tests.conftest import ROOT

CLEAN = ROOT / "tests" / "books" / "clean"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the clean manuscript."""
    return shutil.copytree(CLEAN, tmp_path / "manuscript")


def told(folder: Path) -> list[str]:
    """Return what gathering tells: codes and places."""
    return sorted(f"{one.code} {one.place}" for one in gather(folder).diagnostics)


def test_chapters_come_in_the_order_of_their_numbers(folder: Path) -> None:
    """Chapter 100 comes after chapter 20, whatever a list of files says."""
    for name in ("100-last.md", "20-next.md"):
        (folder / name).write_text("# Title\n", encoding="utf-8")
    assert [one.number for one in gather(folder).value.chapters] == [1, 2, 9, 20, 100]


def test_line_ends_of_other_systems_are_read(folder: Path) -> None:
    """A file saved on Windows, with its mark of UTF-8 in front, reads the same."""
    (folder / "03-more.md").write_bytes("\ufeff# Title\r\n\r\nWords\r".encode())
    (chapter,) = (one for one in gather(folder).value.chapters if one.number == 3)
    assert chapter.text == "# Title\n\nWords\n"


@pytest.mark.parametrize("name", ["3-more.md", "03-More.md", "03_more.md", "03-more.MD", "a.md"])
def test_file_that_would_be_left_out_is_told(folder: Path, name: str) -> None:
    """A slip in a chapter's name never loses the chapter silently."""
    (folder / name).write_text("# Title\n", encoding="utf-8")
    assert told(folder) == [f"PL110 {name}"]


@pytest.mark.parametrize("name", ["01-borrow-a-book.md", "images/shelf.svg"])
def test_too_large_file_is_not_read(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file over the limit is PL107, text and image alike."""
    monkeypatch.setattr(manuscript, "MAX_TEXT_BYTES", 1_000)
    monkeypatch.setattr(manuscript, "MAX_IMAGE_BYTES", 1_000)
    (folder / name).write_bytes(b"x" * 1_001)
    assert [one for one in told(folder) if name in one] == [f"PL107 {name}"]


@pytest.mark.parametrize("name", ["03-more.md", "images/other.svg", "references.json"])
def test_link_out_of_the_folder_is_not_followed(folder: Path, tmp_path: Path, name: str) -> None:
    """A symbolic link cannot bring in a file from elsewhere."""
    secret = tmp_path / "secret"
    secret.write_text("# Secret\n", encoding="utf-8")
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(secret)
    assert told(folder) == [f"PL116 {name}"]
    assert "Secret" not in repr(gather(folder).value)


def test_unreadable_chapter_is_not_told_as_missing(folder: Path) -> None:
    """The only chapter with a wrong encoding is one fault, not two."""
    (folder / "02-bring-it-back.md").unlink()
    (folder / "01-borrow-a-book.md").write_bytes(b"# Caf\xe9\n")
    assert told(folder) == ["PL106 01-borrow-a-book.md:1"]


def test_hidden_files_among_images_are_left_alone(folder: Path) -> None:
    """What a file manager leaves behind is no image."""
    (folder / "images" / ".DS_Store").write_bytes(b"x")
    assert [one.path for one in gather(folder).value.images] == ["images/shelf.svg"]


@pytest.mark.parametrize("name", [".#01-borrow-a-book.md", "._01-borrow-a-book.md"])
def test_hidden_files_among_chapters_are_left_alone(folder: Path, name: str) -> None:
    """What an editor or a file manager puts beside a chapter is none."""
    (folder / name).write_bytes(b"x")
    assert told(folder) == []
