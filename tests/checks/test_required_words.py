"""What must be said, and where: greeting, farewell, tea, the package, contacts, and courtesy after a late reply."""

import pytest

from promisecheck import Checker
from promisecheck.errors import RuleError
from promisecheck.rules.examples import _TURN, _message
from promisecheck.rules.schema import Example
from promisecheck.settings import Settings

PHONE = {"channel": "phone", "direction": "outbound"}
SIGNED = {"channel": "meeting", "contract_signed": True}
PACKAGE = "Это вам: пакет, папка с документами, ручка и визитка."


def talk(*turns, checker, **more):
    """A conversation of turns in the notation of examples."""
    read = [(turn, _TURN.match(turn)) for turn in turns]
    day, zone = Example().date, checker.settings.zone
    messages = [_message(f"m{n}", who, turn[who.end() :], day, zone) for n, (turn, who) in enumerate(read, 1)]
    return {"id": "c", "channel": "telegram", "messages": [m.model_dump() for m in messages]} | more


@pytest.fixture
def outcome(checker):
    """The outcome of one rule for a conversation of turns."""

    def judge(rule, *turns, **more):
        return checker.check(talk(*turns, checker=checker, **more)).outcome(rule)

    return judge


@pytest.mark.parametrize(
    ("rule", "turns", "status"),
    [
        ("greet-first", ["С: Добрый день! Отчёт готов.", "К: Здравствуйте."], "passed"),
        ("greet-first", ["К: Здравствуйте!", "С: Добрый день! Отчёт готов."], "violated"),
        ("greet-first", ["К: Есть отчёт?", "С: Добрый день! Отчёт готов.", "К: Здравствуйте."], "passed"),
        ("greet-first", ["Б: Здравствуйте!", "К: Есть отчёт?", "С: Готов."], "violated"),
        ("greet-first", ["К: Здравствуйте!"], "not_applicable"),
        ("say-goodbye", ["К: Спасибо!", "С: Всего доброго!"], "passed"),
        ("say-goodbye", ["С: Всего доброго!", "К: Спасибо.", "С: Да, и вам."], "passed"),
        ("say-goodbye", ["С: Всего доброго!", "К: А сумма?", "С: Сумма прежняя, сто тысяч рублей."], "violated"),
        ("say-goodbye", ["С: Отчёт готов.", "К: До свидания!"], "violated"),
        ("say-goodbye", ["К: Ау!"], "not_applicable"),
    ],
)
def test_required_words_where_the_client_comes_first_and_at_the_end(outcome, rule, turns, status):
    assert outcome(rule, *turns).status == status


def test_required_words_a_lone_draft_is_no_conversation(checker, outcome):
    """`promisecheck check` and the sample of the contract judge a text, not a talk."""
    assert checker.check_text("Доходность не гарантирована.").verdict == "pass"
    assert outcome("greet-first", "С: Отчёт готов.").status == "not_applicable"
    assert outcome("greet-first", "С 10:00: Отчёт готов.").status == "violated"
    assert outcome("greet-first", "С: Отчёт готов.", channel="meeting").status == "violated"


@pytest.mark.parametrize(
    ("turns", "message_id"),
    [
        (["С: Проходите. Чай, кофе?", "К: Кофе.", "С: Итак, ваш договор."], None),
        (["С: Проходите.", "К: Спасибо.", "С: Итак, ваш договор.", "С: Чай будете?"], "m3"),
        (["С: Итак, ваш договор. Да, чай будете?"], "m1"),
        (["С: Пока готовят договор, чай или кофе?"], None),
        (["С: Присаживайтесь."], "m1"),
    ],
)
def test_required_words_before_the_topic(outcome, turns, message_id):
    found = outcome("offer-refreshment", *turns, channel="meeting").violations
    assert [(v.message_id, v.start, v.end, v.quote) for v in found] == (
        [(message_id, None, None, None)] if message_id else []
    )
    assert outcome("offer-refreshment", *turns).status == "not_applicable", "another channel"


def test_required_words_each_part_by_itself(outcome):
    said = "С: Это вам: пакет, папка с документами и ручка. Визитки закончились."
    assert [v.category for v in outcome("hand-over-package", said, **SIGNED).violations] == ["no_card"]
    nothing = outcome("hand-over-package", "С: Поздравляю!", **SIGNED)
    assert [v.category for v in nothing.violations] == ["no_package"], "not four times the same"
    assert outcome("hand-over-package", f"С: {PACKAGE}", **SIGNED).status == "passed"
    assert outcome("hand-over-package", "С: Поздравляю!", channel="meeting").status == "not_applicable"


@pytest.mark.parametrize(
    ("words", "said", "status"),
    [
        ([True], "Поздравляю!", "passed"),
        ([False], PACKAGE, "violated"),
        ([True, False], PACKAGE, "violated"),
        ([], PACKAGE, "passed"),
    ],
)
def test_required_words_a_persons_word_decides_where_the_rule_lets_it(outcome, words, said, status):
    attested = [{"rule_id": "hand-over-package", "ok": ok} for ok in words]
    assert outcome("hand-over-package", f"С: {said}", **SIGNED, attestations=attested).status == status
    elsewhere = [{"rule_id": "explain-where-to-ask", "ok": ok} for ok in words]
    assert outcome("explain-where-to-ask", f"С: {said}", **SIGNED, attestations=elsewhere).status == "violated"


def test_required_words_without_a_word_of_the_employee_only_a_person_can_say(outcome):
    assert outcome("hand-over-package", "К: Подписал.", **SIGNED).status == "not_observable"
    assert outcome("explain-where-to-ask", "К: Подписал.", **SIGNED).status == "not_applicable"


