"""Odd and enormous values in leaflet.toml: told at their line, or printed whole."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from plainleaf.report import in_text
from tests.hostile.odd_leaflet import CLEAN, checked, lay_out, told, told_of_print

WRITTEN = (CLEAN / "leaflet.toml").read_text(encoding="utf-8")
LINES = WRITTEN.count("\n")
WAIVERS = WRITTEN[WRITTEN.index("\n[[waivers]]") :]
"""For what the clean leaflet does not name, and a leaflet that names all does not need."""


def leaflet(more: str = "", **values: str) -> str:
    """Return leaflet.toml with other values, each written as TOML, and more at its end."""
    text = WRITTEN
    for key, value in values.items():
        line = f"{key} = {value}"
        text = re.sub(rf"(?m)^{key} = .*$", lambda _, line=line: line, text, count=1)  # type: ignore[misc]
        text = text if line in text else f"{line}\n{text}"
    return text + more


def words(count: int) -> str:
    """Return a TOML string of many plain words."""
    return json.dumps(" ".join(["A leaflet with many plain words"] * count))


FAULTS = {
    "no editions": (leaflet(editions="[]"), "PL105 leaflet.toml:13"),
    "an invisible title": (leaflet(title='"\\u200b"'), "PL105 leaflet.toml:3"),
    "a title of a long space": (leaflet(title='"\\u3000"'), "PL105 leaflet.toml:3"),
    "a slug with capitals": (leaflet(slug='"AbC"'), "PL104 leaflet.toml:2"),
    "a slug of hyphens": (leaflet(slug='"---"'), "PL104 leaflet.toml:2"),
    "a slug that leads out": (leaflet(slug='"../x"'), "PL104 leaflet.toml:2"),
    "a slug too long for a file": (leaflet(slug=f'"{"a" * 300}"'), "PL104 leaflet.toml:2"),
    "an endless number": (leaflet(title="9" * 5_000), f"PL102 leaflet.toml:{LINES}"),
    "a title of a number": (leaflet(title="-99999999999999999999999"), "PL104 leaflet.toml:3"),
    "a character of half a pair": (leaflet(title='"\\uD800"'), "PL102 leaflet.toml:3"),
    "a profile elsewhere": (leaflet(profile='"../../x"'), "PL111 leaflet.toml:12"),
    "arrays in arrays": (leaflet(f"x = {'[' * 5_000}"), "PL102 leaflet.toml"),
    "tables in tables": (leaflet(f"x = {'{a=' * 3_000}"), "PL102 leaflet.toml"),
    "a code too long for a page": (leaflet(code=f'"{"LIB 1 " * 30}"'), "PL120 leaflet.toml"),
    "a version too long for a page": (leaflet(version=f'"{"1.0 " * 30}"'), "PL120 leaflet.toml"),
    "a word too long for a line": (leaflet(rights=f'"{"Ab" * 60}"'), "PL603 leaflet.toml"),
    "a language of no end": (leaflet(language=f'"en-{"a" * 5_000}"'), "PL208 leaflet.toml:5"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_odd_settings_are_told(tmp_path: Path, name: str) -> None:
    """Each is one diagnostic, at its line."""
    text, fault = FAULTS[name]
    assert told(lay_out(tmp_path, {"leaflet.toml": text})) == [fault]


FINE = {
    "a title of 200 characters": leaflet(title=words(6)),
    "every text long, and a reviewer": leaflet(
        title=words(2),
        subtitle=words(4),
        audience=words(6),
        publisher=words(6),
        funding=words(9),
        authors=f"[{words(2)}, {words(2)}]",
        more=f'\n[contact]\nphone = "01632 960 001"\nemail = "{"a" * 12}@example.org"\n'
        f'web = "https://example.org/shelf"\n'
        f"[review]\nreviewer = {words(3)}\nrole = {words(3)}\ndate = 2026-11-01\n",
    ).replace(WAIVERS, ""),
    "a day of the year 1": leaflet().replace("issued = 2026", "issued = 0001"),
    "a day of the year 9999": leaflet().replace("issued = 2026", "issued = 9999"),
    "templates and tags": leaflet(
        title='"{{ 7 * 7 }} {% raw %}"', code='"{page}{0.__class__}"', audience='"<b>&amp;\\""'
    ),
    "a title of several lines": leaflet(title='"A\\nlong\\ttitle"'),
    "a style sheet's end": leaflet(code="'x\"; } * { display: none }'"),
}


@pytest.mark.parametrize("name", FINE)
def test_long_and_odd_settings_print_whole(tmp_path: Path, name: str) -> None:
    """The finished PDF has every word, in its place and in large print."""
    assert told_of_print(lay_out(tmp_path, {"leaflet.toml": FINE[name]})) == []


@pytest.mark.parametrize("language", ["syr", "am-Cans"])
def test_a_language_without_its_fonts_is_told(tmp_path: Path, language: str) -> None:
    """Letters that no font has are PL601, not a crash and not an empty box."""
    texts = {"syr": "ܫܠܡܐ", "am-Cans": "ᐊᐃ"}
    files: dict[str, str | bytes] = {
        "leaflet.toml": leaflet(language=f'"{language}"'),
        "03-more.md": f"# Maps\n\n{texts[language]}\n",
    }
    codes = {one.split()[0] for one in told(lay_out(tmp_path, files))}
    assert codes == {"PL118", "PL601"}


def test_line_ends_of_other_kinds_shift_no_line(tmp_path: Path) -> None:
    """Signs that only some programs take for line ends are not counted as such."""
    text = leaflet(subtitle='"From\\u2028the town"').replace("\\u2028", "\u2028")
    folder = lay_out(tmp_path, {"leaflet.toml": text.replace("version =", "versoin =")})
    number = 1 + WRITTEN.split("\n").index('version = "1.0"')
    assert f"PL103 leaflet.toml:{number}" in told(folder)
    shown = "\n".join(in_text(checked(folder), folder))
    assert f'{number:5} | versoin = "1.0"' in shown
