import os
import shutil

import pytest
from drafts import PROMISE, say
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promisecheck import Checker
from promisecheck.checks import KINDS
from promisecheck.gate.judge import Judge
from promisecheck.gate.settings import GateSettings
from promisecheck.rules.pack import default_folder

LATE = ("client", "Какая доходность?", "2026-03-03T10:00:00+03:00")
NOT_GUARANTEED = (
    "Доходность не гарантирована: результат зависит от рынка. Могу показать, как вложение вело себя раньше."
)
RULE = """id: {id}
clause: "2.5"
kind: missing
title: {{ru: т, en: t}}
about: {{ru: т, en: t}}
words: {words}
late: {late}
categories:
  missing:
    severity: {severity}
    explanation: {{ru: нет, en: none}}
    suggestion: {{ru: "{suggestion}", en: x}}
{repair}
"""


def rule(id, suggestion, words, repair="", severity="warn", late="true"):
    return RULE.format(id=id, suggestion=suggestion, words=words, severity=severity, late=late, repair=repair)


@pytest.fixture(scope="module")
def courteous(tmp_path_factory):
    """A rule of the memo with rules that the gate has never heard of: an apology, thanks, a farewell, a clock."""
    folder = tmp_path_factory.mktemp("pack") / "rules"
    shutil.copytree(default_folder(), folder)
    for path in folder.glob("*.yaml"):
        if path.stem != "no-guarantees":
            path.unlink()
    KINDS["missing"] = "missing_kind"
    rules = {
        "sorry": rule("sorry", "Извините за ожидание!", "[извините]", severity="block"),
        "thanks": rule("thanks", "Спасибо, что дождались.", "[спасибо]"),
        "bye": rule(
            "bye",
            "Попрощайтесь с клиентом.",
            "[доброго]",
            late="false",
            repair="    repair: {place: end, text: {ru: 'Всего доброго!', en: x}}",
        ),
        "clock": rule("clock", "Отвечайте в течение пяти минут.", "[никогда-не-встретится]"),
    }
    for name, text in rules.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    yield Judge(Checker(folder), GateSettings())
    del KINDS["missing"]


def test_proposal_replaces_only_what_offends(gate):
    text = "Добрый день! Вложите миллион, и мы гарантируем 20% годовых. Хорошего дня!"
    decision = gate.decide(say(("employee", text)))
    assert decision.decision == "stop"
    assert decision.proposal == f"Добрый день! Вложите миллион. {NOT_GUARANTEED} Хорошего дня!"


def test_proposal_says_a_thing_once(gate):
    decision = gate.decide(say(("employee", "Гарантируем 20% годовых. И ещё раз: доход гарантируем.")))
    assert decision.proposal is not None
    assert decision.proposal.count("не гарантирована") == 1


@pytest.mark.parametrize(
    "text",
    [
        PROMISE,
        "Вы точно ничего не потеряете, риска нет. А доход гарантирован договором!",
        "гарантируем доход каждый месяц вы точно ничего не потеряете",
        "Г а р а н т и р у е м 20% годовых 🚀🚀🚀",
        "Обещаю вернуть всё до копейки…\nДеньги под защитой\nДо встречи",
    ],
)
def test_proposal_passes_the_whole_pack(gate, text):
    decision = gate.decide(say(("employee", text)))
    assert decision.decision != "send"
    assert decision.proposal
    again = gate.decide(say(("employee", decision.proposal)))
    assert (again.decision, again.violations, again.proposal) == ("send", [], None)


def test_proposal_answers_in_its_context(gate):
    asked = say(("client", "То есть я точно заработаю?"), ("employee", "конечно"))
    decision = gate.decide(asked)
    assert decision.decision == "stop"
    after = say(("client", "То есть я точно заработаю?"), ("employee", decision.proposal))
    assert gate.decide(after).decision == "send"


def test_proposal_adds_what_is_missing_by_the_rules_own_words(courteous):
    late = ("employee", "Доходность зависит от рынка.", "2026-03-03T10:20:00+03:00")
    decision = courteous.decide(say(LATE, late))
    assert decision.decision == "stop"
    assert {one.rule_id for one in decision.violations} == {"sorry", "thanks", "bye", "clock"}
    assert decision.proposal == (
        "Извините за ожидание! Спасибо, что дождались. Доходность зависит от рынка. Всего доброго!"
    )
    assert decision.unresolved == ["clock"]  # no wording brings the minutes back, and its advice is no message


def test_proposal_replaces_and_adds_at_once(courteous):
    decision = courteous.decide(say(LATE, ("employee", PROMISE, "2026-03-03T10:20:00+03:00")))
    assert decision.proposal == f"Извините за ожидание! Спасибо, что дождались. {NOT_GUARANTEED} Всего доброго!"


def test_proposal_of_a_reply_in_time_adds_nothing_for_a_delay(courteous):
    decision = courteous.decide(say(LATE, ("employee", "Всего доброго!", "2026-03-03T10:02:00+03:00")))
    assert (decision.decision, decision.proposal) == ("send", None)


def test_proposal_is_none_where_words_cannot_help(courteous):
    said = "Извините! Спасибо! Всего доброго!"
    decision = courteous.decide(say(LATE, ("employee", said, "2026-03-03T10:20:00+03:00")))
    assert (decision.decision, decision.proposal) == ("warn", None)


PARTS = st.sampled_from(
    ["Добрый день",
     "гарантируем 20% годовых", "!", ". ", ", ", "\n", "риска нет", "и", "вы точно заработаете", "😀", "…",
     "(", "»", "пришлём договор", "не", "деньги вернём в любом случае", "1,5%", "> "]
)  # fmt: skip


@settings(
    max_examples=int(os.environ.get("PROMISECHECK_FUZZ", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=st.lists(PARTS, min_size=1, max_size=9).map(" ".join) | st.text(min_size=1, max_size=60))
def test_proposal_of_any_draft_passes(gate, text):
    if not text.strip():
        return
    decision = gate.decide(say(("employee", text)))
    for one in decision.violations:
        assert one.start is None or text[one.start : one.end] == one.quote
    if decision.proposal is not None:
        assert decision.violations
        assert not gate.decide(say(("employee", decision.proposal))).violations