@pytest.mark.parametrize(
    ("turns", "missing"),
    [
        (["К 10:00: Где отчёт?", "С 10:05: В кабинете."], None),
        (["К 10:00: Где отчёт?", "С 10:05:01: В кабинете."], ["m2"]),
        (["К 10:00: Где отчёт?", "С 10:09: В кабинете.", "С 10:10: Сорри за паузу!"], []),
        (["К 10:00: Где отчёт?", "С 10:09: В кабинете.", "К 10:10: Ок.", "С 10:11: Сорри за паузу!"], ["m2"]),
        (["К 10:00: А?", "С 10:09: Сорри за паузу!", "К 10:10: Ну?", "С 10:30: Готово."], ["m4"]),
        (["К: Где отчёт?", "С: В кабинете."], None),
    ],
)
def test_required_words_in_every_late_turn(outcome, turns, missing):
    found = outcome("apologise-for-delay", *turns)
    if missing is None:
        assert found.status == "not_applicable"
    else:
        assert [v.message_id for v in found.violations] == missing


def test_required_words_in_a_call_a_late_apology_may_come_later(outcome):
    turns = ["К 10:00 звонок:", "С 10:20: алло", "К 10:20: да", "С 10:21: простите что не перезвонили сразу"]
    assert outcome("apologise-for-delay", *turns, **PHONE).status == "passed"
    assert outcome("apologise-for-delay", *turns).status == "violated", "in a chat the turn is over"


def test_required_words_late_calls_or_by_the_settings_every_call():
    rule, calm = "ask-if-convenient", ["С 10:00: Добрый день, ваш купон зачислен.", "К 10:00: Спасибо."]
    late = ["К 10:00 звонок:", "С 10:20: Добрый день, ваш купон зачислен."]
    plain, always = Checker(), Checker(settings=Settings.model_validate({"calls": {"always_ask_if_convenient": True}}))
    status = {
        (name, checker is always): checker.check(talk(*turns, checker=checker, **PHONE)).outcome(rule).status
        for name, turns in {"calm": calm, "late": late}.items()
        for checker in (plain, always)
    }
    assert status == {
        ("calm", False): "not_applicable",
        ("calm", True): "violated",
        ("late", False): "violated",
        ("late", True): "violated",
    }
    inbound = talk(*late, checker=plain, channel="phone", direction="inbound")
    assert plain.check(inbound).outcome(rule).status == "not_applicable"


@pytest.mark.parametrize("rule", ["apologise-for-delay", "thank-for-waiting"])
@pytest.mark.parametrize(
    "change", [str.upper, str.lower, lambda text: text.replace("е", "ё"), lambda text: f"{text} 🙏"]
)
def test_required_words_letter_case_and_emoji_change_nothing(outcome, rule, change):
    said = "Извините за долгое ожидание, спасибо за терпение"
    assert outcome(rule, "К 10:00: Где отчёт?", f"С 10:09: {change(said)}").status == "passed"


@pytest.mark.parametrize(
    ("plain", "turned"),
    [
        ("Извините!", "Извините, но вы неправы."),
        ("Виноват, исправлюсь.", "Виноваты вы сами."),
        ("Простите за задержку.", "Простите за опечатку."),
        ("Извиняюсь.", "Извиняться не буду."),
        ("Приносим извинения за задержку ответа.", "Приносим извинения за задержку выплаты."),
        ("Извините за ожидание.", "Клиент писал: «Извините за ожидание»."),
    ],
)
def test_required_words_small_changes_turn_an_apology(outcome, plain, turned):
    asked = "К 10:00: Где отчёт?"
    assert outcome("apologise-for-delay", asked, f"С 10:09: {plain}").status == "passed"
    assert outcome("apologise-for-delay", asked, f"С 10:09: {turned}").status == "violated"


RULE = """
id: own
clause: "1.3"
kind: required-words
title: {ru: а, en: a}
about: {ru: а, en: a}
categories:
  no_word: {severity: warn, explanation: {ru: а, en: a}, suggestion: {ru: а, en: a}}
"""


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("required: [{category: other, find: [привет]}]", "no category «other»"),
        ("required: []", "required"),
        ("where: nowhere\nrequired: [{category: no_word, find: [привет]}]", "where"),
        ("where: before-topic\nrequired: [{category: no_word, find: [привет]}]", "topic"),
        ("required: [{category: no_word, find: [привет], unless: [нет-такого]}]", "no word list «нет-такого»"),
        ("required: [{category: no_word, find: [привет], but_not: ['привет ...']}]", "a gap «...»"),
        ("required: [{category: no_word, find: ['передать > привет']}]", "parses nothing"),
    ],
)
def test_required_words_mistakes_are_told_with_their_place(tmp_path, keys, said):
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "w.yaml").write_text("лёгкие-слова: [ну]\n", encoding="utf-8")
    (tmp_path / "own.yaml").write_text(RULE + keys + "\n", encoding="utf-8")
    with pytest.raises(RuleError) as error:
        Checker(tmp_path)
    assert said in str(error.value)
    assert "own.yaml:" in str(error.value)


def test_required_words_explain_shows_what_counts_and_what_does_not(checker):
    told = {rule.rule_id: rule for rule in checker.explain("Добрый день! Привет от Марины.").rules}
    places = {p.quote: [excuse.kind for excuse in p.excuses] for p in told["greet-first"].places}
    assert (places["Добрый день"], places["Привет"]) == ([], ["something else"])
    assert "apologise-for-delay" not in told, "nothing to tell"
