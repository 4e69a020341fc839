"""Quarrels: what counts depends on the turns before."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promisecheck import Conversation
from promisecheck.checks.argument.turns import turns_of

said_texts = st.text(alphabet="абв нет?! ", max_size=12)
ROLES = {"К": "client", "С": "employee", "Б": "bot"}


def conversation(*turns):
    messages = [{"role": ROLES[turn[0]], "text": turn[3:]} for turn in turns]
    return Conversation.read({"id": "c", "channel": "telegram", "messages": messages})


@pytest.fixture(scope="module")
def rules_alone(checker):
    """The outcome by the rules, without the second reader."""
    check = next(check for check in checker._checks if check.rule.id == "no-arguing")
    alone = type(check)(check.rule.model_copy(update={"classifier": None}), checker.pack, checker.settings)
    return lambda *turns: alone.judge(checker._talk(conversation(*turns)))


def categories(outcome):
    return [(v.message_id, v.category) for v in outcome.violations]


def test_bare_no_is_an_answer_to_a_question_and_a_slap_after_a_complaint(rules_alone):
    assert rules_alone("К: Комиссия за вывод есть?", "С: Нет.").status == "passed"
    assert categories(rules_alone("К: Вы опять задержали выплату", "С: Нет.")) == [("m2", "contradiction")]
    assert rules_alone("К: Вы опять задержали выплату", "С: Нет, к сожалению, пока не пришла.").status == "passed"


def test_who_signed_is_a_question_of_fact(rules_alone):
    assert rules_alone("К: А кто подписывал договор?", "С: Вы сами подписали в мае.").status == "passed"
    assert categories(rules_alone("К: Меня обманули!", "С: Вы сами подписали в мае.")) == [("m2", "blame")]


@pytest.mark.parametrize("soft", ["Понимаю вас.", "Вы правы, неудобно.", "Простите нас, пожалуйста."])
def test_acknowledgement_in_the_same_turn_softens_a_correction(rules_alone, soft):
    said = "С: Это не так, платёж ушёл третьего."
    assert rules_alone("К: Вы задержали выплату", said).status == "violated"
    assert rules_alone("К: Вы задержали выплату", f"С: {soft}", said).status == "passed"
    assert rules_alone("К: Вы задержали выплату", said, f"С: {soft}").status == "passed"
    assert rules_alone("К: Вы задержали выплату", f"К: {soft}", said).status == "violated"


def test_apology_that_leads_to_a_reproach_softens_nothing(rules_alone):
    outcome = rules_alone("К: Вы задержали выплату", "С: Извините, но вы ошибаетесь.")
    assert categories(outcome) == [("m2", "contradiction")]


def test_a_phrase_split_over_messages_counts_where_it_ends(rules_alone):
    outcome = rules_alone("К: Вы меня обманули", "С: так вы", "С: сами", "С: подписали")
    assert categories(outcome) == [("m4", "blame")]


CHAIN = (
    "К: Комиссия слишком высокая.",
    "С: Да, но и сервис лучше.",
    "К: Всё равно дорого.",
    "С: Зато отчёты каждый день.",
    "К: И ждать вывода долго",
    "С: Но ведь в банке ещё дольше.",
)


def test_chain_of_rebuttals_counts_from_the_second_on(rules_alone):
    assert rules_alone(*CHAIN[:2]).status == "passed"
    assert categories(rules_alone(*CHAIN)) == [("m4", "yes_but"), ("m6", "yes_but")]


def test_chain_is_broken_by_an_acknowledgement(rules_alone):
    mild = (*CHAIN[:3], "С: Понимаю, сумма заметная.", *CHAIN[4:])
    assert rules_alone(*mild).status == "passed"


def test_chain_needs_objections(rules_alone):
    asked = ("К: А отчёты когда?", CHAIN[1], "К: А где смотреть?", CHAIN[3])
    assert rules_alone(*asked).status == "passed"


def test_chain_is_not_parted_by_a_bot(rules_alone):
    with_bot = (*CHAIN[:3], "Б: Оператор печатает…", *CHAIN[3:4])
    assert categories(rules_alone(*with_bot)) == [("m5", "yes_but")]


def test_client_may_quarrel(checker):
    outcome = checker.check(conversation("К: Вы врёте! Успокойтесь сами!", "С: Сейчас проверю, минуту."))
    assert outcome.outcome("no-arguing").status == "passed"


@given(st.lists(st.tuples(st.sampled_from("КСБ"), said_texts), max_size=12))
def test_turns_hold_every_message_once_and_alternate(said):
    messages = conversation(*(f"{who}: {text}" for who, text in said)).messages
    turns = turns_of(messages)
    spoken = [m.id for m in messages if m.role in ("client", "employee") and m.text.strip()]
    assert [m.id for turn in turns for m in turn.messages] == spoken
    assert all(a.role != b.role for a, b in pairwise(turns))


LINES = st.sampled_from(
    [*CHAIN, "С: Вы ошибаетесь.", "С: Нет.", "К: Вы опять опоздали", "К: Спасибо", "С: Понимаю вас", "С: Сами виноваты"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=8), st.lists(LINES, max_size=4))
def test_what_comes_after_the_turn_changes_nothing_before_it(rules_alone, earlier, later):
    closed = (*earlier, "К: Ладно")
    before, after = rules_alone(*closed), rules_alone(*closed, *later)
    ids = {f"m{n}" for n in range(1, len(closed) + 1)}
    assert categories(before) == [found for found in categories(after) if found[0] in ids]


@settings(max_examples=40, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=10))
def test_offsets_are_those_of_the_message(rules_alone, turns):
    texts = {f"m{n}": turn[3:] for n, turn in enumerate(turns, 1)}
    for violation in rules_alone(*turns).violations:
        assert texts[violation.message_id][violation.start : violation.end] == violation.quote
