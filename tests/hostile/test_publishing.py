"""The finished files' folder: full, forbidden, taken, or left in the middle of a change."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from plainleaf import publishing
from plainleaf.cli import main
from plainleaf.publishing import publish
from tests.conftest import ROOT

NAMES = ("leaflet-large-print.pdf", "leaflet.epub", "manifest.json")
OLD = dict.fromkeys(NAMES, b"old " * 50_000)
NEW = dict.fromkeys(NAMES, b"new " * 60_000)

CHILD = """
import os, resource, signal, sys
from pathlib import Path
from plainleaf import publishing

folder, how, at = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
seen = 0

def end_at(event, arguments):
    global seen
    seen += 1
    if seen == at:
        os.kill(os.getpid(), signal.SIGKILL)

if "each" in how:
    publishing._exchange = lambda one, other: False
if "full" in how:
    resource.setrlimit(resource.RLIMIT_FSIZE, (at, at))
files = dict.fromkeys(sys.argv[4:], b"new " * 60_000)
if "kill" in how:
    sys.addaudithook(end_at)
publishing.publish(files, folder)
"""


def child(folder: Path, how: str, at: int) -> subprocess.CompletedProcess[str]:
    """Publish the new files in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", CHILD, str(folder), how, str(at), *NAMES],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def held(folder: Path) -> dict[str, bytes]:
    """Return what a folder holds, as a reader sees it."""
    return {path.name: path.read_bytes() for path in folder.glob("[!.]*")}


def names(folder: Path) -> list[str]:
    """Return the names of all that is in a folder, hidden or not."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A folder with the old files, and with one that is not Plainleaf's."""
    folder = tmp_path / "dist"
    publish(OLD, folder)
    (folder / "README.md").write_bytes(b"mine")
    return folder


def test_a_kill_at_any_moment_leaves_the_old_or_the_new_set(dist: Path) -> None:
    """The process is killed at each of its steps in turn; a mixture is never seen.

    The next build then finds nothing in its way and leaves nothing behind.
    """
    old, new = OLD | {"README.md": b"mine"}, NEW | {"README.md": b"mine"}
    seen = []
    for at in range(1, 1_000):
        publish(OLD, dist)
        ended = child(dist, "kill", at)
        seen.append(held(dist))
        assert seen[-1] in (old, new), f"a mixture when killed at step {at}"
        if ended.returncode == 0:
            break
        assert ended.returncode == -signal.SIGKILL
    assert seen[0] == old
    assert seen[-1] == new
    assert seen.count(old) > 20, "the process was not killed on its way"
    assert names(dist.parent) == ["dist"]
    assert names(dist) == sorted(new)


@pytest.mark.large
def test_a_kill_where_folders_cannot_change_places(dist: Path) -> None:
    """There, a manifest that is seen still tells of the files beside it."""
    for at in range(1, 1_000):
        publish(OLD, dist)
        ended = child(dist, "kill each", at)
        found = held(dist)
        assert all(found[name] in (OLD[name], NEW[name]) for name in NAMES[:-1])
        if "manifest.json" in found:
            assert {name: found[name] for name in NAMES} in (OLD, NEW)
        if ended.returncode == 0:
            break
    publish(NEW, dist)
    assert names(dist) == sorted((*NAMES, "README.md"))


@pytest.mark.parametrize("how", ["full", "full each"])
@pytest.mark.parametrize("most", [0, 1, 239_999])
def test_a_full_disk_leaves_the_old_set(dist: Path, how: str, most: int) -> None:
    """A write that the system cuts short changes nothing and leaves nothing behind."""
    ended = child(dist, how, most)
    assert ended.returncode == 1
    assert "OSError" in ended.stderr
    assert held(dist) == OLD | {"README.md": b"mine"}
    assert names(dist.parent) == ["dist"]


