"""What the gate is asked, and what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from promisecheck.conversation import Conversation, Message, input_error
from promisecheck.errors import InputError
from promisecheck.gate.settings import OnFailure
from promisecheck.report import Violation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from promisecheck.gate.settings import Policy

Reason = Literal["timeout", "too_long", "busy", "not_ready", "error"]
Words = Annotated[str, Field(strict=True, min_length=1, max_length=2000, pattern=r"\S")]


class DraftViolation(Violation):
    """A violation, and the rule it breaks."""

    rule_id: str
    clause: str


class Override(BaseModel):
    """An operator's word that the draft goes out all the same."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    by: Words
    reason: Words


class Unchecked(BaseModel):
    """Why nothing is known of the draft, and by which policy it was decided all the same."""

    model_config = ConfigDict(frozen=True)

    reason: Reason
    policy: OnFailure
    detail: str = ""


class Decision(BaseModel):
    """What to do with the draft: `send`, `warn` (send after a look at it) or `stop`.

    Where `unchecked` is set, nothing is known of the draft and the channel's policy decided: a `stop` under `hold` may
    be tried again. `proposal` passes the whole pack, but for the rules in `unresolved`, which no wording of this
    message can satisfy any more. `override` is there when an operator's word turned the decision into `send`.
    """

    model_config = ConfigDict(frozen=True)

    decision: Literal["send", "warn", "stop"]
    conversation_id: str
    message_id: str
    violations: list[DraftViolation] = Field(default_factory=list)
    proposal: str | None = None
    unresolved: list[str] = Field(default_factory=list)
    unchecked: Unchecked | None = None
    override: Override | None = None
    id: str = ""
    elapsed_ms: float = 0.0

    @property
    def sends(self) -> bool:
        """Whether the draft may go out now."""
        return self.decision != "stop"


class Request(BaseModel):
    """One question to the gate."""

    conversation: Conversation
    override: Override | None = None


def request(data: object) -> Request:
    """The request in plain data; raises `InputError` with the field."""
    if not isinstance(data, dict) or "conversation" not in data:
        raise InputError('expected one object: {"conversation": {…}}')
    return Request.model_construct(conversation=_conversation(data["conversation"]), override=_override(data))


def _conversation(data: object) -> Conversation:
    try:
        return Conversation.read(data)
    except InputError as error:
        field = f"conversation.{error.field}" if error.field else "conversation"
        raise InputError(error.message, field=field) from None


def _override(data: dict[str, object]) -> Override | None:
    given = data.get("override")
    if given is None:
        return None
    try:
        return Override.model_validate(given)
    except ValidationError as error:
        told = input_error(error)
        raise InputError(told.message, field=f"override.{told.field}" if told.field else "override") from None


def draft_of(conversation: Conversation) -> Message:
    """The draft, which is the last message; raises `InputError` when it is none of an employee's."""
    draft = conversation.messages[-1] if conversation.messages else None
    last = f"messages.{len(conversation.messages) - 1}"
    if draft is None:
        raise InputError("expected at least the draft", field="messages")
    if draft.role != "employee":
        raise InputError(f"expected employee: the last message is the draft; got {draft.role}", field=f"{last}.role")
    if not draft.text.strip():
        raise InputError("expected the text of the draft", field=f"{last}.text")
    return draft


def by_severity(violations: Sequence[Violation], policy: Policy) -> Literal["send", "warn", "stop"]:
    """The decision that a channel's policy makes of the violations."""
    if any(violation.severity in policy.stops for violation in violations):
        return "stop"
    return "warn" if violations else "send"
