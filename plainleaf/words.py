"""The words that Plainleaf itself prints, such as Contents and Page, in each language.

They stand in `plainleaf/words/LANGUAGE.toml`, one file a language, so that a translator finds
all of them in one place. A language without a file gets the English ones.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from plainleaf.languages import primary

FALLBACK = "en"
_FOLDER = Path(__file__).resolve().parent / "words"


@dataclass(frozen=True)
class Words:
    """Plainleaf's own words in one language; `words["contents"]` gives one of them."""

    language: str
    texts: Mapping[str, str]
    months: tuple[str, ...]
    articles: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> str:
        return self.texts[name]

    def date(self, day: datetime.date) -> str:
        """Return a date as people write it, such as 23 November 2026."""
        month = self.months[day.month - 1]
        return self.texts["date"].format(day=day.day, month=month, year=day.year)

    def sorting_title(self, title: str) -> str:
        """Return a title as lists of books sort it, such as "Leaflet to start from, A"."""
        first, _, rest = title.partition(" ")
        if not rest or first not in self.articles:
            return title
        return f"{rest[:1].upper()}{rest[1:]}, {first}"


def has_words(language: str) -> bool:
    """Return whether Plainleaf's own words are there in a language."""
    return (_FOLDER / f"{primary(language)}.toml").is_file()


@cache
def words_in(language: str) -> Words:
    """Return Plainleaf's own words in a language, or else in English."""
    name = primary(language) if has_words(language) else FALLBACK
    data = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return Words(name, data["texts"], tuple(data["months"]), tuple(data.get("articles", ())))
