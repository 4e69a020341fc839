"""Forbidden meaning: whose words are judged, plain cases both ways, dialogues, and what a violation holds."""

from itertools import pairwise

import pytest

RULE = "no-guarantees"

VIOLATES = [
    ("explicit_guarantee", "Гарантируем доход 20% годовых."),
    ("explicit_guarantee", "Мы гарантируем возврат вложенных денег."),
    ("explicit_guarantee", "Даю гарантию, что вы не потеряете ни рубля."),
    ("explicit_guarantee", "Доход гарантирован договором."),
    ("explicit_guarantee", "Гарантирую, вложенное вернём в срок."),
    ("promise", "Обещаю, что вы заработаете."),
    ("promise", "Обещаем прибыль каждому вкладчику."),
    ("promise", "Ручаюсь, портфель вырастет."),
    ("certainty", "Вы точно заработаете."),
    ("certainty", "Вы обязательно получите прибыль."),
    ("certainty", "Сто процентов выйдете в плюс."),
    ("certainty", "Не сомневайтесь, доход будет."),
    ("certainty", "Прибыль будет стопроцентно."),
    ("certainty", "Деньги обязательно вернутся."),
    ("risk_denial", "Никаких рисков нет."),
    ("risk_denial", "Риска нет вообще."),
    ("risk_denial", "Вы ничем не рискуете."),
    ("risk_denial", "Убытков не будет."),
    ("risk_denial", "Потерять деньги невозможно."),
    ("risk_denial", "Вы не потеряете ни копейки."),
    ("risk_denial", "Это вложение без риска."),
    ("risk_denial", "Это абсолютно безопасная инвестиция."),
    ("risk_denial", "С вашим капиталом ничего не случится."),
    ("safety", "Ваши вложения полностью защищены."),
    ("forecast", "Получите 25% годовых."),
    ("forecast", "Через год заработаете миллион рублей."),
    ("forecast", "Ваш портфель вырастет вдвое."),
    ("forecast", "Будете получать 50 тысяч рублей в месяц."),
    ("forecast", "Цена квартиры удвоится к лету."),
    ("track_record", "Ещё ни один наш клиент не потерял денег."),
]
PASSES = [
    "Добрый день! Чем могу помочь?",
    "Доходность не гарантирована.",
    "Мы ничего не гарантируем.",
    "Гарантировать прибыль мы не можем.",
    "Нельзя обещать рост цены.",
    "Никто не может гарантировать доход.",
    "Доходность в прошлом не гарантирует доходность в будущем.",
    "Обещать ничего не буду, рынок меняется.",
    "Риск есть у любых инвестиций.",
    "Вы можете потерять часть вложенных денег.",
    "Стоимость пая может снизиться.",
    "Возможно, портфель вырастет, но обещать этого нельзя.",
    "Если рынок вырастет, вы заработаете.",
    "Вы хотите заработать?",
    "Сколько вы рассчитываете заработать?",
    "Вас интересует гарантированный доход?",
    "Мошенники обещают сто процентов прибыли.",
    "Остерегайтесь тех, кто гарантирует доход.",
    "Конкуренты гарантируют 30% годовых, мы так не делаем.",
    "В прошлом году портфель вырос на 12%.",
    "Ожидаемая доходность 15% годовых, она не гарантирована.",
    "Допустим, вы вложили миллион и получили 10%.",
    "Обещаю перезвонить вам завтра.",
    "Гарантируем конфиденциальность ваших данных.",
    "Точно пришлю договор сегодня.",
    "Банковская гарантия оформляется две недели.",
    "Гарантийное письмо отправили вчера.",
    "Наша цель – сохранить капитал клиента.",
    "Договор готов, приходите подписать.",
    "Не буду говорить, что риска нет.",
    "Нельзя сказать, что вы точно заработаете.",
    "Мы не утверждаем, что убытков не будет.",
]


def talk(checker, *turns, **fields):
    """The outcome for turns like «К: точно заработаю?»."""
    roles = {"К": "client", "С": "employee", "Б": "bot", "А": "system"}
    messages = [{"role": roles[turn[0]], "text": turn[3:]} for turn in turns]
    return checker.check({"id": "c", "channel": "other", "messages": messages, **fields}).outcome(RULE)


def categories(outcome):
    return [violation.category for violation in outcome.violations]


@pytest.mark.parametrize(("category", "text"), VIOLATES)
def test_forbidden_meaning_is_found(checker, category, text):
    outcome = talk(checker, f"С: {text}")
    assert outcome.status == "violated"
    assert categories(outcome) == [category]


@pytest.mark.parametrize("text", PASSES)
def test_forbidden_meaning_is_not_found(checker, text):
    outcome = talk(checker, f"С: {text}")
    assert (outcome.status, outcome.violations) == ("passed", [])


@pytest.mark.parametrize(
    ("text", "violated"),
    [
        pytest.param(
            "Мы не обещаем доход, мы его гарантируем.",
            True,
            marks=pytest.mark.xfail(strict=True, reason="a pronoun does not lead back to the outcome it stands for"),
        ),
        ("Мы не банк, риска нет.", True),
    ],
)
def test_forbidden_meaning_known_misses(checker, text, violated):
    assert (talk(checker, f"С: {text}").status == "violated") is violated


@pytest.mark.parametrize("who", ["К", "Б", "А"])
def test_forbidden_meaning_judges_the_employee_only(checker, who):
    outcome = talk(checker, f"{who}: Гарантируем доход 20% годовых.", "С: Добрый день!")
    assert (outcome.status, outcome.violations) == ("passed", [])
    assert talk(checker, f"{who}: Добрый день!", "С: Гарантируем доход 20% годовых.").status == "violated"


