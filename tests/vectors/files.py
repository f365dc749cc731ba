"""Files of word vectors for tests: written by gensim where it can, packed in every way."""

import bz2
import gzip
import io
import lzma
import struct
import zipfile
from itertools import pairwise

import numpy as np
import pytest
from gensim.models import KeyedVectors

from bakeoff.core.errors import BakeoffError
from bakeoff.vectors.readers import open_vectors
from bakeoff.vectors.wanted import Wanted

WORDS = ("the", "of", "free", "café", "£", "hi😀", "x", ",")
DIMENSION = 6
LAYOUTS = ("glove", "word2vec_text", "binary", "binary_with_newlines", "fasttext", "fasttext_model")
PACKINGS = ("plain", "gzip", "gzips", "bzip2", "xz", "zip", "stored")


def vectors_of(words, dimension=DIMENSION):
    """Make word vectors with gensim, float32 of many digits."""
    vectors = KeyedVectors(dimension)
    numbers = np.random.default_rng(1).normal(0, 0.3, (len(words), dimension))
    vectors.add_vectors(list(words), numbers.astype(np.float32))
    return vectors


def layout_of(vectors, layout, folder):
    """Give the bytes of a file in one layout, written by gensim where it can."""
    if layout not in ("glove", "word2vec_text", "binary", "fasttext"):
        return content_of([word.encode() for word in vectors.index_to_key], vectors.vectors, layout)
    path = folder / "written"
    binary, write_header = layout == "binary", layout != "glove"
    vectors.save_word2vec_format(path, binary=binary, write_header=write_header)
    content = path.read_bytes()
    path.unlink()
    if layout == "fasttext":  # a space ends its lines
        header, _, body = content.partition(b"\n")
        return header + b"\n" + body.replace(b"\n", b" \n")
    return content


def text_of(names, vectors, header=True, end=b"\n"):
    """Give the text formats, for words that gensim would not write."""
    rows = (" ".join(map(str, row)).encode() for row in np.asarray(vectors, np.float32))
    lines = (name + b" " + row + end for name, row in zip(names, rows, strict=True))
    return (b"%d %d\n" % np.shape(vectors) if header else b"") + b"".join(lines)


def binary_of(names, vectors, end=b""):
    """Give word2vec's binary format; word2vec.c ends each vector with a newline, gensim none."""
    count, dimension = np.shape(vectors)
    rows = (np.asarray(row, "<f4").tobytes() for row in vectors)
    lines = (name + b" " + row + end for name, row in zip(names, rows, strict=True))
    return f"{count} {dimension}\n".encode() + b"".join(lines)


def model_of(names, rows, shortest=0, longest=0, **settings):
    """Give fastText's .bin: `rows` are those of the names, then those of the buckets."""
    count, dimension = np.shape(rows)
    version, labels, pruned = (settings.get(key, 0) for key in ("version", "labels", "pruned"))
    sizes = len(names) + labels, len(names), labels
    # In fastText's order: dim, ws, epoch, minCount, neg, wordNgrams, loss, model, bucket, ...
    numbers = dimension, 5, 1, 1, 5, 1, 2, 2, count - len(names), shortest, longest, 100, 1e-4
    head = struct.pack("<2i12id", 793712314, version or 12, *numbers)
    head += struct.pack("<3i2q", *sizes, 99, pruned or -1)
    entries = b"".join(name + b"\0" + struct.pack("<qb", 3, 0) for name in names)
    entries += bytes(8 * pruned)
    quantized = settings.get("quantized", False)
    matrix = struct.pack("<?2q", quantized, count, dimension) + np.asarray(rows, "<f4").tobytes()
    output = struct.pack("<?2q", False, len(names), dimension) + bytes(4 * len(names) * dimension)
    return head + entries + matrix + output


def packed(content, packing="plain", member="vectors.txt"):
    """Give content plain, in one or several streams, or in a zip, deflated or stored."""
    if packing in ("bzip2", "xz"):
        compress = bz2.compress if packing == "bzip2" else lzma.compress
        middle = len(content) // 2
        return compress(content[:middle]) + compress(content[middle:])
    if packing == "gzip":
        return gzip.compress(content, 6)
    if packing == "gzips":
        cuts = [0, len(content) // 3, len(content) // 3, len(content) // 3 * 2, len(content)]
        parts = (content[start:end] for start, end in pairwise(cuts))
        return b"".join(gzip.compress(part, 1) for part in parts) + bytes(7)
    if packing in ("zip", "stored"):
        file = io.BytesIO()
        method = zipfile.ZIP_DEFLATED if packing == "zip" else zipfile.ZIP_STORED
        with zipfile.ZipFile(file, "w", method) as archive:
            archive.writestr(member, content)
        return file.getvalue()
    return content


def pack(path, content, packing="plain", member="vectors.txt"):
    """Write packed content under a name that does not tell its format."""
    path.write_bytes(packed(content, packing, member))
    return path


def content_of(names, vectors, layout):
    """Give the bytes of a file in one layout, for words that gensim would not write."""
    if layout == "fasttext_model":
        return model_of(names, vectors)
    if layout.startswith("binary"):
        return binary_of(names, vectors, b"\n" if layout.endswith("newlines") else b"")
    return text_of(names, vectors, layout != "glove", b" \n" if layout == "fasttext" else b"\n")


def read(path, words=WORDS, extra=0, dimension=DIMENSION, **settings):
    """Read the vectors of words."""
    return open_vectors(path, dimension).read(Wanted(set(words), extra, **settings))


def lists(vectors):
    """Give vectors as plain lists."""
    return {word: vector.tolist() for word, vector in vectors.items()}


def bits(vectors, words=None):
    """Give the bytes of vectors, which tell 0 from -0."""
    return {word: vectors[word].tobytes() for word in (vectors if words is None else words)}


def check_message(error, path, longest=1000):
    """Check that a message names the file first and is one line; give the rest of it."""
    message = str(error)
    assert message.startswith(f"{path}: ") and message.isprintable(), message
    assert "expected" in message and "got" in message and len(message) < longest, message[:2000]
    return message.removeprefix(f"{path}: ")


def refusal(path, **settings):
    """Read a wrong file; give the message."""
    with pytest.raises(BakeoffError) as caught:
        read(path, **settings)
    return check_message(caught.value, path)
