"""Times as exports write them: ISO 8601, day first, month first, seconds or milliseconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from promisecheck.errors import InputError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from promisecheck.readers.base import File, Job

_DIGITS = re.compile(r"-?\d{9,16}(?:\.\d+)?")
_DAY_FIRST = re.compile(
    r"(?P<a>\d{1,2})[./-](?P<b>\d{1,2})[./-](?P<y>\d{4}|\d{2})(?:(?:г\.|[\s,Tв])*"
    r"(?P<h>\d{1,2})[:.](?P<m>\d\d)(?:[:.](?P<s>\d\d)(?P<f>[.,]\d{1,6})?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?)?"
)
_DAY_ONLY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-?\d\d-?\d\d")
_ISO_MINUTES = re.compile(r"[Tt ]\d\d:?\d\d(?![:\d])")
_BLANKS = re.compile(r"[\u00a0\u2007\u2009\u202f]")


class Clock:
    """Reads the times of one file; those without an offset are of the zone of the settings, which is told."""

    def __init__(self, job: Job, file: File | None = None, *, month_first: bool = False):
        self._job, self._file, self._month_first = job, file, month_first
        self._zone: ZoneInfo = zone_of(job)
        self._told = False

    def read(self, value: object) -> tuple[datetime | None, bool]:
        """The moment and whether its seconds are missing; raises `InputError` for what is no time."""
        if value is None or value == "" or value == "None":
            return None, False
        try:
            found, minute = _moment(value, self._month_first)
            if isinstance(value, str) and _DAY_ONLY.fullmatch(value.strip()):
                self._job.notice("day-only", self._file)
                return None, False
            if found.tzinfo is None:
                found = self._placed(found)
            found.astimezone(UTC)  # the first and the last days of the calendar do not survive a change of zone
        except (ValueError, OverflowError, OSError):
            raise InputError("expected a time, such as 2026-03-03T10:00:00+03:00 or 03.03.2026 10:00") from None
        return found, minute

    def _placed(self, naive: datetime) -> datetime:
        if not self._told:
            self._told = True
            self._job.notice("zone", self._file, zone=self._zone.key)
        return naive.replace(tzinfo=self._zone)


def zone_of(job: Job) -> ZoneInfo:
    """The zone of times that name none; raises `InputError` for one that does not exist."""
    from zoneinfo import ZoneInfo

    name = job.settings.exports.timezone
    if name is None:
        return job.settings.zone
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise InputError("expected the name of a time zone, such as Europe/Moscow", field="exports.timezone") from None


def _moment(value: object, month_first: bool) -> tuple[datetime, bool]:
    if isinstance(value, datetime):
        return value, False
    if isinstance(value, bool):
        raise ValueError
    if isinstance(value, int | float):
        return _since_1970(float(value)), False
    if not isinstance(value, str):
        raise ValueError
    text = _BLANKS.sub(" ", value).strip()
    if _DIGITS.fullmatch(text):
        return _since_1970(float(text)), False
    if match := _DAY_FIRST.fullmatch(text):
        return _by_parts(match, month_first)
    return datetime.fromisoformat(text), bool(_ISO_MINUTES.search(text))


def _since_1970(number: float) -> datetime:
    seconds = number / 1000 if abs(number) >= 1e11 else number
    if abs(seconds) < 1e6:
        raise ValueError
    return datetime.fromtimestamp(seconds, UTC)


def _by_parts(match: re.Match[str], month_first: bool) -> tuple[datetime, bool]:
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    day, month = (second, first) if (month_first and first <= 12) or second > 12 else (first, second)
    hour = int(match["h"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"][0] in "Pp" else 0)
    parts = (year + 2000 if year < 100 else year, month, day, hour, int(match["m"] or 0), int(match["s"] or 0))
    fraction = int((match["f"] or ".0")[1:].ljust(6, "0"))
    return datetime(*parts, fraction), match["s"] is None
