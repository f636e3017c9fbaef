"""`check --watch`: tells what to mend after each save, until Ctrl-C."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from plainleaf.watching import in_words
from tests.conftest import ROOT, TODAY

CLEAN = ROOT / "tests" / "books" / "clean"
PATIENCE_S = 30
"""How long to wait for what comes in less than a second on an idle machine."""

WATCHING = "Press Ctrl-C to stop."


class Watcher:
    """A running `check --watch`, and what it has said so far."""

    def __init__(self, folder: Path, heard: Path) -> None:
        self.folder = folder
        self.heard = heard
        command = ["-u", ROOT / "publish.py", "check", folder, "--watch", "--today", TODAY]
        with heard.open("wb") as stream:
            self.process = subprocess.Popen(
                [sys.executable, *map(str, command)], stdout=stream, stderr=stream
            )

    def said(self) -> str:
        return self.heard.read_text(encoding="utf-8")

    def wait_for(self, words: str) -> str:
        """Wait until words are said; return all that was said."""
        deadline = time.monotonic() + PATIENCE_S
        while words not in self.said():
            assert time.monotonic() < deadline, f"never said {words!r}, but: {self.said()}"
            time.sleep(0.02)
        return self.said()


@pytest.fixture
def watcher(tmp_path: Path) -> Iterator[Watcher]:
    """A watcher of the clean manuscript that has begun to watch."""
    started = Watcher(shutil.copytree(CLEAN, tmp_path / "leaflet"), tmp_path / "heard.txt")
    try:
        started.wait_for(WATCHING)
        yield started
    finally:
        started.process.kill()
        started.process.wait()


def test_each_save_is_checked_until_ctrl_c(watcher: Watcher) -> None:
    """A fault that is saved is told, so is its mending, and Ctrl-C ends it all quietly."""
    assert watcher.said().startswith("Nothing to mend in 3 chapters.\n")
    chapter = watcher.folder / "03-more.md"
    chapter.write_text("# Maps\n\n<b>loud</b>\n", encoding="utf-8")
    said = watcher.wait_for("1 error in 4 chapters.")
    assert "\nChecking again: 03-more.md changed\n" in said
    assert "03-more.md:3: error PL201: HTML is not read here: <b>" in said

    chapter.write_bytes(b"# Maps\n\nHalf of a letter: \xc3")
    assert "error PL106" in watcher.wait_for("PL106")

    chapter.write_text("# Maps\n\nQuiet.\n", encoding="utf-8")
    said = watcher.wait_for("Nothing to mend in 4 chapters.")
    watcher.process.send_signal(signal.SIGINT)
    assert watcher.process.wait(PATIENCE_S) == 0
    assert watcher.said() == said


def test_copies_that_editors_leave_are_not_checked(watcher: Watcher) -> None:
    """Only a manuscript's own files count, also where a save replaces the file."""
    for name in (".01-borrow-a-book.md.swp", "01-borrow-a-book.md~", "#notes.md#", "notes.txt"):
        (watcher.folder / name).write_text("draft", encoding="utf-8")
    aside = watcher.folder / ".saving"
    aside.write_bytes((watcher.folder / "glossary.toml").read_bytes())
    aside.rename(watcher.folder / "glossary.toml")
    said = watcher.wait_for("Checking again: glossary.toml changed\nNothing to mend")
    assert said.count("Checking again") == 1


def test_folder_that_is_renamed_ends_the_watch(watcher: Watcher) -> None:
    """It is told in a sentence, without a traceback."""
    watcher.folder.rename(watcher.folder.with_name("elsewhere"))
    assert watcher.process.wait(PATIENCE_S) == 1
    told = f"The folder {watcher.folder} is no longer there, so nothing is watched.\n"
    assert watcher.said().endswith(told)
    assert "Traceback" not in watcher.said()


def test_check_without_watching_does_not_load_the_library() -> None:
    """What only --watch needs costs nobody else any time."""
    program = (
        "import sys; from plainleaf.cli import main\n"
        f"main(['check', {str(CLEAN)!r}, '--today', '{TODAY}'], standalone_mode=False)\n"
        "sys.exit('watchfiles' in sys.modules or 'anyio' in sys.modules)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, timeout=60, check=False, cwd=ROOT
    )
    assert ended.returncode == 0
    assert ended.stderr.startswith(b"Nothing to mend in 3 chapters.\n")


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a", "b", "c", "d", "e"], "a, b, c and 2 more"),
    ],
)
def test_names_in_words(names: list[str], words: str) -> None:
    """A save of many files is told in one line."""
    assert in_words(names) == words
