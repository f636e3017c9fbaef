"""publish.py, run as a user runs it, in a Python that lacks what Plainleaf needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PUBLISH = Path(__file__).resolve().parents[2] / "publish.py"


def test_missing_packages_are_told_with_the_command_that_installs_them() -> None:
    """Without its packages, publish.py exits with 3, names `make handout`, shows no traceback."""
    ended = subprocess.run(
        # -S leaves out every installed package.
        [sys.executable, "-S", str(PUBLISH), "build"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 3
    assert "make handout" in ended.stderr
    assert "Traceback" not in ended.stderr
