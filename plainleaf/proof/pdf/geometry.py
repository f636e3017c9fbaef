"""Step 8, proof: the plane that a page is painted on, in points with y upwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plainleaf.editions import PT_PER_MM

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def mm(points: float) -> float:
    """Return a length in points as millimetres."""
    return points / PT_PER_MM


def combine(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that does `first` and then `then` (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def move(point: Point, matrix: Matrix) -> Point:
    """Return where a matrix puts a point."""
    x, y = point
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


@dataclass(frozen=True)
class Extent:
    """An upright rectangle."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """The rectangle's height."""
        return self.top - self.bottom

    def holds(self, point: Point) -> bool:
        """Return whether a point lies in the rectangle or on its edge."""
        x, y = point
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    def within(self, other: Extent) -> Extent:
        """Return the part of this rectangle that lies in another; may be inside out."""
        return Extent(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )


def extent_of(points: Iterable[Point]) -> Extent:
    """Return the smallest rectangle that holds all the points; there is at least one."""
    xs, ys = zip(*points, strict=True)
    return Extent(min(xs), min(ys), max(xs), max(ys))


# The weights of a curve's four points a quarter, half and three quarters along it.
_ON_A_CURVE = tuple(
    ((1 - at) ** 3, 3 * (1 - at) ** 2 * at, 3 * (1 - at) * at**2, at**3) for at in (0.25, 0.5, 0.75)
)


def flattened(start: Point, first: Point, second: Point, end: Point) -> tuple[Point, ...]:
    """Return four points on a Bézier curve after its start: enough to tell in from out."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = start, first, second, end
    return (
        *(
            (a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3)
            for a, b, c, d in _ON_A_CURVE
        ),
        end,
    )


def is_inside(point: Point, outline: Sequence[Sequence[Point]], even_odd: bool) -> bool:
    """Return whether a fill of an outline covers a point (ISO 32000-1, 8.5.3.3).

    By the even-odd rule the space between two rings is covered and that in the inner one
    is not: a border painted as two rectangles is no ground for the words inside it.
    """
    x, y = point
    winding = crossings = 0
    for ring in outline:
        previous = ring[-1]
        for current in ring:
            (x1, y1), (x2, y2) = previous, current
            if (y1 <= y) != (y2 <= y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                crossings += 1
                winding += 1 if y2 > y1 else -1
            previous = current
    return crossings % 2 == 1 if even_odd else winding != 0
