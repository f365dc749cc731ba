"""Tell whether several files are one table, or hold the texts of a class each."""

from collections import Counter

from bakeoff.core.errors import BakeoffError
from bakeoff.inspection.columns import list_columns
from bakeoff.inspection.forms import Form, has_table_suffix
from bakeoff.inspection.tables import probe
from bakeoff.texts.reading.cells import quote


def is_one_table(forms: list[Form]) -> bool:
    """Tell whether files are tables with the same columns, rather than lines of a class each.

    Raises:
        BakeoffError: some are tables for certain, and others hold lines or have other columns.
    """
    tables = [form for form in forms if _is_table(form)]
    lines = [form for form in forms if form.keys["format"] == "lines"]
    if tables and lines:
        raise BakeoffError(
            f"{lines[0].path}: expected a table, as {tables[0].path} is, got lines without a "
            "delimiter; leave it out, or convert it"
        )
    if lines:
        return False
    headers = [list_columns(form.path, probe(form.keys)) for form in forms]
    if tables:
        for form, header in zip(forms, headers, strict=True):
            _expect_same_columns(form, header, forms[0], headers[0])
        return True
    return all(header == headers[0] for header in headers) and len(headers[0]) > 1


def _is_table(form: Form) -> bool:
    """Tell whether a file is a table for certain; lines of prose may hold as many commas each."""
    named = any(guess.name == "header" and guess.sure == "sure" for guess in form.guesses)
    is_prose = form.keys["format"] == "csv" and form.keys["delimiter"] not in "\t|" and not named
    return form.keys["format"] != "lines" and (not is_prose or has_table_suffix(form.path))


def _expect_same_columns(form: Form, header: list[str], first: Form, expected: list[str]) -> None:
    """Check that a table has the columns of the first one, in any order."""
    if sorted(header) == sorted(expected):
        return
    lacking = [quote(name) for name in Counter(expected) - Counter(header)]
    others = [quote(name) for name in Counter(header) - Counter(expected)]
    differs = f"lacks {', '.join(lacking):.200}" if lacking else "also"
    if others:
        differs += f"{' and' * bool(lacking)} has {', '.join(others):.200}"
    raise BakeoffError(
        f"{form.path}: expected the columns of {first.path}, got a table that {differs}; name its "
        "columns alike, or leave it out"
    )
