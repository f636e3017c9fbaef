"""The command: parses options, shows diagnostics and progress, sets the exit code.

Exit codes: 0 clean, 1 errors in the content or a file that cannot be read or written,
2 a wrong call, 3 a needed library or judge is missing. Diagnostics go to stderr, JSON to stdout.
"""

from __future__ import annotations

import datetime
import os
import shlex
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from plainleaf import __version__
from plainleaf import report as reports
from plainleaf.build import Checked, check_manuscript
from plainleaf.build import build as build_leaflet
from plainleaf.design import DesignError
from plainleaf.diagnostics import Diagnostic, has_errors
from plainleaf.editions import EDITIONS, ProfileError, profile_names, read_profile, styles_folder
from plainleaf.manuscript import WORKSHEET_FILE

CONTENT_ERRORS = 1
MISSING_LIBRARY = 3
PANGO_COMMAND = "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


_manuscript = click.argument(
    "manuscript",
    metavar="[FOLDER]",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default="manuscript",
)
_format = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to tell what was found: as text (on stderr), or as JSON for another program "
    "(on stdout).",
)
_check_format = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help="How to tell what was found: as text (on stderr), as JSON with the measures for another "
    "program, or as SARIF for a code host (both on stdout).",
)
_DAY = click.DateTime(["%Y-%m-%d"])
_DAY_SHOWN = "YYYY-MM-DD"
_today = click.option(
    "--today",
    type=_DAY,
    metavar=_DAY_SHOWN,
    help="The day to compare review dates with, instead of today.",
)
_styles = click.option(
    "--styles",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=styles_folder,
    metavar="FOLDER",
    help="A folder of style sheets and profiles, instead of Plainleaf's own.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="plainleaf")
def main() -> None:
    """Turn a folder of Markdown chapters into accessible patient leaflets.

    Begin with new, go on with check while you write, and end with build. A command followed by
    --help tells more about it.
    """


@main.command()
@_manuscript
@click.option(
    "-e",
    "--edition",
    "editions",
    multiple=True,
    metavar="NAME",
    type=click.Choice(list(EDITIONS)),
    help=f"An edition to make: {', '.join(EDITIONS)}. Give it again for another one. Without it, "
    "all that leaflet.toml names are made.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    default="dist",
    show_default=True,
    help="Where to put the finished files.",
)
@_format
@_today
@_styles
def build(
    manuscript: Path,
    editions: tuple[str, ...],
    output: Path,
    form: str,
    today: datetime.datetime | None,
    styles: Path,
) -> None:
    """Check the leaflet in FOLDER, make its editions, and prove them.

    FOLDER holds leaflet.toml and the chapters; without it, it is the folder named manuscript.
    Files are written only where no error is found in any of them. The exit code is 0 then, else 1.
    """
    from plainleaf.publishing import publish

    with _plain_faults(), _progress() as progress:
        built = build_leaflet(manuscript, styles, _day(today), editions, progress)
        written = publish(built.files, output) if built.files else ()
    _tell(built.diagnostics, manuscript, built.chapters, form, written)
    if form == "text":
        for path in written:
            click.echo(f"wrote {path}")
        if not written:
            click.echo("Nothing was written.", err=True)
    if has_errors(built.diagnostics):
        sys.exit(CONTENT_ERRORS)


@main.command()
@_manuscript
@click.option("--watch", is_flag=True, help="Check again each time you save, until Ctrl-C.")
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a report on the language as a web page, such as report.html.",
)
@click.option(
    "--worksheet",
    is_flag=False,
    flag_value=Path(WORKSHEET_FILE),
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="[FILE]",
    help="Write two checklists of health literacy, filled in as far as a program can; without "
    "FILE, as worksheet.md. Answers that you wrote into it stay.",
)
@_check_format
@_today
@_styles
def check(
    manuscript: Path,
    watch: bool,
    report: Path | None,
    worksheet: Path | None,
    form: str,
    today: datetime.datetime | None,
    styles: Path,
) -> None:
    """Tell what to mend in the leaflet in FOLDER; nothing is made.

    FOLDER holds leaflet.toml and the chapters; without it, it is the folder named manuscript. The
    last line says how hard the text is to read, and how long it takes. The exit code is 0 where no
    error is found, else 1.
    """

    def look() -> bool:
        checked = check_manuscript(manuscript, styles, _day(today))
        _tell_checked(checked, manuscript, form)
        if report or worksheet:
            _write_for_editors(checked, report, worksheet)
        return has_errors(checked.diagnostics)

    with _plain_faults():
        found_errors = _keep_looking(look, manuscript) if watch else look()
    if found_errors:
        sys.exit(CONTENT_ERRORS)


