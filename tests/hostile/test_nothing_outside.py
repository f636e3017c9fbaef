"""A build asks nothing of the network and opens no file but those that it should."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from plainleaf.build import build
from plainleaf.editions import styles_folder
from tests.conftest import ROOT, TODAY
from tests.hostile.odd_leaflet import lay_out

WATCHED = """
import sys
events = []

def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        path = arguments[0]
        events.append("open " + (path if isinstance(path, str) else path.decode()))
    elif event.startswith(("socket.", "urllib.", "http.", "ftplib.", "subprocess.", "os.exec")):
        events.append(event)

sys.addaudithook(watch)
sys.argv[1:] = ["build", sys.argv[1], "-o", sys.argv[2], "--today", "2026-11-23"]
try:
    from plainleaf.cli import main
    main()
except SystemExit as end:
    assert not end.code, end.code
print("\\n".join(events))
"""


def test_a_build_opens_only_what_is_its_own(tmp_path: Path) -> None:
    """All files opened are the manuscript's, Plainleaf's, Python's, the system's or temporary."""
    manuscript, dist, scratch = lay_out(tmp_path), tmp_path / "dist", tmp_path / "scratch"
    scratch.mkdir()
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-c", WATCHED, str(manuscript), str(dist)],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "TMPDIR": str(scratch), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    events = [one for one in ended.stdout.splitlines() if not one.startswith("wrote ")]
    assert any(one.endswith("01-borrow-a-book.md") for one in events)
    # `ctypes.util.find_library` asks ldconfig or a compiler where a library is.
    asked = {one for one in events if not one.startswith("open ")}
    assert asked <= {"subprocess.Popen"}
    allowed = (
        *(manuscript, dist, scratch, ROOT / "plainleaf", styles_folder()),
        *map(Path, sysconfig.get_paths().values()),
        *map(Path, (sys.prefix, sys.base_prefix, "/usr", "/lib", "/dev/null", "/proc")),
        *map(Path, ("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/mime.types", "/etc/localtime")),
    )
    opened = {Path(one.removeprefix("open ")).resolve() for one in events if one not in asked}
    beside = tmp_path / f".{dist.name}."
    strange = [
        path
        for path in opened
        if not any(path.is_relative_to(one.resolve()) for one in allowed)
        and not str(path).startswith(str(beside))
        and path not in (tmp_path, ROOT)
    ]
    assert strange == []


def test_a_build_needs_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With every socket broken, a leaflet full of addresses is built all the same."""
    chapter = "# Maps\n\nSee [the map](https://x.example/a), [the desk](mailto:a@x.example).\n"
    manuscript = lay_out(tmp_path, {"03-more.md": chapter})

    def refuse(*_arguments: object, **_more: object) -> None:
        raise AssertionError("something asked the network")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(f"socket.{name}", refuse)
    made = build(manuscript, styles_folder(), TODAY)
    assert made.diagnostics == ()
    assert made.artifacts
