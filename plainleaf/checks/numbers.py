"""Step 5, check: numbers that readers can use (PL430 to PL432, PL436); English text only.

A count of people is told best as so many of so many, with the same second number throughout, with
who they were and over how long. The words around a number tell what it is: doses, money,
temperatures, test values, clock times and versions are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plainleaf import rules
from plainleaf.book import Book
from plainleaf.checks.language_text import own_sentences, shown
from plainleaf.checks.numbers_compared import check_compared
from plainleaf.checks.numbers_risk import check_risks
from plainleaf.checks.numbers_text import NUMBER, PEOPLE, TIME, has_ratio, rates
from plainleaf.diagnostics import Diagnostic
from plainleaf.language.lexicon import either
from plainleaf.language.prose import RUNNING, Kind, Passage, Sentence
from plainleaf.languages import is_english

_COUNTED = RUNNING | {Kind.CELL, Kind.CAPTION}


def check_numbers(book: Book, passages: Sequence[Passage]) -> Iterator[Diagnostic]:
    """Yield numbers that readers cannot use as they stand."""
    for passage, sentence, own in own_sentences(passages):
        yield from _percentages(sentence, own)
        yield from _decimals(sentence, own)
        if passage.kind in _COUNTED:
            yield from _fractions(sentence, own)
    for passage in passages:
        if is_english(passage.language) and passage.kind in _COUNTED:
            yield from _without_frame(passage)
    yield from check_risks([one for one in passages if is_english(one.language)])
    yield from check_compared(book, passages)


# Percentages and decimals

PERCENTAGE = re.compile(
    rf"(?:{NUMBER}\s?(?:to|-|–|and)\s?)?{NUMBER}\s?(?:%|per ?cent\b)", re.IGNORECASE
)
_STRENGTH_AFTER = re.compile(rf"\s?\)?\s?(?:[\w-]+ ){{0,2}}?{either('strengths')}\b", re.IGNORECASE)
_VALUE_OF = re.compile(rf"\b{either('percent_values')}\b[^.;]{{0,35}}$", re.IGNORECASE)


def _percentages(sentence: Sentence, own: str) -> Iterator[Diagnostic]:
    """Yield a percentage that is no strength or test value, where no count of people stands."""
    if has_ratio(own):
        return
    for found in PERCENTAGE.finditer(own):
        if _STRENGTH_AFTER.match(own[found.end() :]) or _VALUE_OF.search(own[: found.start()]):
            continue
        words = shown(own[found.start() :]).rstrip(".")
        yield rules.BARE_PERCENTAGE.at(sentence.place, words=words, passage=sentence.text)
        return


_DECIMAL = re.compile(r"(?<![\w.,£$€:/-])\d{1,3}(?:,\d{3})*\.\d+(?!\.?\d|[\w:])")
_AMOUNT_AFTER = re.compile(rf"[\s-]?{either('amounts')}", re.IGNORECASE)
_VALUE_BEFORE = re.compile(
    rf"\b{either('values')}(?:\s+(?:{either('between_value_and_number')}|\(?\d[\d.]*\)?))*\s*$",
    re.IGNORECASE,
)
_CLOCK_BEFORE = re.compile(r"\b(?:at|by|until|from|to|after|before|and|between)\s+$", re.IGNORECASE)
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
_RANGE_AFTER = re.compile(r"\s?(?:to|-|–|and|or)\s?\d[\d.,]*")


def _decimals(sentence: Sentence, own: str) -> Iterator[Diagnostic]:
    """Yield a decimal that is no dose, money, temperature, measure, test value or version."""
    for found in _DECIMAL.finditer(own):
        before, after = own[: found.start()], own[found.end() :]
        further = _RANGE_AFTER.match(after)
        if _AMOUNT_AFTER.match(after) or (further and _AMOUNT_AFTER.match(after[further.end() :])):
            continue
        is_clock = _CLOCK_BEFORE.search(before) and _CLOCK.fullmatch(found[0])
        if _VALUE_BEFORE.search(before) or is_clock:
            continue
        words = f"{found[0]}{after}".split()[:4]
        words_told = " ".join(words).strip(" .,;:")
        yield rules.DECIMAL.at(sentence.place, words=words_told, passage=sentence.text)
        return


# Fractions

_ABOUT = (
    r"(?:(?:about|around|over|nearly|almost|roughly|more than|less than|just over|just under)\s+)?"
)
_PARTS = (
    r"(?:(?:an?|one|two|three|four)[ -])?(?:half|thirds?|quarters?|fifths?|tenths?)|"
    r"1/2|1/3|2/3|1/4|3/4|½|⅓|⅔|¼|¾"
)
_OF_PEOPLE = (
    rf"(?:(?:all|the|these|those|our|them|with|most|older|younger|adult|UK|pregnant|treated|other)"
    rf"\s+)*(?:{PEOPLE}|them|those|these|everyone)\b"
)
_FRACTION = re.compile(rf"(?<!\w){_ABOUT}(?:{_PARTS})\s+(?:of\s+)?{_OF_PEOPLE}", re.IGNORECASE)
_PART_DOES = re.compile(
    r"\b(?:half|a third|a quarter|two[ -]thirds|three[ -]quarters)\s+(?:had|got|have|get|were|are|"
    r"felt|feel|died|die|recover(?:ed)?|develop(?:ed)?|stopped|improved|relapsed|need(?:ed)?)\b",
    re.IGNORECASE,
)
_COUNTED_PEOPLE = re.compile(rf"\b{NUMBER}\s+(?:\w+\s+)?{PEOPLE}\b", re.IGNORECASE)


def _fractions(sentence: Sentence, own: str) -> Iterator[Diagnostic]:
    """Yield a part of people, such as a third, in a sentence that counts nobody."""
    found = _FRACTION.search(own) or _PART_DOES.search(own)
    if found is None or has_ratio(own):
        return
    if not _COUNTED_PEOPLE.search(own.replace(found[0], "")):
        yield rules.FRACTION.at(sentence.place, words=found[0], passage=sentence.text)


# Who, and how long

_STUDY = r"(?:study|studies|trial|trials|review|report|reports|survey|group|list)"
_WHO = re.compile(
    rf"\b(?:{PEOPLE}|those|everyone|anyone|staff)\s+(?:\w+ly )?(?:with|who|whose|aged|taking|"
    rf"having|on|over|under|treated|given|using|from|at|of|born|living|like|after|between|getting|"
    rf"receiving|in (?!\d))|\b(?:pregnant|older|younger|healthy|adult|new)\s+{PEOPLE}\b|"
    rf"\b(?:smokers|drivers|mothers|babies|teenagers|newborns|toddlers|men|women|boys|girls|children|"
    rf"adults|students|nurses|pupils)\b|"
    rf"\b(?:in|of|from)\s+(?:an?|the|one|this|that|these|our|its?|each|two|another)\s+"
    rf"(?:[\w-]+\s+){{0,3}}?(?:{_STUDY}|hospital|clinic|centre|country|unit)\b",
    re.IGNORECASE,
)
_SAID_BEFORE = re.compile(
    rf"\b(?:of|from|among|in) (?:them|these|those|the (?:others?|rest|same)|the {_STUDY})\b|"
    rf"\b(?:of|in) it\b|\b(?:that|this|the same|both) {_STUDY}\b|"
    rf"\b(?:all|the other|the same) \d+\b",
    re.IGNORECASE,
)
_HOW_MUCH_TIME = re.compile(
    rf"\b(?:for|over|in|within|after|during|at|by|every|each|per|up to|to|than|about|next|first|"
    rf"last|between|until|of|a|an|once)\s+(?:(?:the|their|its|about|around|up to|first|next|last|"
    rf"least|half|a|an|one|more|than|whole|full|same|following|every|over|few)\s+)*"
    rf"(?:{NUMBER}\s*(?:(?:to|-|–|or)\s*{NUMBER}\s*)?)?[- ]?{TIME}\b|\b{NUMBER}[- ]{TIME}\b|"
    rf"\blifetimes?\b|\bin (?:their|your|his|her) li(?:fe|ves)\b|\bin (?:19|20)\d\d\b|"
    rf"\b(?:time|how long)\b[^.]{{0,20}}(?:not stated|not known|unknown)|\bat birth\b",
    re.IGNORECASE,
)
_PEOPLE_DID = re.compile(
    rf"\b{NUMBER}\s+(?:more\s+)?{PEOPLE}\s+(?:died|developed|relapsed|recovered|improved|fell|"
    rf"(?:had|got|have|get|felt|reported|suffered)\s+(?:\w+\s+){{0,3}}?{either('harms')})(?!\w)",
    re.IGNORECASE,
)


def _without_frame(passage: Passage) -> Iterator[Diagnostic]:
    """Yield so many of so many people where nothing says who they were, and over how long."""
    if passage.box == "risk":
        return
    text = passage.own_text
    rate = next(rates(text), None)
    did = _PEOPLE_DID.search(text)
    if (rate is None and did is None) or _SAID_BEFORE.search(text):
        return
    has_who = _WHO.search(text) is not None
    has_time = _HOW_MUCH_TIME.search(text) is not None
    if (has_who and has_time) or (rate is None and (has_who or has_time)):
        return
    needed = (("who they were", has_who), ("over how long", has_time))
    lacks = ", nor ".join(what for what, is_there in needed if not is_there)
    start, words = (rate.start, rate.words) if rate else (did.start(), did[0]) if did else (0, "")
    sentence = next(one for one in passage.sentences if start < one.end)
    yield rules.PEOPLE_WITHOUT_FRAME.at(
        sentence.place, words=words, lacks=lacks, passage=passage.text
    )
