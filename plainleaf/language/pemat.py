"""Step 5, check: PEMAT-P, item by item, in our own words.

The Patient Education Materials Assessment Tool for printed material gives two scores, each the
share of points of the items that apply, on 100: one for understanding (items 1 to 12 and 15 to 19;
13 and 14 are for sound and film) and one for acting (20 to 26). 70 is the mark that most studies
take; its makers name none.
Source: Shoemaker, Wolf and Brach 2014, Patient Education and Counseling 96 (3), 395–403.
"""

from __future__ import annotations

from collections.abc import Callable

from plainleaf import book
from plainleaf.language.cci import ENGLISH_ONLY, arithmetic, chunks, numbers, readers_words
from plainleaf.language.checklist import (
    Checklist,
    Finding,
    Item,
    does_not_apply,
    left_open,
    no,
    person,
    yes,
)
from plainleaf.language.evidence import HEADING_WORDS_MOST, Evidence, spots
from plainleaf.language.prose import Kind

PASSIVE_MOST = 0.1
"""The share of sentences that may be in the passive; no guideline names one, so it is ours."""


def _everyday(seen: Evidence) -> Finding:
    score = seen.reading.whole.main_score
    if score is None or score.value is None:
        return readers_words(seen)
    formula = score.formula
    told = f"{formula.name} says {formula.in_words(score.value)}, {score.standing}. "
    found = readers_words(seen)
    return left_open(f"{told}{found.why}")


def _terms_defined(seen: Evidence) -> Finding:
    if not seen.text.terms:
        return left_open("there is no glossary: is every medical term explained where it stands?")
    count = len(seen.text.terms)
    return left_open(f"the glossary explains {count} terms; is any medical term not among them?")


def _mostly_active(seen: Evidence) -> Finding:
    counts = seen.reading.whole.counts
    if counts.passives is None:
        return left_open("the passive can be told by a program in English only")
    share = counts.passives / counts.sentences if counts.sentences else 0.0
    told = f"{share:.0%} of the sentences are in the passive"
    return yes(told) if share <= PASSIVE_MOST else no(told, spots(seen.passive))


def _headings(seen: Evidence) -> Finding:
    if len(seen.of_kind(Kind.HEADING)) < len(seen.text.chapters):
        return no("a chapter has no heading")
    headings = seen.of_kind(Kind.HEADING)
    return left_open("there are headings; does each tell what follows?", spots(headings, 20))


def _summary(seen: Evidence) -> Finding:
    boxes = seen.in_box("key-message")
    if boxes:
        return yes("there is a key-message box", spots(boxes, 2))
    return no("there is no key-message box")


def _cues(seen: Evidence) -> Finding:
    cues = [one for one in seen.passages if one.box]
    if cues:
        return yes("boxes draw the eye to key points", spots(cues, 3))
    return left_open("nothing is boxed: do bold words or lists draw the eye to key points?")


def _pictures(question: str) -> Callable[[Evidence], Finding]:
    """Return a judge of pictures, where there are any."""

    def judge(seen: Evidence) -> Finding:
        pictures = seen.of_kind(Kind.ALTERNATIVE)
        if not pictures:
            return does_not_apply("the leaflet has no picture")
        return left_open(question, spots(pictures))

    return judge


def _captions(seen: Evidence) -> Finding:
    figures = [one for one in seen.blocks("figure") if isinstance(one, book.Figure)]
    shown = [one for one in figures if not one.picture.decorative]
    if not shown:
        return does_not_apply("the leaflet has no picture")
    bare = tuple((one.place, one.picture.alt) for one in shown if not one.caption)
    if bare:
        return no("these pictures have no caption", bare)
    return yes("every picture has a caption")


def _tables(seen: Evidence) -> Finding:
    if not seen.blocks("table"):
        return does_not_apply("there is no table")
    headings = seen.of_kind(Kind.CELL_HEADING)
    long = [one for one in headings if len(one.text.split()) > HEADING_WORDS_MOST]
    if long:
        return no(f"these headings have more than {HEADING_WORDS_MOST} words", spots(long))
    return yes(f"no heading of a row or column has more than {HEADING_WORDS_MOST} words")


def _an_action(seen: Evidence) -> Finding:
    if not seen.is_english:
        return left_open(ENGLISH_ONLY)
    if not seen.actions:
        return left_open("no sentence was seen to tell readers what to do")
    return yes("these sentences, among others, tell readers what to do", spots(seen.actions, 4))


def _direct(seen: Evidence) -> Finding:
    if not seen.is_english:
        return left_open(ENGLISH_ONLY)
    if not seen.actions:
        return left_open("no sentence was seen to speak to readers of what to do")
    return yes("these sentences, among others, speak to the reader", spots(seen.actions, 4))


def _steps(seen: Evidence) -> Finding:
    numbered = [
        (one.place, "a numbered list")
        for one in seen.blocks("list")
        if isinstance(one, book.ListBlock) and one.ordered
    ]
    why = "is each thing to do broken into clear steps? Numbered lists may be such"
    return left_open(why, tuple(numbered))


def _tool(seen: Evidence) -> Finding:
    boxes = seen.in_box("questions")
    if boxes:
        return yes("a list of questions to take along is a tool", spots(boxes, 3))
    return left_open("is there a checklist, a plan or a list of questions to take along?")


def _shown_use(seen: Evidence) -> Finding:
    if not (seen.blocks("table") or seen.of_kind(Kind.ALTERNATIVE)):
        return does_not_apply("there is no table and no picture")
    tables = tuple((one.place, "a table") for one in seen.blocks("table"))
    return left_open(
        "does the text say how to use tables and charts, where they are for acting?", tables
    )


UNDERSTANDING = Checklist(
    "PEMAT-P: easy to understand",
    "PEMAT",
    70,
    (
        Item(
            1,
            "Its purpose is plain at once.",
            person("would a new reader know what it is for?"),
        ),
        Item(2, "Nothing leads away from its purpose.", person("what could be left out?")),
        Item(3, "Its words are everyday words.", _everyday),
        Item(4, "Medical terms are few, and explained.", _terms_defined),
        Item(5, "It is in the active voice.", _mostly_active),
        Item(6, "Its numbers are clear.", numbers("Is each one easy to take in?")),
        Item(7, "Readers need not reckon.", arithmetic),
        Item(8, "It comes in small parts.", chunks),
        Item(9, "Its parts have headings that tell what follows.", _headings),
        Item(10, "Its order makes sense.", person("read the headings alone, in order")),
        Item(11, "It has a summary.", _summary),
        Item(12, "Boxes, bold words or bullets draw the eye to key points.", _cues),
        Item(15, "Pictures are there wherever one would help.", person("where would one help?")),
        Item(16, "Pictures say the same as the text.", _pictures("do they, and nothing else?")),
        Item(17, "Pictures have titles or captions.", _captions),
        Item(18, "Pictures are clear and without clutter.", _pictures("look at each in print")),
        Item(19, "Tables are simple, with short headings.", _tables),
    ),
)

ACTING = Checklist(
    "PEMAT-P: easy to act on",
    "PEMAT",
    70,
    (
        Item(20, "It names at least one thing to do.", _an_action),
        Item(21, "It speaks to the reader of what to do.", _direct),
        Item(22, "What to do is broken into clear steps.", _steps),
        Item(23, "It gives a tool, such as a checklist.", _tool),
        Item(24, "It shows how to reckon, where one must.", arithmetic),
        Item(25, "It says how to use tables and charts for acting.", _shown_use),
        Item(
            26,
            "Pictures help to act wherever they can.",
            person("where would one help to act?"),
        ),
    ),
)
