"""The fonts of a leaflet, from pinned packages and never from the system.

Which families there are, and for what, stands in `fonts.toml`. Only upright faces: large print
has no italics (UKAAF G003, 2019).
"""

from __future__ import annotations

import hashlib
import io
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont

REGULAR, BOLD = 400, 700
SILENT_CHARACTERS = frozenset("\n\t\u200b\u200c\u200d\u200e\u200f\u2060\u061c\ufe0e\ufe0f\ufeff")
"""Characters that are never drawn, so that no font needs them."""

_VISIBLE_CONTROLS = frozenset("\u00ad\u0600\u0601\u0602\u0603\u0604\u0605\u06dd")
_STAND_INS = frozenset("\ufffc\ufffd")

_TABLE = Path(__file__).resolve().with_name("fonts.toml")
_EMOJI_SCRIPT, _SYMBOL_SCRIPT = "Zsye", "Zsym"
_FIRST_EMOJI_BLOCK = "\U0001f000"


@dataclass(frozen=True)
class Family:
    """A font family: the package that it comes in, and what text it is for.

    `files` holds a file for each weight; a variable font has one file for all of them.
    """

    name: str
    package: str
    module: str
    files: tuple[tuple[int, str], ...]
    is_variable: bool
    licence: str
    scripts: frozenset[str]
    languages: frozenset[str]

    @property
    def folder(self) -> Path | None:
        """Where the package's files are; None where it is not installed."""
        found = find_spec(self.module)
        return Path(found.origin).parent if found and found.origin else None


@dataclass(frozen=True)
class FontFace:
    """One weight of a family, in CSS's number; `path` is the file that it is taken from."""

    family: str
    weight: int
    path: Path
    licence: str
    package: str
    is_variable: bool = False

    @property
    def file_name(self) -> str:
        """The name that the face has among a leaflet's files."""
        if not self.is_variable:
            return self.path.name
        return f"{self.family.replace(' ', '')}-{'Bold' if self.weight == BOLD else 'Regular'}.ttf"

    @property
    def version(self) -> str:
        """The version of the package that the file came in."""
        from importlib.metadata import version  # slow to import, and only the manifest asks

        return version(self.package)

    @property
    def sha256(self) -> str:
        """The hash of the file, for the manifest."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()

    @property
    def licence_text(self) -> bytes:
        """The family's licence, which goes wherever its files go.

        Raises:
            FileNotFoundError: the package has none.
        """
        from importlib.metadata import files

        ending = f"/{self.licence}"
        kept = (one for one in files(self.package) or () if str(one).endswith(ending))
        found = next(kept, None)
        if found is None:
            raise FileNotFoundError(f"{self.package} has no {self.licence}")
        return Path(str(found.locate())).read_bytes()


@cache
def families() -> tuple[Family, ...]:
    """Return every family of the table, in the order in which they are asked for a character."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return tuple(
        Family(
            name=row["name"],
            package=row["package"],
            module=row["module"],
            files=tuple((int(weight), name) for weight, name in row["faces"].items())
            if "faces" in row
            else ((REGULAR, row["variable"]), (BOLD, row["variable"])),
            is_variable="variable" in row,
            licence=row["licence"],
            scripts=frozenset(row["scripts"]),
            languages=frozenset(row.get("languages", ())),
        )
        for row in table["family"]
    )


@cache
def bundled_fonts() -> tuple[FontFace, ...]:
    """Return every face that is installed, in the order in which they are asked.

    Raises:
        ModuleNotFoundError: the base family is not.
    """
    if families()[0].folder is None:
        module = families()[0].module
        raise ModuleNotFoundError(f"No module named '{module}'", name=module)
    return tuple(
        FontFace(
            family=family.name,
            weight=weight,
            path=folder / name,
            licence=family.licence,
            package=family.package,
            is_variable=family.is_variable,
        )
        for family in families()
        if (folder := family.folder) is not None
        for weight, name in family.files
    )


def faces_of(family: str) -> tuple[FontFace, ...]:
    """Return the faces of a family; none where it is not installed."""
    return tuple(face for face in bundled_fonts() if face.family == family)


def base_family() -> str:
    """Return the name of the family that text is set in where nothing else is asked for."""
    return families()[0].name


