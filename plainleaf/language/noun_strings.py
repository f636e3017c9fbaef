"""Step 5, check: strings of nouns, which readers must take apart themselves; in English only.

A word that may be a noun or a verb ("test", "change") is told by what stands around it: in the
midst of a string it is a noun ("heart test date"), behind "we" or "to", or at the start of a
sentence, it is a verb ("we test heart valves"). Where it cannot be told it is taken for a verb, so
that no sentence is blamed without cause.

Sources: ISO 24495-1; Plain English Campaign, on strings of nouns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from plainleaf.language import lexicon

NOUNS_MOST = 3
"""More nouns than this in a row are hard to take apart."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z0-9]+)*")
_ENDS_NOUN = re.compile(
    r"\w{3,}(?:[ts]ion|ment|ness|ology|ography|ectomy|oscopy|ologist|ship|itis|ance|ency)"
)
_ACRONYM = re.compile(r"[A-Z]{2,5}s?")
_NO_ACRONYMS = _set("A I IF IS IT NO NOT AND OR DO ON IN AT TO THE US WE MAY YOU")
_MODIFIER = re.compile(
    r"(?:high|low|long|short|full|part|one|two|three|four|five|six|ten|first|second|third|last|"
    r"next|same|non|well|over|under|on|off|out|in|up|new|old|hard|late|early|mid|all|\w+ly)-"
)
_NAMES = _set(
    "association centre center charity college council foundation fund group hospital institute "
    "line helpline network society trust university agency alliance service"
)
"""What an organisation's name ends with; nobody can mend a name."""

_DETERMINERS = _set(
    "a an the my your his her its our their this that these those any some no every each another "
    "one both which whose what all most many"
)
_PREPOSITIONS = _set(
    "of for in on at by with from about into onto during through under over between against near "
    "inside outside via per without like than"
)
_CONJUNCTIONS = _set(
    "if when while because so that as and but or before after until since unless whether where "
    "how what which who although though once then"
)
_AUXILIARIES = _set(
    "am is are was were be been can could may might must shall should will would do does did has "
    "have had cannot don't doesn't didn't won't can't shouldn't couldn't wouldn't"
)
_MODALS = _set("can could may might must should will would do does did")
_CAUSATIVES = _set("help helps helped let lets make makes made see watch feel hear")
_GIVES = _set("give gives gave offer offers send sends show shows teach bring get")
_BEFORE_VERBS = (
    _AUXILIARIES
    | _CAUSATIVES
    | _set(
        "i you we they he she it who to not never also always often please then and or but us them "
        "me him people staff nurses doctors there here"
    )
)
_FINITE = _AUXILIARIES - {"am", "be", "been", "is", "was", "has", "does"}
_BEFORE_TIMES = _set("each every one this that last next first some most")
_CARED_FOR = frozenset({"patient", "child", "carer", "visitor", "adult", "baby", "parent"})
_MANY = frozenset({"staff", "people"})
_BARE_PREPOSITIONS = frozenset({"in", "at", "by", "during", "before", "after"})


@dataclass(frozen=True)
class _Run:
    """Words in a row that may all be nouns, with the words before and the word behind them.

    `before` are those of the same clause, in small letters; `after` is nothing where a mark stands
    behind the run. `is_whole` tells that no mark ends the sentence, as in a heading or an item.
    """

    words: tuple[re.Match[str], ...]
    before: tuple[str, ...]
    after: str
    is_whole: bool

    @property
    def head(self) -> str:
        """The word before the run, without the articles between."""
        rest = [one for one in self.before[-3:] if one not in _DETERMINERS]
        return rest[-1] if rest else ""

    @property
    def is_subject(self) -> bool:
        """Whether the run is what a clause begins with, and so a verb must follow."""
        return not self.before or self.head == "" or self.head in _CONJUNCTIONS


def noun_strings(text: str) -> Iterator[tuple[int, str]]:
    """Yield the strings of too many nouns in a sentence: how many nouns, and their words."""
    for run in _runs(text):
        part: list[re.Match[str]] = []
        for at, word in enumerate(run.words):
            if _is_noun_at(run, at, part):
                part.append(word)
                if not _ends_string(word[0]):
                    continue
            yield from _told(text, part)
            part = []
        yield from _told(text, part)


def _told(text: str, part: Sequence[re.Match[str]]) -> Iterator[tuple[int, str]]:
    is_name = (
        len(part) > NOUNS_MOST
        and all(one[0][0].isupper() for one in part)
        and part[-1][0].lower() in _NAMES
    )
    if len(part) > NOUNS_MOST and not is_name:
        yield len(part), text[part[0].start() : part[-1].end()]


