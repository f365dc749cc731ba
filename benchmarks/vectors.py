"""Compare our reader of word vectors with the usual ways, on files of the published sizes.

`python -m benchmarks.vectors` makes up a GloVe zip and a gzipped word2vec binary (10 CPU-minutes,
2.2 GB; --folder keeps them), then runs the sides in turn, each as a process of one thread: idle
threads of OpenBLAS alone would take 0.1 CPU-seconds. Each side writes the float32 matrix of the
same vocabulary as .npy, which takes 1 ms for GloVe; all must be equal, byte by byte. Start-up
counts on all sides. Before the runs that count, ours runs once, which compiles our code, and the
files are read once, because reading them from a disk takes up to half as much again.

Ours reads the published file. gensim cannot read a zip, so it gets the extracted text, and has
nothing to inflate. The other rivals run on both: the zip, which is compared, and the text.

Linux counts the peak memory of a process from that of its parent. So other processes make the
files, and this command imports neither NumPy nor typer, which would take more than NumPy.
"""

import argparse
import filecmp
import platform
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from benchmarks.pairs import Cost, Ratio, summarise, write_ratios
from benchmarks.published import Published, extract, make_glove, make_google, make_words

LINES, VECTORS, WORDS = 400_000, 3_000_000, 9000  # of GloVe 6B, of GoogleNews, of a vocabulary
QUICK = 20_000  # lines and vectors
SIZES = (1000, 10_000, 100_000)  # of vocabularies, to see how the cost grows
PEAK = 120  # MB that our reader may take beyond Python and NumPy


@dataclass(frozen=True)
class Rival:
    """Another side, and the targets for ours.

    Attributes:
        side: its module in benchmarks/readers.
        name: what it does.
        cpu: the target: it takes at least so many times our CPU time; below 1 where nothing could
            be faster; None for no target.
        memory: the target for peak memory.
        extracted: whether it gets the extracted text.
        package: a package that it needs and this project does not.
    """

    side: str
    name: str
    cpu: float | None
    memory: float | None = None
    extracted: bool = False
    package: str | None = None

    def is_installed(self) -> bool:
        """Tell whether its package is installed."""
        return self.package is None or find_spec(self.package) is not None


GLOVE = (
    Rival("inflate", "inflating alone", 1 / 1.5),
    Rival("notebook", "the notebook's loop, extracted", None, extracted=True),
    Rival("notebook", "the notebook's loop, from the zip", 8, 5),
    Rival("gensim_vectors", "gensim, extracted", 25, extracted=True),
    Rival("polars_frame", "polars, extracted", None, extracted=True, package="polars"),
    Rival("polars_frame", "polars, from the zip", 2.5, package="polars"),
    Rival("pandas_frame", "pandas, extracted", None, extracted=True),
    Rival("pandas_frame", "pandas, from the zip", 2.5),
)
GOOGLE = (
    Rival("inflate", "inflating alone", 1 / 1.15),
    Rival("gensim_vectors", "gensim", 4.5, 40),
)


class Comparison:
    """Runs our reader and its rivals on files; collects the ratios and the lines of the table."""

    def __init__(self, folder: Path, runs: int) -> None:
        """Take a folder for the matrices, and the number of runs per side."""
        self.folder, self.runs = folder, runs
        self.ratios: list[Ratio] = []
        self.lines = ["| our reader against | target | median | range | |"]
        self.lines.append("| --- | --: | --: | --- | --- |")

    def compare(self, file: Published, rivals: list[Rival]) -> None:
        """Run ours and every rival in turn, then judge each."""
        print(f"{file.name}, once without counting:")
        file.read_through()
        file.measure("ours", self.folder / "ours.npy")
        print(f"{file.name}, {self.runs} times:")
        costs: list[list[Cost]] = []
        for _ in range(self.runs):
            own = file.measure("ours", self.folder / "ours.npy")
            costs.append([own, file.measure("start", self.folder / "none.npy")])
            costs[-1] += [self.run_rival(file, rival) for rival in rivals]
        ours, starts, *others = zip(*costs, strict=True)
        for rival, theirs in zip(rivals, others, strict=True):
            pairs = list(zip(ours, theirs, strict=True))
            self.ratios.append(summarise(f"our reader, {file.name}", rival.name, pairs))
            name = f"{file.name}: {rival.name}"
            self.judge(f"{name}, CPU", rival.cpu, [b[0] / a[0] for a, b in pairs])
            if rival.memory:
                self.judge(f"{name}, memory", rival.memory, [b[1] / a[1] for a, b in pairs])
        more = [a[1] - b[1] for a, b in zip(ours, starts, strict=True)]
        self.lines.append(
            f"| {file.name}: Python and NumPy alone, memory | < {PEAK} MB more | "
            f"{median(more):.0f} MB | {min(more):.0f} to {max(more):.0f} | "
            f"{'' if max(more) < PEAK else 'missed'} |"
        )

    def run_rival(self, file: Published, rival: Rival) -> Cost:
        """Run a rival; if it writes a matrix, that must be equal to ours."""
        theirs = self.folder / "theirs.npy"
        theirs.unlink(missing_ok=True)
        cost = file.measure(rival.side, theirs, extracted=rival.extracted)
        if theirs.exists() and not filecmp.cmp(self.folder / "ours.npy", theirs, shallow=False):
            raise SystemExit(f"{file.path}: {rival.name} and our reader give different matrices")
        return cost

    def judge(self, what: str, target: float | None, ratios: list[float]) -> None:
        """Add a line to the table."""
        middle, low, high = median(ratios), min(ratios), max(ratios)
        self.lines.append(
            f"| {what} | {show(target) if target else '–'} | {show(middle)} | "
            f"{show(low)} to {show(high)} | {'' if middle >= (target or 0) else 'missed'} |"
        )


