"""Write the parts of README.md that are generated: the table of stages, and the sample's results.

A part stands between `<!-- name -->` and `<!-- /name -->`.
"""

import re
from pathlib import Path
from typing import Any

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import read_json, write_text
from bakeoff.core.parameters import TEMPLATE, read_yaml
from bakeoff.core.paths import ANSWER, GRAPH, LEADERBOARD
from bakeoff.core.stage import run_command
from bakeoff.evaluation.board import board_markdown

README = Path("README.md")


def stages_markdown(graph: dict[str, Any]) -> str:
    """Write a table of the stages of dvc.yaml: name, what it does, data in, data out."""
    lines = ["| stage | what it does | reads | writes |\n", "| --- | --- | --- | --- |\n"]
    for name, stage in graph["stages"].items():
        body = stage.get("do", stage)
        shown = f"`{name}@…`" if "foreach" in stage else f"`{name}`"
        reads = [dep for dep in body["deps"] if not dep.startswith(("bakeoff/", "stages/"))]
        writes = [out if isinstance(out, str) else next(iter(out)) for out in body["outs"]]
        cells = [shown, body["desc"], _paths(reads), _paths(writes)]
        lines.append(f"| {' | '.join(cells)} |\n")
    return "".join(lines)


def _paths(paths: list[str]) -> str:
    """Write paths as code, each once, with an ellipsis for what a parameter fills in."""
    return ", ".join(dict.fromkeys(f"`{TEMPLATE.sub('…', path)}`" for path in paths))


def insert(text: str, parts: dict[str, str]) -> str:
    """Put each part between its marks; a text without them is a BakeoffError."""
    for name, part in parts.items():
        pattern = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
        if not re.search(pattern, text, re.DOTALL):
            raise BakeoffError(f"{README}: expected <!-- {name} --> and <!-- /{name} -->")
        literal = part.replace("\\", r"\\")
        text = re.sub(pattern, rf"\g<1>{literal}\g<2>", text, flags=re.DOTALL)
    return text


def generated(folder: Path) -> str:
    """Give README.md as it should be, from dvc.yaml and the sample's results in `folder`."""
    board, answer = read_json(folder / LEADERBOARD), read_json(folder / ANSWER)
    if board["preset"] != "sample":
        raise BakeoffError(f"{LEADERBOARD}: expected the sample's results, got {board['preset']}")
    stages = stages_markdown(read_yaml(folder / GRAPH))
    parts = {"stages": stages, "sample results": board_markdown(board, answer)}
    return insert((folder / README).read_text(encoding="utf-8"), parts)


def main() -> None:
    """Update the generated parts of README.md."""
    write_text(README, generated(Path()))


if __name__ == "__main__":
    run_command(main)
