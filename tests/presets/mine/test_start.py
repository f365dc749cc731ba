"""`bakeoff init`: from files as people have them to a preset that reads them."""

import gzip
import io
import json
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pyarrow
import pytest
from pyarrow.parquet import write_table

from bakeoff.core.errors import BakeoffError
from bakeoff.core.paths import PARAMS
from bakeoff.presets.mine import coverage
from bakeoff.presets.mine.request import Request
from bakeoff.presets.mine.start import start
from bakeoff.texts.reading.rows import read_rows
from bakeoff.texts.settings import Prepare
from tests.presets.mine.tables import KOREAN, WORDS, begin, rows, table


def workbook(made):
    """Write xlsx."""
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    for row in [("text", "label"), *made]:
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


def columnar(made):
    """Write Parquet."""
    buffer = io.BytesIO()
    names = ("text", "label")
    columns = dict(zip(names, map(list, zip(*made, strict=True)), strict=True))
    write_table(pyarrow.table(columns), buffer)
    return buffer.getvalue()


def as_json(made):
    """Write JSON Lines."""
    return "".join(json.dumps({"text": text, "label": label}) + "\n" for text, label in made)


def read_back(params):
    """Copy the files as the stage `copy` does, and read them as `prepare` does."""
    folder = Path("data/texts")
    for name, path in params["files"].items():
        (folder / name).mkdir(parents=True)
        (folder / name / Path(path).name).write_bytes(Path(path).read_bytes())
    found = read_rows(folder, Prepare(**params["prepare"]).table)
    return list(zip(found.texts, found.labels, strict=True))


FORMS = {
    "a.csv": table(rows()).encode(),
    "semicolon.csv": table(rows(), ";").encode(),
    "excel.csv": b"sep=;\r\n" + table(rows(), ";").encode("cp1252"),
    "unicode.txt": table(rows(), "\t").encode("utf-16"),
    "pipe.txt": table(rows(), "|").encode("utf-8-sig"),
    "SMSSpamCollection": "".join(f"{label}\t{text}\n" for text, label in rows()).encode(),
    "korean.csv": table(rows(words=KOREAN)).encode("cp949"),
    "lines.jsonl": as_json(rows()).encode(),
    "array.json": json.dumps([{"text": text, "label": label} for text, label in rows()]).encode(),
    "a.parquet": columnar(rows()),
    "a.xlsx": workbook(rows()),
}


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("pack", [False, True])
def test_each_form_of_a_table_is_read_without_an_option(folder, name, pack):
    """The texts are those that were written; the rarer class is positive."""
    path = Path(name + ".gz" * pack)
    path.write_bytes(gzip.compress(FORMS[name]) if pack else FORMS[name])
    _, params = begin(path)
    assert read_back(params) == rows(words=KOREAN if "korean" in name else WORDS)
    assert params["prepare"]["table"]["positive"] == "good"


def test_texts_of_the_user_never_keep_vectors_of_the_sample(folder):
    """They are invented; what is said names the option that adds others."""
    Path("a.csv").write_text(table(rows()), "utf-8")
    said, params = begin("a.csv")
    assert {*params["models"]} == {"bag", "tfidf", "tfidf_words", "keras"}
    assert params["sources"] == {} and params["embed"] == {} and params["encode"] == {}
    assert params["report"] == {"texts": "errors"} and "--vectors glove (0.9 GB)" in said


def test_vectors_bring_models_of_their_name(folder):
    """A file of one's own, and a published one."""
    Path("a.csv").write_text(table(rows()), "utf-8")
    Path("my vec; x.txt").write_text("".join(f"{w} 1 2 3\n" for w in WORDS), "utf-8")
    said, params = begin("a.csv", vectors=["my vec; x.txt", "glove"])
    own = {"my_vec_x", "my_vec_x_tuned", "my_vec_x_shuffled"}
    glove = {"glove", "glove_tuned", "glove_shuffled"}
    assert {*params["models"]} == {"bag", "tfidf", "tfidf_words", "keras"} | own | glove
    assert params["sources"]["my_vec_x"]["dimension"] == 3
    assert {*params["ensemble"]} == {"tfidf_my_vec_x", "tfidf_glove"} and params["choose"] == {}
    assert "https://nlp.stanford.edu/data/glove.6B.zip, 0.9 GB" in said


