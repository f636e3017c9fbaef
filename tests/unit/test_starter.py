"""`new`: a manuscript that builds as it is, in a folder that nothing else is in."""

from __future__ import annotations

import datetime
import errno
import os
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from plainleaf import cli
from plainleaf.build import build, check_manuscript
from plainleaf.editions import EDITIONS, styles_folder
from plainleaf.starter import starter_files, write_manuscript
from tests.conftest import TODAY

DAY = ["--today", TODAY.isoformat()]


def new(folder: Path | str, *more: str) -> Result:
    """Run `new` as from a shell."""
    return CliRunner().invoke(cli.main, ["new", str(folder), *(more or DAY)])


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_new_manuscript_is_clean_from_the_first_check_to_the_last_edition(
    tmp_path: Path,
) -> None:
    """Check finds nothing, and build makes all editions without a word."""
    folder = tmp_path / "mine"
    assert new(folder).exit_code == 0
    assert check_manuscript(folder, styles_folder(), TODAY).diagnostics == ()
    built = build(folder, styles_folder(), TODAY)
    assert built.diagnostics == ()
    assert [artifact.edition for artifact in built.artifacts] == list(EDITIONS)


def test_what_to_do_next_is_told_in_three_lines(tmp_path: Path) -> None:
    """The words name the files and commands, with a folder's name as a shell needs it."""
    folder = tmp_path / "my leaflet"
    told = new(folder).stdout.splitlines()
    assert told[0] == f"wrote {folder}, a leaflet to start from. What to do next:"
    assert [line[:2] for line in told[1:]] == ["1.", "2.", "3."]
    assert told[1].endswith(f"{folder}/leaflet.toml.")
    assert told[2].endswith(f" check '{folder}' --watch")
    assert told[3].endswith(f" build '{folder}' -o out")


def test_the_same_day_gives_the_same_bytes(tmp_path: Path) -> None:
    """Neither the folder's name nor the hour shows, and the files are those of the starter."""
    for name in ("one", "two"):
        new(tmp_path / name)
    assert files_in(tmp_path / "one") == files_in(tmp_path / "two") == starter_files(TODAY)


def test_day_comes_from_the_environment_as_in_other_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SOURCE_DATE_EPOCH stands for the clock."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    folder = tmp_path / "mine"
    CliRunner().invoke(cli.main, ["new", str(folder)])
    settings = tomllib.loads((folder / "leaflet.toml").read_text(encoding="utf-8"))
    assert settings["dates"]["issued"] == datetime.date(2023, 11, 14)


@pytest.mark.parametrize(
    ("issued", "next_review"),
    [("2026-11-23", "2027-11-23"), ("2028-02-29", "2029-02-28"), ("9999-12-31", "9999-12-31")],
)
def test_next_review_is_a_year_on(issued: str, next_review: str) -> None:
    """A day that next year does not have becomes the one before it."""
    settings = starter_files(datetime.date.fromisoformat(issued))["leaflet.toml"].decode()
    assert f"\nissued = {issued}\n" in settings
    assert f"\nnext_review = {next_review}\n" in settings


def test_nothing_is_made_up() -> None:
    """Publisher, contact and reviewer are empty until the author knows them."""
    settings = tomllib.loads(starter_files(TODAY)["leaflet.toml"].decode())
    assert not any(settings["contact"].values())
    assert not any(settings["review"].values())
    assert (settings["publisher"], settings["authors"], settings["funding"]) == ("", [], "")


def test_empty_folder_is_filled(tmp_path: Path) -> None:
    """A folder that an author has made, and may stand in, stays the same folder."""
    folder = tmp_path / "mine"
    folder.mkdir()
    identity = folder.stat().st_ino
    assert new(folder).exit_code == 0
    assert (files_in(folder), folder.stat().st_ino) == (starter_files(TODAY), identity)


def test_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    """It is a wrong call, told in a sentence, and nothing is written."""
    (tmp_path / ".hidden").write_text("mine", encoding="utf-8")
    result = new(tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"The folder {tmp_path} is not empty, so nothing was written." in result.stderr
    assert files_in(tmp_path) == {".hidden": b"mine"}


@pytest.mark.parametrize("is_there", [True, False])
def test_full_disk_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    """Where the last step fails, the folder is as it was, and the reason is told."""
    folder = tmp_path / "mine"
    if is_there:
        folder.mkdir()
    rename = Path.rename

    def fail_at_the_last(path: Path, target: Path) -> Path:
        if target in (folder, folder / "leaflet.toml"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail_at_the_last)
    result = new(folder)
    assert result.exit_code == 1
    assert "No space left on device" in result.stderr
    assert list(tmp_path.rglob("*")) == ([folder] if is_there else [])


def test_settings_come_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder that was there, leaflet.toml appears when all else is in place."""
    seen: list[set[str]] = []
    rename = Path.rename

    def look(path: Path, target: Path) -> Path:
        if target.name == "leaflet.toml":
            seen.append(set(files_in(tmp_path)))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", look)
    files = starter_files(TODAY)
    write_manuscript(files, tmp_path)
    (before,) = seen
    assert set(files) - {"leaflet.toml"} <= before
