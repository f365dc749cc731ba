"""Finding the delimiter, the quoting and the header of CSV."""

import csv
import io

import pytest

from bakeoff.inspection.delimiters import find_layout

UCI = 'ham\tOk, see you; "later"\nspam\t"Win" now, call\nham\t"Aww" he said\n' * 9


def layout(text, **known):
    """Find the keys of a whole file."""
    found = find_layout(text, whole=True, **known)
    return found and found.keys


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("header", [True, False])
def test_a_delimiter_is_found_among_those_in_texts(delimiter, header):
    """Texts hold all of them, and line ends in quotes."""
    rows = [[f'text, {n}; "a"|b\tc\nd', "good" if n % 2 else "bad"] for n in range(20)]
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter).writerows([["text", "label"]] * header + rows)
    found = {"delimiter": delimiter, "quoting": True, "header": header}
    assert layout(buffer.getvalue()) == found


def test_the_form_of_the_sms_collection_is_found():
    """Tabs, no header, and quotes that are parts of texts."""
    assert layout(UCI) == {"delimiter": "\t", "quoting": False, "header": False}


def test_quotes_that_join_lines_are_parts_of_texts():
    """Each line is a row by itself, and one quote is closed lines below."""
    text = 'ham\t"Aww\nspam\tWin\nham\tsee "you"\nspam\tcall\nham\tlater"\nspam\tbuy\n'
    assert layout(text) == {"delimiter": "\t", "quoting": False, "header": False}


def test_excels_line_names_the_delimiter():
    """Whatever texts hold."""
    found = layout("sep=;\r\ntext;label\r\na, b;x\r\nc, d;y\r\n")
    assert found == {"delimiter": ";", "quoting": True, "header": True}


def test_a_text_with_commas_that_ran_over_is_no_reason_to_doubt():
    """As in the SMS Spam Collection's CSV."""
    found = layout("v1,v2,,,\nham,a,,,\nspam,b, c,,\nham,d,,,\n")
    assert found == {"delimiter": ",", "quoting": True, "header": True}


def test_lines_have_no_delimiter():
    """A text per line."""
    assert layout("a fine film\nan odd, long film; perhaps\nwell\n") is None


@pytest.mark.parametrize(
    ("text", "header", "sure"),
    [
        ("review,stars\na,1\nb,2\n", True, "sure"),
        ("x,good\ny,bad\nz,good\nw,bad\nv,good\n", False, "sure"),
        ("x y,1\nz w,2\n", False, "likely"),
        ("one,two\nx y,z w\n", True, "likely"),
        ("x y,z w\na b,c d\n", True, "unclear"),
    ],
)
def test_a_header_is_told_from_rows(text, header, sure):
    """And how sure that is."""
    found = find_layout(text, whole=True)
    assert (found.keys["header"], found.guesses[-1].sure) == (header, sure)