def family_for(language: str, script: str) -> str:
    """Return the installed family that text in a language, of a script, is set in."""
    subtags = language.split("-")
    for length in range(len(subtags), 0, -1):
        tag = "-".join(subtags[:length]).lower()
        for family in families():
            if tag in family.languages and faces_of(family.name):
                return family.name
    fit = (one.name for one in families() if script in one.scripts and faces_of(one.name))
    return next(fit, base_family())


@cache
def characters_of(family: str) -> frozenset[str]:
    """Return the letters and signs that each face of an installed family can draw."""
    covered: set[int] | None = None
    for path in dict.fromkeys(face.path for face in faces_of(family)):
        with TTFont(path, lazy=True) as font:
            codes = set(font.getBestCmap())
        covered = codes if covered is None else covered & codes
    return frozenset(filter(_is_printable, map(chr, covered or ())))


def _is_printable(character: str) -> bool:
    """Return whether a character is a letter or a sign, and neither a control nor a stand-in.

    Some fonts have empty glyphs for controls; those that turn text around could hide what it says.
    """
    if character in _VISIBLE_CONTROLS:
        return True
    kind = unicodedata.category(character)
    return kind not in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") and character not in _STAND_INS


def _family_names() -> Iterator[str]:
    yield from dict.fromkeys(face.family for face in bundled_fonts())


def share_out(texts: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return which characters each family has to draw, in the order of the table.

    `texts` gives for a family the text that is set in it. What it lacks is drawn by the first of
    the others that has it. The base family is always there.
    """
    shares: dict[str, set[str]] = {base_family(): set()}
    for own, text in texts.items():
        rest = set(text)
        for family in (own, *(one for one in _family_names() if one != own)):
            if not rest - SILENT_CHARACTERS:
                break
            drawn = rest & (characters_of(family) | SILENT_CHARACTERS)
            if drawn - SILENT_CHARACTERS:
                shares.setdefault(family, set()).update(drawn)
            rest -= drawn
    return {name: frozenset(shares[name]) for name in _family_names() if name in shares}


def missing_characters(text: str) -> tuple[str, ...]:
    """Return the characters of a text that no installed font draws, in order, each once."""
    missing = dict.fromkeys(one for one in text if one not in SILENT_CHARACTERS)
    for family in _family_names():
        if not missing:
            break
        covered = characters_of(family)
        missing = {one: None for one in missing if one not in covered}
    return tuple(missing)


def package_for(character: str) -> str:
    """Return the package of fonts for a character's script that is not installed; else nothing."""
    script = _script_of(character)
    fit = (one for one in families() if script in one.scripts and not faces_of(one.name))
    return next((one.package for one in fit), "")


def _script_of(character: str) -> str:
    """Return the ISO 15924 code of a character's script."""
    from fontTools.unicodedata import script  # its tables are slow to load

    if unicodedata.category(character) == "So":
        return _EMOJI_SCRIPT if character >= _FIRST_EMOJI_BLOCK else _SYMBOL_SCRIPT
    return str(script(character))


@cache
def _advances_em(family: str) -> dict[str, float]:
    """Return how wide each character of a family's regular face is, in ems."""
    regular = next(face for face in faces_of(family) if face.weight == REGULAR)
    with TTFont(regular.path, lazy=True) as font:
        widths, units = font["hmtx"], font["head"].unitsPerEm
        return {chr(code): widths[glyph][0] / units for code, glyph in font.getBestCmap().items()}


def width_em(text: str) -> float:
    """Return the width of a text in the regular face, in ems, without kerning.

    A character that the base family lacks counts as an em, which few are wider than.
    """
    advances = _advances_em(base_family())
    return sum(advances.get(one, 1.0) for one in text)


def subset(face: FontFace, characters: Iterable[str]) -> bytes:
    """Return a face cut down to some characters, with the same bytes every time."""
    data = _cut(face.path, "".join(sorted(set(characters))))
    return _of_weight(data, face.weight) if face.is_variable else data


@lru_cache(maxsize=64)
def _cut(path: Path, characters: str) -> bytes:
    from fontTools.subset import Options, Subsetter  # slow to import, and only builds need it

    options = Options()
    options.recalc_timestamp = False
    font = TTFont(path, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    return _saved(font)


@lru_cache(maxsize=64)
def _of_weight(variable: bytes, weight: int) -> bytes:
    """Make a font of one weight out of a variable one."""
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(io.BytesIO(variable), recalcTimestamp=False)
    places = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
    return _saved(instantiateVariableFont(font, places | {"wght": weight}))


def _saved(font: TTFont) -> bytes:
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()
