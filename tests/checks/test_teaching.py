"""Labelled conversations become examples: marks are the labelled words, and a violation must say where it is."""

import pytest

from promisecheck.checks.forbidden_meaning.teaching import Teacher
from promisecheck.conversation import Conversation
from promisecheck.errors import InputError
from promisecheck.evaluate.labels import labels_of


@pytest.fixture(scope="module")
def teacher():
    return Teacher(None, "no-guarantees")


def labelled(expect, spans, *said):
    messages = [{"id": f"m{n}", "role": role, "text": text} for n, (role, text) in enumerate(said, 1)]
    case = {"id": "c", "channel": "sms", "messages": messages, "expect": {"no-guarantees": expect}, "tags": ["gain"]}
    conversation = Conversation.read({**case, "spans": {"no-guarantees": spans}})
    return conversation, labels_of(conversation)


def test_teacher_marks_the_labelled_words_of_each_message_of_the_speaker(teacher):
    text = "Не волнуйтесь, доход будет."
    span = {"message_id": "m3", "start": 15, "end": 26, "quote": "доход будет", "category": "forecast"}
    said = (("employee", "Добрый день"), ("client", "А доход будет?"), ("employee", text))
    first, second = teacher.examples(*labelled("violated", [span], *said))
    assert (first.violated, first.category, any(first.marks)) == (False, None, False)
    assert (second.violated, second.category, second.tags) == (True, "forecast", ("gain",))
    marked = [form for form, mark in zip(second.sample.forms, second.marks, strict=True) if mark]
    assert marked == ["доход", "будет"]
    context = [form for form, mine in zip(second.sample.forms, second.sample.target, strict=True) if not mine]
    assert context == ["Добрый", "день", "А", "доход", "будет", "?"]


def test_teacher_refuses_a_violation_without_a_place(teacher):
    with pytest.raises(InputError, match="where it is"):
        list(teacher.examples(*labelled("violated", [], ("employee", "Доход гарантирован"))))


@pytest.mark.parametrize("rule_id", ["smile", "no-such-rule"])
def test_teacher_refuses_a_rule_that_cannot_have_a_classifier(rule_id):
    with pytest.raises(InputError, match=rule_id):
        Teacher(None, rule_id)
