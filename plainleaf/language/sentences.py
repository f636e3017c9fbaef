"""Step 5, check: where the sentences and words of a plain text begin and end.

A sentence ends with . ? ! or … where the next word could begin one: it has a capital, a digit or a
letter of a script without capitals. What stands in the lists below says where a full stop is part
of a word instead.

The splitter is our own, since those at hand were measured and found wanting. pysbd needs half a
millisecond for each sentence and has rested since 2021. sentencex is fast, but its abbreviations
hide the ends of sentences: in English after "ill", "may", "no" and "me", in Italian after some 400
ordinary words, and it takes "M. Dupont" and "Approx. 5" apart. Others need models of many
megabytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainleaf.languages import primary

_NEAR = 80
"""How many characters before and after a mark tell whether a sentence ends there."""

_OPENERS = "\"'“„‘«»‹›([¿¡「*"
_CLOSERS = "\"'”“’»«›‹)\\]」"
_END = re.compile(
    rf"(?:(?:\.{{3}}|(?:\. ){{2}}\.|[.?!…؟۔]+)(?:[{_CLOSERS}]|\s»)*(?=\s)|[。！？।]+[{_CLOSERS}]*)"
)
_TOKEN = re.compile(r"\S+$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}")

_FOR_ALL = "Dr|Prof|St|vs|cf|ca|approx|Approx|incl|resp|Tel|tel|Fig|fig|p|pp|Vol|vol"
_GO_ON = {
    "en": "Mr|Mrs|Ms|Messrs|Rev|Hon|Gen|Sen|Mt|viz|eg|ie|e\\.g|i\\.e|esp|excl",
    "es": "Sr|Sra|Sres|Srta|Dra|Dres|Ud|Uds|Vd|Vds|Lic|Ing|aprox|ej|pág|págs|núm|avda|máx|mín",
    "fr": "M|MM|Mme|Mmes|Mlle|Me|Pr|env|tél|ex|c-à-d|chap|réf|max|min|av|bd",
    "de": "Hr|Fr|bzw|evtl|ggf|inkl|exkl|max|min|mind|sog|vgl|etwa|Str|Mio|Mrd|Std|Tab|Abb|Kap|Hrsg",
    "it": "Dott|dott|Sig|sig|Sigg|Sig\\.ra|sig\\.ra|Dott\\.ssa|dott\\.ssa|es|ecc|pag|tab|tav|art",
    "nl": "dhr|Dhr|mevr|Mevr|mw|Mw|drs|Drs|ir|mr|bijv|bv|o\\.a|d\\.w\\.z|m\\.n|evt|blz|incl|z\\.g",
    "pt": "Sr|Sra|Srta|Dra|Exmo|Exma|aprox|núm|pág|av|máx|mín",
    "ru": "г|гг|ул|стр|см|рис|напр|тел|проф|акад|им|ср|руб|тыс|млн|млрд|т\\.е|т\\.к",
}
"""Short forms, by language, after which a sentence goes on; titles, and words before examples."""

_BEFORE_NUMBERS = {
    "": "No|no|Nos|Nr|nr|Art|art|Ch|Sec|ext|Ext|núm|n|nn|№",
    "en": "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Ref|Tab|al",
}
"""Short forms after which a sentence goes on only before a number."""

_BEFORE_A_LETTER = re.compile(
    r"vitamin[ae]?|hepatiti?[st]e?|typ[eo]?|tipo|grou?pe?|grupp[eo]|grupo|plan|grade|class|part"
    r"|option|factor|category|step|stage|chapter|appendix|influenza|strain",
    re.IGNORECASE,
)
"""Words whose letter is no initial: "vitamin C." ends a sentence, "J. Smith" does not."""

_BEFORE_A_NAME = frozenset(
    {"and", "by", "from", "of", "or", "to", "with", "und", "von", "et", "par", "de", "y", "por"}
    | {"e", "di", "da", "en", "van", "и", "от"}
)
"""Small words after which a letter may be an initial; "CAR T." and "vitamin C." end a sentence."""

_STARTS = {
    "en": "A|After|All|Also|An|And|Any|As|Ask|At|Be|Because|Before|But|By|Call|Can|Did|Do|Does"
    "|Each|For|From|Have|He|Her|Here|His|How|However|If|In|Is|It|Its|Many|May|Most|My|No|Not|Of"
    "|On|Once|One|Or|Our|People|Please|She|So|Some|Such|Talk|Tell|That|The|Their|Then|There"
    "|These|They|This|Those|To|Use|We|What|When|Where|Which|While|Who|Why|With|You|Your",
    "de": "Aber|Alle|Auch|Bei|Bitte|Da|Danach|Dann|Darum|Das|Den|Der|Deshalb|Die|Dies|Diese"
    "|Dieser|Dieses|Doch|Ein|Eine|Einige|Er|Es|Falls|Für|Hier|Ihr|Ihre|Im|In|Ist|Manche|Mit"
    "|Nach|Nehmen|Nur|Ob|Oder|Rufen|Sie|Sind|So|Sprechen|Und|Viele|Von|Vor|Was|Wenn|Wer|Wie|Wir"
    "|Wo|Zu|Zum",
}
"""Words that begin a sentence even after initials, as in "the U.S. The trial", or a number."""


_WITHOUT_SPACES = frozenset({"zh", "ja", "th", "lo", "km", "my", "bo"})


def has_spaces(language: str) -> bool:
    """Return whether a language puts spaces between words, so that they can be counted."""
    return primary(language) not in _WITHOUT_SPACES


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text: what stands between spaces, without the marks around it.

    A dash or a mark alone is no word, "10–20" and "T-cell" are one each.
    """
    return tuple(_bare(one) for one in text.split() if any(map(str.isalnum, one)))


