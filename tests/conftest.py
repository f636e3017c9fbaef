"""Fixtures that all tests share: the handout, built once a run, and a fixed day."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest

from plainleaf.build import Built, build
from plainleaf.editions import styles_folder
from plainleaf.publishing import publish

ROOT = Path(__file__).resolve().parent.parent
TODAY = datetime.date(2026, 11, 23)
"""The day that every test takes for today."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes approved texts anew."""
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="write what was found into the golden files; read the difference before you commit it",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to approve anything where nobody reads it."""
    if config.getoption("--update-goldens") and os.environ.get("CI"):
        raise pytest.UsageError("--update-goldens is refused where CI is set")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests have measured, also where they ran in other processes."""
    told = sorted(
        str(value)
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == "measured"
    )
    if told:
        terminalreporter.section("measured")
        for line in told:
            terminalreporter.write_line(line)


@pytest.fixture
def update_goldens(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--update-goldens"))


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
