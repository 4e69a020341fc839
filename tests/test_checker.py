"""The way in: one conversation, one text, many."""

import pytest

from promisecheck import Checker, Conversation, Message, Report
from promisecheck.errors import InputError, PromisecheckError, RuleError
from promisecheck.rules.pack import MEMO_ORDER


def test_checker_gives_one_outcome_for_every_rule_in_the_order_of_the_memo(checker, clean):
    report = checker.check(clean)
    assert [outcome.rule_id for outcome in report.outcomes] == [rule.id for rule in checker.pack.rules]
    places = [MEMO_ORDER.index(outcome.rule_id) for outcome in report.outcomes if outcome.rule_id in MEMO_ORDER]
    assert places == sorted(places)
    assert all(outcome.clause == checker.pack.rule(outcome.rule_id).clause for outcome in report.outcomes)


def test_checker_takes_a_conversation_as_data_or_as_a_model(checker, guarantee):
    assert checker.check(guarantee) == checker.check(Conversation.read(guarantee))
    assert checker.check(guarantee).conversation_id == "bad"
    assert checker.check(guarantee).verdict == "block"


def test_checker_does_not_change_what_it_is_given(checker, guarantee):
    before = repr(guarantee)
    checker.check(guarantee)
    assert repr(guarantee) == before


def test_checker_checks_a_text_as_one_message_of_the_employee(checker):
    report = checker.check_text("Гарантируем доход.")
    messages = [Message(id="m1", role="employee", text="Гарантируем доход.")]
    assert report == checker.check(Conversation(id="text", channel="other", messages=messages))
    assert [violation.message_id for violation in report.violations] == ["m1"]


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_checker_of_an_empty_text(checker, text):
    report = checker.check_text(text)
    assert report.verdict == "pass"
    assert report.outcome("no-guarantees").status == "not_applicable"


def test_checker_checks_many_in_order_and_as_they_come(checker, clean, guarantee):
    taken = []

    def stream():
        for n, conversation in enumerate([clean, guarantee, clean]):
            taken.append(n)
            yield conversation | {"id": f"c{n}"}

    reports = checker.check_many(stream())
    assert taken == []
    assert next(reports).conversation_id == "c0"
    assert taken == [0]
    assert [(report.conversation_id, report.verdict) for report in reports] == [("c1", "block"), ("c2", "pass")]


def test_checker_gives_the_same_report_again(checker, guarantee):
    assert checker.check(guarantee) == checker.check(guarantee)


def test_checker_keeps_unknown_fields_as_metadata(checker, guarantee):
    guarantee["deal"] = 4815
    guarantee["client"] = {"name": "Пётр", "vip": True}
    guarantee["messages"][0]["source"] = {"app": "avito"}
    report = checker.check(guarantee)
    assert report.metadata == {"deal": 4815, "client": {"vip": True}, "messages": {"m1": {"source": {"app": "avito"}}}}


def test_checker_without_unknown_fields_has_no_metadata(checker, clean):
    assert checker.check(clean).metadata == {}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"channel": "pigeon"}, "channel"),
        ({"messages": "Гарантируем"}, "messages"),
        ({"messages": [{"text": "да"}]}, "messages.0.role"),
        ({"messages": [{"role": "boss", "text": "да"}]}, "messages.0.role"),
        ({"messages": [{"role": "employee", "text": None}]}, "messages.0.text"),
        ({"messages": [{"role": "employee", "text": "да", "sent_at": "вчера"}]}, "messages.0.sent_at"),
        ({"attestations": [{"rule_id": "smile", "ok": "yes"}]}, "attestations.0.ok"),
        ({"id": 5}, "id"),
    ],
)
def test_checker_refuses_bad_input_and_names_the_field(checker, clean, change, field):
    with pytest.raises(InputError) as caught:
        checker.check(clean | change)
    assert caught.value.field == field
    assert isinstance(caught.value, PromisecheckError)


@pytest.mark.parametrize("data", [None, [], "Гарантируем", 5])
def test_checker_refuses_what_is_no_object(checker, data):
    with pytest.raises(InputError, match="expected one JSON object"):
        checker.check(data)


def test_checker_errors_hold_no_message(checker, clean):
    secret = "Гарантируем доход Ивану Петровичу по телефону +7 900 000-00-00"
    with pytest.raises(InputError) as caught:
        checker.check(clean | {"messages": [{"role": "employee", "text": "да", "kind": secret}]})
    assert "Ивану" not in str(caught.value)


def test_checker_speaks_english(english_checker, guarantee):
    report = english_checker.check(guarantee)
    (violation,) = report.outcome("no-guarantees").violations
    assert violation.explanation.isascii()
    assert violation.suggestion.isascii()
    assert violation.quote == "Гарантируем 20% годовых"


def test_checker_language_changes_only_texts(checker, english_checker, guarantee):
    english, russian = english_checker.check(guarantee), checker.check(guarantee)
    for one, two in zip(english.violations, russian.violations, strict=True):
        texts = {"explanation": two.explanation, "suggestion": two.suggestion}
        assert one.model_copy(update=texts) == two
        assert one.explanation != two.explanation


def test_checker_takes_a_folder_of_rules(checker, guarantee):
    assert Checker(str(checker.pack.folder)).check(guarantee) == checker.check(guarantee)


def test_checker_refuses_rules_that_are_not_there(tmp_path):
    with pytest.raises(RuleError):
        Checker(tmp_path / "nowhere")


def test_checker_report_goes_through_json(checker, guarantee):
    report = checker.check(guarantee)
    again = Report.model_validate_json(report.model_dump_json())
    assert again.model_dump() == report.model_dump()


def test_checker_outcome_of_an_unknown_rule(checker, clean):
    with pytest.raises(KeyError):
        checker.check(clean).outcome("no-such-rule")
