"""Step 5, check: what rules of plain language share: whose words are judged, how told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plainleaf.language.prose import Passage, Sentence
from plainleaf.languages import is_english

WORDS_TOLD = 12
"""How many words of a passage a message repeats."""


def own_sentences(passages: Iterable[Passage]) -> Iterator[tuple[Passage, Sentence, str]]:
    """Yield each English sentence that an author wrote, with its own wording."""
    for passage in passages:
        if is_english(passage.language):
            text = passage.own_text
            for sentence in passage.sentences:
                own = text[sentence.start : sentence.end]
                if own.strip():
                    yield passage, sentence, own


def shown(text: str) -> str:
    """Return a text as a message repeats it: one line, and no more than its first words."""
    words = text.split()
    told = " ".join(words[:WORDS_TOLD])
    return f"{told} …" if len(words) > WORDS_TOLD else told
