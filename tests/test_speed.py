"""An author who checks while writing does not wait."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

from tests.conftest import ROOT

MOST_SECONDS = 0.5
HEAVY = ("weasyprint", "ebooklib", "fontTools.subset", "pikepdf")
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


def test_check_takes_less_than_half_a_second(
    record_property: Callable[[str, object], None],
) -> None:
    """Of processor time, beyond what Python itself takes; the least of five runs."""
    empty = min(cpu_seconds("-c", "pass") for _ in range(3))
    taken = min(cpu_seconds(*CHECK) for _ in range(5)) - empty
    record_property("measured", f"`check` takes {taken:.2f} s of processor time")
    assert taken < MOST_SECONDS


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
