"""Parsing only behind trigger words loses nothing: with the shortcut off every report is the same.

A corpus is thinned out evenly to `MOST` conversations a file; PROMISECHECK_CORPORA=all takes every one.
"""

import json
import os
from pathlib import Path

import pytest

from promisecheck.conversation import Conversation
from promisecheck.rules.examples import _cases, _conversation
from promisecheck.rules.pack import load_pack
from promisecheck.rules.yaml import read

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted([*ROOT.glob("examples/*.jsonl"), *ROOT.glob("corpora/**/*.jsonl")])
MOST = None if os.environ.get("PROMISECHECK_CORPORA") == "all" else 60
KNOWN = set(Conversation.model_fields)


def conversations(path):
    """The conversations of a file; a labelled one may lie under `conversation`, its labels are left aside."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    step = -(-len(lines) // MOST) if MOST else 1
    for line in lines[::step]:
        row = json.loads(line)
        yield Conversation.read(row.get("conversation", row))


def differing(one, other, talks):
    return [talk.model_dump(include=KNOWN) for talk in talks if one.check(talk) != other.check(talk)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_shortcut_changes_no_report_of_a_corpus(checker, parsing_checker, path):
    talks = list(conversations(path))
    assert talks, "an empty file proves nothing"
    assert differing(checker, parsing_checker, talks) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_an_outcome_does_not_depend_on_the_other_rules(checker, path):
    ids = {rule.id for rule in checker.pack.rules if path.stem in (rule.id, "conversations", "other-topics")}
    for talk in list(conversations(path))[::4]:
        whole = [outcome for outcome in checker.check(talk).outcomes if outcome.rule_id in ids]
        assert checker.outcomes(talk, ids) == whole, talk.id


@pytest.mark.parametrize("rule", load_pack().rules, ids=lambda rule: rule.id)
def test_shortcut_changes_no_report_of_an_example(checker, parsing_checker, rule):
    cases = list(_cases(rule, read(checker.pack.paths[rule.id]), checker.settings.zone))
    if not cases:
        pytest.skip("the rule has no examples yet")
    assert differing(checker, parsing_checker, [_conversation(rule.id, case) for case in cases]) == []


def test_shortcut_leaves_messages_without_triggers_unparsed(checker):
    """Otherwise the comparison above would prove nothing."""
    from promisecheck.checks.forbidden_meaning import KIND
    from promisecheck.checks.talk import Talk

    rule = checker.pack.rule("no-guarantees")
    check = KIND.build(rule, checker.pack, checker.settings)
    for text, parsed in [("Добрый день, Ольга! Чай или кофе?", False), ("Гарантируем доход.", True)]:
        talk = Conversation.read({"id": "c", "channel": "sms", "messages": [{"role": "employee", "text": text}]})
        for shortcut in (True, False):
            spoken = Talk(talk, checker._reader, checker.pack.lexicon, lang="ru", shortcut=shortcut)
            check.judge(spoken)
            assert spoken.shallow(talk.messages[0]).reading.deep is (parsed or not shortcut)
