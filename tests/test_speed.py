"""An author who checks while writing does not wait."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from plainleaf.build import check_manuscript
from plainleaf.editions import styles_folder
from tests.conftest import ROOT, TODAY

CLEAN = ROOT / "tests" / "books" / "clean"

MOST_SECONDS = 0.8
HEAVY = ("weasyprint", "ebooklib", "fontTools.subset", "pikepdf")
CHAPTER = """\
# Part {number} of the way

You can walk to the library, or take the bus. Ask the driver where to get off. It takes 10 minutes.

- Bring a bag.
- Bring your card, if you have one.
"""
CHECK = [str(ROOT / "publish.py"), "check", str(ROOT / "manuscript")]


def cpu_seconds(*arguments: str) -> float:
    """Return the processor time that a run of this Python takes."""
    with subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_utime + usage.ru_stime


def test_check_takes_less_than_a_second(
    record_property: Callable[[str, object], None],
) -> None:
    """In all, so 0.8 s of processor time beyond what Python takes; the least of five runs."""
    empty = min(cpu_seconds("-c", "pass") for _ in range(3))
    taken = min(cpu_seconds(*CHECK) for _ in range(5)) - empty
    record_property("measured", f"`check` takes {taken:.2f} s of processor time")
    assert taken < MOST_SECONDS


def test_time_grows_with_the_text_and_no_faster(tmp_path: Path) -> None:
    """1,000 chapters take about ten times as long as 100; four times that would be a fault."""

    def seconds(chapters: int) -> tuple[float, float]:
        """Return the time that checking takes, and that measuring takes after it."""
        folder = shutil.copytree(CLEAN, tmp_path / str(chapters))
        for number in range(chapters):
            (folder / f"{number:03}-a.md").write_text(CHAPTER.format(number=number), "utf-8")
        begun = time.process_time()
        checked = check_manuscript(folder, styles_folder(), TODAY)
        read = time.process_time()
        assert checked.reading is not None
        assert checked.reading.whole.counts.sentences > 3 * chapters
        return read - begun, time.process_time() - read

    seconds(1)
    for few, many in zip(seconds(100), seconds(1_000), strict=True):
        assert many < 10 * 4 * few


def test_check_does_not_load_what_only_a_build_needs() -> None:
    """WeasyPrint and the other makers of files stay out."""
    code = (
        "import runpy, sys; sys.argv = sys.argv[1:]\n"
        "try: runpy.run_path(sys.argv[0], run_name='__main__')\n"
        "except SystemExit as end: assert not end.code\n"
        "print(*sys.modules)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, *CHECK], capture_output=True, text=True, check=True
    )
    loaded = set(ended.stdout.split())
    assert "plainleaf.checks" in loaded
    assert loaded.isdisjoint(HEAVY)
