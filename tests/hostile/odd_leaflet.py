"""Lays odd files over the clean manuscript and tells what Plainleaf says of them."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from plainleaf.build import build, check_manuscript
from plainleaf.diagnostics import Diagnostic
from plainleaf.editions import styles_folder
from tests.conftest import ROOT, TODAY

CLEAN = ROOT / "tests" / "books" / "clean"


def lay_out(folder: Path, files: Mapping[str, str | bytes] | None = None) -> Path:
    """Return a copy of the clean manuscript with other files laid over it."""
    manuscript = shutil.copytree(CLEAN, folder / "manuscript")
    for name, content in (files or {}).items():
        data = content.encode() if isinstance(content, str) else content
        (manuscript / name).parent.mkdir(parents=True, exist_ok=True)
        (manuscript / name).write_bytes(data)
    return manuscript


def checked(manuscript: Path) -> tuple[Diagnostic, ...]:
    """Return what a check finds."""
    return check_manuscript(manuscript, styles_folder(), TODAY).diagnostics


def told(manuscript: Path) -> list[str]:
    """Return what a check finds: each one's code and place."""
    return [f"{one.code} {one.place}" for one in checked(manuscript)]


def told_of_print(manuscript: Path) -> list[str]:
    """Return what making large print finds: each one's code and place."""
    made = build(manuscript, styles_folder(), TODAY, ["large-print"])
    return [f"{one.code} {one.place}" for one in made.diagnostics]
