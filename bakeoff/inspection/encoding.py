"""Find the encoding of a file of text."""

import codecs
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO

from charset_normalizer import from_bytes

from bakeoff.inspection.guess import Guess
from bakeoff.texts.reading.cells import quote
from bakeoff.texts.reading.opening import open_bytes

BLOCK = 1 << 20
SAMPLE = 1 << 17  # bytes of lines that are not ASCII
CLOSE = 0.02  # to the best match of charset-normalizer
WESTERN = 0.3  # of the bytes of such lines are no ASCII; other scripts have more
MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
OF_LANGUAGE = {  # before Unicode
    **{"ko": "cp949", "ja": "cp932", "zh": "gb18030", "th": "cp874", "vi": "cp1258"},
    **dict.fromkeys(("ru", "uk", "bg", "sr", "be", "mk"), "cp1251"),
    **dict.fromkeys(("pl", "cs", "sk", "hu", "sl", "hr", "ro"), "cp1250"),
    **{"el": "cp1253", "tr": "cp1254", "he": "cp1255", "ar": "cp1256", "fa": "cp1256"},
    **dict.fromkeys(("et", "lv", "lt"), "cp1257"),
}
OTHERS = [
    *("cp949", "cp932", "euc_jp", "gb18030", "big5", "cp1251", "koi8_r", "cp1253", "cp1255"),
    *("cp1256", "cp1250", "cp1254", "cp874"),
]
OLDER = ("mac_roman", "cp850")  # that were common before cp1252
PROSE = 0.8  # of the characters beyond ASCII are small letters or signs of prose
SIGNS = "«»“”„‘’‚…–—€£©®°ß\xa0"
HALF_WIDTH, HALF = ("\uff61", "\uff9f"), 0.5
BEFORE, SHOWN = 10, 40  # characters before the first one beyond ASCII, and in all
HANGUL, KANA = ("\uac00", "\ud7a3"), ("\u3040", "\u30ff")
SCRIPTS = (("cp932", KANA, 0.3), ("euc_jp", KANA, 0.3), ("cp949", HANGUL, 0.8))


Opener = Callable[[], AbstractContextManager[IO[bytes]]]


def find_encoding(path: Path, language: str | None = None) -> Guess:
    """Find the encoding of a file, inflated."""
    return find_encoding_of(lambda: open_bytes(path), language)


def find_encoding_of(opener: Opener, language: str | None = None) -> Guess:
    """Find the encoding of what can be opened; all of it is looked at.

    Args:
        opener: gives it from its beginning.
        language: of the texts, such as ko; it says which encoding was common.
    """
    with opener() as file:
        head = file.read(BLOCK)
    for mark, name in MARKS.items():
        if head.startswith(mark):
            return Guess("encoding", name, "sure", "it begins with a byte order mark")
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, other = head[first::2].count(0), head[1 - first :: 2].count(0)
        if zeros > 0.02 * len(head) and 5 * other < zeros:
            return Guess("encoding", name, "likely", "every second byte of ASCII is 0")
    sample = _read_other_lines(opener)
    if sample is None:
        return Guess("encoding", "utf-8", "sure", "all of it is valid UTF-8")
    return _show(_find_legacy(sample, language), sample)


def _read_other_lines(opener: Opener) -> bytes | None:
    """Read lines that are not ASCII, up to a size; None if all of the file is UTF-8."""
    decoder, sample = codecs.getincrementaldecoder("utf-8")(), b""
    is_utf8, block = True, b"-"
    with opener() as file:
        while block and (is_utf8 or len(sample) < SAMPLE):
            block = file.read(BLOCK)
            if len(sample) < SAMPLE:
                sample += b"\n".join(line for line in block.split(b"\n") if not line.isascii())
            try:
                decoder.decode(block, final=not block)
            except UnicodeDecodeError:
                is_utf8 = False
    return None if is_utf8 else sample[:SAMPLE]


def _find_legacy(sample: bytes, language: str | None) -> Guess:
    """Find an encoding older than Unicode."""
    common = OF_LANGUAGE.get(language or "")
    if common and _decode(sample, common):
        return Guess("encoding", common, "likely", f"not UTF-8, and common for {language}")
    for name, script, share in SCRIPTS:
        if _share(_decode(sample, name), script) > share:
            return Guess("encoding", name, "likely", "not UTF-8, and its letters are of the script")
    if sum(byte > 127 for byte in sample) > WESTERN * len(sample) and (found := _match(sample)):
        why = "not UTF-8, and charset-normalizer finds this one; use --encoding to name another"
        return Guess("encoding", found, "unclear", why)
    if _decode(sample, "cp1252"):
        why = "not UTF-8, mostly ASCII; use --encoding to name another"
        return Guess("encoding", "cp1252", "likely", why)
    best = max(OLDER, key=lambda name: _share_of_prose(_decode(sample, name)))
    name = best if _share_of_prose(_decode(sample, best)) > PROSE else "latin-1"
    why = "neither UTF-8 nor cp1252; use --encoding to name another"
    return Guess("encoding", name, "unclear", why)


def _show(guess: Guess, sample: bytes) -> Guess:
    """Add to a guess that is unclear how the first text that is not ASCII reads with it."""
    text = _decode(sample, guess.value) if guess.sure == "unclear" else ""
    place = next((place for place, letter in enumerate(text) if letter > "\x7f"), None)
    if place is None:
        return guess
    line = max(text.rfind("\n", 0, place) + 1, place - BEFORE)
    shown = text[line : line + SHOWN].split("\n")[0].strip()
    return guess._replace(why=f"{guess.why}; a text then reads {quote(shown)}")


def _match(sample: bytes) -> str | None:
    """Match one of the others; a wrong one makes capitals or half-width katakana of Cyrillic."""
    every = list(from_bytes(sample, cp_isolation=OTHERS))
    found = [match for match in every if _share(str(match), HALF_WIDTH) < HALF] or every
    good = [match for match in found if match.chaos <= found[0].chaos + CLOSE]
    best = max(good, key=lambda match: sum(map(str.islower, str(match))), default=None)
    return best.encoding if best else None


def _decode(sample: bytes, encoding: str) -> str:
    """Decode all but a last character that may be cut; "" if that is not possible."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        return decoder.decode(sample)
    except UnicodeDecodeError:
        return ""


def _share_of_prose(text: str) -> float:
    """Give the share of small letters and usual signs among the characters that are not ASCII."""
    others = [character for character in text if character > "\x7f"]
    return sum(other.islower() or other in SIGNS for other in others) / max(len(others), 1)


def _share(text: str, script: tuple[str, str]) -> float:
    """Give the share of a script among the characters that are not ASCII."""
    letters = [character for character in text if character > "\x7f"]
    return sum(script[0] <= letter <= script[1] for letter in letters) / max(len(letters), 1)
