"""From published texts to the table."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bakeoff.core.errors import BakeoffError
from bakeoff.core.table import normalise
from bakeoff.texts.arrange import arrange
from bakeoff.texts.table import Published
from tests.texts.tables import labelled, prepare

TEMPLATE = "win a prize of {} pounds, call {} now and claim your prize before tomorrow"


def published(texts, **columns):
    """Describe texts as the reader does."""
    return Published(texts, columns, 0, {"rows": len(texts)})


def with_copies():
    """Make 100 texts: the last ten copy the first ten, and every seventh of the rest is near."""
    rng, texts = np.random.default_rng(1), labelled(ham=100)
    for row in range(100):
        words = "".join(rng.choice([*"abcdefghijklmnop "], 30))
        near = TEMPLATE.format(row, 871 * row)
        label = "spam" if row % 3 == 0 else "ham"
        texts[row] = texts[row]._replace(text=words if row % 7 else near, label=label)
    return texts[:90] + [texts[row - 90]._replace(row=row, group=row) for row in range(90, 100)]


def prepared(texts=None, columns=None, **keys):
    """Lay texts out; give the table and the counts."""
    table, _, counts = arrange(
        published(texts or with_copies(), **(columns or {})), prepare(**keys)
    )
    return table, counts


def held_out_copies(table, number):
    """Find the texts that are held out and known from training or validation."""
    keys = {
        role: {normalise(table.texts[row].text) for row in table.rows(number, role)}
        for role in ("train", "valid", "test")
    }
    return (keys["train"] | keys["valid"]) & keys["test"]


@settings(max_examples=20)
@given(st.sampled_from(["keep", "exact", "normalised", "near"]), st.integers(0, 99))
def test_no_kept_text_leaks(kind, seed):
    """But where duplicates are kept: then some do."""
    table, _ = prepared(duplicates=kind, seed=seed, folds=3)
    leaks = [held_out_copies(table, number) for number in range(len(table.partitions))]
    assert any(leaks) == (kind == "keep")


def test_near_duplicates_are_kept_on_one_side():
    """Those that fit into a fold."""
    table, counts = prepared(folds=2)
    near = [row for row, text in enumerate(table.texts) if text.row % 7 == 0]
    assert counts["largest_group"] == len(near) == 13 and counts["reduced"] == 0
    assert all(len(set(roles[near])) == 1 for roles in table.roles)


def test_a_group_larger_than_a_fold_is_reduced_and_counted():
    """To its first text."""
    table, counts = prepared(folds=8)
    assert counts["reduced"] == 12 and counts["kept"] == len(table.texts) == 78
    assert counts["dropped"] == 10 and counts["largest_group"] == 1
    assert [text.row for text in table.texts if text.row % 7 == 0] == [0]


@pytest.mark.parametrize("kind", ["keep", "exact", "normalised", "near"])
def test_held_out_texts_are_told_and_stay(kind):
    """Training texts that copy one are left out, but where duplicates are kept."""
    table, counts = prepared(duplicates=kind, split="file_order", conflicts="drop", test=0.1)
    assert [table.texts[row].row for row in table.rows(0, "test")] == [*range(90, 100)]
    left_out = {table.texts[row].row for row in table.rows(0, "")}
    near = {row for row in range(90) if row % 7 == 0}
    expected = {"keep": set(), "near": near | {*range(10)}}.get(kind, {*range(10)})
    assert left_out == expected and counts["left_out"] == len(expected)
    assert counts["reduced"] == 0
    assert sum(part["rows"] for part in counts["partitions"]["0.0"].values()) == counts["kept"]


def test_groups_of_a_column_and_of_near_duplicates_are_one():
    """A sender's texts go where a near duplicate of one of them goes."""
    senders = ["Ann" if row in (7, 8) else "" for row in range(100)]
    table, _ = prepared(columns={"who": senders}, group="who", folds=2)
    near = [row for row, text in enumerate(table.texts) if text.row % 7 == 0 or text.row == 8]
    assert len(set(table.groups[near].tolist())) == 1


@pytest.mark.parametrize(("rule", "count"), [("keep", 91), ("majority", 91), ("drop", 81)])
def test_conflicts_are_counted_and_settled(rule, count):
    """Ten texts occur three times, once with another label, once first."""
    texts = [*with_copies(), *with_copies()[:10]]
    texts = [text._replace(row=row) for row, text in enumerate(texts)]
    for row in (0, *range(101, 110)):
        other = {"ham": "spam", "spam": "ham"}[texts[row].label]
        texts[row] = texts[row]._replace(label=other)
    texts.append(texts[50]._replace(row=110, text="new"))
    table, counts = prepared(texts, conflicts=rule, duplicates="normalised", folds=2)
    assert (counts["conflicts"]["contents"], counts["conflicts"]["texts"]) == (10, 30)
    assert counts["kept"] == len(table.texts) == count
    if rule != "drop":
        assert table.texts[0].label == {"keep": "ham", "majority": "spam"}[rule]
        assert table.texts[1].label == with_copies()[1].label


