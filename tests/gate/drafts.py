"""Ways to say conversations and settings in tests of the gate."""

from promisecheck.conversation import Conversation
from promisecheck.gate.settings import GateSettings
from promisecheck.settings import Settings

PROMISE, CLEAN = "Гарантируем 20% годовых", "Мы ничего не гарантируем."


def say(*messages, channel="telegram", **more):
    """A conversation of (role, text) or (role, text, sent_at); the last is the draft."""
    messages = [dict(zip(("role", "text", "sent_at"), message, strict=False)) for message in messages]
    return Conversation.read({"id": "c", "channel": channel, "messages": messages, **more})


def settings(**gate):
    """Settings with these of the gate; patient, so that a busy machine changes no verdict."""
    return Settings(gate=GateSettings.model_validate({"limit_ms": 20_000, **gate}))
