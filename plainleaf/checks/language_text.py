"""Step 5, check: what rules of plain language share: whose words are judged, how told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plainleaf.language.prose import Passage, Sentence
from plainleaf.settings import Settings

WORDS_TOLD = 12
"""How many words of a passage a message repeats."""


def is_english(written: Passage | Settings) -> bool:
    """Return whether a passage, or a leaflet by its settings, is in English of any country."""
    return written.language.partition("-")[0].lower() == "en"


def own_sentences(passages: Iterable[Passage]) -> Iterator[tuple[Passage, Sentence, str]]:
    """Yield each English sentence that an author wrote, with its own wording."""
    for passage in passages:
        if is_english(passage):
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
