"""Step 5, check: passages → what an editor wants to know of them in numbers.

Only running text is measured, by the rules that `plainleaf.language.prose` states. The time to
read takes every word that is printed, headings and tables too, since they are read as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from plainleaf import book
from plainleaf.language import familiar, passive, syllables
from plainleaf.language.formulas import Counts, Score, scores_of, total
from plainleaf.language.prose import Passage, Sentence, passages_of
from plainleaf.language.sentences import words_of
from plainleaf.languages import primary

SLOW_PACE, USUAL_PACE = 100, 200
"""Words a minute: of a reader who is tired or new to reading, and of a usual one."""

LONG_SENTENCE = 20
"""The words that a sentence should have at most (NHS content guide, "How we write")."""

HARD_SENTENCE = 25
"""The words that no sentence should go beyond (GOV.UK, "Publishing accessible documents")."""

SENTENCES_MOST = 3
"""The sentences that a paragraph should have at most (NHS content guide, "How we write")."""

MANY_HARD_WORDS = 3
"""So many words in one sentence that are neither common nor explained make it hard."""

FEW_WORDS = 100
"""Fewer words than this are too few for a formula to say much."""

_LONG_WORD = 6
_MANY_SYLLABLES = 3


@dataclass(frozen=True)
class Hard:
    """A sentence that is hard to read: for its length, or for words that are not explained."""

    sentence: Sentence
    unexplained: tuple[str, ...] = ()

    @property
    def is_long(self) -> bool:
        """Whether it has more words than a sentence should have."""
        return len(self.sentence.words) > LONG_SENTENCE

    @property
    def is_too_long(self) -> bool:
        """Whether it has more words than any sentence should have."""
        return len(self.sentence.words) > HARD_SENTENCE

    @property
    def has_hard_words(self) -> bool:
        """Whether it has many words that are neither common nor explained."""
        return len(self.unexplained) >= MANY_HARD_WORDS


@dataclass(frozen=True)
class Measures:
    """The measures of one chapter, or of the whole leaflet, which has no `file` and no `title`.

    `every_word` counts all words that are printed there. `language` is that of the text; of the
    running text in another one, only `other_words` tells. `unexplained` are the words that the
    common ones and the glossary lack, with how often they stand there, the most frequent first.
    `hard` are the sentences that are hard to read, `passives` those in the passive.
    """

    file: str
    title: str
    language: str
    passages: tuple[Passage, ...]
    counts: Counts
    scores: tuple[Score, ...]
    every_word: int
    other_words: int
    longest: Sentence | None
    hard: tuple[Hard, ...] = ()
    passives: tuple[Sentence, ...] = ()
    unexplained: tuple[tuple[str, int], ...] = ()

    @property
    def main_score(self) -> Score | None:
        """The score to name first; None where the language has no formula, or there is no text."""
        return self.scores[0] if self.scores else None

    @property
    def longest_words(self) -> int:
        """How many words the longest sentence has."""
        return len(self.longest.words) if self.longest else 0

    @property
    def is_short(self) -> bool:
        """Whether the text is too short for a formula to say much."""
        return self.counts.words < FEW_WORDS

    def minutes(self, pace: int) -> int:
        """Return how many minutes reading takes at a pace in words a minute, rounded up."""
        return -(-self.every_word // pace)


@dataclass(frozen=True)
class Reading:
    """The measures of a leaflet: of each chapter, and of chapters and notes as a whole."""

    whole: Measures
    chapters: tuple[Measures, ...]


def measure(text: book.Book, language: str, known: Iterable[str] = ()) -> Reading:
    """Measure a book; `language` is the leaflet's tag, and its readers know the `known` words.

    The glossary is looked up rather than read, so it is not part of the whole.
    """
    passages = passages_of(replace(text, terms=()), language)
    looker = _Looker(_explained(text.terms, known))
    by_file: dict[str, list[Passage]] = {}
    for one in passages:
        if not one.in_note:
            by_file.setdefault(one.place.path, []).append(one)
    chapters = tuple(
        looker.measures(
            tuple(by_file.get(chapter.file, ())),
            chapter.lang or language,
            file=chapter.file,
            title=book.plain_text(chapter.title),
        )
        for chapter in text.chapters
    )
    return Reading(looker.measures(passages, language), chapters)


@dataclass(frozen=True)
class _Looked:
    """A sentence that was looked at: why it may be hard, and what it counts for."""

    hard: Hard
    counts: Counts


@dataclass
class _Looker:
    """Measures passages, and looks at each passage once, for its chapter and for the whole.

    `explained` finds what the glossary explains.
    """

    explained: re.Pattern[str] | None
    seen: dict[int, tuple[_Looked, ...]] = field(default_factory=dict)

    def measures(
        self, passages: tuple[Passage, ...], language: str, file: str = "", title: str = ""
    ) -> Measures:
        """Measure the passages in a language; of the others, only words are counted."""
        wanted = primary(language)
        own = [one for one in passages if primary(one.language) == wanted]
        looked = [one for passage in own for one in self._look(passage, wanted)]
        counts = total([one.counts for one in looked])
        unexplained = Counter(word for one in looked for word in one.hard.unexplained)
        others = (one for one in passages if primary(one.language) != wanted)
        return Measures(
            file=file,
            title=title,
            language=language,
            passages=passages,
            counts=counts,
            scores=scores_of(counts, language),
            every_word=sum(len(words_of(one.text)) for one in passages),
            other_words=sum(len(words_of(one.text)) for one in others if one.is_running),
            longest=max(
                (one.hard.sentence for one in looked), key=lambda one: len(one.words), default=None
            ),
            hard=tuple(one.hard for one in looked if one.hard.is_long or one.hard.has_hard_words),
            passives=tuple(one.hard.sentence for one in looked if one.counts.passives),
            unexplained=tuple(sorted(unexplained.items(), key=lambda one: (-one[1], one[0]))),
        )

    def _look(self, passage: Passage, primary: str) -> tuple[_Looked, ...]:
        looked = self.seen.get(id(passage))
        if looked is None:
            own = passage.own_text if primary in passive.LANGUAGES else ""
            looked = self.seen[id(passage)] = tuple(
                self._look_at(one, own[one.start : one.end], primary)
                for one in passage.whole_sentences
                if one.words
            )
        return looked

    def _look_at(self, sentence: Sentence, own: str, primary: str) -> _Looked:
        counts = _counts(sentence.words, primary)
        unexplained: tuple[str, ...] = ()
        if primary in familiar.LANGUAGES:
            unfamiliar = familiar.unfamiliar_in(sentence.words)
            unexplained = self._unexplained(sentence, unfamiliar)
            counts = replace(counts, unfamiliar=len(unfamiliar), unexplained=len(unexplained))
        if primary in passive.LANGUAGES:
            counts = replace(counts, passives=int(bool(passive.passive_in(own))))
        return _Looked(Hard(sentence, unexplained), counts)

    def _unexplained(self, sentence: Sentence, unfamiliar: tuple[str, ...]) -> tuple[str, ...]:
        """Return which unfamiliar words the glossary does not explain, in small letters."""
        found = self.explained.findall(sentence.text) if self.explained and unfamiliar else ()
        known = {word for form in found for word in words_of(form)}
        return tuple(word.lower() for word in unfamiliar if word not in known)


def _counts(words: tuple[str, ...], primary: str) -> Counts:
    letters = [sum(map(str.isalnum, word)) for word in words]
    counts = Counts(
        words=len(words),
        sentences=1,
        letters=sum(letters),
        long_words=sum(one > _LONG_WORD for one in letters),
    )
    if primary not in syllables.LANGUAGES:
        return counts
    heard = [syllables.syllables_in(word, primary) for word in words]
    return replace(
        counts,
        syllables=sum(heard),
        many_syllables=sum(one >= _MANY_SYLLABLES for one in heard),
        one_syllable=heard.count(1),
    )


def _explained(terms: Iterable[book.Term], known: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern for every form of the glossary's terms, as whole words, and known words."""
    forms = {form for one in terms for form in (one.name, *one.forms, one.abbreviation) if form}
    forms.update(known)
    if not forms:
        return None
    choices = "|".join(map(re.escape, sorted(forms, key=lambda one: (-len(one), one))))
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE)
