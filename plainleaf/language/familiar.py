"""Step 5, check: which English words nearly every reader knows.

The list is Dale and Chall's, of words that four in five American children knew in their fourth
school year, as textstat-rs carries it (some 2,900 words). The list has base forms only; by its
makers' rules the plain endings of a word on it are as well known as the word itself (Chall and
Dale, Readability Revisited, 1995), and so are names and numbers. British spellings count as the
American ones. Other languages have no such list here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

LANGUAGES = frozenset({"en"})
"""The languages that have a list, as primary tags."""

_PARTS = re.compile(r"[-‐‑–/+]")
_ENDINGS = (
    *(("'s", ""), ("’s", ""), ("s'", "s"), ("s’", "s"), ("'m", ""), ("’m", "")),
    *(("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("n", "")),
    *(("ing", ""), ("ing", "e"), ("iest", "y"), ("est", ""), ("est", "e")),
    *(("ier", "y"), ("er", ""), ("er", "e")),
)
"""Endings that keep a word familiar, with what stands in their place in its base form."""

_SPELLINGS = (
    *((re.compile(r"our"), "or"), (re.compile(r"re$"), "er"), (re.compile(r"mme$"), "m")),
    *((re.compile(r"is(?=e|ing|ed)"), "iz"), (re.compile(r"ll(?=ed|ing)"), "l")),
)
_DOUBLED = re.compile(r"([bdfglmnprt])\1$")
_SHORTEST_BASE = 2


def unfamiliar_in(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words of an English sentence that not nearly every reader knows."""
    return tuple(word for at, word in enumerate(words) if not is_familiar(word, begins=at == 0))


def is_familiar(word: str, begins: bool) -> bool:
    """Return whether an English word is on the list, is a form of one that is, a number or a name.

    A capital marks a name, but not in a short form, nor where the word `begins` its sentence.
    """
    return (not begins and len(word) > 1 and word.istitle()) or _is_known(word)


@lru_cache(maxsize=20_000)
def _is_known(word: str) -> bool:
    parts = [one for one in _PARTS.split(word) if any(map(str.isalnum, one))]
    return all(map(_is_known_part, parts))


def _is_known_part(part: str) -> bool:
    if part[0].isdecimal() or not any(map(str.isalpha, part)):
        return True
    if part.isupper() and len(part) > 1:
        return False
    return any(_is_listed(form) for form in _forms(part.lower()))


def _forms(word: str) -> Iterator[str]:
    """Yield a word and what it may be a form of, in both spellings."""
    for form in (word, *_bases(word)):
        yield form
        for british, american in _SPELLINGS:
            changed = british.sub(american, form)
            if changed != form:
                yield changed


def _bases(word: str) -> Iterator[str]:
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_BASE:
            base = word.removesuffix(ending) + instead
            yield base
            if not instead and _DOUBLED.search(base):
                yield base[:-1]


def _is_listed(word: str) -> bool:
    import textstat_rs  # loads the list

    return not textstat_rs.difficult_words(word, 0, True, lang="en_US")
