"""Numbers and lists of names, as sentences write them."""

from bakeoff.evaluation.answer_format import raise_bound

NAMED = 6  # names in a row at most; the leaderboard lists them all


def shorten(value: float, decimals: int = 3) -> str:
    """Write a score as sentences do: .953, −.022 or 1.204."""
    text = f"{abs(value):.{decimals}f}".removeprefix("0")
    return f"−{text}" if value < 0 and float(text) else text


def join_names(names: list[str]) -> str:
    """Join names: `a`, `a and b`, `a, b and c`; of many, name the first and count the others."""
    if len(names) > NAMED:
        names = [*names[: NAMED - 1], f"{len(names) - NAMED + 1} others"]
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def round_up(value: float) -> str:
    """Write a bound with three decimals, never too small."""
    return shorten(raise_bound(value))


def round_count(count: int) -> int:
    """Round a count up to two digits."""
    step = int(10 ** max(0, len(str(count)) - 2))
    return -(-count // step) * step
