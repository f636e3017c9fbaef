"""Language tags: whether one is real, and which way its script runs."""

from __future__ import annotations

import langcodes

_RIGHT_TO_LEFT_SCRIPTS = frozenset({"Arab", "Hebr", "Nkoo", "Syrc", "Thaa", "Adlm", "Rohg"})


def is_language(tag: str) -> bool:
    """Return whether a tag is a valid BCP 47 language tag."""
    return bool(tag) and langcodes.tag_is_valid(tag)


def direction(tag: str) -> str:
    """Return "rtl" or "ltr", the way that a language's usual script runs."""
    script = langcodes.Language.get(tag).maximize().script
    return "rtl" if script in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
