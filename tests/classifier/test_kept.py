"""Kept rows are those that would be made, however many keys come and go."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from promisecheck.classifier.kept import Kept


@given(st.lists(st.lists(st.integers(0, 30), min_size=1, max_size=12), max_size=20), st.integers(1, 8))
def test_kept_rows_are_those_that_are_made(asked, size):
    made = []

    def make(keys):
        made.append(list(keys))
        return np.array([[key, key * key] for key in keys])

    kept = Kept(make, size)
    for keys in asked:
        assert kept.rows(keys).tolist() == [[key, key * key] for key in keys]
    assert all(len(set(keys)) == len(keys) for keys in made)


def test_kept_forgets_what_is_not_asked_for():
    made = []

    def make(keys):
        made.extend(keys)
        return np.array([[key] for key in keys])

    kept = Kept(make, 10)
    for key in range(100):
        kept.rows([0, key])
    assert made == list(range(100))  # what is asked for again and again is made once
    kept.rows([1])
    assert made[-1] == 1
    assert len(kept._young) + len(kept._old) <= 22
