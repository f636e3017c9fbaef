"""Step 4, assemble: ways to go through a frozen tree, and to copy it with changes.

The order is that of the fields in `plainleaf.book`, which is the order in which they print.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, get_args

from plainleaf import book

Node = TypeVar("Node")
Change = Callable[[book.Inline], tuple[book.Inline, ...] | None]

_INLINES: tuple[type, ...] = get_args(book.Inline)


_LEAVES = frozenset({"str", "int", "bool", "bytes", "Place", "tuple[str, ...]", "tuple[int, ...]"})
"""Types of fields in which no node can be."""


@cache
def _node_fields(kind: Any) -> tuple[str, ...]:
    """Return the names of a node's fields that can hold nodes, in reading order."""
    return tuple(one.name for one in fields(kind) if one.type not in _LEAVES)


def every_node(value: object) -> Iterator[Any]:
    """Yield a node and all nodes within it, in reading order; a tuple's members likewise."""
    if isinstance(value, tuple):
        for one in value:
            yield from every_node(one)
    elif is_dataclass(value):
        yield value
        for name in _node_fields(value.__class__):
            yield from every_node(getattr(value, name))


def rewrite(node: Node, change: Change, stop: tuple[type, ...] = ()) -> Node:
    """Return a copy of a tree in which inline nodes are changed, in reading order.

    `change` gives the nodes that take an inline node's place, or None to leave it and go on
    to its children. Nodes of the types in `stop` are left as they are, with all in them.
    """
    if isinstance(node, stop) or not is_dataclass(node) or isinstance(node, type):
        return node
    changes: dict[str, Any] = {}
    for name in _node_fields(node.__class__):
        value: Any = getattr(node, name)
        if isinstance(value, tuple):
            changes[name] = _rewrite_all(value, change, stop)
        elif is_dataclass(value):
            changes[name] = rewrite(value, change, stop)
    return replace(node, **changes)


def _rewrite_all(
    values: tuple[Any, ...], change: Change, stop: tuple[type, ...]
) -> tuple[Any, ...]:
    changed: list[Any] = []
    for value in values:
        if isinstance(value, tuple):
            changed.append(_rewrite_all(value, change, stop))
            continue
        instead = None
        if isinstance(value, _INLINES) and not isinstance(value, stop):
            instead = change(value)  # type: ignore[arg-type]
        if instead is None:
            changed.append(rewrite(value, change, stop))
        else:
            changed.extend(instead)
    return tuple(changed)
