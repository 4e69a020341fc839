"""The time that counts between two moments: all of it, or only working hours where the settings have some."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import isinf
from typing import TYPE_CHECKING

from promisecheck.checks.timing.moments import SECOND, as_time, instant

if TYPE_CHECKING:
    from datetime import time

    from promisecheck.settings import Settings, WorkingHours


def between(start: float, end: float, settings: Settings) -> float:
    """The microseconds from `start` to `end` (since 1970) that count, never less than none.

    Working hours are those of the wall clock in the company's zone.
    """
    if end <= start:
        return 0
    hours = settings.working_hours
    if hours is None or isinf(start) or isinf(end):
        return end - start
    return _worked(as_time(end).astimezone(settings.zone), hours) - _worked(
        as_time(start).astimezone(settings.zone), hours
    )


def later(start: float, amount: float, settings: Settings) -> float:
    """The first microsecond by which `amount` microseconds that count have passed since `start`."""
    hours = settings.working_hours
    if hours is None or isinf(start):
        return start + amount
    midnight = as_time(start).astimezone(settings.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    while True:
        if midnight.isoweekday() in hours.days:
            opens = max(start, instant(datetime.combine(midnight, hours.start, settings.zone)))
            closes = instant(datetime.combine(midnight, hours.end, settings.zone))
            if opens + amount <= closes:
                return opens + amount
            amount -= max(closes - opens, 0)
        midnight += timedelta(days=1)


def _worked(moment: datetime, hours: WorkingHours) -> int:
    """Working time from the first Monday of the calendar to a moment."""
    day = _since_midnight(hours.end) - _since_midnight(hours.start)
    weeks, weekday = divmod(moment.toordinal() - 1, 7)  # day 1 of the calendar is a Monday
    full = weeks * len(hours.days) + sum(number <= weekday for number in hours.days)
    today = 0
    if weekday + 1 in hours.days:
        today = min(max(_since_midnight(moment) - _since_midnight(hours.start), 0), day)
    return full * day + today


def _since_midnight(clock: time | datetime) -> int:
    return ((clock.hour * 60 + clock.minute) * 60 + clock.second) * SECOND + clock.microsecond