def test_vectors_that_lack_most_words_are_a_warning(folder, monkeypatch):
    """As `bakeoff look` says it; not of a file that takes long to read."""
    Path("a.csv").write_text(table(rows(words=KOREAN)), "utf-8")
    Path("few.txt").write_text("".join(f"{word} 1 2 3\n" for word in WORDS), "utf-8")
    Path("most.txt").write_text("".join(f"{word} 1 2 3\n" for word in KOREAN), "utf-8")
    said, _ = begin("a.csv", vectors=["few.txt", "most.txt", "fasttext"], language="ko")
    assert "  warning: few has a vector for 0 % of the tokens: check its language" in said
    assert "most has a vector" not in said
    monkeypatch.setattr(coverage, "QUICK", 10)
    assert "warning" not in begin("a.csv", vectors=["few.txt"], language="ko")[0]


def test_the_script_of_the_texts_suggests_a_language(folder):
    """English models are not offered for Korean texts."""
    Path("a.csv").write_text(table(rows(words=KOREAN)), "utf-8")
    said, _ = begin("a.csv")
    assert "--language ko --vectors fasttext (4 GB)" in said and "glove" not in said
    Path("a.csv").write_text(table(rows()), "utf-8")
    assert "--vectors glove (0.9 GB)" in begin("a.csv")[0]


def test_fasttext_has_a_file_per_language(folder):
    """With subwords, because it is a model."""
    Path("a.csv").write_text(table(rows(words=KOREAN)), "utf-8")
    _, params = begin("a.csv", vectors=["fasttext"], language="ko")
    assert params["sources"]["fasttext"]["urls"] == [
        "https://dl.fbaipublicfiles.com/fasttext/vectors-crawl/cc.ko.300.bin.gz"
    ]
    assert params["embed"]["fasttext"]["fallbacks"] == ["subwords"]


def test_a_quick_preset_is_short(folder):
    """Three models, three folds once, no curves and no maps."""
    Path("a.csv").write_text(table(rows()), "utf-8")
    _, params = begin("a.csv", quick=True)
    prepare = params["prepare"]
    assert (len(params["models"]), prepare["folds"], prepare["repeats"]) == (3, 3, 1)
    assert params["learn"]["smallest"] is None and params["project"] == {}
    assert params["evaluate"]["quick"] is True and params["train"]["seeds"] == [1]


def test_only_models_that_are_asked_for_stay(folder):
    """The first of them is the baseline if TF-IDF is not among them."""
    Path("a.csv").write_text(table(rows()), "utf-8")
    _, params = begin("a.csv", models=["bag", "keras"])
    assert [*params["models"]] == ["bag", "keras"] and params["evaluate"]["baseline"] == "bag"


def test_more_classes_have_no_positive_one(folder):
    """And curves begin where each has a text."""
    Path("a.csv").write_text(table(rows(600, classes=[f"c{n}" for n in range(30)])), "utf-8")
    _, params = begin("a.csv")
    assert params["prepare"]["table"]["positive"] is None
    assert (params["evaluate"]["metric"], params["learn"]["smallest"]) == ("macro_f1", 60)


def test_rows_without_a_label_are_left_out_and_counted(folder):
    """A label that seems to mean none is named, and stays a class."""
    made = rows(classes=("good", "bad", "", "NaN"))
    Path("a.csv").write_text(table(made), "utf-8")
    said, params = begin("a.csv")
    assert params["prepare"]["table"]["unlabelled"] == [""]
    assert "a.csv: 45 texts of 3 classes" in said
    assert "rows without a label are left out: 15 (prepare.table.unlabelled)" in said
    assert "warning: labels that seem to mean no label: 'NaN' 15; prepare.table.unl" in said
    assert read_back(params) == [row for row in made if row[1]]


def test_html_entities_are_undone_where_there_are_some(folder):
    """Words joined by them would be one."""
    made = [(text.replace(" ", "&nbsp;"), label) for text, label in rows()]
    Path("a.csv").write_text(table(made), "utf-8")
    assert begin("a.csv")[1]["prepare"]["table"]["html"] is True


@pytest.mark.parametrize(
    ("right", "wrong", "chain"),
    [
        ("utf-8", "utf-8", []),
        ("cp1252", "utf-8", ["utf-8", "cp1252", "utf-8"]),
        ("cp1252", "mac_roman", ["mac_roman", "cp1252", "utf-8"]),
    ],
)
def test_mojibake_of_most_texts_is_undone(folder, right, wrong, chain):
    """UTF-8 that was read as `right` and saved as `wrong`; whole texts are left alone."""
    made = table([(f"{text} café £5", label) for text, label in rows()]).encode()
    Path("a.csv").write_bytes(made.decode(right).encode(wrong))
    said, params = begin("a.csv")
    assert params["prepare"]["table"]["mojibake"] == chain
    assert ("mojibake is undone in 60 texts" in said) == bool(chain)


