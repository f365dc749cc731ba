"""Scripts that stand in a page: Vega as one of them, and the hashes by which they are allowed."""

import base64
import hashlib
from functools import cache
from pathlib import Path

import altair
import vl_convert
from markupsafe import Markup

from bakeoff.core.errors import BakeoffError

HERE = Path(__file__).parent
SNIPPET = "window.vegaEmbed = vegaEmbed;"


@cache
def charts_script() -> str:
    """Give Vega, Vega-Lite and vega-embed as one script that leaves one name behind: vegaEmbed.

    The block around it keeps its other names, of one letter mostly, out of the page's.
    """
    version = ".".join(altair.SCHEMA_VERSION.lstrip("v").split(".")[:2])
    return f"{{{vl_convert.javascript_bundle(SNIPPET, vl_version=version)}}}"


def read(name: str) -> str:
    """Read a script or a style of the page."""
    return (HERE / name).read_text(encoding="utf-8")


def inlined(script: str) -> Markup:
    """Let a script stand in the page.

    Raises:
        BakeoffError: it holds what would end a script element, or change how it is read.
    """
    lowered = script.lower()
    if "</script" in lowered or "<!--" in lowered or "\r" in script or "\0" in script:
        raise BakeoffError("report: expected a script without </script, <!--, CR or NUL")
    return Markup(script)  # noqa: S704


def digest(script: str) -> str:
    """Give the hash by which a policy allows an inline script (CSP 3, section 2.3.1)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
