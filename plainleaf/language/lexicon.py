"""Step 5, check: the lists of words that the rules of plain English go by.

The lists stand as data in `plainleaf/language/words/en/`, each with a word about what it is; they
are our own. How often a word is used does not decide: a rare word need not be hard ("sneeze"), and
each word of these lists comes with what to write instead.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).resolve().parent / "words" / "en"
_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_ISE = re.compile(r"is(?=(?:e[ds]?|ing|ation)$)")
_BETWEEN_PARTS = re.compile(r"[,;:.!?()]\s")
_WITH_FORMS = ("medical", "official")
"""Lists whose single words stand for all their forms."""


@dataclass(frozen=True)
class Entry:
    """A word or phrase of a list, what to write instead, and the list's group it stands in."""

    words: str
    plain: str
    group: str


@dataclass(frozen=True)
class Match:
    """Where an entry of a list stands in a text."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True)
class Phrases:
    """Words and phrases by all their forms, each form as its tokens in small letters.

    `longest` tells for each first token how many tokens a phrase that begins with it may have.
    """

    by_form: Mapping[tuple[str, ...], Entry]
    longest: Mapping[str, int]

    def find(self, text: str) -> Iterator[Match]:
        """Yield the entries that stand in a text, the longest where several begin at one place."""
        tokens = [(one[0].lower().replace("’", "'"), *one.span()) for one in _TOKEN.finditer(text)]
        ends = 0
        for at, (word, start, _) in enumerate(tokens):
            longest = min(self.longest.get(word, 0), len(tokens) - at)
            for length in range(longest if start >= ends else 0, 0, -1):
                part = tokens[at : at + length]
                entry = self.by_form.get(tuple(one for one, _, _ in part))
                if entry and not _BETWEEN_PARTS.search(text[start : part[-1][2]]):
                    ends = part[-1][2]
                    yield Match(start, ends, entry)
                    break


def _phrases(by_form: Mapping[tuple[str, ...], Entry]) -> Phrases:
    longest: dict[str, int] = {}
    for form in by_form:
        longest[form[0]] = max(longest.get(form[0], 0), len(form))
    return Phrases(by_form, longest)


@cache
def phrases(*names: str) -> Phrases:
    """Return the phrases of lists, such as "medical", as one; an earlier list goes first."""
    by_form: dict[tuple[str, ...], Entry] = {}
    for name in names:
        for group, listed in _read(name).items():
            for written, plain in listed.items():
                entry = Entry(written.removesuffix("*"), plain, group)
                for form in _forms(written, has_forms=name in _WITH_FORMS):
                    by_form.setdefault(tuple(_TOKEN.findall(form)), entry)
    return _phrases(by_form)


@cache
def words(name: str, file: str = "forms") -> frozenset[str]:
    """Return one of the lists of single words in forms.toml, or in another file of lists."""
    return frozenset(str(_read(file)[name]).split())


@cache
def empty_headings() -> frozenset[str]:
    """Return the headings that say nothing, in small letters."""
    return frozenset(_read("headings")["empty"])


@cache
def empty_heading_words() -> frozenset[str]:
    """Return the words that, without others beside them, make a heading that says nothing."""
    return frozenset(_read("headings")["empty_words"])


@cache
def part_headings() -> Mapping[str, re.Pattern[str]]:
    """Return for each part of a leaflet a pattern that finds it by the words of its heading."""
    return {
        part: re.compile("|".join(patterns), re.IGNORECASE)
        for part, patterns in _read("headings")["parts"].items()
    }


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _forms(written: str, *, has_forms: bool) -> Iterable[str]:
    """Return a word in all its forms; a phrase has but its own, and both spellings."""
    word = written.removesuffix("*")
    forms = [word]
    if written != word or (has_forms and " " not in word):
        forms += _inflected(word)
    both = forms + [one.replace("ae", "e").replace("oe", "e") for one in forms]
    return dict.fromkeys([*both, *(_ISE.sub("iz", one) for one in both)])


def _inflected(word: str) -> Iterator[str]:
    yield f"{word}s"
    if word.endswith("y"):
        yield from (f"{word[:-1]}ies", f"{word[:-1]}ied")
    if word.endswith(("s", "x", "ch", "sh")):
        yield f"{word}es"
    stem = word.removesuffix("e")
    yield from (f"{stem}ed", f"{stem}ing", f"{word}ly", f"{stem}able")
    if len(word) > 3 and word[-1] in "btplrm" and word[-2] in "aeiou":
        yield from (f"{word}{word[-1]}ed", f"{word}{word[-1]}ing")


@cache
def either(name: str) -> str:
    """Return a pattern for any entry of a list in numbers.toml; there ° stands for a space."""
    entries = str(_read("numbers")[name]).split()
    return f"(?:{'|'.join(one.replace('°', ' ') for one in entries)})"
