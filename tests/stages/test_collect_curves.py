"""The stage that puts learning curves together."""

import csv

LINES = "rows,draw,f1,pr_auc,accuracy\n25,1,0.5,0.6,0.9\n25,2,0.4,,0.8\n"


def test_curves_of_the_models_that_there_are_become_one_table(project):
    """Those of others, which an older run left, do not; what is not defined stays empty."""
    for name in (*project.params["models"], "old"):
        project.write(f"metrics/learning/{name}.csv", LINES.encode())
    done = project.run("collect_curves")
    assert done.returncode == 0, done.stderr
    with (project.folder / "metrics/learning.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert {line["model"] for line in lines} == set(project.params["models"])
    assert lines[0].items() >= {"rows": "25", "draw": "1", "f1": "0.5"}.items()
    assert lines[1]["pr_auc"] == ""


def test_a_curve_that_is_missing_is_one_line(project):
    """With what makes it."""
    done = project.run("collect_curves")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith("`dvc repro` makes what is missing")
