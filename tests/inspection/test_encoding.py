"""Finding the encoding of a file."""

import gzip

import pytest

from bakeoff.inspection.encoding import find_encoding

ENGLISH = "text,label\nfull price £5 – café,bad\n" * 20
KOREAN = "text,label\n정말 재미있는 영화였어요,1\n시간이 아까운 영화,0\n" * 20
JAPANESE = "text,label\nとても面白い映画でした,1\n時間の無駄でした,0\n" * 20
FRENCH = "text,label\nElle a été très déçue – « voilà » l’œuvre ; ça coûte 5 €,bad\n" * 20
GERMAN = "text,label\nein schöner Film über Grüße und große Räume,good\n" * 20
RUSSIAN = "text,label\nочень хороший фильм и отличная игра,1\nскучный фильм,0\n" * 20


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (ENGLISH, "utf-8", "utf-8"),
        (ENGLISH, "utf-8-sig", "utf-8"),
        (ENGLISH, "utf-16", "utf-16"),
        (ENGLISH, "utf-16-le", "utf-16-le"),
        (ENGLISH, "utf-16-be", "utf-16-be"),
        (KOREAN, "utf-16-le", "utf-16-le"),
        (ENGLISH, "cp1252", "cp1252"),
        (KOREAN, "cp949", "cp949"),
        (KOREAN, "euc_kr", "cp949"),
        (JAPANESE, "cp932", "cp932"),
        (JAPANESE, "euc_jp", "euc_jp"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8_r", "koi8_r"),
        (FRENCH, "cp1252", "cp1252"),
        (FRENCH, "mac_roman", "mac_roman"),
        (GERMAN, "cp850", "cp850"),
        ("a,b\n1,2\n", "ascii", "utf-8"),
    ],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_an_encoding_is_found(tmp_path, text, encoding, found, pack):
    """By its mark, by its zeros, by its validity, or by its letters."""
    path = tmp_path / "table.csv"
    path.write_bytes(pack(text.encode(encoding)))
    assert find_encoding(path).value == found


def test_a_language_says_which_old_encoding_is_meant(tmp_path):
    """Most bytes are letters in many of them."""
    path = tmp_path / "table.csv"
    path.write_bytes("zażółć gęślą jaźń,1\n".encode("cp1250") * 9)
    assert find_encoding(path, "pl").value == "cp1250"


def test_a_late_byte_decides(tmp_path):
    """All of the file is looked at."""
    path = tmp_path / "table.csv"
    path.write_bytes(b"text,label\n" + b"plain,1\n" * 300_000 + b"caf\xe9,0\n")
    assert find_encoding(path).value == "cp1252"


def test_what_is_unclear_is_shown(tmp_path):
    """The first text that is not ASCII, from shortly before its first such letter."""
    path = tmp_path / "table.csv"
    path.write_bytes(("text,label\n" + "so long " * 9 + RUSSIAN[11:]).encode("koi8_r"))
    found = find_encoding(path)
    assert (found.value, found.sure) == ("koi8_r", "unclear")
    assert found.why.endswith('; a text then reads "g so long очень хороший фильм и отличная"')


def test_bytes_that_no_encoding_explains_are_unclear(tmp_path):
    """Latin-1 reads them as control characters, and Mac Roman as signs."""
    path = tmp_path / "table.csv"
    path.write_bytes(b"a text of \x81\xa5\xb7\x8d\xb0 signs,1\n" * 9)
    found = find_encoding(path)
    assert found.sure == "unclear" and "; a text then reads " in found.why


def test_half_width_katakana_are_found_where_they_are_meant(tmp_path):
    """Nothing else fits."""
    path = tmp_path / "table.csv"
    path.write_bytes("ﾄﾃﾓｵﾓｼﾛｲｴｲｶﾞﾃﾞｼﾀ とても,1\nｼﾞｶﾝﾉﾑﾀﾞ,0\n".encode("cp932") * 20)
    assert find_encoding(path).value == "cp932"
