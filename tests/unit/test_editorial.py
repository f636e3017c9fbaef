"""The report for editors is one page that needs nothing else, and says more than colours do."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from lxml import etree, html

from plainleaf.build import Checked, check_manuscript
from plainleaf.editions import styles_folder
from plainleaf.editorial import report_page, write_for_editors
from plainleaf.language.formulas import Standing
from tests.conftest import ROOT, TODAY

CLEAN = ROOT / "tests" / "books" / "clean"
LONG = f"{'You may go home ' * 5}and rest."
LONGER = f"{'You may go home ' * 7}and rest."
HARD = "Immunosuppressive chemotherapy precedes leukapheresis."
MORE = f"""\
# More <b>

{LONG} {HARD}

{LONGER}

![](images/shelf.svg)

- one

| A | B |
|---|---|
| 1 | 2 |

Table: *Two*

::: key-message
[Hola.]{{lang=es}} Read & rest.
:::
"""


def checked(folder: Path) -> Checked:
    return check_manuscript(folder, styles_folder(), TODAY)


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A manuscript with hard sentences, and an image without words for it."""
    folder = shutil.copytree(CLEAN, tmp_path / "faulty")
    (folder / "03-more.md").write_text(MORE, encoding="utf-8")
    return folder


@pytest.fixture
def page(faulty: Path) -> etree._Element:
    return html.document_fromstring(report_page(checked(faulty)))


def found(tree: etree._Element, path: str) -> list[etree._Element]:
    """Return the elements that an XPath finds."""
    result = tree.xpath(path)
    assert isinstance(result, list)
    return [one for one in result if isinstance(one, etree._Element)]


def values(tree: etree._Element, name: str) -> list[str]:
    """Return all values of an attribute."""
    return [str(one.get(name)) for one in found(tree, f".//*[@{name}]")]


def words(element: etree._Element) -> str:
    return " ".join("".join(str(one) for one in element.itertext()).split())


def test_the_page_needs_nothing_else(page: etree._Element) -> None:
    """No script, no picture or font from elsewhere; all links lead to places in the page."""
    assert not found(page, "//script | //link | //img | //iframe | //object | //*[@src]")
    style = words(found(page, "//style")[0])
    assert "url(" not in style
    assert "@import" not in style
    ids, targets = values(page, "id"), values(page, "href")
    assert targets
    assert {one.removeprefix("#") for one in targets} <= set(ids)
    assert len(ids) == len(set(ids))


def test_hard_sentences_are_marked_and_the_reason_is_told(page: etree._Element) -> None:
    marks = found(page, "//section//mark")
    assert [(words(one), one.get("class")) for one in marks] == [
        (LONG, None),
        (HARD, None),
        (LONGER, "too-long"),
    ]
    assert [words(one) for one in found(page, "//*[@class='why']")] == [
        "(22 words)",
        "(hard words: immunosuppressive, chemotherapy, precedes, leukapheresis)",
        "(30 words)",
    ]


def test_what_was_found_stands_beside_its_line(page: etree._Element) -> None:
    (beside,) = [one for one in found(page, "//div[@class='beside']") if "PL301" in words(one)]
    assert "Error PL301" in words(beside)
    every = words(page)
    for one in checked(CLEAN).diagnostics:
        assert every.count(one.message) >= 1


def test_each_diagnostic_stands_in_the_page_once(faulty: Path) -> None:
    """Also those of a line without text, and of files that are no chapters."""
    toml = faulty / "leaflet.toml"
    toml.write_text(toml.read_text("utf-8").replace("2028", "2025"), encoding="utf-8")
    now = checked(faulty)
    page = html.document_fromstring(report_page(now))
    told = [words(one).split()[1] for one in found(page, "//ul[@class='found']/li/p[1]/strong")]
    assert sorted(told) == sorted(one.code for one in now.diagnostics)
    assert len({one.place.path for one in now.diagnostics}) > 1


def test_the_chart_says_in_words_what_it_draws(page: etree._Element) -> None:
    rows = found(page, "//div[@aria-labelledby='chapters']//tbody/tr")
    assert len(rows) == len(checked(CLEAN).manuscript.chapters) + 1
    for row in rows:
        (chart,) = found(row, ".//td[@class='chart']")
        assert re.match(r"-?\d+\.\d, ", words(chart))
        assert any(standing in words(chart) for standing in Standing)
        assert [one.get("aria-hidden") for one in found(chart, ".//svg")] == ["true"]
        bars = [float(one.get("width", "-1")) for one in found(chart, ".//rect")]
        assert all(0 <= one <= 100 for one in bars)


