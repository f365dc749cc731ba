"""Flat maps of vectors."""

import json

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.preprocessing import normalize

from bakeoff.projector.maps import draw_map, find_neighbours, fit_to_one, write_map
from bakeoff.projector.points import Points

COORDINATE = st.sampled_from([0, 0, 0, 1, 1, -2, 0.5, 1e-20, 1e20])


def points_of(vectors):
    """Name vectors by their places."""
    vectors = np.asarray(vectors, np.float32)
    numbers = [str(n) for n in range(len(vectors))]
    return Points("words", numbers, vectors, {"ham": [0.0] * len(vectors)}, [1] * len(vectors))


def draw(vectors, **changes):
    """Draw a map of vectors, with few iterations."""
    how = {"neighbours": 10, "perplexity": 30, "iterations": 250} | changes
    return draw_map("glove", points_of(vectors), **how)


def groups(count, size):
    """Make groups of points, far from each other in ten dimensions."""
    centres = np.repeat(np.eye(10)[:count], size, axis=0)
    return centres + np.random.default_rng(1).normal(0, 0.05, centres.shape)


def test_a_map_of_texts_has_no_counts():
    """They are of words."""
    points = Points("texts", ["a", "b"], np.eye(2), {"ham": [0.0, 1.0]})
    drawn = draw_map("elmo", points, neighbours=1, perplexity=30, iterations=250)
    assert drawn["kind"] == "texts" and "counts" not in drawn


def test_the_first_axis_has_the_largest_variance():
    """It does not matter which dimension that is."""
    flat = np.array(draw(np.random.default_rng(1).normal(size=(50, 8)) * np.arange(1, 9))["pca"])
    assert np.ptp(flat[:, 0]) == 1 and flat[:, 0].var() > flat[:, 1].var() > 0


def test_a_map_ends_at_one():
    """On its longer side; the proportions are kept."""
    flat = np.array([[-2.0, 1.0], [2.0, 3.0], [0.0, 2.0]])
    assert fit_to_one(flat) == [[0, 0], [1, 0.5], [0.5, 0.25]]


def test_groups_stay_together_in_tsne():
    """Each point is nearer to the middle of its own group than to the others."""
    flat = np.array(draw(groups(4, 25), iterations=300)["tsne"])
    middles = flat.reshape(4, 25, 2).mean(axis=1)
    nearest = np.linalg.norm(flat[:, None] - middles, axis=2).argmin(axis=1)
    assert nearest.tolist() == np.repeat(range(4), 25).tolist()


def test_neighbours_are_the_nearest_by_cosine():
    """Not by distance; a point is no neighbour of itself."""
    found = find_neighbours(normalize(np.array([[1, 0], [9, 1], [0, 1], [-1, 0]])), 2)
    assert found[0] == [[1, 0.994], [2, 0]]
    assert found[3] == [[2, 0], [1, -0.994]]


def test_equal_points_are_neighbours():
    """Though more of them are equal than are listed; a point is still no neighbour of itself."""
    vectors = np.tile(np.random.default_rng(1).normal(size=(1, 50)), (1100, 1))
    for point, near in enumerate(find_neighbours(normalize(vectors), 3)):
        assert [cosine for _, cosine in near] == [1, 1, 1]
        assert point not in [index for index, _ in near]


@settings(max_examples=60)
@given(st.integers(1, 4).flatmap(lambda d: st.lists(st.tuples(*[COORDINATE] * d), max_size=40)))
def test_every_matrix_has_a_map(rows):
    """Duplicates, zeros, constants, one word or none give coordinates from 0 to 1."""
    drawn = draw(np.array(rows, np.float32).reshape(len(rows), -1 if rows else 3))
    for flat in (drawn["pca"], drawn["tsne"]):
        assert len(flat) == len(rows)
        assert all(0 <= number <= 1 for point in flat for number in point)
    assert all(len(near) == min(10, len(rows) - 1) for near in drawn["neighbours"])
    json.dumps(drawn, allow_nan=False)


def test_a_constant_matrix_is_one_point():
    """Rounding errors are not scaled up to a map."""
    drawn = draw(np.tile(np.float32([0.1, 0.7, 0.3]), (50, 1)))
    assert drawn["pca"] == drawn["tsne"] == [[0, 0]] * 50


def test_what_is_written_is_read_again(tmp_path):
    """The bytes are the same each time, with one line per key."""
    write_map(tmp_path / "a.json", draw(groups(3, 20)))
    write_map(tmp_path / "b.json", draw(groups(3, 20)))
    text = (tmp_path / "a.json").read_bytes()
    assert text == (tmp_path / "b.json").read_bytes() and text.count(b"\n") == 2 + 9
    assert json.loads(text) == draw(groups(3, 20))
