"""Run the sample twice, in fresh clones, and compare every output byte for byte.

`make verify`. The scores are also compared with the committed ones: on another CPU, whose last bits
may differ, they must lie within .002. Exit code 1 if an output or a score differs.
"""

import sys
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from bakeoff.core.commands import run_command
from bakeoff.core.files import read_json
from bakeoff.core.paths import LEADERBOARD
from checks.runs import Run, clone, differing, hash_outputs

NEAR = 0.002  # between scores of two CPUs


def group(path: str) -> str:
    """Name the folder under which an output is counted: two levels."""
    return "/".join(path.split("/")[:-1][:2])


def far_scores(first: Path, second: Path) -> list[str]:
    """Name the scores that are more than `NEAR` apart in two folders of the project."""
    found = []
    boards = [read_json(folder / LEADERBOARD)["models"] for folder in (first, second)]
    for model in boards[0]:
        scores, others = (board[model]["mean"] for board in boards)
        for name in scores.keys() | others.keys():
            if abs(scores.get(name, 9) - others.get(name, 9)) > NEAR:
                found.append(f"{model}: {name}")
    return sorted(found)


def main() -> None:
    """Compare two runs with each other and with the committed scores."""
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
    for name, members in groupby(sorted(first.keys() | second.keys(), key=group), group):
        paths = [*members]
        same = sum(path not in apart for path in paths)
        size = sum(sizes.get(path, 0) for path in paths)
        table.add_row(name, str(len(paths)), f"{size:,}", f"{same}")
    console.print(table)
    console.print(f"{len(apart)} of {len(first)} outputs differ between two runs.", *apart)
    console.print(f"{len(far)} scores differ by more than {NEAR} from the committed ones.", *far)
    sys.exit(bool(apart or far))


if __name__ == "__main__":
    run_command(main)
