import pytest

from promisecheck.checker import Checker
from promisecheck.conversation import Conversation
from promisecheck.errors import InputError
from promisecheck.hook import decide, request
from promisecheck.report import Outcome, Report, Violation


@pytest.fixture(scope="module")
def checker():
    return Checker()


def talk(*messages, **more):
    messages = [{"role": role, "text": text} for role, text in messages]
    return Conversation.read({"id": "c", "channel": "telegram", "messages": messages, **more})


def test_hook_stops_a_guarantee(checker):
    decision = decide(talk(("client", "Какая доходность?"), ("employee", "Гарантируем 20% годовых")), checker)
    assert (decision.decision, decision.message_id, decision.conversation_id) == ("stop", "m2", "c")
    first = next(violation for violation in decision.violations if violation.rule_id == "no-guarantees")
    assert (first.clause, first.quote) == ("1.6", "Гарантируем 20% годовых")
    assert decision.proposal


def test_hook_lets_a_disclaimer_pass(checker):
    decision = decide(talk(("employee", "Добрый день! Мы ничего не гарантируем. Хорошего дня!")), checker)
    assert (decision.decision, decision.violations, decision.proposal) == ("send", [], None)


def test_hook_does_not_count_what_was_sent_before(checker):
    before = ("employee", "Гарантируем 20% годовых")
    decision = decide(talk(before, ("client", "Правда?"), ("employee", "Нет, простите, ошибся.")), checker)
    assert "no-guarantees" not in {violation.rule_id for violation in decision.violations}


class Fixed:
    """A checker whose report is given: which severity leads to which decision is the hook's own business."""

    def __init__(self, *severities, suggestion="лучше"):
        fields = {"message_id": "m1", "start": None, "end": None, "quote": None, "category": "c", "explanation": "e"}
        found = [Violation(**fields, severity=severity, suggestion=suggestion) for severity in severities]
        self.report = Report(
            conversation_id="c", outcomes=[Outcome(rule_id="r", clause="1.6", status="violated", violations=found)]
        )

    def check(self, conversation):
        return self.report


@pytest.mark.parametrize(
    ("severities", "expected"), [([], "send"), (["warn"], "warn"), (["block"], "stop"), (["warn", "block"], "stop")]
)
def test_hook_decision_is_by_the_worst_severity(severities, expected):
    decision = decide(talk(("employee", "текст")), Fixed(*severities))
    assert decision.decision == expected
    assert decision.proposal == ("лучше" if severities else None)


def test_hook_empty_suggestion_is_no_proposal():
    assert decide(talk(("employee", "текст")), Fixed("warn", suggestion="")).proposal is None


@pytest.mark.parametrize(
    ("messages", "field"),
    [
        ([], "messages"),
        ([("employee", "текст"), ("client", "текст")], "messages.1.role"),
        ([("bot", "текст")], "messages.0.role"),
        ([("employee", " \n")], "messages.0.text"),
    ],
)
def test_hook_draft_must_be_an_employees_text(messages, field):
    with pytest.raises(InputError) as caught:
        decide(talk(*messages), Fixed())
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("data", "field"),
    [([], None), ({}, None), ({"conversation": 1}, "conversation"), ({"conversation": {}}, "conversation.id")],
)
def test_hook_request_names_the_field(data, field):
    with pytest.raises(InputError) as caught:
        request(data)
    assert caught.value.field == field
