"""Step 8, publish: the manifest, which says what a build made, and from what."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from plainleaf import __version__
from plainleaf.artifacts import Artifact
from plainleaf.fonts import bundled_fonts
from plainleaf.manuscript import Manuscript
from plainleaf.settings import Settings

MANIFEST_FILE = "manifest.json"


def write_manifest(
    artifacts: Sequence[Artifact],
    settings: Settings,
    manuscript: Manuscript,
    engines: Mapping[str, str],
    fonts: Collection[str],
) -> bytes:
    """Return manifest.json: the leaflet's identity, what it was made with, and each file.

    `fonts` are the names of the font files among the leaflet's.
    """
    dates = settings.dates
    data = {
        "leaflet": {
            "code": settings.code,
            "version": settings.version,
            "title": settings.title,
            "language": settings.language,
            "issued": dates.issued.isoformat(),
            "last_checked": dates.last_checked.isoformat() if dates.last_checked else None,
            "next_review": dates.next_review.isoformat() if dates.next_review else None,
            "reviewed": settings.is_reviewed,
            "content_sha256": content_hash(manuscript),
        },
        "made_with": {
            "plainleaf": __version__,
            "profile": settings.profile,
            **engines,
            "fonts": [
                {"file": face.file_name, "version": face.version, "sha256": face.sha256}
                for face in bundled_fonts()
                if face.file_name in fonts
            ],
        },
        "files": [_file(artifact) for artifact in artifacts],
    }
    return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()


def _file(artifact: Artifact) -> dict[str, Any]:
    return {
        "path": artifact.name,
        "edition": artifact.edition,
        "title": artifact.title,
        "language": artifact.language,
        "media_type": artifact.media_type,
        "bytes": len(artifact.data),
        "sha256": hashlib.sha256(artifact.data).hexdigest(),
    }


def content_hash(manuscript: Manuscript) -> str:
    """Return the SHA-256 of all that authors wrote, names included, in the order of the names."""
    texts = (
        manuscript.settings,
        manuscript.glossary,
        manuscript.references,
        *manuscript.chapters,
    )
    files = {source.path: source.text.encode() for source in texts if source is not None}
    files |= {image.path: image.data for image in manuscript.images}
    total = hashlib.sha256()
    for path in sorted(files):
        for part in (path.encode(), files[path]):
            total.update(len(part).to_bytes(8, "big"))
            total.update(part)
    return total.hexdigest()
