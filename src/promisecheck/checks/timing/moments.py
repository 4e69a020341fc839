"""When messages were sent, as far as their times tell: whole microseconds, so that 5:00 is exactly 5:00."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from promisecheck.conversation import Message

SECOND = 1_000_000
MINUTE = 60 * SECOND
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNIT = timedelta(microseconds=1)
_NEVER, _ALWAYS = float("-inf"), float("inf")


class Moment(NamedTuple):
    """The earliest and the latest microsecond since 1970 at which something may have happened."""

    earliest: float
    latest: float


def instant(time: datetime) -> int:
    """A time with an offset as microseconds since 1970 (UTC)."""
    return (time - _EPOCH) // _UNIT


def as_time(microseconds: float) -> datetime:
    """The time of an instant, in UTC."""
    return _EPOCH + timedelta(microseconds=microseconds)


def ordered(messages: Sequence[Message]) -> list[Message]:
    """The messages by time; those of one time, and those without, stay where the list has them."""
    keys: list[float] = []
    last = _NEVER
    for message in messages:
        if message.sent_at is not None:
            last = instant(message.sent_at)
        keys.append(last)
    return [messages[n] for n in sorted(range(len(messages)), key=keys.__getitem__)]


def moments(messages: Sequence[Message]) -> list[Moment]:
    """The moment of each of the `ordered` messages.

    A time with minutes only stands for any second of its minute; a message without a time lies between its neighbours.
    """
    own = [_own(message) for message in messages]
    latest = _ALWAYS
    ends = []
    for moment in reversed(own):
        latest = min(latest, moment.latest)
        ends.append(latest)
    earliest = _NEVER
    found = []
    for moment, end in zip(own, reversed(ends), strict=True):
        earliest = max(earliest, moment.earliest)
        found.append(Moment(earliest, max(earliest, end)))
    return found


def _own(message: Message) -> Moment:
    if message.sent_at is None:
        return Moment(_NEVER, _ALWAYS)
    sent = instant(message.sent_at)
    return Moment(sent, sent + MINUTE - SECOND if message.time_precision == "minute" else sent)
