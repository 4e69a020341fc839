import json
import os
import pty
import re
import subprocess
import sys

import pytest
import typer

from commands import ENVIRONMENT, run, started
from promisecheck.help_texts import _HELP, translate
from promisecheck.writers import endings


@pytest.fixture(autouse=True, scope="module")
def warm(checker):
    """The models are loaded before `run` forks."""
    checker.check_text("Гарантируем 20% годовых")


def draft(text, **more):
    conversation = {"id": "d", "channel": "telegram", "messages": [{"role": "employee", "text": text}], **more}
    return json.dumps({"conversation": conversation}, ensure_ascii=False)


@pytest.mark.parametrize("args", [["--help"], ["check", "--help"], ["audit", "--help"], ["rules", "show", "--help"]])
def test_cli_help_is_russian_unless_asked_otherwise(args):
    status, russian, _ = run(*args)
    assert status == 0
    assert "Параметры" in russian
    for english in (run(*args, PROMISECHECK_LANG="en"), run(*args, "--lang", "en"), run(*args, "--lang=en")):
        assert english[0] == 0
        assert not re.search("[а-яё]", english[1].replace("Гарантируем 20% годовых", ""))


def test_cli_every_help_text_has_its_english():
    from promisecheck.cli import app

    def helps(command):
        with typer.Context(command) as context:
            yield from (thing.help for thing in (command, *command.get_params(context)))
        for below in getattr(command, "commands", {}).values():
            yield from helps(below)

    command = typer.main.get_command(app)
    translate(command, "en")
    found = list(helps(command))
    assert len(found) > 30
    for text in found:
        assert text
        assert not re.search("[а-яё]", re.sub('"[^"]+"', "", text))
    assert all(re.search("[а-яё]", russian) for russian, _ in _HELP.values())


def test_cli_help_imports_nothing_heavy():
    program = (
        "import sys; sys.argv = ['promisecheck', '--help']\n"
        "from promisecheck.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8", timeout=60)
    modules = done.stderr.split()
    assert "typer" in modules
    assert not {"spacy", "numpy", "pymorphy3", "slovnet", "pydantic", "ruamel.yaml"} & set(modules)


def test_cli_version():
    status, out, _ = started("--version")
    assert status == 0
    assert out.startswith("promisecheck ")


@pytest.mark.parametrize(
    "args",
    [
        ["frobnicate"],
        ["check", "--frobnicate"],
        ["audit"],
        ["audit", "x", "--jobs", "0"],
        ["--lang", "fr", "rules", "list"],
    ],
)
def test_cli_usage_errors_exit_2(args):
    status, out, told = run(*args)
    assert (status, out) == (2, "")
    assert told


def test_cli_check_shows_quote_reason_and_suggestion():
    status, out, told = started("check", "Гарантируем 20% годовых")
    assert (status, told) == (1, "")
    assert out.startswith("Гарантируем 20% годовых\n")
    for part in ("п. 1.6 памятки · no-guarantees", "«Гарантируем 20% годовых»", "Лучше так: ", "Нарушений: "):
        assert part in out


def test_cli_check_clean_in_both_languages():
    assert run("check", "Мы ничего не гарантируем.")[0] == 0
    for args in (["check", "--lang", "en"], ["--lang", "en", "check"]):
        status, out, _ = run(*args, "Мы ничего не гарантируем.")
        assert (status, out.splitlines()[-1]) == (0, "No violations.")


def test_cli_check_json_from_standard_input_counts_offsets_of_the_text():
    text = "\ufeffДобрый день!\nГарантируем 20% годовых\r\n"
    status, out, _ = run("check", "--json", stdin=text)
    report = json.loads(out)
    assert (status, report["conversation_id"], report["verdict"]) == (1, "text", "block")
    found = [v for o in report["outcomes"] for v in o["violations"] if o["rule_id"] == "no-guarantees"]
    given = text.removeprefix("\ufeff").removesuffix("\r\n")
    assert all(given[v["start"] : v["end"]] == v["quote"] for v in found)
    assert found