def test_a_file_of_test_texts_is_held_out(folder):
    """Also one of the same name in another folder."""
    Path("test").mkdir()
    Path("a.csv").write_text(table(rows()), "utf-8")
    held_out = [(f"again {text}", label) for text, label in rows(20)]
    Path("test/a.csv").write_text(table(held_out), "utf-8")
    said, params = begin("a.csv", test=Path("test/a.csv"))
    assert said.startswith("a.csv, test/a.csv: 80 texts of 2 classes")
    assert "  20 of these texts are held out\n" in said
    assert params["files"] == {"a": "a.csv", "test": "test/a.csv"}
    assert params["prepare"]["given"] == {"file": "test/a.csv"}
    assert params["prepare"]["split"] == "given"


def test_a_column_may_hold_texts_out(folder):
    """It is named if it is not used."""
    made = [(*row, "Test" if n % 4 == 3 else "train") for n, row in enumerate(rows(80))]
    Path("a.csv").write_text(table(made, header=("text", "label", "part")), "utf-8")
    said, params = begin("a.csv")
    assert params["prepare"]["split"] == "folds" and '--split-column "part"' in said
    _, params = begin("a.csv", split_column="part")
    assert params["prepare"]["given"] == {"column": "part", "value": "Test"}


@pytest.mark.parametrize(("name", "test", "train"), [("is_test", 1, 0), ("is_train", False, True)])
def test_a_column_of_truth_values_may_hold_texts_out(folder, name, test, train):
    """Its name says which ones; it is named if it is not used."""
    made = [(*row, test if n % 4 == 3 else train) for n, row in enumerate(rows(80))]
    Path("a.csv").write_text(table(made, header=("text", "label", name)), "utf-8")
    said, _ = begin("a.csv")
    assert f'"{test}" marks test texts; --split-column "{name}" holds them out' in said
    said, params = begin("a.csv", split_column=name)
    assert params["prepare"]["given"] == {"column": name, "value": str(test)}
    assert "  20 of these texts are held out\n" in said


def test_the_last_rows_may_be_held_out(folder):
    """As many as were given."""
    Path("a.csv").write_text(table(rows()), "utf-8")
    prepare = begin("a.csv", test_rows=20)[1]["prepare"]
    assert (prepare["split"], prepare["test"]) == ("file_order", 20)


def test_several_columns_of_text_are_joined(folder):
    """In the order asked for."""
    made = [(text[:9], text, label) for text, label in rows()]
    Path("a.csv").write_text(table(made, header=("title", "body", "label")), "utf-8")
    _, params = begin("a.csv", texts=["title", "body"])
    assert read_back(params)[0] == (f"{made[0][0]} {made[0][1]}", "good")


CLASSES = {label: "".join(f"{t}\n" for t, c in rows() if c == label) for label in ("good", "bad")}
BY_CLASS = [(text, label) for label in ("bad", "good") for text, c in rows() if c == label]


def test_a_file_per_class_is_a_label_each(folder):
    """Files, a folder of them, or a zip."""
    Path("texts").mkdir()
    with zipfile.ZipFile("set.zip", "w") as archive:
        for label, text in sorted(CLASSES.items()):
            Path(f"texts/{label}.txt").write_text(text, "utf-8")
            archive.writestr(f"set/{label}.txt", text)
    for files in (["texts/bad.txt", "texts/good.txt"], ["texts"], ["set.zip"]):
        said, params = begin(*files)
        assert read_back(params) == BY_CLASS and "2 classes" in said
        shutil.rmtree("data")


def test_texts_that_ran_over_are_read(folder):
    """Commas that nobody quoted, and unnamed columns, as in a known CSV of the SMS collection."""
    made = [f"{label},{text}, and {text[:4]},," for text, label in rows()]
    Path("a.csv").write_text("\n".join(["v1,v2,,,", *made]), "latin-1")
    expected = [(f"{text}, and {text[:4]}", label) for text, label in rows()]
    assert read_back(begin("a.csv")[1]) == expected


def test_several_tables_of_one_form_are_one(folder):
    """One after the other."""
    Path("a.csv").write_text(table(rows(40)), "utf-8")
    Path("b.csv").write_text(table(rows(30)), "utf-8")
    assert read_back(begin("a.csv", "b.csv")[1]) == rows(40) + rows(30)


