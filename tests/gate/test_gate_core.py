import asyncio
import threading
import time

import pytest
from drafts import CLEAN, PROMISE, say, settings

from promisecheck.errors import InputError, RuleError
from promisecheck.gate.decision import Override
from promisecheck.gate.gate import Gate

WORD = Override(by="Иванова", reason="клиент – сотрудник банка, цитирую его договор")


@pytest.fixture
def with_settings(own_checker):
    """Gates with settings of their own over one checker."""
    made = []

    def make(**gate):
        made.append(Gate(own_checker, settings(**gate), warm=False).wait())
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_gate_stops_a_guarantee(gate):
    decision = gate.decide(say(("client", "Какая доходность?"), ("employee", PROMISE)))
    assert (decision.decision, decision.message_id, decision.conversation_id) == ("stop", "m2", "c")
    first = next(violation for violation in decision.violations if violation.rule_id == "no-guarantees")
    assert (first.clause, first.quote) == ("1.6", PROMISE)
    assert decision.id
    assert decision.elapsed_ms > 0


def test_gate_lets_a_disclaimer_pass(gate):
    decision = gate.decide(say(("employee", "Добрый день! Мы ничего не гарантируем. Хорошего дня!")))
    assert (decision.decision, decision.violations, decision.proposal) == ("send", [], None)


def test_gate_does_not_count_what_was_sent_before(gate):
    before = ("employee", PROMISE)
    decision = gate.decide(say(before, ("client", "Правда?"), ("employee", "Нет, простите, ошибся.")))
    assert "no-guarantees" not in {violation.rule_id for violation in decision.violations}


def test_gate_refuses_what_is_no_draft(gate):
    with pytest.raises(InputError, match="the last message is the draft"):
        gate.decide(say(("employee", "текст"), ("client", "текст")))


def test_gate_severities_stop_by_channel(with_settings):
    gate = with_settings(stops=[], channels={"email": {"stops": ["block"]}})
    assert gate.decide(say(("employee", PROMISE))).decision == "warn"
    assert gate.decide(say(("employee", PROMISE), channel="email")).decision == "stop"


def test_gate_override_sends_and_is_named(gate):
    decision = gate.decide(say(("employee", PROMISE)), override=WORD)
    assert (decision.decision, decision.override) == ("send", WORD)
    assert decision.violations
    assert gate.decide(say(("employee", CLEAN)), override=WORD).override is None  # nothing to override


def test_gate_override_is_by_severity(with_settings):
    decision = with_settings(overrides=["warn"]).decide(say(("employee", PROMISE)), override=WORD)
    assert (decision.decision, decision.override) == ("stop", None)


def test_gate_override_that_cannot_be_written_down_does_not_count(with_settings, tmp_path):
    (tmp_path / "folder").write_text("")
    gate = with_settings(log={"path": str(tmp_path / "folder" / "log.jsonl")})
    decision = gate.decide(say(("employee", PROMISE)), override=WORD)
    assert (decision.decision, decision.override) == ("stop", None)
    assert gate.log_failures == 2


MONSTERS = {
    "a megabyte of words": "слово " * 170_000,
    "a megabyte in one word": "а" * 1_000_000,
    "controls": "".join(map(chr, range(32))) * 1_500 + "я",
    "ten thousand lines": "Гарантируем 20% годовых\n" * 10_000,
    "as long as may be": "мы вам гарантируем доход каждый месяц и вы точно ничего не потеряете " * 700,
    "one word as long as may be": "а" * 49_000,
}


@pytest.mark.parametrize(("policy", "expected"), [("open", "send"), ("closed", "stop"), ("hold", "stop")])
def test_gate_unchecked_is_decided_by_policy_and_says_so(with_settings, policy, expected):
    gate = with_settings(on_failure="open", channels={"vk": {"on_failure": policy}})
    decision = gate.decide(say(("employee", MONSTERS["a megabyte of words"]), channel="vk"))
    assert (decision.decision, decision.unchecked.reason, decision.unchecked.policy) == (expected, "too_long", policy)
    assert decision.violations == []


@pytest.mark.parametrize("text", MONSTERS.values(), ids=MONSTERS)
def test_gate_keeps_its_limit(with_settings, text):
    gate = with_settings(limit_ms=300)
    start = time.monotonic()
    decision = gate.decide(say(("employee", text)))
    assert time.monotonic() - start < 1.5  # the machine may be busy with other things; alone it is 0.3
    assert decision.unchecked or decision.violations or len(set(text)) < 40