def _keep_looking(look: Callable[[], bool], folder: Path) -> bool:
    """Look at once and after each save; return whether it ended because the folder is gone."""
    from plainleaf.watching import changed_files, in_words

    try:
        for names in changed_files(folder):
            if names:
                click.echo(f"\nChecking again: {in_words(names)} changed", err=True)
            try:
                look()
            except OSError as error:
                # An editor may be in the middle of a save; the end of it is a change again.
                click.echo(_in_a_sentence(error), err=True)
            if not names:
                click.echo(f"\nWatching {folder}. Press Ctrl-C to stop.", err=True)
    except KeyboardInterrupt:
        return False
    click.echo(f"\nThe folder {folder} is no longer there, so nothing is watched.", err=True)
    return True


@main.command()
@click.argument(
    "folder",
    metavar="[FOLDER]",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default="dist",
)
@click.option(
    "-m",
    "--manuscript",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="The manuscript that the files were made from. With it, every word is held against it.",
)
@_format
@_today
@_styles
def verify(
    folder: Path,
    manuscript: Path | None,
    form: str,
    today: datetime.datetime | None,
    styles: Path,
) -> None:
    """Have finished files judged, and write a report.

    FOLDER is where build has put the files; without it, it is the folder named dist. Each file is
    compared with manifest.json, proved again, and shown to veraPDF, EPUBCheck and Ace. The report
    is report/index.html in FOLDER. The exit code is 0 where all judges pass all files, 1 where an
    error is found, and 3 where a judge is not installed.
    """
    from plainleaf.manifest import MANIFEST_FILE
    from plainleaf.publishing import publish_report
    from plainleaf.verify import report_files
    from plainleaf.verify import verify as verify_files

    with _plain_faults(), _progress() as progress:
        verified = verify_files(folder, styles, _day(today), manuscript, progress)
        files = report_files(verified, today.date() if today else None)
        written: tuple[Path, ...] = ()
        if verified.released is not None:
            about = (MANIFEST_FILE, verified.released.manifest)
            written = publish_report(files, folder, about)
    _tell(verified.diagnostics, folder, len(verified.files), form, written, noun="file")
    for missing in verified.missing:
        click.echo(str(missing), err=True)
    if form == "text":
        for path in written:
            click.echo(f"wrote {path}")
    if has_errors(verified.diagnostics):
        sys.exit(CONTENT_ERRORS)
    if verified.missing:
        sys.exit(MISSING_LIBRARY)


@main.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--today",
    type=_DAY,
    metavar=_DAY_SHOWN,
    help="The day to date the leaflet with, instead of today.",
)
def new(folder: Path, today: datetime.datetime | None) -> None:
    """Make a small leaflet in FOLDER, to change into your own.

    FOLDER must be new or empty.
    """
    from plainleaf.starter import is_vacant, starter_files, write_manuscript

    with _plain_faults():
        if not is_vacant(folder):
            message = (
                f"The folder {folder} is not empty, so nothing was written. Name a new folder."
            )
            raise click.UsageError(message)
        write_manuscript(starter_files(_day(today)), folder)
    command, name = _own_command(), shlex.quote(str(folder))
    click.echo(f"wrote {folder}, a leaflet to start from. What to do next:")
    click.echo(f"1. Put your own title, readers and dates into {folder / 'leaflet.toml'}.")
    click.echo(f"2. Keep this running while you write: {command} check {name} --watch")
    click.echo(f"3. Make the finished files: {command} build {name} -o out")


def _own_command() -> str:
    """Return how this command was called, so that a reader can copy it."""
    called = Path(sys.argv[0])
    if called.suffix != ".py":
        return called.name
    python, here = Path(sys.executable), Path.cwd()
    shown = python.relative_to(here) if python.is_relative_to(here) else python
    return shlex.join((str(shown), str(called)))


