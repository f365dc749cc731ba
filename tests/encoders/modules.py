"""Small TF-Hub modules, made in both formats, whose vectors can be computed by hand."""

import os

os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")

import numpy as np
import tensorflow as tf

BUCKETS = 97
WIDTH = 6  # of the LSTMs' outputs; word_emb has half
TABLE = np.random.default_rng(1).normal(size=(BUCKETS + 2, WIDTH)).astype(np.float32)
KNOWN = {"free": BUCKETS, "prize": BUCKETS + 1}  # words that a lookup table holds
HUB_FORMAT = b"\x08\x03"  # tfhub_module.pb: its one field, the format's number


def word_vector(word):
    """Compute a word's vector (WIDTH,) in plain Python; "" has one too, as padding."""
    row = KNOWN.get(word)
    if row is None:
        row = int(tf.strings.to_hash_bucket_fast(word.encode("utf-8", "replace"), BUCKETS))
    return TABLE[row]


def layers_of(words):
    """Compute word_emb joined to itself, lstm_outputs1 and lstm_outputs2: (tokens, 3, WIDTH)."""
    vectors = np.array([word_vector(word) for word in words], np.float32).reshape(-1, WIDTH)
    narrow = vectors[:, : WIDTH // 2]
    return np.stack([np.concatenate([narrow, narrow], 1), 2 * vectors, vectors - 1], axis=1)


def _outputs(tokens, lengths, variable, table):
    """Build ELMo's outputs; a text of no token is an error, as it is in some modules."""
    rows = table.lookup(tokens)
    rows = tf.where(rows < 0, tf.strings.to_hash_bucket_fast(tokens, BUCKETS), rows)
    with tf.control_dependencies([tf.debugging.assert_positive(lengths)]):
        vectors = tf.gather(variable, rows)
    real = tf.sequence_mask(lengths, tf.shape(tokens)[1], vectors.dtype)[:, :, None]
    return {
        "word_emb": vectors[:, :, : WIDTH // 2],
        "lstm_outputs1": 2 * vectors,
        "lstm_outputs2": vectors - 1,
        "elmo": vectors,
        "default": tf.reduce_sum(vectors * real, 1) / tf.reduce_sum(real, 1),
        "odd": vectors[:, :, : WIDTH - 2],
        "rows": rows,
    }


def _table():
    keys, values = list(KNOWN), list(KNOWN.values())
    pairs = tf.lookup.KeyValueTensorInitializer(keys, tf.constant(values, tf.int64))
    return tf.lookup.StaticHashTable(pairs, -1)


def _split(texts):
    """Split at single spaces, as ELMo does; give tokens (texts, tokens) and lengths."""
    split = tf.strings.split(texts, sep=" ")
    return split.to_tensor(""), tf.cast(split.row_lengths(), tf.int32)


def write_tf1_module(folder):
    """Write a module in TF1's Hub format: a graph without tags, and tfhub_module.pb."""
    v1 = tf.compat.v1
    with tf.Graph().as_default(), v1.Session() as session:
        variable = v1.get_variable("table", initializer=TABLE)
        table = _table()
        texts = v1.placeholder(tf.string, [None])
        tokens = v1.placeholder(tf.string, [None, None])
        lengths = v1.placeholder(tf.int32, [None])
        session.run([v1.global_variables_initializer(), v1.tables_initializer()])
        signatures = {
            "default": ({"text": texts}, _outputs(*_split(texts), variable, table)),
            "tokens": (
                {"tokens": tokens, "sequence_len": lengths},
                _outputs(tokens, lengths, variable, table),
            ),
        }
        builder = v1.saved_model.Builder(str(folder))
        described = {name: v1_signature(*ends) for name, ends in signatures.items()}
        builder.add_meta_graph_and_variables(session, [], described)
        builder.save()
    (folder / "tfhub_module.pb").write_bytes(HUB_FORMAT)


def v1_signature(inputs, outputs):
    """Describe a signature of a TF1 graph."""
    v1 = tf.compat.v1.saved_model
    named = [
        {name: v1.build_tensor_info(tensor) for name, tensor in ends.items()}
        for ends in (inputs, outputs)
    ]
    return v1.build_signature_def(*named)


class Tf2Module(tf.Module):
    """The same as a TF2 module; called, it gives the mean alone."""

    def __init__(self):
        """Make the variable and the lookup table."""
        self.variable = tf.Variable(TABLE)
        self.table = _table()

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string)])
    def __call__(self, texts):
        """Encode strings: (texts, WIDTH)."""
        return _outputs(*_split(texts), self.variable, self.table)["default"]

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string)])
    def text(self, sentences):
        """Encode strings."""
        return _outputs(*_split(sentences), self.variable, self.table)

    @tf.function(
        input_signature=[
            tf.TensorSpec([None, None], tf.string),
            tf.TensorSpec([None], tf.int64),
        ]
    )
    def tokens(self, tokens, sequence_len):
        """Encode tokens; the lengths are int64 here."""
        return _outputs(tokens, sequence_len, self.variable, self.table)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string)])
    def marked(self, texts):
        """Encode strings with one more token before each."""
        return _outputs(*_split("[CLS] " + texts), self.variable, self.table)

    @tf.function(input_signature=[tf.TensorSpec([None, WIDTH], tf.float32)])
    def numbers(self, vectors):
        """Take no text."""
        return {"output": vectors}


class NamedModule(Tf2Module):
    """A module that gives a mapping when it is called."""

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string)])
    def __call__(self, texts):
        """Encode strings; each output has a name."""
        return _outputs(*_split(texts), self.variable, self.table)


def write_tf2_module(folder):
    """Write a TF2 module with signatures."""
    module = Tf2Module()
    signatures = {
        "serving_default": module.text,
        "tokens": module.tokens,
        "marked": module.marked,
        "numbers": module.numbers,
    }
    tf.saved_model.save(module, str(folder), signatures=signatures)


def write_called_module(folder, module=Tf2Module):
    """Write a TF2 module that is called, without signatures."""
    tf.saved_model.save(module(), str(folder))
