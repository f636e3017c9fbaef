"""The command `new`: a manuscript to begin with, which builds cleanly and teaches by example.

Its files stand in `plainleaf/starter/`, as an author will see them; only the dates in
leaflet.toml are filled in.
"""

from __future__ import annotations

import datetime
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from plainleaf.settings import SETTINGS_FILE

_TIME_FOR_GAPS = datetime.timedelta(days=90)
_FOLDER = Path(__file__).resolve().parent / "starter"


def starter_files(day: datetime.date) -> dict[str, bytes]:
    """Return the files of the starter by their paths, issued on a day; leaflet.toml is the last."""
    paths = sorted(path for path in _FOLDER.rglob("*") if path.is_file())
    files = {path.relative_to(_FOLDER).as_posix(): path.read_bytes() for path in paths}
    settings = files.pop(SETTINGS_FILE).decode()
    settings = settings.replace("{issued}", day.isoformat())
    settings = settings.replace("{next_review}", _year_after(day).isoformat())
    settings = settings.replace("{gaps_until}", _season_after(day).isoformat())
    return files | {SETTINGS_FILE: settings.encode()}


def _year_after(day: datetime.date) -> datetime.date:
    """Return the same day one year on; 29 February becomes the 28th, and the last year stays."""
    year = min(day.year + 1, datetime.MAXYEAR)
    return day.replace(year=year, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _season_after(day: datetime.date) -> datetime.date:
    """Return the day up to which the starter's gaps may stay: some three months on."""
    return day + min(_TIME_FOR_GAPS, datetime.date.max - day)


def is_vacant(folder: Path) -> bool:
    """Return whether a folder is empty or not there yet."""
    return not folder.exists() or next(folder.iterdir(), None) is None


def write_manuscript(files: Mapping[str, bytes], folder: Path) -> None:
    """Write a manuscript into a vacant folder, whole or not at all.

    A new folder appears at once with all that is in it. In a folder that was there, and that
    somebody may stand in, leaflet.toml comes last: without it nothing takes it for a manuscript.

    Raises:
        OSError: a file cannot be written; the folder is as it was.
    """
    is_new = not folder.exists()
    around = folder.parent if is_new else folder
    around.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-manuscript-", dir=around) as scratch:
        whole = Path(scratch) / "manuscript"
        for name, data in files.items():
            path = whole / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        if is_new:
            whole.rename(folder)
        else:
            _move_into(whole, folder, tuple(dict.fromkeys(Path(one).parts[0] for one in files)))


def _move_into(whole: Path, folder: Path, names: tuple[str, ...]) -> None:
    """Move what stands in a folder into an empty one, in order; take all back if one fails."""
    try:
        for name in names:
            (whole / name).rename(folder / name)
    except BaseException:
        for path in (folder / name for name in names):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        raise
