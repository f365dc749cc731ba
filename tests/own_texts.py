"""Three sets of labelled texts as people have them, each of another shape, made from a seed."""

import csv
import json
import random
from collections.abc import Iterator
from pathlib import Path

COMMON = "the a this that it we they for with from today please very just again about"
TOPICS = {
    "sport": "match goal team coach league striker referee stadium penalty trophy",
    "food": "recipe oven butter garlic soup bakery dessert flavour kitchen pastry",
    "travel": "flight hotel luggage passport beach museum train ticket island harbour",
    "music": "album guitar concert singer drummer melody chorus vinyl festival band",
    "money": "invoice budget loan salary interest bank pension refund deposit tax",
    "health": "doctor clinic vaccine allergy pulse surgery nurse pharmacy fever therapy",
}
KOREAN = {
    "긍정": "정말 재미있고 감동적인 최고의 훌륭한 아름다운 추천하는 멋진 완벽한 따뜻한",
    "부정": "너무 지루하고 실망스러운 최악의 형편없는 뻔한 아까운 유치한 답답한 산만한",
}
KOREAN_COMMON = "영화 배우 이야기 연기 장면 음악 결말 감독 시간 오늘 친구와 봤다 보았다"


def make_texts(rng: random.Random, words: str, common: str, count: int) -> list[str]:
    """Make different texts of 5 to 14 words, two or three of them of the topic."""
    texts: set[str] = set()
    while len(texts) < count:
        chosen = rng.sample(words.split(), rng.randint(2, 3)) + rng.choices(
            common.split(), k=rng.randint(3, 11)
        )
        rng.shuffle(chosen)
        texts.add(" ".join(chosen) + rng.choice([".", "!", "", " ..."]))
    return sorted(texts)


def shuffled(rng: random.Random, by_class: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Lay texts and labels out in a random order."""
    rows = [(text, label) for label, texts in by_class.items() for text in texts]
    rng.shuffle(rows)
    return rows


def six_classes(folder: Path) -> tuple[Path, Path]:
    """Write a training file and a test file as Excel saves them: semicolons, cp1252."""
    rng = random.Random(1)
    sets = {name: make_texts(rng, words, COMMON, 60) for name, words in TOPICS.items()}
    parts = {"train.csv": slice(0, 45), "test.csv": slice(45, 60)}
    for file, part in parts.items():
        rows = shuffled(rng, {name: texts[part] for name, texts in sets.items()})
        with (folder / file).open("w", encoding="cp1252", newline="") as stream:
            writer = csv.writer(stream, delimiter=";")
            writer.writerow(["id", "Section", "Headline"])
            writer.writerows([n, label, f"{text} – café"] for n, (text, label) in enumerate(rows))
    return folder / "train.csv", folder / "test.csv"


def many_classes(folder: Path) -> Path:
    """Write JSON Lines of 25 classes, two of which have fewer texts than folds."""
    rng = random.Random(2)
    letters = "abcdefghijklmnopqrstuvwxy"
    topics = {
        f"queue {letter}": " ".join(letter + word for word in COMMON.split()) for letter in letters
    }
    sizes = dict.fromkeys(topics, 30) | {"queue c": 2, "queue m": 3, "queue x": 1}
    rows = shuffled(
        rng, {name: make_texts(rng, words, COMMON, sizes[name]) for name, words in topics.items()}
    )
    path = folder / "tickets.jsonl"
    path.write_text("".join(_json_lines(rows)), encoding="utf-8")
    return path


def _json_lines(rows: list[tuple[str, str]]) -> Iterator[str]:
    for number, (text, label) in enumerate(rows):
        record = {"ticket": number, "body": text, "queue": label, "open": number % 2 == 0}
        yield json.dumps(record, ensure_ascii=False) + "\n"


def korean(folder: Path) -> Path:
    """Write the form of the SMS Spam Collection: label, tab, text, no header; in cp949."""
    rng = random.Random(3)
    sets = {name: make_texts(rng, words, KOREAN_COMMON, 200) for name, words in KOREAN.items()}
    path = folder / "영화평.txt"
    lines = [f"{label}\t{text}\n" for text, label in shuffled(rng, sets)]
    path.write_text("".join(lines), encoding="cp949", newline="\r\n")
    return path
