"""Step 6, compose: Plainleaf's own words, marked as English where the leaflet is in none of theirs.

A screen reader would else read them with the wrong voice (WCAG 2.2, 3.1.2).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from markupsafe import Markup

from plainleaf.languages import direction
from plainleaf.templating import keep
from plainleaf.words import Words, has_words


@dataclass(frozen=True)
class SpokenWords:
    """Plainleaf's own words as they stand in a document of a language.

    `spoken["contents"]` gives one of them, with its language where that is another one;
    `spoken.plain` is for attributes, which hold no marks.
    """

    plain: Words
    language: str

    @property
    def is_foreign(self) -> bool:
        """Whether the words are in another language than the document."""
        return not has_words(self.language)

    def __getitem__(self, name: str) -> str:
        return self._marked(self.plain[name])

    def date(self, day: datetime.date) -> str:
        """Return a date as people write it."""
        return self._marked(self.plain.date(day))

    def filled(self, name: str, **values: str) -> str:
        """Return a sentence with its names in braces filled in."""
        return self._marked(self.plain[name].format(**values))

    def _marked(self, text: str) -> str:
        if not self.is_foreign:
            return text
        tag = self.plain.language
        return Markup('<span lang="{0}" xml:lang="{0}" dir="{1}">{2}</span>').format(
            tag, direction(tag), keep(text)
        )
