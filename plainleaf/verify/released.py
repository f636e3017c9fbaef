"""Verify: read what a build has left, the manifest first, and hold each file against it."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plainleaf import rules
from plainleaf.artifacts import Artifact
from plainleaf.diagnostics import Diagnostic, Outcome, Place
from plainleaf.editions import EDITIONS, Edition, Kind
from plainleaf.manifest import MANIFEST_FILE
from plainleaf.settings import Dates, Review, Settings

MANIFEST_MOST_BYTES = 1_000_000
FILE_MOST_BYTES = 500_000_000
FINISHED = tuple(f".{kind.value}" for kind in Kind)


@dataclass(frozen=True)
class ReleasedFile:
    """A file of which the manifest tells, with its bytes; its hash and size are right."""

    artifact: Artifact
    edition: Edition
    sha256: str


@dataclass(frozen=True)
class Released:
    """What lies in a folder of finished files.

    `settings` holds what the manifest tells of leaflet.toml, and no more; `manifest` is the
    manifest's own bytes.
    """

    settings: Settings
    content_sha256: str
    files: tuple[ReleasedFile, ...]
    manifest: bytes = field(repr=False)


def read_released(folder: Path) -> Outcome[Released | None]:
    """Read a folder's manifest and files; None where there is no manifest to go by.

    Raises:
        OSError: a file that is there cannot be read.
    """
    place = Place(MANIFEST_FILE)
    data = _read(folder, MANIFEST_FILE, MANIFEST_MOST_BYTES)
    if data is None:
        return Outcome(None, (rules.NO_MANIFEST.at(place),))
    found: list[Diagnostic] = []
    try:
        manifest = json.loads(data)
        settings = _settings(manifest["leaflet"], manifest["made_with"])
        content = str(manifest["leaflet"]["content_sha256"])
        files = tuple(_files(folder, manifest["files"], found))
        named = {str(one["path"]) for one in manifest["files"]}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        reason = str(error) or type(error).__name__
        return Outcome(None, (rules.BAD_MANIFEST.at(place, reason=reason),))
    found += _strangers(folder, named)
    return Outcome(Released(settings, content, files, data), tuple(found))


def _settings(leaflet: Mapping[str, Any], made_with: Mapping[str, Any]) -> Settings:
    day = datetime.date.fromisoformat
    issued = day(leaflet["issued"])
    due = leaflet["next_review"]
    # Who reviewed it stands in the leaflet, not in the manifest; that somebody did is enough.
    review = Review("somebody", "", issued) if leaflet["reviewed"] else Review()
    return Settings(
        code=str(leaflet["code"]),
        title=str(leaflet["title"]),
        version=str(leaflet["version"]),
        language=str(leaflet["language"]),
        slug="",
        audience="",
        main_message="",
        dates=Dates(issued, next_review=day(due) if due else None),
        profile=str(made_with["profile"]),
        review=review,
    )


def _files(
    folder: Path, entries: list[Mapping[str, Any]], found: list[Diagnostic]
) -> Iterator[ReleasedFile]:
    """Yield the files that are as the manifest tells; say what is wrong with the others."""
    for entry in entries:
        name, size, sha256 = str(entry["path"]), int(entry["bytes"]), str(entry["sha256"])
        edition = EDITIONS[entry["edition"]]
        data = _read(folder, name, FILE_MOST_BYTES)
        if data is None:
            found.append(rules.FILE_MISSING.at(Place(name)))
            continue
        if len(data) != size or hashlib.sha256(data).hexdigest() != sha256:
            found.append(rules.FILE_CHANGED.at(Place(name)))
            continue
        artifact = Artifact(
            name=name,
            edition=edition.name,
            title=str(entry["title"]),
            language=str(entry["language"]),
            media_type=str(entry["media_type"]),
            data=data,
        )
        yield ReleasedFile(artifact, edition, sha256)


def _read(folder: Path, name: str, most: int) -> bytes | None:
    """Return a plain file's bytes; None where there is none of this name in the folder itself.

    Raises:
        ValueError: the name leads elsewhere, or the file is larger than any leaflet.
    """
    if Path(name).name != name or "\\" in name or name.startswith("."):
        raise ValueError(f"'{name}' is no name of a file in this folder")
    try:
        handle = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise ValueError(f"'{name}' is no plain file")
        data = file.read(most + 1)
    if len(data) > most:
        raise ValueError(f"'{name}' is larger than any leaflet")
    return data


def _strangers(folder: Path, named: set[str]) -> Iterator[Diagnostic]:
    """Yield the finished files that lie here and that the manifest does not know."""
    for path in sorted(folder.iterdir()):
        if path.suffix in FINISHED and path.name not in named:
            yield rules.UNKNOWN_FILE.at(Place(path.name))
