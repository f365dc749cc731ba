"""What a model costs, put together from the records of the stages."""

from bakeoff.evaluation.costs import parts_of, sum_costs

MIXES = {
    "two": ["data/embeddings/a.npz", "data/embeddings/b.npz"],
    "three": ["data/mixes/two", "c"],
}
A = {"cpu_seconds": 1.5, "peak_memory_mb": 50, "source_bytes": 100}
B = {"cpu_seconds": 2.5, "peak_memory_mb": 900, "source_bytes": 10}
TRAIN = {"cpu_seconds": 7, "peak_memory_mb": 600}
PREDICT = {"peak_memory_mb": 500, "model_bytes": 3, "ms_one": 1.2, "ms_thousand": 0.1}


def test_a_mix_is_made_of_the_parts_of_its_parts():
    """Each once."""
    assert parts_of("data/mixes/three", MIXES) == [*MIXES["two"], "c"]
    assert parts_of("data/vocabulary.txt", MIXES) == ["data/vocabulary.txt"]


def test_what_a_model_is_built_from_is_added_up():
    """Memory is that of the largest stage."""
    built = {"data/embeddings/a.npz": A, "data/embeddings/b.npz": B}
    assert sum_costs(["data/mixes/two"], MIXES, built, [TRAIN], [PREDICT]) == {
        "download_bytes": 110,
        "build_cpu_seconds": 4.0,
        "train_cpu_seconds": 7,
        "peak_memory_mb": 900,
        "model_bytes": 3,
        "ms_one": 1.2,
        "ms_thousand": 0.1,
    }


def test_a_model_without_vectors_downloads_nothing():
    """The baseline, the learned layer."""
    costs = sum_costs(["data/vocabulary.txt"], MIXES, {}, [TRAIN], [PREDICT])
    assert (costs["download_bytes"], costs["build_cpu_seconds"]) == (0, 0)


def test_members_that_share_vectors_download_them_once():
    """All else of an ensemble adds up, but for memory: members run one after the other."""
    built = {"data/embeddings/a.npz": A, "data/embeddings/b.npz": B}
    inputs = ["data/mixes/two", "data/embeddings/a.npz"]
    costs = sum_costs(inputs, MIXES, built, [TRAIN, TRAIN], [PREDICT, PREDICT])
    assert (costs["download_bytes"], costs["build_cpu_seconds"]) == (110, 4.0)
    assert (costs["train_cpu_seconds"], costs["peak_memory_mb"]) == (14, 900)
    assert (costs["model_bytes"], costs["ms_one"], costs["ms_thousand"]) == (6, 2.4, 0.2)
