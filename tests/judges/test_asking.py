"""The tests' own way of asking: a missing judge is never a passed test under CI."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from plainleaf.outside import JudgeMissing


def _absent(path: Path) -> NoReturn:
    raise JudgeMissing("A judge", f"it never came to {path}")


def test_missing_judge_skips_on_a_developers_machine(
    ask: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a judge is not installed, its tests skip and say how to install it."""
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="make judges"):
        ask(_absent, Path("a.pdf"))


def test_missing_judge_fails_under_ci(
    ask: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under CI=true a judge that is not installed fails the run."""
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="make judges"):
        ask(_absent, Path("a.pdf"))
