"""Step 8, proof: hold a finished PDF against its profile, its edition and its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from plainleaf import rules
from plainleaf.artifacts import Artifact
from plainleaf.diagnostics import Diagnostic, Place
from plainleaf.editions import Edition, Profile
from plainleaf.proof.pdf.expectation import Expectation, Proof
from plainleaf.proof.pdf.facts import judge_facts
from plainleaf.proof.pdf.hearing import judge_hearing
from plainleaf.proof.pdf.letters import judge_letters
from plainleaf.proof.pdf.lines import lines_of
from plainleaf.proof.pdf.reading import UnreadablePdfError, read_pdf
from plainleaf.proof.pdf.setting import judge_setting
from plainleaf.proof.pdf.sheets import judge_sheets, split_rows
from plainleaf.proof.pdf.words import compact, judge_words

PLACES_TOLD = 5


def prove(
    artifact: Artifact, edition: Edition, profile: Profile, expectation: Expectation
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a finished PDF, at most a handful of places for each rule."""
    place = Place(artifact.name)
    try:
        document = read_pdf(artifact.data)
    except UnreadablePdfError as error:
        return (rules.UNREADABLE_PDF.at(place, reason=error),)
    proof = Proof(place, document, lines_of(document), edition, profile, expectation)
    return tuple(_handfuls(_judged(proof)))


def _judged(proof: Proof) -> Iterator[Diagnostic]:
    yield from judge_facts(proof)
    yield from judge_letters(proof)
    yield from judge_setting(proof)
    yield from judge_sheets(proof)
    yield from judge_hearing(proof)
    blocks = frozenset(map(compact, proof.expectation.text))
    split = split_rows(proof.document, blocks)
    yield from judge_words(proof, frozenset(cell for row in split for cell in row.cells))


def _handfuls(found: Iterator[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the first few diagnostics of each rule, the last of them with the rest's count."""
    unique = sorted(dict.fromkeys(found), key=lambda one: one.code)
    for _, group in groupby(unique, key=lambda one: one.code):
        same = list(group)
        told, rest = same[:PLACES_TOLD], len(same) - PLACES_TOLD
        yield from told[:-1]
        more = f" (and {rest} more places like it)" if rest > 0 else ""
        yield replace(told[-1], message=told[-1].message + more)
