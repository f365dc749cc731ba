"""Change the code of one package in small ways, one at a time; its tests must notice each change.

`make mutants PACKAGE=texts`, or `python -m checks.mutants texts --sample 200 --seed 1`. The mutants
are those of cosmic-ray: operators, comparisons, numbers, conditions, loops, decorators; strings are
left alone. A random sample of them is tried in copies of the project, each until the first test
fails, and the survivors are shown. Exit code 1 if fewer than 85 % are killed.
"""

import difflib
import random
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory
from typing import Annotated, NamedTuple

import typer
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from tqdm import tqdm

from bakeoff.core.commands import run_command
from bakeoff.core.errors import BakeoffError

NEEDED = 0.85  # of the mutants are killed
SECONDS = 900  # of one run of the tests
PACKAGES = {  # name -> the files that are changed, and their tests
    "texts": (["texts"], ["tests/texts", "tests/stages/test_prepare.py"]),
    "vectors": (["vectors"], ["tests/vectors", "tests/stages/test_embed.py"]),
    "check": (
        ["checking", "core/settings.py", "core/parameters.py", "core/components.py"],
        [
            "tests/checking",
            *(f"tests/core/test_{name}.py" for name in ("settings", "parameters", "components")),
        ],
    ),
    "evaluation": (["evaluation"], ["tests/evaluation", "tests/stages/test_evaluate.py"]),
    "report": (["report"], ["tests/report"]),
}
# Left out: operators that need variable names, and exception replacement, which crashes cosmic-ray
# where an `except` names an attribute.
LEFT_OUT = ("core/Variable", "core/ExceptionReplacer")
OPERATORS = sorted(name for name in operator_names() if not name.startswith(LEFT_OUT))
# A mutant may never end: no test of these packages takes a minute.
PYTEST = ["-x", "-q", "--no-header", "-p", "no:cacheprovider", "-o", "timeout=60"]


class Mutant(NamedTuple):
    """One change of one file: the nth place that an operator of cosmic-ray can change."""

    path: Path
    operator: str
    occurrence: int

    def code(self) -> str:
        """Give the changed file."""
        code = self.path.read_text(encoding="utf-8")
        return mutate_code(code, get_operator(self.operator)(), self.occurrence) or code


def list_mutants(files: list[Path]) -> list[Mutant]:
    """List every mutant of some files."""
    found = []
    for path in files:
        nodes = [*ast_nodes(get_ast(path.read_text(encoding="utf-8")))]
        for name in OPERATORS:
            operator = get_operator(name)()
            count = sum(1 for node in nodes for _ in operator.mutation_positions(node))
            found += [Mutant(path, name, occurrence) for occurrence in range(count)]
    return found


def copy_project(folder: Path) -> Path:
    """Copy tracked files, and untracked ones that Git does not ignore."""
    command = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if Path(name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(name, folder / name)
    return folder


def list_files(path: Path, pattern: str) -> list[Path]:
    """List the files of a folder that match a pattern; a file is listed itself."""
    return [path] if path.is_file() else sorted(path.rglob(pattern))


def order_tests(source: Path, tests: list[str]) -> list[str]:
    """List the files of tests, first that of the source, which kills most of its mutants.

    They are listed one by one because pytest takes a file within a folder for part of the folder.
    """
    below = source.relative_to("bakeoff")
    own = Path("tests", below.with_name(f"test_{below.name}"))
    files = [file for test in tests for file in list_files(Path(test), "test_*.py")]
    return list(map(str, sorted(files, key=lambda file: file != own)))


def survives(folder: Path, mutant: Mutant, tests: list[str]) -> bool:
    """Run the tests on a mutant in a copy of the project; put the file back afterwards."""
    path = folder / mutant.path
    code = path.read_text(encoding="utf-8")
    path.write_text(mutant.code(), encoding="utf-8")
    try:
        command = [sys.executable, "-m", "pytest", *PYTEST, *order_tests(mutant.path, tests)]
        done = subprocess.run(
            command, cwd=folder, capture_output=True, timeout=SECONDS, check=False
        )
        return done.returncode == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        path.write_text(code, encoding="utf-8")


def show(mutant: Mutant) -> str:
    """Show what a mutant changed."""
    code = mutant.path.read_text(encoding="utf-8").splitlines()
    lines = difflib.unified_diff(code, mutant.code().splitlines(), n=0, lineterm="")
    return "\n".join([f"{mutant.path}: {mutant.operator}", *list(lines)[2:]])


def main(
    package: Annotated[str, typer.Argument(help=f"one of {', '.join(PACKAGES)}")],
    sample: Annotated[int, typer.Option(min=1)] = 200,
    seed: Annotated[int, typer.Option(min=0)] = 1,
    processes: Annotated[int, typer.Option(min=1)] = 2,
) -> None:
    """Try a random sample of the mutants of one package."""
    if package not in PACKAGES:
        raise BakeoffError(f"mutants: expected one of {[*PACKAGES]}, got {package!r}")
    sources, tests = PACKAGES[package]
    files = [file for source in sources for file in list_files(Path("bakeoff", source), "*.py")]
    mutants = list_mutants(files)
    chosen = random.Random(seed).sample(mutants, min(sample, len(mutants)))
    with TemporaryDirectory(prefix="mutants-") as place:
        folders: Queue[Path] = Queue()
        for number in range(processes):
            folders.put(copy_project(Path(place, str(number))))

        def attempt(mutant: Mutant) -> bool:
            folder = folders.get()
            try:
                return survives(folder, mutant, tests)
            finally:
                folders.put(folder)

        alive = 0
        with ThreadPoolExecutor(processes) as pool, tqdm(total=len(chosen), desc=package) as bar:
            for mutant, survived in zip(chosen, pool.map(attempt, chosen), strict=True):
                bar.update()
                if survived:
                    alive += 1
                    bar.write(f"{show(mutant)}\n")
    killed = len(chosen) - alive
    print(f"{package}: {killed} of {len(chosen)} mutants killed, of {len(mutants)} in all")
    sys.exit(killed < NEEDED * len(chosen))


if __name__ == "__main__":
    run_command(main)
