"""Step 5, check: slashes, Latin, exclamation marks, war, hype, blame (PL411 to PL414)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plainleaf import rules
from plainleaf.checks.language_text import shown
from plainleaf.diagnostics import Diagnostic
from plainleaf.language import lexicon
from plainleaf.language.prose import Kind, Passage, Sentence
from plainleaf.languages import is_english

_SLASH = re.compile(r"(?<![\w/.:-])([A-Za-z][\w'’-]*\)?) ?/ ?\(?([A-Za-z][\w'’-]*)(?![/:]\S|\.\w)")
_UNITS = frozenset(
    (
        *("mg", "mcg", "g", "kg", "ml", "l", "dl", "mmol", "mol", "km", "m", "cm", "mm", "iu", "u"),
        *("h", "hr", "min", "s", "day", "week", "litre", "kcal", "kj", "mph", "units", "n", "a"),
    )
)
_PER = frozenset(("ml", "l", "dl", "kg", "g", "min", "h", "hr", "litre", "s"))
"""Units that come behind the slash: 10 micrograms/ml."""

_SHORT_PAIRS = re.compile(r"(?<!\w)(?:s/he|w/o|b/w|w/e)(?!\w)", re.IGNORECASE)

_WHY = {
    "war": "is a word of war",
    "hype": "promises more than is known",
    "blame": "can hurt or blame people",
}
_FAILED = re.compile(
    r"\b(?:who|you|they|he|she|patients?|people|person|have|has|had|adults?|children)\s+(?:have\s+|has\s+|"
    r"had\s+|also\s+)?fail(?:s|ed)?\s+((?:[\w-]+\s+){0,4})(?:treatments?|therapy|therapies|medicines?|"
    r"drugs?|chemotherapy|surgery|medications?|test|tests)\b",
    re.IGNORECASE,
)
_LOWER_ONLY = frozenset({"via", "ie", "eg", "ca", "bd", "tds", "prn", "i.e", "nb", "cf", "vs"})


def check_wording(passages: Sequence[Passage]) -> Iterator[Diagnostic]:
    """Yield words and signs that trouble, puzzle or hurt readers."""
    for passage in passages:
        text = passage.own_text
        for sentence in passage.sentences:
            own = text[sentence.start : sentence.end]
            yield from _exclamation(sentence, own)
            yield from _slashes(sentence, own)
            if is_english(passage.language) and passage.kind is not Kind.TERM:
                yield from _latin(sentence, own)
                yield from _tone(sentence, own)


def _exclamation(sentence: Sentence, own: str) -> Iterator[Diagnostic]:
    if "!" in own:
        words = shown(sentence.text)
        yield rules.EXCLAMATION.at(sentence.place, words=words, passage=sentence.text)


def _slashes(sentence: Sentence, own: str) -> Iterator[Diagnostic]:
    for found in (*_SHORT_PAIRS.finditer(own), *_SLASH.finditer(own)):
        start, end = own.rfind(" ", 0, found.start()) + 1, own.find(" ", found.end())
        around = own[start : end if end > 0 else len(own)]
        if found.re is _SLASH and (
            "://" in around or "www." in around or "@" in around or _is_unit_or_name(found)
        ):
            continue
        yield rules.SLASH.at(sentence.place, words=found[0], passage=sentence.text)


def _is_unit_or_name(found: re.Match[str]) -> bool:
    """Return whether a slash stands in a unit such as mg/ml, or in a name such as HIV/AIDS."""
    first, second = found[1].rstrip(")"), found[2]
    if second.lower() in _PER or {first.lower(), second.lower()} <= _UNITS:
        return True
    return (first.isupper() and second.isupper()) or (len(first) == 1 and len(second) == 1)


def _latin(sentence: Sentence, own: str) -> Iterator[Diagnostic]:
    for found in lexicon.phrases("latin").find(own):
        written = own[found.start : found.end]
        if written.lower() in _LOWER_ONLY and not _is_plain_latin(own, found, written):
            continue
        yield rules.LATIN.at(
            sentence.place, found=written, instead=found.entry.plain, passage=sentence.text
        )


def _is_plain_latin(own: str, found: lexicon.Match, written: str) -> bool:
    """Return whether a short form is Latin, and no name or short form of something else."""
    if written.lower() in ("nb", "eg", "ie", "via"):
        return not written.isupper() if written.lower() != "nb" else True
    return written.islower() or not own[: found.start].strip()


def _tone(sentence: Sentence, own: str) -> Iterator[Diagnostic]:
    for found in lexicon.phrases("tone").find(own):
        yield rules.TONE.at(
            sentence.place,
            found=own[found.start : found.end],
            why=_WHY[found.entry.group],
            instead=found.entry.plain,
            passage=sentence.text,
        )
    if failed := _FAILED.search(own):
        yield rules.TONE.at(
            sentence.place,
            found=failed[0],
            why=_WHY["blame"],
            instead="the treatment did not work for them",
            passage=sentence.text,
        )
