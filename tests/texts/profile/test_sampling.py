"""Some of many texts."""

from bakeoff.texts.profile.sampling import choose_evenly


def test_texts_are_chosen_at_even_distances():
    """The first and the last are among them; of few texts, all."""
    texts = [str(row) for row in range(101)]
    assert choose_evenly(texts, 5) == ["0", "25", "50", "75", "100"]
    assert choose_evenly(texts[:3], 5) == ["0", "1", "2"]
