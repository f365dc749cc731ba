"""Polars: scan the text and keep the rows of the vocabulary, which is faster than reading all."""

from pathlib import Path

import polars as pl  # type: ignore[import-not-found]  # no dependency of this project

from benchmarks.readers.side import Floats, open_content, run_side


def read(path: Path, words: list[str], dimension: int) -> Floats:
    """Filter a frame of the words and their numbers, then bring its rows into order."""
    numbers = [f"{column}" for column in range(dimension)]
    rows = pl.scan_csv(
        path if path.suffix == ".txt" else open_content(path).read(),
        separator=" ",
        has_header=False,
        quote_char=None,
        schema={"word": pl.String, **dict.fromkeys(numbers, pl.Float32)},
    ).filter(pl.col("word").is_in(words))
    frame = pl.DataFrame({"word": words}).join(
        rows.collect(), on="word", how="left", maintain_order="left"
    )
    matrix: Floats = frame.select(numbers).to_numpy()
    return matrix


if __name__ == "__main__":
    run_side(read)
