"""The command `check --watch`: tells which of a manuscript's files were saved, as it happens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from plainleaf.manuscript import GLOSSARY_FILE, IMAGES_FOLDER, REFERENCES_FILE
from plainleaf.settings import SETTINGS_FILE

QUIET_MS = 100
"""How long nothing may change before a save counts as done: editors write in several steps."""

LONGEST_WAIT_MS = 1000
"""How long changes that go on and on are gathered before they are told."""

LOOK_MS = 200
"""How often to look whether the folder is still there."""

_DATA_FILES = frozenset({SETTINGS_FILE, GLOSSARY_FILE, REFERENCES_FILE})
_MARKDOWN_ENDINGS = frozenset({".md", ".markdown"})
_NAMED_MOST = 3


def changed_files(folder: Path) -> Iterator[tuple[str, ...]]:
    """Yield the names of the files that were saved, made or taken away; end if the folder goes.

    The first names are none: from then on no change is missed.

    Raises:
        OSError: the folder cannot be watched.
    """
    import watchfiles  # only who watches waits for it

    root = folder.resolve()
    identity = _identity(root)
    told_to_begin = False
    for changes in watchfiles.watch(
        root,
        watch_filter=lambda _change, path: _belongs(root, Path(path)),
        debounce=LONGEST_WAIT_MS,
        step=QUIET_MS,
        rust_timeout=LOOK_MS,
        yield_on_timeout=True,
    ):
        if _identity(root) != identity:
            return
        names = sorted({Path(path).relative_to(root).as_posix() for _, path in changes})
        if names or not told_to_begin:
            told_to_begin = True
            yield tuple(names)


def _identity(folder: Path) -> tuple[int, int] | None:
    """Return what tells a folder from another of the same name; None if there is none."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _belongs(root: Path, path: Path) -> bool:
    """Return whether a path is a file of the manuscript, not an editor's copy of one."""
    if not path.is_relative_to(root) or path == root:
        return False
    parts = path.relative_to(root).parts
    if any(part.startswith((".", "#")) or part.endswith("~") for part in parts):
        return False
    if parts[0] == IMAGES_FOLDER:
        return True
    if len(parts) > 1:
        return False
    return path.name in _DATA_FILES or path.suffix.lower() in _MARKDOWN_ENDINGS


def in_words(names: Sequence[str]) -> str:
    """Return names in a sentence: "a", "a and b", or the first few and how many more."""
    if len(names) > _NAMED_MOST:
        more = len(names) - _NAMED_MOST
        return f"{', '.join(names[:_NAMED_MOST])} and {more} more"
    *before, last = names
    return f"{', '.join(before)} and {last}" if before else last
