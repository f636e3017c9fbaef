"""Fixtures that all tests share: the handout, built once a run, and a fixed day."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from plainleaf.build import Built, build
from plainleaf.editions import styles_folder
from plainleaf.publishing import publish

ROOT = Path(__file__).resolve().parent.parent
TODAY = datetime.date(2026, 11, 23)
"""The day that every test takes for today."""


@pytest.fixture(scope="session")
def handout() -> Built:
    """The handout about CAR T-cell therapy and MS, every edition of it."""
    return build(ROOT / "manuscript", styles_folder(), TODAY)


@pytest.fixture(scope="session")
def handout_dist(handout: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the handout's finished files."""
    folder = tmp_path_factory.mktemp("dist")
    publish(handout.files, folder)
    return folder
