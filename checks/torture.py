"""Kill a run of the sample at random moments; it must end as an undisturbed run does.

`make torture`, or `python -m checks.torture --kills 30 --seed 1`. Each time DVC, the stage and all
that they started get SIGKILL, at a moment drawn from the timeline of an undisturbed run. Where that
left half a lock, it is repaired as docs/promises.md says; then `dvc repro` runs again. Exit code 1
if a run fails or an output differs at the end.
"""

import json
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bakeoff.core.commands import run_command
from bakeoff.core.errors import BakeoffError
from bakeoff.core.paths import LOCK
from bakeoff.dvc.lockfile import check_lock
from checks.runs import Began, Run, clone, differing, hash_outputs

RWLOCK = Path(".dvc/tmp/rwlock")  # who reads and writes which files


def draw(timeline: list[Began], end: float, kills: int, seed: int) -> list[Began]:
    """Draw moments of a run, in order: the stage, and the seconds since it began.

    Args:
        timeline: stages as they began.
        end: seconds that the run took.
        kills: how many moments.
        seed: of the draw.
    """
    generator = random.Random(seed)
    moments = sorted(generator.uniform(timeline[0].at, end) for _ in range(kills))
    found = []
    for moment in moments:
        last = [began for began in timeline if began.at <= moment][-1]
        found.append(Began(last.stage, moment - last.at))
    return found


def kill_at(folder: Path, moment: Began, order: list[str]) -> bool:
    """Run the pipeline and kill it some seconds after a stage began; tell whether that happened.

    If an earlier run had finished the stage just before it was killed, the next stage counts.

    Args:
        folder: of the pipeline.
        moment: of the kill.
        order: the stages, in the order in which they run.
    """
    awaited = order[order.index(moment.stage) :]
    with Run(folder) as running:
        for began in running.stages():
            if began.stage in awaited:
                time.sleep(moment.at)
                return running.kill()
        running.finish()
    return False


def repair(folder: Path) -> bool:
    """Repair what DVC wrote when it was killed, as docs/promises.md says; tell whether it had to.

    Args:
        folder: of the pipeline.
    """
    locks, broken = folder / RWLOCK, False
    try:
        check_lock(folder / LOCK)
    except BakeoffError:
        restore = ["git", "restore", "--", str(LOCK)]
        if subprocess.run(restore, cwd=folder, check=False, capture_output=True).returncode:
            (folder / LOCK).unlink()
        broken = True
    try:
        json.loads(locks.read_text(encoding="utf-8") if locks.exists() else "{}")
    except ValueError:
        locks.unlink()
        broken = True
    return broken


def main(
    kills: Annotated[int, typer.Option(min=1)] = 30,
    seed: Annotated[int, typer.Option(min=0)] = 1,
) -> None:
    """Kill, run to the end, compare."""
    console, killed = Console(), Counter[str]()
    with TemporaryDirectory(prefix="torture-") as place:
        folders = [clone(Path(place, name)) for name in ("undisturbed", "tortured")]
        with Run(folders[0]) as undisturbed:
            timeline = undisturbed.finish()
        end = time.monotonic() - undisturbed.start
        order = [began.stage for began in timeline]
        console.print(f"Undisturbed: {len(timeline)} stages in {end:.0f} s")
        for number, moment in enumerate(draw(timeline, end, kills, seed), 1):
            landed = kill_at(folders[1], moment, order)
            killed[moment.stage] += landed
            state = "killed" if landed else "had ended"
            state += ", a lock was half-written" if repair(folders[1]) else ""
            console.print(f"{number}. {moment.stage}, after {moment.at:.1f} s: {state}")
        with Run(folders[1]) as last:
            last.finish()
        expected, found = map(hash_outputs, folders)
    show(console, killed, len(expected), differing(expected, found))


def show(console: Console, killed: Counter[str], outputs: int, apart: list[str]) -> None:
    """Show how many kills hit which stage; exit with 1 if an output differs."""
    table = Table("stage", "kills")
    for stage, count in killed.items():
        table.add_row(stage, str(count))
    console.print(table)
    console.print(
        f"{killed.total()} kills; {len(apart)} of {outputs} outputs differ from those of an "
        "undisturbed run.",
        *apart,
    )
    sys.exit(bool(apart))


if __name__ == "__main__":
    run_command(main)
