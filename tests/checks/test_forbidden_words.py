"""What shows in the employee's words that he does something else in the client's presence."""

import pytest

RULE = "stay-with-client"


@pytest.fixture
def outcome(checker):
    """The outcome of the rule for a meeting of turns («К: …», «С: …»)."""

    def judge(*turns, channel="meeting"):
        roles = {"К": "client", "С": "employee"}
        messages = [{"role": roles[turn[0]], "text": turn[3:]} for turn in turns]
        return checker.check({"id": "c", "channel": channel, "messages": messages}).outcome(RULE)

    return judge


@pytest.mark.parametrize(
    ("said", "quote", "category"),
    [
        ("Секунду, отвечу на звонок.", "отвечу на звонок", "phone_call"),
        ("я тут шефу отвечу и вернусь", "я тут шефу отвечу", "writing"),
        ("Пока вы читаете, доделаю презентацию.", "доделаю презентацию", "other_work"),
    ],
)
def test_forbidden_words_name_the_place(outcome, said, quote, category):
    (found,) = outcome(f"С: {said}").violations
    assert (found.quote, found.category) == (quote, category)
    assert said[found.start : found.end] == found.quote


@pytest.mark.parametrize(
    ("broken", "kept"),
    [
        ("Отвечу на звонок.", "Отвечу на ваш вопрос о звонках."),
        ("Возьму трубку.", "Не возьму трубку."),
        ("Отправлю коллеге письмо.", "Отправлю вам письмо."),
        ("Доделаю презентацию.", "Доделаю вашу презентацию."),
        ("Отвечу на звонок.", "В памятке сказано: «Отвечу на звонок» не говорить."),
    ],
)
def test_forbidden_words_small_changes_turn_the_verdict(outcome, broken, kept):
    assert outcome(f"С: {broken}").status == "violated"
    assert outcome(f"С: {kept}").status == "passed"


def test_forbidden_words_a_call_by_leave_is_noted(outcome):
    asked = "С: Можно, я отвечу на звонок?"
    given = outcome(asked, "К: Да, конечно.", "С: Алло, да, вечером.")
    assert (given.status, given.violations) == ("passed", [])
    assert [(note.message_id, note.severity) for note in given.notes] == [("m1", "info"), ("m3", "info")]
    refused = outcome(asked, "К: Лучше не надо.", "С: Хорошо.")
    assert (refused.status, refused.notes) == ("passed", [])
    assert outcome(asked, "К: Лучше не надо.", "С: Алло, да.").status == "violated"
    assert outcome("К: Ответьте, я подожду.", "С: Алло, да.").status == "passed"
    assert outcome("К: Так вот.", "С: Алло, да.").status == "violated"


def test_forbidden_words_other_business_stays_a_violation_with_leave(outcome):
    asked = "С: Можно, я напишу коллеге?"
    assert outcome(asked, "К: Да, конечно.").status == "violated"
    assert outcome(asked, "К: Лучше потом.").status == "passed"


def test_forbidden_words_only_in_meetings_and_only_the_employees(outcome):
    assert outcome("С: Отвечу на звонок.", channel="phone").status == "not_applicable"
    assert outcome("К: Отвечу на звонок.", "С: Пожалуйста.").status == "passed"
    assert outcome("К: Отвечу на звонок.").status == "not_applicable"
