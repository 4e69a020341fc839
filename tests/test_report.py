import json

import pytest
from hypothesis import given

from promisecheck.report import Outcome, Report, Violation
from strategies import reports


def violation(severity):
    return Violation(
        message_id="m1", start=0, end=1, quote="а", severity=severity, category="c", explanation="e", suggestion="s"
    )


def report(*severities, notes=()):
    outcome = Outcome(
        rule_id="r", clause="1.6", status="violated", violations=list(map(violation, severities)), notes=list(notes)
    )
    return Report(conversation_id="c", outcomes=[outcome])


@given(reports)
def test_report_survives_writing_and_reading(made):
    assert Report.model_validate_json(made.model_dump_json()) == made


@given(reports)
def test_report_verdict_is_the_worst_severity(made):
    found = {v["severity"] for o in json.loads(made.model_dump_json())["outcomes"] for v in o["violations"]}
    assert made.verdict == ("block" if "block" in found else "warn" if "warn" in found else "pass")


def test_report_verdict_is_written():
    assert json.loads(report("warn", "block").model_dump_json())["verdict"] == "block"


def test_report_notes_do_not_change_the_verdict():
    assert report(notes=[violation("info")]).verdict == "pass"


def test_report_outcome_by_rule():
    assert report("warn").outcome("r").clause == "1.6"
    with pytest.raises(KeyError):
        report("warn").outcome("another")
