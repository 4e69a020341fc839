"""no-monday-outreach and remind-day-before: in pairs that differ in one place."""

from typing import Any

import pytest

from promisecheck import Checker
from promisecheck.settings import Settings


def talk(*lines: str, channel: str = "telegram", **more: Any) -> dict[str, Any]:
    """Lines of «К 2026-03-06T16:00 текст»; a time without an offset is Moscow's, and «-» is none."""
    messages = []
    for line in lines:
        who, time, text = line.split(" ", 2)
        sent = {} if time == "-" else {"sent_at": time if time[-6] in "+-" else f"{time}:00+03:00"}
        messages.append({"role": {"К": "client", "С": "employee", "Б": "bot"}[who], "text": text, **sent})
    return {"id": "c", "channel": channel, "messages": messages, **more}


def status(checker: Checker, rule: str, said: dict[str, Any]) -> str:
    return checker.check(said).outcome(rule).status


MONDAY, TUESDAY, FRIDAY = "2026-03-09", "2026-03-10", "2026-03-06"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([f"С {MONDAY}T10:00 Есть новый выпуск, рассказать?"], "violated"),
        ([f"С {TUESDAY}T10:00 Есть новый выпуск, рассказать?"], "passed"),
        ([f"Б {MONDAY}T09:00 С добрым утром", f"С {MONDAY}T10:00 Есть новый выпуск"], "violated"),
        ([f"К {MONDAY}T09:00 Привет", f"С {MONDAY}T10:00 Есть новый выпуск"], "passed"),
        ([f"К {FRIDAY}T16:00 Наберите в пн", f"С {MONDAY}T10:00 Удобно?"], "passed"),
        ([f"К {FRIDAY}T16:00 Наберите в пн", f"С {FRIDAY}T16:01 Ок", f"С {MONDAY}T10:00 Удобно?"], "passed"),
        ([f"К {FRIDAY}T16:00 Наберите в ср", f"С {FRIDAY}T16:01 Ок", f"С {MONDAY}T10:00 Удобно?"], "violated"),
        ([f"К {FRIDAY}T16:00 В пн не пишите", f"С {FRIDAY}T16:01 Ок", f"С {MONDAY}T10:00 Удобно?"], "violated"),
        ([f"К {FRIDAY}T16:00 Где купон?", f"С {MONDAY}T10:00 Купон задержал банк"], "passed"),
        ([f"К {FRIDAY}T16:00 Где купон?", f"С {FRIDAY}T16:01 Узнаю", f"С {MONDAY}T10:00 Он пришёл"], "passed"),
        ([f"К {FRIDAY}T16:00 Где купон?", f"С {FRIDAY}T16:01 Пришёл", f"С {MONDAY}T10:00 Купите ещё?"], "violated"),
        (["С - Ждём вас в понедельник в два"], "violated"),
        (["С - Ждём вас во вторник в два"], "passed"),
        (["С - В понедельник пришлю отчёт"], "not_applicable"),
        (["К - Можно в понедельник?", "С - Ждём вас в понедельник в два"], "passed"),
        (["С - Отчёт готов"], "not_applicable"),
        ([f"К {MONDAY}T10:00 Алло"], "not_applicable"),
    ],
)  # fmt: skip
def test_mondays(checker: Checker, lines: list[str], expected: str) -> None:
    assert status(checker, "no-monday-outreach", talk(*lines)) == expected


@pytest.mark.parametrize(("sent", "expected"), [
    ("2026-03-08T23:59:59+03:00", "passed"),
    ("2026-03-09T00:00:00+03:00", "violated"),
    ("2026-03-08T21:00:00+00:00", "violated"),
    ("2026-03-09T23:59:59+03:00", "violated"),
    ("2026-03-09T21:00:00+00:00", "passed"),
])  # fmt: skip
def test_the_day_is_the_companys(checker: Checker, sent: str, expected: str) -> None:
    assert status(checker, "no-monday-outreach", talk(f"С {sent} Есть новый выпуск")) == expected


def test_another_zone_another_day() -> None:
    far = Checker(settings=Settings(timezone="Asia/Vladivostok"))
    assert status(far, "no-monday-outreach", talk("С 2026-03-08T14:00:00+00:00 Есть новый выпуск")) == "violated"


MEETING = [{"id": "v1", "scheduled_at": "2026-03-12T15:00:00+03:00", "agreed_at": "2026-03-02T12:00:00+03:00"}]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["С 2026-03-11T12:00 Завтра в три ждём вас, будете?"], "passed"),
        (["С 2026-03-11T12:00 Завтра в три ждём вас."], "violated"),
        (["С 2026-03-12T12:00 Сегодня в три ждём вас, будете?"], "violated"),
        (["С 2026-03-10T12:00 Послезавтра в три ждём вас, будете?"], "violated"),
        (["С 2026-03-11T12:00 Напоминаю о встрече в четверг, подтвердите, пожалуйста"], "passed"),
        (["С 2026-03-11T12:00 Напоминаю о встрече в пятницу, подтвердите, пожалуйста"], "violated"),
        (["С 2026-03-11T12:00 Двенадцатого ждём вас", "С 2026-03-11T12:01 Всё в силе?"], "passed"),
        (["К 2026-03-11T12:00 Завтра в силе?", "С 2026-03-11T12:01 Да, ждём"], "passed"),
        (["К 2026-03-11T12:00 Завтра в силе?", "С 2026-03-11T12:01 Уточню"], "violated"),
        (["С 2026-03-11T12:00 Завтра придёт купон, подтвердите реквизиты"], "violated"),
        (["С - Завтра в три ждём вас, будете?"], "not_applicable"),
    ],
)
def test_reminders(checker: Checker, lines: list[str], expected: str) -> None:
    assert status(checker, "remind-day-before", talk(*lines, meetings=MEETING)) == expected


@pytest.mark.parametrize(
    ("agreed", "expected"), [("2026-03-12T09:00", "not_applicable"), ("2026-03-11T09:00", "not_applicable"),
                             ("2026-03-10T23:59", "violated")]
)  # fmt: skip
def test_a_meeting_agreed_too_late_needs_no_reminder(checker: Checker, agreed: str, expected: str) -> None:
    meetings = [MEETING[0] | {"agreed_at": f"{agreed}:00+03:00"}]
    said = talk("С 2026-03-10T12:00 Хорошо", meetings=meetings)
    assert status(checker, "remind-day-before", said) == expected


def test_a_violation_shows_the_words_that_set_the_meeting(checker: Checker) -> None:
    said = talk("С - Отлично! Ждём вас в понедельник в 14:00, устроит?")
    [found] = checker.check(said).outcome("no-monday-outreach").violations
    assert (found.quote, found.severity) == ("в понедельник в 14:00", "warn")
    assert said["messages"][0]["text"][found.start : found.end] == found.quote
