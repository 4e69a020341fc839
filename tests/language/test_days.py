"""Days and hours in Russian words: in pairs where a small change must turn the answer, or must not."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promisecheck.language.days import WEEKDAYS, days
from promisecheck.language.hours import hours
from promisecheck.language.reading import Reader

THURSDAY = date(2026, 3, 5)
READER = Reader()


def named(text: str, today: date = THURSDAY) -> list[tuple[str, list[str]]]:
    """Each day as it was written, with the first dates it may mean."""
    reading = READER.read(text)
    found = days(reading.texts, reading.words)
    return [(reading.quote(d.start, d.end), [f"{day:%m-%d}" for day in sorted(d.dates(today))][:2]) for d in found]


@pytest.mark.parametrize(
    ("text", "quote", "dates"),
    [
        ("ждём вас завтра", "завтра", ["03-06"]),
        ("завтрашняя встреча", "завтрашняя", ["03-06"]),
        ("послезавтра в три", "послезавтра", ["03-07"]),
        ("через четыре дня", "через четыре дня", ["03-09"]),
        ("через неделю", "через неделю", ["03-12"]),
        ("в пн", "пн", ["03-09"]),
        ("по ЧЕТВЕРГАМ", "ЧЕТВЕРГАМ", ["03-05", "03-12"]),
        ("в следующую среду", "среду", ["03-11", "03-18"]),
        ("после выходных", "после выходных", ["03-09"]),
        ("девятого марта", "девятого марта", ["03-09"]),
        ("ждём вас девятого", "девятого", ["03-09"]),
        ("двадцать второе", "двадцать второе", ["03-22"]),
        ("9-го в полдень", "9-го", ["03-09"]),
        ("приду 3-го", "3-го", ["04-03"]),
        ("28.09 в офисе", "28.09", ["09-28"]),
        ("28/09/2026", "28/09/2026", ["09-28"]),
        ("тридцать первого", "тридцать первого", ["03-31"]),
        ("в панидельник", "панидельник", ["03-09"]),
        ("в четверк", "четверк", ["03-05", "03-12"]),
        ("завтро", "завтро", ["03-06"]),
    ],
)
def test_a_day_is_found(text: str, quote: str, dates: list[str]) -> None:
    assert named(text) == [(quote, dates)]


@pytest.mark.parametrize(
    "text",
    [
        "на пятом этаже", "пятого этажа", "первого взноса", "пункт пятый", "пять минут пятого", "в 15.00",
        "9 облигаций", "через банк", "средний доход", "45.12", "пять человек",
    ],
)  # fmt: skip
def test_no_day_is_found(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("в 15:30", [930]),
        ("в три", [180, 900]),
        ("к одиннадцати", [660, 1380]),
        ("в семь вечера", [420, 1140]),
        ("в полдень", [720]),
        ("полчетвёртого", [210, 930]),
        ("в половине четвертого", [210, 930]),
        ("в шестнадцать тридцать", [990]),
        ("к 12ти", [0, 720]),
        ("в 14-30", [870]),
        ("в 15.00", [900]),
        ("на 15 процентов", []),
        ("на два года", []),
        ("три облигации", []),
    ],
)
def test_hours(text: str, minutes: list[int]) -> None:
    reading = READER.read(text)
    assert [sorted(hour.minutes) for hour in hours(reading.texts, reading.words)] == ([minutes] if minutes else [])


@given(st.dates(date(2025, 1, 1), date(2030, 12, 31)), st.integers(0, 6))
def test_a_day_of_the_week_is_within_a_week_and_right(today: date, number: int) -> None:
    [day] = days(*_read(WEEKDAYS[number]))
    found = day.dates(today)
    assert all(one.weekday() == number and timedelta() <= one - today <= timedelta(days=7) for one in found)
    assert found


@given(st.dates(date(2025, 1, 1), date(2030, 12, 31)), st.integers(0, 40))
def test_a_date_in_digits_means_itself(today: date, ahead: int) -> None:
    then = today + timedelta(days=ahead)
    for text in (f"{then:%d.%m}", f"{then:%d.%m.%Y}"):
        [day] = days(*_read(text))
        assert day.dates(today) == {then}


@given(st.text(max_size=60))
def test_nothing_fails_on_any_text(text: str) -> None:
    reading = READER.read(text)
    for found in (*days(reading.texts, reading.words), *hours(reading.texts, reading.words)):
        assert 0 <= found.start < found.end <= len(reading)


def _read(text: str):
    reading = READER.read(text)
    return reading.texts, reading.words
