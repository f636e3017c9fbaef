"""Step 7, bind: which heading cells each cell of a table has, worked out from its rows.

The grid is that of the document, with spans, and not that of the boxes: a table that crosses
pages is one table.
"""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.outputs.pdf.tree import Node

Grid = dict[tuple[int, int], Node]


def headings_of_cells(table: Node) -> dict[Node, tuple[Node, ...]]:
    """Return for each cell of a table its heading cells, those of its column first."""
    grid: Grid = {}
    places: dict[Node, tuple[int, int]] = {}
    rows = [node for node in table.nodes() if node.role.name == "TR"]
    for row, node in enumerate(rows):
        column = 0
        for cell in (one for one in node.kids if isinstance(one, Node)):
            while (row, column) in grid:
                column += 1
            places[cell] = (row, column)
            wide = int(cell.element.get("colspan", "1"))
            high = int(cell.element.get("rowspan", "1"))
            grid.update({(row + r, column + c): cell for r in range(high) for c in range(wide)})
            column += wide
    return {cell: tuple(_headings(cell, grid, place)) for cell, place in places.items()}


def _headings(cell: Node, grid: Grid, place: tuple[int, int]) -> Iterator[Node]:
    row, column = place
    above = (grid.get((r, column)) for r in range(row))
    before = (grid.get((row, c)) for c in range(column))
    seen: set[Node | None] = {cell, None}
    for found, scope in ((above, "Column"), (before, "Row")):
        for other in found:
            if other is None or other in seen:
                continue
            if other.role.attributes.get("Scope") == scope:
                seen.add(other)
                yield other
