"""Forbidden meaning: what may not be said, in whatever words (memo, clauses 1.6, 1.7, 1.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.checks.forbidden_meaning.engine import Engine
from promisecheck.checks.kind import outcome
from promisecheck.report import Violation

if TYPE_CHECKING:
    from promisecheck.checks.forbidden_meaning.finding import Finding
    from promisecheck.checks.forbidden_meaning.schema import ForbiddenMeaningRule
    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Message
    from promisecheck.report import Outcome
    from promisecheck.rules.pack import Pack


class ForbiddenMeaningCheck:
    """One rule of this kind, ready to judge."""

    def __init__(self, rule: ForbiddenMeaningRule, pack: Pack):
        self.rule = rule
        self.engine = Engine(rule, pack)

    def judge(self, talk: Talk) -> Outcome:
        """Every place where the speaker says what is forbidden."""
        messages = talk.spoken_by(self.rule.speaker)
        if not messages:
            return outcome(self.rule, "not_applicable")
        violations = [
            self._violation(talk, message, finding)
            for message in messages
            for finding in self.engine.findings(talk, message)
        ]
        return outcome(self.rule, "violated" if violations else "passed", violations)

    def _violation(self, talk: Talk, message: Message, finding: Finding) -> Violation:
        category = self.rule.category(finding.category)
        start, end = talk.deep(message).reading.span(finding.start, finding.end)
        return Violation(
            message_id=message.id, start=start, end=end, quote=message.text[start:end],
            severity=category.severity, category=finding.category,
            explanation=category.explanation[talk.lang], suggestion=category.suggestion[talk.lang],
        )  # fmt: skip
