"""Names that columns of texts, labels and splits often have."""

import re

TEXT = (
    "text review message sms comment tweet sentence content body description document utterance "
    "v2 headline question query post title abstract article snippet phrase reviewtext review_text "
    "리뷰 댓글 문장 내용 본문 텍스트 评论 文本 内容 本文 テキスト テクスト texte texto"
)
LABEL = (
    "label class category target sentiment stars star rating intent topic polarity emotion y tag "
    "v1 score labels classes gold is_spam spam toxic label_name class_name 라벨 레이블 분류 감정 "
    "标签 类别 ラベル étiquette etiqueta clase categoria kategorie klasse"
)
TEST = ("test", "testing", "eval", "evaluation", "held_out", "heldout", "holdout")
OTHER = ("train", "training", "dev", "val", "valid", "validation", "development")
OF_TEST = re.compile(rf"(?:(?:is|in|for)_?)?({'|'.join(TEST)})(?:_?set)?")
OF_TRAINING = re.compile(r"(?:(?:is|in|for)_?)?(train|training)(?:_?set)?")
TEXT_NAMES, LABEL_NAMES = frozenset(TEXT.split()), frozenset(LABEL.split())


def is_text(name: str) -> bool:
    """Tell whether a column of this name mostly holds texts."""
    return fold(name) in TEXT_NAMES


def is_label(name: str) -> bool:
    """Tell whether a column of this name mostly holds labels."""
    return fold(name) in LABEL_NAMES


def fold(name: str) -> str:
    """Fold what names of columns differ in."""
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())


def is_of_test(name: str) -> bool:
    """Tell whether a column of this name says of each row whether it is for tests, as is_test."""
    return bool(OF_TEST.fullmatch(fold(name)))


def is_of_training(name: str) -> bool:
    """Tell whether a column of this name says of each row whether it is for training."""
    return bool(OF_TRAINING.fullmatch(fold(name)))
