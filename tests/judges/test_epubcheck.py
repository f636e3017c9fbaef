"""EPUBCheck finds nothing on the handout, and is awake."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plainleaf.diagnostics import Diagnostic
from plainleaf.outside import epubcheck

Ask = Callable[..., tuple[Diagnostic, ...]]
Spoil = Callable[..., Path]

pytestmark = [pytest.mark.judges, pytest.mark.xdist_group("judges")]


def test_handout_is_clean(ask: Ask, finished_epub: Path) -> None:
    """EPUBCheck has neither an error nor a warning for the EPUB edition."""
    assert ask(epubcheck.judge, finished_epub) == ()


def test_broken_link_is_found(ask: Ask, finished_epub: Path, spoil_epub: Spoil) -> None:
    """A link to a page that is not there is EPUBCheck's RSC-007, and nothing else."""
    link = '<p><a href="no-such-page.xhtml">next</a></p></body>'
    spoiled = spoil_epub(finished_epub, lambda page: page.replace("</body>", link))
    found = ask(epubcheck.judge, spoiled)
    assert {one.message.partition(" ")[0] for one in found} == {"RSC-007"}
    assert {(one.code, str(one.place)) for one in found} == {("PL902", "spoiled.epub")}


def test_file_that_is_no_epub_is_found(ask: Ask, tmp_path: Path) -> None:
    """A file that is no EPUB at all is a fault and no pass."""
    path = tmp_path / "not.epub"
    path.write_text("This is no EPUB.", encoding="utf-8")
    assert ask(epubcheck.judge, path) != ()
