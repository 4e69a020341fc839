import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promisecheck.evaluate.bootstrap import f1_change, intervals
from promisecheck.evaluate.metrics import Counts

cells = st.tuples(*[st.integers(0, 60)] * 4)
kinds = st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), max_size=40)


@given(cells, st.integers(1, 80))
def test_bootstrap_interval_holds_its_figure_and_stays_a_share(given_cells, resamples):
    counts = Counts(*given_cells)
    for name, interval in intervals(counts, resamples, "x").items():
        figure = getattr(counts, name)
        assert (interval is None) == (figure is None)
        if interval:
            assert 0 <= interval[0] <= figure <= interval[1] <= 1


@given(kinds, st.integers(1, 80))
def test_bootstrap_change_holds_its_figure(given_kinds, resamples):
    before, now = Counts(), Counts()
    for wanted, was, found in given_kinds:
        before.add("violated" if wanted else "passed", "violated" if was else "passed")
        now.add("violated" if wanted else "passed", "violated" if found else "passed")
    interval = f1_change(given_kinds, resamples, "x")
    assert (interval is None) == (before.f1 is None or now.f1 is None)
    if interval:
        assert -1 <= interval[0] <= now.f1 - before.f1 <= interval[1] <= 1


def test_bootstrap_is_reproducible_and_each_slice_draws_for_itself():
    counts = Counts(30, 10, 12, 50)
    assert intervals(counts, 500, "a") == intervals(counts, 500, "a")
    assert intervals(counts, 500, "a") != intervals(counts, 500, "b")


def test_bootstrap_narrows_with_more_cases():
    few, many = (intervals(Counts(*(n * size for n in (6, 2, 2, 10))), 1000, "x")["f1"] for size in (1, 25))
    assert many[1] - many[0] < (few[1] - few[0]) / 3


def test_bootstrap_agrees_with_drawing_the_conversations_one_by_one():
    cases = [(True, True)] * 30 + [(False, True)] * 10 + [(True, False)] * 15 + [(False, False)] * 45
    drawer, drawn = random.Random(7), []
    for _ in range(1500):
        counts = Counts()
        for wanted, found in drawer.choices(cases, k=len(cases)):
            counts.add("violated" if wanted else "passed", "violated" if found else "passed")
        drawn.append(counts.f1)
    drawn.sort()
    low, high = intervals(Counts(30, 10, 15, 45), 1500, "x")["f1"]
    assert low == pytest.approx(drawn[37], abs=0.03)
    assert high == pytest.approx(drawn[1462], abs=0.03)


def test_bootstrap_unchanged_answers_change_nothing():
    assert f1_change([(True, True, True), (False, True, True), (True, False, False)], 200, "x") == (0.0, 0.0)
