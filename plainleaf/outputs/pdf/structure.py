"""Step 7, bind: writes the planned tag tree into the PDF (ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pydyf

from plainleaf.outputs.pdf.destinations import lead_to_elements
from plainleaf.outputs.pdf.standard import (
    NAMESPACE_1_7,
    NAMESPACE_2_0,
    ONLY_IN_1_7,
    Standard,
)
from plainleaf.outputs.pdf.tables import headings_of_cells
from plainleaf.outputs.pdf.tree import Leaf, Node, Plan

PRINTED = 4
"""The annotation flag Print (ISO 32000-1, table 165)."""

_OWNERS = {
    "ListNumbering": "List",
    "Scope": "Table",
    "ColSpan": "Table",
    "RowSpan": "Table",
    "Headers": "Table",
    "BBox": "Layout",
}
_NAMES = frozenset({"ListNumbering", "Scope"})


def write_structure(pdf: pydyf.PDF, document: Any, planned: Plan, standard: Standard) -> None:
    """Write a tag tree whose leaves have been painted."""
    root = planned.root
    writer = _Writer(pdf, document, standard, _page_objects(pdf), _names(root), _headings(root))
    for number, page in enumerate(writer.pages):
        page["StructParents"] = number
        page["Tabs"] = "/S"
    tree = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(tree)
    if standard.has_namespaces:
        tree["Namespaces"] = writer.add_namespaces()
    tree["K"] = pydyf.Array([writer.write(root, tree).reference])
    tree["ParentTree"] = writer.parent_tree()
    tree["ParentTreeNextKey"] = len(writer.pages) + len(writer.annotations)
    if writer.named:
        tree["IDTree"] = writer.id_tree()
    pdf.catalog["StructTreeRoot"] = tree.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    if standard.has_namespaces:
        lead_to_elements(pdf, planned, writer.elements)


def _names(root: Node) -> dict[Node, str]:
    """Return the ids of the elements that others point to: notes, and cells that head others."""
    names: dict[Node, str] = {}
    for node in root.nodes():
        if node.role.name == "Note":
            names[node] = str(node.element.get("id"))
        elif node.role.name == "TH":
            names[node] = f"heading-cell-{len(names) + 1}"
    return names


def _headings(root: Node) -> dict[Node, tuple[Node, ...]]:
    """Return the heading cells of each cell of each table."""
    found: dict[Node, tuple[Node, ...]] = {}
    for table in root.nodes():
        if table.role.name == "Table":
            found |= headings_of_cells(table)
    return found


def _page_objects(pdf: pydyf.PDF) -> tuple[Any, ...]:
    return tuple(pdf.objects[number] for number in pdf.pages["Kids"][::3])


@dataclass
class _Writer:
    """Adds structure elements to a PDF and remembers what its indexes need."""

    pdf: pydyf.PDF
    document: Any
    standard: Standard
    pages: tuple[Any, ...]
    names: dict[Node, str]
    headings: dict[Node, tuple[Node, ...]]
    owners: dict[int, dict[int, bytes]] = field(default_factory=dict)
    annotations: list[tuple[Any, bytes]] = field(default_factory=list)
    named: dict[str, bytes] = field(default_factory=dict)
    elements: dict[Node, pydyf.Dictionary] = field(default_factory=dict)
    namespaces: dict[str, bytes] = field(default_factory=dict)

    def add_namespaces(self) -> pydyf.Array:
        """Add the namespaces that structure types belong to in PDF 2.0."""
        for name in (NAMESPACE_2_0, NAMESPACE_1_7):
            namespace = pydyf.Dictionary({"Type": "/Namespace", "NS": pydyf.String(name)})
            self.pdf.add_object(namespace)
            self.namespaces[name] = namespace.reference
        return pydyf.Array(self.namespaces.values())

    def write(self, node: Node, parent: pydyf.Dictionary) -> pydyf.Dictionary:
        """Add the structure element of a node, and all below it."""
        name = self.standard.names.get(node.role.name, node.role.name)
        element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{name}", "P": parent.reference})
        if self.namespaces:
            own = NAMESPACE_1_7 if name in ONLY_IN_1_7 else NAMESPACE_2_0
            element["NS"] = self.namespaces[own]
        self.pdf.add_object(element)
        self.elements[node] = element
        self._describe(node, element)
        first = next(node.leaves(), None)
        page = first.page if first else None
        if page is not None:
            element["Pg"] = self.pages[page].reference
        kids = pydyf.Array()
        for number, box in node.links:
            kids.append(self._link(number, box, node, element))
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(self.write(kid, element).reference)
            else:
                kids.append(self._leaf(kid, element, page))
        element["K"] = kids
        return element

    def _describe(self, node: Node, element: pydyf.Dictionary) -> None:
        """Write what a node says about itself: words for pictures, language, attributes."""
        role = node.role
        for key, value in (("Alt", role.alt), ("E", role.expansion), ("Lang", role.lang)):
            if value:
                element[key] = pydyf.String(value)
        attributes = dict(role.attributes)
        if attributes.get("ListNumbering") == "Description" and not self.namespaces:
            attributes["ListNumbering"] = "None"
        if self.headings.get(node):
            attributes["Headers"] = [self.names[one] for one in self.headings[node]]
        if role.name == "Figure":
            box = _bounding_box(node, self.document)
            if box:
                attributes["BBox"] = box
        if node in self.names:
            element["ID"] = pydyf.String(self.names[node])
            self.named[self.names[node]] = element.reference
        owned = _by_owner(attributes)
        if owned:
            element["A"] = owned[0] if len(owned) == 1 else pydyf.Array(owned)

    def _leaf(self, leaf: Leaf, element: pydyf.Dictionary, page: int | None) -> Any:
        """Return a leaf's entry among its element's kids."""
        if leaf.mcid is None:
            raise RuntimeError(f"planned and never painted: {getattr(leaf.box, 'text', '')}")
        self.owners.setdefault(leaf.page, {})[leaf.mcid] = element.reference
        if leaf.page == page:
            return leaf.mcid
        return pydyf.Dictionary(
            {"Type": "/MCR", "Pg": self.pages[leaf.page].reference, "MCID": leaf.mcid}
        )

    def _link(self, page: int, box: Any, node: Node, element: pydyf.Dictionary) -> Any:
        """Tie a link's annotation to its element, and say in words where it leads."""
        annotation = box.link_annotation
        annotation["F"] = PRINTED
        annotation["Contents"] = pydyf.String(_destination_in_words(node))
        annotation["StructParent"] = len(self.pages) + len(self.annotations)
        self.annotations.append((annotation, element.reference))
        return pydyf.Dictionary(
            {"Type": "/OBJR", "Obj": annotation.reference, "Pg": self.pages[page].reference}
        )

    def parent_tree(self) -> pydyf.Dictionary:
        """Return the index from marked content and annotations to their elements."""
        numbers = pydyf.Array()
        for page in range(len(self.pages)):
            by_mcid = self.owners.get(page, {})
            numbers.extend([page, pydyf.Array(by_mcid[mcid] for mcid in sorted(by_mcid))])
        for key, (_, reference) in enumerate(self.annotations, start=len(self.pages)):
            numbers.extend([key, reference])
        return pydyf.Dictionary({"Nums": numbers})

    def id_tree(self) -> pydyf.Dictionary:
        """Return the index from ids to their elements, sorted as the standard asks."""
        names = pydyf.Array()
        for name in sorted(self.named, key=lambda one: one.encode()):
            names.extend([pydyf.String(name), self.named[name]])
        return pydyf.Dictionary({"Names": names})


