"""Step 5, check: the published formulas of reading ease, as data, and what they say of counts.

A formula looks at how long sentences are, and how long or common words are, and at nothing else.
Those for English were tested on health texts in a few good studies, and often find a text easier
than its readers do (the accuracy of readability formulas in health content, a systematic review,
2024); those for other languages were made for school books and the press. So scores here are for
comparing drafts, and never a proof.

A language that has no formula here is never measured with an English one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from math import sqrt

from plainleaf.languages import is_english, primary

LEAST_SENTENCES_FOR_SMOG = 30
"""McLaughlin's formula rests on 30 sentences; with fewer it was never tested."""

_FEW_FAMILIAR_SHARE = 0.05


@dataclass(frozen=True)
class Counts:
    """What is counted in running text. What a language has no way to count is None.

    `letters` are letters and digits, `long_words` have more than 6 letters, `many_syllables` have
    3 or more, `one_syllable` just one. `unfamiliar` are words that are on no list of common words,
    `unexplained` those of them that the glossary does not explain either. `passives` are sentences
    in the passive.
    """

    words: int = 0
    sentences: int = 0
    letters: int = 0
    long_words: int = 0
    syllables: int | None = None
    many_syllables: int | None = None
    one_syllable: int | None = None
    unfamiliar: int | None = None
    unexplained: int | None = None
    passives: int | None = None

    @property
    def mean_words(self) -> float:
        """How many words a sentence has on average; 0 without sentences."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def mean_syllables(self) -> float:
        """How many syllables a word has on average; 0 where they are not counted."""
        return (self.syllables or 0) / self.words if self.words else 0.0

    def share(self, count: int | None) -> float:
        """Return a count as a share of the words."""
        return (count or 0) / self.words if self.words else 0.0


def total(counts: Sequence[Counts]) -> Counts:
    """Add counts up; what none of them could count stays None."""
    sums: dict[str, int | None] = {}
    for one in fields(Counts):
        found = [getattr(each, one.name) for each in counts]
        known = [number for number in found if number is not None]
        sums[one.name] = sum(known) if known or one.default is not None else None
    return Counts(**sums)  # type: ignore[arg-type]


class Standing(StrEnum):
    """How a score stands to its target."""

    WITHIN = "within the target"
    NEAR = "a little beyond the target"
    BEYOND = "beyond the target"


@dataclass(frozen=True)
class Formula:
    """A formula: its name, its scale, where it was published, and what to aim for.

    `target` is what to aim for, `limit` what a leaflet should not go beyond. Where `is_ease`,
    a higher score is easier; otherwise the score is a school grade, and a lower one is easier.
    `lowest` and `highest` are the ends of the scale as it is drawn, `told` how to say a value.
    """

    key: str
    name: str
    scale: str
    source: str
    compute: Callable[[Counts], float]
    target: float
    limit: float
    is_ease: bool = False
    lowest: float = 0.0
    highest: float = 16.0
    least_sentences: int = 1
    told: str = "grade {value:.1f}"

    def in_words(self, value: float) -> str:
        """Return a value as words, such as "grade 5.1"."""
        return self.told.format(value=value)

    def standing(self, score: float) -> Standing:
        """Return how a score stands to the target, as it is shown, with one decimal."""
        shown, sign = round(score, 1), -1 if self.is_ease else 1
        if sign * shown <= sign * self.target:
            return Standing.WITHIN
        return Standing.NEAR if sign * shown <= sign * self.limit else Standing.BEYOND


@dataclass(frozen=True)
class Score:
    """What a formula says of a text; `value` is None where `why_not` tells why it says nothing."""

    formula: Formula
    value: float | None
    why_not: str = ""

    @property
    def standing(self) -> Standing | None:
        """How the score stands to the target, if there is one."""
        return None if self.value is None else self.formula.standing(self.value)


def scores_of(counts: Counts, language: str) -> tuple[Score, ...]:
    """Return what the formulas of a language say; none where it has no formula, or no text."""
    if not counts.words:
        return ()
    return tuple(_score(formula, counts) for formula in formulas_for(language))


def formulas_for(language: str) -> tuple[Formula, ...]:
    """Return the formulas of a language, the first of which is the one to name first."""
    return _FORMULAS.get(primary(language), ())


def is_for_health(language: str) -> bool:
    """Return whether a language's formulas were tested on texts about health at all."""
    return is_english(language)


def _score(formula: Formula, counts: Counts) -> Score:
    if counts.sentences < formula.least_sentences:
        why = f"it needs {formula.least_sentences} sentences, and there are {counts.sentences}"
        return Score(formula, None, why)
    return Score(formula, formula.compute(counts))


def _flesch(base: float, sentence: float, word: float) -> Callable[[Counts], float]:
    """Return a formula of Flesch's form, with the weights of a sentence and of a word."""
    return lambda one: base - sentence * one.mean_words - word * one.mean_syllables


def _flesch_kincaid(one: Counts) -> float:
    return 0.39 * one.mean_words + 11.8 * one.mean_syllables - 15.59


def _smog(one: Counts) -> float:
    return 3.1291 + 1.0430 * sqrt(30 * (one.many_syllables or 0) / one.sentences)


def _coleman_liau(one: Counts) -> float:
    per_100_words = 100 / one.words
    return 0.0588 * one.letters * per_100_words - 0.296 * one.sentences * per_100_words - 15.8


