"""The head of the card: YAML that the Hugging Face Hub reads."""

from typing import Any

import yaml

from bakeoff.evaluation.descriptions import SPELLINGS
from bakeoff.evaluation.formats import SCORES, score_titles
from bakeoff.export.card.facts import Facts

LIBRARY = "embedding-bakeoff"
HUB_NAMES = {"mcc": "matthews_correlation", "brier": "brier_score", "macro_f1": "f1"}


def front_matter(facts: Facts) -> str:
    """Write the head, with the lines around it."""
    scores = [name for name in score_titles(facts.board) if name in facts.model["mean"]]
    head: dict[str, Any] = {
        "library_name": LIBRARY,
        "pipeline_tag": "text-classification",
        "tags": list_tags(facts),
        "metrics": list(dict.fromkeys(HUB_NAMES.get(name, name) for name in scores)),
    }
    if facts.is_tested:
        head["model-index"] = [{"name": facts.name, "results": [list_results(facts, scores)]}]
    text = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{text}---\n"


def list_tags(facts: Facts) -> list[str]:
    """List the tags: what it is, the vectors behind it, and whether its data are invented."""
    sources = [name for name in SPELLINGS if name in facts.model["licences"]]
    invented = ["invented-data"] if facts.board["invented"]["texts"] else []
    return ["text-classification", "word-embeddings", *sources, *invented]


def list_results(facts: Facts, scores: list[str]) -> dict[str, Any]:
    """List the scores on the texts that were held out."""
    board = facts.board
    invented = ", invented" if board["invented"]["texts"] else ""
    return {
        "task": {"type": "text-classification"},
        "dataset": {
            "name": f"preset {board['preset']}, {board['rows']} texts{invented}",
            "type": board["preset"],
        },
        "metrics": [
            {
                "type": HUB_NAMES.get(name, name),
                "name": SCORES[name],
                "value": facts.model["mean"][name],
            }
            for name in scores
        ],
    }
