"""How long clients waited, over all conversations: counts between marks, among which target and limit always are."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from promisecheck.report import Delay, Report
    from promisecheck.settings import ResponseTime

_BEYOND = (600, 1_800, 3_600, 10_800, 86_400)  # seconds; those past the limit are marks too
_FINE = 3_600  # up to here waits are kept to the second, beyond it to the minute


class Waits:
    """Counts waits. A wait that lies just on a mark belongs before it: exactly the limit is in time."""

    def __init__(self, times: ResponseTime):
        self.target, self.limit = times.target, times.limit
        thirds = [times.target / 3, times.target * 2 / 3, times.target]
        rest = [(times.target + times.limit) / 2, times.limit] if times.limit > times.target else []
        self.marks: list[float] = [*thirds, *rest, *(mark for mark in _BEYOND if mark > times.limit)]
        self.counts = [0] * (len(self.marks) + 1)
        self.unsure = self.unanswered = 0
        self._seconds: Counter[int] = Counter()

    def add(self, report: Report) -> None:
        """Count the waits of one report; rules that measure the same one count once."""
        seen = {(delay.message_id, delay.answer_id): delay for outcome in report.outcomes for delay in outcome.delays}
        for delay in seen.values():
            if delay.answer_id is None:
                self.unanswered += 1
            else:
                self._add(delay)

    @property
    def answered(self) -> int:
        """Waits that ended with an answer and whose place between the marks is known."""
        return sum(self.counts)

    def within(self, seconds: float) -> int:
        """How many of them took no longer than this mark."""
        return sum(self.counts[: self.marks.index(seconds) + 1])

    def quantile(self, share: float) -> int | None:
        """The seconds that this share of the waits did not exceed."""
        left = share * self._seconds.total()
        for seconds, count in sorted(self._seconds.items()):
            left -= count
            if left <= 0:
                return seconds
        return None

    def _add(self, delay: Delay) -> None:
        low = delay.seconds if delay.seconds is not None else delay.at_least
        high = delay.seconds if delay.seconds is not None else delay.at_most
        if low is None or high is None or bisect_left(self.marks, low) != bisect_left(self.marks, high):
            self.unsure += 1
            return
        self.counts[bisect_left(self.marks, low)] += 1
        middle = round((low + high) / 2)
        self._seconds[middle if middle < _FINE else middle // 60 * 60] += 1
