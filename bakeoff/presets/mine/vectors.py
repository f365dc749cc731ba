"""Sources of pretrained vectors: published ones by name, and files on this machine."""

from pathlib import Path
from typing import Any, NamedTuple

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import expand_home
from bakeoff.core.names import did_you_mean
from bakeoff.core.parameters import read_yaml
from bakeoff.core.paths import PRESETS
from bakeoff.presets.mine.naming import make_name
from bakeoff.texts.profile.languages import count_scripts
from bakeoff.vectors.readers import open_vectors

SIZES = {"glove": "0.9 GB", "word2vec": "1.6 GB", "fasttext": "1.0 GB"}  # of the downloads
CRAWL = "https://dl.fbaipublicfiles.com/fasttext/vectors-crawl/cc.{language}.300.bin.gz"
CRAWL_SIZE = "4 GB"
ENGLISH = (
    f"--vectors glove ({SIZES['glove']}), word2vec ({SIZES['word2vec']}) or fasttext "
    f"({SIZES['fasttext']}; with --language ko, for example, {CRAWL_SIZE}) downloads some; "
    "--vectors FILE reads your own; --encoder all-MiniLM-L6-v2 (0.1 GB) compares a sentence encoder"
)
OTHER = (
    f"--language {{language}} --vectors fasttext ({CRAWL_SIZE}) downloads those of the language "
    "that the letters suggest; --vectors FILE reads your own; --encoder multilingual-e5-small "
    "(0.5 GB) compares a sentence encoder"
)
LANGUAGES = {  # of most texts in a script
    **{"Hangul": "ko", "Hiragana": "ja", "Katakana": "ja", "Han": "zh", "Thai": "th"},
    **{"Greek": "el", "Hebrew": "he", "Armenian": "hy", "Georgian": "ka", "Tamil": "ta"},
}
DIMENSIONS = (100, 300, 50, 200)  # that are tried of a zip of several


class Vectors(NamedTuple):
    """Word vectors.

    Attributes:
        name: of the source, of the matrix and of its models.
        source: an entry of `sources`.
        fallbacks: for words that the file lacks.
        note: what to say of them.
    """

    name: str
    source: dict[str, Any]
    fallbacks: list[str]
    note: str


def offer_vectors(texts: list[str]) -> str:
    """Say that nothing pretrained is compared, and how to get vectors for such texts."""
    script = next(iter(count_scripts(texts)), "Latin")
    language = LANGUAGES.get(script)
    advice = OTHER.format(language=language) if language else ENGLISH
    return (
        "no pretrained vectors: the models are TF-IDF, a bag of words and a network that learns "
        f"its own. {advice}"
    )


def find_vectors(asked: list[str], language: str | None, taken: set[str]) -> list[Vectors]:
    """Find what each name or path stands for.

    Args:
        asked: known names, or paths.
        language: of the texts; it chooses fastText's file.
        taken: names that vectors may not have.

    Raises:
        BakeoffError: neither a known name nor a file of vectors.
    """
    found: list[Vectors] = []
    for name in asked:
        if name in SIZES:
            found.append(_published(name, language))
        else:
            names = taken | {*asked} | {vectors.name for vectors in found}
            found.append(_local(name, names))
    if len({vectors.name for vectors in found}) < len(found):
        raise BakeoffError(f"--vectors: expected each once, got {asked!r:.200}")
    return found


def _published(name: str, language: str | None) -> Vectors:
    if name == "fasttext" and language not in (None, "en"):
        address = CRAWL.format(language=language)
        source = {
            "file": address.rpartition("/")[2],
            "urls": [address],
            "hash": None,
            "dimension": 300,
            "licence": "CC BY-SA 3.0",
        }
        note = f"fasttext: {address}, about {CRAWL_SIZE} to download"
        return Vectors(name, source, ["subwords"], note)
    if language not in (None, "en"):
        raise BakeoffError(
            f"--vectors: {name} is English; for --language {language} use --vectors fasttext, or "
            "a file"
        )
    source = read_yaml(PRESETS / "full.yaml")["sources"][name]
    note = f"{name}: {source['urls'][0]}, {SIZES[name]} to download"
    return Vectors(name, source, [], note)


def _local(name: str, taken: set[str]) -> Vectors:
    path = expand_home(name)
    if not path.is_file():
        raise BakeoffError(
            f"--vectors: expected {', '.join(SIZES)} or a file, got {name!r:.200}, which is "
            f"not a file{did_you_mean(name, SIZES) or '; correct it'}"
        )
    layout = _open(path)
    entry = make_name(path.name.partition(".")[0], taken, "vectors")
    source = {
        "file": path.name,
        "urls": [str(path.resolve())],
        "hash": None,
        "dimension": layout.dimension,
        "licence": None,
    }
    fallbacks = ["subwords"] if "fastText" in layout.kind else []
    note = f"{entry}: {path}, {layout.kind}, {layout.dimension} dimensions"
    return Vectors(entry, source, fallbacks, note)


def _open(path: Path) -> Any:
    """Find the layout of a file; of a zip of several, that of the first dimension there is."""
    try:
        return open_vectors(path).layout
    except BakeoffError as error:
        for dimension in DIMENSIONS:
            try:
                return open_vectors(path, dimension).layout
            except BakeoffError:
                continue
        raise error from None