@pytest.mark.parametrize("failing", range(1, 4))
@pytest.mark.parametrize("can_swap", [True, False])
def test_no_space_at_any_of_the_writes(
    dist: Path, monkeypatch: pytest.MonkeyPatch, failing: int, can_swap: bool
) -> None:
    """Whichever file the disk has no room for, the old set stays whole."""
    real, calls = os.fsync, 0

    def fsync(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls == failing:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    if not can_swap:
        monkeypatch.setattr(publishing, "_exchange", lambda *_: False)
    with pytest.raises(OSError, match="No space"):
        publish(NEW, dist)
    assert names(dist) == sorted((*NAMES, "README.md"))
    assert {name: (dist / name).read_bytes() for name in NAMES} == OLD


def test_without_a_swap_each_file_is_replaced(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where folders cannot change places the files arrive all the same."""
    monkeypatch.setattr(publishing, "_exchange", lambda *_: False)
    publish(NEW, dist)
    assert held(dist) == NEW | {"README.md": b"mine"}
    assert names(dist.parent) == ["dist"]


def test_the_folder_that_one_stands_in_stays(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell that builds into its own folder sees the new files there."""
    monkeypatch.chdir(dist)
    publish(NEW, Path())
    assert Path("manifest.json").read_bytes() == NEW["manifest.json"]


def test_a_folder_with_folders_in_it_keeps_them(dist: Path) -> None:
    """Somebody may build into a folder that holds other things."""
    (dist / "photographs").mkdir()
    (dist / "photographs" / "one.jpg").write_bytes(b"one")
    publish(NEW, dist)
    assert (dist / "photographs" / "one.jpg").read_bytes() == b"one"
    assert {name: (dist / name).read_bytes() for name in NAMES} == NEW


def test_rights_and_links_of_the_folder_stay(dist: Path) -> None:
    """A folder for a group stays one, and a link to it still leads there."""
    dist.chmod(0o2775)
    link = dist.parent / "link"
    link.symlink_to(dist)
    publish(NEW, link)
    assert link.is_symlink()
    assert dist.stat().st_mode & 0o7777 == 0o2775
    assert held(dist) == NEW | {"README.md": b"mine"}


def test_a_second_build_waits_and_then_gives_up_with_words(
    dist: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another build holds the folder, nothing is written; the command says why."""
    monkeypatch.setattr(publishing, "TRIES", 3)
    monkeypatch.setattr(publishing, "PAUSE_SECONDS", 0.01)
    with publishing._alone_in(dist):
        clean = str(ROOT / "tests" / "books" / "clean")
        ended = CliRunner().invoke(main, ["build", clean, "-e", "epub", "-o", str(dist)])
    assert ended.exit_code == 1
    assert f"{dist}: another build is writing here" in ended.output
    assert "Traceback" not in ended.output
    assert held(dist) == OLD | {"README.md": b"mine"}


def test_builds_at_once_leave_one_whole_set(dist: Path) -> None:
    """Eight that end together wait for one another."""
    code = (
        "import sys; from pathlib import Path; from plainleaf.publishing import publish\n"
        f"publish({{name: sys.argv[2].encode() * 90_000 for name in {NAMES!r}}}, Path(sys.argv[1]))"
    )
    builds = [
        subprocess.Popen([sys.executable, "-c", code, str(dist), str(number)], cwd=ROOT)
        for number in range(8)
    ]
    assert [one.wait(timeout=60) for one in builds] == [0] * 8
    assert len({(dist / name).read_bytes() for name in NAMES}) == 1
    assert names(dist.parent) == ["dist"]


@pytest.mark.parametrize("made", ["file", "forbidden"])
def test_a_folder_that_cannot_be_written(tmp_path: Path, made: str) -> None:
    """The command names the folder and shows no traceback."""
    if made == "file":
        (tmp_path / "dist").write_bytes(b"")
    folder = tmp_path / "dist" if made == "file" else Path("/proc/dist")
    clean = str(ROOT / "tests" / "books" / "clean")
    ended = CliRunner().invoke(main, ["build", clean, "-e", "epub", "-o", str(folder)])
    assert ended.exit_code in (1, 2)
    assert str(folder) in ended.output
    assert "Traceback" not in ended.output
