r"""A token rule as tokenizer.json of the package `tokenizers`, whose patterns Oniguruma runs.

What differs from RE2 is written out: `\w`, `\d`, `\s` and `\b` mean ASCII alone, `\pL` is `\p{L}`.
`tokenizers` lowers every letter alone; the capital sigma at the end of a word is lowered
before. What still differs is found by `compare`, which tries all characters.
"""

from typing import Any
from unicodedata import normalize

import regex
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from bakeoff.core.errors import BakeoffError
from bakeoff.core.tokens import PADDING, RESERVED, UNKNOWN, join_separators, make_tokenizer
from bakeoff.core.tokens import Tokenizer as Cut

# planes with letters, marks and symbols; surrogates are no characters
CHARACTERS = [*range(0xD800), *range(0xE000, 0x32000), *range(0xE0000, 0xE0200)]
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
        symbols: pattern of characters that are tokens of their own.
        max_length: tokens kept of a text; None for all.
        pad_to: length that the network fills or cuts texts to, or None.

    Raises:
        BakeoffError: Oniguruma cannot read a pattern.
    """
    found = {word: row for row, word in enumerate(words)}
    tokenizer = Tokenizer(models.WordLevel(found, unk_token=RESERVED[UNKNOWN]))
    spaces = normalizers.Replace(_compile(join_separators(separators)), " ")
    steps: list[Any] = [normalizers.NFC(), spaces]
    if lower:
        cut = make_tokenizer(lower=False, separators=separators, symbols=symbols)
        steps += [normalizers.Replace(final_sigma(cut), "ς"), normalizers.Lowercase()]
    tokenizer.normalizer = normalizers.Sequence(steps)
    own = pre_tokenizers.Split(_compile(symbols), "isolated")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([own, pre_tokenizers.Split(" ", "removed")])
    lengths = [length for length in (max_length, pad_to) if length is not None]
    if lengths:
        tokenizer.enable_truncation(min(lengths))
    tokenizer.enable_padding(pad_id=PADDING, pad_token=RESERVED[PADDING])
    return tokenizer


def to_oniguruma(pattern: str) -> str:
    """Write a pattern of RE2 for Oniguruma, with the same classes."""
    braced = regex.sub(
        r"\\(?:([pP])([A-Z])|(.))",
        lambda found: rf"\{found[1]}{{{found[2]}}}" if found[1] else found[0],
        pattern,
        flags=regex.DOTALL,
    )
    return f"(?WDSP:{braced})"


def final_sigma(cut: Cut) -> Regex:
    """Find a capital sigma that ends a word, as Unicode has it.

    Letters and marks that are tokens of their own end a word, too.
    """
    letter, mark = (_within_words(name, cut) for name in ("Cased", "Case_Ignorable"))
    return Regex(f"(?<={letter}{mark}*)Σ(?!{mark}*{letter})")


def _within_words(name: str, cut: Cut) -> str:
    """Write the class of characters with a property that are part of the word they stand in."""
    having = regex.compile(rf"\p{{{name}}}")
    apart = [c for c in map(chr, CHARACTERS) if having.match(c) and len(cut(f"a{c}a")) > 1]
    excluded = "".join(rf"\x{{{ord(c):X}}}" for c in apart)
    return rf"[\p{{{name}}}&&[^{excluded}]]" if apart else rf"\p{{{name}}}"


def _compile(pattern: str) -> Regex:
    try:
        return Regex(to_oniguruma(pattern))
    except Exception as error:
        raise BakeoffError(
            f"tokenizer.json: expected a pattern that Oniguruma reads too, got {pattern!r:.99}: "
            f"{error}; write it otherwise in params.yaml: text, or leave ONNX out: --format native"
        ) from None


def compare(tokenizer: Tokenizer, cut: Cut) -> list[str]:
    """List the characters, each between two letters, that a tokenizer and a rule cut differently.

    The tables of Unicode in Oniguruma, in RE2 and in Python are of several years.
    """
    characters = [chr(code) for code in CHARACTERS]
    differing = []
    for start in range(0, len(characters), AT_ONCE):
        some = characters[start : start + AT_ONCE]
        if _differ(tokenizer, cut, some):
            differing += [character for character in some if _differ(tokenizer, cut, [character])]
    return differing


def _differ(tokenizer: Tokenizer, cut: Cut, characters: list[str]) -> bool:
    text = " ".join(f"a{character}a" for character in characters)
    normal = tokenizer.normalizer.normalize_str(text)
    pieces = [piece for piece, _ in tokenizer.pre_tokenizer.pre_tokenize_str(normal)]
    return pieces != cut(normalize("NFC", text))
