"""The design system: colours, type scale and space scale, read from `styles/design.toml`.

Designers edit the file; the print sheet sees each entry as a custom property, and drawings that
Plainleaf makes take their colours from it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

_HEX = re.compile(r"#[0-9a-f]{6}")
_PARTS = {"colours", "contrast", "type", "space"}


class DesignError(ValueError):
    """The design's file lacks something or has something that no design knows."""


@dataclass(frozen=True)
class Pair:
    """A colour that stands on another, and the least contrast ratio that they must have."""

    ink: str
    ground: str
    least: float


@dataclass(frozen=True)
class Design:
    """The numbers of a leaflet's look.

    Colours are sRGB, as `#rrggbb`; steps of type are in sizes of the body, steps of space in
    lines of body text.
    """

    colours: Mapping[str, str] = field(hash=False)
    uses: Mapping[str, str] = field(hash=False)
    pairs: tuple[Pair, ...]
    type_scale: Mapping[str, float] = field(hash=False)
    space_scale: Mapping[str, float] = field(hash=False)


def read_design(styles: Path) -> Design:
    """Read the design of a styles folder.

    Raises:
        OSError: the file cannot be read.
        DesignError: the file is no design; the message says why.
    """
    path = styles / "design.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise DesignError(f"{path} is not valid TOML: {error}") from None
    if set(data) != _PARTS:
        odd = ", ".join(sorted(set(data) ^ _PARTS))
        raise DesignError(f"{path}: missing or unknown: {odd}")
    try:
        design = Design(
            colours={name: entry["value"] for name, entry in data["colours"].items()},
            uses={name: entry["use"] for name, entry in data["colours"].items()},
            pairs=tuple(_pairs(data["contrast"])),
            type_scale={name: float(step) for name, step in data["type"].items()},
            space_scale={name: float(step) for name, step in data["space"].items()},
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise DesignError(f"{path}: an entry is not as it should be: {error}") from None
    for problem in _faults(design):
        raise DesignError(f"{path}: {problem}")
    return design


def _pairs(groups: list[dict[str, Any]]) -> Iterator[Pair]:
    for group in groups:
        for ink, ground in product(group["ink"], group["ground"]):
            yield Pair(ink, ground, float(group["least"]))


def _faults(design: Design) -> Iterator[str]:
    for name, value in design.colours.items():
        if not _HEX.fullmatch(value):
            yield f"the colour {name} is not written as #rrggbb"
    for pair in design.pairs:
        for name in (pair.ink, pair.ground):
            if name not in design.colours:
                yield f"there is no colour {name}"
