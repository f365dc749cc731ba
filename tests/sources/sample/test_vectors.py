"""The vector files: the published formats, and that what they hold was learnt."""

import ctypes
import gzip
import io
import os
import subprocess
import sys
import zipfile
from contextlib import redirect_stderr
from pathlib import Path

import numpy as np
import pytest
import yaml

from bakeoff.core.errors import BakeoffError
from bakeoff.sources.sample.language import build_language
from bakeoff.sources.sample.published import PHRASES
from bakeoff.sources.sample.vectors import _WithoutFalseAlarms, write_vectors
from bakeoff.sources.settings import MadeVectors

ROOT = Path(__file__).resolve().parents[3]
LAYOUTS = {"glove": "glove.6B.zip", "word2vec": "news.bin.gz", "fasttext": "wiki.vec.zip"}
EPOCHS = {"glove": 12, "word2vec": 6, "fasttext": 4}  # enough of them to learn from little text
DIMENSION, SEED = 20, 1
LANGUAGE = build_language(SEED)
CONCEPTS = (*LANGUAGE.spam, *LANGUAGE.ham)


def shipped(layout, file, **settings):
    """Give the shipped settings of a layout, except for a small size and the settings named."""
    params = yaml.safe_load((ROOT / "presets/sample.yaml").read_text(encoding="utf-8"))
    small = {"file": file, "seed": SEED, "dimension": DIMENSION, "sentences": 20_000}
    return MadeVectors(**params["sources"][layout] | small | settings)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Write one small file of each layout."""
    path = tmp_path_factory.mktemp("vectors")
    for layout, name in LAYOUTS.items():
        write_vectors(path / name, shipped(layout, name, epochs=EPOCHS[layout]))
    return path


def test_no_word_that_is_frequent_enough_is_one_line(tmp_path):
    """gensim would end in a traceback."""
    with pytest.raises(BakeoffError, match="lower `min_count`"):
        write_vectors(tmp_path / "x.zip", shipped("glove", "x.zip", sentences=9, min_count=10**6))


def member(path):
    """Return name, date and lines of the one member of an archive."""
    with zipfile.ZipFile(path) as archive:
        (info,) = archive.infolist()
        return info.filename, info.date_time, archive.read(info).decode("utf-8").splitlines()


def read(folder, layout):
    """Return the vectors of a file by word, read independently of the code that wrote it."""
    path = folder / LAYOUTS[layout]
    if layout != "word2vec":
        lines = member(path)[2][layout == "fasttext" :]
        return {w: np.array(v, float) for w, *v in (line.split(" ") for line in lines)}
    header, _, body = gzip.decompress(path.read_bytes()).partition(b"\n")
    count, dimension = map(int, header.split())
    vectors = {}
    for _ in range(count):
        word, _, body = body.partition(b" ")
        vectors[word.decode("utf-8")] = np.frombuffer(body[: 4 * dimension], "<f4")
        body = body[4 * dimension :]
    assert body == b""
    return vectors


@pytest.fixture(scope="module")
def tables(folder):
    """Read all three files."""
    return {layout: read(folder, layout) for layout in LAYOUTS}


def test_glove_is_a_zip_of_headless_lower_cased_text(folder):
    """One member, named by dimension."""
    name, date, lines = member(folder / LAYOUTS["glove"])
    assert name == "glove.6B.20d.txt" and date == (1980, 1, 1, 0, 0, 0)
    assert {len(line.split(" ")) for line in lines} == {DIMENSION + 1}
    assert all(line == line.lower() and "e-" not in line.split(" ", 1)[1] for line in lines)


def test_fasttext_is_a_zip_of_text_with_a_header_and_four_decimals(folder):
    """One member, named like the archive."""
    name, date, lines = member(folder / LAYOUTS["fasttext"])
    assert name == "wiki.vec" and date == (1980, 1, 1, 0, 0, 0)
    assert lines[0] == f"{len(lines) - 1} {DIMENSION}"
    assert {len(number.split(".")[1]) for number in lines[1].split(" ")[1:]} == {4}


def test_word2vec_is_gzip_without_a_date(folder):
    """A date would change the bytes."""
    assert (folder / LAYOUTS["word2vec"]).read_bytes()[:8] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00"


def test_gensim_reads_the_word2vec_file(folder, tables):
    """A second reader agrees on the format."""
    from gensim.models import KeyedVectors

    vectors = KeyedVectors.load_word2vec_format(folder / LAYOUTS["word2vec"], binary=True)
    assert vectors.index_to_key == list(tables["word2vec"])
    np.testing.assert_array_equal(vectors["the"], tables["word2vec"]["the"])


@pytest.mark.parametrize("layout", ["word2vec", "fasttext"])
def test_the_other_layouts_keep_case(tables, layout):
    """As GoogleNews and wiki-news do."""
    assert any(word != word.lower() for word in tables[layout])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_punctuation_marks_have_vectors(tables, layout):
    """As in the published files."""
    assert {".", ",", "!", "?"} <= tables[layout].keys()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_synonym_has_a_vector(tables, layout):
    """Else the synonym slice could not be solved at all."""
    synonyms = {word for c in CONCEPTS for word in (*c.common, *c.rare, *c.companions)}
    assert synonyms - tables[layout].keys() == set()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_fifteen_toy_words_have_vectors(tables, layout):
    """The toy example looks them up."""
    assert {word for phrase, _ in PHRASES for word in phrase.split()} <= tables[layout].keys()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_rare_synonyms_lie_by_the_common_ones_of_their_concept(tables, layout):
    """Chance would be one in thirty."""
    vectors = tables[layout]
    centres = np.array([np.mean([vectors[w] for w in c.common], axis=0) for c in CONCEPTS])
    centre = centres.mean(axis=0)
    directions = (centres - centre) / np.linalg.norm(centres - centre, axis=1, keepdims=True)
    nearest = [
        np.argmax(directions @ (vectors[word] - centre)) == index
        for index, concept in enumerate(CONCEPTS)
        for word in concept.rare
    ]
    assert np.mean(nearest) > 0.5


SCRIPT = """
import sys
from pathlib import Path
from bakeoff.sources.sample.vectors import _WithoutFalseAlarms, write_vectors
from bakeoff.sources.settings import MadeVectors
for settings in map(MadeVectors.model_validate_json, sys.argv[2:]):
    write_vectors(Path(sys.argv[1]) / settings.file, settings)
