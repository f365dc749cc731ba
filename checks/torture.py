"""Kill a run of the sample at random moments, again and again; it must end as an undisturbed one.

`make torture`, or `python -m checks.torture --kills 30 --seed 1`. Each time DVC, the stage and all
that they started get SIGKILL, at a moment drawn from the timeline of an undisturbed run; then `dvc
repro` is called again, nothing else. Exit code 1 if a run fails, or an output is not the same at
the end.
"""

import random
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bakeoff.stage import run
from checks.runs import Began, Run, clone, differing, hash_outputs


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

    A stage that an earlier run finished just before it was killed begins no more: then the next
    one counts.

    Args:
        folder: of the pipeline.
        moment: of the kill.
        order: the stages, as they run.
    """
    awaited = order[order.index(moment.stage) :]
    with Run(folder) as its:
        for began in its.stages():
            if began.stage in awaited:
                time.sleep(moment.at)
                return its.kill()
        its.finish()
    return False


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
            word = "killed" if landed else "had ended"
            console.print(f"{number}. {moment.stage}, after {moment.at:.1f} s: {word}")
        with Run(folders[1]) as last:
            last.finish()
        expected, came = map(hash_outputs, folders)
    table = Table("stage", "kills")
    for stage, count in killed.items():
        table.add_row(stage, str(count))
    console.print(table)
    apart = differing(expected, came)
    console.print(
        f"{killed.total()} kills; {len(apart)} of {len(expected)} outputs differ from those of an "
        "undisturbed run.",
        *apart,
    )
    sys.exit(bool(apart))


if __name__ == "__main__":
    run(main)
