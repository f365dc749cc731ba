"""A user's mistake ends in one line that says what to correct, and leaves no output."""

import pytest

GOOD = b"v1,v2,,,\n" + b"".join(
    f"{'spam' if row % 3 == 0 else 'ham'},message number {row},,,\n".encode() for row in range(60)
)
ONE_CLASS = b"v1,v2\n" + b"".join(b"spam,message %d\n" % row for row in range(30))
RARE_CLASS = ONE_CLASS + b"ham,hello\n"


def refusal(project, stage, *arguments):
    """Run a stage on wrong input; give the last line of stderr without `error: `."""
    before = project.outputs()
    done = project.run(stage, *arguments)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    last = done.stderr.rstrip("\n").split("\n")[-1]
    assert last.startswith("error: ") and done.stderr.count("error: ") == 1
    assert project.outputs() == before
    return last.removeprefix("error: ")


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("duplicates", "all", "params.yaml: prepare.duplicates: Input should be 'keep', 'exact'"),
        ("epochs", 3, "params.yaml: prepare.epochs: stage prepare reads no such key"),
        ("valid", 0.8, "params.yaml: prepare: expected valid + 1 / folds below 1"),
        ("split", "time", "params.yaml: prepare: expected a value of `time` with split: time"),
        ("source", "elmo", "params.yaml: prepare.source: stage prepare reads no such key"),
    ],
)
def test_wrong_params_are_refused(project, key, value, expected):
    """Before anything is read."""
    project.write("data/raw/spam/spam.csv", GOOD)
    project.params["prepare"][key] = value
    assert refusal(project, "prepare").startswith(expected)


@pytest.mark.parametrize(
    ("content", "changes", "expected"),
    [
        (
            GOOD,
            {"text": "message"},
            'one column "message", got none; there are "v1", "v2"',
        ),
        (GOOD + b"ham,\xa35\n", {"encoding": "utf-8"}, "byte 0xa3"),
        (b"v1,v2,,,\n", {}, "spam.csv: expected rows"),
        (ONE_CLASS, {}, "got only ['spam']"),
        (RARE_CLASS, {}, "'ham', which has 1"),
        (None, {}, "spam.csv: expected a file of labelled texts"),
    ],
)
def test_wrong_texts_are_refused(project, content, changes, expected):
    """By the stage that reads them."""
    if content is not None:
        project.write("data/raw/spam/spam.csv", content)
    project.table |= changes
    assert expected in refusal(project, "prepare")


def distinct(counts, column=""):
    """Write so many texts of each class, no two alike, with one more column."""
    labels = [label for label, count in counts.items() for _ in range(count)]
    lines = [f"{label},{column},{chr(97 + row) * 9}\n" for row, label in enumerate(labels)]
    return ("v1,sender,v2\n" + "".join(lines)).encode()


def test_more_folds_than_texts_of_a_class_are_refused(project):
    """With the class, how many it has, and what to do."""
    project.write("data/raw/spam/spam.csv", distinct({"ham": 12, "spam": 4}))
    assert refusal(project, "prepare") == (
        "prepare: too few texts: expected each class in 5 texts or more, got 'spam', which has 4; "
        "drop or pool rare classes (prepare.rare, or `bakeoff init --rare`), lower prepare.folds "
        "(5), or add texts"
    )


def test_a_group_larger_than_a_fold_is_refused(project):
    """With its name and its size, and what a fold holds."""
    project.write("data/raw/spam/spam.csv", distinct({"ham": 12, "spam": 8}, column="Ann"))
    project.params["prepare"]["group"] = "sender"
    expected = (
        "prepare.group: expected at most 4 of 20 texts in a group, since a fold holds no more"
    )
    assert refusal(project, "prepare").startswith(f"{expected}, got 20 in 'Ann'; lower ")


def test_a_class_that_only_a_given_test_file_has_is_refused(project):
    """With how many of its texts have it."""
    project.write("data/raw/spam/spam.csv", distinct({"ham": 12, "spam": 8}))
    project.write("data/raw/spam/test.csv", distinct({"ham": 1, "junk": 2}))
    project.params["prepare"] |= {"split": "given", "given": {"file": "test.csv"}}
    assert refusal(project, "prepare") == (
        "prepare: expected held-out texts of the classes of training texts, got 2 of 'junk'; "
        "correct their labels, drop the class (prepare.rare, or `bakeoff init --rare drop`), or "
        "add training texts of it"
    )


def test_a_metric_that_needs_each_class_refuses_held_out_texts_without_one(project):
    """Before any model is trained; other metrics take them."""
    project.write("data/raw/spam/spam.csv", distinct({"news": 6, "spam": 6, "ham": 12}))
    project.table["positive"] = None
    project.params["prepare"]["split"] = "file_order"
    project.params["evaluate"]["metric"] = "pr_auc"
    assert refusal(project, "prepare") == (
        "evaluate.metric: pr_auc expects texts of every class among the held-out ones, got none of "
        "'news'; use accuracy or log_loss, or change prepare.split"
    )
    project.params["evaluate"]["metric"] = "macro_f1"
    assert project.run("prepare").returncode == 0


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("encoding", "utf-9", "expected a text encoding that Python knows"),
        ("mojibake", ["mac_roman", "cp1252"], "expected an odd number of encodings or none"),
        ("text", "", "String should have at least 1 character"),
        ("slices", "../slices.csv", "String should match pattern"),
    ],
)
def test_a_wrong_table_is_refused(project, key, value, expected):
    """With the key that is wrong."""
    project.table[key] = value
    assert refusal(project, "prepare").startswith(f"params.yaml: prepare.table.{key}")
    assert expected in refusal(project, "prepare")


def test_a_key_that_is_missing_is_refused(project):
    """Nothing has a hidden default."""
    del project.table["html"]
    expected = "params.yaml: prepare.table.html: this key is missing"
    assert refusal(project, "prepare") == expected


def publish(project, name, **settings):
    """Describe a source as a file of the project's own."""
    source = {"file": "file.txt", "urls": ["mine/file.txt"], "hash": None} | settings
    project.params["sources"][name] = source


def test_a_file_of_another_hash_is_refused(project):
    """It does not reach the place where the next stage looks."""
    project.write("mine/file.txt", b"the 1 2 3\n")
    publish(project, "glove", hash=f"sha256:{'0' * 64}", dimension=3)
    message = refusal(project, "download", "glove")
    assert "file.txt" in message and f"should be sha256:{'0' * 64} but is " in message
    assert not list(project.folder.glob("data/raw/glove/*"))


@pytest.mark.parametrize(
    ("content", "settings", "expected"),
    [
        (b"message 1 2 3\n", {"dimension": 4}, "file.txt: expected vectors of dimension 4, got 3"),
        (b"message 1 2 3\n", {}, "params.yaml: sources.glove.dimension: this key is missing"),
        (b"message 1 2 3\nnumber 1 2\n", {"dimension": 3}, "file.txt: line 2: expected 3 numbers"),
        (
            b"",
            {"dimension": 3},
            "file.txt: expected word vectors (GloVe, word2vec or fastText), got an empty file",
        ),
    ],
)
def test_wrong_vectors_are_refused(project, content, settings, expected):
    """No matrix is left, and no coverage."""
    table = b"row,text,label,group,slice,0.0\n0,message number 0,ham,0,,train\n"
    project.write("data/prepared/texts.csv", table)
    project.write("data/vocabulary.txt", b"[PAD]\n[UNK]\nmessage\nnumber\n")
    project.write("data/raw/glove/file.txt", content)
    publish(project, "glove", **settings)
    assert expected in refusal(project, "embed", "glove")
