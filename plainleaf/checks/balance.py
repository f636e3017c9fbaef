"""Step 5, check: harms told in a leaflet that tells of hardly any benefit (PL437).

The whole leaflet is weighed, since the two may stand far apart. Each heading, sentence and risk
block counts for the benefits, harms and illnesses that it may be about by the square of the chance
that it is (`plainleaf.language.topics`). A chance no better than a guess counts for nothing, so
that the small ones of a long leaflet do not add up. The harms must outweigh what is told of an
illness, which has dangers of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from plainleaf import rules
from plainleaf.assemble.walk import every_node
from plainleaf.book import Book, Risk, plain_text
from plainleaf.diagnostics import Diagnostic, Place
from plainleaf.language.prose import RUNNING, Kind, Passage
from plainleaf.language.topics import Topic, chances
from plainleaf.languages import is_english

GUESS = 1 / len(Topic)
"""The chance of each topic for a sentence of which nothing is known."""
LEAST_HARM = 0.5
"""Harms that weigh less may be none: half a sentence that is surely about one."""
LEAST_SHARE = 0.2
"""Benefits that weigh less than this share of the harms are hardly any."""
BEHIND_A_HARM = 0.6
"""What stands right behind a harm mostly tells how to ease it: its chance of a benefit shrinks."""

_WEIGHED = RUNNING - {Kind.RISK} | {Kind.HEADING, Kind.CELL}
"""What can tell of a benefit or harm by itself; a risk block is weighed by its outcome alone."""


@dataclass(frozen=True)
class _Told:
    """A place of the leaflet, and the chance of each topic there."""

    place: Place
    chance: Mapping[Topic, float]


def check_balance(
    book: Book, passages: Sequence[Passage], parts: frozenset[str]
) -> Iterator[Diagnostic]:
    """Yield the surest place that tells of a harm, in a leaflet that tells of hardly any benefit.

    `parts` are those that the leaflet has. Looks at English only: pass no other leaflet.
    """
    if "benefits" in parts:
        return
    told = [*_risks(book, passages), *_sentences(passages)]
    benefit, harm, illness = (
        sum(one.chance[topic] ** 2 for one in told if one.chance[topic] > GUESS)
        for topic in (Topic.BENEFIT, Topic.HARM, Topic.ILLNESS)
    )
    if harm >= LEAST_HARM and harm > illness and benefit < LEAST_SHARE * harm:
        yield rules.HARMS_ALONE.at(max(told, key=lambda one: one.chance[Topic.HARM]).place)


def _risks(book: Book, passages: Sequence[Passage]) -> Iterator[_Told]:
    """Yield each risk block, which tells of a harm where its outcome is no benefit."""
    english = {one.place for one in passages if one.kind is Kind.RISK and is_english(one.language)}
    for one in every_node(book.chapters):
        if isinstance(one, Risk) and one.place in english:
            benefit = chances(plain_text(one.what))[Topic.BENEFIT]
            chance = {Topic.BENEFIT: benefit, Topic.HARM: 1 - benefit, Topic.ILLNESS: 0.0}
            yield _Told(one.place, chance)


def _sentences(passages: Sequence[Passage]) -> Iterator[_Told]:
    behind_a_harm = False
    for passage in passages:
        if not (passage.chapter and passage.kind in _WEIGHED and is_english(passage.language)):
            continue
        for sentence in passage.sentences:
            chance = dict(chances(sentence.text))
            if behind_a_harm:
                chance[Topic.BENEFIT] *= BEHIND_A_HARM
            behind_a_harm = chance[Topic.HARM] > 1 / 2
            yield _Told(sentence.place, chance)
