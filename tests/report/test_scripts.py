"""Scripts that stand in the page."""

from pathlib import Path

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.report import scripts
from bakeoff.report.scripts import charts_script, digest, inlined, read


def test_vega_leaves_one_name_behind():
    """In a block of its own, made once."""
    script = charts_script()
    assert script.startswith("{") and script.endswith("}") and "window.vegaEmbed=" in script
    assert charts_script() is script


@pytest.mark.parametrize(
    "script",
    ["let a = '</SCRIPT >'", "x = '<!-- '", "a\rb", "a\0b"],
    ids=["end", "html", "cr", "0"],
)
def test_a_script_that_would_be_read_otherwise_is_refused(script):
    """Escaping it would change what it does."""
    with pytest.raises(
        BakeoffError, match=r"^report: expected a script without </script, <!--, CR or NUL$"
    ):
        inlined(script)


def test_other_scripts_stand_as_they_are():
    """Vega among them."""
    assert inlined("a < b && c") == "a < b && c"
    assert inlined(charts_script()) == charts_script()


def test_scripts_and_styles_are_read_as_they_are():
    """From beside the module."""
    folder = Path(scripts.__file__).parent
    for name in ("page.css", "charts.js"):
        assert read(name) == (folder / name).read_bytes().decode("utf-8")


def test_a_digest_is_that_of_the_bytes():
    """As `openssl dgst -sha256 -binary | base64` gives it."""
    assert digest("") == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    assert digest("é") == "sha256-SplVfkAzw1Od4utlRyAXytX5VX96BiWgnxw/biumnEw="
