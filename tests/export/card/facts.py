"""The facts that a card is written from."""

import dataclasses
from pathlib import Path

from bakeoff.core.files import read_json
from bakeoff.export.card.facts import Written, read_facts
from bakeoff.inference.loading import FoundModel

ALL = Written(["native", "savedmodel", "onnx"], {}, [])


def facts_of(folder, name="keras", *, parts=None, written=ALL):
    """Read the metrics of a run."""
    folders = [Path("models") / part for part in parts or [name]]
    classes = read_json(folder / "metrics/leaderboard.json")["classes"]
    return read_facts(FoundModel(name, folders, classes, 0.5), written, folder)


def with_board(facts, **changes):
    """Change keys of the leaderboard that the card tells of."""
    return dataclasses.replace(facts, board={**facts.board, **changes})
