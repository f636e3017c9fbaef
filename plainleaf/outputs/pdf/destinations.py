"""Step 7, bind: in PDF 2.0, links and bookmarks lead to elements, not only to places on pages.

A screen reader that follows a link then stands at the element itself (ISO 32000-2, 12.3.2.3;
ISO 14289-2, 8.8). Contents and notes also say what they refer to (14.8.4.8.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

from plainleaf.outputs.pdf.tree import Node, Plan

BOOKMARK_LEVELS = ("H1", "H2", "H3")


def lead_to_elements(pdf: pydyf.PDF, planned: Plan, elements: dict[Node, pydyf.Dictionary]) -> None:
    """Give each inner link and bookmark the element that it leads to."""
    places = _named_places(pdf)
    for node, target in _inner_links(planned):
        for _, box in node.links:
            annotation = box.link_annotation
            place = places[annotation.pop("Dest").string]
            annotation["A"] = _go_to(place, elements[target])
        _refer(node, target, elements)
    for outline, heading in zip(_outlines(pdf), _headings(planned.root), strict=True):
        outline["A"] = _go_to(outline.pop("Dest"), elements[heading])
    names = pdf.catalog.get("Names", {})
    names.pop("Dests", None)


def _go_to(place: pydyf.Array, element: pydyf.Dictionary) -> pydyf.Dictionary:
    """Return an action that leads to a place on a page, and to an element."""
    return pydyf.Dictionary(
        {
            "S": "/GoTo",
            "D": place,
            "SD": pydyf.Array([element.reference, *place[1:]]),
        }
    )


def _named_places(pdf: pydyf.PDF) -> dict[str, pydyf.Array]:
    """Return the places on pages that have names, by their names."""
    names = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    return {name.string: place for name, place in zip(names[::2], names[1::2], strict=True)}


def _inner_links(planned: Plan) -> Iterator[tuple[Node, Node]]:
    """Yield each link to a place in the document, with the node that it leads to."""
    for node in planned.root.nodes():
        target = node.element.get("href") if node.links else None
        if target and target.startswith("#"):
            yield node, planned.by_id[target.removeprefix("#")]


def _refer(node: Node, target: Node, elements: dict[Node, pydyf.Dictionary]) -> None:
    """Say what a line of the contents or a note's mark refers to, and the note to its mark."""
    around = node.parent
    while around is not None and around.role.name not in ("TOCI", "Reference"):
        around = around.parent
    if around is None:
        return
    entry = around.parent if around.parent and around.parent.role.name == "TOCI" else around
    elements[entry]["Ref"] = pydyf.Array([elements[target].reference])
    if target.role.name == "Note":
        marks = elements[target].setdefault("Ref", pydyf.Array())
        marks.append(elements[entry].reference)


def _outlines(pdf: pydyf.PDF) -> list[Any]:
    """Return the bookmarks in the order of the document, which is that of their making."""
    return [
        one
        for one in pdf.objects
        if isinstance(one, pydyf.Dictionary) and "Title" in one and "Dest" in one
    ]


def _headings(root: Node) -> list[Node]:
    return [node for node in root.nodes() if node.role.name in BOOKMARK_LEVELS]
