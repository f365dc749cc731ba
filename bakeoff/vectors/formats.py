"""Tell the format of a file of word vectors by its first bytes."""

import logging
import re
from pathlib import Path

from bakeoff.vectors import fasttext_header
from bakeoff.vectors.foreign import refuse_foreign, refuse_sparse, refuse_untidy
from bakeoff.vectors.layout import MAX_DIMENSION, Layout, wrong
from bakeoff.vectors.records import is_text
from bakeoff.vectors.text import find_dimension

LINES = 100  # of text, that decide the dimension
ODD = re.compile(rb"  |\n\n|[^\n]\Z")  # what no program writes into text
MARK = b"\xef\xbb\xbf"  # a byte order mark
HEADER = re.compile(rb"(\d{1,18})[ \t](\d{1,18})[ \t]*\r?\n")


def find_layout(path: Path, head: bytes, asked: int | None, *, is_whole: bool) -> Layout:
    """Find the format of a file.

    Args:
        path: of the file, for errors.
        head: its first bytes.
        asked: the dimension that the user expects; None: any.
        is_whole: whether `head` is all of the file.

    Raises:
        BakeoffError: the file holds no word vectors, or they do not fit its header.
    """
    if fasttext_header.is_model(head):
        return fasttext_header.read_layout(path, head)
    refuse_foreign(path, head)
    start = len(MARK) if head.startswith(MARK) and not head.startswith(MARK + b" ") else 0
    header = HEADER.match(head, start)
    start, count = (header.end(), int(header[1])) if header else (start, None)
    dimension = int(header[2]) if header else asked
    if header and not 0 < int(header[2]) <= MAX_DIMENSION:
        raise wrong(path, f"a dimension of 1 to {MAX_DIMENSION}", f"{dimension}")
    body = head[start:]
    lines = [line for line in body.split(b"\n")[: None if is_whole else -1] if line.strip()]
    found, tabs = _find_numbers(lines[:LINES], dimension)
    if not found:
        refuse_sparse(path, lines)
    if header and found != dimension and _is_binary(body, dimension or 0, found):
        return Layout(path, "word2vec binary", dimension or 0, start, count)
    if header and lines and found != dimension:
        raise wrong(path, f"{dimension} numbers per line, as its header says", f"{found}")
    if not header and not found:
        got = f"a file that begins with {head[:20]!r}" if head else "an empty file"
        raise wrong(path, "word vectors (GloVe, word2vec or fastText)", got)
    if is_whole and count not in (None, len(lines)) and ODD.search(body):  # perhaps binary
        raise wrong(path, f"{count} lines, as its header says", f"{len(lines)}")
    _refuse_wide(path, lines[:LINES], found)
    if not header:
        refuse_untidy(path, lines[:LINES], found)
    _warn_of_numbers(path, lines[:LINES], found)
    return Layout(path, "text", int(header[2]) if header else found, start, count, tabs)


def _find_numbers(lines: list[bytes], told: int | None) -> tuple[int, bool]:
    """Find how many numbers lines end with, and whether tabs separate them."""
    found = find_dimension(lines, told)
    if found != told and lines and all(b"\t" in line for line in lines):
        by_tabs = find_dimension([line.replace(b"\t", b" ") for line in lines], told)
        if by_tabs > found:
            return by_tabs, True
    return found, False


def _refuse_wide(path: Path, lines: list[bytes], dimension: int) -> None:
    """Refuse lines with two spaces after the word: the second would become a part of the word."""
    words = [line.rstrip().rsplit(b" ", dimension)[0] for line in lines]
    wide = sum(word.endswith(b" ") and bool(word.strip()) for word in words)
    if 2 * wide > len(lines):
        raise wrong(path, "one space between a word and its numbers", "two")


def _warn_of_numbers(path: Path, lines: list[bytes], dimension: int) -> None:
    """Warn if most words end with a number behind a space, as of a dimension that is too small."""
    words = [re.split(rb"[ \t]", line.rstrip())[:-dimension] for line in lines]
    numbered = sum(len(word) > 1 and word[-1].isdigit() for word in words)
    if 2 * numbered > len(lines):
        logging.warning(
            "%s: %d of the first %d lines have a number before the %d of the vector; it is read as "
            "a part of the word",
            *(path, numbered, len(lines), dimension),
        )


def _is_binary(body: bytes, dimension: int, found: int) -> bool:
    """Tell whether a body that does not fit its header is binary, or else wrong text."""
    vectors = re.findall(rb"[^ ]*+ (.{1,%d})|.+" % (4 * dimension), body, re.DOTALL)
    vectors = vectors[: 1 if found else None]
    if re.fullmatch(rb"[\t\r\n -~]*", b"".join(vectors)):
        return False
    return not found or not is_text(body) or re.search(rb"[\0-\x08\x0e-\x1f]", body) is not None