"""


def test_the_same_settings_give_the_same_bytes_in_another_process(tmp_path):
    """Whatever the order of sets, and whichever BLAS kernels the CPU would choose."""
    small = {"seed": 2, "dimension": 8, "sentences": 500, "epochs": 1}
    settings = [shipped(layout, layout, **small).model_dump_json() for layout in LAYOUTS]
    for hash_seed, cpu in (("1", "Nehalem"), ("2", "Haswell")):
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": hash_seed}
        environment["OPENBLAS_CORETYPE"] = cpu
        command = [sys.executable, "-c", SCRIPT, str(tmp_path / hash_seed), *settings]
        subprocess.run(command, env=environment, check=True)
    for layout in LAYOUTS:
        assert (tmp_path / "1" / layout).read_bytes() == (tmp_path / "2" / layout).read_bytes()


def test_gensims_false_alarms_are_dropped_and_nothing_else():
    """Python reports an exception without one; other reports and errors are passed on."""
    report = ctypes.pythonapi.PyErr_WriteUnraisable
    report.argtypes = [ctypes.py_object]
    stream = io.StringIO()
    with redirect_stderr(_WithoutFalseAlarms(stream)):
        report("gensim.models.word2vec_inner.our_dot_float")
        report("another function")
        print("Traceback", file=sys.stderr)
    assert stream.getvalue() == "Exception ignored in: 'another function'\nTraceback\n"
