"""What a kind of check is: a schema for its rules, and a class that judges conversations by one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from promisecheck.report import Outcome, Status, Violation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Conversation, Message
    from promisecheck.explain import Account
    from promisecheck.rules.pack import Pack
    from promisecheck.rules.schema import Rule
    from promisecheck.settings import Settings


class Check(Protocol):
    """One rule, ready to judge."""

    def judge(self, talk: Talk) -> Outcome:
        """The outcome of this rule for a conversation."""


@runtime_checkable
class Explains(Protocol):
    """What a check may also do: say how it came to its outcome. `promisecheck explain` shows those that do."""

    def explain(self, talk: Talk, message: Message) -> Account | None:
        """What the rule found in one message, and why each find counts or does not; `talk` is a fresh one.

        None where there is nothing to tell.
        """


@runtime_checkable
class Matches(Protocol):
    """What a check may also do: name its patterns that fit, so that those which fit in no example are seen."""

    def matched(self, talk: Talk, message: Message) -> list[str]:
        """The patterns that fit in one message, as they stand in the rule file."""


class Surveyor(Protocol):
    """What judges by all conversations of an audit together: it sees each of them before any report is written."""

    def see(self, number: int, conversation: Conversation) -> None:
        """Take in one conversation; what is kept of it must be little, or on disk."""

    def settle(self) -> None:
        """All were seen."""

    def outcome(self, number: int, alone: Outcome) -> Outcome:
        """The outcome of a conversation among all; `alone` is what the check made of it by itself."""

    def close(self) -> None:
        """Give back what was opened."""


@dataclass(frozen=True)
class Kind:
    """A kind of check: the schema of its rule files, and how a check is made of a rule.

    `survey` makes the surveyor of a kind that an audit can judge better than a single check: of a rule, the settings,
    the language, and a folder for what does not fit into memory.
    """

    schema: type[Any]
    build: Callable[[Any, Pack, Settings], Check]
    survey: Callable[[Any, Settings, str, Path], Surveyor] | None = None


def outcome(
    rule: Rule, status: Status, violations: list[Violation] | None = None, notes: list[Violation] | None = None
) -> Outcome:
    """An outcome of a rule."""
    return Outcome(rule_id=rule.id, clause=rule.clause, status=status, violations=violations or [], notes=notes or [])
