"""Choose which columns are the text and the label."""

import difflib
from pathlib import Path

from bakeoff.core.errors import BakeoffError
from bakeoff.inspection import names
from bakeoff.inspection.columns import Column
from bakeoff.inspection.guess import Guess, Sure
from bakeoff.texts.reading.cells import quote

CLEAR = 3.0  # times as long as the next column of texts


def choose_label(
    path: Path, columns: list[Column], asked: str, texts: list[str], *, is_csv: bool
) -> Guess:
    """Choose the column of labels; only of CSV the columns may be wrong.

    Raises:
        BakeoffError: there is no such column; it cannot be told; or it holds several labels.
    """
    free = [column for column in columns if column.name not in texts]
    if asked:
        expect_column(path, columns, asked, "--label")
        chosen = Guess("label", asked, "sure", "given")
    else:
        chosen = _guess_label(path, free, is_csv=is_csv)
    column = next(column for column in columns if column.name == chosen.value)
    if column.several:
        raise BakeoffError(
            f"{path}: column {quote(column.name)} holds several labels per row, such as "
            f"{quote(column.several.example)}; one label per text is needed: choose another "
            "column with --label, or write one label per row"
        )
    return chosen


def _guess_label(path: Path, columns: list[Column], *, is_csv: bool) -> Guess:
    named = [column for column in columns if names.is_label(column.name)]
    found = [column for column in named if column.may_be_label or column.several]
    if len(found) == 1:
        return _doubt(_describe(found[0], "sure"), found[0], columns)
    others = [column for column in found or columns if column.may_be_label]
    if len(others) == 1:
        return _describe(others[0], "likely")
    if not others and len(columns) == 1 and columns[0].several:
        return _describe(columns[0], "likely")
    if not others and len(named) == 1 and len(named[0].counts) == 1:
        raise BakeoffError(
            f"{path}: expected two labels or more, got only {quote(*named[0].counts)} in column "
            f"{quote(named[0].name)}; add texts of another, or use --label NAME"
        )
    if not others:
        listed = ", ".join(f"{quote(column.name)} ({len(column.counts)})" for column in columns)
        raise BakeoffError(
            f"{path}: no column repeats a few values, as labels do; columns and their values: "
            f"{listed or 'none':.300}; use --label NAME"
            + ", or --delimiter if these are no columns"
            * is_csv
        )
    listed = ", ".join(quote(column.name) for column in others)
    raise BakeoffError(
        f"{path}: cannot tell which column is the label: {listed:.300}; use --label "
        f"{quote(others[0].name)}"
    )


def _doubt(guess: Guess, chosen: Column, columns: list[Column]) -> Guess:
    """Make a guess unclear if other columns hold the same values, as one per topic may."""
    alike = [
        quote(column.name)
        for column in columns
        if column.name != chosen.name
        and column.may_be_label
        and column.counts.keys() == chosen.counts.keys()
    ]
    if not alike:
        return guess
    hold = "hold" if len(alike) > 1 else "holds"
    same = f"{', '.join(alike):.200} {hold} the same values: to use another, --label {alike[0]}"
    return guess._replace(sure="unclear", why=f"{guess.why}; {same}")


def _describe(column: Column, sure: Sure) -> Guess:
    values = ", ".join(quote(value) for value, _ in column.counts.most_common(3))
    more = ", ..." if len(column.counts) > 3 else ""
    why = f"{len(column.counts)} values that repeat: {values}{more}"
    return Guess("label", column.name, sure, why)


def choose_texts(path: Path, columns: list[Column], asked: list[str], label: str) -> list[Guess]:
    """Choose the columns of texts.

    Raises:
        BakeoffError: there is no such column, or it cannot be told.
    """
    for name in asked:
        expect_column(path, columns, name, "--text")
    if asked:
        return [Guess("text", name, "sure", "given") for name in asked]
    free = [column for column in columns if column.name != label and not column.is_split]
    ranked = sorted(filter(lambda column: column.counts, free), key=_rank, reverse=True)
    if not ranked:
        raise BakeoffError(f"{path}: there is no column of texts beside the label; use --text NAME")
    best, *others = ranked
    why = f"{best.length:.0f} characters on average, {100 * best.distinct:.0f} % distinct"
    if not others:
        return [Guess("text", best.name, "sure", f"the only column beside the label; {why}")]
    ratio = _rank(best) / max(_rank(others[0]), 1e-9)
    if ratio < CLEAR:
        raise BakeoffError(
            f"{path}: cannot tell which column is the text: {quote(best.name)} or "
            f"{quote(others[0].name)}; use --text {quote(best.name)}, or --text twice to join both"
        )
    if others[0].has_words:
        both = f"--text {quote(others[0].name)} --text {quote(best.name)}"
        why += f"; {both} joins both"
    return [Guess("text", best.name, "sure" if names.is_text(best.name) else "likely", why)]


def _rank(column: Column) -> float:
    """Say how much a column looks like one of texts."""
    named = 10 if names.is_text(column.name) else 1
    return column.length * column.distinct * named * (1 if column.has_words else 0.05)


def expect_column(path: Path, columns: list[Column], name: str, option: str) -> None:
    """Check that there is a column; otherwise name the closest one."""
    known = [column.name for column in columns]
    if name not in known:
        close = difflib.get_close_matches(name, known, 1)
        advice = f"; use {option} {quote(close[0])}" if close else f"; use one of them for {option}"
        listed = ", ".join(quote(found) for found in known[:20])
        raise BakeoffError(
            f"{path}: no column {quote(name)}; there are {listed or 'none':.300}{advice}"
        )
