"""One row of the report: a signal with everything a person needs to act on it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

from pydantic import BaseModel, ConfigDict

from promisecheck.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisecheck.checker import Checker
    from promisecheck.checks.client_signal.schema import ClientSignalRule
    from promisecheck.checks.client_signal.signal import Signal
    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Conversation
    from promisecheck.personal_data.mask import Hider


class Row(BaseModel):
    """A signal of a client. `start` and `end` are those of the message as given, masked or not."""

    model_config = ConfigDict(frozen=True)

    sent_at: datetime | None
    client: str | None
    channel: str
    employee: str | None
    record: Literal["direction_request", "client_voice", "client_trait"]
    kind: str
    topic: str
    topic_title: str
    quote: str
    gist: str
    recorded: bool
    recipient: str
    rule_id: str
    conversation_id: str
    message_id: str
    start: int
    end: int
    contact_id: int | None = None


@runtime_checkable
class Signals(Protocol):
    """A check that can tell the signals it found."""

    rule: ClientSignalRule

    def signals(self, talk: Talk) -> list[Signal]:
        """Every signal, in order."""


def rows(checker: Checker, conversation: Conversation, hider: Hider | None = None) -> Iterator[Row]:
    """The signals of a conversation, rule by rule; with `hider`, personal data is hidden behind its marks."""
    talk = checker._talk(conversation)
    for check in checker._checks:
        if isinstance(check, Signals):
            for signal in check.signals(talk):
                yield _row(checker, conversation, check.rule, signal, hider)


def _row(
    checker: Checker, conversation: Conversation, rule: ClientSignalRule, signal: Signal, hider: Hider | None
) -> Row:
    lang = checker.lang
    topic = rule.topics.get(signal.topic)
    client = conversation.client.name if conversation.client else None
    row = Row(
        sent_at=signal.sent_at, client=client, channel=conversation.channel, employee=conversation.employee,
        record=rule.record, kind=signal.category, topic=signal.topic,
        topic_title=topic.title[lang] if topic else say("other-topic", lang),
        quote=signal.quote, gist=" ".join(signal.gist), recorded=signal.recorded, recipient=rule.recipient[lang],
        rule_id=rule.id, conversation_id=conversation.id, message_id=signal.message_id,
        start=signal.start, end=signal.end,
        contact_id=contact_of(conversation, checker.settings.bitrix24.contact_field),
    )  # fmt: skip
    return _hidden(row, hider) if hider else row


def contact_of(conversation: Conversation, field: str) -> int | None:
    """The id of the client's contact in Bitrix24: a field of the client or, failing that, of the conversation."""
    places = [(conversation.client and conversation.client.model_extra) or {}, conversation.model_extra or {}]
    for place in places:
        value = place.get(field)
        if isinstance(value, str) and value.isascii() and value.isdigit():
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
    return None


def _hidden(row: Row, hider: Hider) -> Row:
    quote = hider.slice(row.message_id, row.start, row.end)
    texts = {name: getattr(row, name) for name in ("client", "employee", "conversation_id", "message_id")}
    changed = {name: value and hider.text(value) for name, value in texts.items()}
    return row.model_copy(update=changed | {"quote": quote, "gist": _kept(row.gist, quote)})


def _kept(gist: str, quote: str) -> str:
    """The key words that still stand in a quote once its data is hidden."""
    import re

    from promisecheck.language.words import word

    shown = re.sub("\ue000.*?\ue002", " ", quote)
    lemmas = {lemma for form in re.findall(r"[\w-]+", shown) for lemma in word(form).lemmas}
    return " ".join(one for one in gist.split() if one in lemmas)
