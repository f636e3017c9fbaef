"""Step 5, check: what the editor lets pass, and what a day on the calendar changes.

With `checks/evidence.py`, the only rules that know today's date. It may change diagnostics, never a
byte of a file.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from plainleaf import rules
from plainleaf.diagnostics import Diagnostic, Place
from plainleaf.settings import SETTINGS_FILE, Settings, Waiver

PROOF_FAMILIES = ("PL6", "PL7")
"""Rules that speak of finished files; a check of the text alone cannot say that none is broken."""

NEVER_WAIVED = frozenset(
    rule.code
    for rule in (
        *(rules.OUTSIDE_MANUSCRIPT, rules.DUPLICATE_ID, rules.NO_IMAGE, rules.BAD_IMAGE),
        *(rules.UNSAFE_SVG, rules.DEAD_LINK, rules.UNSAFE_LINK),
        *(rules.OUT_OF_ORDER, rules.UNTRUE_CLAIM, rules.WRONG_PAGE_NUMBERS),
    )
)
"""Rules that keep readers safe, and those without which no file can be made."""


def apply_waivers(
    diagnostics: tuple[Diagnostic, ...],
    settings: Settings,
    today: datetime.date,
    *,
    proved: bool = False,
) -> tuple[Diagnostic, ...]:
    """Take out what a waiver lets pass, and add what is to be said about waivers and dates.

    With `proved`, the diagnostics are also those of all finished files.
    """
    valid = [
        waiver
        for waiver in settings.waivers
        if waiver.until >= today and waiver.code not in NEVER_WAIVED
    ]
    kept = tuple(one for one in diagnostics if not any(_is_for(each, one) for each in valid))
    about = _about_waivers(settings, diagnostics, today, proved)
    return (*kept, *about, *_about_review(settings, today))


def _is_for(waiver: Waiver, one: Diagnostic) -> bool:
    """Return whether a waiver is for a diagnostic: by code and file and, where it has some, words.

    Spaces, line ends and capitals make no difference to words.
    """
    if (waiver.code, waiver.path) != (one.code, one.place.path):
        return False
    return _plain(waiver.words) in _plain(f"{one.message} {one.passage}")


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _about_waivers(
    settings: Settings, found: tuple[Diagnostic, ...], today: datetime.date, proved: bool
) -> Iterator[Diagnostic]:
    for waiver in settings.waivers:
        facts = {"code": waiver.code, "path": waiver.path}
        if waiver.code in NEVER_WAIVED:
            yield rules.NOT_WAIVABLE.at(waiver.place, **facts)
        elif waiver.until < today:
            yield rules.EXPIRED_WAIVER.at(waiver.place, until=waiver.until, **facts)
        elif not any(_is_for(waiver, one) for one in found) and (
            proved or not waiver.code.startswith(PROOF_FAMILIES)
        ):
            yield rules.UNUSED_WAIVER.at(waiver.place, **facts)


def _about_review(settings: Settings, today: datetime.date) -> Iterator[Diagnostic]:
    due = settings.dates.next_review
    if due is not None and due < today:
        yield rules.REVIEW_PASSED.at(Place(SETTINGS_FILE), due=due, today=today)
