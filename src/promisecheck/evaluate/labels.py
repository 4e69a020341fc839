"""What the labels of a conversation say: the status each rule should give, where, and what the case is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from promisecheck.conversation import input_error
from promisecheck.errors import InputError
from promisecheck.report import Status

if TYPE_CHECKING:
    from promisecheck.conversation import Conversation


class LabelledSpan(BaseModel):
    """A place that violates; without offsets, something is missing from the message."""

    model_config = ConfigDict(frozen=True)

    message_id: str
    start: int | None = Field(None, ge=0)
    end: int | None = Field(None, ge=0)
    quote: str | None = None
    category: str | None = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> LabelledSpan:
        if (self.start is None) != (self.end is None):
            raise ValueError("expected both start and end, or neither")
        return self


class Labels(BaseModel):
    """The labels of one conversation; other fields of it, such as `why`, are of no concern here."""

    model_config = ConfigDict(frozen=True)

    expect: dict[str, Status] = Field(min_length=1)
    spans: dict[str, list[LabelledSpan]] = Field(default_factory=dict)
    tags: list[str] = Field(default_factory=list)


def labels_of(conversation: Conversation) -> Labels:
    """The labels of a conversation; raises `InputError` with the field."""
    try:
        labels = Labels.model_validate(conversation.model_extra or {})
    except ValidationError as error:
        raise input_error(error) from None
    texts = {message.id: message.text for message in conversation.messages}
    for rule_id, spans in labels.spans.items():
        for n, span in enumerate(spans):
            _check_place(span, texts, f"spans.{rule_id}.{n}")
    return labels


def _check_place(span: LabelledSpan, texts: dict[str, str], field: str) -> None:
    """A span that has slipped would look like a mistake of the rule."""
    if span.message_id not in texts:
        raise InputError(f"no message has the id {span.message_id[:40]!r}", field=f"{field}.message_id")
    if span.start is None or span.end is None:
        return
    if not span.start < span.end <= len(texts[span.message_id]):
        raise InputError("expected a place inside the message", field=field)
    if span.quote is not None and texts[span.message_id][span.start : span.end] != span.quote:
        raise InputError("the quote does not stand at start and end", field=f"{field}.quote")
