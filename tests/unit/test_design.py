"""Tests of the design system: its numbers, its contrast, its drawings and its page in docs/."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from plainleaf.design import DesignError, read_design
from plainleaf.editions import styles_folder
from plainleaf.proof.pdf.colour import contrast
from tests.conftest import ROOT

STYLES = styles_folder()
Record = Callable[[str, object], None]


def rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def test_every_pair_of_colours_has_its_contrast(record_property: Record) -> None:
    """Text stands out by 7 to 1 and what carries meaning by 3 to 1, on every ground it may have."""
    design = read_design(STYLES)
    ratios = {
        pair: contrast(rgb(design.colours[pair.ink]), rgb(design.colours[pair.ground]))
        for pair in design.pairs
    }
    for least in sorted({pair.least for pair in ratios}):
        pair = min((one for one in ratios if one.least == least), key=ratios.__getitem__)
        record_property(
            "measured",
            f"palette, at least {least:g} to 1: lowest {ratios[pair]:.2f}, "
            f"{pair.ink} on {pair.ground}",
        )
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < pair.least} == {}


@pytest.mark.parametrize("path", sorted(STYLES.rglob("*.svg")), ids=lambda path: path.name)
def test_drawings_use_the_palette(path: Path) -> None:
    """A symbol has no colour of its own making."""
    used = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text(encoding="utf-8")))
    assert used
    assert used <= set(read_design(STYLES).colours.values())


@pytest.mark.parametrize("sheet", ["print.css", "screen.css"])
def test_sheets_use_the_palette(sheet: str) -> None:
    """Print takes its colours by name, and the screen has no others."""
    used = set(re.findall(r"#[0-9a-fA-F]{6}\b", (STYLES / sheet).read_text(encoding="utf-8")))
    palette = read_design(STYLES).colours
    allowed = {palette["screen-teal"], palette["screen-red"]} if sheet == "screen.css" else set()
    assert used == allowed


def test_the_page_in_docs_has_the_same_numbers() -> None:
    """docs/design-system.md lists each colour, step of type and step of space as it is."""
    page = (ROOT / "docs" / "design-system.md").read_text(encoding="utf-8")
    data = tomllib.loads((STYLES / "design.toml").read_text(encoding="utf-8"))
    for name, colour in data["colours"].items():
        assert f"| {name} | `{colour['value']}` | {colour['use']} |" in page
    for name, step in data["type"].items():
        assert f"| {name} | {step:.2f} | {18 * step:.1f} pt |" in page
    for name, lines in data["space"].items():
        assert f"| {name} | {lines:.2f} |" in page


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('value = "#16212b"', 'value = "black"', "ink is not written as #rrggbb"),
        ('ground = ["teal"]', 'ground = ["tael"]', "there is no colour tael"),
        ("[space]", "[spaces]", "missing or unknown: space, spaces"),
        ("half = 0.5", 'half = "wide"', "an entry is not as it should be"),
        ("[type]", "[type", "is not valid TOML"),
    ],
)
def test_what_is_no_design_is_refused(tmp_path: Path, old: str, new: str, problem: str) -> None:
    """A designer who mistypes is told where."""
    shutil.copy(STYLES / "design.toml", tmp_path)
    path = tmp_path / "design.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DesignError, match=re.escape(problem)):
        read_design(tmp_path)