def _bare(word: str) -> str:
    start, end = 0, len(word)
    while not word[start].isalnum():
        start += 1
    while not word[end - 1].isalnum():
        end -= 1
    return word[start:end]


def split_sentences(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Return where each sentence of a plain text begins and ends, without the space between."""
    return tuple(_split(text, primary(language)))


def _split(text: str, language: str) -> Iterator[tuple[int, int]]:
    start = len(text) - len(text.lstrip())
    for found in _END.finditer(text):
        end = found.end()
        following = text[end : end + _NEAR].lstrip()
        if following and _is_end(text[max(start, end - _NEAR) : end], following, language):
            yield start, end
            start = end + len(text[end : end + _NEAR]) - len(following)
    end = len(text.rstrip())
    if start < end:
        yield start, end


def _is_end(before: str, following: str, language: str) -> bool:
    """Return whether a sentence ends between two texts, the first of which ends with a mark."""
    return _can_begin(following) and not _goes_on(before, following, language)


def _can_begin(text: str) -> bool:
    """Return whether a sentence can begin so; one may begin with a name such as mRNA."""
    word = text.lstrip(_OPENERS).split(maxsplit=1)
    if not word or not word[0][0].isalnum():
        return False
    return not word[0][0].islower() or any(map(str.isupper, word[0]))


def _goes_on(before: str, following: str, language: str) -> bool:
    """Return whether a full stop belongs to the word before it."""
    if not before.endswith(".") or before.endswith("..."):
        return False
    token = _TOKEN.search(before)
    word = token[0].lstrip(_OPENERS).removesuffix(".") if token else ""
    starts = re.match(rf"\W*(?:{_STARTS.get(language, 'A')})\b", following) is not None
    if word.isdecimal():
        is_label = token is not None and before == token[0]
        return len(word) <= 2 and (is_label or (language == "de" and not starts))
    if re.fullmatch(f"{_FOR_ALL}|{_GO_ON.get(language, '')}", word):
        return True
    if len(word) == 1 and word.isalpha():
        return _is_initial(before, following, language) and not starts
    if _INITIALS.fullmatch(f"{word}."):
        return word[0].isupper() and not starts
    numbered = f"{_BEFORE_NUMBERS['']}|{_BEFORE_NUMBERS.get(language, '')}"
    return bool(re.fullmatch(numbered, word)) and following.lstrip("(+#")[:1].isdecimal()


def _is_initial(before: str, following: str, language: str) -> bool:
    """Return whether a letter with a full stop is one of a name's, or of several such as z. B."""
    *_, earlier, letter = ("", *before.split())
    if re.match(r"[^\W\d_]\.", following) or (language == "de" and _INITIALS.match(f"{earlier}A.")):
        return True
    if not letter.lstrip(_OPENERS).isupper() or _BEFORE_A_LETTER.fullmatch(earlier):
        return False
    return not earlier or earlier.rstrip(".").istitle() or earlier.lower() in _BEFORE_A_NAME
