"""docs/writing.md tells the truth: its examples are taken out, checked, built and compared."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from docs.examples import WRITING, Example, read_examples, write_leaflet
from docs.make_pictures import IMAGES, MADE_FROM, fingerprint
from plainleaf.book import Chapter
from plainleaf.build import Checked, build, check_manuscript, compose_pages
from plainleaf.editions import EDITIONS, styles_folder
from plainleaf.manuscript import ChapterSource
from plainleaf.markdown import parse
from plainleaf.settings import Settings
from tests.conftest import TODAY
from tests.small_leaflet import NAMES

EXAMPLES = read_examples(WRITING.read_text(encoding="utf-8"))
CHAPTERS = [one for one in EXAMPLES if one.is_chapter]
KINDS = {
    "Chapters": {"heading"},
    "Paragraphs and lists": {"paragraph", "list", "strong", "emphasis", "definition-list"},
    "Links and languages": {"link", "span", "heading", "paragraph"},
    "Notes, sources and quotes": {"citation", "note-mark", "quote"},
    "Pictures": {"figure"},
    "Tables": {"table"},
    "Boxes": {"box"},
    "Risks": {"risk"},
    "Waivers": {"paragraph"},
}
"""What the examples of each section are parsed to, besides the words in them."""

_BLOCKS = {"h2", "h3", "p", "li", "dt", "dd", "caption", "td", "th", "figcaption", "div"}


@pytest.fixture(scope="module")
def leaflet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one leaflet that all examples make together."""
    folder = tmp_path_factory.mktemp("writing") / "leaflet"
    write_leaflet(EXAMPLES, folder)
    return folder


@pytest.fixture(scope="module")
def checked(leaflet: Path) -> Checked:
    """That leaflet, checked."""
    return check_manuscript(leaflet, styles_folder(), TODAY)


def parsed(example: Example) -> Chapter:
    """Return an example as a chapter."""
    outcome = parse(ChapterSource(example.file, example.chapter, 20, "example"))
    assert outcome.diagnostics == ()
    return outcome.value


def kinds_in(node: object) -> Iterator[str]:
    """Yield the kinds of all nodes in a node."""
    if isinstance(node, tuple):
        for one in node:
            yield from kinds_in(one)
    elif is_dataclass(node):
        yield getattr(node, "kind", "")
        for field in fields(node):
            yield from kinds_in(getattr(node, field.name))


def lines_of(part: etree._Element) -> list[str]:
    """Return the words of a page's part, a line for each block."""
    for block in part.iter(*(f"{{{NAMES['h']}}}{name}" for name in _BLOCKS)):
        block.text = f"\n{block.text or ''}"
        block.tail = f"\n{block.tail or ''}"
    whole = "".join(str(piece) for piece in part.itertext())
    return [" ".join(line.split()) for line in whole.split("\n") if line.strip()]


def printed(checked: Checked) -> etree._Element:
    """Return the page that print is laid out from."""
    assert checked.book
    assert checked.settings
    assert checked.profile
    edition = EDITIONS["large-print"]
    pages = compose_pages(checked.book, checked.settings, edition, checked.profile, styles_folder())
    return etree.fromstring(pages.pages[0].xhtml.encode())


def test_the_examples_make_a_leaflet_with_nothing_to_mend(leaflet: Path) -> None:
    """An author who copies any of them gets no message, from check to the last edition."""
    built = build(leaflet, styles_folder(), TODAY)
    assert built.diagnostics == ()
    assert [artifact.edition for artifact in built.artifacts] == list(EDITIONS)


@pytest.mark.parametrize("section", KINDS)
def test_examples_are_what_their_section_speaks_of(section: str) -> None:
    """Each kind of thing in a section's words stands in its examples."""
    examples = [one for one in CHAPTERS if one.section == section]
    found = {kind for one in examples for kind in kinds_in(parsed(one).blocks)}
    assert found >= KINDS[section]


def test_each_section_has_an_example_and_each_example_its_result() -> None:
    """What is not shown by words or a picture is a variant of the example before it."""
    assert {one.section for one in CHAPTERS} == set(KINDS)
    shown = {one.section for one in EXAMPLES if one.result or one.picture}
    assert shown == {*KINDS, "glossary.toml", "references.json"} - {"Waivers"}


def test_results_are_the_words_that_come_out(checked: Checked) -> None:
    """The words below an example are those of its chapter in print, line for line."""
    chapters = printed(checked).findall(".//h:section[@role='doc-chapter']", NAMES)
    assert checked.book
    files = [chapter.file for chapter in checked.book.chapters]
    for example in (one for one in CHAPTERS if one.result):
        came = lines_of(chapters[files.index(example.file)])
        begun = came[1:] if came[0] == "Example" else came
        # The clean book, over which the examples are laid, has a note of its own.
        begun = [line.replace("[note 2]", "[note 1]") for line in begun]
        assert begun == example.result.splitlines()


def test_the_reference_is_set_as_shown(checked: Checked) -> None:
    """The entry of references.json begins with the words below it."""
    (example,) = (one for one in EXAMPLES if one.file == "references.json")
    (section,) = printed(checked).findall(".//h:section[@class='references']", NAMES)
    assert any(line.startswith(example.result) for line in lines_of(section))


def test_a_short_title_and_a_new_page() -> None:
    """The lines above a chapter's title are read."""
    (example,) = (one for one in CHAPTERS if one.section == "Chapters")
    assert (parsed(example).short_title, parsed(example).new_page) == ("Films", True)


def test_the_decorative_picture_is_passed_by(checked: Checked) -> None:
    """It has no words for a screen reader."""
    pictures = printed(checked).findall(".//h:img", NAMES)
    assert "" in {picture.get("alt") for picture in pictures}


def test_the_variant_of_a_table_has_no_row_headings(checked: Checked) -> None:
    """Both ways of a table come out as they say."""
    tables = printed(checked).findall(".//h:table", NAMES)
    scopes = [
        {cell.get("scope") for cell in table.findall(".//h:th", NAMES)}
        for table in tables
        if (table.findtext("h:caption", namespaces=NAMES) or "").startswith("When")
    ]
    assert scopes == [{"col"}]


def test_the_waivers_are_needed(tmp_path: Path) -> None:
    """Without them, the files that they name break the rules that they name."""
    examples = [one for one in EXAMPLES if not one.adds]
    write_leaflet(examples, tmp_path / "leaflet")
    found = check_manuscript(tmp_path / "leaflet", styles_folder(), TODAY).diagnostics
    (waiver,) = (one for one in EXAMPLES if one.adds)
    entries = tomllib.loads(waiver.text)["waivers"]
    wanted = {(entry["code"], entry["path"]) for entry in entries}
    assert {(one.code, one.place.path) for one in found} == wanted
    assert all(isinstance(entry["until"], datetime.date) for entry in entries)


def test_settings_that_the_page_speaks_of_are_there(checked: Checked) -> None:
    """The words about editions name all that there are."""
    assert isinstance(checked.settings, Settings)
    assert checked.settings.editions == tuple(EDITIONS)


@pytest.mark.parametrize(
    "example", [one for one in EXAMPLES if one.picture], ids=lambda one: one.picture
)
def test_pictures_are_of_the_examples_as_they_are_now(example: Example) -> None:
    """Where this fails, `make docs` makes them anew."""
    with Image.open(IMAGES / f"{example.picture}.png") as picture:
        assert picture.info.get(MADE_FROM) == fingerprint(example)
