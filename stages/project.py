"""Write one embedding for the projector, and as flat maps for the report.

In: a matrix, of which words are shown, or an encoder's features, of which texts are; the texts.
Out: the projector's TSVs of vectors and metadata, of words that no text holds in a pair of their
own; a JSON of maps by PCA and t-SNE, with the nearest neighbours of each point.
"""

import logging
from pathlib import Path

from bakeoff.core.classes import load_classes
from bakeoff.core.embedding import load_embedding
from bakeoff.core.features import load_features
from bakeoff.core.paths import CLASSES, MAPS, PROJECTOR, TEXTS
from bakeoff.core.runtime import limit_threads
from bakeoff.core.settings import Name, Section
from bakeoff.core.stage import run
from bakeoff.core.table import load_table
from bakeoff.core.tokens import TokenRule
from bakeoff.projector.maps import draw_map, write_map
from bakeoff.projector.points import Project, choose_texts, choose_words, count_use
from bakeoff.projector.tables import write_texts, write_words


class Params(Section):
    """What this stage reads of params.yaml."""

    project: dict[Name, Project]
    text: TokenRule


def main(params: Params, name: str) -> None:
    """Write one embedding for the projector, and as flat maps."""
    settings = params.project[name]
    source, folder = Path(settings.input), PROJECTOR / name
    texts, classes = load_table(TEXTS).texts, load_classes(CLASSES)
    limit_threads(1)  # the last bits depend on the number of threads
    if source.suffix == ".npz":
        embedding = load_embedding(source)
        use = count_use(texts, classes, params.text.tokenizer())
        write_words(folder, embedding, use)
        points = choose_words(embedding, use, settings.points)
    else:
        features = load_features(source, [source.name])[source.name]
        write_texts(folder, texts, features)
        points = choose_texts(texts, features, classes, settings.points)
    drawn = draw_map(
        name,
        points,
        neighbours=settings.neighbours,
        perplexity=settings.perplexity,
        iterations=settings.iterations,
    )
    write_map(MAPS / f"{name}.json", drawn)
    logging.info("%s: a map of %d %s", name, len(points.labels), points.kind)


if __name__ == "__main__":
    run(main, Params)
