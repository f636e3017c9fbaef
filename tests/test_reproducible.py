"""The same manuscript gives the same bytes, whoever builds it, where and when."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plainleaf.build import Built
from plainleaf.editions import EDITIONS
from tests.conftest import ROOT

pytestmark = pytest.mark.xdist_group("handout")

BACKWARDS = [word for name in reversed(EDITIONS) for word in ("-e", name)]
# Moves the clock by ten years before anything of Plainleaf's is imported.
LATER = """
import datetime, os, sys, time, tomllib
os.umask(0o077)
TEN_YEARS = 3653 * 86400
real_time, real_localtime, real_gmtime = time.time, time.localtime, time.gmtime
time.time = lambda: real_time() + TEN_YEARS
time.time_ns = lambda: int(time.time() * 1e9)
time.localtime = lambda at=None: real_localtime(time.time() if at is None else at)
time.gmtime = lambda at=None: real_gmtime(time.time() if at is None else at)
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.datetime.fromtimestamp(time.time(), tz)
    utcnow = today = now
datetime.datetime = Later
sys.path.insert(0, sys.argv.pop(1))
from plainleaf.cli import main
main()
"""


def build_elsewhere(folder: Path, *options: str) -> tuple[dict[str, bytes], str]:
    """Build the handout in another folder, time, zone and language; return files and words."""
    shutil.copytree(ROOT / "manuscript", folder / "elsewhere")
    for path in (folder / "elsewhere").rglob("*"):
        os.utime(path, (1.0e9, 1.0e9))
    environment = {
        **{name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"},
        **{"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4711", "LANG": "C", "LC_ALL": "C"},
        "HOME": str(folder),
    }
    command = [sys.executable, "-c", LATER, str(ROOT), "build", "elsewhere", "-o", "out"]
    ended = subprocess.run(
        [*command, *options], cwd=folder, env=environment, capture_output=True, check=False
    )
    told = ended.stderr.decode()
    assert ended.returncode == 0, told
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir()}, told


def test_same_bytes_in_another_place_and_time(handout: Built, tmp_path: Path) -> None:
    """Ten years later only the diagnostics differ: the review is overdue, and it is said."""
    files, told = build_elsewhere(tmp_path, *BACKWARDS)
    assert files.keys() == handout.files.keys()
    assert [name for name in files if files[name] != handout.files[name]] == []
    assert "PL114" in told
    assert not any(one.code == "PL114" for one in handout.diagnostics)


def test_one_edition_alone_is_the_same_file(handout: Built, tmp_path: Path) -> None:
    """An edition does not depend on those made before it."""
    files, _ = build_elsewhere(tmp_path, "-e", "epub", "-e", "epub")
    assert files.keys() == {"car-t-and-ms.epub", "manifest.json"}
    assert files["car-t-and-ms.epub"] == handout.files["car-t-and-ms.epub"]
