"""Step 5, check: harms told in a leaflet that tells of no benefit (PL437).

The whole leaflet is looked at, since the two may stand far apart. A harm is told by a risk block,
by a heading, or by a sentence on what a treatment can do to the body; a benefit by a risk block, by
a part of its own, or by a sentence outside the sections on harms: what is said there to ease a side
effect is no reason to have the treatment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plainleaf import rules
from plainleaf.assemble.walk import every_node
from plainleaf.book import Book, Risk, plain_text
from plainleaf.diagnostics import Diagnostic
from plainleaf.language.lexicon import either, part_headings
from plainleaf.language.prose import Kind, Passage
from plainleaf.languages import is_english


def _words(*lists: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(either, lists))})(?!\w)", re.IGNORECASE)


_GOOD_OUTCOME = _words("benefit_told")
_HELPS = _words("helps")
_NO_HELP = _words("helps_not")
_TREATMENT = _words("treatments")
_HARM = _words("harms", "harms_done")
_HAPPENS = _words("happens")
_ASKS_TO_ACT = _words("asks_to_act")
_COPING = _words("coping")


def check_balance(
    book: Book, passages: Sequence[Passage], parts: frozenset[str]
) -> Iterator[Diagnostic]:
    """Yield the first place that tells of a harm, in a leaflet that tells of no benefit.

    `parts` are those that the leaflet has. Looks at English only: pass no other leaflet.
    """
    blocks = [one for one in every_node(book.chapters) if isinstance(one, Risk)]
    chapters = [one for one in passages if one.chapter and is_english(one.language)]
    running = [one for one in chapters if one.is_running and one.kind is not Kind.RISK]
    if (
        "benefits" in parts
        or any(_GOOD_OUTCOME.search(plain_text(one.what)) for one in blocks)
        or any(_tells_of_benefit(one) for one in running)
    ):
        return
    headings = [one for one in chapters if one.kind is Kind.HEADING and _is_of_harms(one.text)]
    about_treatment = {one.section for one in chapters if _TREATMENT.search(one.text)}
    told = [one for one in running if one.section in about_treatment and _tells_of_harm(one)]
    places = [one.place for one in blocks] + [one.place for one in (*headings, *told)]
    if places:
        yield rules.HARMS_ALONE.at(places[0])


def _is_of_harms(heading: str) -> bool:
    return bool(part_headings()["harms"].search(heading)) and not _COPING.search(heading)


def _tells_of_benefit(passage: Passage) -> bool:
    if _is_of_harms(passage.section) or _COPING.search(passage.section):
        return False
    return any(_HELPS.search(one) and not _NO_HELP.search(one) for one in _sentences(passage))


def _tells_of_harm(passage: Passage) -> bool:
    return any(
        _HARM.search(one) and _HAPPENS.search(one) and not _ASKS_TO_ACT.search(one)
        for one in _sentences(passage)
    )


def _sentences(passage: Passage) -> Iterator[str]:
    return (passage.text[one.start : one.end] for one in passage.sentences)