def show(ratio: float) -> str:
    """Write a ratio; below 1 as a fraction: 1/1.50 means that ours takes 1.5 times as much."""
    return f"{ratio:.2f}" if ratio >= 1 else f"1/{1 / ratio:.2f}"


def print_growth(folder: Path, runs: int) -> None:
    """Print how our cost grows with the lines of a file, and with the wanted words."""

    def measure(files: list[Published]) -> list[tuple[Cost, ...]]:
        """Measure the costs of each file, in turn."""
        ours = folder / "ours.npy"
        rounds = [[file.measure("ours", ours) for file in files] for _ in range(runs)]
        return list(zip(*rounds, strict=True))

    counts = [LINES // 4, LINES // 2, LINES]
    words = make_words(folder, WORDS, counts[0])
    costs = measure([make_glove(folder, lines, words) for lines in counts])
    cpu = [median(cpu for cpu, _ in each) for each in costs]
    slopes = [
        (b - a) / (n - m) * 1e5
        for a, b, m, n in zip(cpu, cpu[1:], counts, counts[1:], strict=False)
    ]
    print(f"slope: {slopes[0]:.3f} then {slopes[1]:.3f} CPU-s for each 100,000 lines more")
    for make, count in ((make_glove, LINES), (make_google, VECTORS)):
        files = [make(folder, count, make_words(folder, size, count)) for size in SIZES]
        few, *_ = costs = measure(files)
        for size, each in zip(SIZES, costs, strict=True):
            seconds, peak = median(cpu for cpu, _ in each), max(peak for _, peak in each)
            times = median(cpu / least for (cpu, _), (least, _) in zip(each, few, strict=True))
            print(
                f"{files[0].name}, {size:,} words: {seconds:.2f} CPU-s, {times:.2f} times as much "
                f"as {SIZES[0]:,}, {peak:.0f} MB"
            )


def read_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Compare our reader of word vectors with rivals.")
    parser.add_argument("--folder", type=Path, help="for the files: made there, and kept")
    parser.add_argument("--runs", type=int, default=3, help="of each side")
    parser.add_argument(
        "--quick", action="store_true", help="small files, to try the sides; writes no results"
    )
    return parser.parse_args()


def main() -> None:
    """Compare our reader of word vectors with its rivals."""
    arguments = read_arguments()
    quick, missing = arguments.quick, {each.package for each in GLOVE if not each.is_installed()}
    print(f"{platform.machine()}, one thread")
    for package in missing:
        print(f"{package} is not installed: left out")
    lines, vectors = (QUICK, QUICK) if quick else (LINES, VECTORS)
    with tempfile.TemporaryDirectory() as place:
        folder = arguments.folder or Path(place)
        comparison = Comparison(Path(place), arguments.runs)
        glove = make_glove(folder, lines, make_words(folder, WORDS, lines))
        extract(glove.path, glove.path.with_suffix(".txt"))
        comparison.compare(glove, [each for each in GLOVE if each.package not in missing])
        google = make_google(folder, vectors, make_words(folder, WORDS, vectors))
        comparison.compare(google, list(GOOGLE))
        if not quick:
            write_ratios("vectors", comparison.ratios)
            print_growth(folder, arguments.runs)
    print(*comparison.lines, sep="\n")
    if quick:
        print("small files: start-up outweighs the rest, and the targets say nothing")


if __name__ == "__main__":
    main()
