"""Components are found by their names, and an unknown name is refused beside those that exist."""

import pytest

from bakeoff.core.components import component_names, load_component
from bakeoff.core.errors import BakeoffError
from bakeoff.core.task import FITTING, HEADS, KINDS, Entry, check_model


def test_the_modules_of_a_package_are_components_and_its_sub_packages_are_not():
    """`bakeoff.models` holds `fit` and `heads` beside the kinds."""
    assert component_names(KINDS) == ["bilm", "counts", "encoded", "learned", "pretrained"]
    assert component_names(HEADS) == ["cnn", "dense", "flatten", "linear", "pool"]


def test_sub_packages_that_hold_a_certain_module_are_components():
    """`bakeoff.encoders.base` holds no encoder."""
    assert component_names(FITTING, "fitting") == ["lbfgs", "train"]
    kinds = component_names("bakeoff.encoders", "encoder")
    assert {"bilm", "hub"} < {*kinds} and "base" not in kinds


def test_a_component_is_imported_by_its_name():
    """With its settings."""
    assert load_component(HEADS, "pool", "x").Settings.__module__ == f"{HEADS}.pool"
    loaded = load_component(FITTING, "train", "x", "fitting")
    assert loaded.__name__ == f"{FITTING}.train.fitting"


@pytest.mark.parametrize(
    "name", ["lstm", "", "fit", "heads", "__init__", "counts.", "..core", "os", None, ["counts"]]
)
def test_an_unknown_name_is_refused_beside_the_known_ones(name):
    """Nothing is imported: the name may come from a stranger."""
    with pytest.raises(BakeoffError) as caught:
        load_component(KINDS, name, "models.x.kind")
    assert str(caught.value) == (
        "params.yaml: models.x.kind: expected one of ['bilm', 'counts', 'encoded', 'learned', "
        f"'pretrained'], got {name!r}"
    )


def test_a_new_file_is_a_new_component(tmp_path, monkeypatch):
    """Nothing else is to be edited."""
    (tmp_path / "garden/flowers/rose").mkdir(parents=True)
    for name in ("garden/__init__", "garden/flowers/__init__", "garden/flowers/rose/__init__"):
        (tmp_path / f"{name}.py").write_text("", encoding="utf-8")
    (tmp_path / "garden/flowers/lily.py").write_text("COLOUR = 'white'", encoding="utf-8")
    (tmp_path / "garden/flowers/rose/plant.py").write_text("COLOUR = 'red'", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert component_names("garden.flowers") == ["lily"]
    assert component_names("garden.flowers", "plant") == ["rose"]
    assert component_names("garden.flowers", "tree") == []
    assert load_component("garden.flowers", "lily", "x").COLOUR == "white"
    assert load_component("garden.flowers", "rose", "x", "plant").COLOUR == "red"


def test_a_model_is_checked_against_its_kind():
    """The keys that every model has are known before; the others are the kind's."""
    entry = {"kind": "learned", "input": "data/vocabulary.txt", "head": "pool", "fit": "train"}
    model = check_model("mine", Entry(**entry, dimension=5))
    assert model.dimension == 5 and model.gives == "words"
    with pytest.raises(BakeoffError, match=r"^params.yaml: models.mine.dimension: this key is mis"):
        check_model("mine", Entry(**entry))
    with pytest.raises(BakeoffError, match=r"^params.yaml: models.mine.kind: expected one of \["):
        check_model("mine", Entry(**entry | {"kind": "lstm"}))