def _dale_chall(one: Counts) -> float:
    """Dale and Chall's score; the bands of grades that they gave to it begin at 5."""
    share = one.share(one.unfamiliar)
    score = 15.79 * share + 0.0496 * one.mean_words
    return score + 3.6365 if share > _FEW_FAMILIAR_SHARE else score


def _wiener(one: Counts) -> float:
    percent = 100.0
    return (
        0.1935 * percent * one.share(one.many_syllables)
        + 0.1672 * one.mean_words
        + 0.1297 * percent * one.share(one.long_words)
        - 0.0327 * percent * one.share(one.one_syllable)
        - 0.875
    )


def _gulpease(one: Counts) -> float:
    return 89 + (300 * one.sentences - 10 * one.letters) / one.words


GRADE = "US school grade"
EASE = "points, from 0 (hard) to 100 (easy)"
_EASE_TOLD = "{value:.1f} of 100 points for ease"

_ENGLISH = (
    Formula(
        "flesch_kincaid",
        "Flesch-Kincaid",
        GRADE,
        "Kincaid, Fishburne, Rogers and Chissom 1975, Naval Technical Training Command report 8-75",
        _flesch_kincaid,
        target=6,
        limit=8,
    ),
    Formula(
        "smog",
        "SMOG",
        GRADE,
        "McLaughlin 1969, Journal of Reading 12 (8), 639–646; aims at full understanding, so it "
        "lies 1 to 2 grades above Flesch-Kincaid",
        _smog,
        target=8,
        limit=10,
        least_sentences=LEAST_SENTENCES_FOR_SMOG,
    ),
    Formula(
        "coleman_liau",
        "Coleman-Liau",
        GRADE,
        "Coleman and Liau 1975, Journal of Applied Psychology 60 (2), 283–284",
        _coleman_liau,
        target=6,
        limit=8,
    ),
    Formula(
        "dale_chall",
        "Dale-Chall",
        "score: below 5 is grade 4 or lower, 5 is grades 5 and 6, 6 is 7 and 8, 7 is 9 and 10, "
        "8 is 11 and 12, from 9 on is college",
        "Dale and Chall 1948, Educational Research Bulletin 27, 11–20; bands from Chall and Dale "
        "1995, Readability Revisited",
        _dale_chall,
        target=5.9,
        limit=6.9,
        highest=12,
        told="score {value:.1f}",
    ),
)

_FORMULAS = {
    "en": _ENGLISH,
    "es": (
        Formula(
            "szigriszt_pazos",
            "Szigriszt-Pazos",
            EASE,
            "Szigriszt Pazos 1993, doctoral thesis, Complutense University of Madrid; bands from "
            "the INFLESZ scale, Barrio-Cantalejo and others 2008, Anales del Sistema Sanitario de "
            "Navarra 31 (2), 135–152",
            _flesch(206.835, 1.0, 62.3),
            target=65,
            limit=55,
            is_ease=True,
            highest=100,
            told=_EASE_TOLD,
        ),
    ),
    "fr": (
        Formula(
            "kandel_moles",
            "Kandel-Moles",
            EASE,
            "Kandel and Moles 1958, Cahiers d'Études de Radio-Télévision 19, 253–274",
            _flesch(207.0, 1.015, 73.6),
            target=70,
            limit=60,
            is_ease=True,
            highest=100,
            told=_EASE_TOLD,
        ),
    ),
    "de": (
        Formula(
            "wiener_sachtextformel",
            "Wiener Sachtextformel 1",
            "school year, from 4 to 15",
            "Bamberger and Vanecek 1984, Lesen – Verstehen – Lernen – Schreiben, Vienna",
            _wiener,
            target=6,
            limit=8,
            told="school year {value:.1f}",
        ),
        Formula(
            "amstad",
            "Amstad",
            EASE,
            "Amstad 1978, Wie verständlich sind unsere Zeitungen?, doctoral thesis, Zurich",
            _flesch(180.0, 1.0, 58.5),
            target=70,
            limit=60,
            is_ease=True,
            highest=100,
            told=_EASE_TOLD,
        ),
    ),
    "it": (
        Formula(
            "gulpease",
            "Gulpease",
            "points, from 0 (hard) to 100 (easy); below 60 is hard after 8 years of school",
            "Lucisano and Piemontese 1988, Scuola e città 39 (3), 110–124",
            _gulpease,
            target=60,
            limit=50,
            is_ease=True,
            highest=100,
            told=_EASE_TOLD,
        ),
    ),
    "nl": (
        Formula(
            "douma",
            "Douma",
            EASE,
            "Douma 1960, De leesbaarheid van landbouwbladen, Wageningen",
            _flesch(206.84, 0.93, 77.0),
            target=70,
            limit=60,
            is_ease=True,
            highest=100,
            told=_EASE_TOLD,
        ),
    ),
    "ru": (
        Formula(
            "oborneva",
            "Oborneva",
            EASE,
            "Oborneva 2006, doctoral thesis, Russian Academy of Education, Moscow, with 1.3 and "
            "60.1, the weights that are used most",
            _flesch(206.835, 1.3, 60.1),
            target=70,
            limit=60,
            is_ease=True,
            highest=100,
            told=_EASE_TOLD,
        ),
    ),
}
