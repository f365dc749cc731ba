"""JSON Lines keep their values, and lines that cannot be read are named."""

import json

from tests.inference.answering import predict


def test_json_lines_keep_their_values(tmp_path, caplog):
    """A line that is no object, or has no text, is named."""
    lines = [b'{"text": "abcdefgh", "n": [1, null]}', b"", b"{", b'{"text": 3}', b'"text"', b"\xff"]
    found, count = predict(tmp_path, "a.jsonl", b"\n".join(lines))
    assert json.loads(found) == {
        "text": "abcdefgh",
        "n": [1, None],
        "label": "long",
        "p_short": 0.2,
        "p_long": 0.8,
    }
    assert count == 4
    for place in ("line 3", "line 4", "line 5", "line 6"):
        assert f"{place}: " in caplog.text


def test_half_a_character_in_json_stays_an_escape(tmp_path):
    """UTF-8 cannot hold it."""
    found, _ = predict(tmp_path, "a.jsonl", b'{"text": "\\ud83d x"}\n')
    assert json.loads(found)["text"] == "\ud83d x"
