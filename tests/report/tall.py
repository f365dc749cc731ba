"""The example with as much above the table as a page may have."""

import json

from tests.report.large import add_models, change

CHOSEN = "tfidf_fasttext_and_word2vec_fine_tuned"
CONTROL = "glove_shuffled"
REASON = (
    f"Use {CHOSEN}: it is the cheapest model that is, with 95 % confidence, at most 0.02 F1 worse "
    "than any other."
)


def make_tall(root):
    """Recommend a model with a long name, beside a control, and tell all there is to tell."""
    add_models(root, [CHOSEN, CONTROL])

    def recommend(answer):
        few = json.loads(json.dumps(answer["few_labels"]).replace('"keras"', f'"{CHOSEN}"'))
        control = next(pair for pair in answer["pairs"] if pair["other"] == CONTROL)
        chosen = {"model": CHOSEN, "chosen": {CHOSEN: 0.5, "keras": 0.43}, "sentence": REASON}
        return answer | {
            "pretraining": [control | {"model": "glove"}],
            "recommendation": chosen,
            "few_labels": few,
        }

    change(root / "metrics/answer.json", recommend)
