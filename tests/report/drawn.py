"""Charts as they are drawn: the marks of the picture that Vega makes of a specification."""

import json
import re
from functools import cache
from typing import NamedTuple
from xml.etree import ElementTree

import vl_convert


class Mark(NamedTuple):
    """A mark: what it says to screen readers, where it stands, and what it looks like."""

    says: dict[str, str]
    x: float
    y: float
    kind: str  # rule, symbol, text, line, area
    look: dict[str, str]  # attributes of the element
    text: str

    @property
    def shape(self) -> str:
        """Name the shape of a symbol by its path."""
        path = self.look["d"]
        if "A" in path:
            return "circle"
        if "h" in path:
            return "square"
        points = re.findall(r"[ML](-?[\d.]+),(-?[\d.]+)", path)
        if len(points) == 4:
            return "diamond"
        return "triangle-up" if float(points[0][1]) < 0 else "triangle-down"


def draw(spec):
    """Draw a chart; give its marks, and the labels of its axes as marks of a kind of their own."""
    return _draw(json.dumps(spec))


@cache
def _draw(spec):
    root = ElementTree.fromstring(vl_convert.vegalite_to_svg(spec))  # noqa: S314
    return [*_walk(root, 0.0, 0.0, "")]


def _walk(element, x, y, kind):
    moved = re.match(r"translate\(([-\d.e]+), ?([-\d.e]+)\)", element.get("transform", ""))
    if moved:
        x, y = x + float(moved[1]), y + float(moved[2])
    found = re.match(r"mark-(\w+) role-([\w-]+)", element.get("class", ""))
    if found:
        kind = found[1] if found[2] == "mark" else found[2]
    tag = element.tag.rpartition("}")[2]
    if tag in ("path", "line", "text") and element.get("class") not in ("background", "foreground"):
        parts = element.get("aria-label", "").split("; ")
        says = dict(part.rsplit(": ", 1) for part in parts if ": " in part)
        yield Mark(says, x, y, kind, dict(element.attrib), element.text or "")
    for child in element:
        yield from _walk(child, x, y, kind)


def pick(spec, kind, **says):
    """Give the marks of a kind that say something."""
    marks = [mark for mark in draw(spec) if mark.kind == kind]
    return [mark for mark in marks if says.items() <= mark.says.items()]


def labels(spec, role="axis-label"):
    """Give the texts of a role."""
    return [mark.text for mark in draw(spec) if mark.kind == role]


def layers(spec):
    """Give the layers of a chart or of its panels."""
    return spec.get("spec", spec)["layer"]


def data(spec, layer=None):
    """Give the lines behind a chart, or behind one of its layers."""
    name = (spec if layer is None else layers(spec)[layer])["data"]["name"]
    return spec["datasets"][name]
