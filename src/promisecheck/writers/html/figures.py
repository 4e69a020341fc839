"""What the page counts while reports pass by; its size depends on rules, employees and days, not on conversations."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from promisecheck.tally import Tally
from promisecheck.writers.html.waits import Waits
from promisecheck.writers.rows import messages_by_id, sent_at

if TYPE_CHECKING:
    from datetime import date, datetime

    from promisecheck.errors import InputError
    from promisecheck.report import Outcome
    from promisecheck.writers.base import Audited, Options

_UNREAD = 500  # errors that are listed; more are only counted


@dataclass
class Group:
    """What one employee or channel did."""

    conversations: int = 0
    violated: int = 0
    violations: int = 0
    blocks: int = 0


@dataclass
class Figures:
    """All counts of the page."""

    options: Options
    tally: Tally = field(default_factory=Tally)
    blocks: int = 0
    employees: dict[str, Group] = field(default_factory=dict)
    channels: dict[str, Group] = field(default_factory=dict)
    days: dict[date, Counter[str]] = field(default_factory=dict)
    hours: dict[int, Counter[str]] = field(default_factory=dict)
    untimed: int = 0
    reasons: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # rule, status, category of the note
    unread: list[InputError] = field(default_factory=list)
    errors: int = 0
    first: datetime | None = None
    last: datetime | None = None

    def __post_init__(self) -> None:
        self.waits = Waits(self.options.settings.response_time)

    def add(self, audited: Audited) -> None:
        """Count one report."""
        self.tally.add(audited.report)
        times = self._times(audited)
        if times:
            self.first = min(filter(None, (self.first, *times.values())))
            self.last = max(filter(None, (self.last, *times.values())))
        for groups, name in ((self.employees, audited.employee), (self.channels, audited.channel)):
            _count(groups.setdefault(name or "", Group()), audited)
        begun = min(times.values(), default=None)
        for outcome in audited.report.outcomes:
            self._reasons(outcome)
            for violation in outcome.violations:
                self.blocks += violation.severity == "block"
                self._when(times.get(violation.message_id or "", begun), violation.severity)
        self.waits.add(audited.report)

    def miss(self, error: InputError) -> None:
        """Count what could not be read."""
        self.errors += 1
        if len(self.unread) < _UNREAD:
            self.unread.append(error)

    def _times(self, audited: Audited) -> dict[str, datetime]:
        by_id = messages_by_id(audited.conversation)
        timed = ((name, sent_at(message, self.options)) for name, message in by_id.items())
        return {name: time for name, time in timed if time}

    def _when(self, time: datetime | None, severity: str) -> None:
        if time is None:
            self.untimed += 1
            return
        self.days.setdefault(time.date(), Counter())[severity] += 1
        self.hours.setdefault(time.hour, Counter())[severity] += 1

    def _reasons(self, outcome: Outcome) -> None:
        if outcome.status in ("not_observable", "not_applicable"):
            for category in {note.category for note in outcome.notes} or {""}:
                self.reasons[(outcome.rule_id, outcome.status, category)] += 1


def _count(group: Group, audited: Audited) -> None:
    found = audited.report.violations
    group.conversations += 1
    group.violated += bool(found)
    group.violations += len(found)
    group.blocks += sum(violation.severity == "block" for violation in found)
