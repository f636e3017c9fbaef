"""Reads the tag tree of a PDF as plain text: what a screen reader is told, line by line."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from plainleaf.proof.pdf.reading import read_pdf

TOLD = ("/Lang", "/Alt", "/E", "/ActualText", "/ID")
ATTRIBUTES = ("/ListNumbering", "/Scope", "/ColSpan", "/RowSpan", "/Headers", "/BBox", "/NoteType")


def tag_tree(data: bytes) -> str:
    """Return each element's role, what it says about itself, and its text, indented.

    That is its Lang, Alt, E, ActualText and ID, and its attributes; of a box only that it is there.
    A plain Span says nothing: its text is shown as its parent's own, so that the lines which a
    paragraph is broken into do not show.
    """
    words: dict[int, list[str]] = {}
    for page in read_pdf(data).pages:
        for run in page.runs:
            if run.leaf is not None:
                words.setdefault(run.leaf.order, []).append(run.text)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tree: Any = pdf.Root.StructTreeRoot
        leaves = itertools.count()
        tops = [_read(kid, words, leaves) for kid in _kids(tree)]
        return "".join(f"{line}\n" for top in tops for line in _lines(top, 0))


@dataclass
class _Element:
    """An element: how it is told, and its texts and elements in order."""

    told: str
    kids: list[str | _Element]


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _read(element: Any, words: dict[int, list[str]], leaves: Iterator[int]) -> _Element:
    """Read an element; `leaves` counts in reading order, as the proof's reader does."""
    told = "".join(f" {key[1:]}={str(element[key])!r}" for key in TOLD if key in element)
    told += "".join(_attributes(element))
    read = _Element(f"{str(element.S).removeprefix('/')}{told}", [])
    for kid in _kids(element):
        if isinstance(kid, int) or "/MCID" in kid:
            read.kids.append(" ".join(words.get(next(leaves), [])))
        elif "/S" in kid:
            inner = _read(kid, words, leaves)
            read.kids.extend(inner.kids if inner.told == "Span" else [inner])
    return read


def _attributes(element: Any) -> Iterator[str]:
    """Yield an element's attributes, as the standard groups them by their owners."""
    groups = element.get("/A", [])
    for group in list(groups) if isinstance(groups, pikepdf.Array) else [groups]:
        for key in (one for one in ATTRIBUTES if one in group):
            value = group[key]
            if key == "/BBox":
                yield " BBox"
            elif isinstance(value, pikepdf.Array):
                yield f" {key[1:]}='{' '.join(map(str, value))}'"
            else:
                yield f" {key[1:]}={str(value).removeprefix('/')}"


def _lines(element: _Element, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}{element.told}"
    for is_text, kids in itertools.groupby(element.kids, lambda kid: isinstance(kid, str)):
        if is_text:
            text = " ".join(" ".join(str(kid) for kid in kids).split())
            if text:
                yield f'{"  " * (depth + 1)}"{text}"'
        else:
            for kid in kids:
                if isinstance(kid, _Element):
                    yield from _lines(kid, depth + 1)
