"""What a model costs, put together from the records of the stages."""

from bakeoff.evaluation.cost_table import list_entries, list_parts, sum_costs, use_one

MIXES = {
    "two": ["data/embeddings/a.npz", "data/features/b"],
    "three": ["data/mixes/two", "data/embeddings/a.npz"],
}
RECORDS = {
    ("embed", "a"): {"cpu_seconds": 1.5, "peak_memory_mb": 50, "source_bytes": 100},
    ("encode", "b"): {
        "cpu_seconds": 2.5,
        "peak_memory_mb": 900,
        "source_bytes": 10,
        "ms_one": 3.0,
        "ms_thousand": 0.5,
    },
    ("train", "m"): {
        "cpu_seconds": 7,
        "peak_memory_mb": 600,
        "model_bytes": 3,
        "ms_one": 1.2,
        "ms_thousand": 0.1,
    },
}


def test_an_input_consists_of_the_entries_that_made_it():
    """A mix of those of its parts; what no entry made costs nothing."""
    assert list_parts("data/embeddings/a.npz", MIXES) == [("embed", "a")]
    assert list_parts("data/mixes/three", MIXES) == [
        ("embed", "a"),
        ("encode", "b"),
        ("embed", "a"),
    ]
    assert list_parts("data/vocabulary.txt", MIXES) == []


def test_an_ensemble_stands_on_the_entries_of_its_members_once():
    """Also where a member reads a matrix twice."""
    inputs = {"m": "data/mixes/three", "n": "data/embeddings/a.npz", "t": "data/vocabulary.txt"}
    entries = list_entries(inputs, {"all": ["m", "n"]}, MIXES)
    assert entries["t"] == [("train", "t")]
    assert entries["m"] == [("embed", "a"), ("encode", "b"), ("train", "m")]
    assert entries["all"] == [*entries["m"], ("train", "n")]


def test_what_a_model_is_built_from_is_added_up():
    """Memory is that of the largest stage; the time per text is that of the encoder too."""
    assert sum_costs(list(RECORDS), RECORDS) == {
        "download_bytes": 110,
        "build_cpu_seconds": 4.0,
        "train_cpu_seconds": 7,
        "peak_memory_mb": 900,
        "model_bytes": 3,
        "ms_one": 4.2,
        "ms_thousand": 0.6,
    }


def test_a_model_without_vectors_downloads_nothing():
    """The baseline, the learned layer."""
    costs = sum_costs([("train", "m")], RECORDS)
    assert (costs["download_bytes"], costs["build_cpu_seconds"]) == (0, 0)


def test_a_choice_trains_all_members_and_uses_one():
    """The dearest, as nobody knows which."""
    one = {"train_cpu_seconds": 2, "model_bytes": 5, "ms_one": 1.0, "ms_thousand": 0.3}
    other = {"train_cpu_seconds": 3, "model_bytes": 4, "ms_one": 2.0, "ms_thousand": 0.1}
    both = {name: one[name] + other[name] for name in one}
    assert use_one(both, [one, other]) == {
        "train_cpu_seconds": 5,
        "model_bytes": 5,
        "ms_one": 2.0,
        "ms_thousand": 0.3,
    }
