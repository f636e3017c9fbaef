"""Times Plainleaf: its parts side by side, and all of it against Pandoc on the same leaflet.

How the parts are timed stands in `benchmarks/cost.py`. Against Pandoc one large-print PDF and one
EPUB are made.

Both sides get the same content, style sheets, fonts and WeasyPrint. Pandoc's source is made
beforehand from the pages that Plainleaf composes, so that it has the same links, glossary and
references to set. Plainleaf also checks the text and proves the files; Pandoc does neither.

Each side's processor time is summed over its processes. The runs take turns, so that a machine
whose speed drifts slows both; medians and their ratio are printed. Times are in seconds.
"""

from __future__ import annotations

import argparse
import datetime
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import click
import pypandoc

from benchmarks.cost import cost_of, tell
from plainleaf.build import check_manuscript, compose_pages
from plainleaf.editions import EDITIONS, styles_folder

ROOT = Path(__file__).resolve().parent.parent
RUNS = 7
TIMES_LARGER = 10
COPIES = (2, 9)
DAY = datetime.date(2026, 11, 23)

Command = list[str]
Side = Callable[[], None]


def main() -> None:
    """Run every comparison and print its figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=RUNS, help="counted runs of each side")
    runs = options.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        manuscript = ROOT / "manuscript"
        larger = _larger_manuscript(manuscript, work / "larger")
        _compare_parts(manuscript, work, max(1, runs // 2))
        ours = _plainleaf(["build", str(manuscript), "-e", "large-print", "-e", "epub"], work)
        theirs = _pandoc(_pandoc_source(manuscript, work), work)
        _compare("PDF and EPUB: Plainleaf / Pandoc", ours, theirs, runs)
        check = _plainleaf(["check", str(manuscript)])
        start = _commands([[sys.executable, "-c", "pass"]], work)
        _compare("check / Python's own start", check, start, runs)
        ten = _plainleaf(["build", str(larger), "-e", "large-print", "-e", "epub"], work)
        _compare(f"{TIMES_LARGER} times the chapters / the handout", ten, ours, max(1, runs // 3))


def _compare_parts(manuscript: Path, work: Path, runs: int) -> None:
    """Time the parts of a PDF's build, on the handout and on longer leaflets made of it."""
    costs = [cost_of("the handout", manuscript, runs)]
    for times in COPIES:
        longer = _larger_manuscript(manuscript, work / f"times-{times}", times)
        costs.append(cost_of(f"{times} times it", longer, max(1, runs // 2)))
    tell(costs)


def _compare(title: str, first: Side, second: Side, runs: int) -> None:
    """Time two sides in turn and print the medians and their ratio."""
    first()
    second()
    times = [(_processor_time(first), _processor_time(second)) for _ in range(runs)]
    medians = [statistics.median(side) for side in zip(*times, strict=True)]
    ratio = medians[0] / medians[1]
    click.echo(f"{title}: {medians[0]:.2f} s / {medians[1]:.2f} s = {ratio:.2f} ({runs} runs)")


def _processor_time(side: Side) -> float:
    before = os.times()
    side()
    after = os.times()
    return (after.children_user + after.children_system) - (
        before.children_user + before.children_system
    )


def _commands(commands: list[Command], folder: Path) -> Side:
    def run() -> None:
        for command in commands:
            subprocess.run(command, cwd=folder, check=True, capture_output=True)

    return run


def _plainleaf(arguments: Command, work: Path | None = None) -> Side:
    output = ["-o", str(work / "ours")] if work else []
    command = [sys.executable, str(ROOT / "publish.py"), *arguments, *output]
    return _commands([command], ROOT)


def _pandoc_source(manuscript: Path, work: Path) -> Path:
    """Write the leaflet as Markdown for Pandoc, with the files that it uses beside it."""
    checked = check_manuscript(manuscript, styles_folder(), DAY)
    if checked.book is None or checked.settings is None or checked.profile is None:
        raise SystemExit("the manuscript has faults; mend them first")
    pages = compose_pages(
        checked.book, checked.settings, EDITIONS["large-print"], checked.profile, styles_folder()
    )
    for asset in pages.assets:
        path = work / asset.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(asset.data)
    for name in ("screen.css", "print.css"):
        shutil.copy(styles_folder() / name, work / "styles" / name)
    source = work / "leaflet.md"
    text = pypandoc.convert_text(pages.pages[0].xhtml, "markdown", format="html")
    source.write_text(text, encoding="utf-8")
    return source


def _pandoc(source: Path, work: Path) -> Side:
    """Return the three commands that a user of Pandoc would run."""
    pandoc = pypandoc.get_pandoc_path()
    weasyprint = str(Path(sys.executable).parent / "weasyprint")
    common = [pandoc, str(source), "--standalone", "--metadata", "title=Leaflet", "-V", "lang=en"]
    sheets = [f"--css=styles/{name}.css" for name in ("fonts", "profile", "print")]
    fonts = [f"--epub-embed-font={path}" for path in sorted((work / "fonts").glob("*.ttf"))]
    return _commands(
        [
            [*common, *sheets, "--to", "html5", "--output", "leaflet.html"],
            [weasyprint, "--pdf-variant", "pdf/ua-1", "leaflet.html", "leaflet.pdf"],
            [*common, "--css=styles/screen.css", *fonts, "--to", "epub3", "-o", "leaflet.epub"],
        ],
        work,
    )


def _larger_manuscript(manuscript: Path, target: Path, times: int = TIMES_LARGER) -> Path:
    """Copy a manuscript with each of its chapters several times."""
    shutil.copytree(manuscript, target)
    chapters = sorted(target.glob("[0-9]*-*.md"))
    for chapter in chapters:
        chapter.unlink()
    number = 0
    for turn in range(times):
        for chapter in chapters:
            number += 1
            text = (manuscript / chapter.name).read_text(encoding="utf-8")
            name = f"{number:03}-{chapter.stem.partition('-')[2]}-{turn}.md"
            (target / name).write_text(text, encoding="utf-8")
    return target


if __name__ == "__main__":
    main()
