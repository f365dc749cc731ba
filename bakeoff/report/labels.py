"""Where names may stand beside the points of a chart without covering points or one another."""

from collections.abc import Sequence
from typing import NamedTuple

LETTER, LINE, DOT = 6.8, 13.0, 6.0  # pixels: a letter's width, a line's height, half a point


class Spot(NamedTuple):
    """A place beside a point: how the text is aligned, and how far off it begins."""

    align: str  # of the text: left, center or right
    dx: float
    dy: float  # of its middle


SPOTS = (
    Spot("right", -10, 0),
    Spot("left", 10, 0),
    Spot("center", 0, 16),
    Spot("center", 0, -16),
    Spot("left", 8, 13),
    Spot("right", -8, 13),
    Spot("left", 8, -13),
    Spot("right", -8, -13),
)

Box = tuple[float, float, float, float]  # left, top, right, bottom


def _box(x: float, y: float, text: str, spot: Spot) -> Box:
    width = len(text) * LETTER
    left = x + spot.dx - {"left": 0.0, "center": width / 2, "right": width}[spot.align]
    return left, y + spot.dy - LINE / 2, left + width, y + spot.dy + LINE / 2


def _meet(one: Box, other: Box) -> bool:
    apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    return not apart


def place_labels(
    names: Sequence[str], points: Sequence[tuple[float, float]], width: float, height: float
) -> list[Spot | None]:
    """Find a place for each name, the first ones first.

    Args:
        names: of the points, the most important first.
        points: x and y in pixels.
        width: of the chart.
        height: of the chart.

    Returns:
        A spot for each name; none where there is no room.
    """
    taken: list[Box] = [(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in points]
    found: list[Spot | None] = []
    for name, (x, y) in zip(names, points, strict=True):
        boxes = [(spot, _box(x, y, name, spot)) for spot in SPOTS]
        inside = [
            (spot, box)
            for spot, box in boxes
            if box[0] >= 0 and box[2] <= width + LINE and box[1] >= -LINE and box[3] <= height
        ]
        free = [
            (spot, box) for spot, box in inside if not any(_meet(box, other) for other in taken)
        ]
        found.append(free[0][0] if free else None)
        taken += [box for _, box in free[:1]]
    return found
