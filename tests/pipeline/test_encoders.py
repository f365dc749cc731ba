"""A ready-made encoder, from the repository that publishes it to the leaderboard."""

import numpy as np
import pytest
from safetensors.numpy import save
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from bakeoff.core.files import read_json
from tests.pipeline.project import copy_project, run
from tests.sources.server import running

WORDS = ["[UNK]", "nice", "great", "best", "amazing", "stop", "lies", "pitiful", "nerd"]


def make_files():
    """Make a small model by the names of WordLlama's files."""
    vectors = np.random.default_rng(1).normal(size=(len(WORDS), 4)).astype(np.float16)
    tokenizer = Tokenizer(WordLevel({word: row for row, word in enumerate(WORDS)}, "[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    return {
        "l2_supercat_256.safetensors": save({"embedding.weight": vectors}),
        "l2_supercat_tokenizer_config.json": tokenizer.to_str().encode(),
    }


@pytest.mark.slow
def test_an_encoder_of_a_repository_is_compared_as_any_other_model(tmp_path, monkeypatch):
    """One option switches it on; its licence, costs and map are there."""
    project = copy_project(tmp_path / "project", {"tfidf"})
    (project / "downloads.lock").unlink(missing_ok=True)  # it may know the published model
    monkeypatch.setenv("BAKEOFF_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as server:
        for path, content in make_files().items():
            server.serve(f"/dleemiller/word-llama-l2-supercat/resolve/main/{path}", content)
        monkeypatch.setenv("HF_ENDPOINT", server.address)
        options = ("--with", "wordllama", "--models", "tfidf,wordllama")
        run(project, "python", "-m", "bakeoff", "use", "toy", *options)
        run(project, "dvc", "repro")
    board = read_json(project / "metrics/leaderboard.json")["models"]["wordllama"]
    assert board["licences"] == {"wordllama": "MIT"}
    assert read_json(project / "metrics/costs/encode/wordllama.json")["source_bytes"] > 0
    assert (project / "data/maps/wordllama.json").is_file()
    assert [*read_json(project / "downloads.lock")] == [
        f"https://huggingface.co/dleemiller/word-llama-l2-supercat/resolve/main/{path}"
        for path in make_files()
    ]
