"""Language tags: whether one is real, and which way its script runs."""

from __future__ import annotations

_WELL_KNOWN = frozenset({"ar", "cy", "de", "en", "en-GB", "en-US", "es", "fr", "it", "pl", "ur"})
"""Tags that leaflets often have, for which the tables of all languages need not be loaded."""

_RIGHT_TO_LEFT_SCRIPTS = frozenset({"Arab", "Hebr", "Nkoo", "Syrc", "Thaa", "Adlm", "Rohg"})


def is_language(tag: str) -> bool:
    """Return whether a tag is a valid BCP 47 language tag."""
    if tag in _WELL_KNOWN:
        return True
    import langcodes  # its tables are slow to load

    return bool(tag) and langcodes.tag_is_valid(tag)


def direction(tag: str) -> str:
    """Return "rtl" or "ltr", the way that a language's usual script runs."""
    import langcodes

    script = langcodes.Language.get(tag).maximize().script
    return "rtl" if script in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
