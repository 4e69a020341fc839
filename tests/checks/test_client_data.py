"""protect-client-data: what is handed out in words, what is shown as data, and what is none of either."""

from typing import Any

import pytest

from promisecheck import Checker
from promisecheck.settings import Company, Settings

RULE = "protect-client-data"
CLIENT = {"name": "Пётр Ильин", "phone": "+79161234567", "email": "p.ilin@mail.ru"}


def outcome(checker: Checker, *turns: str, **more: Any):
    roles = {"К": "client", "С": "employee"}
    said = [{"role": roles[turn[0]], "text": turn[3:]} for turn in turns]
    return checker.check({"id": "x", "channel": "telegram", "client": CLIENT, "messages": said} | more).outcome(RULE)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Скину тебе базу клиентов", "hand_over"),
        ("вчера выгрузил всех клиентов на флешку", "take_out"),
        ("перешлю список инвесторов себе на личную почту", None),
        ("с к и н у базу клиентов", "hand_over"),
        ("Продаю базу вкладчиков, недорого", "trade"),
        ("вот скрин из битрикса", "screenshot"),
        ("Держите внутренний регламент, только никому", "internal"),
        ("Когда уволюсь, заберу клиентов с собой", None),
    ],
)
def test_words(checker, text, category):
    found = outcome(checker, f"С: {text}")
    assert found.status == "violated"
    assert category in (None, *(one.category for one in found.violations))
    assert all(text[one.start : one.end] == one.quote for one in found.violations)


@pytest.mark.parametrize(
    "text",
    [
        "Базу клиентов мы никому не передаём", "базу не скину никому и ни за что", "За слив базы у нас увольняют",
        "Скину вам ссылку на базу знаний", "Налоговая база считается с дохода, пришлю расчёт", "клиентская база растёт",
        "Пришлите, пожалуйста, ваш паспорт и СНИЛС", "Ваши контакты передам менеджеру", "Внёс вас в клиентскую базу",
        "Передал вашу заявку в бухгалтерию", "Отправил вам выписку по вашему портфелю",
    ],
)  # fmt: skip
def test_no_words(checker, text):
    assert outcome(checker, f"С: {text}").status == "passed"


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Дымов Олег, 8 903 111-22-33, тоже наш клиент", "foreign_contact"),
        ("у Рыбалко Веры Степановны паспорт 45 09 123456", "foreign_document"),
        ("Дымов Олег 8 903 111-22-33, Рыбалко Вера 8 903 111-22-34", "client_list"),
        ("номер клиента 8 903 111-22-33", "foreign_contact"),
    ],
)
def test_data_of_strangers(checker, text, category):
    found = outcome(checker, f"С: {text}")
    assert [one.category for one in found.violations] == [category]
    severity = "warn" if category == "foreign_contact" else "block"
    assert found.violations[0].severity == severity


@pytest.mark.parametrize(
    "text",
    [
        "Пётр Ильин, +7 (916) 123-45-67, всё верно?", "Ильину Петру отправили на p.ilin@mail.ru",
        "Ваш номер 8 903 111-22-33 записала", "Мой прямой 8 903 111-22-33, Смирнова Ольга",
        "Наш юрист Дымов Олег, 8 903 111-22-33", "Офис на ул. Ленина, д. 5, приходите", "заказ 123456789012 Дымов Олег",
    ],
)  # fmt: skip
def test_data_that_are_no_leak(checker, text):
    assert outcome(checker, f"С: {text}").status == "passed"


def test_company_in_the_settings_is_no_leak():
    text = "С: Смирнова Ольга, 8 903 111-22-33, ответит"
    company = Company(employees=["Ольга Смирнова"], contacts=["+7 903 111-22-33"])
    assert outcome(Checker(), text, employee="Иванова").status == "violated"
    assert outcome(Checker(settings=Settings(company=company)), text).status == "passed"


def test_public_comment(checker):
    told = "С: Пётр, по вашему договору на 1 450 000 рублей выплата ушла"
    assert outcome(checker, told, channel="comment").violations[0].category == "public_data"
    assert outcome(checker, told).status == "passed"
    assert outcome(checker, "С: Звоните: 8 495 123-45-67", channel="comment").status == "passed"


def test_relatives_need_a_power_of_attorney(checker):
    asked, told = "К: Я жена Петра Ильина, сколько у него на счёте?", "С: У него два миллиона рублей"
    assert outcome(checker, asked, told).violations[0].category == "disclosure"
    assert outcome(checker, asked, "К: Доверенность есть, вот она", told).status == "passed"
    assert outcome(checker, asked, "С: Такие сведения сообщаем только клиенту").status == "passed"
    assert outcome(checker, "К: Сколько у меня на счёте?", "С: У вас два миллиона рублей").status == "passed"


def test_a_name_and_then_a_number(checker):
    assert outcome(checker, "К: есть кто из Самары?", "С: Ратников Борис", "С: +7 927 205 66 18").status == "violated"


def test_nothing_heavy_without_a_trigger():
    import subprocess
    import sys

    code = (
        "import sys; from promisecheck import Checker; "
        "Checker().check_text('Добрый день! Отчёт пришлю завтра.'); "
        "sys.exit('phonenumbers' in sys.modules or 'xlsxwriter' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
