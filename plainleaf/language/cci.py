"""Step 5, check: the CDC Clear Communication Index, item by item, in our own words.

It has 20 items in 4 parts, of which the first (items 1 to 11) is for every text. Each item gives a
point or none, and the score is the share of the points of the items that apply, on 100. Without
one main message (item 1), items 2 to 4 give no point. 90 is the mark to pass.
Source: Centers for Disease Control and Prevention, https://www.cdc.gov/ccindex/
"""

from __future__ import annotations

from collections.abc import Callable

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
from plainleaf.language.evidence import Evidence, spots
from plainleaf.language.measures import SENTENCES_MOST
from plainleaf.language.prose import Kind

ENGLISH_ONLY = "a program can see what readers are told to do in English only"


def _has_main_message(seen: Evidence) -> Finding:
    if seen.main_message:
        why = "leaflet.toml names it, and it stands in the text word for word"
        return yes(why, spots(seen.main_message, 1))
    return no("the main_message of leaflet.toml does not stand in the text word for word")


def _main_message_first(seen: Evidence) -> Finding:
    opening = [one for one in seen.main_message if one in seen.opening]
    if opening:
        return yes("the main message stands in the first chapter", spots(opening, 1))
    return no("the first chapter does not say the main message", spots(seen.opening, 1))


def _main_message_marked(seen: Evidence) -> Finding:
    boxed = [one for one in seen.main_message if one.box == "key-message"]
    if boxed:
        return yes("the main message stands in a box", spots(boxed, 1))
    return no("the main message stands in no key-message box", spots(seen.main_message, 1))


def _main_message_shown(seen: Evidence) -> Finding:
    pictures = seen.of_kind(Kind.ALTERNATIVE)
    if not pictures:
        return no("the leaflet has no picture")
    return left_open("does one of these pictures show the main message?", spots(pictures))


def _call_to_action(seen: Evidence) -> Finding:
    if not seen.is_english:
        return left_open(ENGLISH_ONLY)
    if seen.opening_actions:
        return yes("the first chapter tells readers what to do", spots(seen.opening_actions))
    why = "no sentence of the first chapter was seen to tell readers what to do"
    return left_open(why, spots(seen.actions))


def _active(seen: Evidence) -> Finding:
    if seen.reading.whole.counts.passives is None:
        return left_open("the passive can be told by a program in English only")
    weighed = {
        *(one.place for one in seen.main_message),
        *(one.place for one in seen.opening_actions),
    }
    passive = [one for one in seen.passive if one.place in weighed]
    if not weighed:
        return left_open("there is no main message or call to action to look at")
    if passive:
        why = "the main message, or a call to action in the first chapter, may be in the passive"
        return left_open(why, spots(passive))
    return yes("no passive was seen in the main message and the first calls to action")


def readers_words(seen: Evidence) -> Finding:
    """Show the words that are neither common nor explained."""
    counts, rare = seen.reading.whole.counts, seen.reading.whole.unexplained
    if counts.unexplained is None:
        return left_open("there is no list of common words for this language: read it with readers")
    words = ", ".join(word for word, _ in rare[:30])
    told = f"{counts.share(counts.unexplained):.0%} of the words are neither common nor explained"
    if not rare:
        return yes("every word is common or stands in the glossary")
    return left_open(f"{told}. Would your readers say them? {words}")


def _lists(seen: Evidence) -> Finding:
    lists = seen.blocks("list")
    if lists:
        return yes(f"there are {len(lists)} lists with bullets or numbers")
    return no("there is no list")


def chunks(seen: Evidence) -> Finding:
    """Tell whether headings and short paragraphs part the text."""
    if len(seen.of_kind(Kind.HEADING)) < len(seen.text.chapters):
        return no("a chapter has no heading")
    if seen.long_paragraphs:
        why = f"these paragraphs have more than {SENTENCES_MOST} sentences"
        return no(why, spots(seen.long_paragraphs))
    return yes(f"headings part the text, and no paragraph has more than {SENTENCES_MOST} sentences")


def _known_and_not(seen: Evidence) -> Finding:
    return left_open("does the text say what is known, and what is not?", spots(seen.not_known))


def _behaviour(seen: Evidence) -> Finding:
    return left_open("what should readers do? If nothing, put n/a", spots(seen.actions, 12))


def _readers_numbers(seen: Evidence) -> Finding:
    if not seen.numbers:
        return does_not_apply("there are no numbers in the running text")
    return left_open("do readers use such numbers?", spots(seen.numbers, 12))


def numbers(question: str) -> Callable[[Evidence], Finding]:
    """Return a judge of numbers, where there are any; CCI 15 shows where they stand."""
    none = does_not_apply("there are no numbers in the running text")
    asked = left_open(f"{question} CCI 15 tells where they stand")
    return lambda seen: asked if seen.numbers else none


def _most_needed_first(seen: Evidence) -> Finding:
    why = "does the first chapter sum up what readers need most?"
    return left_open(why, spots(one for one in seen.opening if one.is_running))


def arithmetic(seen: Evidence) -> Finding:
    """Show what readers may have to reckon with."""
    if not seen.numbers:
        return does_not_apply("there are no numbers in the running text")
    if seen.percentages:
        return left_open("must a reader turn percentages into people?", spots(seen.percentages))
    return left_open("there is no percentage; must a reader reckon anything else?")


def _risk_named(seen: Evidence) -> Finding:
    risks = seen.of_kind(Kind.RISK)
    if risks:
        return yes("risk boxes say what happened, to whom and how long", spots(risks))
    return left_open("does the text speak of a risk? If so, does it say what it is and to whom?")


def _risk_and_benefit(seen: Evidence) -> Finding:
    return left_open("are both sides told, close to each other?", spots(seen.of_kind(Kind.RISK)))


def _chances_explained(seen: Evidence) -> Finding:
    if seen.percentages:
        why = "is each of these percentages also told as a count of people, or shown?"
        return left_open(why, spots(seen.percentages))
    risks = seen.of_kind(Kind.RISK)
    if risks:
        return yes("chances are told as counts of people, and there is no percentage", spots(risks))
    return left_open("are chances told with numbers? If so, do words or a picture explain them?")


CCI = Checklist(
    "CDC Clear Communication Index",
    "CCI",
    90,
    (
        Item(1, "There is one main message.", _has_main_message),
        Item(2, "The main message comes at the beginning.", _main_message_first),
        Item(3, "The main message stands out to the eye.", _main_message_marked),
        Item(4, "A picture supports the main message.", _main_message_shown),
        Item(5, "Readers are told what to do.", _call_to_action),
        Item(6, "The main message and what to do are in the active voice.", _active),
        Item(7, "The words are those that the readers use.", readers_words),
        Item(8, "Lists have bullets or numbers.", _lists),
        Item(9, "The text comes in small parts with headings.", chunks),
        Item(10, "What matters most to readers comes first.", _most_needed_first),
        Item(11, "It says what is known and what is not.", _known_and_not),
        Item(12, "It names what readers should do.", _behaviour),
        Item(13, "It says why readers should do so.", person("does each come with a reason?")),
        Item(
            14,
            "It says how to do so.",
            person("could a reader do it from these words alone?"),
        ),
        Item(15, "Its numbers are of the kind that readers use.", _readers_numbers),
        Item(16, "It explains what its numbers mean.", numbers("Does each tell of how many?")),
        Item(17, "Readers need not reckon.", arithmetic),
        Item(18, "It says what the risk is.", _risk_named),
        Item(19, "It tells of risks and of benefits.", _risk_and_benefit),
        Item(20, "Chances are explained in words or pictures too.", _chances_explained),
    ),
)