def test_held_out_labels_settle_no_conflict():
    """They would leak into training."""
    texts = with_copies()
    texts[60] = texts[60]._replace(text=texts[61].text, label="ham")
    texts[61] = texts[61]._replace(label="spam")
    for row in (97, 98, 99):
        texts[row] = texts[row]._replace(text=texts[61].text, label="spam")
    keys = {"split": "file_order", "test": 0.1, "conflicts": "majority", "duplicates": "keep"}
    table, counts = prepared(texts, **keys)
    assert [table.texts[row].label for row in (60, 61, 99)] == ["ham", "ham", "spam"]
    assert counts["conflicts"]["texts"] == 5


def test_a_held_out_class_that_no_training_text_has_is_refused():
    """With the number of its texts."""
    texts = [t._replace(label="new") if t.row > 97 else t for t in with_copies()]
    with pytest.raises(BakeoffError, match="got 2 of 'new'"):
        prepared(texts, split="file_order")


@settings(max_examples=10)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_role(random):
    """Of the texts that both orders keep, under folds."""
    texts = with_copies()
    shuffled = random.sample(texts, len(texts))
    shuffled = [text._replace(row=row, group=row) for row, text in enumerate(shuffled)]
    tables = [prepared(rows, folds=2)[0] for rows in (texts, shuffled)]
    roles = [
        dict(zip([t.text for t in table.texts], table.roles.T.tolist(), strict=True))
        for table in tables
    ]
    assert roles[0] == roles[1]


def test_everything_is_counted():
    """Rows are dropped, reduced or kept."""
    _, counts = prepared(folds=8)
    assert counts["rows"] == 100 == counts["dropped"] + counts["reduced"] + counts["kept"]
    assert (counts["exact_duplicates"], counts["normalised_duplicates"]) == (10, 10)
    assert counts["near_duplicates"] == 22 and counts["groups"] == 78
    assert np.array_equal([*counts["partitions"]], [f"{r}.{f}" for r in (0, 1) for f in range(8)])
    assert set(counts["leaks_with_duplicates"]) == {"holdout", "file_order"}


def relabelled(*labels):
    """Give the last of 100 texts without copies these labels."""
    texts = [t._replace(text=f"{chr(97 + t.row) * 9} {t.text}") for t in labelled(a=60, b=40)]
    last = zip(texts[100 - len(labels) :], labels, strict=True)
    return texts[: 100 - len(labels)] + [text._replace(label=label) for text, label in last]


def test_rare_classes_are_dropped_and_counted_by_name():
    """With all their texts."""
    table, counts = prepared(relabelled(*"cccc", *"ddddd", "e"), rare="drop")
    assert {text.label for text in table.texts} == {*"abd"}
    assert counts["rare_dropped"] == {"c": 4, "e": 1} and counts["kept"] == 95
    assert counts["rows"] == counts["kept"] + sum(counts["rare_dropped"].values())


def test_rare_classes_are_pooled_and_counted_by_name():
    """In one class, which every fold tests."""
    table, counts = prepared(relabelled(*"cccc", *"ddddd", "e"), rare="pool")
    assert {text.label for text in table.texts} == {*"abd", "other"}
    assert counts["rare_pooled"] == {"c": 4, "e": 1} and counts["kept"] == 100


def test_a_pooled_class_that_is_still_too_rare_is_refused():
    """By its name, with the other way out."""
    expected = r"'other', which has 3; drop it \(prepare\.rare, or `bakeoff init --rare`\), lower"
    with pytest.raises(BakeoffError, match=expected):
        prepared(relabelled(*"ccd"), rare="pool")


def test_a_held_out_class_without_training_texts_may_be_dropped():
    """It is counted; nothing else moves."""
    texts, keys = relabelled(*"ac"), {"split": "file_order", "test": 20}
    with pytest.raises(BakeoffError, match="got 1 of 'c'"):
        prepared(texts, **keys)
    table, counts = prepared(texts, **keys, rare="drop")
    assert counts["rare_dropped"] == {"c": 1}
    assert [table.texts[row].row for row in table.rows(0, "test")] == [*range(80, 99)]


