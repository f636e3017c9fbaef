"""Step 5, check: links, citations and references (PL5xx)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from plainleaf import rules
from plainleaf.assemble.walk import every_node
from plainleaf.book import Book, Citation, Link, Picture, plain_text
from plainleaf.diagnostics import Diagnostic

SAFE_SCHEMES = ("https://", "http://", "mailto:", "tel:")


def check_links(book: Book) -> Iterator[Diagnostic]:
    """Yield links that lead nowhere and citations that do not fit the references."""
    parts = (book.chapters, book.terms, book.notes)
    ids = {node.id for node in every_node(parts) if getattr(node, "id", "")}
    ids.update(_parts_behind(book))
    known = [name for name, _ in book.known_references]
    cited: set[str] = set()
    for node in every_node(parts):
        if isinstance(node, Link):
            yield from _link(node, ids)
        elif isinstance(node, Citation):
            cited.update(node.reference_ids)
            for name in node.reference_ids:
                if name not in known:
                    hint = _nearest(name, known, "add it to references.json, as Zotero exports it")
                    yield rules.NO_REFERENCE.at(node.place, id=name, hint=hint)
    for name, place in book.known_references:
        if name not in cited:
            yield rules.UNCITED.at(place, id=name)


def _parts_behind(book: Book) -> Iterator[str]:
    """Yield the ids of the parts that Plainleaf itself makes for this book."""
    yield from ("cover", "about")
    for name, content in (
        ("glossary", book.terms),
        ("references", book.references),
        ("notes", book.notes),
    ):
        if content:
            yield name


def _link(link: Link, ids: set[str]) -> Iterator[Diagnostic]:
    if link.is_internal:
        if link.target.removeprefix("#") not in ids:
            hint = _nearest(link.target, [f"#{one}" for one in ids], "check the name")
            yield rules.DEAD_LINK.at(link.place, target=link.target, hint=hint)
    elif not is_safe_address(link.target):
        yield rules.UNSAFE_LINK.at(link.place, target=link.target)
    has_picture = any(
        isinstance(node, Picture) and not node.decorative for node in every_node(link.children)
    )
    if not plain_text(link.children).strip() and not has_picture:
        yield rules.EMPTY_LINK.at(link.place, target=link.target)


def is_safe_address(address: str) -> bool:
    """Return whether an address is one that a reader can open, and that hides nothing.

    A name before the host, as in https://good.example@bad.example/, misleads.
    """
    if not address.lower().startswith(SAFE_SCHEMES):
        return False
    scheme, _, rest = address.partition(":")
    if scheme.lower() == "mailto":
        return re.fullmatch(r"[^@?\s]+@[^@?\s]+(\?\S*)?", rest) is not None
    if scheme.lower() == "tel":
        return re.search(r"\d", rest) is not None
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.username is None and parts.port != 0
    except ValueError:
        return False


def _nearest(name: str, known: Iterable[str], otherwise: str) -> str:
    """Return a hint that names the nearest known name, or another hint."""
    close = difflib.get_close_matches(name, sorted(known), n=1)
    return f"did you mean {close[0]}?" if close else otherwise
