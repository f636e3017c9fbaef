"""Step 8, proof: judge whether a listener is told the leaflet's text, each thing as one.

The tag tree is held against the composed document, word by word and thing by thing. PDF/UA-1
(ISO 14289-1, 7.1) asks that the tree has all real content, in its order, and nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from plainleaf import rules
from plainleaf.artifacts import PAGE_NUMBER
from plainleaf.diagnostics import Diagnostic
from plainleaf.proof.pdf.composed import ANYTHING
from plainleaf.proof.pdf.expectation import Proof, quoted
from plainleaf.proof.pdf.heard import telling_of_tree
from plainleaf.proof.pdf.telling import Telling, Word
from plainleaf.proof.pdf.words import compact

# So many words that are the same again, and the two tellings are taken to go on together; so
# far ahead is looked for them.
TOGETHER = 4
LOOK_AHEAD = 400

# Tags that say what words are; any other groups things or says how they sound, and has only
# to begin and end where something of the document does.
IN_A_LINE = frozenset({"Span", "NonStruct", "Annot", "Private", "Document", "StructTreeRoot"})


@dataclass(frozen=True)
class Difference:
    """Words of the document, from one to before another, in whose place others are told."""

    wanted: slice
    found: slice


def judge_hearing(proof: Proof) -> Iterator[Diagnostic]:
    """Yield where the tag tree tells other words, or tells one thing as several."""
    for page in proof.document.structure.strays:
        yield rules.NO_DOCUMENT_FACT.at(
            proof.place, what=f"index from its marks to its tags (ParentTree) on page {page}"
        )
    wanted = proof.expectation.telling
    if wanted is None:
        return
    found = telling_of_tree(proof.document)
    places, differences = aligned(wanted.words, found.words)
    for difference in differences:
        yield _told(proof, wanted, found, difference)
    yield from _letter_case(proof, wanted, found, places)
    yield from _things(proof, wanted, found, places)


def aligned(wanted: list[Word], found: list[Word]) -> tuple[list[int], list[Difference]]:
    """Return for each word that is found its place among those wanted, and the differences.

    Letter case is another matter. The place is -1 where a word was not wanted, or is one that
    layout has added.
    """
    places = [-1] * len(found)
    differences: list[Difference] = []
    texts = [word.text.casefold() for word in wanted]
    others = [word.text.casefold() for word in found]
    at = here = 0
    is_loose = False
    while at < len(wanted) or here < len(found):
        both = at < len(wanted) and here < len(found) and _is_same(texts[at], others[here])
        if both and (is_loose or wanted[at].is_glued == found[here].is_glued):
            places[here] = at
            at, here, is_loose = at + 1, here + 1, False
        elif here < len(found) and found[here].is_generated:
            # What comes behind a page number is glued to it, and was not to the word before.
            here, is_loose = here + 1, True
        else:
            next_at, next_here = _together_again(texts, others, at, here)
            differences.append(Difference(slice(at, next_at), slice(here, next_here)))
            at, here, is_loose = next_at, next_here, True
    return places, differences


def _is_same(wanted: str, found: str) -> bool:
    """Return whether a word is told; a page number that only layout knows may be any."""
    if PAGE_NUMBER not in wanted:
        return wanted == found
    pattern = r"\d+".join(map(re.escape, wanted.split(PAGE_NUMBER)))
    return re.fullmatch(pattern, found) is not None


def _together_again(texts: list[str], others: list[str], at: int, here: int) -> tuple[int, int]:
    """Return the nearest places from which a few words are the same; the ends without any."""
    texts = texts[at : at + LOOK_AHEAD + TOGETHER]
    others = others[here : here + LOOK_AHEAD + TOGETHER]
    seen: dict[tuple[str, ...], int] = {}
    for start in range(len(texts)):
        seen.setdefault(tuple(texts[start : start + TOGETHER]), start)
    best: tuple[int, int] | None = None
    for start in range(len(others)):
        first = seen.get(tuple(others[start : start + TOGETHER]))
        if first is not None and (best is None or first + start < sum(best)):
            best = (first, start)
    if best is None or best == (0, 0):
        # The same words, one of them glued: only this one differs.
        return (at + 1, here + 1) if best else (at + len(texts), here + len(others))
    return at + best[0], here + best[1]


def _told(proof: Proof, wanted: Telling, found: Telling, difference: Difference) -> Diagnostic:
    """Return what to tell of a difference: in what place which words are others."""
    one, other = difference.wanted, difference.found
    text = wanted.quoted(one.start, one.stop)
    said = found.quoted(other.start, other.stop)
    words = found.words[other] or found.words[max(0, other.start - 1) : other.start]
    page = words[0].page if words else 1
    if text == said:
        # Only a space differs: show the words on either side of it.
        text = wanted.quoted(max(0, one.start - 1), one.stop)
        said = found.quoted(max(0, other.start - 1), other.stop)
    if not text and _is_running_matter(proof, said, page):
        return rules.RUNNING_MATTER_READ.at(proof.place, page=page, text=quoted(said))
    return rules.OTHER_WORDS_READ.at(
        proof.place,
        page=page,
        found=f"'{quoted(said)}'" if said else "nothing",
        wanted=f"says '{quoted(text)}'" if text else "says nothing",
    )


def _letter_case(
    proof: Proof, wanted: Telling, found: Telling, places: list[int]
) -> Iterator[Diagnostic]:
    """Yield the words that are told in letters of another case, as a style sheet may set them."""
    is_other = [
        at >= 0 and not _is_same(wanted.words[at].text, found.words[here].text)
        for here, at in enumerate(places)
    ]
    for one, group in groupby(range(len(is_other)), key=is_other.__getitem__):
        row = [*group] if one else []
        if not row:
            continue
        start, end = row[0], row[-1] + 1
        said, page = found.quoted(start, end), found.words[start].page
        if said.isupper():
            yield rules.CAPITALS_IN_PRINT.at(proof.place, page=page, text=quoted(said))
            continue
        yield rules.OTHER_WORDS_READ.at(
            proof.place,
            page=page,
            found=f"'{quoted(said)}'",
            wanted=f"says '{quoted(wanted.quoted(places[start], places[end - 1] + 1))}'",
        )


def _is_running_matter(proof: Proof, said: str, page: int) -> bool:
    pages = proof.document.pages
    label = pages[page - 1].label if 0 < page <= len(pages) else str(page)
    number = proof.expectation.page_of.format(page=label, pages=len(pages))
    matter = compact("".join((*proof.expectation.running, number)))
    return compact(said) in matter or said in (label, f"{label}.")


def _things(
    proof: Proof, wanted: Telling, found: Telling, places: list[int]
) -> Iterator[Diagnostic]:
    """Yield each thing of the document that is no element of the tree, or is not one."""
    known = {at: here for here, at in enumerate(places) if at >= 0}
    told = [here for here, at in enumerate(places) if at >= 0]
    there = Counter(
        (part.kind, *_range(part.start, part.end, places, told, len(wanted.words)))
        for part in found.parts
    )
    ranges = set()
    is_split = False
    for part in wanted.parts:
        ranges.add((part.start, part.end))
        key = (part.kind, part.start, part.end)
        if part.kind == ANYTHING or _is_in_doubt(part.start, part.end, known):
            continue
        if there[key]:
            there[key] -= 1
            continue
        is_split = True
        at = known.get(part.start, known.get(part.start - 1, -1))
        yield rules.NOT_ONE_ELEMENT.at(
            proof.place,
            page=found.words[at].page if at >= 0 else 1,
            kind=part.kind,
            text=quoted(wanted.quoted(part.start, part.end)),
        )
    if is_split:
        return
    for part in found.parts:
        start, end = _range(part.start, part.end, places, told, len(wanted.words))
        doubt = any(places[at] < 0 for at in range(part.start, part.end) if not _added(found, at))
        if part.kind in IN_A_LINE or start == end or doubt or (start, end) in ranges:
            continue
        yield rules.NOT_ONE_ELEMENT.at(
            proof.place,
            page=part.page,
            kind=part.kind,
            text=quoted(wanted.quoted(start, end)),
        )


def _added(found: Telling, at: int) -> bool:
    return found.words[at].is_generated


def _range(start: int, end: int, places: list[int], told: list[int], last: int) -> tuple[int, int]:
    """Return which words of the document an element holds; where it would stand, if none."""
    first, after = bisect_left(told, start), bisect_left(told, end)
    if first == after:
        at = places[told[first]] if first < len(told) else last
        return at, at
    return places[told[first]], places[told[after - 1]] + 1


def _is_in_doubt(start: int, end: int, known: dict[int, int]) -> bool:
    """Return whether words of a thing are told as others, which has been told already."""
    return any(at not in known for at in range(start, end))
