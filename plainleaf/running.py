"""What every page carries, in every edition: the draft notice, what leaflet it is, its number."""

from __future__ import annotations

from dataclasses import dataclass

from plainleaf.settings import Settings
from plainleaf.words import words_in


@dataclass(frozen=True)
class RunningMatter:
    """The words of a page's margins; `page_of` has {page} and {pages} to fill in."""

    draft: str
    identity: str
    page_of: str


def running_matter(settings: Settings) -> RunningMatter:
    """Return what a leaflet's pages carry; a reviewed leaflet has no draft notice."""
    words = words_in(settings.language)
    identity = words["running"].format(
        code=settings.code, version=settings.version, date=words.date(settings.dates.issued)
    )
    draft = "" if settings.is_reviewed else words["draft"]
    return RunningMatter(draft, identity, words["page_of"])
