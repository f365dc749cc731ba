"""How commands end: in one line and an exit code."""

import pytest
import typer

from bakeoff.core.commands import WHAT_TO_DO, run_command, run_commands


@pytest.fixture(autouse=True)
def no_arguments(monkeypatch):
    """Give the commands none."""
    monkeypatch.setattr("sys.argv", ["bakeoff"])


@pytest.mark.parametrize("number", WHAT_TO_DO)
def test_an_error_of_the_machine_ends_in_one_line(number):
    """With the file, and what to do."""

    def fail():
        raise OSError(number, "x", "data/a\x1b\nb.csv")

    with pytest.raises(SystemExit) as caught:
        run_command(fail)
    assert str(caught.value).startswith(r"error: data/a\x1b\nb.csv: ")
    assert str(caught.value).endswith(f"; {WHAT_TO_DO[number]}")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["uze"], "error: No such command 'uze'. Did you mean 'use'? See `bakeoff --help`"),
        (
            ["use", "--x"],
            "error: No such option: --x; an argument that begins with - goes after `--`; see `bake",
        ),
        (["other", "--x"], "error: No such option: --x; see `bakeoff other --help`"),
        (["use"], "error: Missing argument 'name'; see `bakeoff use --help`"),
    ],
)
def test_wrong_arguments_end_in_one_line(monkeypatch, capsys, arguments, message):
    """With the closest name, and exit code 2."""
    app = typer.Typer()

    @app.command()
    def use(name: str, *, all: bool = False) -> None:
        pass

    app.command("other")(lambda: None)
    monkeypatch.setattr("sys.argv", ["bakeoff", *arguments])
    with pytest.raises(SystemExit) as caught:
        run_commands(app, "bakeoff")
    (line,) = capsys.readouterr().err.splitlines()
    assert caught.value.code == 2 and line.startswith(message)
