"""Rules that no text can show: a person's attestation decides, and nothing is said without one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from promisecheck.checks.kind import Kind, outcome
from promisecheck.report import Violation
from promisecheck.rules.schema import Rule

if TYPE_CHECKING:
    from promisecheck.checks.talk import Talk
    from promisecheck.report import Outcome
    from promisecheck.rules.pack import Pack
    from promisecheck.settings import Settings


class AttestationRule(Rule):
    """A rule of this kind; it has one category."""

    kind: Literal["attestation"]


class AttestationCheck:
    """`not_observable` until an attestation says; of several, one that says no decides."""

    def __init__(self, rule: AttestationRule, pack: Pack, settings: Settings):
        self.rule = rule

    def judge(self, talk: Talk) -> Outcome:
        """The outcome by the attestations of the conversation."""
        words = [a for a in talk.conversation.attestations if a.rule_id == self.rule.id]
        if not words:
            return outcome(self.rule, "not_observable")
        if all(word.ok for word in words):
            return outcome(self.rule, "passed")
        name, category = next(iter(self.rule.categories.items()))
        said = next((m.id for m in talk.spoken_by("employee")), None)
        return outcome(self.rule, "violated", [
            Violation(
                message_id=said, start=None, end=None, quote=None, severity=category.severity, category=name,
                explanation=category.explanation[talk.lang], suggestion=category.suggestion[talk.lang],
            )
        ])  # fmt: skip


KIND = Kind(AttestationRule, AttestationCheck)