@pytest.mark.parametrize(
    "turns",
    [
        [],
        ["К: Гарантируете доход?"],
        ["К: Добрый день", "Б: Гарантируем доход 20% годовых."],
        ["К: Добрый день", "С: "],
        ["С: \n \t"],
    ],
)
def test_forbidden_meaning_without_words_of_the_employee_is_not_applicable(checker, turns):
    outcome = talk(checker, *turns)
    assert (outcome.status, outcome.violations) == ("not_applicable", [])


def test_forbidden_meaning_attachments_without_text_count_for_nothing(checker):
    messages = [{"role": "employee", "kind": "attachment", "text": ""}]
    assert checker.check({"id": "c", "channel": "email", "messages": messages}).outcome(RULE).status == "not_applicable"


@pytest.mark.parametrize(
    ("turns", "quote"),
    [
        (["К: То есть я точно заработаю?", "С: Конечно!"], "Конечно"),
        (["К: Вы гарантируете доход?", "С: Да"], "Да"),
        (["К: Риска нет?", "С: Никакого"], "Никакого"),
        (["К: А доход точно будет?", "С: Минутку", "С: Да, конечно"], None),
    ],
)
def test_forbidden_meaning_a_reply_confirms(checker, turns, quote):
    outcome = talk(checker, *turns)
    assert categories(outcome) == ["confirmation"]
    (violation,) = outcome.violations
    assert violation.message_id == f"m{len(turns)}"
    assert quote in (None, violation.quote)


@pytest.mark.parametrize(
    "turns",
    [
        ["К: То есть я точно заработаю?", "С: Нет, обещать мы не можем"],
        ["К: То есть я точно заработаю?", "С: Не могу сказать"],
        ["К: То есть я точно заработаю?", "С: Никто не знает"],
        ["К: Паспорт вернёте?", "С: Конечно!"],
        ["К: Перезвоните завтра?", "С: Да, обязательно"],
        ["К: Добрый день!", "С: Да, слушаю вас"],
        ["К: Я точно заработаю?", "С: Да, но обещать не можем"],
        ["С: Конечно!", "К: Я точно заработаю?"],
    ],
)
def test_forbidden_meaning_a_reply_that_confirms_nothing(checker, turns):
    assert talk(checker, *turns).status == "passed"


def test_forbidden_meaning_a_promise_split_over_messages(checker):
    turns = ["С: двадцать процентов", "С: за год", "С: железно"]
    assert talk(checker, *turns[:1]).status == "passed"
    outcome = talk(checker, *turns)
    assert outcome.status == "violated"
    assert {violation.message_id for violation in outcome.violations} <= {"m2", "m3"}


def test_forbidden_meaning_fragments_are_joined_only_side_by_side(checker):
    together = talk(checker, "С: Мы гарантируем", "С: доход по портфелю")
    assert together.status == "violated"
    assert [(v.message_id, v.quote) for v in together.violations][-1] == ("m2", "доход по портфелю")
    assert talk(checker, "С: доход по портфелю", "К: что?", "С: Гарантируем ответ до вечера").status == "passed"


@pytest.mark.parametrize(
    "text",
    [
        "Гарантируем доход!",
        "  🚀 Гарантируем  доход 🚀 ",
        "Добрый день!\n\nГарантируем доход. Всего доброго!",
        "Ну вот, г а р а н т и р у е м дoхoд, да",
        "Гаранти\u200bруем дохо\u0301д и точка",
        "«Рост» – это фонд. Вы точно заработаете 😀, а ещё риска нет.",
    ],
)
def test_forbidden_meaning_offsets_are_those_of_the_given_text(checker, text):
    outcome = talk(checker, f"С: {text}")
    assert outcome.violations
    for violation in outcome.violations:
        assert text[violation.start : violation.end] == violation.quote
        assert violation.quote == violation.quote.strip(" 🚀😀.!,")


def test_forbidden_meaning_findings_do_not_overlap_and_come_in_order(checker):
    text = "Гарантируем доход, риска нет. Вы точно заработаете! Добрый день. Получите 25% годовых."
    violations = talk(checker, f"С: {text}").violations
    assert len(violations) >= 3
    places = [(violation.start, violation.end) for violation in violations]
    assert places == sorted(places)
    assert all(one[1] <= two[0] for one, two in pairwise(places))
    assert "Добрый день" not in "".join(violation.quote for violation in violations)


def test_forbidden_meaning_violation_holds_what_the_contract_says(checker):
    message = {"id": "the-one", "role": "employee", "text": "Гарантируем доход."}
    report = checker.check({"id": "c", "channel": "sms", "messages": [message]})
    (violation,) = report.outcome(RULE).violations
    category = checker.pack.rule(RULE).categories["explicit_guarantee"]
    assert violation.model_dump() == {
        "message_id": "the-one",
        "start": 0,
        "end": 17,
        "quote": "Гарантируем доход",
        "severity": "block",
        "category": "explicit_guarantee",
        "explanation": category.explanation.ru,
        "suggestion": category.suggestion.ru,
    }
    assert report.outcome(RULE).clause == "1.6"
    assert report.verdict == "block"


@pytest.mark.parametrize(
    ("text", "verdict"), [("Риска нет.", "block"), ("Получите 25% годовых.", "warn"), ("Да.", "pass")]
)
def test_forbidden_meaning_verdict_is_the_worst_severity(checker, text, verdict):
    assert checker.check_text(text).verdict == verdict
