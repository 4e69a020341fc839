"""The response clock: what must hold for every conversation, and the cases the clause names."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promisecheck.checks.timing.hours import between
from promisecheck.checks.timing.moments import instant
from promisecheck.checks.timing.waits import Wait, waits
from promisecheck.conversation import Conversation
from promisecheck.settings import Settings

DEFAULT = Settings()
START = datetime(2026, 3, 3, 7, tzinfo=UTC)
ROLES = st.sampled_from(["client", "client", "employee", "employee", "bot", "system"])
# Seconds after the one before: many at and around the target and the limit.
STEPS = st.sampled_from([0, 1, 59, 60, 179, 180, 181, 299, 300, 301]) | st.integers(0, 4000)
lines = st.lists(st.tuples(ROLES, STEPS), max_size=9)


def conversation(said: list[tuple[str, Any]], channel: str = "telegram") -> Conversation:
    """A conversation of roles and times (None, a datetime or ISO text)."""
    messages = []
    for role, sent in said:
        when = sent.isoformat() if isinstance(sent, datetime) else sent
        messages.append({"role": role, "text": "…"} | ({} if when is None else {"sent_at": when}))
    return Conversation.read({"id": "c", "channel": channel, "messages": messages})


def timed(said: list[tuple[str, int]], *, shift: timedelta = timedelta(), zone: Any = UTC) -> list[tuple[str, Any]]:
    moment, found = START + shift, []
    for role, step in said:
        moment += timedelta(seconds=step)
        found.append((role, moment.astimezone(zone)))
    return found


def verdicts(found: list[Wait]) -> list[Any]:
    return [(w.first.id, w.answer and w.answer.id, w.delay, w.slow, w.late) for w in found]


@given(lines, st.integers(-10_000_000, 10_000_000))
def test_shifting_every_time_changes_nothing(said: list[tuple[str, int]], seconds: int) -> None:
    moved = conversation(timed(said, shift=timedelta(seconds=seconds)))
    assert verdicts(waits(moved, DEFAULT)) == verdicts(waits(conversation(timed(said)), DEFAULT))


@given(lines, st.data())
def test_the_notation_of_zones_changes_nothing(said: list[tuple[str, int]], data: st.DataObject) -> None:
    plain = timed(said)
    offsets = data.draw(st.lists(st.integers(-720, 840), min_size=len(said), max_size=len(said)))
    mixed = [
        (role, when.astimezone(timezone(timedelta(minutes=m)))) for (role, when), m in zip(plain, offsets, strict=True)
    ]
    assert verdicts(waits(conversation(mixed), DEFAULT)) == verdicts(waits(conversation(plain), DEFAULT))


@given(lines, st.data())
def test_splitting_a_message_changes_nothing(said: list[tuple[str, int]], data: st.DataObject) -> None:
    plain = timed(said)
    parts = data.draw(st.lists(st.integers(1, 3), min_size=len(said), max_size=len(said)))
    split = [line for line, count in zip(plain, parts, strict=True) for _ in range(count)]
    short, long = waits(conversation(plain), DEFAULT), waits(conversation(split), DEFAULT)
    assert [(w.delay, w.slow, w.late) for w in long] == [(w.delay, w.slow, w.late) for w in short]


@given(st.lists(st.tuples(ROLES, st.integers(1, 4000)), max_size=9), st.randoms(use_true_random=False))
def test_the_order_of_the_list_changes_nothing_where_times_differ(said: list[tuple[str, int]], chance: Any) -> None:
    plain = timed(said)
    mixed = list(plain)
    chance.shuffle(mixed)
    delays = [(w.delay, w.late, len(w.messages)) for w in waits(conversation(mixed), DEFAULT)]
    assert delays == [(w.delay, w.late, len(w.messages)) for w in waits(conversation(plain), DEFAULT)]


@given(st.integers(2, 3000), st.integers(0, 3000), st.integers(0, 59))
def test_one_second_more_turns_the_verdict_exactly_once(target: int, more: int, second: int) -> None:
    limit = target + more
    settings = Settings.model_validate({"response_time": {"target": target, "limit": limit}})
    asked = START + timedelta(seconds=second)

    def late(seconds: int) -> bool | None:
        said = [("client", asked), ("employee", asked + timedelta(seconds=seconds))]
        return waits(conversation(said), settings)[0].late

    assert [late(seconds) for seconds in range(limit - 2, limit + 4)] == [False, False, False, True, True, True]


@given(lines, st.lists(st.integers(0, 59), min_size=9, max_size=9))
def test_a_verdict_without_seconds_is_that_of_any_seconds(said: list[tuple[str, int]], lost: list[int]) -> None:
    """Minutes that grow, so that the order is known; whatever the seconds were, no verdict is turned."""
    plain = timed([(role, step // 60 * 60 + 60) for role, step in said])
    blurred = [(role, when.strftime("%Y-%m-%dT%H:%M+00:00")) for role, when in plain]
    true = [(role, when + timedelta(seconds=s)) for (role, when), s in zip(plain, lost, strict=False)]
    for guess, fact in zip(waits(conversation(blurred), DEFAULT), waits(conversation(true), DEFAULT), strict=True):
        assert guess.late in (None, fact.late)
        assert guess.slow in (None, fact.slow)
        if fact.delay is not None:
            assert guess.shortest is not None
            assert guess.longest is not None
            assert guess.shortest <= fact.delay <= guess.longest


@given(lines, st.lists(st.booleans(), min_size=9, max_size=9))
def test_a_verdict_without_some_times_is_that_of_all_times(said: list[tuple[str, int]], kept: list[bool]) -> None:
    plain = timed(said)
    holes = [(role, when if keep else None) for (role, when), keep in zip(plain, kept, strict=False)]
    for guess, fact in zip(waits(conversation(holes), DEFAULT), waits(conversation(plain), DEFAULT), strict=True):
        assert guess.late in (None, fact.late)


@given(st.integers(0, 40_000), st.integers(0, 40_000), st.integers(0, 40_000))
def test_working_time_adds_up(start: int, first: int, second: int) -> None:
    settings = Settings.model_validate({"working_hours": {"start": "09:30", "end": "18:00", "days": [1, 2, 3, 4, 6]}})
    a = instant(START + timedelta(minutes=start))
    b = a + first * 60_000_000
    c = b + second * 60_000_000
    assert between(a, b, settings) + between(b, c, settings) == between(a, c, settings)
    assert 0 <= between(a, b, settings) <= b - a


@pytest.mark.parametrize(
    ("asked", "answered", "seconds"),
    [
        ("2026-03-03T17:58:00+03:00", "2026-03-04T09:02:00+03:00", 240),  # over night
        ("2026-03-06T17:58:00+03:00", "2026-03-09T09:04:00+03:00", 360),  # over the week-end
        ("2026-03-07T12:00:00+03:00", "2026-03-07T15:00:00+03:00", 0),  # on a Saturday
        ("2026-03-03T15:00:00Z", "2026-03-04T06:00:30Z", 30),  # the hours are the company's, 18:00 in Moscow
    ],
)
def test_only_working_hours_count(asked: str, answered: str, seconds: float) -> None:
    settings = Settings.model_validate({"working_hours": {"start": "09:00", "end": "18:00"}})
    found = waits(conversation([("client", asked), ("employee", answered)]), settings)
    assert [wait.delay for wait in found] == [seconds]


def test_a_bot_and_the_system_neither_wait_nor_answer() -> None:
    said = timed([("bot", 0), ("system", 5), ("client", 5), ("bot", 1), ("system", 1), ("employee", 600)])
    assert [(w.first.id, w.delay) for w in waits(conversation(said), DEFAULT)] == [("m3", 602)]


def test_equal_times_stay_in_the_order_of_the_list() -> None:
    same = START.isoformat()
    answered = waits(conversation([("client", same), ("employee", same)]), DEFAULT)
    assert [wait.delay for wait in answered] == [0]
    assert waits(conversation([("employee", same), ("client", same)]), DEFAULT)[0].answer is None


def test_summer_time_does_not_stretch_the_clock() -> None:
    said = [("client", "2026-03-29T01:58:00+01:00"), ("employee", "2026-03-29T03:02:00+02:00")]
    assert [w.delay for w in waits(conversation(said), DEFAULT)] == [240]


@pytest.mark.parametrize(("export", "late"), [("10:05:00", False), ("10:05:01", True), ("09:00:00", False)])
def test_an_unanswered_message_is_measured_up_to_the_export(export: str, late: bool) -> None:
    settings = Settings.model_validate({"exported_at": f"2026-03-03T{export}+03:00"})
    found = waits(conversation([("client", "2026-03-03T10:00:00+03:00")]), settings)
    assert [wait.late for wait in found] == [late]


def test_the_last_words_in_a_call_wait_for_nothing() -> None:
    said = [("employee", "2026-03-03T10:00:00+03:00"), ("client", "2026-03-03T10:05:00+03:00")]
    later = [said[0], ("client", "2026-03-03T10:05:01+03:00")]
    assert waits(conversation(said, "phone"), DEFAULT) == []
    assert len(waits(conversation(later, "phone"), DEFAULT)) == 1
    assert len(waits(conversation(said, "telegram"), DEFAULT)) == 1
    assert waits(conversation(later, "meeting"), DEFAULT) == []
