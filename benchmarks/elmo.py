"""The ELMo encoder at full size against the notebook's way and the libraries that run biLMs.

`python -m benchmarks.elmo TEXTS.csv` makes a biLM of the published sizes with random weights, runs
the sides in turn as processes of one thread, and prints: CPU-seconds against each rival, how far
the products are from the machine's peak, what bfloat16 changes, the slope over the number of
messages, and the memory for many. Rivals that are not installed are left out, and named.
"""

import csv
import json
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from bakeoff.core.commands import run_command
from bakeoff.encoders.bilm.characters import word_codes
from benchmarks.bilm.weights import write_random
from benchmarks.pairs import Cost, Ratio, measure, summarise, write_ratios

PEERS = {"torch_lstm": "torch", "simple": "simple_elmo"}  # side -> the package that it needs
PEER_MESSAGES = 1000
MANY = 100_000


class Sides:
    """Runs sides as processes over a file of texts; keeps what each run cost."""

    def __init__(self, folder: Path, texts: list[str]) -> None:
        """Write the weights and the texts."""
        self.folder, self.path = folder, folder / "texts.txt"
        write_random(folder / "bilm")
        self.write(texts)

    def write(self, texts: list[str]) -> None:
        """Write one text per line."""
        self.path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")

    def measure(self, side: str, messages: int, matmul: str = "float32", keep: str = "") -> Cost:
        """Run one side over the first messages; keep its vectors under a name, if there is one."""
        arguments = [str(self.folder / "bilm"), str(self.path), "--messages", str(messages)]
        arguments += ["-o", str(self.folder / f"{keep}.npy")] if keep else []
        cost = measure(f"benchmarks.bilm.{side}", *arguments, BILM_MATMUL=matmul)
        print(
            f"  {side} {matmul}, {messages} messages: {cost[0]:.1f} CPU-s, {cost[1]:.0f} MB",
            flush=True,
        )
        return cost

    def vectors(self, name: str) -> NDArray[np.float32]:
        """Load what a run kept."""
        vectors: NDArray[np.float32] = np.load(self.folder / f"{name}.npy", allow_pickle=False)
        return vectors


def read_texts(path: Path) -> tuple[list[str], NDArray[np.bool_]]:
    """Read texts, in one line each, and whether each is of the first label that is not the usual.

    Args:
        path: a CSV with a header; label and text in the first two columns, as in spam.csv.
    """
    with path.open(encoding="latin-1", newline="") as file:
        rows = list(csv.reader(file))[1:]
    labels = np.array([row[0] for row in rows])
    usual = max(set(labels), key=list(labels).count)
    return [" ".join(row[1].split()) for row in rows], labels != usual


def peak() -> float:
    """Measure TensorFlow's fastest product in a new process, in 10^9 operations per CPU-s."""
    command = [sys.executable, "-m", "benchmarks.bilm.peak"]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def operations(folder: Path, texts: list[str]) -> float:
    """Count the multiplications and additions that our encoder's products take, in 10^9."""
    options = json.loads((folder / "options.json").read_text(encoding="utf-8"))
    lstm, cnn = options["lstm"], options["char_cnn"]
    projection, cells, width = (
        lstm["projection_dim"],
        lstm["dim"],
        sum(n for _, n in cnn["filters"]),
    )
    tokens = sum(len(text.split()) for text in set(texts))
    words = sorted({word for text in texts for word in text.split()}, key=len)
    used = (word_codes(words) != 261).sum(axis=1)
    characters = sum(
        (min(int(length) + 7, 50) - wide + 1) * wide * cnn["embedding"]["dim"] * count
        for length in used
        for wide, count in cnn["filters"]
    )
    layer = 2 * projection * 4 * cells + cells * projection
    dense = cnn["n_highway"] * 2 * width**2 + width * projection
    return float(2e-9 * (tokens * 2 * lstm["n_layers"] * layer + characters + len(words) * dense))


