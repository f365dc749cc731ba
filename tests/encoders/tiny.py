"""Tiny biLMs, a text with structure to learn from, and work for processes of their own."""

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from bakeoff.encoders.base.loading import check_entry
from bakeoff.encoders.bilm.settings import Pretraining

ROOT = Path(__file__).resolve().parents[2]
ODD_TEXTS = [
    "free prize , free entry",
    "",
    "😀 👩‍👩‍👧 🏳️‍🌈 مرحبا",
    "w" * 60,
    f"ok {'é' * 30} {'😀' * 15}",
    "a\u00a0b \0 c",
    " ".join(f"word{number}" for number in range(40)),
    "ok",
]
PATTERN = r'([!?,;"£€]|\.\B)'  # the one of params.yaml


def options(layers=2, cells=8, outputs=4):
    """Give the sizes of a biLM that has every part of a large one."""
    return {
        "char_cnn": {
            "embedding": {"dim": 4},
            "filters": [[1, 4], [2, 4], [3, 4]],
            "n_highway": 1,
        },
        "lstm": {
            **{"dim": cells, "projection_dim": outputs, "n_layers": layers},
            **{"cell_clip": 3.0, "proj_clip": 3.0, "use_skip_connections": True},
        },
    }


def settings(**changes):
    """Give the settings of a pretraining as params.yaml would hold them."""
    common = {
        **{"options": options(), "max_words": 1000, "samples": None},
        **{"optimizer": "adam", "learning_rate": 0.02, "schedule": "constant", "clip_norm": 5.0},
        **{"batch_tokens": 200, "max_tokens": 50, "epochs": 1, "held_out": 0.1, "seed": 1},
    }
    return common | changes


def pretraining(**changes):
    """Give the same, checked."""
    return Pretraining.model_validate(settings(**changes))


def grammar(count):
    """Make sentences in which each noun has a verb of its own: 'the n3 v3 a n5 v5 .'."""
    nouns = np.random.default_rng(1).integers(12, size=(count, 2))
    return [f"the n{first} v{first} a n{second} v{second} .".split() for first, second in nouns]


def bilm_settings(folder, **changes):
    """Describe a folder's biLM, run by the project's own code."""
    common = {"kind": "bilm", "input": str(folder), "symbols": None, "matmul": "float32"}
    return check_entry("elmo", {**common, "dtype": "float32", "batch_tokens": 64, **changes})


def hub_settings(folder, **changes):
    """Describe a folder's module."""
    outputs = ["word_emb", "lstm_outputs1", "lstm_outputs2"]
    common = {"kind": "hub", "input": str(folder), "symbols": None, "signature": "tokens"}
    kept = {"outputs": outputs, "dtype": "float32", "batch_tokens": 64}
    return check_entry("elmo", {**common, **kept, **changes})


def contents(folder):
    """Read back every file in a folder."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def command_of(work, *arguments):
    """Give the command that runs a function of this file, with strings."""
    code = f"import sys; from tests.encoders.tiny import {work}; {work}(*sys.argv[1:])"
    return [sys.executable, "-c", code, *map(str, arguments)]


def run(command, folder=ROOT, **environment):
    """Run a command; give what it wrote to stdout and stderr, and its exit code."""
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def kill_when(command, folder, pattern, times):
    """Run a command, kill it (SIGKILL) once files of a pattern were seen written so many times.

    Returns:
        How many such files stand there.
    """
    seen = set()
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(folder.parent)},  # it cannot clear up after itself
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    ) as process:
        while process.poll() is None and len(seen) < times:
            seen |= {(path, path.stat().st_mtime_ns) for path in folder.glob(pattern)}
            time.sleep(0.001)
        process.kill()
    assert process.returncode == -9, "it was done before it was killed"
    return len(list(folder.glob(pattern)))


def many_texts():
    """Give some hundred texts of one to eight words."""
    return [" ".join(sentence[: 1 + at % 8]) for at, sentence in enumerate(grammar(300))]


def use_one_thread():
    """Set TensorFlow up as stages do."""
    from bakeoff.core.runtime import set_up
    from bakeoff.core.settings import TensorFlowRuntime

    set_up(TensorFlowRuntime(threads=1, onednn=True))


def encode_many(encoder, *folders):
    """Encode them to files; print how many batches the encoder got for each folder."""
    use_one_thread()
    from bakeoff.encoders.base.features import encode_to_files
    from bakeoff.encoders.base.loading import describe
    from bakeoff.encoders.bilm.frozen import BilmEncoder

    class Counting(BilmEncoder):
        batches = 0

        def encode(self, texts):
            self.batches += 1
            return super().encode(texts)

    chosen = bilm_settings(encoder, batch_tokens=64)
    for folder in folders:
        counting = Counting(Path(encoder), split=str.split)
        recipe = describe(chosen, Path(encoder), counting)
        encode_to_files(counting, recipe, many_texts(), Path(folder), "texts")
        print(counting.batches)


def pretrain_long(*folders):
    """Pretrain for two epochs of 91 steps, with 31 checkpoints in each, and export."""
    use_one_thread()
    import logging

    from bakeoff.encoders.bilm import pretraining as module
    from bakeoff.encoders.bilm.exports import pretrain_and_export

    logging.basicConfig(level="INFO")
    module.STEPS_BETWEEN_CHECKPOINTS = 3
    chosen = pretraining(options=options(layers=1), epochs=2, batch_tokens=40, samples=8)
    for folder in folders:
        pretrain_and_export(grammar(400), Path(folder), chosen, name="grammar")


def encode_wide(count, folder):
    """Encode texts of one token to 24,576 numbers each; print the peak memory."""
    import resource

    from bakeoff.core.features import Recipe
    from bakeoff.encoders.base.features import encode_to_files

    class Wide:
        layers, width, pooling = 3, 8192, ["text"] * 3

        def length(self, text):
            return 1

        form = length

        def prepare(self, texts):
            pass

        def encode(self, texts):
            return np.ones((len(texts), self.layers, self.width), np.float32)

    entry = bilm_settings("elmo").model_dump()
    recipe = Recipe(settings=entry, sha256="0", layers=3, width=8192, pooling=["text"] * 3)
    texts = [str(number) for number in range(int(count))]
    encode_to_files(Wide(), recipe, texts, Path(folder), "texts")
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
