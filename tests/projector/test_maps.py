"""Flat maps of vectors."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.decomposition import PCA

from bakeoff.projector.maps import (
    LABEL,
    Points,
    choose_messages,
    choose_words,
    draw_map,
    find_neighbours,
    fit_to_one,
    flatten_by_pca,
    shorten,
    to_directions,
    write_map,
)
from bakeoff.projector.tables import count_use
from bakeoff.texts.messages import Message
from bakeoff.vectors.embedding import Embedding

MESSAGES = [
    Message(0, "free win win", "spam", ""),
    Message(1, "free home home", "ham", ""),
    Message(2, "none rare", "ham", ""),
]
WORDS = ["[PAD]", "[UNK]", "free", "home", "win", "none", "extra", "rare"]
EMBEDDING = Embedding(
    WORDS,
    np.arange(16, dtype=np.float32).reshape(8, 2),
    np.array([0, 0, 1, 1, 1, 0, 1, 1], bool),
)
USE = count_use(MESSAGES, ["ham", "spam"], str.split)
COORDINATE = st.sampled_from([0, 0, 0, 1, 1, -2, 0.5, 1e-20, 1e20])


def points_of(vectors):
    """Name vectors by their places."""
    vectors = np.asarray(vectors, np.float32)
    numbers = [str(n) for n in range(len(vectors))]
    return Points("words", numbers, vectors, [0.0] * len(vectors), [1] * len(vectors))


def draw(vectors, **changes):
    """Draw a map of vectors, with few iterations."""
    how = {"neighbours": 10, "perplexity": 30, "iterations": 250} | changes
    return draw_map("glove", points_of(vectors), **how)


def groups(count, size):
    """Make groups of points, far from each other in ten dimensions."""
    drawn = np.random.default_rng(1)
    centres = np.repeat(np.eye(10)[:count], size, axis=0)
    return centres + drawn.normal(0, 0.05, centres.shape)


def test_the_most_frequent_words_with_a_vector_are_shown():
    """Of the training split; the upper row first among equals."""
    points = choose_words(EMBEDDING, USE, 9)
    assert points.labels == ["free", "home", "win", "rare"] and points.counts == [2, 2, 2, 1]
    assert points.vectors.tolist() == [[4, 5], [6, 7], [8, 9], [14, 15]]
    assert choose_words(EMBEDDING, USE, 2).labels == ["free", "home"]


def test_the_share_is_that_of_messages_and_of_the_last_class():
    """A word that stands twice in one message counts once."""
    assert choose_words(EMBEDDING, USE, 9).share == [0.5, 0, 1, 0]


def test_a_message_is_the_mean_of_its_layers():
    """The first messages are shown; there are no counts of them."""
    features = np.arange(12, dtype=np.float16).reshape(3, 2, 2)
    points = choose_messages(MESSAGES, features, "spam", 2)
    assert points.vectors.tolist() == [[1, 2], [5, 6]]
    assert points.labels == ["free win win", "free home home"] and points.share == [1, 0]
    drawn = draw_map("elmo", points, neighbours=10, perplexity=30, iterations=250)
    assert drawn["kind"] == "messages" and "counts" not in drawn


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("win", "win"),
        ("four", "four"),
        ("fives", "fiv…"),
        ("cafe\u0301s", "caf…"),
        ("ok \U0001f44d\U0001f3fd!", "ok …"),
        ("hi\U0001f469\u200d\U0001f469", "hi…"),
        ("\u0301" * 9, "…"),
    ],
)
def test_no_character_is_cut_in_two(text, expected):
    """Nor is an accent, a skin tone or the half of an emoji left behind."""
    assert shorten(text, 4) == expected


@given(st.text(min_size=LABEL - 3, max_size=LABEL + 20))
def test_a_label_is_a_beginning_of_its_text(text):
    """At most as long as is shown."""
    cut = shorten(text)
    assert len(cut) <= LABEL and (cut == text or text.startswith(cut[:-1]))


def test_pca_is_that_of_scikit_learn():
    """In variance and direction, the sign of each axis included."""
    directions = to_directions(np.random.default_rng(1).normal(size=(50, 8)) * np.arange(1, 9))
    expected = PCA(2, svd_solver="full").fit_transform(directions)
    np.testing.assert_allclose(flatten_by_pca(directions), expected, atol=1e-9)


def test_a_map_ends_at_one():
    """The longer extent; the other keeps its proportion."""
    flat = np.array([[-2.0, 1.0], [2.0, 3.0], [0.0, 2.0]])
    assert fit_to_one(flat) == [[0, 0], [1, 0.5], [0.5, 0.25]]


def test_groups_stay_together_in_tsne():
    """Each point is nearer to its own group's middle than to the others'."""
    flat = np.array(draw(groups(4, 25), iterations=300)["tsne"])
    middles = flat.reshape(4, 25, 2).mean(axis=1)
    nearest = np.linalg.norm(flat[:, None] - middles, axis=2).argmin(axis=1)
    assert nearest.tolist() == np.repeat(range(4), 25).tolist()


def test_neighbours_are_the_nearest_by_cosine():
    """Not by distance; the point itself is none."""
    found = find_neighbours(to_directions(np.array([[1, 0], [9, 1], [0, 1], [-1, 0]])), 2)
    assert found[0] == [[1, 0.994], [2, 0]]
    assert found[3] == [[2, 0], [1, -0.994]]


def test_the_lower_index_comes_first_among_equals():
    """Also where the cosines of equal vectors differ in their last bits."""
    vectors = np.tile(np.random.default_rng(1).normal(size=(1, 50)), (1100, 1))
    found = find_neighbours(to_directions(vectors), 3)
    assert [index for index, _ in found[0]] == [1, 2, 3]
    assert [index for index, _ in found[1099]] == [0, 1, 2]


@settings(max_examples=60)
@given(st.integers(1, 4).flatmap(lambda d: st.lists(st.tuples(*[COORDINATE] * d), max_size=40)))
def test_every_matrix_has_a_map(rows):
    """Of duplicates, zeros, constants, one word or none: finite, from 0 to 1."""
    drawn = draw(np.array(rows, np.float32).reshape(len(rows), -1 if rows else 3))
    for flat in (drawn["pca"], drawn["tsne"]):
        assert len(flat) == len(rows)
        assert all(0 <= number <= 1 for point in flat for number in point)
    assert all(len(near) == min(10, len(rows) - 1) for near in drawn["neighbours"])
    json.dumps(drawn, allow_nan=False)


def test_a_constant_matrix_is_one_point():
    """Rounding errors are not blown up to a map."""
    drawn = draw(np.tile(np.float32([0.1, 0.7, 0.3]), (50, 1)))
    assert drawn["pca"] == drawn["tsne"] == [[0, 0]] * 50


def test_what_is_written_is_read_again(tmp_path):
    """The same bytes each time, a line a key."""
    write_map(tmp_path / "a.json", draw(groups(3, 20)))
    write_map(tmp_path / "b.json", draw(groups(3, 20)))
    text = (tmp_path / "a.json").read_bytes()
    assert text == (tmp_path / "b.json").read_bytes() and text.count(b"\n") == 2 + 9
    assert json.loads(text) == draw(groups(3, 20))
