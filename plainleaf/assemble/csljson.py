"""Step 4, assemble: references.json (CSL-JSON, as Zotero exports it) → checked entries.

What passes here can be printed: the reference list is set from it without further checks.
Fields that no reference list prints, such as `note` and `abstract`, are not looked at.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from plainleaf import rules
from plainleaf.diagnostics import Diagnostic, Outcome, Place

CSL_TYPES = frozenset(
    {
        "article",
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "bill",
        "book",
        "broadcast",
        "chapter",
        "classic",
        "collection",
        "dataset",
        "document",
        "entry",
        "entry-dictionary",
        "entry-encyclopedia",
        "event",
        "figure",
        "graphic",
        "hearing",
        "interview",
        "legal_case",
        "legislation",
        "manuscript",
        "map",
        "motion_picture",
        "musical_score",
        "pamphlet",
        "paper-conference",
        "patent",
        "performance",
        "periodical",
        "personal_communication",
        "post",
        "post-weblog",
        "regulation",
        "report",
        "review",
        "review-book",
        "software",
        "song",
        "speech",
        "standard",
        "thesis",
        "treaty",
        "webpage",
    }
)
TEXT_FIELDS = frozenset(
    {
        "archive",
        "archive-place",
        "archive_location",
        "collection-number",
        "collection-title",
        "container-title",
        "container-title-short",
        "DOI",
        "edition",
        "event",
        "event-place",
        "genre",
        "issue",
        "medium",
        "number",
        "number-of-pages",
        "page",
        "PMCID",
        "PMID",
        "publisher",
        "publisher-place",
        "section",
        "title",
        "URL",
        "volume",
    }
)
NAME_FIELDS = frozenset({"author", "collection-editor", "editor", "translator"})
NAME_PARTS = frozenset(
    {
        "family",
        "given",
        "literal",
        "suffix",
        "dropping-particle",
        "non-dropping-particle",
    }
)
DATE_FIELDS = frozenset({"accessed", "issued"})
FIRST_YEAR, LAST_YEAR = 1, 9999

DECODER = json.JSONDecoder()
SPACE = re.compile(r"[ \t\n\r]*")
# Parentheses are legal in a DOI: Elsevier's older ones have them.
DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


@dataclass(frozen=True)
class CslEntry:
    """One entry of references.json, checked; `place` is the line of its "id"."""

    id: str
    data: Mapping[str, Any] = field(hash=False)
    place: Place


def read_references(path: str, text: str) -> Outcome[tuple[CslEntry, ...]]:
    """Read the text of a CSL-JSON file; entries that cannot be printed are left out."""
    text = text.removeprefix("\ufeff")
    try:
        whole = DECODER.decode(text)
    except json.JSONDecodeError as fault:
        return Outcome((), (_not_json(Place(path, fault.lineno), fault.msg),))
    except RecursionError:
        return Outcome((), (_not_json(Place(path), "it is nested too deeply"),))
    except ValueError:
        return Outcome((), (_not_json(Place(path), "a number in it is too long"),))
    if not isinstance(whole, list):
        wrong = rules.WRONG_TYPE.at(
            Place(path, 1),
            key=path,
            wanted="a list of entries",
            found=_kind(whole),
            example='[{"id": "smith2026", "type": "webpage", "title": "…"}]',
        )
        return Outcome((), (wrong,))
    entries: dict[str, CslEntry] = {}
    diagnostics: list[Diagnostic] = []
    for data, line in _entries_with_lines(text):
        place = Place(path, line)
        faults = tuple(_faults(data, place))
        identity = _identity(data)
        if not faults and identity in entries:
            first = entries[identity].place.line
            faults = (_bad(place, identity, f"stands twice, first on line {first}"),)
        if faults:
            diagnostics.extend(faults)
        else:
            entries[identity] = CslEntry(identity, data, place)
    return Outcome(tuple(entries.values()), tuple(diagnostics))


def plain_doi(value: str) -> str:
    """Return a DOI without what may stand before it; empty where the value is no DOI."""
    found = DOI.fullmatch(value.strip())
    return found.group(1) if found else ""


def _entries_with_lines(text: str) -> Iterator[tuple[Any, int]]:
    """Yield each element of a valid JSON list with the line of its "id", else its own."""
    end = text.index("[") + 1
    while True:
        start = _after_space(text, end)
        if text[start] == "]":
            return
        data, end = DECODER.raw_decode(text, start)
        offset = _id_offset(text, start) if isinstance(data, dict) else start
        yield data, text.count("\n", 0, offset) + 1
        end = _after_space(text, end)
        end += text[end] == ","


def _id_offset(text: str, start: int) -> int:
    """Return where the key "id" of the JSON object that begins at `start` stands."""
    at = _after_space(text, start + 1)
    while text[at] != "}":
        key, end = DECODER.raw_decode(text, at)
        if key == "id":
            return at
        _, end = DECODER.raw_decode(text, _after_space(text, _after_space(text, end) + 1))
        at = _after_space(text, end)
        if text[at] == ",":
            at = _after_space(text, at + 1)
    return start


def _after_space(text: str, index: int) -> int:
    found = SPACE.match(text, index)
    return found.end() if found else index


def _faults(data: Any, place: Place) -> Iterator[Diagnostic]:
    """Yield what keeps one entry from being printed."""
    if not isinstance(data, dict):
        yield _wrong_kind(place, "a reference", "an entry in curly brackets", data, '{"id": "…"}')
        return
    identity = _identity(data)
    if not identity:
        yield _bad(place, "", 'has no "id"')
        return
    kind = data.get("type")
    if not isinstance(kind, str):
        yield _bad(place, identity, 'has no "type"')
    elif kind not in CSL_TYPES:
        yield _bad(place, identity, f"has a type that CSL does not know: '{kind}'")
    if not data.get("title"):
        yield _bad(place, identity, 'has no "title"')
    for key in sorted(data):
        value = data[key]
        if key in TEXT_FIELDS:
            yield from _text_faults(place, identity, key, value)
        elif key in NAME_FIELDS:
            yield from _name_faults(place, identity, key, value)
        elif key in DATE_FIELDS:
            yield from _date_faults(place, identity, key, value)


def _text_faults(place: Place, identity: str, key: str, value: Any) -> Iterator[Diagnostic]:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        yield _wrong_kind(place, f"{identity}: {key}", "text", value, f'"{key}": "…"')
        return
    value = str(value)
    if unprintable := _unprintable(value):
        problem = f"has a character in its {key} that cannot be printed ({unprintable})"
        yield _bad(place, identity, problem)
    elif not value.strip():
        return
    elif key == "URL" and not _is_web_address(value.strip()):
        yield rules.UNSAFE_LINK.at(place, target=value)
    elif key == "DOI" and not plain_doi(value):
        yield _bad(place, identity, f"has a DOI that is not one: '{value}'")


def _name_faults(place: Place, identity: str, key: str, value: Any) -> Iterator[Diagnostic]:
    example = f'"{key}": [{{"family": "Curie", "given": "Marie"}}]'
    if not isinstance(value, list):
        yield _wrong_kind(place, f"{identity}: {key}", "a list of names", value, example)
        return
    for name in value:
        if not isinstance(name, dict):
            yield _wrong_kind(place, f"{identity}: {key}", "a list of names", name, example)
            continue
        parts = {part: name[part] for part in name if part in NAME_PARTS}
        if not any(parts.get(part) for part in ("family", "literal")):
            problem = f'has a name in its {key} with neither "family" nor "literal"'
            yield _bad(place, identity, problem)
        for part, words in parts.items():
            if not isinstance(words, str):
                yield _wrong_kind(place, f"{identity}: {part}", "text", words, example)
            elif unprintable := _unprintable(words):
                problem = f"has a character in its {key} that cannot be printed ({unprintable})"
                yield _bad(place, identity, problem)


def _date_faults(place: Place, identity: str, key: str, value: Any) -> Iterator[Diagnostic]:
    if not isinstance(value, dict):
        example = f'"{key}": {{"date-parts": [[2026, 11, 22]]}}'
        yield _wrong_kind(place, f"{identity}: {key}", "a date", value, example)
        return
    parts, literal = value.get("date-parts"), value.get("literal")
    if parts is None and isinstance(literal, str) and not _unprintable(literal):
        return
    if not (isinstance(parts, list) and 1 <= len(parts) <= 2 and all(map(_is_date, parts))):
        yield _bad(place, identity, f'has a date in "{key}" that is not in the calendar')


def _is_date(parts: Any) -> bool:
    """Return whether the value is [year], [year, month] or [year, month, day]."""
    if not (isinstance(parts, list) and 1 <= len(parts) <= 3):
        return False
    for part, least, most in zip(parts, (FIRST_YEAR, 1, 1), (LAST_YEAR, 12, 31), strict=False):
        if isinstance(part, bool) or not isinstance(part, int | str):
            return False
        digits = str(part)
        if not (digits.isascii() and digits.isdigit() and least <= int(digits[:5]) <= most):
            return False
    return True


def _is_web_address(value: str) -> bool:
    try:
        address = urlsplit(value)
    except ValueError:
        return False
    odd = any(mark.isspace() or mark in '<>"{}|\\^`' for mark in value)
    return address.scheme in ("http", "https") and bool(address.hostname) and not odd


def _unprintable(value: str) -> str:
    """Return the code point of the first character that no page can hold, else nothing."""
    for mark in value:
        code = ord(mark)
        is_noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
        is_control = unicodedata.category(mark) in ("Cc", "Co", "Cs") and mark not in "\t\n\r"
        if is_noncharacter or is_control:
            return f"U+{code:04X}"
    return ""


def _identity(data: Any) -> str:
    """Return an entry's id, which Zotero may write as a number; empty where it has none."""
    value = data.get("id") if isinstance(data, dict) else None
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    identity = str(value).strip()
    return "" if _unprintable(identity) else identity


def _kind(value: Any) -> str:
    kinds = {dict: "an object", list: "a list", str: "text", bool: "true or false"}
    return "empty" if value is None else kinds.get(type(value), "a number")


def _bad(place: Place, identity: str, problem: str) -> Diagnostic:
    return rules.BAD_REFERENCE.at(place, id=identity, problem=problem)


def _wrong_kind(place: Place, key: str, wanted: str, value: Any, example: str) -> Diagnostic:
    return rules.WRONG_TYPE.at(place, key=key, wanted=wanted, found=_kind(value), example=example)


def _not_json(place: Place, reason: str) -> Diagnostic:
    return rules.NOT_PARSABLE.at(place, format="JSON", reason=reason)
