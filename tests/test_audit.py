import csv
import io
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from promisecheck.audit import audit
from promisecheck.errors import InputError, PromisecheckError
from promisecheck.parallel import in_order
from promisecheck.writers import part_of


def reports(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def ids(path):
    return [report["conversation_id"] for report in reports(path)]


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out.jsonl"


def test_audit_reports_in_order_and_counts(write_lines, clean, guarantee, out, capsys):
    summary = audit([write_lines(guarantee, clean, {**clean, "id": "third"})], [out])
    assert ids(out) == ["bad", "clean", "third"]
    assert (summary.conversations, summary.violated, summary.status) == (3, 1, 1)
    assert f"нарушений: {summary.violations}," in capsys.readouterr().err


def test_audit_clean_file_is_clean(write_lines, clean, out):
    assert audit([write_lines(clean)], [out]).status == 0


def test_audit_unusable_lines_stop_nothing(write_lines, clean, out, capsys):
    path = write_lines(clean, "{broken", {**clean, "channel": "pigeon"}, {**clean, "id": "last"})
    summary = audit([path], [out], quiet=True)
    assert (ids(out), summary.errors, summary.status) == (["clean", "last"], 2, 2)
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith(f"{path}:2: not JSON")
    assert second.startswith(f"{path}:3: channel: ")


def test_audit_fault_in_one_conversation_is_named_without_its_text(write_lines, clean, out, capsys, monkeypatch):
    from promisecheck.checker import Checker

    real = Checker.check

    def check(self, conversation):
        if conversation.id == "bomb":
            raise ValueError(conversation.messages[0].text)
        return real(self, conversation)

    monkeypatch.setattr(Checker, "check", check)
    bomb = {**clean, "id": "bomb"}
    summary = audit([write_lines(clean, bomb, {**clean, "id": "last"})], [out])
    assert (ids(out), summary.errors) == (["clean", "last"], 1)
    told = capsys.readouterr().err
    assert "in.jsonl:2: bomb: internal error ValueError" in told
    assert clean["messages"][0]["text"] not in told


def test_audit_missing_file_is_counted_and_replaces_nothing(write_lines, clean, out, tmp_path):
    audit([write_lines(clean)], [out])
    before = out.read_bytes()
    assert audit([tmp_path / "nowhere.jsonl"], [out]).status == 2
    assert out.read_bytes() == before
    assert audit([tmp_path / "nowhere.jsonl", write_lines(clean)], [out]).status == 2
    assert ids(out) == ["clean"]


def test_audit_folder_reads_neither_its_output_nor_unknown_files(write_lines, clean, out, tmp_path, capsys):
    write_lines(clean, name="deep/a.jsonl")
    write_lines("…", name="notes.doc")
    for _ in range(2):
        summary = audit([tmp_path], [out])
        assert (ids(out), summary.status) == (["clean"], 0)
        assert [path.name for path in summary.skipped] == ["notes.doc"]
    assert "notes.doc" in capsys.readouterr().err


def test_audit_refuses_an_output_that_is_an_input(write_lines, clean):
    path = write_lines(clean)
    with pytest.raises(InputError, match="overwrite"):
        audit([path], [path])


def test_audit_with_workers_gives_the_same_bytes(write_lines, clean, guarantee, out, tmp_path, capsys):
    lines = [{**(clean, guarantee)[n % 2], "id": f"c{n}", "employee": f"e{n}"} for n in range(70)]
    path = write_lines(*lines[:40], "{broken", *lines[40:])
    alone = audit([path], [out, tmp_path / "one.csv"])
    told = capsys.readouterr().err
    together = audit([path], [tmp_path / "two.jsonl", tmp_path / "two.csv"], jobs=2)
    assert (tmp_path / "two.jsonl").read_bytes() == out.read_bytes()
    assert (tmp_path / "two.csv").read_bytes() == (tmp_path / "one.csv").read_bytes()
    rows = list(csv.DictReader((tmp_path / "two.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert {row["Разговор"] for row in rows} >= {f"c{n}" for n in range(1, 70, 2)}
    assert all(row["Сотрудник"][1:] == row["Разговор"][1:] for row in rows), "each report beside its conversation"
    assert together == alone
    assert capsys.readouterr().err == told


def interrupted_after(count, monkeypatch):
    """Let Ctrl-C come when `count` reports are written."""
    from promisecheck.writers.jsonl import JsonlWriter

    real, written = JsonlWriter.write, []

    def write(self, report):
        if len(written) == count:
            raise KeyboardInterrupt
        written.append(report)
        real(self, report)

    monkeypatch.setattr(JsonlWriter, "write", write)


def test_audit_resume_gives_what_an_unbroken_run_gives(write_lines, clean, guarantee, tmp_path, monkeypatch):
    path = write_lines(guarantee, clean, "{broken", {**clean, "id": "3"}, clean, {**guarantee, "id": "5"})
    endings = ("jsonl", "txt", "csv", "html", "sarif", "xml")
    whole = [tmp_path / f"whole.{ending}" for ending in endings]
    expected = audit([path], whole)
    outs = [tmp_path / f"out.{ending}" for ending in endings]
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        interrupted_after(2, patch)
        audit([path], outs, resume=True)
    part = part_of(str(outs[0]))
    part.write_bytes(part.read_bytes() + b'{"conversation_id": "3", "outc')  # as a power cut leaves it
    summary = audit([path], outs, resume=True)
    assert [out.read_bytes() for out in outs] == [out.read_bytes() for out in whole]
    assert (summary.kept, summary.conversations, summary.status) == (2, expected.conversations, 2)
    assert not part.exists()


def test_audit_resume_checks_only_what_is_new(write_lines, clean, guarantee, out, monkeypatch):
    from promisecheck.checker import Checker

    audit([write_lines(guarantee)], [out])
    before, checked, real = out.read_bytes(), [], Checker.check
    monkeypatch.setattr(Checker, "check", lambda self, given: (checked.append(given.id), real(self, given))[1])
    summary = audit([write_lines(guarantee, clean)], [out], resume=True)
    assert checked == ["clean"]
    assert out.read_bytes().startswith(before)
    assert (ids(out), summary.status) == (["bad", "clean"], 1)


def test_audit_resume_keeps_reports_whose_conversations_are_gone(write_lines, clean, guarantee, out, tmp_path):
    audit([write_lines(guarantee, clean)], [out])
    audit([write_lines(clean)], [out, tmp_path / "out.csv"], resume=True, quiet=True)
    assert ids(out) == ["bad", "clean"]
    assert ";bad;1.6;no-guarantees;" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")


def test_audit_tells_the_page_what_could_not_be_read(write_lines, clean, tmp_path):
    page = tmp_path / "out.html"
    audit([write_lines(clean, "{broken"), tmp_path / "nowhere.jsonl"], [page], quiet=True)
    text = page.read_text(encoding="utf-8")
    assert "Не прочитано: 2" in text
    assert "nowhere.jsonl" in text


def test_audit_resume_refuses_what_it_cannot_continue(write_lines, clean, out, tmp_path):
    path = write_lines(clean)
    with pytest.raises(InputError, match=r"\.jsonl"):
        audit([path], [tmp_path / "out.txt"], resume=True)
    audit([path], [out])
    other = reports(out)[0]
    other["outcomes"].pop()
    out.write_text(json.dumps(other) + "\n")
    with pytest.raises(InputError, match="other rules"):
        audit([path], [out], resume=True)
    assert out.exists()
    part_of(str(out)).unlink()
    out.write_text('{"id": "no report"}\n')
    with pytest.raises(InputError, match=r":1: expected a report"):
        audit([path], [out], resume=True)


def test_audit_without_output_prints_the_summary(write_lines, guarantee, capsys):
    audit([write_lines(guarantee)], lang="en")
    assert "no-guarantees" in capsys.readouterr().out


class Screen(io.StringIO):
    def isatty(self):
        return True


def test_audit_table_on_a_terminal_only_and_progress_not_when_quiet(write_lines, guarantee, out, monkeypatch):
    path = write_lines(guarantee)
    shown = {}
    for quiet in (False, True):
        screens = Screen(), Screen()
        monkeypatch.setattr(sys, "stdout", screens[0])
        monkeypatch.setattr(sys, "stderr", screens[1])
        monkeypatch.setenv("TERM", "xterm")
        audit([path], [out], quiet=quiet)
        shown[quiet] = [screen.getvalue() for screen in screens]
    assert "no-guarantees" in shown[False][0]
    assert "Проверка" in shown[False][1]
    assert shown[True] == ["", ""]


def test_audit_logs_no_quotes_off_a_terminal(write_lines, guarantee, out, capsys):
    audit([write_lines(guarantee)], [out])
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Гарантируем" not in captured.err


def test_audit_ctrl_c_ends_cleanly(write_lines, clean, out):
    path = write_lines(*({**clean, "id": str(n)} for n in range(50_000)))
    command = [sys.executable, "-m", "promisecheck", "audit", str(path), "-o", str(out), "--jobs", "2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=True)
    part = part_of(str(out))
    deadline = time.monotonic() + 60
    while not (part.exists() and part.stat().st_size) and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does it: the workers get it too
    told = process.communicate(timeout=60)[1]
    assert process.returncode == 130
    assert told.splitlines() == [f"Готовые отчёты лежат в {part}; --resume продолжит с этого места", "Прервано."]
    assert not out.exists()
    assert all(json.loads(line)["conversation_id"] == str(n) for n, line in enumerate(part.read_text().splitlines()))


def _double():
    return lambda number: number * 2


def _touchy():
    return lambda number: 1 // number


def _deadly():
    return os._exit


def test_in_order_keeps_the_order_and_reads_only_a_little_ahead():
    taken = []
    results = in_order(_double, (taken.append(n) or n for n in range(1000)), jobs=2, chunk=5)
    assert [next(results) for _ in range(3)] == [0, 2, 4]
    assert len(taken) <= 5 * 6
    assert list(results) == [n * 2 for n in range(3, 1000)]


def test_in_order_raises_what_a_worker_raises():
    with pytest.raises(ZeroDivisionError):
        list(in_order(_touchy, [1, 0], jobs=2))


def test_in_order_tells_a_dead_worker():
    with pytest.raises(PromisecheckError, match="died"):
        list(in_order(_deadly, [3], jobs=2))


def test_check_many_with_workers_is_the_same_as_alone(clean, guarantee):
    from promisecheck.checker import Checker

    checker, conversations = Checker(lang="en"), [clean, guarantee] * 20
    assert list(checker.check_many(conversations, jobs=2)) == list(checker.check_many(conversations))
