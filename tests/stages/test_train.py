"""The stage that trains: what it says about a saved model."""

from bakeoff.core.files import read_json
from bakeoff.core.table import write_table
from tests.stages.test_learn import FOLDS, make_table


def test_a_saved_model_says_its_classes_in_order_and_how_it_cuts(project):
    """So a model is of use without the project's other files."""
    write_table(project.folder / "data/prepared/texts.csv", make_table(*FOLDS))
    project.write("data/prepared/classes.txt", b"spam\nham\n")
    done = project.run("train", "bag")
    assert done.returncode == 0, done.stderr
    assert read_json(project.folder / "models/bag/model.json") == {
        "name": "bag",
        "kind": "counts",
        "classes": ["spam", "ham"],
        "text": project.params["text"],
    }


def test_a_stage_that_is_run_again_by_hand_writes_the_same_model(project):
    """DVC removes the outputs first; a person does not."""
    write_table(project.folder / "data/prepared/texts.csv", make_table(*FOLDS))
    project.write("data/prepared/classes.txt", b"spam\nham\n")
    saved = []
    for _ in range(2):
        done = project.run("train", "bag")
        assert done.returncode == 0, done.stderr
        saved.append((project.folder / "models/bag/model.skops").read_bytes())
    assert saved[0] == saved[1]
