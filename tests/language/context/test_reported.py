"""Whose word it is: quoted, hearsay, under somebody else's verb of speech, or said of a stranger."""

import pytest

from promisecheck.language.context.reported import others, quoted, reported

THEIRS = [
    "На сайте было: {«}[гарантируем] доход»",
    "Фраза {«}[гарантируем] доход» запрещена",
    'Не пишите {"}[гарантируем] доход"',
    "{>} [гарантируем] доход",
    "{Якобы} [гарантируют] доход",
    "{Говорят}, что цена [вырастет]",
    "Вам {говорили}, что вы [заработаете]",
    "Вы {писали}, что мы [гарантируем] доход",
    "Она {сказала}, что доход [будет]",
    "Клиент {уверяет}, что [вернёт] деньги",
    "{Банк} [гарантирует] вклад",
    "{Застройщик} [обещает] возврат",
    "{По} словам соседа, цена [вырастет]",
    pytest.param(
        "{По словам} соседа, цена [вырастет]",
        marks=pytest.mark.xfail(strict=True, reason="the cue of a phrase is only its first word"),
    ),
]

OURS = [
    "Мы [гарантируем] доход",
    "Вы [заработаете]",
    "Я говорю вам, что вы [заработаете]",
    "Мы считаем, что цена [вырастет]",
    "Уверяю, что вы [заработаете]",
    "Компания обещает, что вы [заработаете]",
    "Наш банк [гарантирует] доход",
    "Наши эксперты уверяют, что цена [вырастет]",
    "Доход [гарантирует] договор",
    # a name in quotation marks quotes nobody
    "Фонд «Рост» [гарантирует] доход",
    "Наша стратегия «Доход» [принесёт] прибыль",
    "Читайте «Ведомости»: цена [вырастет]",
]


@pytest.mark.parametrize("source", THEIRS + OURS)
def test_reported_whose_word(agrees, source):
    agrees(reported, source)


@pytest.mark.parametrize(
    "source",
    [
        "Он крикнул {«}[гарантируем] доход» и ушёл",
        "«Доход» и [прибыль] – не одно и то же",
        "Фонд [Рост]»",
        pytest.param(
            "Фонд «[Рост]» растёт",
            marks=pytest.mark.xfail(strict=True, reason="the exception for a name of one word never applies"),
        ),
        "Он сказал «да». [Гарантируем] доход",
        "Незакрытая « кавычка и [доход]",
        "> чужая строка\n[гарантируем] доход",
        "наша строка\n{>} [гарантируем] доход",
    ],
)
def test_reported_quotation_marks(agrees, source):
    agrees(quoted, source)


@pytest.mark.parametrize(
    "source",
    ["{Конкуренты} [гарантируют] доход", "{Реклама} [обещает] доход", "Наши коллеги [обещают] доход", "Мы [обещаем]"],
)
def test_reported_strangers_as_subject(agrees, source):
    agrees(others, source)
