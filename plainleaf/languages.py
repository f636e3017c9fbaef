"""Language tags: whether one is real, its language, its script, and which way that runs."""

from __future__ import annotations

import unicodedata

_WELL_KNOWN = frozenset({"ar", "cy", "de", "en", "en-GB", "en-US", "es", "fr", "it", "pl", "ur"})
"""Tags that leaflets often have, for which the tables of all languages need not be loaded."""

_RIGHT_TO_LEFT_SCRIPTS = frozenset({"Arab", "Hebr", "Nkoo", "Syrc", "Thaa", "Adlm", "Rohg"})


def is_language(tag: str) -> bool:
    """Return whether a tag is a valid BCP 47 language tag."""
    if tag in _WELL_KNOWN:
        return True
    import langcodes  # its tables are slow to load

    return bool(tag) and langcodes.tag_is_valid(tag)


def primary(tag: str) -> str:
    """Return a tag's language without its country or script, in small letters: "en" of "en-GB"."""
    return tag.partition("-")[0].lower()


def is_english(tag: str) -> bool:
    """Return whether a tag is of English, of whatever country."""
    return primary(tag) == "en"


def direction(tag: str) -> str:
    """Return "rtl" or "ltr", the way that a language's usual script runs."""
    return "rtl" if script(tag) in _RIGHT_TO_LEFT_SCRIPTS else "ltr"


def script(tag: str) -> str:
    """Return the ISO 15924 code of a language's usual script; empty where none is known."""
    import langcodes

    return langcodes.Language.get(tag).maximize().script or ""


def direction_of(text: str) -> str:
    """Return which way a text runs, by its first letter; empty where it has none."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return ""
