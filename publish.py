#!/usr/bin/env python3
"""The door to Plainleaf: `python publish.py build` makes every edition of the leaflet.

All that it does itself is to say, where something that Plainleaf needs is not installed, which
command installs it (exit code 3). The commands stand in `plainleaf.cli`.
"""

from __future__ import annotations

import sys

NEEDED_TOOL_MISSING = 3


def main() -> int:
    """Run Plainleaf's command and return its exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - users start this with any Python
        return _stop(
            "Plainleaf needs Python 3.11 or later.",
            "Name one to make, such as: make handout PYTHON=python3.12",
        )
    try:
        from plainleaf.cli import main as command

        command()
    except ImportError as error:
        package = (error.name or "plainleaf").partition(".")[0]
        if package == "plainleaf":
            raise
        return _stop(
            f"This Python does not have the package '{package}'.",
            "Install all that is needed and build the leaflet with: make handout",
            "From then on the command is: .venv/bin/python publish.py",
        )
    return 0


def _stop(*lines: str) -> int:
    sys.stderr.write("".join(f"{line}\n" for line in lines))
    return NEEDED_TOOL_MISSING


if __name__ == "__main__":
    sys.exit(main())
