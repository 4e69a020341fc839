"""Hedged, only possible, aimed at, or an example – and what only looks so."""

import pytest

from promisecheck.language.context.hedge import aimed, exemplary, hedged, possible


@pytest.mark.parametrize(
    "source",
    [
        "{Возможно}, вы [заработаете]",
        "{Вероятно}, цена [вырастет]",
        "{Наверное}, [заработаете]",
        "{Ожидаем}, что цена [вырастет]",
        "Мы {рассчитываем}, что доход [будет]",
        "По {прогнозу} цена [вырастет]",
        "{Ожидаемая} [доходность] 20%",
        "{Целевая} [доходность] 15%",
        "{Потенциальный} [доход] 20%",
        "{Постараемся} [сохранить] деньги",
        "Вы {может} через год в плюс [выйдете]",
        pytest.param(
            "а {может} и через год в плюс [выйдете]",
            marks=pytest.mark.xfail(strict=True, reason="the clause is cut before «и», so «может» stands in another"),
        ),
        pytest.param(
            "{Может}, и [заработаете]",
            marks=pytest.mark.xfail(strict=True, reason="«может» before a comma stands in another clause"),
        ),
        pytest.param(
            "{Надеемся}, цена [вырастет]",
            marks=pytest.mark.xfail(strict=True, reason="a hedge in the clause before is seen only with «что»"),
        ),
        pytest.param(
            "{Не факт}, что [заработаете]",
            marks=pytest.mark.xfail(strict=True, reason="of the phrase «не факт» only «не» is kept as the cue"),
        ),
        # committed
        "Вы [заработаете]",
        "Вы точно [заработаете]",
        "Цена [вырастет]",
        "Мы не прогнозируем, мы [гарантируем] доход",
        "Не надейтесь на удачу, вы [заработаете]",
        "Может подъехать курьер, а доход [будет]",
        "Прогноз погоды хороший. Цена [вырастет]",
        "Мы не надеемся, что цена [вырастет]",
    ],
)
def test_hedge_commits_to_nothing(agrees, source):
    agrees(hedged, source)


@pytest.mark.parametrize(
    "source",
    [
        "Вы {можете} [заработать]",
        "{Можно} [заработать] двести тысяч",
        "Вы {сможете} [получить] доход",
        "Цена {способна} [вырасти]",
        "Цена {может} и [упасть], и вырасти",
        "Портфель {может} [принести] доход",
        "{Возможно} [потерять] часть денег",
        "вы же понимаете тут {можно} [заработать]",
        pytest.param(
            "вы же понимаете {можно} и [заработать]",
            marks=pytest.mark.xfail(strict=True, reason="a particle «и» cuts the clause between modal and infinitive"),
        ),
        "Вы [заработаете]",
        "Цена [вырастет]",
        "Вы можете прийти, и вы [заработаете]",
        "Можете не сомневаться, [заработаете]",
        "Мы [вернём] деньги, можете проверить",
    ],
)
def test_hedge_possible(agrees, source):
    agrees(possible, source)


@pytest.mark.parametrize(
    "source",
    [
        "{Чтобы} [заработать], нужно время",
        "Вы {хотите} [заработать]",
        "Наша {цель} – [сохранить] деньги",
        "Мы {стремимся} [увеличить] доход",
        "Мы {пытаемся} [вернуть] деньги",
        "{Помогаем} [сохранить] капитал",
        "Есть {желание} [заработать]",
        "Вы [заработаете]",
        "Мы [вернём] деньги",
        "Хотите проверить? Вы [заработаете]",
        "Вы хотите квартиру, и вы [заработаете]",
        "Вы [получите] доход, как и хотели",
    ],
)
def test_hedge_aimed(agrees, source):
    agrees(aimed, source)


@pytest.mark.parametrize(
    "source",
    [
        "{Например}, вы [заработаете] сто тысяч",
        "{Допустим}, вложили миллион и [получили] двести тысяч",
        "{Предположим}, цена [вырастет]",
        "Вот {условный} расчёт: [получите] двадцать процентов",
        "Вы [заработаете]",
        "Например, вклад. А вы [заработаете]",
        "Примерно столько вы [заработаете]",
        "Безусловно, вы [заработаете]",
    ],
)
def test_hedge_example(agrees, source):
    agrees(exemplary, source)
