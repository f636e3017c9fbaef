"""Step 5, check: the manuscript as an editor of plain language reads it (PL4xx).

One file a family: sentences, words, wording, the shape of the text, and numbers. Each takes the
passages of the book (`plainleaf.language.prose`). Quotations, code and words in another language
are not the author's own wording, and are left alone. Rules about English words look at English
passages only; the others hold in every language that puts spaces between its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plainleaf.book import Book
from plainleaf.checks.language_sentences import check_sentences
from plainleaf.checks.language_shape import check_shape
from plainleaf.checks.language_wording import check_wording
from plainleaf.checks.language_words import check_words
from plainleaf.checks.numbers import check_numbers
from plainleaf.diagnostics import Diagnostic
from plainleaf.language.prose import Passage


def check_language(book: Book, passages: Sequence[Passage], language: str) -> Iterator[Diagnostic]:
    """Yield what an editor would change in a book's words; `language` is the leaflet's."""
    yield from check_sentences(passages)
    yield from check_wording(passages)
    yield from check_words(book, passages)
    yield from check_shape(book, passages, language)
    yield from check_numbers(book, passages)
