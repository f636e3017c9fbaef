"""Step 5, check: how many syllables a word has, in the languages that have a formula.

English comes from textstat-rs, which knows the 125,000 words of the CMU Pronouncing Dictionary
and splits others as a hyphenation dictionary does. In the other languages spelling tells: each
vowel, or group of vowels that is said as one, makes a syllable. Hyphenation by pyphen was tried
for them and dropped, since no line may break after one letter, so that German "aber" or Spanish
"amigo" lose a syllable.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PARTS = re.compile(r"[-‐‑–/+]")

_NUCLEI = {
    "de": r"aa|ai|au|äu|ee|ei|eu|ie|oo|[aeiouäöüy]",
    "es": r"[iuü]?[aeoáéó](?:[iuü](?![aeoáéó])|y(?![aeiouáéíóú]))?|[íú]|[iuü]{1,2}y?|y(?!\w)",
    "fr": r"[aeiouyàâäéèêëîïôöùûüœæ]+",
    "nl": r"aai|ooi|oei|eeu|ieu|aa|ae|ai|au|ee|ei|eu|ie|ij|oe|oo|ou|ui|uu|[aeiouyéèëêïíóöúü]",
    "ru": r"[аеёиоуыэюя]",
}
"""What makes one syllable, by language."""

LANGUAGES = frozenset({"en", *_NUCLEI})
"""The languages whose syllables can be counted, as primary tags."""

_SILENT_U = re.compile(r"(?<=q)u|(?<=g)u(?=[eiéíèêë])")


@lru_cache(maxsize=20_000)
def syllables_in(word: str, language: str) -> int:
    """Return how many syllables a word has, at least 1; `language` is one of `LANGUAGES`.

    The parts of "T-cell" and "and/or" count one by one, and a number counts as one syllable,
    however it is said, as in the libraries that others measure with.
    """
    parts = [one for one in _PARTS.split(word) if any(map(str.isalnum, one))]
    return max(1, sum(_in_part(one, language) for one in parts))


def _in_part(part: str, language: str) -> int:
    if language in _NUCLEI:
        return _by_spelling(part.lower(), language)
    import textstat_rs  # loads a dictionary

    return textstat_rs.syllable_count(part, lang="en_US")


def _by_spelling(word: str, language: str) -> int:
    """Count in a word of small letters; a French e at the end counts, as verse has it."""
    return len(re.findall(_NUCLEI[language], _SILENT_U.sub("", word)))
