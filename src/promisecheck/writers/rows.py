"""Reports as rows of a table: a violation or a delay each, with the employee, the channel and the message beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from promisecheck.conversation import Conversation, Message
    from promisecheck.report import Delay, Outcome, Violation
    from promisecheck.settings import ResponseTime
    from promisecheck.writers.base import Audited, Options


@dataclass(frozen=True, slots=True)
class Row:
    """One violation. Times are of the company's zone; `text` is the whole message, in which `start` and `end` count."""

    sent_at: datetime | None
    employee: str | None
    channel: str | None
    conversation_id: str
    clause: str
    rule_id: str
    rule: str
    severity: str
    category: str
    quote: str | None
    text: str | None
    explanation: str
    suggestion: str
    message_id: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class DelayRow:
    """How long one incoming message waited; `wait` names the grade."""

    asked_at: datetime | None
    answered_at: datetime | None
    employee: str | None
    channel: str | None
    conversation_id: str
    message_id: str
    seconds: float | None
    at_least: float | None
    at_most: float | None
    wait: str


def violation_rows(audited: Audited, options: Options) -> Iterator[Row]:
    """The violations of one report, in the order of the memo."""
    messages = messages_by_id(audited.conversation)
    for outcome in audited.report.outcomes:
        for violation in outcome.violations:
            yield _row(outcome, violation, messages, audited, options)


def delay_rows(audited: Audited, options: Options) -> Iterator[DelayRow]:
    """The delays of one report; rules that measure the same wait give one row."""
    messages, seen = messages_by_id(audited.conversation), set()
    for outcome in audited.report.outcomes:
        for delay in outcome.delays:
            if (delay.message_id, delay.answer_id) in seen:
                continue
            seen.add((delay.message_id, delay.answer_id))
            yield DelayRow(
                asked_at=sent_at(messages.get(delay.message_id), options),
                answered_at=sent_at(messages.get(delay.answer_id or ""), options),
                employee=audited.employee,
                channel=audited.channel,
                conversation_id=audited.report.conversation_id,
                message_id=delay.message_id,
                seconds=delay.seconds,
                at_least=delay.at_least,
                at_most=delay.at_most,
                wait=grade(delay, options.settings.response_time),
            )


def grade(delay: Delay, times: ResponseTime) -> str:
    """Whether a wait kept the target, the limit, neither, was never answered, or cannot be told."""
    if delay.answer_id is None:
        return "unanswered"
    low = delay.seconds if delay.seconds is not None else delay.at_least
    high = delay.seconds if delay.seconds is not None else delay.at_most
    if low is None or high is None:
        return "unknown"
    grades = {"in-target" if s <= times.target else "in-limit" if s <= times.limit else "late" for s in (low, high)}
    return grades.pop() if len(grades) == 1 else "unknown"


def messages_by_id(conversation: Conversation | None) -> dict[str, Message]:
    """The messages of a conversation by their ids."""
    return {message.id: message for message in conversation.messages} if conversation else {}


def sent_at(message: Message | None, options: Options) -> datetime | None:
    """When a message was sent, in the company's zone."""
    return message.sent_at.astimezone(options.settings.zone) if message and message.sent_at else None


def _row(
    outcome: Outcome, violation: Violation, messages: dict[str, Message], audited: Audited, options: Options
) -> Row:
    message = messages.get(violation.message_id or "")
    return Row(
        sent_at=sent_at(message, options),
        employee=audited.employee,
        channel=audited.channel,
        conversation_id=audited.report.conversation_id,
        clause=outcome.clause,
        rule_id=outcome.rule_id,
        rule=options.title(outcome.rule_id),
        severity=violation.severity,
        category=violation.category,
        quote=violation.quote,
        text=message.text if message else None,
        explanation=violation.explanation,
        suggestion=violation.suggestion,
        message_id=violation.message_id,
        start=violation.start,
        end=violation.end,
    )
