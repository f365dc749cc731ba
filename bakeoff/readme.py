"""Write the generated parts of README.md and docs/: the table of stages, and all results.

A part stands between `<!-- name -->` and `<!-- /name -->`.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bakeoff.core.commands import run_command
from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import write_text
from bakeoff.core.parameters import TEMPLATE, read_yaml
from bakeoff.core.paths import GRAPH, RESULTS
from bakeoff.evaluation.answer_format import raise_bound
from bakeoff.figures import Figures, describe, load_figures, summarize
from bakeoff.look.power import DISAGREEMENT, find_smallest

README, EVALUATION = Path("README.md"), Path("docs/evaluation.md")
PRESETS = {"sample": "make repro", "sms": "make sms", "subj": "make subj"}  # with their commands


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


def differences_markdown(figures: dict[str, Figures]) -> str:
    """Write a table of the smallest differences to the baseline: assumed before training, recorded.

    Controls are left out.
    """
    lines = ["| preset | metric | assumed | recorded |\n", "| --- | --- | --- | --- |\n"]
    for preset, found in figures.items():
        board, answer = found.board, found.answer
        pairs, metric = answer["against_baseline"], answer["metric"]
        sizes = [board["class_counts"][name] for name in board["classes"]]
        assumed = [find_smallest(metric, sizes, len(pairs), share) for share in DISAGREEMENT]
        controls = {pair["other"] for pair in answer["pretraining"]}
        found_from = [x["smallest_difference"] for x in pairs if x["model"] not in controls]
        recorded = [raise_bound(value) for value in found_from if value is not None]
        cells = [preset, answer["label"], _range(assumed), _range(recorded)]
        lines.append(f"| {' | '.join(cells)} |\n")
    return "".join(lines)


def _range(values: Iterable[float | None]) -> str:
    """Write the smallest and the largest of the values that are known."""
    known = [value for value in values if value is not None]
    return " to ".join(f"{end:.3f}".removeprefix("0") for end in (min(known), max(known)))


def insert(text: str, parts: dict[str, str], path: Path = README) -> str:
    """Put each part between its marks; a text without them is a BakeoffError."""
    for name, part in parts.items():
        pattern = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
        if not re.search(pattern, text, re.DOTALL):
            raise BakeoffError(f"{path}: expected <!-- {name} --> and <!-- /{name} -->")
        literal = part.replace("\\", r"\\")
        text = re.sub(pattern, rf"\g<1>{literal}\g<2>", text, flags=re.DOTALL)
    return text


def generated(root: Path) -> dict[Path, str]:
    """Give the documents as they should be, from dvc.yaml and the committed figures below `root`.

    Raises:
        BakeoffError: a document lacks a mark, or there are figures of another preset.
    """
    readme = {"stages": stages_markdown(read_yaml(root / GRAPH))}
    documents, runs = {}, {}
    for preset, command in PRESETS.items():
        figures, page = load_figures(preset, root), RESULTS / f"{preset}.md"
        if figures:
            runs[preset] = figures
        absent = f"There are no figures yet: run `{command}`.\n"
        readme[f"{preset} results"] = summarize(figures) if figures else absent
        documents[page] = _fill(root, page, {"results": describe(figures) if figures else absent})
    differences = {"smallest differences": differences_markdown(runs)}
    documents[EVALUATION] = _fill(root, EVALUATION, differences)
    return documents | {README: _fill(root, README, readme)}


def _fill(root: Path, path: Path, parts: dict[str, str]) -> str:
    return insert((root / path).read_text(encoding="utf-8"), parts, path)


def main() -> None:
    """Update the generated parts of README.md and of docs/."""
    for path, text in generated(Path()).items():
        write_text(path, text)


if __name__ == "__main__":
    run_command(main)
