"""Signals of the client: found in his words, held against the records (contract §6)."""

from typing import Any

import pytest

from promisecheck import Checker
from promisecheck.settings import Company, Settings

DIRECTION, VOICE, TRAIT = "record-direction-request", "record-client-voice", "record-client-trait"
KINDS = {DIRECTION: "direction_request", VOICE: "client_voice", TRAIT: "client_trait"}


def outcome(checker: Checker, rule: str, text: str, *records: Any, role: str = "client"):
    noted = [{"kind": KINDS[rule], "text": one} if isinstance(one, str) else one for one in records]
    messages = [{"role": role, "sent_at": "2026-03-03T10:00:00+03:00", "text": text}]
    return checker.check({"id": "x", "channel": "telegram", "messages": messages, "records": noted}).outcome(rule)


SIGNALS = [
    (DIRECTION, "а крипта у вас есть?", "спрашивал про криптовалюты"),
    (DIRECTION, "можно проценты получать каждый месяц а не раз в квартал", "просит ежемесячные выплаты"),
    (DIRECTION, "Минимальный порог бы пониже", "хочет меньшую сумму входа"),
    (VOICE, "хотелось бы парковку у офиса", "просит парковочные места"),
    (VOICE, "музыка в трубке ужасная", "не нравится музыка на линии"),
    (VOICE, "Всё отлично, только кофе хотелось бы покрепче", "кофе слабый"),
    (TRAIT, "после шести не звоните, укладываю внука", "не звонить вечером"),
    (TRAIT, "терпеть не могу голосовые", "не присылать голосовые"),
    (TRAIT, "говорите громче, слышу плохо", "плохо слышит"),
]


@pytest.mark.parametrize(("rule", "text", "record"), SIGNALS)
def test_signal_and_its_record(checker, rule, text, record):
    found = outcome(checker, rule, text)
    assert found.status == "violated"
    assert all(text[one.start : one.end] == one.quote for one in found.violations)
    assert outcome(checker, rule, text, record).status == "passed"


@pytest.mark.parametrize(("rule", "text", "record"), SIGNALS)
def test_the_employees_words_are_no_signal(checker, rule, text, record):
    assert outcome(checker, rule, text, role="employee").status == "not_applicable"


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (DIRECTION, "А облигации у вас есть?"), (DIRECTION, "Хочу вложиться в золото"),
        (DIRECTION, "крипта мне не нужна"),
        (DIRECTION, "Какая ставка по договору?"), (VOICE, "Спасибо, всё понятно"), (VOICE, "ничего менять не надо"),
        (VOICE, "А можно приехать в пятницу?"), (TRAIT, "я сейчас в метро"),
        (TRAIT, "Перезвоните через час, пожалуйста"),
        (TRAIT, "а моя соседка любит золото"),
    ],
)  # fmt: skip
def test_no_signal(checker, rule, text):
    assert outcome(checker, rule, text).status == "not_applicable"


def test_record_of_another_kind_of_another_thing_or_of_before(checker):
    rule, text = DIRECTION, "а крипта у вас есть?"
    other = {"kind": "client_voice", "text": "спрашивал про криптовалюты"}
    early = {"kind": "direction_request", "text": "просит крипту", "recorded_at": "2026-03-03T09:00:00+03:00"}
    later = early | {"recorded_at": "2026-03-03T11:00:00+03:00"}
    for record in (other, early, "просит скамейку у входа"):
        assert outcome(checker, rule, text, record).status == "violated"
    assert outcome(checker, rule, text, later).status == "passed"


def test_of_two_signals_one_recorded(checker):
    text = "Хотелось бы парковку. И музыка в трубке ужасная."
    assert outcome(checker, VOICE, text, "просит парковку", "музыка не нравится").status == "passed"
    assert outcome(checker, VOICE, text, "просит парковку").status == "violated"


def test_directions_come_from_the_settings():
    company = Company(directions=["криптовалюты", "виноградники"])
    own = Checker(settings=Settings(company=company))
    assert outcome(own, DIRECTION, "а крипта у вас есть?").status == "not_applicable"
    assert outcome(own, DIRECTION, "А облигации у вас есть?").status == "violated"