@pytest.mark.parametrize("stdin", ["", "  \n", b"\xff\xfe\xfa"])
def test_cli_check_unusable_standard_input_exits_2(stdin):
    status, out, told = run("check", stdin=stdin)
    assert (status, out) == (2, "")
    assert told.startswith("ошибка: ")


def test_cli_check_empty_text_exits_2():
    assert run("check", "")[:2] == (2, "")


def test_cli_check_on_a_terminal_marks_the_span():
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "promisecheck", "check", "Да! Гарантируем 20% годовых"]
    env = ENVIRONMENT | {"TERM": "xterm-256color"}
    subprocess.run(command, stdout=theirs, stderr=subprocess.DEVNULL, env=env, timeout=60)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    os.close(theirs)
    assert re.match(r"Да! \x1b\[[0-9;]*4[0-9;]*mГарантируем 20% годовых\x1b\[0m", shown)


def test_cli_audit_writes_jsonl_on_standard_output(write_lines, clean, guarantee, tmp_path):
    path, out = write_lines(guarantee, clean), tmp_path / "out.jsonl"
    status, printed, told = run("audit", str(path), "-o", "-", "-o", str(out))
    assert status == 1
    assert printed.encode() == out.read_bytes()
    assert [json.loads(line)["conversation_id"] for line in printed.splitlines()] == ["bad", "clean"]
    assert told.startswith("Разговоров: 2, с нарушениями: 1,")
    assert run("audit", str(path), "-o", "-", "--quiet")[2] == ""


def test_cli_audit_reads_settings_and_names_their_errors(write_lines, clean, tmp_path):
    settings = tmp_path / "settings.toml"
    settings.write_text("limit = 3")
    status, out, told = run("audit", str(write_lines(clean)), "-o", "-", "--settings", str(settings))
    assert (status, out) == (2, "")
    assert f"{settings}:1: limit: unknown setting" in told


def test_cli_audit_unknown_output_ending_names_the_known(write_lines, clean):
    status, _, told = run("audit", str(write_lines(clean)), "-o", "out.doc")
    assert status == 2
    assert all(f"{ending}, " in told for ending in endings())
    assert "or -" in told


def test_cli_audit_broken_pipe_is_quiet(write_lines, clean):
    path = write_lines(*({**clean, "id": str(n)} for n in range(300)))
    command = [sys.executable, "-m", "promisecheck", "audit", str(path), "-o", "-", "-q"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) == 2


def test_cli_hook_decides_in_one_line():
    status, out, told = started("hook", stdin=draft("Гарантируем 20% годовых"))
    assert (status, told, out.count("\n")) == (1, "", 1)
    assert json.loads(out)["decision"] == "stop"
    status, out, _ = run("hook", stdin=draft("Добрый день! Мы ничего не гарантируем. До свидания!"))
    assert (status, json.loads(out)["decision"]) == (0, "send")


@pytest.mark.parametrize("stdin", ["", "{", "[]", draft("текст", channel="pigeon"), draft(" "), b"\xff"])
def test_cli_hook_error_is_json_and_exits_2(stdin):
    status, out, told = run("hook", stdin=stdin)
    assert status == 2
    assert set(json.loads(out)) == {"error"}
    assert json.loads(out)["error"] in told


def test_cli_hook_bad_settings_are_json_too(tmp_path):
    status, out, _ = run("hook", "--settings", str(tmp_path / "nowhere.toml"), stdin=draft("текст"))
    assert (status, set(json.loads(out))) == (2, {"error"})


def test_cli_rules():
    status, out, _ = run("rules", "list")
    assert status == 0
    assert "no-guarantees" in out
    assert run("rules", "show", "no-guarantees")[0] == 0
    status, _, told = run("rules", "show", "nothing")
    assert status == 2
    assert "nothing" in told
    assert run("rules", "list", "--rules", "nowhere")[0] == 2


def test_cli_explain():
    status, out, _ = run("explain", "Гарантируем 20% годовых")
    assert status == 0
    assert out.strip()
    assert json.loads(run("explain", "--json", "Гарантируем 20% годовых")[1])
