"""Warned against: swindlers, prohibitions, disbelief."""

import pytest

from promisecheck.language.context.warning import warned

WARNED = [
    "{Остерегайтесь} тех, кто [гарантирует] доход",
    "{Мошенники} [гарантируют] доход",
    "Не {верьте} тем, кто [обещает] доход",
    "Не {слушайте} тех, кто [гарантирует] прибыль",
    "Не стоит {верить}, что [заработаете]",
    "Если вам [обещают] доход, это {обман}",
    "[Гарантируют] прибыль, и это {развод}",
    "Закон {запрещает} [гарантировать] доход",
    "Нам {запрещено} [обещать] доход",
    "{Предупреждаю}: никто не [гарантирует] доход",
]
WARNED[4] = pytest.param(
    WARNED[4], marks=pytest.mark.xfail(strict=True, reason="«не» must stand right before the word of disbelief")
)

NOT_WARNED = [
    "Мы [гарантируем] доход",
    "Верьте нам: [гарантируем] доход",
    "Верьте нам, вы [заработаете]",
    "Слушайте меня, и [заработаете]",
    "Не откладывайте, вы [заработаете]",
    "Не сомневайтесь, [вернём] деньги",
    "Мошенники не дремлют. Мы [гарантируем] доход",
    "Обманчиво простая схема: [заработаете] вдвое",
    "Хотите верьте, хотите нет, но вы [заработаете]",
]


@pytest.mark.parametrize("source", WARNED + NOT_WARNED)
def test_warning_against_what_is_said(agrees, source):
    agrees(warned, source)
