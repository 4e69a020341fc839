"""Figures in digits and words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promisecheck.language.figures import figures

PERCENT = [
    "20%", "20 %", "20-25%", "20–25 %", "20 процентов", "20 процентов годовых", "20% годовых", "20,5%", "20.5 процента",
    "двадцать процентов", "двадцать пять процентов годовых", "от 20 до 25%", "от двух до трёх процентов",
    "двадцать годовых", "сто процентов годовых", "100% годовых", "до 30%", "полтора процента", "5 проц",
    "процентов двадцать", "процентов на двадцать",
]  # fmt: skip
MONEY = [
    "20 тысяч рублей", "двадцать тысяч рублей", "100к", "100к рублей", "50 к", "$500", "500$", "500 долларов", "€ 300",
    "300 ₽", "5000р", "1,5 млн", "полтора миллиона", "пять миллионов рублей", "миллион рублей", "два миллиона",
    "100 000 руб.", "30 тыс. руб.", "сто тысяч", "40 тысяч", "полмиллиона", "тысяч сто", "200 баксов",
    "семь-восемь тысяч", "сто двадцать пять тысяч рублей", "десять лямов",
]  # fmt: skip
MULTIPLE = ["x2", "х3", "2х", "10X", "вдвое", "втрое", "3 раза", "в два раза", "двукратный", "два икса"]
NUMBER = ["3", "сто", "1 200", "двадцать пять", "пара", "100%", "сто процентов", "3 клиента", "40 тысяч клиентов"]
NONE = [
    "доход", "процент", "рубль", "тысяча благодарностей", "раз", "к маю", "к вам", "х",
    "полный", "вторник", "стопроцентно", "процентов", "проценты", "миллионер", "стоит", "пятёрка за усердие",
]  # fmt: skip


def found(reader, text):
    """The kinds and quotes of the figures of a text."""
    reading = reader.read(text)
    return [(figure.kind, reading.quote(figure.start, figure.end)) for figure in figures(reading.texts, reading.words)]


@pytest.mark.parametrize(
    ("kind", "text"),
    [("процент", text) for text in PERCENT]
    + [("деньги", text) for text in MONEY]
    + [("кратность", t) for t in MULTIPLE],
)
def test_figures_kind(reader, kind, text):
    assert kind in {one for one, _ in found(reader, f"Это {text}")}


@pytest.mark.parametrize("text", NUMBER)
def test_figures_bare_number(reader, text):
    """Also «сто процентов», which means «surely», and a count of something else than money."""
    assert {kind for kind, _ in found(reader, text)} == {"число"}


@pytest.mark.parametrize("text", NONE)
def test_figures_none(reader, text):
    assert found(reader, text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Получите 20-25 процентов годовых, и точка", "20-25 процентов годовых"),
        ("Получите от двух до трёх процентов в месяц", "двух до трёх процентов"),
        ("Заработаете 50 к маю", "50"),
        ("Заработаете 50 к в месяц", "50 к"),
        ("Дадим двадцать пять тысяч рублей вам", "двадцать пять тысяч рублей"),
        ("Вернём $ 500 сразу", "$ 500"),
        ("Выплатим 30 тыс. руб. сразу", "30 тыс. руб."),
        ("Цена вырастет в 3 раза", "3 раза"),
        ("Заработаете семь-восемь тысяч", "семь-восемь тысяч"),
    ],
)
def test_figures_take_in_their_unit_and_no_more(reader, text, quote):
    assert [q for _, q in found(reader, text)] == [quote]


def test_figures_several(reader):
    kinds = [kind for kind, _ in found(reader, "Вложите 100 тысяч рублей, получите 20% и вырастете вдвое за 3 года")]
    assert kinds == ["деньги", "процент", "кратность", "число"]


WORDS = st.sampled_from(
    """5 20 100 двадцать сто два три до или и – - от с половиной тысяч рублей % процентов годовых раз к руб. $ маю
    доход вдвое x2 2х полтора миллион в за клиентов , .""".split()
)


@given(st.lists(WORDS, max_size=14))
@settings(deadline=None)
def test_figures_lie_in_order_and_never_overlap(reader, words):
    reading = reader.read(" ".join(words))
    ends = [0]
    for figure in figures(reading.texts, reading.words):
        assert ends[-1] <= figure.start < figure.end <= len(reading)
        ends.append(figure.end)
