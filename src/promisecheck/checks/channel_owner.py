"""Each channel has an owner (memo, clause 2.1): the settings name who answers for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from promisecheck.checks.kind import Kind, outcome
from promisecheck.checks.timing.say import Remark, note, violation
from promisecheck.rules.schema import Closed, Rule
from promisecheck.texts import say

if TYPE_CHECKING:
    from pathlib import Path

    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Conversation
    from promisecheck.report import Outcome
    from promisecheck.rules.pack import Pack
    from promisecheck.settings import Settings


class Notes(Closed):
    """In an audit, the conversations of a channel that was told of already."""

    told: Remark


class ChannelOwnerRule(Rule):
    """A rule of this kind; it has one category."""

    kind: Literal["channel-owner"]
    notes: Notes


class ChannelOwnerCheck:
    """A conversation by itself violates where its channel has no owner; without `[owners]` nothing is said."""

    def __init__(self, rule: ChannelOwnerRule, pack: Pack, settings: Settings):
        self.rule, self.owners = rule, settings.owners

    def judge(self, talk: Talk) -> Outcome:
        """The outcome by the channel alone."""
        channel = talk.conversation.channel
        if not self.owners:
            return outcome(self.rule, "not_applicable")
        if channel in self.owners:
            return outcome(self.rule, "passed")
        fact = say("owner-missing", talk.lang, channel=channel)
        return outcome(self.rule, "violated", [violation(self.rule, _category(self.rule), None, talk.lang, fact)])


class ChannelSurveyor:
    """Keeps the violation at the first conversation of each channel; at the others a note repeats it."""

    def __init__(self, rule: ChannelOwnerRule, settings: Settings, lang: str, folder: Path):
        self.rule, self.lang = rule, lang
        self._first: dict[str, int] = {}

    def see(self, number: int, conversation: Conversation) -> None:
        """Remember where each channel is seen first."""
        self._first.setdefault(conversation.channel, number)

    def settle(self) -> None:
        """Nothing is left to do."""

    def outcome(self, number: int, alone: Outcome) -> Outcome:
        """The violation once for each channel."""
        if alone.status != "violated" or number in self._first.values():
            return alone
        told = note(self.rule.notes.told, "told", None, self.lang, alone.violations[0].explanation)
        return outcome(self.rule, "not_applicable", notes=[told])

    def close(self) -> None:
        """Nothing was opened."""


def _category(rule: ChannelOwnerRule) -> str:
    return next(iter(rule.categories))


KIND = Kind(ChannelOwnerRule, ChannelOwnerCheck, ChannelSurveyor)
