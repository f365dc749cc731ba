"""What projector.tensorflow.org and TensorBoard's projector load: vectors, and what they are.

Format of the vectors: as gensim.scripts.word2vec2tensor writes them, a line a vector, numbers
separated by tabs. The metadata has several columns, and so a header line.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bakeoff.errors import printable
from bakeoff.files import write_text
from bakeoff.texts.messages import Message
from bakeoff.texts.tokens import RESERVED
from bakeoff.vectors.embedding import Embedding

MAX_ROWS = 100_000  # the projector loads no more


@dataclass(frozen=True)
class WordUse:
    """How the training split uses words.

    Attributes:
        count: occurrences of each word.
        messages: messages that hold the word.
        of_class: the same for each class.
    """

    count: Counter[str]
    messages: Counter[str]
    of_class: dict[str, Counter[str]]


def count_use(
    messages: list[Message], classes: list[str], tokenize: Callable[[str], list[str]]
) -> WordUse:
    """Count in how many messages, of which class, each word stands."""
    use = WordUse(Counter(), Counter(), {name: Counter() for name in classes})
    for message in messages:
        tokens = tokenize(message.text)
        use.count.update(tokens)
        use.messages.update(set(tokens))
        use.of_class[message.label].update(set(tokens))
    return use


def choose_rows(embedding: Embedding, count: Counter[str]) -> list[int]:
    """Choose the rows to show: words of the training split, and then others that have a vector."""
    rows = range(len(RESERVED), len(embedding.words))
    used = [row for row in rows if count[embedding.words[row]]]
    others = [row for row in rows if not count[embedding.words[row]] and embedding.found[row]]
    return [*used, *others][:MAX_ROWS]


def write_projection(folder: Path, name: str, embedding: Embedding, use: WordUse) -> int:
    """Write <name>_tensor.tsv and <name>_metadata.tsv.

    What could end a cell or a line is written as an escape.

    Args:
        folder: of the two files.
        name: of the embedding.
        embedding: words and vectors.
        use: of the words in the training split.

    Returns:
        How many rows were written.
    """
    classes = list(use.of_class)
    shown = classes[1:] if len(classes) == 2 else classes
    rows = choose_rows(embedding, use.count)
    lines = ["\t".join(["word", "count", *(f"share_{printable(one)}" for one in shown), "in_file"])]
    for row in rows:
        word = embedding.words[row]
        total = use.messages[word]
        shares = [f"{use.of_class[one][word] / total:.4f}" if total else "" for one in shown]
        in_file = "yes" if embedding.found[row] else "no"
        lines.append("\t".join([printable(word), str(use.count[word]), *shares, in_file]))
    write_text(folder / f"{name}_metadata.tsv", "".join(f"{line}\n" for line in lines))
    vectors = ("\t".join(map(str, embedding.matrix[row])) + "\n" for row in rows)
    write_text(folder / f"{name}_tensor.tsv", "".join(vectors))
    return len(rows)


def projector_config(names: list[str]) -> str:
    """Write the text of projector_config.pbtxt, which names the files of every embedding."""
    return "".join(
        "embeddings {\n"
        f'  tensor_name: "{name}"\n'
        f'  tensor_path: "{name}_tensor.tsv"\n'
        f'  metadata_path: "{name}_metadata.tsv"\n'
        "}\n"
        for name in names
    )