@main.command()
@_styles
def editions(styles: Path) -> None:
    """List what can be made, and by which numbers.

    Each number of large print is shown with its source.
    """
    with _plain_faults():
        profiles = [read_profile(styles, name) for name in profile_names(styles)]
    click.echo("Editions")
    for edition in EDITIONS.values():
        click.echo(f"  {edition.name:18} {edition.title}, as {edition.file_name('NAME')}")
    for profile in profiles:
        click.echo(f"\nProfile {profile.name}: {profile.title}")
        for key, source in profile.sources:
            click.echo(f"  {key:22} {getattr(profile, key):<8g} {source}")


def _day(today: datetime.datetime | None) -> datetime.date:
    """Return the day that was asked for, else SOURCE_DATE_EPOCH's, else today."""
    if today is not None:
        return today.date()
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        try:
            return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
        except (ValueError, OverflowError, OSError):
            raise click.UsageError(f"SOURCE_DATE_EPOCH is no time: {epoch[:40]}") from None
    return datetime.datetime.now().astimezone().date()


def _tell(
    diagnostics: Sequence[Diagnostic],
    folder: Path,
    count: int,
    form: str,
    written: Sequence[Path] = (),
    noun: str = "chapter",
) -> None:
    if form == "json":
        click.echo(reports.in_json(diagnostics, written))
        return
    for told in reports.in_text(diagnostics, folder):
        click.echo(f"{told}\n", err=True)
    click.echo(reports.summary(diagnostics, count, noun), err=True)


def _tell_checked(checked: Checked, folder: Path, form: str) -> None:
    """Tell what was found in a manuscript, and how hard its text is to read."""
    if form == "json":
        click.echo(reports.in_json(checked.diagnostics, reading=checked.reading))
    elif form == "sarif":
        from plainleaf.sarif import in_sarif

        click.echo(in_sarif(checked.diagnostics, folder))
    else:
        _tell(checked.diagnostics, folder, len(checked.manuscript.chapters), form)
        if checked.reading is not None:
            click.echo(reports.reading_line(checked.reading.whole), err=True)


def _write_for_editors(checked: Checked, report: Path | None, worksheet: Path | None) -> None:
    from plainleaf.editorial import write_for_editors

    written = write_for_editors(checked, report, worksheet)
    for path in written:
        click.echo(f"wrote {path}", err=True)
    if not written:
        click.echo("Nothing was written: leaflet.toml has to be readable first.", err=True)


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Show steps: in one moving line on a terminal, else as plain lines for a screen reader."""
    if not sys.stderr.isatty():
        yield lambda step: click.echo(f"{step} …", err=True)
        return
    from rich.console import Console

    with Console(stderr=True).status("Starting") as status:
        yield lambda step: status.update(f"{step} …")


@contextmanager
def _plain_faults() -> Iterator[None]:
    """Turn a fault of the machine into a sentence and an exit code, without a traceback."""
    try:
        yield
    except ModuleNotFoundError as error:
        click.echo(
            f"The library '{error.name}' is missing. Install all with: make handout", err=True
        )
        sys.exit(MISSING_LIBRARY)
    except OSError as error:
        if error.filename is None and "cannot load library" in str(error):
            click.echo(f"Pango is missing. Install it with: {PANGO_COMMAND}", err=True)
            sys.exit(MISSING_LIBRARY)
        click.echo(_in_a_sentence(error), err=True)
        sys.exit(CONTENT_ERRORS)
    except (DesignError, ProfileError) as error:
        click.echo(f"The style sheets' numbers cannot be read. {error}", err=True)
        sys.exit(CONTENT_ERRORS)
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except Exception as error:
        click.echo(_as_a_fault_of_ours(error), err=True)
        sys.exit(CONTENT_ERRORS)


def _as_a_fault_of_ours(error: Exception) -> str:
    """Say that Plainleaf failed, and where: enough to report it, and no traceback."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name}, line {frame.lineno}, in {frame.name}"
    told = " ".join(str(error).split())[:200]
    return (
        f"This is a fault in Plainleaf, not in your text: {type(error).__name__} in {where}: {told}"
        "\nNothing was written. Please report it, together with the manuscript if you can."
    )


def _in_a_sentence(error: OSError) -> str:
    what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
    return f"A file could not be read or written. {what}"
