"""The kind of encoder that CONTRIBUTING.md adds, and a linear model on what it gives."""

import re
import sys

import bakeoff.encoders
from bakeoff.core.features import save_recipe
from bakeoff.encoders.base.features import encode_to_files
from bakeoff.encoders.base.loading import check_entry, describe, load_encoder
from bakeoff.models.encoded import Settings as Encoded
from bakeoff.models.fit.lbfgs import fitting
from bakeoff.models.heads import linear
from tests.conftest import ROOT
from tests.models.tasks import draw_texts, make_round, make_task

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
((PATH, CODE),) = re.findall(r"```python\n# (\S*encoder\.py)\n(.*?)```", PAGE, re.DOTALL)
INPUT = "data/raw/letters"
TEXTS, LABELS = draw_texts(60)
ROUNDS = [make_round(range(30), range(30, 45), range(45, 60), seed=None)]


def add_letters(folder, monkeypatch):
    """Write the kind to a folder in which kinds are looked for until the test ends."""
    (folder / "letters").mkdir(parents=True)
    (folder / "letters/encoder.py").write_text(CODE, encoding="utf-8")
    monkeypatch.setattr(bakeoff.encoders, "__path__", [*bakeoff.encoders.__path__, str(folder)])
    monkeypatch.delitem(sys.modules, "bakeoff.encoders.letters.encoder", raising=False)


def save_probe(project, name, monkeypatch):
    """Encode texts, and fit and save a linear model in a project; give it as it was saved."""
    monkeypatch.chdir(project)
    (project / INPUT / "deep").mkdir(parents=True)
    (project / INPUT / "deep/alphabet.txt").write_text("abc", encoding="utf-8")
    entry = {"kind": "letters", "input": INPUT, "dtype": "float32", "batch_tokens": 100}
    settings = check_entry("letters", entry)
    encoder = load_encoder(settings, project / INPUT)
    recipe = describe(settings, project / INPUT, encoder)
    encode_to_files(encoder, recipe, TEXTS, project / "data/features/letters", "letters")
    save_recipe(project / "data/features/letters/letters.json", recipe)
    model = Encoded(kind="encoded", input="data/features/letters", head="linear", fit="lbfgs")
    head = linear.Settings(C=[10], class_weight=["none"])
    task = make_task(model, head, fitting.Settings(max_iter=1000), TEXTS, LABELS)
    outcomes = [*fitting.fit_rounds(task, ROUNDS)]
    return fitting.fit_final(task, ROUNDS, outcomes, project / "models" / name)
