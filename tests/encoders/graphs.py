"""Tiny sentence encoders: one layer of attention as an ONNX graph, and the same in NumPy."""

import json

import numpy as np
import onnx
from onnx import helper, numpy_helper, parser

from bakeoff.encoders.onnx.encoder import Settings
from tests.encoders.tokenizers import WORDS, word_piece

WIDTH = 4
MOST = 32  # tokens of a text
random = np.random.default_rng(0)
SIGMA = 0.5  # of the tables: each token sees all others
TABLES = {
    "words": random.normal(scale=SIGMA, size=(len(WORDS), WIDTH)).astype(np.float32),
    "types": random.normal(scale=SIGMA, size=(2, WIDTH)).astype(np.float32),
    "places": random.normal(scale=SIGMA, size=(MOST, WIDTH)).astype(np.float32),
    "one": np.float32(1),
    "large": np.float32(1e9),
    "axis": np.int64([1]),
    "scale": np.float32(2),
}
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
MASKED = """
    real = Cast<to = 1>(attention_mask)
    less = Sub(real, one)
    bias = Mul(less, large)
    row = Unsqueeze(bias, axis)
    seen = Add(scores, row)
"""
SCALED = """
    small, step, zero = DynamicQuantizeLinear(summed)
    x = DequantizeLinear(small, step, zero)
"""


def graph(
    inputs=INPUTS, *, x="x = Identity(summed)", seen=MASKED, out="float", after="", kind="int64"
):
    """Make a model; `x`, `seen`, `out` and `after` replace parts of its text."""
    read = ", ".join(f"{kind}[batch, sequence] {name}" for name in inputs)
    types = "Gather(types, token_type_ids)" if "token_type_ids" in inputs else "Identity(words_of)"
    places = "Gather(places, position_ids)" if "position_ids" in inputs else "Identity(words_of)"
    text = f"""
    <ir_version: 8, opset_import: ["": 17, "other": 1, "com.microsoft": 1]>
    tiny ({read}) => ({out}[batch, sequence, {WIDTH}] last_hidden_state) {{
        words_of = Gather(words, input_ids)
        types_of = {types}
        places_of = {places}
        typed = Add(words_of, types_of)
        summed = Add(typed, places_of)
        {x}
        turned = Transpose<perm = [0, 2, 1]>(x)
        scores = MatMul(x, turned)
        {seen if "attention_mask" in inputs else "seen = Identity(scores)"}
        weights = Softmax<axis = -1>(seen)
        {after or "last_hidden_state = MatMul(weights, x)"}
    }}"""
    model = parser.parse_model(text)
    tables = [numpy_helper.from_array(table, name) for name, table in TABLES.items()]
    model.graph.initializer.extend(tables)
    return model


def with_second_output(pooled="ReduceMax<axes = [1], keepdims = 0>(x)"):
    """Make a model with a vector per text beside those of its tokens."""
    model = graph(after=f"last_hidden_state = MatMul(weights, x)\npooled = {pooled}")
    shape = ["batch", WIDTH]
    output = helper.make_tensor_value_info("pooled", onnx.TensorProto.FLOAT, shape)
    model.graph.output.append(output)
    return model


def write_encoder(folder, model=None, *, tokenizer=None, **configs):
    """Write a folder as a repository of sentence-transformers has it; give the folder.

    `configs` are contents by name: config, modules, length and pooling; None leaves a file out.
    """
    (folder / "onnx").mkdir(parents=True)
    onnx.save(model or graph(), folder / "onnx" / "model.onnx")
    (tokenizer or with_special_tokens()).save(str(folder / "tokenizer.json"))
    steps = [
        {"type": f"sentence_transformers.models.{name}"} for name in ("Transformer", "Pooling")
    ]
    files = {
        "config": ("config.json", {"max_position_embeddings": MOST, "pad_token_id": 0}),
        "modules": ("modules.json", steps),
        "length": ("sentence_bert_config.json", {"max_seq_length": MOST}),
        "pooling": ("1_Pooling/config.json", {"pooling_mode_mean_tokens": True}),
    }
    for key, (name, usual) in files.items():
        content = configs.get(key, usual)
        if content is not None:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(json.dumps(content), encoding="utf-8")
    return folder


def with_special_tokens():
    """Make a tokenizer that puts [CLS] before a text and [SEP] after it."""
    from tokenizers.processors import TemplateProcessing

    tokenizer = word_piece()
    special = [(word, WORDS.index(word)) for word in ("[CLS]", "[SEP]")]
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", pair=None, special_tokens=special
    )
    return tokenizer


def settings(folder, **changed):
    """Make an entry of `encode` that takes all from the model's files."""
    usual = {
        **{"kind": "onnx", "input": str(folder), "file": None, "pooling": None, "output": None},
        **{"normalize": None, "prefix": "", "max_tokens": None},
        **{"dtype": "float32", "batch_tokens": 256},
    }
    return Settings(**{**usual, **changed})


def expected_tokens(words, *, places=False, types=True):
    """Compute what the graph gives for the words of one text: (tokens, width)."""
    ids = [WORDS.index(word) for word in ("[CLS]", *words, "[SEP]")]
    of_words = TABLES["words"][ids].astype(np.float64)
    x = of_words + (TABLES["types"][0] if types else of_words)
    x = x + (TABLES["places"][: len(ids)] if places else of_words)
    scores = np.exp(x @ x.T - (x @ x.T).max(axis=1, keepdims=True))
    return scores / scores.sum(axis=1, keepdims=True) @ x
