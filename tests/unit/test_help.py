"""What `--help` says, word for word, as on a screen 80 characters wide.

`pytest --update-goldens` writes the texts anew; read the difference before you commit it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from plainleaf.cli import main
from plainleaf.editions import EDITIONS

GOLDEN = Path(__file__).parent / "golden" / "help"
COMMANDS = ("", *sorted(main.commands))


def help_of(command: str) -> str:
    """Return a command's help; of the whole for no command."""
    arguments = [*command.split(), "--help"]
    result = CliRunner().invoke(main, arguments, prog_name="publish.py", terminal_width=80)
    assert result.exit_code == 0
    return result.stdout


def _file_name(command: str) -> str:
    return f"{command or 'all'}.txt"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_as_approved(command: str, update_goldens: bool) -> None:
    """Every change of a help text is seen."""
    golden = GOLDEN / _file_name(command)
    told = help_of(command)
    if update_goldens:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


def test_no_command_is_forgotten() -> None:
    """A command that is gone leaves no text behind."""
    assert {path.name for path in GOLDEN.iterdir()} == {_file_name(one) for one in COMMANDS}


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_for_people(command: str) -> None:
    """No line is too wide, none is cut short, and no pattern of a program shows."""
    told = help_of(command)
    assert max(map(len, told.splitlines())) <= 80
    assert "..." not in told.replace("[ARGS]...", "")
    assert not re.search(r"%[A-Za-z]|\([a-z ]+\)\]", told)


def test_help_of_build_names_all_editions() -> None:
    """An author sees what there is to choose from without another command."""
    told = " ".join(help_of("build").split())
    assert f"An edition to make: {', '.join(EDITIONS)}." in told
