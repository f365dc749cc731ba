"""The program `bakeoff`."""

import subprocess
import sys

import pytest

from bakeoff.cli.main import app
from tests.conftest import ROOT


def names_of(commands):
    """Name the commands of an app."""
    return [command.name or command.callback.__name__ for command in commands.registered_commands]


GROUPS = {group.name: names_of(group.typer_instance) for group in app.registered_groups}
COMMANDS = [*names_of(app), *(f"{group} {name}" for group in GROUPS for name in GROUPS[group])]
SLOW = ("tensorflow", "pandas", "numpy", "dvc", "pydantic")


def bakeoff(*arguments):
    """Run the program without a terminal."""
    command = [sys.executable, "-m", "bakeoff", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_the_help_names_every_command():
    """Without colours where there is no terminal."""
    text = bakeoff("--help").stdout
    assert all(f"│ {name} " in text for name in (*names_of(app), *GROUPS))
    assert "\x1b" not in text


@pytest.mark.parametrize("name", [*COMMANDS, *GROUPS])
def test_the_help_of_a_command_has_an_example(name):
    """To copy."""
    assert f"bakeoff {name}" in bakeoff(*name.split(), "--help").stdout.partition("Example")[2]


def test_the_help_loads_nothing_that_is_slow():
    """What a command needs is imported when it runs."""
    code = "import sys, bakeoff.cli.main; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert not {*SLOW} & {*done.stdout.split()}


def test_the_version_is_shown():
    """As pip knows it."""
    assert bakeoff("--version").stdout.startswith("bakeoff 0.")
