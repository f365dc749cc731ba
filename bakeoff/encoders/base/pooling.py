"""From the vectors of tokens to those of texts: normalise each, then mean, maximum and minimum."""

import tensorflow as tf

EPSILON = 1e-12  # added to variances, as bilm-tf does where it normalises layers


def pool_tokens(vectors: tf.Tensor, text_of: tf.Tensor, texts: tf.Tensor) -> tf.Tensor:
    """Normalise the vector of each token and pool those of each text.

    Normalised as by layer normalisation (Ba et al. 2016, arXiv:1607.06450) without parameters:
    each vector gets a mean of 0 and a variance of 1, so that no layer or token outweighs others by
    its scale. A text's tokens are added in their order, whatever stands between them.

    Args:
        vectors: (tokens, width) float32.
        text_of: (tokens,) int32, the number of each token's text; -1 for padding.
        texts: how many.

    Returns:
        (texts, 3 * width) float32: means, maxima, minima; zeros for a text without tokens.
    """
    centred = vectors - tf.reduce_mean(vectors, axis=1, keepdims=True)
    variance = tf.reduce_mean(tf.square(centred), axis=1, keepdims=True)
    normalised = centred / tf.sqrt(variance + EPSILON)
    ones = tf.ones_like(text_of, tf.float32)
    counts = tf.math.unsorted_segment_sum(ones, text_of, texts)[:, None]
    total = tf.math.unsorted_segment_sum(normalised, text_of, texts)
    most = tf.math.unsorted_segment_max(normalised, text_of, texts)
    least = tf.math.unsorted_segment_min(normalised, text_of, texts)
    pooled = tf.concat([total / tf.maximum(counts, 1.0), most, least], axis=1)
    return tf.where(counts > 0, pooled, 0.0)
