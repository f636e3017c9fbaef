"""Every change of what readers get shows as a change of plain files: pages, package, tags.

`pytest --update-goldens` writes them anew; read the difference before you commit it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from plainleaf.build import Built, build, check_manuscript, compose_pages
from plainleaf.editions import EDITIONS, styles_folder
from tests.conftest import TODAY
from tests.hard_books import BOOKS, HARD_BOOKS, made
from tests.tag_tree import tag_tree

CLEAN = BOOKS / "clean"
Compare = Callable[[Path, str], None]


@pytest.fixture
def compare(update_goldens: bool) -> Compare:
    """Compare a text with a golden file, or write it where that is asked for."""

    def compare_with(golden: Path, text: str) -> None:
        if update_goldens:
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_text(text, encoding="utf-8")
        assert golden.is_file(), f"{golden.name} is new: pytest --update-goldens writes it"
        assert text == golden.read_text(encoding="utf-8")

    return compare_with


@pytest.fixture(scope="module")
def clean() -> Built:
    """The clean book, built."""
    return build(CLEAN, styles_folder(), TODAY)


def epub_files(built: Built) -> dict[str, str]:
    """Return the texts of a build's EPUB by their names, in their order; no text for fonts."""
    (artifact,) = (one for one in built.artifacts if one.edition == "epub")
    with zipfile.ZipFile(io.BytesIO(artifact.data)) as archive:
        return {
            name: "" if name.endswith(".ttf") else archive.read(name).decode()
            for name in archive.namelist()
        }


def print_tags(built: Built) -> str:
    (artifact,) = (one for one in built.artifacts if one.edition == "large-print")
    return tag_tree(artifact.data)


@pytest.mark.xdist_group("handout")
def test_tags_of_the_handout(handout: Built, compare: Compare) -> None:
    """What a screen reader is told of the printed handout."""
    compare(BOOKS / "handout" / "golden" / "large-print.tags.txt", print_tags(handout))


@pytest.mark.xdist_group("hard-books")
@pytest.mark.parametrize("book", HARD_BOOKS)
def test_tags_of_a_hard_book(book: str, compare: Compare) -> None:
    """What a screen reader is told of what is long, odd, or in another script."""
    compare(BOOKS / book / "golden" / "large-print.tags.txt", tag_tree(made(book).artifact.data))


@pytest.mark.xdist_group("hard-books")
def test_tags_in_pdf_2(compare: Compare) -> None:
    """The names that PDF 2.0 has for what PDF 1.7 has none for."""
    tags = tag_tree(made("edges", pdf="2.0").artifact.data)
    compare(BOOKS / "edges" / "golden" / "large-print-pdf-2.tags.txt", tags)


@pytest.mark.xdist_group("handout")
def test_package_of_the_handout(handout: Built, compare: Compare) -> None:
    """What the handout's EPUB says of itself."""
    files = epub_files(handout)
    compare(BOOKS / "handout" / "golden" / "content.opf", files["EPUB/content.opf"])


@pytest.mark.xdist_group("clean")
def test_tags_of_the_clean_book(clean: Built, compare: Compare) -> None:
    """What a screen reader is told of the printed clean book."""
    compare(CLEAN / "golden" / "large-print.tags.txt", print_tags(clean))


@pytest.mark.xdist_group("clean")
def test_epub_of_the_clean_book(clean: Built, compare: Compare) -> None:
    """Every page, the package and the contents of the EPUB, and the list of its files."""
    files = epub_files(clean)
    compare(CLEAN / "golden" / "epub" / "files.txt", "".join(f"{name}\n" for name in files))
    told = {name for name in files if name.endswith((".xhtml", ".opf", ".ncx"))}
    for name in sorted(told):
        compare(CLEAN / "golden" / "epub" / name.removeprefix("EPUB/"), files[name])
    known = {path.name for path in (CLEAN / "golden" / "epub").rglob("*.*")}
    assert known == {Path(name).name for name in told} | {"files.txt"}


@pytest.mark.xdist_group("clean")
def test_print_page_of_the_clean_book(compare: Compare) -> None:
    """The one document that print is laid out from."""
    checked = check_manuscript(CLEAN, styles_folder(), TODAY)
    assert checked.book
    assert checked.settings
    assert checked.profile
    edition = EDITIONS["large-print"]
    pages = compose_pages(checked.book, checked.settings, edition, checked.profile, styles_folder())
    compare(CLEAN / "golden" / "large-print.xhtml", pages.pages[0].xhtml)
