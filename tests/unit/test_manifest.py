"""The manifest says what was made, and from what."""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import replace
from typing import Any

from plainleaf.artifacts import Artifact
from plainleaf.manifest import content_hash, write_manifest
from plainleaf.manuscript import ChapterSource, ImageFile, Manuscript, Source
from plainleaf.settings import Review
from tests.small_leaflet import SETTINGS

ARTIFACT = Artifact("a.epub", "epub", "Títle", "en", "application/epub+zip", b"bytes")
FONTS = {"AtkinsonHyperlegible-Regular.ttf", "NotoSans-Bold.ttf"}
MANUSCRIPT = Manuscript(
    settings=Source("leaflet.toml", "a"),
    chapters=(ChapterSource("01-b.md", "b", 1, "b"),),
    images=(ImageFile("images/c.svg", b"c"),),
)


def manifest(reviewed: bool = False) -> dict[str, Any]:
    review = Review("A. Reader", "", datetime.date(2026, 11, 1)) if reviewed else Review()
    settings = replace(SETTINGS, review=review)
    data: dict[str, Any] = json.loads(
        write_manifest([ARTIFACT], settings, MANUSCRIPT, {"pango": "1"}, FONTS)
    )
    return data


def test_each_file_with_its_size_and_hash() -> None:
    """A reader of the manifest can tell whether a file is the one that was made."""
    assert manifest()["files"] == [
        {
            "path": "a.epub",
            "edition": "epub",
            "title": "Títle",
            "language": "en",
            "media_type": "application/epub+zip",
            "bytes": 5,
            "sha256": hashlib.sha256(b"bytes").hexdigest(),
        }
    ]


def test_leaflet_with_what_is_known() -> None:
    """Dates that nobody gave are null, and a draft is told to be one."""
    leaflet = manifest()["leaflet"]
    assert leaflet["issued"] == "2026-11-22"
    assert (leaflet["last_checked"], leaflet["next_review"]) == (None, None)
    assert leaflet["reviewed"] is False
    assert manifest(reviewed=True)["leaflet"]["reviewed"] is True


def test_what_it_was_made_with() -> None:
    """Engines and the fonts that were used are told, since others may give other bytes."""
    made = manifest()["made_with"]
    assert made["pango"] == "1"
    assert {font["file"] for font in made["fonts"]} == FONTS
    assert {len(font["sha256"]) for font in made["fonts"]} == {64}


def test_content_hash_follows_every_text_name_and_picture() -> None:
    """Each change gives another hash; where one file ends and the next begins counts too."""
    one = MANUSCRIPT.chapters[0]
    others = (
        replace(MANUSCRIPT, settings=Source("leaflet.toml", "A")),
        replace(MANUSCRIPT, chapters=(replace(one, text="B"),)),
        replace(MANUSCRIPT, chapters=(replace(one, path="01-bb.md"),)),
        replace(MANUSCRIPT, chapters=(replace(one, path="01-b.mdb", text=""),)),
        replace(MANUSCRIPT, images=(ImageFile("images/c.svg", b"C"),)),
        replace(MANUSCRIPT, images=()),
        replace(MANUSCRIPT, glossary=Source("glossary.toml", "")),
    )
    assert len({content_hash(MANUSCRIPT), *map(content_hash, others)}) == len(others) + 1
