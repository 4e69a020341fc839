"""Dialogue acts of both sides, from words, order and the marks of a question."""

import pytest

from promisecheck import Conversation


@pytest.fixture(scope="module")
def act(checker):
    """What one message does."""
    check = next(check for check in checker._checks if check.rule.id == "no-arguing")

    def of(role, text):
        data = {"id": "c", "channel": "telegram", "messages": [{"role": role, "text": text}]}
        conversation = Conversation.read(data)
        return check.engine.acts.of(checker._talk(conversation), conversation.messages[0])

    return of


@pytest.mark.parametrize(
    ("text", "act_name"),
    [
        ("Мне кажется, это слишком дорого", "objection"),
        ("не верю я в эти ваши фонды", "objection"),
        ("Третий день жду справку, и тишина", "complaint"),
        ("Приложение опять не работает", "complaint"),
        ("Вы меня обманули с процентами", "accusation"),
        ("навязали мне страховку", "accusation"),
        ("Когда придёт выплата?", "question"),
        ("сколько стоит вывод", "question"),
        ("Хорошо, договорились", "agreement"),
        ("Спасибо вам огромное!", "thanks"),
    ],
)
def test_acts_of_the_client(act, text, act_name):
    assert act_name in act("client", text)


@pytest.mark.parametrize(
    ("text", "act_name"),
    [
        ("Понимаю ваше беспокойство", "acknowledgement"),
        ("Вы правы, так быть не должно", "acknowledgement"),
        ("Приносим извинения за ожидание", "apology"),
        ("Простите, пожалуйста, сейчас поправлю", "apology"),
        ("Это мы напутали с датой", "own_mistake"),
        ("Подскажите, какой у вас номер договора?", "clarification"),
        ("Да, но на рынке у всех так", "rebuttal"),
        ("зато отчёты каждый день", "rebuttal"),
    ],
)
def test_acts_of_the_employee(act, text, act_name):
    assert act_name in act("employee", text)


@pytest.mark.parametrize(
    ("role", "text", "act_name"),
    [
        ("employee", "Извините, но вы неправы", "apology"),
        ("employee", "Извините, конечно, только договор читать надо", "apology"),
        ("employee", "Не согласен с вами", "acknowledgement"),
        ("employee", "Отчёт во вложении", "rebuttal"),
        ("client", "Отправил паспорт", "complaint"),
        ("client", "Добрый день", "question"),
        ("bot", "Почему вы недовольны?", "question"),
    ],
)
def test_acts_that_are_none(act, role, text, act_name):
    assert act_name not in act(role, text)
