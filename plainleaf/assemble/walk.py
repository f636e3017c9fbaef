"""Step 4, assemble: ways to go through a frozen tree, and to copy it with changes.

The order is that of the fields in `plainleaf.book`, which is the order in which they print.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, get_args

from plainleaf import book
from plainleaf.diagnostics import Place

Node = TypeVar("Node")
Change = Callable[[book.Inline], tuple[book.Inline, ...] | None]

_INLINES: tuple[type, ...] = get_args(book.Inline)


def every_node(value: object) -> Iterator[Any]:
    """Yield a node and all nodes within it, in reading order; a tuple's members likewise."""
    if isinstance(value, tuple):
        for one in value:
            yield from every_node(one)
    elif is_dataclass(value) and not isinstance(value, Place):
        yield value
        for one in fields(value):
            yield from every_node(getattr(value, one.name))


def rewrite(node: Node, change: Change, stop: tuple[type, ...] = ()) -> Node:
    """Return a copy of a tree in which inline nodes are changed, in reading order.

    `change` gives the nodes that take an inline node's place, or None to leave it and go on
    to its children. Nodes of the types in `stop` are left as they are, with all in them.
    """
    if isinstance(node, stop) or not is_dataclass(node) or isinstance(node, type):
        return node
    changes: dict[str, Any] = {}
    for one in fields(node):
        value: Any = getattr(node, one.name)
        if isinstance(value, tuple):
            changes[one.name] = _rewrite_all(value, change, stop)
        elif is_dataclass(value) and not isinstance(value, Place):
            changes[one.name] = rewrite(value, change, stop)
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