def has_bfloat16() -> bool:
    """Tell whether the CPU multiplies bfloat16 itself."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags


def compare_types(sides: Sides, labels: NDArray[np.bool_]) -> None:
    """Print what bfloat16 changes: the cosine of every vector, and a classifier's F1."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import f1_score
    from sklearn.model_selection import cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    exact, coarse = sides.vectors("float32"), sides.vectors("bfloat16")
    norms = np.linalg.norm(exact, axis=-1) * np.linalg.norm(coarse, axis=-1)
    cosines = ((exact * coarse).sum(-1) / np.maximum(norms, 1e-30))[norms.min(axis=1) > 0]
    print(f"bfloat16: smallest cosine to float32 {cosines.min():.6f}")
    for name, vectors in (("float32", exact), ("bfloat16", coarse)):
        model = make_pipeline(StandardScaler(), LogisticRegression(C=0.01, max_iter=300))
        guess = cross_val_predict(model, vectors.mean(axis=1), labels, cv=5)
        print(f"{name}: F1 {f1_score(labels, guess):.4f} (logistic regression, five folds)")


def slope(sides: Sides, texts: list[str]) -> None:
    """Print how the cost grows with the number of messages."""
    draw = np.random.default_rng(0)
    sides.write([texts[at] for at in draw.permutation(len(texts))])
    counts = [1000, 2000, 4000]
    costs = [sides.measure("ours", count)[0] for count in counts]
    rises = [
        (b - a) / (n - m) * 1000
        for a, b, m, n in zip(costs, costs[1:], counts, counts[1:], strict=False)
    ]
    print(f"slope: {rises[0]:.1f} then {rises[1]:.1f} CPU-s for each 1,000 messages more")


def many(sides: Sides, texts: list[str]) -> None:
    """Print the peak memory for a tenth of many short messages, and for all of them."""
    words = sorted({word for text in texts for word in text.split()})
    draw = np.random.default_rng(0).integers(0, len(words), (MANY, 3))
    sides.write([f"{n} " + " ".join(words[at] for at in row) for n, row in enumerate(draw)])
    peaks = [sides.measure("ours", count)[1] for count in (MANY // 10, MANY)]
    print(f"memory: {peaks[0]:.0f} MB for {MANY // 10} messages, {peaks[1]:.0f} MB for {MANY}")


def main(
    texts: Annotated[Path, typer.Argument(help="CSV: label, text; as the published spam.csv")],
    runs: Annotated[int, typer.Option(min=1, help="of each side")] = 3,
    quick: Annotated[bool, typer.Option("--quick", help="no slope, no memory")] = False,
) -> None:
    """Compare the encoder with its rivals; start-up counts on all sides."""
    messages, labels = read_texts(texts)
    print(f"{platform.machine()}, {len(messages)} messages, one thread")
    ratios: list[Ratio] = []
    with tempfile.TemporaryDirectory() as place:
        sides = Sides(Path(place), messages)
        types = ["float32", *(["bfloat16"] if has_bfloat16() else [])]
        costs: dict[str, list[Cost]] = {name: [] for name in (*types, "notebook")}
        highest, shares = peak(), []
        work = operations(sides.folder / "bilm", messages)
        for _ in range(runs):
            for name in types:
                costs[name].append(sides.measure("ours", len(messages), name, keep=name))
            costs["notebook"].append(sides.measure("notebook", len(messages)))
            start_up = sides.measure("ours", 1)[0]
            shares.append(work / (costs["float32"][-1][0] - start_up) / highest)
        for name in types:
            pairs = list(zip(costs[name], costs["notebook"], strict=True))
            ratios.append(summarise(f"our biLM, {name}", "the notebook's way", pairs))
        print(
            f"products: {min(shares):.0%} to {max(shares):.0%} of the peak of {highest:.0f} GFLOP "
            f"per CPU-s, start-up of {start_up:.1f} CPU-s left out"
        )
        if len(types) == 2:
            compare_types(sides, labels)
        for side, package in PEERS.items():
            try:
                __import__(package)
            except ImportError:
                print(f"{package} is not installed: left out")
                continue
            pairs = []
            for _ in range(runs):
                own = sides.measure("ours", PEER_MESSAGES)
                pairs.append((own, sides.measure(side, PEER_MESSAGES)))
            ratios.append(summarise(f"our biLM, float32, {PEER_MESSAGES} messages", package, pairs))
        write_ratios("elmo", ratios)
        if not quick:
            slope(sides, messages)
            many(sides, messages)


if __name__ == "__main__":
    run_command(main)