def _by_owner(attributes: dict[str, Any]) -> list[pydyf.Dictionary]:
    """Return attributes as the standard groups them, by the owner that defines each."""
    groups: dict[str, pydyf.Dictionary] = {}
    for name, value in attributes.items():
        owner = _OWNERS[name]
        group = groups.setdefault(owner, pydyf.Dictionary({"O": f"/{owner}"}))
        group[name] = _value(name, value)
    return list(groups.values())


def _value(name: str, value: Any) -> Any:
    if name in _NAMES:
        return f"/{value}"
    if name == "Headers":
        return pydyf.Array(pydyf.String(one) for one in value)
    if name == "BBox":
        return pydyf.Array(value)
    return value


def _bounding_box(node: Node, document: Any) -> tuple[float, ...] | None:
    """Return where a figure's picture stands on its page, in points with y upwards."""
    leaf = next((one for one in node.leaves() if hasattr(one.box, "replacement")), None)
    if leaf is None:
        return None
    box, height = leaf.box, document.pages[leaf.page].height
    left, top = box.content_box_x(), box.content_box_y()
    return tuple(
        round(one * 0.75, 2)
        for one in (left, height - top - box.height, left + box.width, height - top)
    )


def _destination_in_words(node: Node) -> str:
    """Return what a link says of itself, else its own words."""
    said = node.element.get("title") or ""
    words = "".join(_words(node))
    return said or " ".join(words.split()) or str(node.element.get("href"))


def _words(node: Node) -> Iterator[str]:
    for leaf in node.leaves():
        yield "".join(one for one in getattr(leaf.box, "text", "") if one not in "\u200b\u2060")
        if leaf.space_after:
            yield " "
