"""The README's five minutes, done as it says, and what it says comes out."""

from __future__ import annotations

import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from plainleaf.build import Built
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
PATIENCE_S = 60.0


def section(title: str) -> str:
    """Return the text of one section of the README."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## )", README, re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


FIVE_MINUTES = section("Your own leaflet, in five minutes")
BLOCKS = [
    re.sub(r"^ {4}", "", block, flags=re.MULTILINE).rstrip("\n")
    for block in re.findall(r"(?:^ {4}.*\n)+", FIVE_MINUTES, re.MULTILINE)
]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder that has the command where a checkout has it, after `make handout`."""
    (tmp_path / ".venv").symlink_to(sys.prefix)
    (tmp_path / "publish.py").symlink_to(ROOT / "publish.py")
    return tmp_path


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of the README in a folder."""
    return subprocess.run(
        shlex.split(command),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


def test_five_minutes(checkout: Path) -> None:
    """Each command gives what the README says: make a leaflet, break it, check it, build it."""
    new, said, watch, message, look, build = BLOCKS
    made = run(new, checkout)
    assert (made.returncode, made.stdout.rstrip("\n")) == (0, said)

    with subprocess.Popen(
        shlex.split(watch), cwd=checkout, stderr=subprocess.PIPE, text=True
    ) as watching:
        assert watching.stderr
        try:
            first = watching.stderr.readline().rstrip("\n")
            assert f"`{first}`" in FIVE_MINUTES
            while "Ctrl-C" not in watching.stderr.readline():
                assert watching.poll() is None
            watching.send_signal(signal.SIGINT)
            assert watching.wait(PATIENCE_S) == 0
        finally:
            # Where this runs in the background of a shell, its children do not hear Ctrl-C.
            watching.kill()

    assert run(look, checkout).returncode == 0
    written = {path.name for path in checkout.iterdir()}
    assert {"report.html", "worksheet.md"} <= written

    built = run(build, checkout)
    assert built.returncode == 0
    names = {path.name for path in (checkout / "out").iterdir()}
    assert names == set(re.findall(r"`(my-leaflet[a-z-]*\.[a-z]+|manifest\.json)`", FIVE_MINUTES))

    path, line = message.split(": ")[0].split(":")
    chapter = checkout / path
    lines = chapter.read_text(encoding="utf-8").splitlines()
    lines[int(line) - 1] = message.splitlines()[1].partition(" | ")[2]
    chapter.write_text("\n".join(lines) + "\n", encoding="utf-8")
    checked = run(watch.removesuffix(" --watch"), checkout)
    assert checked.returncode == 1
    assert checked.stderr.split("\n\n")[0] == message


@pytest.mark.xdist_group("handout")
def test_the_files_of_the_handout(handout: Built) -> None:
    """The table under `make handout` names each file that it leaves, and no other."""
    named = re.findall(r"^\| `([^`]+)` \|", section("Two commands"), re.MULTILINE)
    assert named == list(handout.files)


def test_the_make_commands_are_there() -> None:
    """Each `make` that a document speaks of has its rule."""
    targets = set(
        re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    pages = [README, (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")]
    spoken = {name for page in pages for name in re.findall(r"(?:`|^ {4})make ([a-z-]+)", page)}
    assert spoken <= targets
