"""Export a biLM as a SavedModel with the signatures of the ELMo module on TF-Hub.

`default` takes `text` (batch,), split at spaces; `tokens` takes `tokens` (batch, time), of which
`sequence_len` (batch,) are real. Both give, with projections of P numbers and 0 after a text's end:
`word_emb` (batch, time, P), `lstm_outputs1`, `lstm_outputs2`, ... and `elmo`, the mean of all
layers (batch, time, 2 P), and `default`, the mean of `elmo` over each text's tokens (batch, 2 P).
The bytes of a text depend on the number of texts in its batch, not on what the others are.
"""

import shutil
from pathlib import Path

import tensorflow as tf

from bakeoff.core.trust import record_module
from bakeoff.encoders.base.log_filter import errors_only
from bakeoff.encoders.bilm.bilm import Bilm
from bakeoff.encoders.bilm.bilstm import States
from bakeoff.encoders.bilm.characters import PADDING, word_codes_in_graph

Outputs = dict[str, tf.Tensor]
WORDS_AT_ONCE = 48  # through the character CNN
SHORT = 16  # codes that short words are padded to, long ones to the longest possible


def save_module(folder: Path, bilm: Bilm) -> None:
    """Write the SavedModel in place of what the folder holds, and record it as trusted.

    The same weights give the same bytes in processes with the same history.
    """
    module = tf.Module()
    module.weights = [variable.value for variable in bilm.variables]  # what the functions use
    module.default, module.tokens = _signatures(bilm)
    signatures = {"default": module.default, "tokens": module.tokens}
    shutil.rmtree(folder, ignore_errors=True)
    with errors_only():
        tf.saved_model.save(module, str(folder), signatures=signatures)
    (folder / "fingerprint.pb").unlink(missing_ok=True)  # holds a random number
    record_module(folder)


def _signatures(bilm: Bilm) -> tuple[tf.types.experimental.GenericFunction, ...]:
    states = bilm.lstms.states_after_marks(bilm.marks(), 1)  # constants in the module

    def default(text: tf.Tensor) -> Outputs:
        tokens = tf.strings.split(text, " ")
        tokens = tf.ragged.boolean_mask(tokens, tokens != "")
        lengths = tf.cast(tokens.row_lengths(), tf.int32)
        return _outputs(bilm, states, tokens.flat_values, lengths, tf.reduce_max(lengths))

    def tokens(tokens: tf.Tensor, sequence_len: tf.Tensor) -> Outputs:
        time = tf.shape(tokens)[1]
        flat = tf.boolean_mask(tokens, tf.sequence_mask(sequence_len, time))
        return _outputs(bilm, states, flat, sequence_len, time)

    texts = tf.TensorSpec((None,), tf.string, "text")
    padded = tf.TensorSpec((None, None), tf.string, "tokens")
    lengths = tf.TensorSpec((None,), tf.int32, "sequence_len")
    return (
        tf.function(default, [texts], autograph=False),
        tf.function(tokens, [padded, lengths], autograph=False),
    )


def _outputs(
    bilm: Bilm, states: States, words: tf.Tensor, lengths: tf.Tensor, time: tf.Tensor
) -> Outputs:
    """Give the module's outputs for words in a flat list, text after text."""
    # an empty word before them, because convolutions fail on no word at all
    distinct, place = tf.unique(tf.concat([[""], words], axis=0))
    vectors = tf.gather(_word_vectors(bilm, distinct), place[1:])
    word_emb, *lstms = (
        _by_text(layer, lengths, time) for layer in bilm.lstms.padded(vectors, lengths, states)
    )
    elmo = tf.add_n([tf.tile(word_emb, (1, 1, 2)), *lstms]) / bilm.options.layers
    total = tf.reduce_sum(elmo, axis=1)
    return {
        "word_emb": word_emb,
        **{f"lstm_outputs{number}": layer for number, layer in enumerate(lstms, 1)},
        "elmo": elmo,
        "default": total / tf.maximum(tf.cast(lengths, tf.float32), 1.0)[:, None],
    }


def _by_text(layer: tf.Tensor, lengths: tf.Tensor, time: tf.Tensor) -> tf.Tensor:
    """Give (texts, time, width), 0 after a text's end, from (steps, texts, width)."""
    steps = tf.shape(layer)[0]
    real = tf.sequence_mask(lengths, steps)[:, :, None]
    by_text = tf.where(real, tf.transpose(layer, (1, 0, 2)), 0.0)
    return tf.pad(by_text, [[0, 0], [0, tf.maximum(time - steps, 0)], [0, 0]])[:, :time]


def _word_vectors(bilm: Bilm, words: tf.Tensor) -> tf.Tensor:
    """Give the vectors of words, in batches of one size and word length.

    So the bytes of a word do not depend on the other words.
    """
    longest = bilm.options.char_cnn.max_characters_per_token
    codes = word_codes_in_graph(words, longest)
    is_short = tf.reduce_sum(tf.cast(codes != PADDING, tf.int32), axis=1) <= SHORT
    rows, vectors = [], []
    for chosen, length in ((is_short, SHORT), (~is_short, longest)):
        rows.append(tf.cast(tf.where(chosen)[:, 0], tf.int32))
        cut = tf.gather(codes, rows[-1])[:, : length + bilm.characters.widest]
        vectors.append(_vectors_in_batches(bilm, cut))
    return tf.dynamic_stitch(rows, vectors)


def _vectors_in_batches(bilm: Bilm, codes: tf.Tensor) -> tf.Tensor:
    count, outputs = tf.shape(codes)[0], bilm.options.lstm.projection_dim
    filled = tf.pad(codes, [[0, -count % WORDS_AT_ONCE], [0, 0]], constant_values=PADDING)
    batches = tf.reshape(filled, (-1, WORDS_AT_ONCE, codes.shape[1]))
    signature = tf.TensorSpec((WORDS_AT_ONCE, outputs), tf.float32)
    vectors = tf.map_fn(bilm.characters, batches, fn_output_signature=signature)
    return tf.reshape(vectors, (-1, outputs))[:count]
