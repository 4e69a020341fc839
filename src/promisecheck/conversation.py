"""What was said, by whom and when: the input of every check (contract §1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    ValidationError,
    model_validator,
)

from promisecheck.errors import InputError

Channel = Literal[
    "phone", "meeting", "telegram", "whatsapp", "vk", "email", "sms", "avito", "chatbot", "comment", "other"
]
Role = Literal["employee", "client", "bot", "system"]


def _iso(value: object) -> object:
    """Only ISO 8601 texts are times: a bare number says nothing of its unit."""
    if value is None or isinstance(value, datetime):
        return value
    try:
        if isinstance(value, str) and not value.isdigit():
            return datetime.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError("expected a time as ISO 8601 with an offset, like 2026-03-03T10:00:00+03:00")


_MINUTES_ONLY = re.compile(r"[Tt ]\d\d:?\d\d(?![:\d])")
Time = Annotated[AwareDatetime, BeforeValidator(_iso)]


class _Part(BaseModel):
    """A part of a conversation; unknown fields are kept."""

    model_config = ConfigDict(extra="allow", frozen=True)


class Client(_Part):
    """Whom the employee talks to."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None


class Message(_Part):
    """One message or one utterance of a call. Times are ISO 8601 with an offset.

    `time_precision` says how exact `sent_at` is; a text without seconds (`2026-03-03T10:00+03:00`) is a minute.
    """

    id: str = ""
    role: Role
    sent_at: Time | None = None
    time_precision: Literal["second", "minute"] = "second"
    kind: Literal["text", "missed_call", "attachment"] = "text"
    text: str

    @model_validator(mode="before")
    @classmethod
    def _without_seconds(cls, data: Any) -> Any:
        if isinstance(data, dict) and "time_precision" not in data:
            sent = data.get("sent_at")
            if isinstance(sent, str) and _MINUTES_ONLY.search(sent):
                return data | {"time_precision": "minute"}
        return data


class Meeting(_Part):
    """An appointment with the client."""

    id: str
    scheduled_at: Time
    agreed_at: Time | None = None
    initiated_by: Literal["employee", "client"] | None = None


class Record(_Part):
    """What an employee wrote down about the client (memo, clauses 1.13 to 1.15)."""

    kind: Literal["direction_request", "client_voice", "client_trait"]
    text: str
    recorded_at: Time | None = None


class Attestation(_Part):
    """A person's word on what no text can show."""

    rule_id: str
    ok: StrictBool
    by: str | None = None


class Conversation(_Part):
    """A conversation with one client in one channel. A message without an id gets `m1`, `m2`, …"""

    id: str
    channel: Channel
    direction: Literal["inbound", "outbound"] | None = None
    employee: str | None = None
    client: Client | None = None
    messages: list[Message]
    meetings: list[Meeting] = Field(default_factory=list)
    contract_signed: StrictBool | None = None
    records: list[Record] = Field(default_factory=list)
    attestations: list[Attestation] = Field(default_factory=list)

    @model_validator(mode="after")
    def _name_messages(self) -> Conversation:
        seen: set[str] = set()
        for message in self.messages:
            if message.id and message.id in seen:
                raise ValueError(f"two messages have the id {message.id!r}")
            seen.add(message.id)
        named = [m if m.id else _named(m, f"m{n}", seen) for n, m in enumerate(self.messages, 1)]
        object.__setattr__(self, "messages", named)  # the model is frozen for its users, not for itself
        return self

    @classmethod
    def read(cls, data: object) -> Conversation:
        """A conversation from plain data; raises `InputError` with the field and what was expected."""
        if isinstance(data, Conversation):
            return data
        if not isinstance(data, dict):
            raise InputError(f"expected one JSON object with id, channel and messages; got {type(data).__name__}")
        try:
            return cls.model_validate(data)
        except ValidationError as error:
            raise input_error(error) from None

    def metadata(self) -> dict[str, Any]:
        """The fields the contract does not know; those of a part under its name, by id or place in its list."""
        extra = dict(self.model_extra or {})
        parts = {
            "client": dict((self.client and self.client.model_extra) or {}),
            "messages": {m.id: dict(m.model_extra) for m in self.messages if m.model_extra},
            "meetings": {m.id: dict(m.model_extra) for m in self.meetings if m.model_extra},
            "records": _by_place(self.records),
            "attestations": _by_place(self.attestations),
        }
        return extra | {name: kept for name, kept in parts.items() if kept}


def _named(message: Message, name: str, taken: set[str]) -> Message:
    """The message under the name of its place; another message may have that name already."""
    while name in taken:
        name += "'"
    taken.add(name)
    return message.model_copy(update={"id": name})


def _by_place(parts: Sequence[_Part]) -> dict[str, dict[str, Any]]:
    return {str(n): dict(part.model_extra) for n, part in enumerate(parts) if part.model_extra}


def input_error(error: ValidationError) -> InputError:
    """The first complaint of pydantic in our words; the others are counted."""
    first, *others = error.errors(include_url=False)
    field = ".".join(str(part) for part in first["loc"])
    if first["type"] == "missing":
        said = "the field is missing"
    else:
        said = f"{first['msg'].removeprefix('Value error, ')}; got {_short(first['input'])}"
    more = f" (and {len(others)} more in this object)" if others else ""
    return InputError(said + more, field=field or None)


def _short(value: object) -> str:
    """What was given, never a whole text: errors end up in logs, and logs hold no messages."""
    if isinstance(value, str) and len(value) <= 40:
        return repr(value)
    if isinstance(value, bool | int | float) or value is None:
        return repr(value)
    return f"a {type(value).__name__} of {len(value)}" if hasattr(value, "__len__") else f"a {type(value).__name__}"
