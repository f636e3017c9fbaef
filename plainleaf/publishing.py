"""Step 8, publish: finished files → a folder, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def publish(files: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """Write files into a folder; each name shows the old file or the new one, never a part.

    All are first written under other names and brought safely to the disk; only when that has
    worked for every one are they put in place, in the order given.

    Raises:
        OSError: a file cannot be written; what was there before is untouched.
    """
    folder.mkdir(parents=True, exist_ok=True)
    waiting: list[tuple[Path, Path]] = []
    try:
        for name, data in files.items():
            waiting.append((_write_aside(folder, name, data), folder / name))
        for aside, target in waiting:
            aside.replace(target)
    finally:
        for aside, _ in waiting:
            with suppress(FileNotFoundError):
                aside.unlink()
    _sync(folder)
    return tuple(target for _, target in waiting)


def _write_aside(folder: Path, name: str, data: bytes) -> Path:
    """Write data beside its target, under a name of its own, and bring it to the disk."""
    handle, path = tempfile.mkstemp(prefix=f".{name}.", suffix=".part", dir=folder)
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
