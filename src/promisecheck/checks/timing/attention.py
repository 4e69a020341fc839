"""Undivided attention (memo, clause 2.2): while one client waits past the limit, the same employee writes elsewhere.

One conversation cannot show it, so a single check does not judge; an audit does, with `sweep.Sweep`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from promisecheck.checks.kind import Kind, outcome
from promisecheck.checks.timing.say import violation
from promisecheck.checks.timing.sweep import Sweep
from promisecheck.rules.schema import Rule
from promisecheck.texts import say

if TYPE_CHECKING:
    from pathlib import Path

    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Conversation
    from promisecheck.report import Outcome
    from promisecheck.rules.pack import Pack
    from promisecheck.settings import Settings


class UndividedAttentionRule(Rule):
    """A rule of this kind; it has one category."""

    kind: Literal["undivided-attention"]


class UndividedAttentionCheck:
    """By itself a conversation says nothing of what the employee did elsewhere."""

    def __init__(self, rule: UndividedAttentionRule, pack: Pack, settings: Settings):
        self.rule = rule

    def judge(self, talk: Talk) -> Outcome:
        """Always `not_observable`."""
        return outcome(self.rule, "not_observable")


class AttentionSurveyor:
    """Finds the waits during which the employee wrote to others."""

    def __init__(self, rule: UndividedAttentionRule, settings: Settings, lang: str, folder: Path):
        self.rule, self.lang = rule, lang
        self._sweep = Sweep(folder / f"{rule.id}.db", settings)

    def see(self, number: int, conversation: Conversation) -> None:
        """Keep the times of its waits and of the employee's messages, on disk."""
        self._sweep.add(number, conversation)

    def settle(self) -> None:
        """Go through all of them in the order of time."""
        self._sweep.run()

    def outcome(self, number: int, alone: Outcome) -> Outcome:
        """A violation at each first unanswered message that others were written to over."""
        status = self._sweep.status(number)
        found = [
            violation(
                self.rule,
                next(iter(self.rule.categories)),
                hit.message_id,
                self.lang,
                say("meanwhile", self.lang, other=hit.other, message=hit.other_message),
            )
            for hit in self._sweep.hits(number)
        ]
        return outcome(self.rule, "violated" if found else status, found)

    def close(self) -> None:
        """Give the file back."""
        self._sweep.close()


KIND = Kind(UndividedAttentionRule, UndividedAttentionCheck, AttentionSurveyor)
