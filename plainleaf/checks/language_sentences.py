"""Step 5, check: how sentences and paragraphs are built (PL402 to PL405, PL409, PL410, PL417)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plainleaf import rules
from plainleaf.checks.language_text import own_sentences, shown
from plainleaf.diagnostics import Diagnostic
from plainleaf.language.measures import HARD_SENTENCE, LONG_SENTENCE, SENTENCES_MOST
from plainleaf.language.noun_strings import noun_strings
from plainleaf.language.passive import passive_in
from plainleaf.language.prose import RUNNING, Kind, Passage, Sentence
from plainleaf.language.sentences import has_spaces

ITEMS_MOST = 3
ITEM_WORDS_MOST = 6
"""More words than this between two commas are a clause, and no thing of a list."""

_LABELS = frozenset({Kind.TERM, Kind.CELL_HEADING, Kind.RISK_FACT})
"""Passages that are rarely sentences, in which nouns may stand alone."""


def check_sentences(passages: Sequence[Passage]) -> Iterator[Diagnostic]:
    """Yield sentences and paragraphs that are long, or built so that they are hard to follow."""
    for passage in passages:
        if passage.is_running and has_spaces(passage.language) and passage.own_text.strip():
            yield from _lengths(passage)
    for passage, sentence, own in own_sentences(passages):
        yield from _double_negative(sentence, own)
        if passage.kind not in _LABELS:
            for count, words in noun_strings(own):
                yield rules.NOUN_STRING.at(
                    sentence.place, count=count, words=words, passage=sentence.text
                )
        if passage.kind in RUNNING:
            if words := passive_in(own):
                words = shown(words).rstrip(".")
                yield rules.PASSIVE.at(sentence.place, words=words, passage=sentence.text)
            yield from _run_on_list(sentence, own)


def _lengths(passage: Passage) -> Iterator[Diagnostic]:
    for sentence in passage.sentences:
        count = len(sentence.words)
        if count > LONG_SENTENCE:
            rule = rules.LONG_SENTENCE if count > HARD_SENTENCE else rules.LONGISH_SENTENCE
            words = shown(sentence.text)
            yield rule.at(sentence.place, count=count, words=words, passage=sentence.text)
    count = len(passage.whole_sentences)
    if count > SENTENCES_MOST:
        yield rules.LONG_PARAGRAPH.at(passage.place, count=count, passage=passage.text)


# Negatives

_NO = r"(?:not|never|cannot|can['’]t|\w+n['’]t)"
_NOT_UN = (
    r"un(?!der|til|ti\b|less|ite|ion|ique|it\b|its\b|iver|iform|cle|to\b)[a-z]{4,}|"
    r"im(?:possible|probable|proper|practical|material|moderate|perfect)|"
    r"in(?:frequent|significant|sufficient|appropriate|accurate|correct|effective|capable|"
    r"considerable|complete|visible|adequate|advisable|dependent|expensive|evitable|secure)|"
    r"dis(?:similar|advantageous|honest|agree|pleased)|ir(?:relevant|regular|rational|reversible)|"
    r"il(?:legal|logical|legible)|non-\w+|without|rare|seldom|lack|fail"
)
_NEGATIVES = (
    # not uncommon
    re.compile(
        rf"\b{_NO}\s+(?:(?:at all|\w+ly|very|so|too|be|been|an?|the|entirely)\s+){{0,2}}"
        rf"(?:{_NOT_UN})\w*",
        re.IGNORECASE,
    ),
    # cannot … without, do not … unless
    re.compile(rf"\b{_NO}\b[^.,;:?]{{0,60}}?\b(?:unless|without|except)\b", re.IGNORECASE),
    # nobody should not, no reason not to
    re.compile(
        r"\b(?:no (?:one|reason|need|harm|point|way|doubt|doctor|nurse|person|patient|treatment)|"
        r"nobody|nothing|none|nowhere|neither|hardly any\w*)\b[^.,;:?]{0,30}?\b(?:not|"
        r"cannot|\w+n['’]t|without|never|unable|fail\w*)\b",
        re.IGNORECASE,
    ),
    # do not assume that it is not
    re.compile(
        rf"\b{_NO}\s+(?:\w+\s+)?(?:think|assume|believe|say|mean|imagine|worry|suppose|feel|true|"
        rf"certain|sure|clear|likely)\b[^.,;:?]{{0,40}}?\b(?:not|cannot|never|nothing|\w+n['’]t|no)\b",
        re.IGNORECASE,
    ),
    # do not take nothing
    re.compile(
        rf"\b{_NO}\s+(?:\w+\s+){{1,2}}?(?:no|nothing|nobody|none|never|nowhere|neither)\b",
        re.IGNORECASE,
    ),
    # do not forget not to
    re.compile(
        r"\b(?:do not|don['’]t|never|should not|must not|cannot|can['’]t|does not|did not)\s+"
        r"(?:\w+\s+)?(?:fail|forget|neglect|refuse|omit|avoid|stop|prevent|delay|deny|hesitate)\w*\s+"
        r"not\b",
        re.IGNORECASE,
    ),
    # cannot not
    re.compile(
        r"\b(?:cannot|can['’]t|must not|should not|do not|don['’]t|never)\s+not\b", re.IGNORECASE
    ),
    # unless you cannot
    re.compile(
        r"\b(?:avoid|unless|without|refuse|fail)\w*\b[^.,;:?]{0,25}?\b(?:not|cannot|\w+n['’]t)\b",
        re.IGNORECASE,
    ),
    # do not fail to
    re.compile(r"\b(?:do not|don['’]t|never|not)\s+fail\s+to\b", re.IGNORECASE),
)
_NO_DOUBLE = re.compile(r"\bnot only\b|\bwhether or not\b|\bor not\b", re.IGNORECASE)


def _double_negative(sentence: Sentence, own: str) -> Iterator[Diagnostic]:
    text = _NO_DOUBLE.sub(lambda found: " " * len(found[0]), own)
    for pattern in _NEGATIVES:
        if found := pattern.search(text):
            words = shown(own[found.start() : found.end()])
            yield rules.DOUBLE_NEGATIVE.at(sentence.place, words=words, passage=sentence.text)
            return


# Things told one after another

_CLAUSE = re.compile(
    r"(?:and |or |& )?(?:which|who|whose|that|but|so|because|if|when|while|since|although|though|"
    r"as|where|then|not|however|you|we|they|he|she|it|i|there|this|these|those|please|with|in|"
    r"on|at|by|for example|such as|after|before|until|unless|like|including|call|ask|tell|stop|"
    r"just|nearly|almost|mostly|only|about|over|both|even|most|some|all|one|none|especially|often|"
    r"\d[\d,]* (?:of|in|people))\b",
    re.IGNORECASE,
)
"""With these words another clause begins, and no further thing of a list."""

_VERB = re.compile(
    r"\b(?:had|has|have|is|are|was|were|can|may|will|must|should|do|does)\b", re.IGNORECASE
)
_LAST = re.compile(r"(?:and|or|&) |(?:[\w'’()-]+ ){1,6}?(?:and|or|&) ")


def _run_on_list(sentence: Sentence, own: str) -> Iterator[Diagnostic]:
    """Yield a sentence in which four or more things are told with commas between."""
    pieces = [one.strip() for one in re.split(r"[,;] ", own)]
    items, first, at = 1, 0, 0
    for at, piece in enumerate(pieces[1:], start=1):
        last = _LAST.match(piece)
        if not piece or _CLAUSE.match(piece) or _VERB.search(last[0] if last else piece):
            items, first = 1, at
        elif last is not None:
            items += 1 if piece.startswith(("and ", "or ", "& ")) else 2
            if items > ITEMS_MOST:
                break
            items, first = 1, at
        elif len(piece.split()) > ITEM_WORDS_MOST or re.search(r"[:()]", piece[:-1]):
            items, first = 1, at
        else:
            items += 1
    if items > ITEMS_MOST:
        words = shown(", ".join(pieces[first : at + 1]))
        yield rules.RUN_ON_LIST.at(sentence.place, count=items, words=words, passage=sentence.text)
