import io
import json
import os
import subprocess
import sys

import pytest
from rich.console import Console

from promisecheck.errors import InputError
from promisecheck.evaluate.result import Evaluation
from promisecheck.evaluate.run import evaluate
from promisecheck.evaluate.show import show


def shown(result, lang="ru", **how):
    console = Console(file=io.StringIO(), highlight=False)
    show(result, console, lang, **how)
    return console.file.getvalue()


def test_run_counts_figures_and_statuses(write_lines, mixed, pack):
    result = evaluate([write_lines(*mixed)], rules=pack)
    (rule,) = result.rules
    assert (rule.rule_id, rule.clause, rule.cases, rule.support) == ("our-promise", "1.6", 5, 3)
    found = (rule.true_positives, rule.false_positives, rule.false_negatives, rule.true_negatives)
    assert found == (2, 1, 1, 1)
    assert (rule.precision, rule.recall, rule.f1) == tuple(map(pytest.approx, (2 / 3, 2 / 3, 2 / 3)))
    assert sum(map(sum, (row.values() for row in rule.confusion.values()))) == 5
    assert rule.confusion["passed"]["violated"] == 1
    assert (rule.status_agreement, result.disagreements_total) == (0.6, 2)
    assert (result.conversations, result.cases_total, result.status) == (5, 5, 1)


def test_run_slices_by_tag_worst_first(write_lines, mixed, pack):
    (rule,) = evaluate([write_lines(*mixed)], rules=pack).rules
    tags = {tag.tag: tag for tag in rule.tags}
    assert {name: tag.cases for name, tag in tags.items()} == {"gain": 3, "service": 2, "contrast": 1}
    assert [tag.accuracy for tag in rule.tags] == sorted(tag.accuracy for tag in rule.tags)
    assert (tags["service"].precision, tags["service"].recall) == (0, None)


def test_run_statuses_other_than_violated_agree_only_when_alike(write_lines, case, pack):
    silent = case("silent", "Добрый день!", expect={"our-smile": "passed", "our-promise": "passed"})
    result = evaluate([write_lines(silent)], rules=pack)
    smile, promise = result.rules
    assert (smile.accuracy, smile.status_agreement, promise.status_agreement) == (1, 0, 1)
    assert (result.disagreements_total, result.disagreements[0].kind, result.status) == (1, "status", 1)
    assert "ждали соблюдено, вышло не видно" in shown(result)


def test_run_all_agree(write_lines, case, pack):
    attested = case("a", "Посулили.", expect={"our-smile": "violated", "our-promise": "violated"})
    attested["attestations"] = [{"rule_id": "our-smile", "ok": False}]
    result = evaluate([write_lines(attested)], rules=pack)
    assert (result.disagreements, result.status) == ([], 0)
    only = evaluate([write_lines(attested)], rules=pack, rule_ids=["our-smile"])
    assert [rule.rule_id for rule in only.rules] == ["our-smile"]


def test_run_spans_are_compared(write_lines, case, pack):
    def span(start, end, category):
        return {"our-promise": [{"message_id": "m1", "start": start, "end": end, "category": category}]}

    cases = [
        case("same", "Посулили прибыль.", spans=span(0, 8, "promise")),
        case("other", "Посулили прибыль.", spans=span(0, 8, "income")),
        case("beside", "Посулили прибыль. До свидания.", spans=span(18, 29, "promise")),
        case("unmarked", "Посулили прибыль."),
    ]
    spans = evaluate([write_lines(*cases)], rules=pack).rules[0].spans
    assert (spans.cases, spans.overlap, spans.category_cases, spans.category) == (3, pytest.approx(2 / 3), 2, 0.5)


