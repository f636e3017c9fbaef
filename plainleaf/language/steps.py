"""Step 5, check: instructions that follow one another in running text; in English only.

A step is a verb of instruction that begins a sentence or a clause, as in "Peel off the patch, fold
it and put it in the bin". Advice is built alike ("Eat well and sleep enough"), but says what to do
in general: so most steps must be done by hand or with the body, to a thing that is named, and
words such as "often" make advice of them. Where it cannot be told, it is taken for advice.

Sources: NHS content guide, numbered lists for a process; PEMAT-P, item 22.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plainleaf.language import lexicon

STEPS_LEAST = 3
"""So many steps in a row are easier to follow with numbers."""

_PART = re.compile(
    r"([,;:–—]\s+(?:and\s+then\s+|then\s+|and\s+|or\s+)?|\s+(?:and\s+then|then|and|or)\s+)"
)
_ORDER = re.compile(
    r"(?:first(?: of all)?|then|next|now|after (?:that|this)|afterwards|finally|lastly|at last|"
    r"once (?:that|this) is done|second(?:ly)?|third(?:ly)?|to (?:start|begin)(?: with)?)\b,?\s*",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:(?:please|carefully|gently|slowly|firmly|quickly|again|also|immediately|\w+ly|"
    r"you (?:should|must|need to|have to|will need to)|make sure (?:that )?you|"
    r"remember to|be sure to)\b,?\s+)+",
    re.IGNORECASE,
)
_SETTING = re.compile(
    r"(?:to|if|when|before|after|once|with|using|while|as soon as|for|in|on|at|until|every|each|"
    r"as|by|from|standing|sitting|lying|during|within)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\W*(?:if|in case|should you|unless|whenever)\b", re.IGNORECASE)
_GENERAL = re.compile(
    r"\b(?:often|always|never|regularly|daily|usually|whenever|every (?:day|week|month|time)|"
    r"each (?:day|week|month|time|year)|at all times|plenty|enough|more|less|well fitting|"
    r"(?:once|twice|times) a (?:day|week|month|year)|if (?:you|it|they|your|the))\b",
    re.IGNORECASE,
)
_OTHERS_DO = re.compile(
    r"(?:ask|get|let|have|help|tell|watch|teach)\b.*\bto\b|.*\bhow to\b|.*\bsomeone\b|learn\b",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\s+(?:the|a|an|your|it|them|this|that|these|both|each|one|all|some|any|up|down|on|off|out|in|"
    r"into|over|back|away|under|between|through|to|round|around|forward|forwards|backwards|"
    r"still|upright|onto|at|with|against|for|every|another|two|three|four|five|\d+\S*)\b",
    re.IGNORECASE,
)
_NO_OBJECT = re.compile(
    r"\s+(?:is|are|was|were|of|can|may|will|must|should|has|have|helps?|means?|comes?|does)\b|['’-]",
    re.IGNORECASE,
)
_TAKES_OUT = re.compile(r"take\b.*\b(?:out|off)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\W*step \d", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True)
class _Step:
    """A step: whether it is done by hand to a named thing, and what tells of an order.

    `is_habit` is what one does all the time; `has_marker` is a word such as "then" before it.
    """

    is_handling: bool
    is_habit: bool
    has_marker: bool


def has_steps(sentences: Iterable[str]) -> bool:
    """Return whether sentences in a row tell the reader to do three things or more in order."""
    steps: list[_Step] = []
    for text in sentences:
        if _NUMBERED.match(text):
            return False
        if text.rstrip().endswith("?") or (steps and _CONDITION.match(text)):
            continue
        steps += _steps_in(text)
    handled = sum(one.is_handling for one in steps)
    is_marked = any(one.has_marker for one in steps[1:])
    is_advice = any(one.is_habit for one in steps)
    if len(steps) < STEPS_LEAST:
        return False
    return (
        handled >= STEPS_LEAST
        or (handled == 2 and (is_marked or not is_advice))
        or (is_marked and (handled == 1 or not is_advice))
    )


def _steps_in(sentence: str) -> Iterator[_Step]:
    """Yield the steps of a sentence, as long as it is the reader who is told to do them."""
    parts = _PART.split(sentence.strip(" \"'“‘*"))
    joins = ["", *(one.lower() for one in parts[1::2])]
    is_told = False
    for join, part in zip(joins, parts[::2], strict=True):
        order = _ORDER.match(part)
        rest = part[order.end() :] if order else part
        lead = _LEAD.match(rest)
        rest = rest[lead.end() :] if lead else rest
        begins = is_told or join == "" or join[0] in ",;:–—"
        step = _step(rest, has_marker=bool(order) or "then" in join)
        if step is None and not is_told and not (_SETTING.match(rest) or (order and not rest)):
            return
        if step is None or not begins or "or " in join:
            continue
        is_told = True
        if not _GENERAL.search(rest) or _CONDITION.match(sentence):
            yield step
        if _OTHERS_DO.match(rest):
            return


def _step(text: str, *, has_marker: bool) -> _Step | None:
    """Return what a clause tells to do, or nothing if no verb of instruction begins it."""
    found = _WORD.match(text)
    verb = found[0].lower() if found else ""
    after = text[len(verb) :]
    is_handling = verb in lexicon.words("handling", "steps") or bool(_TAKES_OUT.match(text))
    if not (is_handling or verb in lexicon.words("other", "steps")) or _NO_OBJECT.match(after):
        return None
    has_thing = _THING.match(after) is not None
    if verb in lexicon.words("also_no_verbs", "steps") and not has_thing:
        return None
    is_bare = bool(after.strip(" .!")) and not has_thing
    return _Step(
        is_handling=is_handling and not is_bare,
        is_habit=verb in lexicon.words("habits", "steps"),
        has_marker=has_marker,
    )
