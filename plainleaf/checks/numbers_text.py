"""Step 5, check: how counts of people are written in English, for the rules about numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plainleaf.language.lexicon import either

_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|"
    "fifty|sixty|seventy|eighty|ninety|a hundred|one hundred|a thousand|one thousand|"
    "ten thousand|a million|one million"
)
NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?(?: (?:hundred|thousand|million))?|{_WORDS})"
"""A number in figures or in words."""

PEOPLE = either("people")
TIME = either("times")

_NOT_PEOPLE = rf"(?!\s*-?{TIME}\b)(?!\s*{either('not_people')}(?!\w))"
_RATIO = re.compile(
    rf"(?<![\w.])(?P<count>{NUMBER}|none|all|half)\s+(?:{PEOPLE}\s+)?"
    rf"(?:(?P<rate>in every|in|out of every|out of|of every)|of)\s+"
    rf"(?:about |around |roughly |nearly |every |the |all |these |those |some |over )*"
    rf"(?P<total>{NUMBER})(?![\w]|[.,]\d){_NOT_PEOPLE}",
    re.IGNORECASE,
)
_VALUES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "a hundred": 100, "one hundred": 100, "a thousand": 1000, "one thousand": 1000,
    "ten thousand": 10000, "a million": 1000000, "one million": 1000000,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@dataclass(frozen=True)
class Ratio:
    """So many of so many: where it stands, its numbers, and whether it is a rate (1 in 10)."""

    start: int
    end: int
    words: str
    count: float
    total: float
    is_rate: bool


def ratios(text: str) -> Iterator[Ratio]:
    """Yield each count out of a total, such as "2 in 100" and "5 of the 15 people"."""
    for found in _RATIO.finditer(text):
        count, total = _value(found["count"]), _value(found["total"])
        is_year = _FIRST_YEAR <= total <= _LAST_YEAR and "," not in found["total"]
        if is_year and found["rate"] == "in":
            continue
        if total >= 2 and count <= total:
            yield Ratio(*found.span(), found[0], count, total, bool(found["rate"]))


def has_ratio(text: str) -> bool:
    """Return whether a text counts something out of a total."""
    return next(ratios(text), None) is not None


def rates(text: str) -> Iterator[Ratio]:
    """Yield the counts of a text that are told as a rate, such as "1 in 10"."""
    return (one for one in ratios(text) if one.is_rate)


def _value(written: str) -> float:
    low = " ".join(written.lower().split())
    if low in _VALUES:
        return _VALUES[low]
    if not low[:1].isdigit():
        return 0
    number, _, scale = low.partition(" ")
    return float(number.replace(",", "").rstrip(".")) * _SCALES.get(scale, 1)
