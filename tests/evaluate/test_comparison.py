import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from promisecheck.errors import InputError
from promisecheck.evaluate.comparison import mcnemar
from promisecheck.evaluate.run import evaluate
from promisecheck.evaluate.show import show


@given(st.integers(0, 400), st.integers(0, 400))
def test_comparison_mcnemar_is_a_symmetric_probability(better, worse):
    assert mcnemar(better, worse) == mcnemar(worse, better)
    assert 0 < mcnemar(better, worse) <= 1


@pytest.mark.parametrize(("better", "worse", "p"), [(0, 0, 1), (3, 3, 1), (5, 0, 2 / 32), (1, 9, 2 * 11 / 1024)])
def test_comparison_mcnemar_known_values(better, worse, p):
    assert mcnemar(better, worse) == pytest.approx(p)


@pytest.fixture
def cases(case):
    return [
        case("kept", "Посулили прибыль."),
        case("won", "Гарантируем прибыль."),
        case("lost", "Гарантируем перезвонить.", "passed"),
        case("clean", "Добрый день!", "passed"),
    ]


def check(change):
    assert (change.better, change.worse, change.p_value) == (["won"], ["lost"], 1)
    assert (change.before.recall, change.now.recall, change.change.recall) == (0.5, 1, 0.5)
    assert change.change.precision == pytest.approx(2 / 3 - 1)
    low, high = change.f1_interval
    assert low <= change.change.f1 <= high


def test_comparison_of_two_rule_folders(write_lines, cases, pack, make_pack):
    former = make_pack("посулить", name="former")
    result = evaluate([write_lines(*cases)], rules=pack, against=former)
    assert (result.comparison.against, result.comparison.only_now) == (str(former), 0)
    (change,) = result.comparison.rules
    check(change)
    console = Console(file=io.StringIO(), highlight=False)
    show(result, console, "ru")
    assert "our-promise: стало верно: won" in console.file.getvalue()
    assert "our-promise: стало неверно: lost" in console.file.getvalue()


def test_comparison_with_a_rule_that_the_other_folder_lacks(write_lines, cases, pack, make_pack):
    former = make_pack("посулить", name="former")
    (former / "our-promise.yaml").unlink()
    comparison = evaluate([write_lines(*cases)], rules=pack, against=former).comparison
    assert (comparison.rules, comparison.only_now) == ([], 4)


def test_comparison_with_a_former_report(write_lines, cases, case, pack, make_pack, tmp_path):
    former = make_pack("посулить", name="former")
    report = tmp_path / "before.json"
    gone, relabelled = case("gone", "Посулили."), case("relabelled", "Посулили.")
    before = evaluate([write_lines(*cases, gone, relabelled, name="old.jsonl")], rules=former)
    report.write_text(before.model_dump_json(), encoding="utf-8")
    new = [case("relabelled", "Посулили.", "passed"), case("new", "Посулили.")]
    comparison = evaluate([write_lines(*cases, *new)], rules=pack, against=report).comparison
    check(comparison.rules[0])
    assert (comparison.only_now, comparison.only_before) == (2, 2)


def test_comparison_with_itself_changes_nothing(write_lines, cases, pack):
    (change,) = evaluate([write_lines(*cases)], rules=pack, against=pack).comparison.rules
    assert (change.change.f1, change.f1_interval, change.better, change.worse) == (0, (0, 0), [], [])


@pytest.mark.parametrize("text", ["{}", "[", '{"version": 2, "cases": []}'])
def test_comparison_with_something_else_is_an_error(write_lines, cases, pack, tmp_path, text):
    path = tmp_path / "before.json"
    path.write_text(text)
    with pytest.raises(InputError, match="evaluate --json"):
        evaluate([write_lines(*cases)], rules=pack, against=path)
    with pytest.raises(InputError, match=r"nowhere\.json"):
        evaluate([write_lines(*cases)], rules=pack, against=tmp_path / "nowhere.json")
