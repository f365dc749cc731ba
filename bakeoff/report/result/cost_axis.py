"""The axis of costs: logarithmic, from the lowest to the highest."""

import math

import altair as alt

from bakeoff.report.charts import ticks

PADDING = 14  # pixels inside the chart
SPAN = 4  # factor that the axis spans at least: costs within 1.5 of each other count as equal


def find_ends(costs: list[float]) -> tuple[float, float]:
    """Choose the ends of an axis of costs above zero: the costs' own, at least `SPAN` apart."""
    low, high = min(costs), max(costs)
    if high >= SPAN * low:
        return low, high
    middle, half = math.sqrt(low * high), math.sqrt(SPAN)
    return middle / half, middle * half


def make_scale(costs: list[float]) -> alt.Scale:
    """Make a logarithmic scale from the lowest cost to the highest.

    A logarithm has no zero; a symlog scale is linear below its constant (Webber 2013, Meas. Sci.
    Technol. 24).
    """
    positive = [cost for cost in costs if cost > 0]
    low, high = find_ends(positive) if positive else (2.0, 1.0)
    if len(positive) == len(costs):
        return alt.Scale(type="log", nice=False, domain=[low, high], padding=PADDING)
    return alt.Scale(type="symlog", constant=low / 2, nice=False, domain=[0, high], padding=PADDING)


def mark_costs(costs: list[float]) -> list[float]:
    """Choose the marks of the axis, with a zero where a cost is zero."""
    positive = [cost for cost in costs if cost > 0]
    zero = [0.0] if len(positive) < len(costs) else []
    return zero + (ticks(*find_ends(positive)) if positive else [])
