"""Recognise files that this project does not read as word vectors, and say what to do."""

import re
from pathlib import Path

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import LFS_POINTER

PICKLE = (
    "{path}: expected word vectors, got a Python pickle, which may run code and is not read; if "
    "gensim wrote it, save its vectors with gensim: KeyedVectors.load(...) of a .kv, "
    "Word2Vec.load(...).wv of a .model, then .save_word2vec_format('vectors.txt')"
)
# how a file begins (a regular expression), its kind, and the next step
KINDS: tuple[tuple[bytes, str, str], ...] = (
    (rb".{257}ustar", "a tar archive", "unpack it (tar -xf) and name the file in it"),
    (rb"\x93NUMPY", "a NumPy array, which has no words", "write a line per word: word, numbers"),
    (rb"\x89HDF\r\n\x1a\n", "an HDF5 file", "name the text or word2vec file of the same vectors"),
    (
        rb"SQLite format 3\0",
        "an SQLite database, as .magnitude files are",
        "name the file that it was made from, or write a line per word: word, numbers",
    ),
    (
        re.escape(LFS_POINTER),
        "a Git LFS pointer in place of the file",
        "fetch the file by git lfs pull",
    ),
    (rb"\xff\xfe|\xfe\xff", "text in UTF-16", "save it as UTF-8"),
    (rb"7z\xbc\xaf\x27\x1c|Rar!\x1a\x07", "an archive", "unpack it and name the file in it"),
    (rb".{8}\{\"", "a safetensors file", "name a file of words and vectors"),
)


def refuse_foreign(path: Path, head: bytes) -> None:
    """Refuse a file that begins like one of another kind.

    Raises:
        BakeoffError: it is of another kind; the message has the next step.
    """
    if re.match(rb"\x80[\x02-\x05][\x95c\x8c}\](]|ccopy_reg\n", head):
        raise BakeoffError(PICKLE.format(path=path))
    for start, kind, step in KINDS:
        if re.match(start, head, re.DOTALL):
            raise BakeoffError(f"{path}: expected word vectors, got {kind}; {step}")


def refuse_sparse(path: Path, lines: list[bytes]) -> None:
    """Refuse lines of `index:value` pairs.

    Raises:
        BakeoffError: only such pairs follow the word of the first line.
    """
    pairs = lines[0].split()[1:] if lines else []
    if pairs and all(re.fullmatch(rb"\d+:[-+.\deE]+", pair) for pair in pairs):
        raise BakeoffError(
            f"{path}: expected a number for each dimension, got a sparse vector, index:value: "
            f"{pairs[0].decode()} is no number; name a file of dense vectors"
        )


def refuse_untidy(path: Path, lines: list[bytes], dimension: int) -> None:
    """Refuse lines without a header whose spaces or ends would become parts of their words.

    Args:
        path: of the file.
        lines: its first ones.
        dimension: how many numbers they seem to end with.

    Raises:
        BakeoffError: lines begin with a space, are aligned by several, or end with \\r alone.
    """
    words = [line.rstrip().rsplit(b" ", dimension)[0] for line in lines]
    found = (
        ("a word", "a space", re.compile(rb" +[^ ]"), 1.0),
        ("one space between numbers", "several", re.compile(rb".* [-+.\d]*\d +$"), 0.05),
        ("line ends of Unix or Windows", r"\r alone", re.compile(rb".*\d\r"), 0.5),
    )
    for expected, got, pattern, share in found:
        count = sum(pattern.match(word) is not None for word in words)
        if words and count >= max(share * len(words), 1):
            raise BakeoffError(
                f"{path}: expected {expected} in each line, got {got} in {count} of the first "
                f"{len(words)}; write each line as word, space, numbers with a space between"
            )
