"""Four bits a number: near to what was given, and the same when rounded again."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from promisecheck.classifier.quantised import BLOCK, Quantised


@st.composite
def matrices(draw):
    rows, blocks = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return rng.normal(0, draw(st.floats(1e-3, 100)), (rows, blocks * BLOCK)).astype(np.float32)


@given(matrices())
def test_quantised_is_near_what_was_given(matrix):
    largest = np.abs(matrix.reshape(len(matrix), -1, BLOCK)).max(-1, keepdims=True)
    away = np.abs(Quantised.of(matrix).rows() - matrix).reshape(len(matrix), -1, BLOCK)
    assert (away <= largest * (1 / 8 + 1e-2)).all()  # the other sign has one step less


@given(matrices())
def test_quantised_twice_is_quantised_once(matrix):
    once = Quantised.of(matrix).rows()
    assert np.array_equal(Quantised.of(once).rows(), once)


@given(matrices(), st.data())
def test_quantised_rows_are_rows_of_the_whole(matrix, data):
    numbers = data.draw(st.lists(st.integers(0, len(matrix) - 1), min_size=1, max_size=6))
    found = Quantised.of(matrix)
    assert np.array_equal(found.rows(numbers), found.rows()[numbers])
    assert np.array_equal(found.chosen(numbers).rows(), found.rows()[numbers])


def test_quantised_nothing_is_nothing():
    assert not Quantised.of(np.zeros((2, BLOCK))).rows().any()
