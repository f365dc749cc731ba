"""Where the names of marks have room: the narrowest chart in which they cover nothing."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

WIDTHS = (280, 480, 640, 800, 1100)  # of the chart in pixels, from a phone's to the page's
BESIDE = 9  # pixels from the middle of a mark to its name
LETTER, LINE, MARK = 6.5, 13, 12  # pixels: of a name's letter and line, and of a mark


class Box(NamedTuple):
    """A rectangle of the chart."""

    left: float
    right: float
    top: float
    bottom: float

    def covers(self, other: "Box") -> bool:
        """Say whether they overlap."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def name_box(name: str, x: float, y: float) -> Box:
    """Place a name to the right of its mark."""
    return Box(x + BESIDE, x + BESIDE + LETTER * len(name), y - LINE / 2, y + LINE / 2)


def find_room(
    places: Mapping[str, tuple[float, float]],
    names: Sequence[str],
    height: float,
    raised: Sequence[str] = (),
) -> dict[str, int]:
    """Find the narrowest chart that has room for each name.

    Args:
        places: name to where its mark stands, as shares of the width and of the height.
        names: those to place, to the right of their marks; the first have precedence.
        height: of the chart in pixels.
        raised: names that are there anyway, above and to the right of their marks.

    Returns:
        Name to one of `WIDTHS`; a wider chart has room too, as what is apart stays apart. A name
        without room in any of them is left out.
    """
    room: dict[str, int] = {}
    for width in WIDTHS:
        at = {name: (x * width, y * height) for name, (x, y) in places.items()}
        half = MARK / 2
        marks = [Box(x - half, x + half, y - half, y + half) for x, y in at.values()]
        placed = [name_box(name, at[name][0], at[name][1] - BESIDE) for name in raised]
        placed += [name_box(name, *at[name]) for name in room]
        for name in names:
            box = name_box(name, *at[name])
            is_free = not any(map(box.covers, chain(marks, placed)))
            if name not in room and is_free and box.right <= width:
                room[name] = width
                placed.append(box)
    return room
