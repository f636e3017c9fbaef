"""Step 4, assemble: what references.json says of a source besides what prints."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Mapping
from typing import Any

from plainleaf.assemble.csljson import CslEntry
from plainleaf.book import Provenance

_WAYS_TO_FIND = ("DOI", "URL", "PMID", "PMCID", "ISBN")
_RETRACTED_TITLE = re.compile(r"\W*(?:retracted(?: article)?|withdrawn)\s*[:\]]", re.IGNORECASE)
_RETRACTED_NOTE = re.compile(r"^\s*(?:status:\s*)?retracted\b", re.IGNORECASE | re.MULTILINE)


def provenance_of(entry: CslEntry) -> Provenance:
    """Return what an entry tells of its age, of where it can be found, and of its withdrawal.

    A source counts as withdrawn by `"status": "retracted"`, by a line of its note that begins so,
    or by a title that begins as journals mark it: "RETRACTED: …".
    """
    data = entry.data
    return Provenance(
        id=entry.id,
        place=entry.place,
        issued=_last_day(data.get("issued")),
        accessed=_last_day(data.get("accessed")),
        can_be_found=any(str(data.get(key, "")).strip() for key in _WAYS_TO_FIND),
        is_retracted=(
            str(data.get("status", "")).strip().lower() == "retracted"
            or _RETRACTED_NOTE.search(str(data.get("note", ""))) is not None
            or _RETRACTED_TITLE.match(str(data.get("title", ""))) is not None
        ),
    )


def _last_day(value: Mapping[str, Any] | None) -> datetime.date | None:
    """Return the last day that a date of CSL-JSON may mean; None where it gives no year."""
    parts = [int(part) for part in ((value or {}).get("date-parts") or [[]])[0]]
    if not parts or not datetime.MINYEAR <= parts[0] <= datetime.MAXYEAR:
        return None
    year, month, day = (*parts, *(12, 31)[len(parts) - 1 :])[:3] if len(parts) < 3 else parts[:3]
    try:
        return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))
    except (ValueError, calendar.IllegalMonthError):
        return None
