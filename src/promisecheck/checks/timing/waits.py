"""The response clock (memo, clauses 2.3 and 2.4): how long a client waited for an answer.

It starts at the first unanswered incoming message and stops at the employee's next one, whatever either says.
A bot's or the system's message is neither. Nobody's messages wait in a meeting: there people talk face to face.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isinf
from typing import TYPE_CHECKING

from promisecheck.checks.timing.hours import between
from promisecheck.checks.timing.moments import SECOND, Moment, instant, moments, ordered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from promisecheck.conversation import Conversation, Message
    from promisecheck.settings import Settings


@dataclass(frozen=True, slots=True)
class Wait:
    """A run of incoming messages and its answer.

    `shortest` and `longest` bound the delay in seconds: they are equal where both times are known to the second,
    and null where nothing bounds it. An unanswered run is measured up to `settings.exported_at`.
    `slow` and `late` say whether the delay is past the target and past the limit; null where the times, by their
    missing seconds or by missing altogether, leave it open. Without `exported_at` an unanswered run is late.
    """

    messages: tuple[Message, ...]
    turn: tuple[Message, ...]
    shortest: float | None
    longest: float | None
    slow: bool | None
    late: bool | None
    start: Moment
    end: Moment

    @property
    def first(self) -> Message:
        """The message that starts the clock."""
        return self.messages[0]

    @property
    def answer(self) -> Message | None:
        """The employee's message that stops it; `turn` goes on from there until somebody else speaks."""
        return self.turn[0] if self.turn else None

    @property
    def delay(self) -> float | None:
        """The delay in seconds, where it is known to the second."""
        return self.shortest if self.shortest == self.longest else None

    @property
    def timed(self) -> bool:
        """Whether the times say anything of the delay."""
        return self.longest is not None


def waits(conversation: Conversation, settings: Settings) -> list[Wait]:
    """The waits of a conversation in the order of time."""
    if conversation.channel == "meeting":
        return []
    messages = ordered(conversation.messages)
    times = moments(messages)
    found = []
    for run, turn in _runs(messages):
        if not turn and conversation.channel == "phone" and _in_call(run, messages, times, settings):
            continue
        found.append(_wait([messages[n] for n in run], [messages[n] for n in turn], times, run[0], turn, settings))
    return found


def late_replies(conversation: Conversation, settings: Settings) -> list[Wait]:
    """The waits that were answered, and surely past the limit."""
    return [wait for wait in waits(conversation, settings) if wait.turn and wait.late]


def _runs(messages: Sequence[Message]) -> Iterator[tuple[list[int], list[int]]]:
    """Places of the incoming messages of each run, and of the employee's turn that answers them."""
    run: list[int] = []
    turn: list[int] = []
    for n, message in enumerate(messages):
        if message.role == "client":
            if turn:
                yield run, turn
                run, turn = [], []
            run.append(n)
        elif message.role == "employee" and run:
            turn.append(n)
    if run:
        yield run, turn


def _in_call(run: Sequence[int], messages: Sequence[Message], times: Sequence[Moment], settings: Settings) -> bool:
    """Whether the last words of a client were said into a call that was under way: heard, though nothing follows."""
    before = next((n for n in range(run[0] - 1, -1, -1) if messages[n].role == "employee"), None)
    if before is None or any(messages[n].kind != "text" for n in run):
        return False
    pause = between(times[before].latest, times[run[0]].earliest, settings)
    return pause <= settings.response_time.limit * SECOND


def _wait(
    run: Sequence[Message],
    turn: Sequence[Message],
    times: Sequence[Moment],
    first: int,
    turn_places: Sequence[int],
    settings: Settings,
) -> Wait:
    start = times[first]
    if turn_places:
        end: Moment | None = times[turn_places[0]]
    elif settings.exported_at is not None:
        end = Moment(instant(settings.exported_at), instant(settings.exported_at))
    else:
        end = None
    target, limit = settings.response_time.target, settings.response_time.limit
    if end is None:
        never = Moment(float("inf"), float("inf"))
        return Wait(tuple(run), (), None, None, slow=True, late=True, start=start, end=never)
    shortest = between(start.latest, end.earliest, settings)
    longest = between(start.earliest, end.latest, settings)
    return Wait(
        tuple(run),
        tuple(turn),
        _seconds(shortest),
        _seconds(longest),
        slow=_past(shortest, longest, target),
        late=_past(shortest, longest, limit),
        start=start,
        end=end,
    )


def _past(shortest: float, longest: float, seconds: int) -> bool | None:
    if shortest > seconds * SECOND:
        return True
    return False if longest <= seconds * SECOND else None


def _seconds(microseconds: float) -> float | None:
    return None if isinf(microseconds) else microseconds / SECOND
