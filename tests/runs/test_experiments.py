"""`make experiments`, as a command, with experiments of DVC."""

import json

import pytest

from bakeoff.runs.experiments import MOST, Experiment, describe, list_changed
from bakeoff.runs.places import WORKSPACE
from tests.runs.projects import PARAMS, git, make_answer, make_project, run, write


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A commit from which two experiments start: one has ended, one is queued."""
    folder = tmp_path_factory.mktemp("experiments")
    make_project(folder)
    write(folder, make_answer("tfidf", glove=0.7, tfidf=0.8), {**PARAMS, "text": "größer"})
    assert run(folder, "dvc", "exp", "save", "--name", "tidy-lamb").returncode == 0
    git(folder, "checkout", "-q", ".")
    queue = ("exp", "run", "--queue", "--name", "calm-toad", "-S", "evaluate.margin=0.03")
    assert run(folder, "dvc", *queue).returncode == 0
    return folder


def show(folder, *arguments, **environment):
    """Run the command; give the lines."""
    done = run(folder, "bakeoff", "experiments", *arguments, **environment)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode().splitlines()


def row(lines, name):
    """Give the first line of a row of the table."""
    (found,) = (line for line in lines if line.startswith(name))
    return found


def test_each_experiment_has_its_answer_and_what_it_changed(project):
    """Beside its base and the workspace, within 120 columns."""
    lines = show(project)
    assert max(map(len, lines)) <= 120
    for name in ("HEAD", "workspace"):
        assert row(lines, name).split()[-5:] == ["glove", "0.900", "F1", "glove", "0.900"]
    ended = row(lines, "tidy-lamb")
    assert "tfidf" in ended and "0.800 F1" in ended and "text: größer" in ended
    queued = row(lines, "calm-toad")
    assert "queued: dvc queue start" in queued and "evaluate.margin: 0.02 -> 0.03" in queued


def test_programs_get_json(project):
    """With all scores, and a reason where there are none."""
    found = json.loads("".join(show(project, "--json")))
    by_name = {one["name"]: one for one in found["experiments"]}
    assert [*by_name][:2] == ["HEAD", "workspace"] and found["base"] == by_name["HEAD"]["commit"]
    ended, queued = by_name["tidy-lamb"], by_name["calm-toad"]
    assert ended["results"]["scores"] == {"tfidf": 0.8, "glove": 0.7}
    assert ended["results"]["recommendation"]["model"] == "tfidf" and ended["trouble"] is None
    assert ended["parameters"] == ["text: größer"]
    assert (queued["state"], queued["results"]) == ("queued", None)
    assert queued["parameters"] == ["evaluate.margin: 0.02 -> 0.03"]


def test_a_terminal_without_utf_8_gets_escapes(project):
    """No traceback of ours, and none of DVC's."""
    environment = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    assert "text: gr\\xf6\\xdfer" in row(show(project, **environment), "tidy-lamb")


def test_another_commit_says_where_experiments_are(project):
    """And how to run one."""
    git(project, "-c", "user.name=a", "commit", "-q", "--allow-empty", "-m", "Next")
    base = git(project, "rev-parse", "--short=7", "HEAD~").strip()
    try:
        none, others = show(project)
    finally:
        git(project, "reset", "-q", "HEAD~")
    assert none.startswith("No experiment starts from HEAD") and "dvc exp run -S" in none
    assert others == f"Of {base}, 1 more: make experiments REV={base}"


def test_many_changes_are_counted():
    """A preset changes hundreds of keys."""
    base = Experiment(WORKSPACE, "success", {}, "")
    changed = Experiment(WORKSPACE, "success", {f"k{i}": i for i in range(MOST + 5)}, "")
    *_, last = list_changed(base, changed)
    assert last == "and 5 more" and len(list_changed(base, changed)) == MOST + 1


def test_what_dvc_cannot_read_is_called_so():
    """In one line; nothing is said to be removed."""
    listed = {"data": None, "error": {"msg": "broken\n\x1b[31m params.yaml"}}
    experiment = describe(WORKSPACE, listed)
    assert list_changed(experiment, experiment) == [
        "cannot be read: broken\\n\\x1b[31m params.yaml"
    ]
