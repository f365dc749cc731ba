"""Batches of texts of similar length."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.encoders.base.batches import (
    BLOCK,
    MOST_TEXTS,
    VECTOR,
    batches_by_length,
    fixed_batches,
)

LENGTHS = st.lists(st.integers(0, 300), max_size=60) | st.integers(0, 3000).map(lambda n: [1] * n)
BUDGETS = st.integers(1, 5000)


def batches_of(lengths, most_tokens):
    """Give the batches as lists of lengths, and all numbers of texts."""
    lengths = np.array(lengths, np.int64)
    batches = list(batches_by_length(lengths, most_tokens))
    numbers = [int(number) for batch in batches for number in batch]
    return [lengths[batch].tolist() for batch in batches], numbers


@given(LENGTHS, BUDGETS)
def test_every_text_is_in_one_batch(lengths, most_tokens):
    """And no batch is empty."""
    batches, numbers = batches_of(lengths, most_tokens)
    assert sorted(numbers) == list(range(len(lengths)))
    assert all(batches)


@given(LENGTHS, BUDGETS)
def test_a_batch_keeps_to_the_budget_unless_it_is_a_single_text(lengths, most_tokens):
    """Padded to its longest text; a text without tokens counts as one token."""
    for batch in batches_of(lengths, most_tokens)[0]:
        assert len(batch) <= MOST_TEXTS
        assert len(batch) == 1 or len(batch) * max(*batch, 1) <= most_tokens


@given(LENGTHS, BUDGETS)
def test_long_texts_come_first(lengths, most_tokens):
    """Those of one length in their order."""
    batches, numbers = batches_of(lengths, most_tokens)
    assert [n for batch in batches for n in batch] == sorted(lengths, reverse=True)
    assert numbers == sorted(range(len(lengths)), key=lambda number: (-lengths[number], number))


@given(LENGTHS, BUDGETS)
def test_no_batch_could_take_one_more_text(lengths, most_tokens):
    """The next one would break the budget, or be one too many."""
    for batch in batches_of(lengths, most_tokens)[0][:-1]:
        full = (len(batch) + 1) * max(*batch, 1) > most_tokens
        assert full or len(batch) == MOST_TEXTS


def test_batches_are_those_worked_out_by_hand():
    """Ten tokens: 12; 5 and 4, padded to 5; 3, 1 and 1, padded to 3."""
    batches, _ = batches_of([1, 5, 12, 1, 4, 3], 10)
    assert batches == [[12], [5, 4], [3, 1, 1]]


FORMS = st.sampled_from([0, 1, 2, 8, 100, 1000])


def fixed_batches_of(texts, most_tokens):
    """Give the batches of texts, each a form and a length below it, and their sizes."""
    forms, lengths = np.array(texts, np.int64).reshape(-1, 2).T
    return list(fixed_batches(np.minimum(lengths, forms), forms, most_tokens)), forms


@given(st.lists(st.tuples(FORMS, st.integers(0, 1000)), max_size=80), BUDGETS)
def test_every_text_is_in_one_batch_of_its_form(texts, most_tokens):
    """Which has as many texts as its form allows, or fewer if it is the last one."""
    batches, forms = fixed_batches_of(texts, most_tokens)
    assert sorted(int(n) for batch, _ in batches for n in batch) == list(range(len(texts)))
    for batch, size in batches:
        assert 1 <= len(batch) <= size and len(set(forms[batch])) == 1
    full = [(forms[batch[0]], len(batch) == size) for batch, size in batches]
    assert all(full[n][1] for n in range(len(full) - 1) if full[n][0] == full[n + 1][0])


@given(st.lists(st.tuples(FORMS, st.integers(0, 1000)), max_size=80), BUDGETS)
def test_the_size_of_a_batch_depends_on_its_form_alone(texts, most_tokens):
    """It is a whole number of the CPU's vectors, within the budget, or a single text."""
    batches, forms = fixed_batches_of([text for text in texts if text[0]], most_tokens)
    alone = {form: fixed_batches_of([(form, form)], most_tokens)[0][0][1] for form in set(forms)}
    for batch, size in batches:
        assert size == alone[forms[batch[0]]]
        assert size in (1, VECTOR) or size % BLOCK == 0
        assert size == 1 or size * forms[batch[0]] <= most_tokens


@given(st.integers(0, 3000), BUDGETS)
def test_texts_that_nothing_pads_stay_in_their_order_and_are_not_filled_up(count, most_tokens):
    """Whatever their lengths."""
    lengths = np.random.default_rng(0).integers(0, 50, count)
    batches = list(fixed_batches(lengths, np.zeros(count, np.int64), most_tokens))
    assert [int(n) for batch, _ in batches for n in batch] == list(range(count))
    assert all(len(batch) == size for batch, size in batches)
