from hypothesis import given
from hypothesis import strategies as st

from promisecheck.report import Delay, Outcome, Report
from promisecheck.settings import ResponseTime
from promisecheck.writers.html.charts import _round_up
from promisecheck.writers.html.say import percent, period, span
from promisecheck.writers.html.waits import Waits


def waits(*seconds, **times):
    made = Waits(ResponseTime(**times))
    delays = [
        Delay(message_id=f"m{n}", answer_id=f"a{n}", seconds=one, at_least=one, at_most=one)
        for n, one in enumerate(seconds)
    ]
    outcome = Outcome(rule_id="reply-in-time", clause="2.3", status="passed", delays=delays)
    made.add(Report(conversation_id="c", outcomes=[outcome, outcome.model_copy(update={"rule_id": "other"})]))
    return made


def test_waits_on_a_mark_are_in_time():
    made = waits(180, 180.5, 300, 300.001)
    assert (made.within(180), made.within(300), made.answered) == (1, 3, 4)


def test_waits_marks_hold_target_and_limit_whatever_they_are():
    made = waits(30, target=20, limit=20)
    assert made.marks[:3] == [20 / 3, 40 / 3, 20]
    assert made.marks[3] > 20


def test_waits_without_seconds_count_where_they_surely_belong():
    made = Waits(ResponseTime())
    for n, (low, high) in enumerate([(181, 239), (240, 320)]):
        delay = Delay(message_id=f"m{n}", answer_id="a", seconds=None, at_least=low, at_most=high)
        outcome = Outcome(rule_id="r", clause="2.3", status="passed", delays=[delay])
        made.add(Report(conversation_id="c", outcomes=[outcome]))
    assert (made.answered, made.unsure) == (1, 1)


@given(st.lists(st.integers(0, 3_000), min_size=1), st.sampled_from([0.5, 0.9]))
def test_waits_quantile_is_the_least_that_suffices(seconds, share):
    got = waits(*seconds).quantile(share)
    assert sum(one <= got for one in seconds) >= share * len(seconds)
    assert sum(one < got for one in seconds) < share * len(seconds)


@given(st.integers(0, 10**9))
def test_charts_scale_is_even_and_close(value):
    top = _round_up(value)
    assert top >= value
    assert top % 2 == 0
    assert top <= max(2, 2 * value)


def test_say_shares_spans_and_periods():
    assert percent(1, 1000, "ru") == "0,1\u202f%"
    assert percent(999, 1000, "en") == "99.9%"
    assert percent(0, 0, "ru") == "–"
    assert [span(s, "ru") for s in (45, 60, 309, 3_600, 5_400)] == ["45 с", "1 мин", "5 мин 9 с", "1 ч", "1 ч 30 мин"]
    assert period(None, None, "ru") == ""
