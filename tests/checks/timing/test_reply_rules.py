"""reply-in-time and answer-everything in the report: every status, notes, delays."""

from typing import Any

import pytest

from promisecheck import Checker
from promisecheck.report import Outcome
from promisecheck.settings import Settings

DAY = "2026-03-03T"


def said(*lines: tuple[str, str], channel: str = "telegram") -> dict[str, Any]:
    """Lines of «К 10:00:00» (or «К») and a text."""
    messages = []
    for who, text in lines:
        role, _, time = who.partition(" ")
        sent = {"sent_at": f"{DAY}{time}+03:00"} if time else {}
        messages.append({"role": {"К": "client", "С": "employee"}[role], "text": text, **sent})
    return {"id": "c", "channel": channel, "messages": messages}


def judged(checker: Checker, rule: str, *lines: tuple[str, str], channel: str = "telegram") -> Outcome:
    return checker.check(said(*lines, channel=channel)).outcome(rule)


@pytest.mark.parametrize(
    ("answer", "status", "notes"),
    [
        ("10:03:00", "passed", []),
        ("10:03:01", "passed", ["slow"]),
        ("10:05:00", "passed", ["slow"]),
        ("10:05:01", "violated", []),
    ],
)
def test_target_and_limit(checker: Checker, answer: str, status: str, notes: list[str]) -> None:
    made = judged(checker, "reply-in-time", ("К 10:00:00", "?"), (f"С {answer}", "Да"))
    assert (made.status, [note.category for note in made.notes]) == (status, notes)


@pytest.mark.parametrize(
    ("answer", "status"), [("10:04", "passed"), ("10:05", "not_observable"), ("10:06", "violated")]
)
def test_lost_seconds_turn_no_verdict(checker: Checker, answer: str, status: str) -> None:
    assert judged(checker, "reply-in-time", ("К 10:00", "?"), (f"С {answer}", "Да")).status == status


def test_the_report_gives_each_delay_in_seconds(checker: Checker) -> None:
    lines = ("К 10:00:00", "?"), ("С 10:00:20", "Да"), ("К 10:10:00", "?"), ("С 10:19:30", "Да")
    made = judged(checker, "reply-in-time", *lines)
    assert [(d.message_id, d.answer_id, d.seconds) for d in made.delays] == [("m1", "m2", 20), ("m3", "m4", 570)]
    assert "9 мин 30 с (570 с)" in made.violations[0].explanation
    assert made.violations[0].message_id == "m3"


def test_without_times_nothing_is_late(checker: Checker) -> None:
    assert judged(checker, "reply-in-time", ("К", "?"), ("С", "Да")).status == "not_applicable"


def test_delays_stand_only_where_they_are_measured(checker: Checker) -> None:
    dumped = checker.check(said(("К 10:00:00", "?"), ("С 10:01:00", "Да"))).model_dump(mode="json")
    assert {o["rule_id"] for o in dumped["outcomes"] if "delays" in o} == {"reply-in-time"}


@pytest.mark.parametrize(("export", "status"), [("10:05:00", "passed"), ("10:05:01", "violated")])
def test_at_the_end_of_the_data_the_limit_must_have_passed(export: str, status: str) -> None:
    checker = Checker(settings=Settings.model_validate({"exported_at": f"{DAY}{export}+03:00"}))
    made = judged(checker, "answer-everything", ("К 10:00:00", "?"))
    assert (made.status, len(made.notes)) == (status, status == "passed")
    assert judged(checker, "answer-everything", ("К", "?")).status == "not_applicable"


@pytest.fixture(scope="module")
def lenient() -> Checker:
    return Checker(settings=Settings.model_validate({"response_time": {"count_closing_thanks": False}}))


@pytest.mark.parametrize(
    "thanks",
    ["Спасибо!", "спс 🙏", "Хорошо, спасибо большое, Анна Сергеевна!", "👍", "и вам хорошего вечера",
     "Благодарю за помощь, до свидания", "всего доброго"],
)  # fmt: skip
def test_closing_thanks_may_be_let_off(checker: Checker, lenient: Checker, thanks: str) -> None:
    lines = ("К 10:00:00", "Отчёт?"), ("С 10:01:00", "Отправила. Всего доброго!"), ("К 10:02:00", thanks)
    assert judged(checker, "answer-everything", *lines).status == "violated"
    assert judged(lenient, "answer-everything", *lines).status == "passed"


@pytest.mark.parametrize(
    ("goodbye", "thanks"),
    [
        ("Отправила, посмотрите.", "Спасибо!"),  # no goodbye
        ("Отправила. Всего доброго!", "Спасибо, а почему сумма меньше?"),
        ("Отправила. Всего доброго!", "Спасибо, жду договор"),
        ("Отправила. Всего доброго!", "спасибо за испорченный день"),
    ],
)
def test_other_last_words_still_want_an_answer(lenient: Checker, goodbye: str, thanks: str) -> None:
    lines = ("К 10:00:00", "Отчёт?"), ("С 10:01:00", goodbye), ("К 10:02:00", thanks)
    assert judged(lenient, "answer-everything", *lines).status == "violated"
