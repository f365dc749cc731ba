"""Run a preset in a scratch copy of the project: `make quick`, `make sms`, `make subj`.

params.yaml, dvc.lock and metrics/ stay as they are. The copy shares the project's DVC cache. It is
removed at the end; the report is kept as report/<preset>.html.
"""

import logging
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated

import typer

from bakeoff.core.commands import run_command
from bakeoff.core.files import write_text
from bakeoff.core.paths import (
    COVERAGE,
    DOWNLOADS_LOCK,
    GRAPH,
    INTRINSIC,
    MAPS,
    PARAMS,
    PRESETS,
    REPORT,
)
from bakeoff.dvc.cache import find_cache_folder
from bakeoff.figures import keep_figures
from bakeoff.presets.combine import SAMPLE, check_text, combine
from bakeoff.presets.form import dump
from bakeoff.presets.local import read_from
from bakeoff.sources.store import file_lock

PLACE = Path(".dvc/tmp/presets")  # Git ignores it
CODE = ("bakeoff", "stages", "requirements.lock", ".dvc/config", ".dvc/plots", ".dvcignore")
EMPTY = [path / ".gitkeep" for path in (COVERAGE, INTRINSIC, MAPS)]  # `report` depends on them
COPIED = (*map(Path, CODE), *EMPTY, PRESETS, GRAPH, DOWNLOADS_LOCK)
GRACE = 20  # seconds that an interrupted run has to end


def main(
    name: Annotated[str, typer.Argument(help="of a file in presets/")],
    source: Annotated[str, typer.Option("--from", help="a folder of the published files")] = "",
    resume: Annotated[bool, typer.Option(help="keep the copy of a run that ends early")] = False,
    figures: Annotated[bool, typer.Option(help="keep the figures in docs/results/")] = False,
) -> None:
    """Run a preset in a scratch copy of the project, and show its answer."""
    params, _ = combine(name)
    if source:
        read_from(Path(source), params)
    text = dump(params, SAMPLE.read_text(encoding="utf-8"))
    check_text(text, name)
    page = REPORT.with_stem(name)
    with scratch_copy(name, text, resume=resume) as folder:
        run(folder, "dvc", "repro")
        page.parent.mkdir(exist_ok=True)
        shutil.copyfile(folder / REPORT, page)
        if figures:
            keep_figures(name, folder)
        run(folder, sys.executable, "-m", "bakeoff", "answer", "--page", str(page))


@contextmanager
def scratch_copy(name: str, params: str, *, resume: bool = False) -> Iterator[Path]:
    """Give a copy of the project with other parameters, in a folder that is removed afterwards.

    Args:
        name: of the preset.
        params: the text of its params.yaml.
        resume: keep the folder if the block fails; the next call continues in it.
    """
    # a shell lets its background jobs ignore SIGINT
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, signal.default_int_handler)
    folder = PLACE / name
    with file_lock(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            fill(folder, params)
            yield folder
            resume = False
        finally:
            if resume:
                logging.info("%s is kept: the same command continues there", folder)
            else:
                shutil.rmtree(folder)


def fill(folder: Path, params: str) -> None:
    """Copy the code, its parameters and DVC's settings; what an earlier run has made stays."""
    for path in COPIED:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.rmtree(folder / path, ignore_errors=True)
            shutil.copytree(path, folder / path)
        elif path.exists():
            shutil.copy2(path, folder / path)
    write_text(folder / PARAMS, params)
    write_text(folder / ".dvc/config.local", dvc_settings())


def dvc_settings() -> str:
    """Write DVC's settings for the copy: no Git, and the project's cache.

    Raises:
        BakeoffError: DVC does not know its cache.
    """
    return f"[core]\n    no_scm = true\n[cache]\n    dir = {find_cache_folder().resolve()}\n"


def run(folder: Path, *command: str) -> None:
    """Run a command in the copy, and let it end before this returns, also when interrupted.

    Raises:
        typer.Exit: it failed, and has said why.
        KeyboardInterrupt: this process got SIGINT or SIGTERM.
    """
    outside = os.environ | {"GIT_CEILING_DIRECTORIES": str(PLACE.resolve())}  # it is in no commit
    with subprocess.Popen(command, cwd=folder, env=outside, process_group=0) as process:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            stop(process)
            raise
    if code:
        raise typer.Exit(code)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Interrupt a command and all that it has started; kill what does not end by that."""
    os.killpg(process.pid, signal.SIGINT)
    with suppress(subprocess.TimeoutExpired):
        process.wait(GRACE)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


if __name__ == "__main__":
    run_command(main)
