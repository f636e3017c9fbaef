"""Files reach their folder whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plainleaf import publishing
from plainleaf.publishing import publish


def test_files_are_written_in_order(tmp_path: Path) -> None:
    """A folder that is not there is made; the files are the ones asked for and no others."""
    folder = tmp_path / "new" / "dist"
    written = publish({"b.pdf": b"B", "a.json": b"A"}, folder)
    assert written == (folder / "b.pdf", folder / "a.json")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        "a.json": b"A",
        "b.pdf": b"B",
    }


def test_anybody_may_read_what_is_published(tmp_path: Path) -> None:
    """The mode is the same whatever the umask."""
    before = os.umask(0o077)
    try:
        (path,) = publish({"a": b"A"}, tmp_path)
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o644


def test_old_files_are_replaced_and_others_left(tmp_path: Path) -> None:
    """Publishing again brings the new bytes and takes away nothing else."""
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    publish({"a": b"old"}, tmp_path)
    publish({"a": b"new"}, tmp_path)
    assert (tmp_path / "a").read_bytes() == b"new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["README.md", "a"]


@pytest.mark.parametrize("failing", ["write", "fsync", "chmod"])
def test_failing_write_leaves_the_old_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    """A full disk at the second file leaves both old files and nothing half-written."""
    publish({"a": b"old a", "b": b"old b"}, tmp_path)
    calls = 0

    def fail_at_the_second(*_arguments: object) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise OSError(28, "No space left on device", "b")

    if failing == "fsync":
        monkeypatch.setattr(os, "fsync", fail_at_the_second)
    elif failing == "chmod":
        monkeypatch.setattr(Path, "chmod", fail_at_the_second)
    else:
        real = publishing._write_aside

        def write(folder: Path, name: str, data: bytes) -> Path:
            fail_at_the_second()
            return real(folder, name, data)

        monkeypatch.setattr(publishing, "_write_aside", write)
    with pytest.raises(OSError, match="No space"):
        publish({"a": b"new a", "b": b"new b"}, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a": b"old a",
        "b": b"old b",
    }


def test_folder_that_is_a_file(tmp_path: Path) -> None:
    """The error names the path, for the command to tell."""
    (tmp_path / "dist").write_bytes(b"")
    with pytest.raises(OSError, match="dist"):
        publish({"a": b"A"}, tmp_path / "dist")


def test_what_a_killed_build_left_goes_and_another_builds_stays(tmp_path: Path) -> None:
    """A folder's name is no pattern, and `v1` is not the beginning of `v1.1`."""
    (tmp_path / "v1[a]").mkdir()
    ours, others = tmp_path / ".v1[a].x_1.plainleaf-part", tmp_path / ".v1[a].1.x_1.plainleaf-part"
    ours.mkdir()
    others.mkdir()
    publish({"one.pdf": b"one"}, tmp_path / "v1[a]")
    assert not ours.exists()
    assert others.is_dir()
