import pytest
from drafts import say

from promisecheck.errors import InputError
from promisecheck.gate.decision import by_severity, draft_of, request
from promisecheck.gate.settings import GateSettings
from promisecheck.report import Violation


def violation(severity):
    fields = {"message_id": "m1", "start": None, "end": None, "quote": None, "category": "c", "explanation": "e"}
    return Violation(**fields, severity=severity, suggestion="лучше")


@pytest.mark.parametrize(
    ("severities", "expected"), [([], "send"), (["warn"], "warn"), (["block"], "stop"), (["warn", "block"], "stop")]
)
def test_decision_is_by_the_worst_severity(severities, expected):
    assert by_severity([violation(one) for one in severities], GateSettings().policy("telegram")) == expected


def test_decision_is_by_the_channels_own_policy():
    strict = GateSettings.model_validate({"on_failure": "closed", "channels": {"email": {"stops": ["block", "warn"]}}})
    assert by_severity([violation("warn")], strict.policy("email")) == "stop"
    assert by_severity([violation("warn")], strict.policy("telegram")) == "warn"
    assert strict.policy("email").on_failure == "closed"


@pytest.mark.parametrize(
    ("messages", "field"),
    [
        ([], "messages"),
        ([("employee", "текст"), ("client", "текст")], "messages.1.role"),
        ([("bot", "текст")], "messages.0.role"),
        ([("employee", " \n")], "messages.0.text"),
    ],
)
def test_decision_draft_must_be_an_employees_text(messages, field):
    with pytest.raises(InputError) as caught:
        draft_of(say(*messages))
    assert caught.value.field == field


TALK = {"id": "c", "channel": "sms", "messages": [{"role": "employee", "text": "текст"}]}


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ([], None),
        ({}, None),
        ({"conversation": 1}, "conversation"),
        ({"conversation": {}}, "conversation.id"),
        ({"conversation": TALK, "override": {"by": "Иванова"}}, "override.reason"),
        ({"conversation": TALK, "override": {"by": "Иванова", "reason": " "}}, "override.reason"),
        ({"conversation": TALK, "override": "да"}, "override"),
    ],
)
def test_decision_request_names_the_field(data, field):
    with pytest.raises(InputError) as caught:
        request(data)
    assert caught.value.field == field