def test_a_name_that_begins_with_a_tilde_is_a_name(folder):
    """The shell has replaced those of home folders."""
    Path("~nobody.csv").write_text(table(rows()), "utf-8")
    assert read_back(begin("~nobody.csv")[1]) == rows()


def test_hostile_names_are_quoted_and_run_nowhere(folder):
    """Of files, columns and classes."""
    name, column, label = "$(touch x);'<b>\n.csv", "<script>`touch x`\n: {", "../x: [&a] #\t"
    made = rows(classes=(label, "b", "b"))
    Path(name).write_text(table(made, header=("text", column)), "utf-8")
    _, params = begin(name)
    assert [*params["files"]] == ["touch_x_b"] and params["files"]["touch_x_b"] == name
    assert params["prepare"]["table"]["label"] == column.strip()
    assert params["prepare"]["table"]["positive"] == label.strip()
    assert not Path("x").exists()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            {"texts": ["texts"]},
            'a.csv: no column "texts"; there are "text", "label"; use --text',
        ),
        ({"label": "labels"}, 'use --label "label"'),
        ({"positive": "god"}, '--positive: expected one of two classes, got "god"'),
        ({"language": "../x"}, "--language: expected a code"),
        ({"vectors": ["gloves"]}, "--vectors: expected glove, word2vec, fasttext or a file"),
        ({"vectors": ["a.csv"]}, "a.csv: expected"),
        (
            {"test": Path("c.csv")},
            '--test: expected the column "label" of a.csv in c.csv, got "text"',
        ),
        ({"test": Path("d.csv")}, 'the column "text" of a.csv in d.csv, got "texts", "label"; ren'),
        ({"language": ""}, "--language: expected a code"),
        ({"models": ["tfdif"]}, "did you mean tfidf"),
        ({"delimiter": "||"}, "--delimiter: expected one character"),
        ({"encoding": "utf-9"}, "--encoding: expected one that Python knows"),
        ({"encoding": "utf-16"}, "stream does not start with BOM; set the right encoding"),
        ({"split_column": "label"}, "--split-column: expected a column with the value test"),
        ({"group": "labl"}, 'use --group "label"'),
        ({"group": "label", "test_rows": 5}, "--test-rows: expected no --group"),
        ({"texts": ["label"], "label": "label"}, "got 'label' twice"),
        ({"vectors": ["glov"]}, "did you mean glove?"),
        ({"vectors": ["~nobody.txt"]}, "'~nobody.txt', which is not a file"),
        ({"test": Path("a.csv")}, "--test: expected another file"),
        ({"test": Path("none.csv")}, "none.csv: expected"),
        ({"test": Path("b.csv")}, "b.csv: expected files of one form"),
    ],
)
def test_a_wrong_option_is_one_line_and_nothing_is_written(folder, options, expected):
    """With the closest name."""
    Path("a.csv").write_text(table(rows()), "utf-8")
    Path("b.csv").write_text(table(rows(), ";"), "utf-8")
    Path("c.csv").write_text("\n".join(["text", *(text for text, _ in rows())]), "utf-8")
    Path("d.csv").write_text(table(rows(), header=("texts", "label")), "utf-8")
    before = PARAMS.read_bytes()
    with pytest.raises(BakeoffError) as caught:
        begin("a.csv", **options)
    assert expected in str(caught.value) and "\n" not in str(caught.value)
    assert PARAMS.read_bytes() == before and not Path("presets/mine.yaml").exists()


def test_edits_of_the_preset_are_kept_beside_it(folder, caplog):
    """Written twice without a change, it stays alone."""
    Path("a.csv").write_text(table(rows()), "utf-8")
    start(Request([Path("a.csv")]))
    start(Request([Path("a.csv")]))
    preset, old = Path("presets/mine.yaml"), Path("presets/mine.yaml.old")
    assert not old.exists()
    edited = preset.read_text("utf-8") + "# mine\n"
    preset.write_text(edited, "utf-8")
    with caplog.at_level("INFO"):
        start(Request([Path("a.csv")]))
    assert old.read_text("utf-8") == edited
    assert f"{preset}: its former content is kept in {old}" in caplog.text


def test_a_preset_that_somebody_wrote_is_not_replaced(folder):
    """One that `bakeoff init` wrote is."""
    Path("a.csv").write_text(table(rows()), "utf-8")
    Path("presets/mine.yaml").write_text("preset: mine\n", "utf-8")
    with pytest.raises(BakeoffError, match="another preset; rename it"):
        begin("a.csv")
    Path("presets/mine.yaml").unlink()
    assert begin("a.csv")[1] == begin("a.csv")[1]
