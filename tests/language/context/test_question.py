"""Asked or said: question marks, «ли», question words, and the questions that assert."""

import pytest

from promisecheck.language.context.question import asked, rhetorical

ASKED = [
    "Вы [гарантируете] доход{?}",
    "А доход [будет]{?}",
    "Вы точно [вернёте] деньги?{?}",
    "Какой [доход] вас интересует{?}",
    "Скажите, вы [вернёте] деньги{?}!",
    "[Гарантирован] {ли} доход",
    "Не знаю, [вырастет] {ли} цена",
    "Хотите знать, [заработаете] {ли} вы?",
    "Цена [вырастет] {или} нет",
    # transcripts: the question word alone
    "{какая} [доходность] вас устроит",
    "{сколько} вы [заработаете] за год",
    "а {когда} [вернёте] деньги",
    "{сколько} можно [заработать]",
]

SAID = [
    "Мы [гарантируем] доход",
    "Да, [вернём] деньги",
    "Как договорились, [гарантируем] доход",
    "Вы [заработаете], когда продадите",
    "Вряд ли вы [потеряете]",
    # another sentence asks
    "Вы [заработаете]. Что скажете?",
    "Удобно говорить? Доход [будет]",
    # a tag after the statement
    "Вы [заработаете], понимаете?",
    "[Гарантируем] доход, согласны?",
    pytest.param(
        "Вы [заработаете], правда?",
        marks=pytest.mark.xfail(strict=True, reason="a tag without a verb melts into the clause it follows"),
    ),
    # rhetorical
    "Разве можно тут [прогореть]?",
    "Неужели вы думаете, что [потеряете]?",
    "Кто ещё вам так [заработает]?",
]


@pytest.mark.parametrize("source", ASKED)
def test_question_asks_about_the_word(agrees, source):
    agrees(asked, source)


@pytest.mark.parametrize("source", SAID)
def test_question_does_not_ask_about_the_word(agrees, source):
    agrees(asked, source)


@pytest.mark.parametrize(
    "source",
    [
        "{Разве} можно тут [прогореть]?",
        "{Неужели} вы [потеряете]?",
        "Вы [потеряете] деньги?",
        "Можно ли [прогореть]?",
        "Мы [гарантируем] доход",
    ],
)
def test_question_that_asserts(agrees, source):
    agrees(rhetorical, source)
