"""`make compare`, as a command."""

import json

import pytest

from tests.runs.projects import commit, git, make_answer, make_lock, make_project, run, write

C_LOCALE = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
OTHER = make_lock(prepare={"data/prepared": f"{2:032x}.dir"})


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A committed run, and another in the workspace; on other texts, so that none is paired."""
    folder = tmp_path_factory.mktemp("compare")
    make_project(folder)
    params = {"evaluate": {"margin": 0.01}, "models": {"bag": {"weights": "größer"}}}
    write(folder, make_answer("tfidf", glove=0.7, tfidf=0.8), params, OTHER)
    return folder


def compare(folder, *arguments, **environment):
    """Run the command."""
    return run(folder, "bakeoff", "compare", *arguments, **environment)


def test_it_ends_with_both_recommendations(project):
    """Above them scores, words and parameters; why there is no word."""
    done = compare(project, "main")
    text = done.stdout.decode("utf-8")
    assert (done.returncode, done.stderr) == (0, b"")
    (glove,) = (line.split() for line in text.splitlines() if line.startswith("glove"))
    assert glove == ["glove", "0.900", "0.700", "-0.200"]
    assert "without a word: the texts, or their splits, are not the same." in text
    assert "  evaluate.margin: 0.02 -> 0.01\n" in text
    short = git(project, "rev-parse", "--short=7", "main").strip()
    last = [f"main ({short}): Use glove.", "workspace: Use tfidf."]
    assert text.splitlines()[-2:] == last


def test_two_commits_are_compared(project):
    """With themselves: nothing differs."""
    text = compare(project, "main", "--to", "HEAD").stdout.decode("utf-8")
    assert "2 of 2 models have not changed." in text and "Changed parameters:\n  none" in text
    assert text.splitlines()[-1] == "Use glove."


@pytest.mark.parametrize("ascii_only", [{"PYTHONIOENCODING": "ascii"}, C_LOCALE])
def test_a_terminal_without_utf_8_gets_escapes(project, ascii_only):
    """Of a name and of a value."""
    git(project, "branch", "--force", "größe")
    done = compare(project, "größe", **ascii_only)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "binary -> gr\\xf6\\xdfer" in done.stdout.decode("ascii")


def test_a_commit_without_results_is_one_line(tmp_path):
    """With what to do."""
    (tmp_path / "a").write_text("", encoding="utf-8")
    commit(tmp_path)
    done = compare(tmp_path, "main")
    assert done.returncode == 1 and done.stderr.count(b"\n") == 1
    assert b"got no metrics/answer.json; name one that has results" in done.stderr


def test_the_comparison_is_given_as_json(project):
    """Both runs, the models that changed, and why there is no word."""
    found = json.loads(compare(project, "main", "--json").stdout)
    assert found["changed"]["glove"] == {"old": 0.9, "new": 0.7, "pair": None}
    assert found["unpaired"] == "the texts, or their splits, are not the same"
    assert found["old"]["recommendation"]["model"] == "glove"
    assert found["new"]["name"] == "workspace" and found["new"]["commit"] is None
    assert "evaluate.margin: 0.02 -> 0.01" in found["parameters"]


@pytest.mark.parametrize("rev", ["$(touch canary)", "x; touch canary", "--output=canary", "../x"])
def test_a_wild_name_of_a_commit_is_one_line(project, rev):
    """Neither a shell nor an option of Git; the argument is named."""
    for argument, arguments in (("REV", ["--", rev]), ("TO", ["--to", rev, "main"])):
        done = compare(project, *arguments)
        told = f"error: {argument}: expected a commit"
        assert done.returncode == 1 and done.stderr.decode("utf-8").startswith(told)
    assert not (project / "canary").exists()
