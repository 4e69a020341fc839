"""One generic proof for all rules, and what the proof itself must notice."""

import pytest

from promisecheck import Checker
from promisecheck.rules.examples import prove, sources
from promisecheck.rules.pack import default_folder

RULES = sorted(path.stem for path in default_folder().glob("*.yaml"))


@pytest.fixture(scope="module")
def checker():
    return Checker()


@pytest.mark.parametrize("rule_id", RULES)
def test_examples_prove_the_rule(checker, rule_id):
    proof = prove(checker, checker.pack.rule(rule_id))
    assert not proof.of_status("wrong")


HEAD = """
id: our-promise
clause: "1.6"
kind: forbidden-meaning
title: {ru: Обещания, en: Promises}
about: {ru: О чём, en: About}
categories:
  promise:
    severity: block
    explanation: {ru: Обещано, en: Promised}
    suggestion: {ru: SUGGESTION, en: We promise nothing}
  other:
    severity: warn
    explanation: {ru: Иное, en: Other}
    suggestion: {ru: Расскажу о рисках., en: Risks}
phrases:
  - category: promise
    find: [обещать, посулить]
examples:
"""


@pytest.fixture
def proof_of(tmp_path):
    """Prove a small rule by the given examples."""

    def run(examples, suggestion="Расскажу о рисках."):
        (tmp_path / "our-promise.yaml").write_text(HEAD.replace("SUGGESTION", suggestion) + examples, encoding="utf-8")
        (tmp_path / "words").mkdir(exist_ok=True)
        for path in (default_folder() / "words").glob("*.yaml"):
            (tmp_path / "words" / path.name).write_bytes(path.read_bytes())
        checker = Checker(tmp_path)
        return prove(checker, checker.pack.rules[0])

    return run


def problems(proof):
    return [result.problem for result in proof.results[:-2]]  # without the two suggestions


def test_examples_compare_exact_span_and_category(proof_of):
    proof = proof_of("""
  violates:
    - {text: "Да, [[мы обещаем доход]].", category: promise}
    - {text: "Да, мы [[обещаем прибыль]].", category: promise}
    - {text: "[[Мы обещаем прирост]].", category: other}
    - {text: "[[Мы расскажем о рисках]].", category: promise}
    - {text: "Мы обещаем рост.", category: promise}
  passes:
    - Мы ничего не обещаем.
    - Мы обещаем выплаты.
""")
    assert problems(proof) == ["", "found other", "found other", "not found", "found other", "", "found"]
    second = proof.results[1]
    assert [(one.start, one.end) for one in second.expected] == [(7, 22)]
    assert [(one.start, one.end) for one in second.found] == [(4, 22)]
    assert second.messages[0].text == "Да, мы обещаем прибыль."


def test_examples_several_spans_and_dialogues(proof_of):
    proof = proof_of("""
  violates:
    - {text: "[[Обещаю доход]]. Смотрите сами. [[Обещаю прибыль]]!", category: promise}
    - {turns: ["К: Обещаете доход?", "С: Смотрите сами.", "С: [[Обещаю доход]]."], category: promise}
  passes:
    - turns: ["К: Обещаю подумать.", "С: Хорошо."]
""")
    assert problems(proof) == ["", "", ""]
    assert [one.message_id for one in proof.results[1].expected] == ["m3"]


def test_examples_known_miss_is_counted_until_it_is_none(proof_of):
    proof = proof_of("""
  violates:
    - {text: "[[Мы расскажем о рисках]].", category: promise, known_miss: true}
    - {text: "[[Мы обещаем доход]].", category: promise, known_miss: true}
  passes:
    - {text: "Мы обещаем рост.", known_miss: true}
""")
    assert [result.status for result in proof.results[:3]] == ["known miss", "wrong", "known miss"]
    assert problems(proof)[1] == "right by now"


def test_examples_that_cannot_be_run_are_wrong_even_as_known_misses(proof_of):
    proof = proof_of("""
  violates:
    - {text: "[[Мы обещаем доход]].", category: nothing}
    - {text: "[[Мы обещаем рост]]."}
    - {text: "Мы [[обещаем прибыль.", category: promise, known_miss: true}
    - {turns: ["Ж: Мы обещаем купон."], category: promise}
    - {category: promise}
  passes:
    - "Мы [[ничего]] не обещаем."
    - Расскажу о рисках портфеля.
    - "расскажу  о рисках портфеля."
""")
    unreadable = ["unreadable"] * 4
    assert problems(proof) == ["no category", "no category", *unreadable, "", "duplicate"]
    assert {result.status for result in proof.results[:6]} == {"wrong"}
    assert all(result.line for result in proof.results)
    assert proof.results[-3].said == f"line {proof.results[-4].line}"


def test_examples_suggestion_must_pass_its_own_rule(proof_of):
    proof = proof_of("  passes: [Расскажу о рисках.]\n", suggestion="Обещаем доход.")
    assert [(result.said, result.status) for result in proof.results[-2:]] == [("promise", "wrong"), ("other", "ok")]


def test_examples_count_patterns_that_fit_in_none(proof_of):
    proof = proof_of('  violates:\n    - {text: "[[Мы обещаем доход]].", category: promise}\n')
    assert list(sources(proof.rule)) == ["обещать", "посулить"]
    assert proof.unproven == ("посулить",)


def test_examples_attestation_decides_what_no_text_shows(checker):
    rule = checker.pack.rule("smile")
    assert [result.expected != () for result in prove(checker, rule).results] == [True, False, False, False]


TIMED = """
id: our-smile
clause: "1.3"
kind: attestation
title: {ru: Улыбка, en: Smile}
about: {ru: О чём, en: About}
categories:
  no_smile:
    severity: warn
    explanation: {ru: Нет, en: No}
    suggestion: {ru: Да, en: Yes}
examples:
  passes:
    - turns: ["К 09:59:30: Алло", "Б 10:00: Ждите", "К 10:01 звонок:", "С +2 09:15: Добрый день", "!: закрыто"]
      date: 2026-03-30
      conversation: {channel: phone, direction: outbound, contract_signed: true}
    - turns: ["С: Да"]
      conversation: {channel: голубь}
    - turns: ["К 25:00: Да"]
"""


def test_examples_hold_times_calls_and_whatever_a_conversation_holds(tmp_path):
    from promisecheck.rules import yaml
    from promisecheck.rules.examples import _cases, _conversation

    path = tmp_path / "our-smile.yaml"
    path.write_text(TIMED, encoding="utf-8")
    (tmp_path / "words").mkdir()
    checker = Checker(tmp_path)
    rule = checker.pack.rules[0]
    timed, *faulty = _cases(rule, yaml.read(path), checker.settings.zone)
    conversation = _conversation(rule.id, timed)
    assert [(m.role, m.kind, m.sent_at and m.sent_at.isoformat(), m.text) for m in conversation.messages] == [
        ("client", "text", "2026-03-30T09:59:30+03:00", "Алло"),
        ("bot", "text", "2026-03-30T10:00:00+03:00", "Ждите"),
        ("client", "missed_call", "2026-03-30T10:01:00+03:00", ""),
        ("employee", "text", "2026-04-01T09:15:00+03:00", "Добрый день"),
        ("system", "text", None, "закрыто"),
    ]
    assert (conversation.channel, conversation.direction, conversation.contract_signed) == ("phone", "outbound", True)
    assert [case.fault.split(";")[0] for case in faulty] != ["", ""]
    assert "channel" in faulty[0].fault and "25:00" in faulty[1].fault
