"""Step 5, check: the passive voice, which hides who does what; it is told in English only.

Sources: NHS content guide, active voice; PEMAT-P, item 5; CDC Clear Communication Index, item 6.
"""

from __future__ import annotations

import re

from plainleaf.language import lexicon

LANGUAGES = frozenset({"en"})
"""The languages in which the passive can be told, as primary tags."""

_BE = r"am|is|are|was|were|be|been|being|isn['’]t|aren['’]t|wasn['’]t|weren['’]t|['’]re|['’]s"
_BETWEEN = (
    r"not|n['’]t|also|often|usually|always|never|only|now|still|then|just|first|mostly|sometimes|"
    r"already|soon|ever|once|again|being|been|too|so|all|both|each|even|currently|rarely|later|"
    r"most|more|less|well|best|better|\w+ly"
)
_PASSIVE = re.compile(
    rf"(?:\b(?:{_BE})|(?<=\w)['’](?:re|s))\s+((?:(?:{_BETWEEN})\s+){{0,3}})([A-Za-z-]+)\b(\s+by\b)?",
    re.IGNORECASE,
)

_USED_TO = (["you"], ["they"], ["we"], ["i"], ["people"], ["not"])
"""Who is used to something; what is used to do something is another matter."""


def passive_in(own: str) -> str:
    """Return the first passive in an author's own words, up to the next comma; else nothing.

    States such as "is tired" are none.
    """
    for found in _PASSIVE.finditer(own):
        if _is_participle(found[2].lower()) and not _is_state(found, own):
            return own[found.start() :].strip("'’ ").partition(",")[0]
    return ""


def _is_state(found: re.Match[str], own: str) -> bool:
    """Return whether "is" and a participle tell how something is, and not what is done to it."""
    word, verb = found[2].lower(), found[0].lower().split()
    if word not in lexicon.words("states") or found[3] or "being" in verb:
        return False
    before, after = own[: found.start()].lower().split(), own[found.end() :].lower().split()
    if word == "used":
        return after[:1] == ["to"] and before[-1:] in _USED_TO
    if word == "made":
        return bool(after) and after[0] in ("of", "up", "from", "to")
    return not ({"be", "been"} & set(verb) and word in lexicon.words("done_after_be"))


def _is_participle(word: str) -> bool:
    if word in lexicon.words("participles"):
        return True
    bare = word.rpartition("-")[2]
    if word.startswith("un") and not word.startswith(("under", "unit")):
        return False
    return (
        bare.endswith("ed")
        and len(bare) > 3
        and bare not in lexicon.words("not_participles")
        and "-" not in word.removeprefix("re-").removeprefix("pre-")
    )
