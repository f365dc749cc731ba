"""Tiny tokenizers of each kind, made by the library that reads them."""

from tokenizers import Tokenizer, models, pre_tokenizers

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "b", "c", "hello", "prize", "free", "##s"]


def word_level(words=WORDS, unknown="[UNK]"):
    """Make a tokenizer of whole words, split at white space."""
    vocabulary = {word: number for number, word in enumerate(words)}
    return _with_spaces(models.WordLevel(vocabulary, unk_token=unknown))


def word_piece(unknown="[UNK]"):
    """Make one that cuts words into pieces, as BERT's does."""
    vocabulary = {word: number for number, word in enumerate(WORDS)}
    return _with_spaces(models.WordPiece(vocabulary, unk_token=unknown))


PIECES = [("<unk>", 0.0), ("▁a", -1.0), ("▁b", -1.5), ("▁", -2.0), ("a", -2.0), ("b", -2.5)]


def unigram(unknown=0, pieces=PIECES):
    """Make one of the kind of SentencePiece's."""
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=unknown))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    return tokenizer


def bpe(unknown="<unk>", **settings):
    """Make one of byte-pair encoding, with the pieces a, b, c and ab."""
    vocabulary = {"<unk>": 0, "a": 1, "b": 2, "c": 3, "ab": 4}
    return _with_spaces(models.BPE(vocabulary, [("a", "b")], unk_token=unknown, **settings))


def _with_spaces(model):
    tokenizer = Tokenizer(model)
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return tokenizer
