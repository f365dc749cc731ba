"""Run the sample twice, in fresh clones, and compare every output byte for byte.

`make verify`. The F1 scores are compared with the committed ones, too. Another CPU differs in last
bits, and what training makes of them is luck as that of a seed: each must lie within the deviation
over the seeds. Exit code 1 if something does not hold.
"""

import sys
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from bakeoff.files import read_json
from bakeoff.stage import run
from checks.runs import Run, clone, differing, hash_outputs

NEAR = 0.002  # of a model's F1 on two CPUs, where its seeds deviate less
SCORES = Path("metrics/test")


def group(path: str) -> str:
    """Name the folder that an output is listed under: two levels."""
    return "/".join(path.split("/")[:-1][:2])


def far_scores(one: Path, other: Path) -> list[str]:
    """Name the models of a folder of the project whose F1 is far from that in another.

    Args:
        one: a folder.
        other: that says how much each F1 deviates over the seeds.
    """
    found = []
    for path in sorted((one / SCORES).glob("*.json")):
        scores, others = read_json(path), read_json(other / SCORES / path.name)
        if abs(scores["f1"] - others["f1"]) > max(NEAR, others["f1_sd"]):
            found.append(path.stem)
    return found


def main() -> None:
    """Compare two runs with one another, and with what is committed."""
    console = Console()
    with TemporaryDirectory(prefix="verify-") as place:
        folders = [clone(Path(place, name)) for name in ("first", "second")]
        for folder in folders:
            console.print(f"{folder.name} run ...")
            with Run(folder) as running:
                running.finish()
        first, second = map(hash_outputs, folders)
        sizes = {path: (folders[0] / path).stat().st_size for path in first}
        far = far_scores(folders[0], Path())
    apart = differing(first, second)
    table = Table("outputs", "files", "bytes", "the same in both runs")
    for name, its in groupby(sorted(first.keys() | second.keys(), key=group), group):
        paths = [*its]
        same = sum(path not in apart for path in paths)
        size = sum(sizes.get(path, 0) for path in paths)
        table.add_row(name, str(len(paths)), f"{size:,}", f"{same}")
    console.print(table)
    console.print(f"{len(apart)} of {len(first)} outputs differ between two runs.", *apart)
    console.print(f"{len(far)} F1 scores differ from the committed by more than their seeds.", *far)
    sys.exit(bool(apart or far))


if __name__ == "__main__":
    run(main)
