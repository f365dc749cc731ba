"""What a model card is written from: the metrics and the parameters of the run."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bakeoff.core import paths
from bakeoff.core.files import read_json
from bakeoff.evaluation.answer_format import Answer, PairLine
from bakeoff.evaluation.formats import Board, Costs, ModelBoard
from bakeoff.export.card.parameters import RunParameters, read_parameters
from bakeoff.export.encoders import CopiedEncoder
from bakeoff.inference.loading import FoundModel


@dataclass(frozen=True)
class Written:
    """What an export wrote.

    Attributes:
        forms: the formats that are there.
        left_out: why others are not, by name.
        differing: characters that tokenizer.json cuts differently from the model.
        encoders: what became of those that the model reads, by name.
    """

    forms: list[Any]
    left_out: dict[str, str]
    differing: list[str]
    encoders: dict[str, CopiedEncoder] = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    """All that the card tells.

    Attributes:
        chosen: the model.
        written: its formats.
        board: metrics/leaderboard.json.
        answer: metrics/answer.json.
        data: metrics/data.json.
        costs: of the model; empty if none were measured.
        environments: where its parts were trained.
        finals: how each of its parts was trained on all texts, by name.
        params: of the run; None: dvc.lock does not record them.
    """

    chosen: FoundModel
    written: Written
    board: Board
    answer: Answer
    data: dict[str, Any]
    costs: Costs
    environments: list[dict[str, Any]]
    finals: dict[str, dict[str, Any]]
    params: RunParameters | None

    @property
    def name(self) -> str:
        """Name of the model."""
        return self.chosen.name

    @property
    def model(self) -> ModelBoard:
        """Its line of the leaderboard."""
        return self.board["models"][self.name]

    @property
    def pair(self) -> PairLine | None:
        """How it compares with the baseline; None: it is the baseline."""
        pairs = {pair["model"]: pair for pair in self.answer["against_baseline"]}
        return pairs.get(self.name)

    @property
    def parts(self) -> list[str]:
        """Names of the trained models that it consists of."""
        return [folder.name for folder in self.chosen.folders]

    @property
    def is_tested(self) -> bool:
        """Whether its scores are of texts that it was not trained on."""
        return self.board["split"] != "none"


def read_facts(chosen: FoundModel, written: Written, project: Path) -> Facts:
    """Read all that the card tells."""
    trained = {f"train/{folder.name}" for folder in chosen.folders}
    environments: list[dict[str, Any]] = read_json(project / paths.ENVIRONMENT)
    return Facts(
        chosen=chosen,
        written=written,
        board=read_json(project / paths.LEADERBOARD),
        answer=read_json(project / paths.ANSWER),
        data=read_json(project / paths.DATA_METRICS),
        costs=read_costs(project, chosen.name),
        environments=[found for found in environments if trained & {*found["made"]}],
        finals={folder.name: read_final(project, folder.name) for folder in chosen.folders},
        params=read_parameters(project, [folder.name for folder in chosen.folders]),
    )


def read_costs(project: Path, name: str) -> Costs:
    """Read what a model costs; Git does not keep that, so it may be missing."""
    path = project / paths.ALL_COSTS
    costs: dict[str, Costs] = read_json(path) if path.is_file() else {}
    return costs.get(name, {})


def read_final(project: Path, name: str) -> dict[str, Any]:
    """Read how a model was trained on all texts: its settings, with the seed of the first round."""
    training = read_json(project / paths.TRAINING / f"{name}.json")
    seed = training["runs"][0]["seed"]
    return {**training["final"], **({} if seed is None else {"seed": seed})}