def test_gate_with_a_long_past_looks_at_the_near_one(gate):
    talk = [("client", "слово " * 50), ("employee", "слово " * 50)] * 5_000
    start = time.monotonic()
    decision = gate.decide(say(*talk, ("client", "я точно заработаю?"), ("employee", "конечно")))
    assert decision.decision == "stop"
    assert time.monotonic() - start < 3


def test_gate_after_a_timeout_goes_on(with_settings):
    gate = with_settings(limit_ms=150)
    assert gate.decide(say(("employee", MONSTERS["as long as may be"]))).unchecked.reason == "timeout"
    time.sleep(1.5)  # what was given up may still be in a long call
    verdicts = {gate.decide(say(("employee", PROMISE))).decision for _ in range(5)}
    assert "stop" in verdicts


def test_gate_is_right_from_many_threads(gate):
    wrong, talks = [], {"stop": say(("employee", PROMISE)), "send": say(("employee", CLEAN))}

    def ask():
        for expected, talk in list(talks.items()) * 10:
            decision = gate.decide(talk)
            if decision.decision != expected:
                wrong.append(decision)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_gate_is_right_from_many_tasks(gate):
    async def ask():
        texts = [PROMISE, CLEAN] * 20
        return await asyncio.gather(*(gate.adecide(say(("employee", text))) for text in texts))

    decisions = asyncio.run(ask())
    assert [one.decision for one in decisions] == ["stop", "send"] * 20
    assert len({one.id for one in decisions}) == 40


def test_gate_waits_for_no_draft_while_tasks_run(with_settings):
    gate = with_settings(limit_ms=300)

    async def ask():
        beats = 0
        asked = asyncio.ensure_future(gate.adecide(say(("employee", MONSTERS["as long as may be"]))))
        while not asked.done():
            await asyncio.sleep(0.01)
            beats += 1
        return asked.result(), beats

    decision, beats = asyncio.run(ask())
    assert decision.unchecked.reason == "timeout"
    assert beats >= 5


def test_gate_not_ready_is_unchecked(own_checker):
    gate = Gate(rules="/nowhere", settings=settings(on_failure="hold"))
    with pytest.raises(RuleError):
        gate.wait()
    decision = gate.decide(say(("employee", PROMISE)))
    assert (decision.decision, decision.unchecked.reason, decision.unchecked.policy) == ("stop", "not_ready", "hold")
    gate.close()


def test_gate_closed_answers_at_once(own_checker):
    gate = Gate(own_checker, settings(on_failure="closed"), warm=False).wait()
    gate.close()
    start = time.monotonic()
    decision = gate.decide(say(("employee", PROMISE)))
    assert (decision.decision, decision.unchecked.reason) == ("stop", "not_ready")
    assert time.monotonic() - start < 5


def test_gate_decides_while_it_reloads(own_checker):
    with Gate(own_checker, settings(), warm=False) as gate:
        unchecked, over = [], threading.Event()

        def ask():
            while not over.is_set():
                decision = gate.decide(say(("employee", CLEAN)))
                if decision.unchecked:
                    unchecked.append(decision)

        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        for _ in range(3):
            gate.reload(own_checker)
        over.set()
        for thread in threads:
            thread.join()
    assert unchecked == []


def test_gate_broken_rules_leave_the_old_ones_at_work(tmp_path):
    rules = tmp_path / "rules"
    rules.mkdir()
    rule = (
        "id: gum\nclause: '1.9'\nkind: attestation\ntitle: {ru: т, en: t}\nabout: {ru: т, en: t}\n"
        "categories: {c: {severity: warn, explanation: {ru: т, en: t}, suggestion: {ru: т, en: t}}}\n"
    )
    (rules / "gum.yaml").write_text(rule, encoding="utf-8")
    talk = say(("employee", "текст"), attestations=[{"rule_id": "gum", "ok": False}])
    with Gate(rules=rules, settings=settings()) as gate:
        assert gate.decide(talk).decision == "warn"
        (rules / "gum.yaml").write_text(rule.replace("severity: warn", "severity: grim"), encoding="utf-8")
        with pytest.raises(RuleError, match=r"gum\.yaml"):
            gate.reload()
        assert gate.decide(talk).decision == "warn"
        (rules / "gum.yaml").write_text(rule.replace("severity: warn", "severity: block"), encoding="utf-8")
        gate.reload()
        assert gate.decide(talk).decision == "stop"
