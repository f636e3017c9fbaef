"""Step 7, bind: the tag tree, planned from the laid-out pages before anything is painted.

WeasyPrint lays one element out as many boxes, one or more a page. The tree has one node for one
element of the document, however many pages it crosses: a box knows its element, and the element
is the same object on every page. Each piece of text or picture becomes a leaf of its node, in
reading order, before painting: the order in which things are painted is another one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from plainleaf.outputs.pdf.roles import ARTIFACT, SHARED_ITEM, Around, Role, Roles, roles_of


@dataclass(eq=False)
class Leaf:
    """A piece of text or a picture on one page; `mcid` is given when it is painted.

    `letters_before` is how many letters of the document stand before it, where it has any.
    """

    page: int
    box: Any
    mcid: int | None = None
    space_after: bool = False
    letters_before: int | None = None


@dataclass(eq=False)
class Node:
    """One structure element: its role, the element it stands for, and what is in it."""

    role: Role
    element: Any
    parent: Node | None = None
    kids: list[Node | Leaf] = field(default_factory=list)
    links: list[Any] = field(default_factory=list)

    def leaves(self) -> Iterator[Leaf]:
        """Yield the leaves in this node and below, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Leaf):
                yield kid
            else:
                yield from kid.leaves()

    def nodes(self) -> Iterator[Node]:
        """Yield this node and all below, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.nodes()


@dataclass
class Plan:
    """The tag tree with, for each box that will be painted, its leaf or its kind of artifact.

    `by_id` gives for each id of the document the node that holds it.
    """

    root: Node
    leaves: dict[int, Leaf] = field(default_factory=dict)
    artifacts: dict[int, str] = field(default_factory=dict)
    by_id: dict[str, Node] = field(default_factory=dict)


def root_element(document: Any) -> Any:
    """Return the html element that a document was laid out from."""
    return document.pages[0]._page_box.children[0].element


def plan(document: Any) -> Plan:
    """Return the tag tree of a laid-out document."""
    parents = {child: one for one in root_element(document).iter() for child in one}
    planner = _Planner(parents)
    for number, page in enumerate(document.pages):
        planner.page = number
        planner.walk(page._page_box, planner.root)
    _prune(planner.root)
    by_id = {
        element.get("id"): node
        for (element, pseudo), node in planner.inner.items()
        if not pseudo and element.get("id")
    }
    return Plan(planner.root, planner.leaves, planner.artifacts, by_id)


@dataclass
class _Planner:
    """Walks the boxes of each page and grows the tree."""

    parents: dict[Any, Any]
    root: Node = field(default_factory=lambda: Node(Role("Document"), None))
    page: int = 0
    leaves: dict[int, Leaf] = field(default_factory=dict)
    artifacts: dict[int, str] = field(default_factory=dict)
    inner: dict[tuple[Any, str], Node] = field(default_factory=dict)
    heads: dict[Any, int] = field(default_factory=dict)

    def walk(self, box: Any, parent: Node) -> None:
        """Plan one box and all in it, below a node."""
        box = getattr(box, "_box", box)
        if _is_margin(box):
            side = "Header" if box.at_keyword.startswith("@top") else "Footer"
            self._set_aside(box, f"Pagination/{side}")
            return
        if self._is_repeated(box):
            self._set_aside(box, "Pagination")
            return
        node = self._node(box, parent)
        if node is None:
            self._set_aside(box, "Layout")
            return
        if getattr(box, "link_annotation", None) is None and _is_link(box):
            node.links.append((self.page, box))
        if _is_painted(box):
            leaf = Leaf(self.page, box)
            node.kids.append(leaf)
            self.leaves[id(box)] = leaf
        for child in getattr(box, "children", ()):
            self.walk(child, node)

    def _node(self, box: Any, parent: Node) -> Node | None:
        """Return the node that a box's content belongs to; None for what is decoration."""
        element, tag = box.element, box.element_tag
        if element is None or not isinstance(tag, str):
            return parent
        pseudo = tag.partition("::")[2]
        key = (element, "marker" if pseudo == "marker" else "")
        if key in self.inner:
            return self.inner[key]
        if key[1]:
            return self._label(element, key)
        if pseudo:
            return self.inner.get((element, ""), parent)
        roles = roles_of(element, Around(parent.role, self.parents))
        if roles == ARTIFACT:
            return None
        node = parent
        if roles and roles[0] is SHARED_ITEM:
            node, roles = _shared_item(element, parent, roles[1])
        for role in roles:
            child = Node(role, element, node)
            node.kids.append(child)
            node = child
        self.inner[key] = node
        return node

    def _label(self, element: Any, key: tuple[Any, str]) -> Node:
        """Return the node for the mark of a list item, before the item's body."""
        item = self.inner[(element, "")]
        while item.role.name != "LI" and item.parent is not None:
            item = item.parent
        label = self.inner[key] = Node(Role("Lbl"), element, item)
        item.kids.insert(0, label)
        return label

    def _is_repeated(self, box: Any) -> bool:
        """Return whether a table's heading rows are here again, on a later page."""
        if box.element_tag not in ("thead", "tfoot"):
            return False
        return self.heads.setdefault(box.element, self.page) != self.page

    def _set_aside(self, box: Any, kind: str) -> None:
        """Mark all that is painted for a box as an artifact of a kind."""
        box = getattr(box, "_box", box)
        self.artifacts[id(box)] = kind
        for child in getattr(box, "children", ()):
            self._set_aside(child, kind)


def _shared_item(element: Any, parent: Node, role: Role) -> tuple[Node, Roles]:
    """Return where a term or a meaning goes, and what it still needs: its role, or a Div, or none.

    Terms in a row share an item with the meanings behind them, and the meanings one body.
    """
    item = parent.kids[-1] if parent.kids else None
    body = item.kids[-1] if isinstance(item, Node) and item.kids else None
    has_body = isinstance(body, Node) and body.role.name == "LBody"
    if isinstance(body, Node) and has_body and role.name == "LBody":
        return body, (Role("Div", lang=role.lang),) if role.lang else ()
    if not isinstance(item, Node) or (has_body and role.name == "Lbl"):
        item = Node(Role("LI"), element, parent)
        parent.kids.append(item)
    return item, (role,)


def _is_margin(box: Any) -> bool:
    return bool(getattr(box, "at_keyword", ""))


def _is_link(box: Any) -> bool:
    return bool(getattr(box, "link", None))


def _is_painted(box: Any) -> bool:
    """Return whether a box itself is painted as text or as a picture."""
    if hasattr(box, "pango_layout"):
        return bool(box.text.strip())
    return hasattr(box, "replacement")


def _prune(node: Node) -> None:
    """Take out nodes in which nothing is, but for empty cells: a table needs those."""
    for kid in [one for one in node.kids if isinstance(one, Node)]:
        _prune(kid)
        if not kid.kids and not kid.links and kid.role.name not in ("TD", "TH"):
            node.kids.remove(kid)
