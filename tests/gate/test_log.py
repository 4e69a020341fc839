import json
import multiprocessing
import sqlite3

import pytest
from drafts import CLEAN, PROMISE, say

from promisecheck.errors import InputError
from promisecheck.gate.decision import Decision, DraftViolation, Override, Unchecked
from promisecheck.gate.log import DecisionLog, text_hash
from promisecheck.gate.settings import LogSettings
from promisecheck.gate.summary import a_time, summarise

FOUND = DraftViolation(
    message_id="m1", start=0, end=23, quote=PROMISE, severity="block", category="explicit_guarantee",
    explanation="e", suggestion="s", rule_id="no-guarantees", clause="1.6",
)  # fmt: skip
STOP = Decision(decision="stop", conversation_id="c", message_id="m1", violations=[FOUND], proposal="Лучше так", id="1")
OVERRIDDEN = STOP.model_copy(
    update={"decision": "send", "override": Override(by="Петров", reason="так надо"), "id": "2"}
)
MISSED = Decision(
    decision="send", conversation_id="c", message_id="m1", id="3",
    unchecked=Unchecked(reason="timeout", policy="open"),
)  # fmt: skip
DRAFT = say(("employee", PROMISE), employee="Иванова")


def log(path, **more):
    return DecisionLog(LogSettings(path=str(path), **more))


def entries(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_log_holds_no_text_unless_asked(tmp_path):
    path = tmp_path / "log.jsonl"
    log(path).write(DRAFT, STOP)
    (entry,) = entries(path)
    assert PROMISE not in json.dumps(entry, ensure_ascii=False)
    assert "Лучше так" not in json.dumps(entry, ensure_ascii=False)
    assert entry["violations"] == [
        {"rule_id": "no-guarantees", "clause": "1.6", "category": "explicit_guarantee", "severity": "block",
         "start": 0, "end": 23}
    ]  # fmt: skip
    assert (entry["hash"], entry["decision"], entry["checked"]) == (text_hash(PROMISE), "stop", True)
    log(path, text=True).write(DRAFT, STOP)
    assert entries(path)[1]["text"] == PROMISE


def test_log_hash_with_a_key_cannot_be_tried_out():
    assert text_hash(PROMISE, "тайна") != text_hash(PROMISE) != text_hash(CLEAN)
    assert text_hash("\ud800")  # half a character is hashed too


def test_log_unchecked_is_never_clean(tmp_path):
    path = tmp_path / "log.jsonl"
    log(path).write(DRAFT, MISSED)
    (entry,) = entries(path)
    assert (entry["checked"], entry["unchecked"]["reason"]) == (False, "timeout")


def test_log_torn_line_is_closed_off(tmp_path):
    path = tmp_path / "log.jsonl"
    log(path).write(DRAFT, STOP)
    with path.open("a") as file:
        file.write('{"at": "2026-03-')  # a crash in the middle of a line
    log(path).write(DRAFT, OVERRIDDEN)
    summary = summarise(path)
    assert (summary.entries, summary.unreadable) == (2, 1)


@pytest.mark.parametrize("name", ["log.jsonl", "log.sqlite"])
def test_log_rotates_and_keeps_so_many(tmp_path, name):
    path = tmp_path / name
    made = log(path, rotate_mb=0.02, keep=3, text=True)
    long = say(("employee", "текст " * 500))
    for _ in range(30):
        made.write(long, STOP)
    made.close()
    former = sorted(one.name for one in tmp_path.glob(f"{name}.[0-9]*"))
    assert former == [f"{name}.1", f"{name}.2", f"{name}.3"]
    assert 4 <= summarise(path).entries < 30 if path.exists() else True


@pytest.mark.parametrize("name", ["log.jsonl", "log.sqlite"])
def test_log_summary_counts(tmp_path, name):
    path = tmp_path / name
    made = log(path)
    for one in (STOP, STOP, OVERRIDDEN, MISSED):
        made.write(DRAFT, one)
    made.close()
    summary = summarise(path)
    assert summary.entries == 4
    assert summary.decisions == {"stop": 2, "send": 2}
    assert summary.unchecked == {"timeout/open": 1}
    assert summary.rules == {"no-guarantees": 3}
    assert summary.overrides == {"Петров": 1}
    assert summary.reasons[0]["reason"] == "так надо"
    assert summary.stopped == {"Иванова": 2}
    assert json.loads(summary.as_json())["decisions"] == {"stop": 2, "send": 2}
    assert summarise(path, since=a_time("2100-01-01")).entries == 0


def test_log_sqlite_has_columns_to_ask(tmp_path):
    path = tmp_path / "log.sqlite"
    made = log(path)
    made.write(DRAFT, STOP)
    made.write(DRAFT, MISSED)
    made.close()
    rows = sqlite3.connect(path).execute("select decision, checked, channel from decisions order by id").fetchall()
    assert rows == [("stop", 1, "telegram"), ("send", 0, "telegram")]


def _write(path, times):
    made = log(path, rotate_mb=0.01, keep=50)
    for _ in range(times):
        made.write(DRAFT, STOP)


def test_log_of_several_processes_loses_nothing(tmp_path):
    path = tmp_path / "log.jsonl"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write, args=(path, 60)) for _ in range(3)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    summary = summarise(path) if path.exists() else summarise(tmp_path / "log.jsonl.1")
    assert (summary.entries, summary.unreadable) == (180, 0)


def test_log_summary_of_nothing_is_an_error(tmp_path):
    with pytest.raises(InputError, match="no such decision log"):
        summarise(tmp_path / "nowhere.jsonl")
    with pytest.raises(InputError, match="ISO 8601"):
        a_time("вчера")