def test_run_disagreements_have_place_words_and_reason(write_lines, case, pack):
    place = {"our-promise": [{"message_id": "m1", "start": 8, "end": 22}]}
    path = write_lines(
        case("false", "Гарантируем перезвонить.", "passed", tags=["service"]),
        case("denied", "Прибыль не гарантируем.", spans=place, tags=["negation"]),
        case("unknown", "Будете в шоколаде."),
        case("smile", "Проходите.", expect={"our-smile": "violated"}),
        case(
            "frown", "Проходите.", attestations=[{"rule_id": "our-smile", "ok": False}], expect={"our-smile": "passed"}
        ),
    )
    result = evaluate([path], rules=pack)
    told = {one.id: one for one in result.disagreements}
    assert {name: one.kind for name, one in told.items()} == {
        "false": "false", "denied": "missed", "unknown": "missed", "smile": "missed", "frown": "false",
    }  # fmt: skip
    assert (told["denied"].path, told["denied"].line, told["denied"].tags) == (str(path), 2, ["negation"])
    assert told["false"].excerpt == "[[Гарантируем перезвонить]]."
    assert "считается: promise" in told["false"].reason
    assert told["denied"].excerpt == "Прибыль [[не гарантируем]]."
    assert told["denied"].reason == "«гарантируем»: отрицание («не»)"
    assert told["unknown"].reason == "слов этого правила нет, разбор не понадобился"
    assert told["smile"].reason == "правило не объясняет свои решения"
    assert told["frown"].reason == "no_smile: Не улыбнулся."
    text = shown(result)
    assert f"{path.name}:2 denied · our-promise · negation" in "".join(text.splitlines())
    assert "почему: «гарантируем»: отрицание («не»)" in text
    assert "…и ещё 2 (все: --errors all)" in shown(result, errors=1)
    assert "negated" in evaluate([path], rules=pack, lang="en").disagreements[1].reason


def test_run_excerpts_and_reasons_are_short_whatever_the_message(write_lines, case, pack):
    long = case("long", "Посулили прибыль. " * 150, "passed")
    result = evaluate([write_lines(long)], rules=pack)
    assert all(len(one.excerpt) + len(one.reason) < 700 for one in result.disagreements)
    without = evaluate([write_lines(long)], rules=pack, reasons=False)
    assert (without.disagreements, without.disagreements_total) == ([], 1)
    assert "Посулили" not in without.model_dump_json()


def test_run_unknown_rule_and_broken_lines_stop_nothing(write_lines, case, pack, capsys):
    path = write_lines(
        case("good", "Посулили."),
        "{broken",
        case("half", "Посулили.", expect={"no-such": "violated", "our-promise": "violated"}),
        {"id": "bare", "channel": "sms", "messages": []},
        case("good", "Посулили снова."),
    )
    result = evaluate([path], rules=pack)
    assert [(one.path, one.line) for one in result.skipped] == [(str(path), line) for line in (2, 3, 4, 5)]
    assert result.skipped[1].message.startswith("expect.no-such: в наборе нет такого правила; есть: our-smile")
    assert result.skipped[3].message == f"id: разговор с таким id уже был: {path}:1"
    assert (result.conversations, result.rules[0].cases, result.status) == (2, 2, 2)
    assert f"{path}:3: expect.no-such: " in capsys.readouterr().err
    assert "не прочитано: 4" in shown(result)
    chosen = evaluate([path], rules=pack, rule_ids=["our-promise"])
    assert "no-such" not in str(chosen.skipped)


def test_run_unknown_rule_asked_for(write_lines, mixed, pack):
    with pytest.raises(InputError, match="no-such"):
        evaluate([write_lines(*mixed)], rules=pack, rule_ids=["no-such"])


def test_run_json_round_trips_and_is_reproducible(write_lines, mixed, pack):
    path = write_lines(*mixed)
    first, again = (evaluate([path], rules=pack, resamples=100).model_dump_json() for _ in range(2))
    assert first == again
    assert Evaluation.model_validate_json(first).model_dump_json() == first


def test_run_shows_figures_in_both_languages(write_lines, mixed, pack):
    result = evaluate([write_lines(*mixed)], rules=pack)
    assert "Точность" in shown(result)
    assert "contrast" in shown(result, all_tags=True)
    assert "contrast" not in shown(result, errors=0)
    assert "Precision" in shown(result, "en")


def test_run_command_line_gives_statuses_and_the_same_in_two_processes(write_lines, mixed, pack):
    environment = {key: value for key, value in os.environ.items() if key != "PROMISECHECK_LANG"}

    def run(*args):
        command = [sys.executable, "-m", "promisecheck", "evaluate", *map(str, args), "--rules", str(pack)]
        done = subprocess.run(command, capture_output=True, env=environment, timeout=120)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    path = write_lines(*mixed)
    status, out, told = run(path, "--json", "--jobs", "2", "--errors", "all")
    assert (status, told) == (1, "")
    ours = evaluate([path], rules=pack)
    assert json.loads(out) == json.loads(ours.model_dump_json())
    status, out, told = run(path, "--errors", "many")
    assert (status, out) == (2, "")
    assert "many" in told
