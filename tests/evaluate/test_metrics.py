from itertools import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promisecheck.evaluate.metrics import Counts, worst_first

STATUSES = ["violated", "passed", "not_applicable", "not_observable"]
cells = st.tuples(*repeat(st.integers(0, 40), 4))
outcomes = st.lists(st.tuples(st.sampled_from(STATUSES), st.sampled_from(STATUSES)), max_size=40)


def counted(pairs):
    counts = Counts()
    for expected, got in pairs:
        counts.add(expected, got)
    return counts


@given(outcomes)
def test_metrics_every_case_falls_into_one_cell(pairs):
    counts = counted(pairs)
    assert counts.cases == sum(counts.cells) == len(pairs)
    assert counts.support == sum(expected == "violated" for expected, _ in pairs)


@given(outcomes)
def test_metrics_statuses_other_than_violated_are_alike(pairs):
    flat = [tuple("violated" if status == "violated" else "passed" for status in pair) for pair in pairs]
    assert counted(pairs) == counted(flat)


@given(outcomes)
def test_metrics_swapped_sides_swap_precision_and_recall(pairs):
    counts, turned = counted(pairs), counted([(got, expected) for expected, got in pairs])
    assert (counts.precision, counts.recall) == (turned.recall, turned.precision)
    assert counts.f1 == turned.f1
    assert counts.accuracy == turned.accuracy


@given(cells)
def test_metrics_f1_is_the_harmonic_mean_and_lies_between(given_cells):
    counts = Counts(*given_cells)
    if counts.precision and counts.recall:
        assert counts.f1 == pytest.approx(2 / (1 / counts.precision + 1 / counts.recall))
        low, high = sorted((counts.precision, counts.recall))
        assert low - 1e-12 <= counts.f1 <= high + 1e-12
    assert all(value is None or 0 <= value <= 1 for value in (counts.precision, counts.recall, counts.f1))


@given(cells)
def test_metrics_are_undefined_just_where_nothing_can_be_divided(given_cells):
    right, false, missed, _ = given_cells
    counts = Counts(*given_cells)
    assert (counts.precision is None) == (right + false == 0)
    assert (counts.recall is None) == (right + missed == 0)
    assert (counts.f1 is None) == (right + false + missed == 0)


def test_metrics_a_tag_that_passes_everywhere_is_not_the_worst():
    clean, poor = Counts(0, 0, 0, 50), Counts(1, 5, 5, 1)
    assert sorted([clean, poor], key=worst_first) == [poor, clean]
