"""Lays a rule's fixture over the clean manuscript and tells what Plainleaf finds in it.

A fixture is a folder of files that replace those of `tests/books/clean/` or join them.
Some names have a meaning of their own:

    remove.txt            names of files to take away, one a line
    styles/               is laid over a copy of the project's styles instead
    styles/NAME.more.css  is added to the end of NAME.css
    expected.txt          what must be found: lines such as `PL301 03-more.md:3`, sorted
    message.txt           all of it in words, as an author reads it
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import click

from plainleaf.build import build, check_manuscript
from plainleaf.diagnostics import Diagnostic
from plainleaf.editions import styles_folder
from plainleaf.report import in_text
from tests.conftest import ROOT, TODAY

CLEAN = ROOT / "tests" / "books" / "clean"
EXPECTED = "expected.txt"
MESSAGE = "message.txt"
REMOVE = "remove.txt"
STYLES = "styles"
MORE = ".more.css"

_WHERE_IN_PRINT = re.compile(r"(?i)\bpage \d+(?: of \d+)?|\bat \d+:\d+")
"""Where print breaks pages, and where a style sheet ends, is not what a fixture is about."""


@dataclass(frozen=True)
class Found:
    """What Plainleaf finds: one line a diagnostic, and the same in words."""

    lines: tuple[str, ...]
    message: str


def found_in(fixture: Path, scratch: Path, *, is_printed: bool) -> Found:
    """Check a fixture's manuscript; a printed one is also made in large print and proved."""
    folder, styles = _lay_over(fixture, scratch)
    if is_printed:
        diagnostics = build(folder, styles, TODAY, ["large-print"]).diagnostics
        diagnostics = tuple(map(_somewhere, diagnostics))
    else:
        diagnostics = check_manuscript(folder, styles, TODAY).diagnostics
    told = click.unstyle("\n\n".join(in_text(diagnostics, folder))).replace(f"{folder}/", "")
    lines = tuple(sorted(map(_line, diagnostics)))
    return Found(lines, f"{told}\n" if told else "")


def _somewhere(one: Diagnostic) -> Diagnostic:
    """Leave out of a message where in print the fault is."""
    return replace(one, message=_WHERE_IN_PRINT.sub(_unnumbered, one.message))


def _unnumbered(found: re.Match[str]) -> str:
    return re.sub(r"\d+", "#", found[0])


def _line(one: Diagnostic) -> str:
    return f"{one.code} {one.place}"


def _lay_over(fixture: Path, scratch: Path) -> tuple[Path, Path]:
    """Return the manuscript with the fixture over it, and the styles to make it with."""
    folder, styles = scratch / "manuscript", styles_folder()
    shutil.copytree(CLEAN, folder)
    for path in sorted(one for one in fixture.rglob("*") if one.is_file()):
        name = path.relative_to(fixture)
        if name.parts[0] == STYLES or name.as_posix() in (EXPECTED, MESSAGE, REMOVE):
            continue
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / name)
    if (fixture / REMOVE).is_file():
        for gone in (fixture / REMOVE).read_text(encoding="utf-8").split():
            (folder / gone).unlink()
    if (fixture / STYLES).is_dir():
        styles = shutil.copytree(styles, scratch / STYLES)
        _restyle(fixture / STYLES, styles)
    return folder, styles


def _restyle(changes: Path, styles: Path) -> None:
    for path in sorted(one for one in changes.rglob("*") if one.is_file()):
        target = styles / path.relative_to(changes)
        if path.name.endswith(MORE):
            target = target.with_name(path.name.removesuffix(MORE) + ".css")
            target.write_bytes(target.read_bytes() + path.read_bytes())
        else:
            shutil.copyfile(path, target)