def _runs(text: str) -> Iterator[_Run]:
    """Yield the longest rows of words that may be nouns, if they are long enough to matter."""
    words = list(_WORD.finditer(text))
    clause, at = 0, 0
    while at < len(words):
        if at and re.search(r"[^\s\"'“‘*]", text[words[at - 1].end() : words[at].start()]):
            clause = at
        end = at
        while (
            end < len(words)
            and _may_be_noun(words[end][0])
            and (end == at or text[words[end - 1].end() : words[end].start()] == " ")
        ):
            end += 1
        if end - at > NOUNS_MOST:
            follows = (
                end < len(words) and not text[words[end - 1].end() : words[end].start()].strip()
            )
            yield _Run(
                tuple(words[at:end]),
                tuple(_small(one[0]) for one in words[clause:at]),
                _small(words[end][0]) if follows else "",
                not text.rstrip().endswith((".", "!", "?")),
            )
        at = max(end, at + 1)


def _small(word: str) -> str:
    return word.lower().replace("’", "'")


def _is_noun_at(run: _Run, at: int, part: Sequence[re.Match[str]]) -> bool:
    """Return whether a word that may be a noun is one where it stands."""
    word = _small(run.words[at][0])
    first = run.before[-1] if run.before and at == 0 else ""
    if at == 0 and _stands_alone(run, word):
        return False
    if word.endswith("ing"):
        if part:
            return _singular(_small(part[-1][0])) not in _persons() - _CARED_FOR
        return first in _DETERMINERS
    if not _is_twin(word):
        return True
    if not part:
        return at == 0 and _begins_with_noun(run)
    if word in _twin_plurals():
        return at == len(run.words) - 1 and _is_plural_noun(run)
    is_asked = run.head in _MODALS and run.before.index(run.head) <= 1
    return not (
        is_asked
        or _small(part[-1][0]) in _MANY
        or run.head in _CAUSATIVES
        or (run.head in ("and", "or") and _small(part[-1][0]) in _persons())
    )


def _stands_alone(run: _Run, word: str) -> bool:
    """Return whether a run's first word belongs to what stands before: "each day blood …"."""
    before = run.before[-1] if run.before else ""
    return (
        (before in _BEFORE_TIMES and word in lexicon.words("times", "nouns"))
        or (
            before in _BARE_PREPOSITIONS
            and word in lexicon.words("alone_after_preposition", "nouns")
        )
        or (run.head in _GIVES and word in _persons())
    )


def _begins_with_noun(run: _Run) -> bool:
    """Return whether a run's first word, noun or verb, is a noun by the word before it."""
    if not run.before:
        return False
    before = run.before[-1]
    if before in _DETERMINERS | _PREPOSITIONS:
        return before not in ("that", "which", "what") or len(run.before) > 1
    return not (
        before in _BEFORE_VERBS | _CONJUNCTIONS
        or before.endswith("ly")
        or (before.endswith("s") and not before.endswith(("ss", "ous")))
    )


def _is_plural_noun(run: _Run) -> bool:
    """Return whether a run's last word, such as "checks", is a noun and not what someone does."""
    if run.is_subject:
        return run.after in _FINITE or (not run.after and run.is_whole)
    return run.after not in _DETERMINERS | {"you", "it", "us", "them", "how", "if", "whether"}


@cache
def _may_be_noun(word: str) -> bool:
    if _ACRONYM.fullmatch(word) and word not in _NO_ACRONYMS:
        return True
    low = _small(word)
    nouns = _nouns()
    if low in nouns or low in lexicon.words("plurals_before_nouns"):
        return True
    last = low.rpartition("-")[2]
    if last != low and (_MODIFIER.match(low) or len(low) - len(last) == 2):
        return False
    return _singular(last) in nouns or _ENDS_NOUN.fullmatch(_singular(last)) is not None


@cache
def _singular(word: str) -> str:
    """Return a noun's singular if that is in the lists, else the word itself without its s."""
    nouns = _nouns()
    tried = [word, word.removesuffix("s"), word.removesuffix("es")]
    if word.endswith("ies"):
        tried.append(f"{word.removesuffix('ies')}y")
    return next((one for one in tried if one in nouns), word.removesuffix("s"))


def _ends_string(word: str) -> bool:
    """Return whether a noun is a plural that no other noun follows, as a rule."""
    low = _small(word)
    return (
        low.endswith("s")
        and not low.endswith("ss")
        and low not in _nouns()
        and low not in lexicon.words("plurals_before_nouns")
    )


def _is_twin(word: str) -> bool:
    return word in _twins() or word in _twin_plurals()


@cache
def _nouns() -> frozenset[str]:
    return (
        lexicon.words("nouns")
        | lexicon.words("common", "nouns")
        | lexicon.words("also_verbs", "nouns")
    )


@cache
def _twins() -> frozenset[str]:
    return lexicon.words("also_verbs", "nouns") - lexicon.words("seldom_verbs", "nouns")


@cache
def _twin_plurals() -> frozenset[str]:
    stems = lexicon.words("also_verbs", "nouns")
    forms = {f"{one}s" for one in stems} | {f"{one}es" for one in stems}
    forms |= {f"{one[:-1]}ies" for one in stems if one.endswith("y")}
    return frozenset(forms) - lexicon.words("plurals_before_nouns") - _nouns()


def _persons() -> frozenset[str]:
    return lexicon.words("persons", "nouns")
