"""Negation, cue by cue: what denies the word in brackets, and what only looks as if it did."""

import pytest

from promisecheck.checks.forbidden_meaning.claims import THROUGH
from promisecheck.language.context.negation import fronted, is_negated, negators, outer_negators

DENIED = [
    # a «не» on the word, on its modal, on the verb above it
    "Мы {не} [гарантируем] доход",
    "{Не} [обещаем] прибыль",
    "Мы {не} можем ничего обещать или [гарантировать]",
    "Мы {не} имеем права [гарантировать] доход",
    "Мы {не} вправе [обещать] доход",
    "Мы {не} собираемся вам ничего [обещать]",
    "{Нельзя} [гарантировать] рост цены",
    "{Невозможно} [потерять] деньги",
    "Мы {отказываемся} что-либо [обещать]",
    # the passive, the nominal, and the noun as an argument
    "Доход никем {не} [гарантирован]",
    "Доходность {не} [гарантирована]",
    "[Прибыль] {не} гарантирована",
    "Это {не} [гарантия]",
    "{Не} является [гарантией] доходности",
    "[Вернуть] деньги {не} получится",
    "Доходность в прошлом {не} [гарантирует] доходность в будущем",
    pytest.param(
        "Мы никого не обманываем и доход {не} [гарантируем]",
        marks=pytest.mark.xfail(strict=True, reason="the «не» of the first conjunct is counted for the second"),
    ),
    # no such thing
    "Мы банк, [риска] {нет}",
    "Мы не банк, [риска] {нет}",
    "[Гарантий] у нас {нет}",
    "[Риска] {нет}",
    "[Риск] {исключён}",
    "[Риск] полностью {отсутствует}",
    "[Убытков] {не} будет",
    "{Нулевой} [риск]",
    # without
    "Вложение {без} [риска]",
    "Вложение {без} малейшего [риска]",
    "{Без} всякого [риска]",
    # negative concord denies once
    "Мы ничего {не} [обещаем] и не сулим",
    "Никто {не} [гарантирует] прибыль",
    "{Никаких} [гарантий]",
    "Никаких [гарантий] мы {не} даём",
    "Мы {не} даём никаких [гарантий]",
    "{Нет} никаких [рисков]",
    "Ни копейки вы {не} [потеряете]",
    "Вы ничего {не} [потеряете]",
    "Никогда {не} [теряли] деньги наших клиентов",
    # negation of the whole statement
    "{Нельзя} сказать, что мы [гарантируем] доход",
    "Я {не} говорю, что вы [заработаете]",
    "Мы {не} утверждаем, что цена [вырастет]",
    "{Не} факт, что вы [заработаете]",
    "Это {не} значит, что мы [гарантируем] доход",
    # transcripts without punctuation
    "мы вам доход {не} [гарантируем] рынок есть рынок",
    "риски конечно есть но мы {не} [обещаем] ничего лишнего",
    "[гарантировать] я вам ничего {не} могу",
    "я {не} могу вам ничего [гарантировать]",
    pytest.param(
        "да нет ничего мы тут {не} [гарантируем]",
        marks=pytest.mark.xfail(strict=True, reason="an answering «нет» without a comma is counted as a negator"),
    ),
    pytest.param(
        "алло да {не} [гарантируем] конечно мы же не боги",
        marks=pytest.mark.xfail(strict=True, reason="without marks the «не» of the next statement is counted too"),
    ),
    pytest.param(
        "Таких, которые [гарантируют] доход, {нет}",
        marks=pytest.mark.xfail(strict=True, reason="negators() looks up, not at a «нет» of which the clause hangs"),
    ),
    pytest.param(
        "{Ни} малейшего [риска]",
        marks=pytest.mark.xfail(strict=True, reason="a «ни малейшего» without a verb is no negator"),
    ),
]

AFFIRMED = [
    "Мы [гарантируем] доход",
    "Вы [заработаете]",
    # pseudo-negation
    "Мы не только [гарантируем] доход, но и платим вовремя",
    "Не только мы [обещаем] доход",
    "Мы не просто [гарантируем] доход",
    "Мы не просто обещаем, а [гарантируем] доход",
    "Доход не менее 20% [гарантирован]",
    "Не раз [гарантировали] доход",
    # contrast: the first is denied, the second is not
    "Мы не обещаем, а [гарантируем] доход",
    "Мы не банк и [гарантируем] доход",
    "Мы не банк, мы [гарантируем] доход",
    # a doubt denied, an answer, a neighbour's negation
    "Не сомневайтесь, вы [заработаете]",
    "Не беспокойтесь, мы [вернём] деньги",
    "Нет, мы [гарантируем] доход",
    "Риска нет, мы [гарантируем] доход",
    "Нет сомнений, что вы [заработаете]",
    "Без проблем [вернём] деньги",
    "не волнуйтесь [заработаете] вы у нас",
    "Неважно когда, вы [заработаете]",
    # double negation
    "Мы {не} можем {не} [гарантировать] доход",
    "Вы {не} можете {не} [заработать]",
    "{Нельзя} {не} [заработать]",
    "Сделка {не} {без} [риска]",
]

DENIED_FROM_OUTSIDE = [
    "{Нельзя} сказать, что [риска] нет",
    "Мы {не} говорим, что [риска] нет",
    "Я {не} утверждаю, что вы ничего не [потеряете]",
]

NOT_DENIED_FROM_OUTSIDE = [
    "Нет сомнений, что [риска] нет",
    "Мы не скрываем, что [риск] есть",
    "Я не сомневаюсь, что [риска] нет",
    "Скажу прямо, что [риска] нет",
]


@pytest.mark.parametrize("source", DENIED)
def test_negation_of_the_word_in_brackets(agrees, prose, source):
    agrees(negators, source)
    assert is_negated(prose(source).marked, prose(source).word)


@pytest.mark.parametrize("source", AFFIRMED)
def test_negation_that_is_none_or_cancels_out(agrees, prose, source):
    agrees(negators, source)
    assert not is_negated(prose(source).marked, prose(source).word)


def outer(marked, i):
    """What denies the statement that `i` is denied in: for a bad outcome inner negators reach through few words."""
    return outer_negators(marked, i, negators(marked, i, through=THROUGH))


@pytest.mark.parametrize("source", DENIED_FROM_OUTSIDE + NOT_DENIED_FROM_OUTSIDE)
def test_negation_of_the_whole_statement(agrees, source):
    agrees(outer, source)


@pytest.mark.parametrize(
    "source",
    [
        "[Обещать], что цена вырастет, мы {не} можем",
        "[Гарантировать], что вы заработаете, {нельзя}",
        "[Обещать], что цена вырастет, мы готовы",
        "[Обещаем], что цена вырастет, мы не банк",
    ],
)
def test_negation_behind_a_fronted_infinitive(agrees, source):
    agrees(fronted, source)


def test_negation_reaches_only_through_the_words_named(prose):
    """A risk is denied by «риска не будет», not by «риск не устраняет»."""
    through = prose("[Риск] договор {не} устраняет")
    assert negators(through.marked, through.word, through=THROUGH) == []
    assert through.told(negators(through.marked, through.word)) == through.cues
    being = prose("[Риска] {не} будет")
    assert being.told(negators(being.marked, being.word, through=THROUGH)) == being.cues


@pytest.mark.parametrize("cue", ["негарантийный", "нетто", "безусловно", "нельма"])
def test_negation_cues_are_words_not_letters(prose, cue):
    read = prose(f"Мы {cue} [гарантируем] доход")
    assert negators(read.marked, read.word) == []