def test_a_stray_label_beside_a_positive_class_may_be_dropped():
    """Two classes are left."""
    texts, table = relabelled(*"bbc"), {"positive": "b"}
    with pytest.raises(BakeoffError, match="expected two classes with 'b'"):
        prepared(texts, table=table)
    _, counts = prepared(texts, table=table, rare="drop")
    assert counts["rare_dropped"] == {"c": 1}


def test_numbers_of_groups_are_compared_as_numbers():
    """Formats write the same one as 3 and as 3.0; 03 is another name."""
    names = [f"{row // 2}" if row % 2 else f"{row // 2}.0" for row in range(100)]
    for changed, groups in ((names, 50), ([*names[:6], "03", *names[7:]], 51)):
        keys = {"group": "customer", "duplicates": "normalised"}
        _, counts = prepared(relabelled("b"), {"customer": changed}, **keys)
        assert counts["groups"] == groups


def test_two_hundred_classes_are_prepared():
    """Each is trained on and tested in every partition."""
    texts = [t._replace(label=f"{t.row % 200}", text=f"{t.row:b}") for t in labelled(a=1000)]
    table, counts = prepared(texts, duplicates="normalised")
    assert len(counts["partitions"]["1.4"]["train"]["labels"]) == 200
    assert all(len({texts[row].label for row in table.rows(n, "test")}) == 200 for n in range(10))


def test_alike_labels_are_one_class_where_they_are_merged():
    """Never three where there are two; the positive class has the name of the others."""
    texts = relabelled(*"AAbB")
    with pytest.raises(BakeoffError, match=r"^prepare\.labels: "):
        prepared(texts)
    table, counts = prepared(texts, labels="merge")
    assert {text.label for text in table.texts} == {"a", "b"}
    assert [*counts["labels_merged"]] == ["a", "b"]
    with pytest.raises(BakeoffError, match="too few texts"):
        prepared(texts, labels="keep")


def test_a_column_of_several_labels_is_refused_unless_labels_are_kept():
    """Then each combination is a class."""
    texts = relabelled(*["a|b"] * 10)
    with pytest.raises(BakeoffError, match="separated by"):
        prepared(texts, labels="merge")
    table, _ = prepared(texts, labels="keep")
    assert {text.label for text in table.texts} == {"a", "b", "a|b"}


def given_split(by):
    """Split 80 training texts, of which 20 appear twice, from 21 others, of which one copies."""
    texts = [
        t._replace(text=f"{chr(97 + t.row % 60) * 9}", label="ab"[t.row % 2])
        for t in labelled(a=80)
    ]
    texts += [
        t._replace(
            row=80 + t.row, group=80 + t.row, text=f"held out {t.row:b}", label="ab"[t.row % 2]
        )
        for t in labelled(a=21)
    ]
    texts[-1] = texts[-1]._replace(text=texts[-2].text.upper())
    texts[-3] = texts[-3]._replace(text=texts[40].text)
    part = ["train"] * 80 + ["test"] * 21
    keys = {
        "file": {"split": "given", "given": {"file": "test.csv"}},
        "column": {"split": "given", "given": {"column": "part", "value": "test"}},
        "order": {"split": "file_order", "test": 21},
    }[by]
    found = Published(texts, {"part": part}, 21, {"rows": 101})
    return arrange(found, prepare(**keys))


@pytest.mark.parametrize("by", ["file", "column", "order"])
def test_a_given_split_is_kept_to_the_row(by):
    """Every given test row is tested; none trains or validates."""
    table, _, _ = given_split(by)
    assert [table.texts[row].row for row in table.rows(0, "test")] == [*range(80, 101)]
    others = np.concatenate([table.rows(0, role) for role in ("train", "valid", "")])
    assert max(table.texts[row].row for row in others) < 80


@pytest.mark.parametrize("by", ["file", "column"])
def test_no_given_training_row_disappears(by):
    """But those that copy a held-out one, which are counted."""
    table, _, counts = given_split(by)
    assert (counts["dropped"], counts["left_out"], counts["kept"]) == (0, 1, 101)
    assert [table.texts[row].row for row in table.rows(0, "")] == [40]
    assert len(table.rows(0, "train")) + len(table.rows(0, "valid")) == 79


def test_copies_among_given_training_rows_do_not_validate_each_other():
    """They are one group."""
    table, _, _ = given_split("file")
    train, valid = (set(table.groups[table.rows(0, role)]) for role in ("train", "valid"))
    assert not train & valid


@pytest.mark.parametrize(("split", "test"), [("file_order", 90), ("holdout", 100)])
def test_a_number_of_rows_that_leaves_none_to_train_on_is_refused(split, test):
    """Those that validate count too."""
    with pytest.raises(BakeoffError, match=r"^prepare\.test: expected fewer than 90 of 100 rows"):
        prepared(split=split, test=test)
