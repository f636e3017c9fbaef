"""Step 8, publish: finished files → a folder, whole or not at all.

What is promised, also where the machine stops or the build is killed at any moment:

- On Linux and macOS the folder is changed in one step: a second one is made ready beside it and
  the two change places. So it holds the old set whole or the new set whole, and never a mixture.
  A program that stands in the folder, such as a shell, has to enter it again to see the new one.
- That cannot be done where the folder is a mount, has folders in it or is the one that the
  command runs in, or where the disk or the rights of the folder above do not let it. There, files
  are replaced one after another, each whole, and the last one, the manifest, is away until all
  the others are in place. So what a manifest tells of is whole there too.

Other files in the folder stay as they are, but for a report that `verify` wrote on the old set: it
would speak of files that are no longer there. Builds that end together wait for one another.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import re
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

PART = ".plainleaf-part"
"""How the names of files and folders end that are not finished; they begin with a dot."""

REPORT_FOLDER = "report"
REPORT_FILE = "report.json"
"""Where `verify` writes, in the folder of the files that it speaks of."""

TRIES = 100
PAUSE_SECONDS = 0.1

_SWAP = 2
"""RENAME_EXCHANGE on Linux, RENAME_SWAP on macOS."""

_THIS_FOLDER = -100
"""AT_FDCWD on Linux."""


def publish(files: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """Write files into a folder, all of them or none; the last one tells of the others.

    Raises:
        OSError: a file cannot be written, or another build goes on writing here; what was there
            before is untouched.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone_in(folder):
        _clear_away_leftovers(folder.resolve())
        if not _swap_in(files, folder.resolve()):
            _replace_each(files, folder)
    return tuple(folder / name for name in files)


def publish_report(
    files: Mapping[str, bytes], folder: Path, about: tuple[str, bytes]
) -> tuple[Path, ...]:
    """Write a report on a folder's files into it, in place of the report before.

    `about` is the name and the bytes of the manifest that the report is about.

    Raises:
        OSError: a file cannot be written, the folder holds other files by now, or something
            there has the name of the report and is none.
    """
    target = folder / REPORT_FOLDER
    with _alone_in(folder):
        _clear_away_leftovers(folder.resolve())
        name, manifest = about
        if (folder / name).read_bytes() != manifest:
            reason = "the files have changed while they were verified; run this again"
            raise OSError(errno.EBUSY, reason, folder)
        if os.path.lexists(target) and not _is_report(target):
            raise OSError(errno.EEXIST, "is no report, so it is not replaced", target)
        ready = Path(tempfile.mkdtemp(prefix=f".{REPORT_FOLDER}.", suffix=PART, dir=folder))
        try:
            for file, data in files.items():
                _write_aside(ready, file, data).replace(ready / file)
            ready.chmod(0o755)
            if target.exists():
                shutil.rmtree(target)
            ready.replace(target)
        finally:
            shutil.rmtree(ready, ignore_errors=True)
        _sync(folder)
    return tuple(target / name for name in files)


def _is_report(path: Path) -> bool:
    """Return whether a path is a folder that `verify` has written."""
    is_folder = path.is_dir() and not path.is_symlink()
    return path.name == REPORT_FOLDER and is_folder and (path / REPORT_FILE).is_file()


def write_file(data: bytes, path: Path) -> None:
    """Write one file, whole or not at all, in a folder that is made where there is none.

    Raises:
        OSError: the file cannot be written; what was there before is untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = _write_aside(path.parent, path.name, data)
    try:
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keep other builds out of a folder; where the disk knows no locks, go on without one.

    Raises:
        OSError: another build has kept the folder for long.
    """
    for _ in range(TRIES):
        handle = os.open(folder, os.O_RDONLY)
        try:
            if _is_locked(handle) and os.path.samestat(os.fstat(handle), folder.stat()):
                yield
                return
        finally:
            os.close(handle)
        time.sleep(PAUSE_SECONDS)
    raise OSError(
        errno.EBUSY, "another build is writing here; run this one again when it has ended", folder
    )


def _is_locked(handle: int) -> bool:
    """Lock a folder; return False where another build has done so before."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _clear_away_leftovers(folder: Path) -> None:
    """Take away what builds that were killed have left, but nothing of a build into `v1.1`."""
    own = re.compile(rf"\.{re.escape(folder.name)}\.[^.]+{re.escape(PART)}")
    beside = (path for path in folder.parent.iterdir() if own.fullmatch(path.name))
    for path in (*folder.glob(f".*{PART}"), *beside):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _swap_in(files: Mapping[str, bytes], folder: Path) -> bool:
    """Put a new folder in an old one's place, in one step; False where that cannot be."""
    here = Path.cwd()
    if folder in (here, *here.parents) or folder.is_mount():
        return False
    others = [path for path in folder.iterdir() if path.name not in files and not _is_report(path)]
    if any(path.is_dir() for path in others):
        return False
    try:
        ready = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=PART, dir=folder.parent))
    except OSError:
        return False
    try:
        with _alone_in(ready):
            for name, data in files.items():
                _write_aside(ready, name, data).replace(ready / name)
            if not _linked(others, ready):
                return False
            os.chmod(ready, stat.S_IMODE(folder.stat().st_mode))  # noqa: PTH101
            _sync(ready)
            if not _exchange(ready, folder):
                return False
            _sync(folder.parent)
            for late in set(os.listdir(ready)) - set(os.listdir(folder)):  # noqa: PTH208
                if _is_report(ready / late):
                    continue
                (ready / late).replace(folder / late)
    finally:
        # It holds the old files now, or those that were not wanted.
        shutil.rmtree(ready, ignore_errors=True)
    return True


def _linked(paths: list[Path], folder: Path) -> bool:
    """Enter files into another folder too; False where the disk does not let one do so."""
    try:
        for path in paths:
            os.link(path, folder / path.name, follow_symlinks=False)
    except OSError:
        return False
    return True


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places, in one step; False where the system cannot."""
    system = ctypes.CDLL(None, use_errno=True)
    paths = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        return hasattr(system, "renamex_np") and system.renamex_np(*paths, _SWAP) == 0
    if not hasattr(system, "renameat2"):
        return False
    return bool(system.renameat2(_THIS_FOLDER, paths[0], _THIS_FOLDER, paths[1], _SWAP) == 0)


def _replace_each(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files beside the old ones, then put each in its place, the last one at the end."""
    waiting: list[tuple[Path, Path]] = []
    try:
        for name, data in files.items():
            waiting.append((_write_aside(folder, name, data), folder / name))
        for _, manifest in waiting[-1:]:
            manifest.unlink(missing_ok=True)
            if _is_report(folder / REPORT_FOLDER):
                shutil.rmtree(folder / REPORT_FOLDER)
            _sync(folder)
        for aside, target in waiting:
            aside.replace(target)
    finally:
        for aside, _ in waiting:
            aside.unlink(missing_ok=True)
    _sync(folder)


def _write_aside(folder: Path, name: str, data: bytes) -> Path:
    """Write data into a folder, under a name of its own, and bring it to the disk."""
    handle, path = tempfile.mkstemp(prefix=f".{name}.", suffix=PART, dir=folder)
    aside = Path(path)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.chmod(0o644)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return aside


def _sync(folder: Path) -> None:
    """Bring the folder's new names to the disk, where the system can do so."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
