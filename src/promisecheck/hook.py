"""The pre-send gate: may this draft go out?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

from promisecheck.conversation import Conversation
from promisecheck.errors import InputError
from promisecheck.report import Report, Violation

if TYPE_CHECKING:
    from promisecheck.checker import Checker


class DraftViolation(Violation):
    """A violation, and the rule it breaks."""

    rule_id: str
    clause: str


class Decision(BaseModel):
    """What to do with the draft: `send`, `warn` (send after a look at it) or `stop`."""

    model_config = ConfigDict(frozen=True)

    decision: Literal["send", "warn", "stop"]
    conversation_id: str
    message_id: str
    violations: list[DraftViolation] = Field(default_factory=list)
    proposal: str | None = None


def decide(conversation: Conversation, checker: Checker) -> Decision:
    """Judge the last message, the draft; what was sent before it cannot be taken back and does not count."""
    draft = conversation.messages[-1] if conversation.messages else None
    last = f"messages.{len(conversation.messages) - 1}"
    if draft is None:
        raise InputError("expected at least the draft", field="messages")
    if draft.role != "employee":
        raise InputError(f"expected employee: the last message is the draft; got {draft.role}", field=f"{last}.role")
    if not draft.text.strip():
        raise InputError("expected the text of the draft", field=f"{last}.text")
    found = _of_draft(checker.check(conversation), draft.id)
    severities = {violation.severity for violation in found}
    return Decision(
        decision="stop" if "block" in severities else "warn" if found else "send",
        conversation_id=conversation.id,
        message_id=draft.id,
        violations=found,
        proposal=next((violation.suggestion for violation in found if violation.suggestion), None),
    )


def request(data: object) -> Conversation:
    """The conversation of a request; raises `InputError` with the field."""
    if not isinstance(data, dict) or "conversation" not in data:
        raise InputError('expected one object: {"conversation": {…}}')
    try:
        return Conversation.read(data["conversation"])
    except InputError as error:
        field = f"conversation.{error.field}" if error.field else "conversation"
        raise InputError(error.message, field=field) from None


def _of_draft(report: Report, message_id: str) -> list[DraftViolation]:
    return [
        DraftViolation(rule_id=outcome.rule_id, clause=outcome.clause, **violation.model_dump())
        for outcome in report.outcomes
        for violation in outcome.violations
        if violation.message_id == message_id
    ]
