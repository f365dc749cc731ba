"""A token rule as tokenizer.json of the package `tokenizers`, whose patterns Oniguruma runs.

`tokenizers` lower-cases every letter alone, so a capital sigma at the end of a word is replaced
before. What still differs is found by `compare`, which tries all characters.
"""

from typing import Any
from unicodedata import normalize

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from bakeoff.core.tokens import PADDING, RESERVED, UNKNOWN, join_separators, make_tokenizer
from bakeoff.core.tokens import Tokenizer as Cut
from bakeoff.export.oniguruma import CHARACTERS, compile_for, final_sigma, split_group

# within a word, behind a symbol, and behind the mark that NFC puts last
PLACES = "a{0}a !{0}1 a\u0345{0}"
AT_ONCE = 256  # characters that are compared together, and one by one where they differ


def to_tokenizer(
    words: list[str],
    *,
    lower: bool,
    separators: str,
    symbols: str,
    max_length: int | None,
    pad_to: int | None,
) -> Tokenizer:
    """Make a tokenizer from texts to rows of the words.

    Args:
        words: of the network, row 0 padding, row 1 unknown.
        lower: whether to fold case.
        separators: pattern (RE2) of what stands between tokens.
        symbols: pattern of tokens of their own: a group, and what is dropped behind it.
        max_length: tokens kept of a text; None for all.
        pad_to: length that the network fills or cuts texts to, or None.

    Raises:
        BakeoffError: Oniguruma cannot read a pattern, or the symbols are of another form.
    """
    found = {word: row for row, word in enumerate(words)}
    tokenizer = Tokenizer(models.WordLevel(found, unk_token=RESERVED[UNKNOWN]))
    spaces = normalizers.Replace(compile_for(join_separators(separators)), " ")
    steps: list[Any] = [normalizers.NFC(), spaces]
    if lower:
        cut = make_tokenizer(lower=False, separators=separators, symbols=symbols)
        steps += [normalizers.Replace(final_sigma(cut), "ς"), normalizers.Lowercase()]
    tokenizer.normalizer = normalizers.Sequence(steps)
    group, dropped = split_group(symbols)
    splits: list[tuple[Any, str]] = [(compile_for(group), "isolated"), (" ", "removed")]
    if dropped:
        splits.insert(0, (compile_for(rf"{group}\K(?:{dropped})"), "removed"))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(*split) for split in splits]
    )
    lengths = [length for length in (max_length, pad_to) if length is not None]
    if lengths:
        tokenizer.enable_truncation(min(lengths))
    tokenizer.enable_padding(pad_id=PADDING, pad_token=RESERVED[PADDING])
    return tokenizer


def compare(tokenizer: Tokenizer, cut: Cut) -> list[str]:
    """List the characters that a tokenizer and a rule cut differently.

    The tables of Unicode in Oniguruma, in RE2 and in Python are of several years.
    """
    characters = [chr(code) for code in CHARACTERS]
    differing = []
    for start in range(0, len(characters), AT_ONCE):
        group = characters[start : start + AT_ONCE]
        if _differ(tokenizer, cut, group):
            differing += [character for character in group if _differ(tokenizer, cut, [character])]
    return differing


def _differ(tokenizer: Tokenizer, cut: Cut, characters: list[str]) -> bool:
    text = " ".join(map(PLACES.format, characters))
    normal = tokenizer.normalizer.normalize_str(text)
    pieces = [piece for piece, _ in tokenizer.pre_tokenizer.pre_tokenize_str(normal)]
    return pieces != cut(normalize("NFC", text))
