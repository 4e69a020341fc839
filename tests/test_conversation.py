import json

import pytest
from hypothesis import given

from promisecheck.conversation import Conversation
from promisecheck.errors import InputError
from strategies import conversations


def minimal(**more):
    return {"id": "c", "channel": "sms", "messages": [{"role": "client", "text": "Привет"}], **more}


@given(conversations)
def test_conversation_survives_writing_and_reading(data):
    once = Conversation.read(data)
    assert Conversation.read(json.loads(once.model_dump_json())) == once


@given(conversations)
def test_conversation_keeps_every_text_and_unknown_field(data):
    read = Conversation.read(data)
    assert [message.text for message in read.messages] == [message["text"] for message in data["messages"]]
    assert {key: value for key, value in data.items() if key.startswith("x_")}.items() <= read.metadata().items()


def test_conversation_names_messages_without_id():
    read = Conversation.read(minimal(messages=[{"role": "client", "text": "а"}, {"role": "bot", "text": "б"}]))
    assert [message.id for message in read.messages] == ["m1", "m2"]


def test_conversation_metadata_of_messages_and_client():
    message = {"role": "client", "text": "Привет", "reactions": 3}
    read = Conversation.read(minimal(messages=[message], client={"vip": True}, deal=42))
    assert read.metadata() == {"deal": 42, "messages": {"m1": {"reactions": 3}}, "client": {"vip": True}}


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ([], None),
        ({}, "id"),
        (minimal(channel="carrier pigeon"), "channel"),
        (minimal(messages=[{"role": "employee"}]), "messages.0.text"),
        (minimal(messages=[{"role": "boss", "text": ""}]), "messages.0.role"),
        (minimal(messages=[{"role": "client", "text": "", "sent_at": "2026-03-03T10:00:00"}]), "messages.0.sent_at"),
        (minimal(messages=[{"id": "m", "role": "client", "text": ""}] * 2), None),
        (minimal(meetings=[{"id": "v"}]), "meetings.0.scheduled_at"),
    ],
)
def test_conversation_error_names_the_field(data, field):
    with pytest.raises(InputError) as caught:
        Conversation.read(data)
    assert caught.value.field == field


def test_conversation_error_holds_no_message_text():
    secret = "Пётр Ильин, паспорт 4510 123456, доход 20% годовых"
    with pytest.raises(InputError) as caught:
        Conversation.read(minimal(messages=[{"role": secret, "text": secret}]))
    assert secret not in str(caught.value)
