"""What an edition is: a name, a kind of file, a paper and the numbers of its profile.

Profiles are data that designers edit: `styles/profiles/NAME.toml`, one number with its
source in each table. Editions are few and fixed; a leaflet names those that it wants.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path

MM_PER_INCH = 25.4
PT_PER_INCH = 72.0
PT_PER_MM = PT_PER_INCH / MM_PER_INCH


class Kind(StrEnum):
    """The kind of file that an edition is; its value is the file's ending."""

    PDF = "pdf"
    EPUB = "epub"


@dataclass(frozen=True)
class Paper:
    """A sheet, upright; sides in millimetres."""

    name: str
    width_mm: float
    height_mm: float


A4 = Paper("A4", 210.0, 297.0)
LETTER = Paper("Letter", 215.9, 279.4)


@dataclass(frozen=True)
class Profile:
    """The numbers that a print edition must keep, each from a named source.

    Sizes are in points or millimetres as their names say; ratios have no unit.
    """

    name: str
    title: str
    body_size_pt: float
    smallest_size_pt: float
    line_pitch: float
    line_pitch_least: float
    line_pitch_most: float
    paragraph_gap_lines: float
    line_width_most_mm: float
    line_characters_most: int
    margin_least_mm: float
    contrast_least: float
    capital_words_most: int
    sources: tuple[tuple[str, str], ...]

    @property
    def measure_em(self) -> float:
        """How wide a line of body text may be, in ems."""
        return self.line_width_most_mm * PT_PER_MM / self.body_size_pt


@dataclass(frozen=True)
class Edition:
    """One file that a build can make."""

    name: str
    kind: Kind
    title: str
    paper: Paper | None = None

    def file_name(self, slug: str) -> str:
        """Return the name of the finished file for a leaflet's slug."""
        if self.kind is Kind.EPUB:
            return f"{slug}.epub"
        return f"{slug}-{self.name}.{self.kind.value}"


EDITIONS: dict[str, Edition] = {
    edition.name: edition
    for edition in (
        Edition("large-print", Kind.PDF, "Large print, A4", A4),
        Edition("large-print-letter", Kind.PDF, "Large print, US Letter", LETTER),
        Edition("epub", Kind.EPUB, "EPUB for phones, tablets and e-readers"),
    )
}


def styles_folder() -> Path:
    """Return the folder of the style sheets and profiles that come with Plainleaf."""
    package = Path(__file__).resolve().parent
    installed = package / "styles"
    return installed if installed.is_dir() else package.parent / "styles"


def profile_names(styles: Path) -> tuple[str, ...]:
    """Return the names of the profiles in a styles folder, sorted."""
    return tuple(sorted(path.stem for path in (styles / "profiles").glob("*.toml")))


class ProfileError(ValueError):
    """A profile's file lacks something or has something that no profile knows."""


def read_profile(styles: Path, name: str) -> Profile:
    """Read a profile from a styles folder.

    Raises:
        OSError: the file cannot be read.
        ProfileError: the file is no profile; the message says why.
    """
    path = styles / "profiles" / f"{name}.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ProfileError(f"{path} is not valid TOML: {error}") from None
    wanted = {field.name for field in fields(Profile)} - {"name", "sources"}
    if set(data) != wanted:
        odd = ", ".join(sorted(set(data) ^ wanted))
        raise ProfileError(f"{path}: missing or unknown: {odd}")
    title = data.pop("title")
    for key, entry in data.items():
        if not (isinstance(entry, dict) and {"value", "source"} <= set(entry)):
            raise ProfileError(f"{path}: [{key}] needs a value and a source")
    return Profile(
        name=name,
        title=title,
        sources=tuple((key, data[key]["source"]) for key in data),
        **{key: entry["value"] for key, entry in data.items()},
    )
