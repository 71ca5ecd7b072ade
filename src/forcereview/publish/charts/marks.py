"""Signs on a chart: a shape for each kind of happening, so that none needs its colour."""

from __future__ import annotations

from forcereview.publish.charts.svg import INK, element

_SHAPES: dict[str, tuple[tuple[float, float], ...]] = {
    "force": ((0, -6.5), (6.5, 0), (0, 6.5), (-6.5, 0)),
    "statement": ((-4.5, -4.5), (4.5, -4.5), (4.5, 4.5), (-4.5, 4.5)),
    "command": ((0, -5.5), (5.5, 4.5), (-5.5, 4.5)),
    "aid": (
        (-1.8, -5.5),
        (1.8, -5.5),
        (1.8, -1.8),
        (5.5, -1.8),
        (5.5, 1.8),
        (1.8, 1.8),
        (1.8, 5.5),
        (-1.8, 5.5),
        (-1.8, 1.8),
        (-5.5, 1.8),
        (-5.5, -1.8),
        (-1.8, -1.8),
    ),
}


def sign(kind: str, x: float, y: float, ink: str) -> str:
    """The shape for a kind: force a diamond, statements a square, …; anything else a disc."""
    if kind not in _SHAPES:
        return element("circle", cx=x, cy=y, r=4.5, class_=f"f-{ink}", fill=INK[ink])
    return _polygon(_SHAPES[kind], x, y, ink)


def arrow(x: float, y: float, way: int, ink: str) -> str:
    """The tip of a bar that has no known end: ``way`` is 1 to the right, -1 to the left."""
    return _polygon(((0, -6), (way * 7, 0), (0, 6)), x, y, ink)


def _polygon(corners: tuple[tuple[float, float], ...], x: float, y: float, ink: str) -> str:
    points = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in corners)
    return element("polygon", points=points, class_=f"f-{ink}", fill=INK[ink])
