"""The benchmark of accuracy: the ways without the pack, and that a part taken away is away, and back afterwards."""

import json
import re
import sys
from contextlib import ExitStack
from dataclasses import replace

import pytest

from benchmarks.accuracy import __main__ as command
from benchmarks.accuracy.contestants import PACK, contestants, judging_without
from benchmarks.accuracy.figures import measure, read
from benchmarks.accuracy.keywords import keywords
from benchmarks.accuracy.negex import TARGETS, NegEx
from benchmarks.accuracy.page import page
from benchmarks.accuracy.parts import PARTS, Part, folder_of, gives_cues, without
from promisecheck import Conversation
from promisecheck.checks.contexts import CONTEXTS
from promisecheck.errors import InputError
from promisecheck.rules.pack import load_pack

RULE = "no-guarantees"
SECOND_READER = frozenset({"classifier"})  # it may judge alike without what the rules were told
NEGEX = NegEx(TARGETS[RULE])

# The part whose absence turns the verdict, and the verdict of the pack with it.
TURNED = [
    ("negation", False, ["С: Мы не гарантируем доход."]),
    ("negation", True, ["С: Вы ничего не потеряете."]),
    ("question, rhetorical question", False, ["С: Вы заработаете 20% за год?"]),
    ("question, rhetorical question", True, ["С: Разве тут можно прогореть?"]),
    ("reported, quoted", False, ["С: Банк гарантирует вам 16% годовых."]),
    ("condition, irreal", False, ["С: Если рынок вырастет, портфель принесёт 20%."]),
    ("hedge, aim, possibility, example", False, ["С: Возможно, портфель вырастет на 20%."]),
    ("warning", False, ["С: Мошенники всегда пишут: вы точно заработаете 30%."]),
    ("past", False, ["С: За пять лет квартиры здесь выросли вдвое."]),
    ("tempering", False, ["С: Портфель вырастет на 20%, но доход не гарантирован."]),
    ("terms of art", False, ["С: По этому вложению есть банковская гарантия."]),
    ("reply to a question", True, ["К: А я точно заработаю на этих облигациях?", "С: Конечно!"]),
    ("split messages", True, ["С: Двадцать процентов", "С: за год", "С: вам гарантирую"]),
]
PLAIN = ["С: Гарантируем 20% годовых."]


def talk(*turns, **labels):
    roles = {"К": "client", "С": "employee"}
    said = [{"role": roles[turn[0]], "text": turn[3:]} for turn in turns]
    return Conversation.read({"id": " ".join(turns), "channel": "telegram", "messages": said, **labels})


@pytest.fixture(scope="module")
def with_all():
    with judging_without(Part("nothing", keys=SECOND_READER), RULE) as judge:
        yield judge


@pytest.mark.parametrize("part", [part for part in PARTS if part.keys != SECOND_READER], ids=lambda part: part.name)
def test_parts_what_is_taken_away_turns_the_verdict(part, with_all):
    mine = [(verdict, talk(*turns)) for name, verdict, turns in TURNED if name == part.name]
    assert mine
    assert [with_all(said) for _, said in mine] == [verdict for verdict, _ in mine]
    with ExitStack() as stack:
        if part.keys:
            judge = stack.enter_context(judging_without(replace(part, keys=part.keys | SECOND_READER), RULE))
        else:  # what is replaced in the engine reaches the judge that is there
            judge = with_all
            stack.enter_context(without(part))
        assert [judge(said) for _, said in mine] == [not verdict for verdict, _ in mine]
        assert judge(talk(*PLAIN))


def test_parts_are_back_after_the_run(checker):
    before = dict(CONTEXTS)
    for part in PARTS:
        with without(part):
            pass
    assert before == CONTEXTS
    assert checker.check_text("Мы не гарантируем доход.").verdict == "pass"


def test_parts_know_every_context_by_its_signature():
    assert all(map(gives_cues, CONTEXTS.values()))


def test_parts_a_key_is_left_out_of_a_copy_with_one_rule():
    pack = load_pack()
    with folder_of(pack, RULE, frozenset({"terms"})) as folder:
        copy = load_pack(folder)
    assert [rule.id for rule in copy.rules] == [RULE]
    assert not copy.rules[0].terms.find
    assert copy.rules[0].outcomes == pack.rule(RULE).outcomes


@pytest.mark.parametrize(
    ("text", "by_regex", "by_lemmas"),
    [
        ("Гарантируем 20% годовых.", True, True),
        ("Вы точно заработаете.", True, True),
        ("Вложение без риска.", True, True),
        ("Вы ничем не рискуете.", True, True),
        ("Мы не можем гарантировать доход.", True, False),
        ("Гарантий по доходу нет.", True, False),
        ("Не только обещаем, но и платим.", True, True),  # a pseudo-negation
        ("Риск не велик, но прибыль гарантирована.", True, True),  # «но» ends the scope
        ("Возможно, мы гарантируем доход.", True, False),
        ("Риск есть всегда.", False, False),
        ("Доходность зависит от рынка.", False, False),
    ],
)
def test_baselines_judge_by_keywords_and_by_a_window(text, by_regex, by_lemmas):
    assert bool(keywords(RULE).search(text)) == by_regex
    assert NEGEX.violates(text) == by_lemmas


def test_baselines_window_is_of_so_many_tokens():
    assert not NEGEX.violates("Не станем мы вам этого гарантировать.")
    assert NEGEX.violates("Не хочется вас долго мучить разговорами, мы гарантируем.")


@pytest.fixture
def corpus(write_lines):
    cases = [
        (PLAIN, "violated"),
        (TURNED[0][2], "passed"),
        (["К: Гарантируете?", "С: Да, доход гарантируем."], "violated"),
    ]
    lines = [talk(*turns, expect={RULE: status}).model_dump(mode="json") for turns, status in cases]
    return write_lines(*lines, name="tiny.jsonl")


def test_figures_of_a_tiny_corpus(corpus):
    names = ("keyword regex", PACK, "without negation")
    corpora = read([corpus], RULE)
    [lines] = measure(corpora, [one for one in contestants(RULE) if one.name in names], resamples=50)
    regex, pack, blind = lines
    assert (regex.name, pack.name, blind.name) == names
    assert regex.counts.cells == (2, 1, 0, 0)
    assert pack.counts.cells == (2, 0, 0, 1)
    assert pack.change is None
    assert regex.change.f1 == pytest.approx(0.8 - 1)
    assert regex.change.p_value == 1.0
    assert regex.intervals["recall"] == (1.0, 1.0)

    written = page(RULE, 5, corpora, [lines])
    assert corpora[0].sha256 in written
    assert "3 conversations, 2 violating" in written
    assert str(corpus.parent) not in written
    assert re.search(r"^\| \*\*promisecheck\*\* \| 1\.000 \(1\.000…1\.000\) \|", written, re.MULTILINE)


def test_command_tells_where_a_corpus_is_wrong(write_lines, monkeypatch):
    path = write_lines({"id": "a", "channel": "sms", "messages": [], "expect": {}})
    with pytest.raises(InputError):
        read([path], RULE)
    monkeypatch.setattr(sys, "argv", ["accuracy", str(path)])
    with pytest.raises(SystemExit, match=json.dumps(path.name).strip('"')):
        command.main()
