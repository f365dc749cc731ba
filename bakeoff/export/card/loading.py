"""How the exported folder is used: the commands that its formats allow."""

import json

from bakeoff.evaluation.board import literal
from bakeoff.export.card.facts import Facts
from bakeoff.export.encoders import CopiedEncoder
from bakeoff.report.cells import decimal

SHOWN = 12  # characters that are named
COMPARED = (
    "The tokenizer was compared with the model on every letter, mark and symbol, and on some "
    "ideographs and Hangul syllables."
)

NATIVE = """```python
import bakeoff

model = bakeoff.load("{folder}")  # pip install . in the project
model.predict(["a text", "another"])        # classes
model.predict_proba(["a text", "another"])  # (texts, classes), in the order of model.classes
```
"""
SAVED_MODEL = """The SavedModel needs TensorFlow alone:

```python
import unicodedata

import tensorflow as tf

served = tf.saved_model.load("{folder}/saved_model/1").signatures["serving_default"]
texts = [unicodedata.normalize("NFC", text) for text in ["a text", "another"]]
answer = served(tf.constant(texts))
answer["label"], answer["probabilities"], answer["classes"]
```

For TensorFlow Serving, the folder `saved_model` is the model's base path:

```sh
tensorflow_model_server --rest_api_port=8501 --model_name={name} \\
  --model_base_path="$PWD/{folder}/saved_model"
curl -d '{{"instances": ["a text"]}}' localhost:8501/v1/models/{name}:predict
```

The model was trained on texts in Unicode's form NFC. TensorFlow cannot normalise, so texts must
come in this form.
"""
ONNX = """The ONNX model takes token ids; `tokenizer.json` makes them:

```python
import numpy as np
import onnxruntime
from tokenizers import Tokenizer

tokenizer = Tokenizer.from_file("{folder}/onnx/tokenizer.json")
session = onnxruntime.InferenceSession("{folder}/onnx/model.onnx")
ids = np.array([found.ids for found in tokenizer.encode_batch(["a text", "another"])], np.int64)
(probabilities,) = session.run(None, {{"ids": ids}})
```

Its metadata hold the classes and the threshold as JSON:
`session.get_modelmeta().custom_metadata_map`.
"""


def write_loading(facts: Facts) -> str:
    """Show the code that loads each format, and say which are not there and why."""
    written, name = facts.written, facts.name
    texts = {"native": NATIVE, "savedmodel": SAVED_MODEL, "onnx": ONNX}
    parts = ["## How to load it\n", f"The code is run beside this folder, here called `{name}`.\n"]
    parts += [texts[form].format(folder=name, name=name) for form in written.forms]
    parts += [describe_encoder(*pair, name) for pair in written.encoders.items()]
    if "onnx" in written.forms:
        parts.append(f"{describe_differences(written.differing)}\n")
    names = {"savedmodel": "SavedModel", "onnx": "ONNX"}
    parts += [f"No {names[form]}: {literal(why)}.\n" for form, why in written.left_out.items()]
    return "\n".join([*parts, write_labels(facts)])


def describe_encoder(name: str, encoder: CopiedEncoder, folder: str) -> str:
    """Say that an encoder is in the folder and how large it is, or how to name another folder."""
    if not encoder.why_not:
        place = f"`encoders/{name}` ({decimal(encoder.size / 1e6, 1)} MB)"
        return f"The model reads the encoder {literal(name)}, which is in {place}.\n"
    return (
        f"The model reads the encoder {literal(name)}, which is not in this folder: "
        f"{literal(encoder.why_not)}. Name its folder: "
        f'`bakeoff.load("{folder}", encoders={{"{name}": "path/to/it"}})`.\n'
    )


def describe_differences(differing: list[str]) -> str:
    """Say which characters tokenizer.json cuts differently from the model."""
    if not differing:
        return f"{COMPARED} They agree on all."
    codes = [f"U+{ord(character):04X}" for character in differing]
    more = f" and {len(codes) - SHOWN} more" if len(codes) > SHOWN else ""
    return (
        f"{COMPARED} {len(codes)} are cut, lower-cased or ordered differently, because its Unicode "
        f"version differs: {', '.join(codes[:SHOWN])}{more}."
    )


def write_labels(facts: Facts) -> str:
    """Show the classes as the files spell them, in the order of the probabilities."""
    names = [json.dumps(x, ensure_ascii=not x.isprintable()) for x in facts.chosen.classes]
    spelled = f"[{', '.join(names)}]"
    fence = "`" * 3
    while fence in spelled:
        fence += "`"
    return f"The classes, in the order of the probabilities:\n\n{fence}json\n{spelled}\n{fence}\n"
