"""Step 5, check: risks that are compared only, or called rare or common only (PL434, PL435)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plainleaf import rules
from plainleaf.checks.language_text import shown
from plainleaf.checks.numbers_text import NUMBER, has_ratio
from plainleaf.diagnostics import Diagnostic
from plainleaf.language.lexicon import either
from plainleaf.language.prose import RUNNING, Kind, Passage

_LOOKED_AT = RUNNING | {Kind.CELL, Kind.CAPTION}


def check_risks(passages: Sequence[Passage]) -> Iterator[Diagnostic]:
    """Yield risks of which a reader cannot tell how high they are; the passages are in English."""
    for at, passage in enumerate(passages):
        if passage.kind in _LOOKED_AT:
            yield from _relative(passage)
            yield from _frequency_words(passage, passages[at + 1 : at + 2])


def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(written, re.IGNORECASE)


# Risks that are compared only

_RISK = either("risks")
_TIMES = r"(?:\d+(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten|several|many)"
_SHARE = (
    rf"(?:{_TIMES}\s?(?:%|per ?cent)|(?:a |one )?half|(?:a|one|two)[ -]thirds?|a quarter|"
    r"three[ -]quarters)"
)
_CHANGED = (
    r"(?:reduc|lower|cut|increas|rais|decreas|drop|fall|fell|rose|ris|shrink|shrank|improv|prevent|"
    r"boost|went|go)\w*"
)
_MULTIPLIED = r"(?:doubl|tripl|trebl|quadrupl|halv)(?:e|es|ed|ing)"
_RELATIVE = (
    _pattern(
        r"\b(?:twice|thrice|half) as (?:likely|common|high|often|many|much|great|safe|effective|"
        r"risky|low|dangerous)\b"
    ),
    _pattern(
        rf"\b{_TIMES}[ -](?:times|fold)\s+(?:more|less|as|higher|lower|greater|fewer|the|that)\b"
        rf"[^.;]{{0,40}}"
    ),
    _pattern(rf"\b{_TIMES}-?fold\b"),
    _pattern(rf"\b{_MULTIPLIED}\b[^.;]{{0,30}}\b{_RISK}\b"),
    _pattern(rf"\b{_RISK}\b[^.;]{{0,30}}\b{_MULTIPLIED}\b"),
    _pattern(
        r"\b(?:double|twice|triple|treble|half|(?:three|four|five|ten) times)\s+(?:the|your|that|"
        rf"their)\s+(?:\w+ ){{0,2}}?{_RISK}\b"
    ),
    _pattern(
        rf"\b{_SHARE}\s+(?:\w+ )?(?:higher|lower|more|less|fewer|greater|smaller|better|worse|"
        r"reduction|increase|drop|rise|decrease|cut|fall|safer)\b"
    ),
    _pattern(rf"\b{_CHANGED}\b[^.;]{{0,50}}?\bby\s+(?:\w+ ){{0,3}}?{_SHARE}"),
    _pattern(rf"\b(?:risks?|chances?|odds)\b[^.;]{{0,40}}\b{_SHARE}"),
    _pattern(r"\b(?:hazard|odds|risk) ratio\b"),
    _pattern(rf"\b(?:prevents|cuts|stops)\s+(?:\w+ ){{0,2}}?{_SHARE}\s+of\b"),
)
_NO_RISK = _pattern(rf"\b{either('no_risks')}\b")
_RISK_WORD = _pattern(rf"\b{_RISK}\b")
_FROM_TO = _pattern(rf"\bfrom\s+{NUMBER}\b[^.;]{{0,40}}\bto\s+{NUMBER}\b")


def _relative(passage: Passage) -> Iterator[Diagnostic]:
    """Yield a risk that is told as a multiple or a part of another one only."""
    text = passage.own_text
    if has_ratio(text) or _FROM_TO.search(text):
        return
    for sentence in passage.sentences:
        own = text[sentence.start : sentence.end]
        hits = (pattern.search(own) for pattern in _RELATIVE) if _RISK_WORD.search(own) else ()
        for found in hits:
            if found and not _NO_RISK.search(own[max(0, found.start() - 25) : found.end() + 12]):
                words = shown(found[0])
                yield rules.RELATIVE_RISK.at(sentence.place, words=words, passage=sentence.text)
                return


# Frequency words

_OFTEN = rf"(?:very |quite |fairly |extremely |less |more |most |so )?{either('how_often')}"
_HARM = either("harms")
_HAPPENS = r"(?:is|are|was|were|be|been|happens?|occurs?|comes?|seen)"
_RARELY = (
    r"(?:rarely|very rarely|occasionally|in (?:very )?rare cases|commonly|seldom|infrequently|"
    r"uncommonly)"
)
_CALLED_OFTEN = (
    _pattern(
        rf"\b{_OFTEN}\b[\s,:]+(?:but (?:serious|severe) |and \w+ )?(?:\w+ ){{0,2}}?{_HARM}(?!\w)"
    ),
    _pattern(
        rf"\b{_HARM}\b[^.;:]{{0,45}}?\b{_HAPPENS}\s+(?:also |only |not |still )?{_OFTEN}\b"
        rf"(?! (?:to|name|with) )"
    ),
    _pattern(rf"\b{_OFTEN} to (?:get|have|feel|develop)\b[^.;:]{{0,30}}?\b{_HARM}(?!\w)"),
    _pattern(rf"\b{_OFTEN} (?:but|and) (?:serious|severe)\b[^.;]{{0,20}}?\b{_HARM}(?!\w)"),
    _pattern(rf"\b{_RARELY}\b[^.;:]{{0,50}}?\b(?:{_HARM}|die|died|harm|damage)(?!\w)"),
    _pattern(rf"\b{_HARM}\b[^.;:]{{0,30}}?\b{_RARELY}\b"),
)
_IT_IS = _pattern(
    rf"\b(?:this|it|that|these|they|which)\s+{_HAPPENS}\s+(?:also |still )?{_OFTEN}\b"
)
_OTHER_SENSE = _pattern(rf"\b{either('other_senses')}\b")
_HARM_WORD = _pattern(rf"\b{_HARM}(?!\w)")
_NOT_KNOWN = _pattern(r"not known|unknown|nobody knows|no one knows|cannot say")


def _frequency_words(passage: Passage, following: Sequence[Passage]) -> Iterator[Diagnostic]:
    """Yield a harm that is called rare or common where no number says how often it happens."""
    text = passage.own_text
    if has_ratio(text) or re.search(r"\d\s?%", text) or _NOT_KNOWN.search(text):
        return
    if following and (
        following[0].kind is Kind.RISK
        or (text.rstrip().endswith(":") and has_ratio(following[0].text))
    ):
        return
    was_harm = False
    for sentence in passage.sentences:
        own = _OTHER_SENSE.sub(lambda one: " " * len(one[0]), text[sentence.start : sentence.end])
        has_harm = _HARM_WORD.search(own) is not None
        found = next((hit for one in _CALLED_OFTEN if (hit := one.search(own))), None)
        if found is None and (was_harm or has_harm):
            found = _IT_IS.search(own)
        if found and not re.search(r"\d", own):
            words = shown(found[0])
            yield rules.FREQUENCY_WORD.at(sentence.place, words=words, passage=sentence.text)
            return
        was_harm = has_harm
