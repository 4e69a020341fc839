import io
import shutil

import pytest
from rich.console import Console

from promisecheck.errors import RuleError
from promisecheck.rules import shell
from promisecheck.rules.pack import default_folder, load_pack


@pytest.fixture
def console():
    return Console(file=io.StringIO(), width=200, highlight=False)


@pytest.fixture
def pack(tmp_path):
    """A copy of the pack that a test may break."""
    return shutil.copytree(default_folder(), tmp_path / "rules")


def only(pack, *names):
    """Leave no other rules in the pack: to prove all of them is not what is tested here."""
    for path in pack.glob("*.yaml"):
        if path.stem not in names:
            path.unlink()


def said(console):
    return console.file.getvalue()


def test_shell_list_names_every_rule_in_the_order_of_the_memo(console):
    shell.list_rules(None, console)
    lines = said(console).splitlines()
    assert "Пункт" in lines[0]
    assert [line.split()[0] for line in lines[1:]] == [rule.id for rule in load_pack().rules]
    assert "1 / 2" in next(line for line in lines if line.startswith("smile"))


def test_shell_list_speaks_english(console):
    shell.list_rules(None, console, "en")
    assert "Smile sincerely" in said(console)


def test_shell_show_has_clause_reason_suggestion_patterns_and_examples(console):
    assert shell.show_rule(None, "no-guarantees", console)
    for part in ("п. 1.6 памятки", "explicit_guarantee (стоп)", "Почему: ", "Лучше так: ", "Образцы: ", "@обещать"):
        assert part in said(console)
    assert shell.show_rule(None, "smile", console)
    assert "отметка: нарушено" in said(console)


def test_shell_show_unknown_rule_is_false_and_silent(console):
    assert shell.show_rule(None, "nothing", console) is False
    assert said(console) == ""


def test_shell_show_keeps_known_misses_apart(console, pack):
    path = pack / "smile.yaml"
    path.write_text(path.read_text() + "    - {text: Привет., known_miss: true, note: промах}\n")
    shell.show_rule(pack, "smile", console)
    assert "Известные промахи: 1\n  • Привет.  – промах" in said(console)


def test_shell_test_shows_expected_against_found(console, pack):
    only(pack, "smile", "no-gum")
    path = pack / "smile.yaml"
    path.write_text(path.read_text() + "    - {text: Всё хорошо., attested: false}\n")
    assert shell.test_rules(pack, console) is False
    assert f"{path}:{len(path.read_text().splitlines())}  smile: найдено нарушение, которого нет" in said(console)
    assert "ждали: ничего\n    Всё хорошо.\n  нашли: no_smile\n" in said(console)
    assert ", неверно 1, известных промахов" in said(console)


def test_shell_test_marks_spans_without_colours(console, pack):
    only(pack, "no-guarantees")
    path = pack / "no-guarantees.yaml"
    text = path.read_text().split("\nexamples:")[0]
    wrong = '{text: "Добрый день! Гарантируем [[20% годовых]].", category: promise}'
    path.write_text(f"{text}\nexamples:\n  violates:\n    - {wrong}\n")
    assert shell.test_rules(pack, console, "en") is False
    assert "expected: promise\n    Добрый день! Гарантируем [[20% годовых]]." in said(console)
    assert "found: explicit_guarantee\n    Добрый день! [[Гарантируем 20% годовых]]." in said(console)
    assert "patterns without an example: " in said(console)


def test_shell_test_sound_rules_pass(console, pack):
    only(pack, "smile", "no-gum")
    assert shell.test_rules(pack, console) is True
    assert "✓ smile  4/4\n✓ no-gum  4/4" in said(console)
    assert "верно 8, неверно 0" in said(console)


def test_shell_errors_of_the_pack_propagate(console, tmp_path):
    for command in (shell.list_rules, shell.test_rules):
        with pytest.raises(RuleError):
            command(tmp_path / "nowhere", console)
    with pytest.raises(RuleError):
        shell.show_rule(tmp_path / "nowhere", "smile", console)
