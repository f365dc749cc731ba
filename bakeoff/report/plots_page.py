"""Write the page that `dvc plots` fills in, with Vega in it: DVC's own loads Vega from a server.

`make install` writes it and names it in .dvc/config.local (`plots.html_template`).
"""

from pathlib import Path
from typing import Annotated

import typer

from bakeoff.core.commands import run_command
from bakeoff.core.files import write_text
from bakeoff.report.scripts import charts_script, inlined

# DVC fills in the words in braces; the page has no {scripts}, for these name the server. DVC calls
# vegaEmbed without a policy in mind, so evaluating expressions stays allowed; loading is not.
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="connect-src 'none'; font-src 'none'">
{{refresh_tag}}
<title>DVC plots</title>
<style>
body {{ margin: 2rem; font-family: system-ui, sans-serif; }}
table {{ border-spacing: 15px; }}
</style>
<script>{script}</script>
</head>
<body>
{{plot_divs}}
</body>
</html>
"""


def main(path: Annotated[Path, typer.Argument(help="of the page")]) -> None:
    """Write the page."""
    write_text(path, PAGE.format(script=inlined(charts_script())))


if __name__ == "__main__":
    run_command(main)
