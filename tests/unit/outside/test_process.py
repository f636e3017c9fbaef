"""A judge's program is run with this process's environment, but for what print has set."""

from __future__ import annotations

import sys

import pytest

from plainleaf.outside.process import run


def test_a_judge_gets_the_systems_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Print points fontconfig at no fonts at all; a browser would show empty pages then."""
    monkeypatch.setenv("FONTCONFIG_FILE", "/nowhere/fonts.conf")
    monkeypatch.setenv("KEPT", "yes")
    shown = "import os; print(os.environ.get('FONTCONFIG_FILE'), os.environ.get('KEPT'))"
    assert run("Python", [sys.executable, "-c", shown], 20).out.split() == ["None", "yes"]
