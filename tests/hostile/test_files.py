"""Things in a manuscript's folder that are no plain files: PL119 and PL116, and no waiting."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from plainleaf import manuscript as gathering
from plainleaf.cli import main
from tests.conftest import ROOT
from tests.hostile.odd_leaflet import CLEAN, lay_out, told

ODD_THINGS: dict[str, Callable[[Path], object]] = {
    "a folder": Path.mkdir,
    "a pipe, which would wait for ever": os.mkfifo,
    "a link to nothing": lambda path: path.symlink_to("nothing.md"),
    "a link to itself": lambda path: path.symlink_to(path.name),
}


@pytest.mark.parametrize("name", ["05-odd.md", "leaflet.toml", "glossary.toml", "references.json"])
@pytest.mark.parametrize("make", ODD_THINGS.values(), ids=ODD_THINGS.keys())
def test_what_is_no_file_is_told(tmp_path: Path, name: str, make: Callable[[Path], object]) -> None:
    """It is neither read, which could take for ever, nor left out without a word."""
    folder = lay_out(tmp_path)
    (folder / name).unlink(missing_ok=True)
    make(folder / name)
    assert told(folder) == [f"PL119 {name}"]


def test_a_socket_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket can be named like a chapter too."""
    folder = lay_out(tmp_path)
    monkeypatch.chdir(folder)  # a socket's path may be 100 characters long only
    with socket.socket(socket.AF_UNIX) as door:
        door.bind("05-door.md")
        assert told(folder) == ["PL119 05-door.md"]


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    """Only what leads out of the manuscript is refused, and the way to it does not."""
    link = tmp_path / "link"
    link.symlink_to(lay_out(tmp_path))
    assert told(link) == []


def test_images_that_are_a_link_elsewhere(tmp_path: Path) -> None:
    """A linked folder is no way out either."""
    folder = lay_out(tmp_path)
    shutil.rmtree(folder / "images")
    (folder / "images").symlink_to(CLEAN / "images")
    assert "PL116 images/shelf.svg" in told(folder)


def test_a_folder_of_images_that_holds_itself(tmp_path: Path) -> None:
    """A link round in a circle is not followed."""
    folder = lay_out(tmp_path)
    (folder / "images" / "again").symlink_to(".")
    assert told(folder) == []


def test_a_chapter_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command names the file and shows no traceback."""
    folder = lay_out(tmp_path)

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    ended = CliRunner().invoke(main, ["check", str(folder)])
    assert ended.exit_code == 1
    assert "leaflet.toml: Permission denied" in ended.output
    assert "Traceback" not in ended.output


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    """A name with bytes that are no letters is told of, as text and as JSON."""
    folder = lay_out(tmp_path)
    Path(os.fsdecode(os.fsencode(folder) + b"/05-\xff.md")).write_bytes(b"# Odd\n")
    for form in ("text", "json"):
        ended = CliRunner().invoke(main, ["check", str(folder), "--format", form])
        assert ended.exit_code == 1
        assert "PL110" in ended.output


def test_too_many_bytes_of_images(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All images together have a limit too."""
    monkeypatch.setattr(gathering, "MAX_IMAGES_BYTES", 2_000)
    folder = lay_out(tmp_path, {f"images/{one}.png": b"x" * 1_000 for one in "abc"})
    assert "PL120 images" in told(folder)


def test_a_fault_of_our_own_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should Plainleaf itself fail, an author reads what and where, and no traceback."""

    def fail(*_arguments: object) -> None:
        raise RuntimeError("a wheel\ncame off")

    monkeypatch.setattr("plainleaf.cli.check_manuscript", fail)
    ended = CliRunner().invoke(main, ["check", str(ROOT / "manuscript")])
    assert ended.exit_code == 1
    assert "This is a fault in Plainleaf, not in your text" in ended.output
    assert "RuntimeError in test_files.py" in ended.output
    assert "a wheel came off" in ended.output
    assert "Traceback" not in ended.output
