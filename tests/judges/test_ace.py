"""Ace finds nothing on the handout, and is awake."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from plainleaf.diagnostics import Diagnostic
from plainleaf.outside import JudgeFailed, JudgeMissing, ace

Ask = Callable[..., tuple[Diagnostic, ...]]
Spoil = Callable[..., Path]

pytestmark = [pytest.mark.judges, pytest.mark.xdist_group("judges")]

ALT_ON_IMAGE = re.compile(r'(<img\b[^>]*?)\s+alt="[^"]+"')


def test_handout_has_no_violations(ask: Ask, finished_epub: Path) -> None:
    """Ace has no violation for the EPUB edition, of any impact."""
    assert ask(ace.judge, finished_epub) == ()


def test_missing_alternative_text_is_found(
    ask: Ask, finished_epub: Path, spoil_epub: Spoil
) -> None:
    """An image without alternative text is Ace's image-alt, and nothing else."""
    spoiled = spoil_epub(finished_epub, lambda page: ALT_ON_IMAGE.sub(r"\1", page))
    found = ask(ace.judge, spoiled)
    assert {one.message.partition(" in ")[0] for one in found} == {"image-alt (critical)"}
    assert {(one.code, str(one.place)) for one in found} == {("PL903", "spoiled.epub")}


def test_file_that_is_no_epub_is_not_passed(tmp_path: Path) -> None:
    """Where Ace cannot open a file there is no verdict, and that is no pass."""
    path = tmp_path / "not.epub"
    path.write_text("This is no EPUB.", encoding="utf-8")
    with pytest.raises((JudgeFailed, JudgeMissing)):
        ace.judge(path)
