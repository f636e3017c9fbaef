"""What lays out and draws: its versions, since other versions may give other bytes."""

from __future__ import annotations

import ctypes
import importlib.metadata
from ctypes.util import find_library

_PANGO = ("pango-1.0", "pango_version_string")
_HARFBUZZ = ("harfbuzz", "hb_version_string")


def engine_versions() -> dict[str, str]:
    """Return the versions of WeasyPrint, Pango and HarfBuzz; "unknown" where none is told."""
    return {
        "weasyprint": importlib.metadata.version("weasyprint"),
        "pango": _native_version(*_PANGO),
        "harfbuzz": _native_version(*_HARFBUZZ),
    }


def _native_version(library: str, function: str) -> str:
    """Ask a native library for its version."""
    path = find_library(library)
    if path is None:
        return "unknown"
    ask = getattr(ctypes.CDLL(path), function)
    ask.restype = ctypes.c_char_p
    answer: bytes = ask()
    return answer.decode()