def test_what_authors_wrote_stays_text(faulty: Path) -> None:
    (faulty / "03-more.md").write_text("# A &lt;script&gt;\n\n`<b>x</b>` is it.\n", "utf-8")
    made = report_page(checked(faulty))
    assert "<script>" not in made
    assert "&lt;b&gt;x&lt;/b&gt;" in made


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb (WCAG 2.2)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_in_light_and_in_dark(page: etree._Element, scheme: int) -> None:
    """At least 4.5 to 1 for text and 3 to 1 for what is drawn (WCAG 2.2, 1.4.3 and 1.4.11)."""
    style = words(found(page, "//style")[0])
    assert "prefers-color-scheme: dark" in style
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", style.split(":root")[1 + scheme]))
    for ground in ("paper", "card"):
        for text in ("ink", "soft", "near", "beyond", "link"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for ground in ("mark", "mark-strong"):
        assert contrast(colours["ink"], colours[ground]) >= 4.5, ground
    for bar in ("bar", "near", "beyond"):
        assert contrast(colours[bar], colours["track"]) >= 3, bar


def test_a_language_without_a_formula_is_told_so(faulty: Path) -> None:
    toml = faulty / "leaflet.toml"
    changed = re.sub(r'language = "[\w-]+"', 'language = "pl"', toml.read_text("utf-8"))
    toml.write_text(changed, encoding="utf-8")
    page = html.document_fromstring(report_page(checked(faulty)))
    assert "There is no formula for the language pl" in words(page)
    assert not found(page, "//svg")


def test_formulas_for_other_languages_are_told_to_be_untested(faulty: Path) -> None:
    toml = faulty / "leaflet.toml"
    changed = re.sub(r'language = "[\w-]+"', 'language = "es"', toml.read_text("utf-8"))
    toml.write_text(changed, encoding="utf-8")
    page = html.document_fromstring(report_page(checked(faulty)))
    assert "not validated for health texts" in words(page)


def test_both_are_written_and_answers_survive(faulty: Path, tmp_path: Path) -> None:
    report, worksheet = tmp_path / "new" / "r.html", tmp_path / "new" / "w.md"
    assert write_for_editors(checked(faulty), report, worksheet) == (report, worksheet)
    assert report.read_text("utf-8").startswith("<!DOCTYPE html>")
    answered = worksheet.read_text("utf-8").replace("Answer: ?", "Answer: n/a", 1)
    worksheet.write_text(answered, encoding="utf-8")
    write_for_editors(checked(faulty), None, worksheet)
    assert worksheet.read_text("utf-8").count("Answer: n/a\n") == 1


def test_without_settings_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "leaflet.toml").write_text("=", encoding="utf-8")
    assert write_for_editors(checked(tmp_path), tmp_path / "r.html", tmp_path / "w.md") == ()
    assert not (tmp_path / "r.html").exists()


@pytest.mark.parametrize("name", ["01-borrow-a-book.md", "leaflet.toml"])
def test_a_file_of_the_authors_is_never_lost(faulty: Path, name: str) -> None:
    """A slip of the hand must not replace a chapter by a report."""
    path = faulty / name
    before = path.read_bytes()
    for asked in ((path, None), (None, path), (faulty / "r.html", path)):
        with pytest.raises(FileExistsError, match="take another name"):
            write_for_editors(checked(faulty), *asked)
    assert path.read_bytes() == before
    assert not (faulty / "r.html").exists()


def test_what_did_not_change_is_not_written_again(faulty: Path, tmp_path: Path) -> None:
    """Or `check --watch` would see its own files change, and never rest."""
    report, worksheet = tmp_path / "r.html", tmp_path / "w.md"
    write_for_editors(checked(faulty), report, worksheet)
    before = [path.stat().st_ino for path in (report, worksheet)]
    assert write_for_editors(checked(faulty), report, worksheet) == (report, worksheet)
    assert [path.stat().st_ino for path in (report, worksheet)] == before


def test_the_worksheet_may_lie_beside_the_chapters(faulty: Path) -> None:
    found = checked(faulty).diagnostics
    write_for_editors(checked(faulty), None, faulty / "worksheet.md")
    assert checked(faulty).diagnostics == found
