"""What an audit adds up while reports pass by: a few numbers a rule, however many conversations."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from promisecheck.readers.notices import Notice
from promisecheck.report import Outcome, Report, Status

QUOTES = 3
WORST = 5


@dataclass
class RuleTally:
    """One rule over all conversations."""

    clause: str
    counts: Counter[Status] = field(default_factory=Counter)
    quotes: list[str] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Count one outcome, and keep its quotes while they are the first."""
        self.counts[outcome.status] += 1
        if len(self.quotes) < QUOTES:
            told = (violation.quote for violation in outcome.violations)
            new = [quote for quote in told if quote and quote not in self.quotes]
            self.quotes = [*self.quotes, *dict.fromkeys(new)][:QUOTES]


@dataclass
class Tally:
    """All rules over all conversations, and the conversations with most violations."""

    rules: dict[str, RuleTally] = field(default_factory=dict)
    conversations: int = 0
    violated: int = 0
    violations: int = 0
    _worst: list[tuple[int, int, int, str]] = field(default_factory=list)

    def add(self, report: Report) -> None:
        """Count one report."""
        self.conversations += 1
        for outcome in report.outcomes:
            self.rules.setdefault(outcome.rule_id, RuleTally(outcome.clause)).add(outcome)
        found = report.violations
        if found:
            self.violated += 1
            self.violations += len(found)
            blocks = sum(violation.severity == "block" for violation in found)
            entry = (blocks, len(found), -self.conversations, report.conversation_id)
            (heapq.heappush if len(self._worst) < WORST else heapq.heappushpop)(self._worst, entry)

    def worst(self) -> list[tuple[str, int, int]]:
        """Conversation, violations, blocking ones among them; the worst first."""
        return [(name, count, blocks) for blocks, count, _, name in sorted(self._worst, reverse=True)]


@dataclass
class Summary(Tally):
    """How an audit ended."""

    errors: int = 0
    kept: int = 0
    skipped: list[Path] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    @property
    def status(self) -> int:
        """The exit status: 0 clean, 1 violated, 2 error."""
        return 2 if self.errors else 1 if self.violated else 0
