"""Step 5, check: how old a source may be, and how one is known to be withdrawn."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest

from plainleaf.assemble.csljson import read_references
from plainleaf.assemble.provenance import provenance_of
from plainleaf.book import Book, Provenance
from plainleaf.checks.evidence import check_evidence
from plainleaf.settings import Settings
from tests.small_leaflet import SETTINGS

DAY = datetime.timedelta(days=1)


def provenance(**fields: Any) -> Provenance:
    """Return what is known of one source with some fields of CSL-JSON."""
    entry = {"id": "one", "type": "webpage", "title": "A page", **fields}
    (read,) = read_references("references.json", json.dumps([entry])).value
    return provenance_of(read)


def codes(source: Provenance, today: datetime.date, settings: Settings = SETTINGS) -> list[str]:
    """Return the codes that one source gives on a day."""
    book = Book(chapters=(), contents=(), provenance=(source,))
    return [one.code for one in check_evidence(book, settings, today)]


def parts(*numbers: int) -> dict[str, list[list[int]]]:
    return {"date-parts": [list(numbers)]}


@pytest.mark.parametrize(
    ("issued", "last_day"),
    [
        (parts(2021, 11, 23), datetime.date(2026, 11, 23)),
        (parts(2021, 11), datetime.date(2026, 11, 30)),
        (parts(2021), datetime.date(2026, 12, 31)),
        (parts(2020, 2, 29), datetime.date(2025, 2, 28)),
    ],
)
def test_source_may_be_five_years_old(issued: dict[str, Any], last_day: datetime.date) -> None:
    """It is told of on the day after; a date that lacks day or month means its last day."""
    source = provenance(issued=issued, URL="https://example.org")
    assert codes(source, last_day) == []
    assert codes(source, last_day + DAY) == ["PL471"]


def test_source_is_to_be_looked_at_each_year() -> None:
    """A year to the day is in time."""
    source = provenance(accessed=parts(2025, 11, 23), URL="https://example.org")
    assert codes(source, datetime.date(2026, 11, 23)) == []
    assert codes(source, datetime.date(2026, 11, 24)) == ["PL473"]


@pytest.mark.parametrize(
    "fields",
    [
        {"issued": {"literal": "spring 2001"}},
        {"issued": parts(9999)},
        {"accessed": parts(9999, 12, 31)},
        {},
    ],
)
def test_date_that_gives_no_age_gives_no_message(fields: dict[str, Any]) -> None:
    """A date in words, none at all, and one at the end of the calendar."""
    source = provenance(URL="https://example.org", **fields)
    assert codes(source, datetime.date(2026, 11, 23)) == []


@pytest.mark.parametrize("field", ["DOI", "URL", "PMID", "ISBN"])
def test_source_can_be_found_by_any_of_these(field: str) -> None:
    """Without one of them, readers cannot find it."""
    value = {"DOI": "10.1234/a", "URL": "https://example.org"}.get(field, "123")
    assert provenance(**{field: value}).can_be_found
    assert codes(provenance(), datetime.date(2026, 11, 23)) == ["PL472"]


@pytest.mark.parametrize(
    ("fields", "is_retracted"),
    [
        ({"status": "Retracted"}, True),
        ({"note": "PMID: 1\nstatus: retracted"}, True),
        ({"title": "RETRACTED: A page"}, True),
        ({"title": "Retracted papers: a page"}, False),
        ({"note": "not retracted"}, False),
        ({"status": "in press"}, False),
    ],
)
def test_withdrawn_source_is_known_by_its_marks(fields: dict[str, str], is_retracted: bool) -> None:
    """By `status`, by a line of the note, or by the words that journals put before the title."""
    assert provenance(**fields).is_retracted == is_retracted


def test_leaflet_names_withdrawn_sources_itself() -> None:
    """`retracted` in leaflet.toml counts too; a name that no source has is told."""
    settings = Settings(**{**vars(SETTINGS), "retracted": ("one", "other")})
    source = provenance(URL="https://example.org")
    assert codes(source, datetime.date(2026, 11, 23), settings) == ["PL502", "PL474"]
