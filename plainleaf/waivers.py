"""Step 5, check: what the editor lets pass, and what a day on the calendar changes.

The only rules that know today's date. It may change diagnostics, never a byte of a file.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from plainleaf import rules
from plainleaf.diagnostics import Diagnostic, Place
from plainleaf.settings import SETTINGS_FILE, Settings

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
    valid = {
        (waiver.code, waiver.path)
        for waiver in settings.waivers
        if waiver.until >= today and waiver.code not in NEVER_WAIVED
    }
    kept = tuple(one for one in diagnostics if (one.code, one.place.path) not in valid)
    found = {(one.code, one.place.path) for one in diagnostics}
    about = _about_waivers(settings, found, today, proved)
    return (*kept, *about, *_about_review(settings, today))


def _about_waivers(
    settings: Settings, found: set[tuple[str, str]], today: datetime.date, proved: bool
) -> Iterator[Diagnostic]:
    for waiver in settings.waivers:
        facts = {"code": waiver.code, "path": waiver.path}
        if waiver.code in NEVER_WAIVED:
            yield rules.NOT_WAIVABLE.at(waiver.place, **facts)
        elif waiver.until < today:
            yield rules.EXPIRED_WAIVER.at(waiver.place, until=waiver.until, **facts)
        elif (waiver.code, waiver.path) not in found and (
            proved or not waiver.code.startswith(PROOF_FAMILIES)
        ):
            yield rules.UNUSED_WAIVER.at(waiver.place, **facts)


def _about_review(settings: Settings, today: datetime.date) -> Iterator[Diagnostic]:
    due = settings.dates.next_review
    if due is not None and due < today:
        yield rules.REVIEW_PASSED.at(Place(SETTINGS_FILE), due=due, today=today)
