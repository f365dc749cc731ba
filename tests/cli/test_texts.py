"""A text may begin with a dash; a mistyped option is still refused."""

import pytest
import typer
from typer.testing import CliRunner

from bakeoff.cli.texts import TextCommand

app = typer.Typer()


@app.command(cls=TextCommand)
def show(
    texts: list[str],
    model: str = typer.Option("glove", "--model", "-m"),
    json: bool = typer.Option(False, "--json"),
) -> None:
    """Print what was understood."""
    print(texts, model, json)


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["---"], "['---'] glove False"),
        (["good", "- great", "-1", "-:)"], "['good', '- great', '-1', '-:)'] glove False"),
        (["-my god", "--json", "-좋아요"], "['-my god', '-좋아요'] glove True"),
        (["-m", "- x", "--model=a b", "-"], "['-'] a b False"),
        (["-mmodels/x", "a", "--", "--json", "--"], "['a', '--json', '--'] models/x False"),
    ],
)
def test_what_no_option_is_spelled_like_is_a_text(arguments, shown):
    """In the order of the command line; options keep their values."""
    assert CliRunner().invoke(app, arguments).output.strip() == shown


@pytest.mark.parametrize("argument", ["--modle", "--modle=a b", "-x", "-great"])
def test_a_mistyped_option_is_refused(argument):
    """It could have been meant as one."""
    run = CliRunner().invoke(app, ["a", argument])
    assert run.exit_code == 2 and "No such option" in run.output
