from xml.etree import ElementTree as ET

from audits import audits, write
from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped
from month import month

from promisecheck.errors import InputError

# The order and names that the schemas of Jenkins and of Maven Surefire share.
ATTRIBUTES = {
    "testsuites": {"name"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped"},
    "testcase": {"name", "classname", "file", "line"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
    "skipped": {"message"},
}
WITHIN = {"testsuites": {"testsuite"}, "testsuite": {"testcase"}, "testcase": {"failure", "error", "skipped"}}


def well_formed(element):
    assert set(element.attrib) <= ATTRIBUTES[element.tag]
    assert {child.tag for child in element} <= WITHIN.get(element.tag, set())
    for child in element:
        well_formed(child)


def test_junit_counts_what_the_reports_hold(tmp_path):
    made = list(month(40))
    error = InputError("not JSON", path="a.jsonl", line=3)
    *suites, unread = JUnitXml.fromfile(str(write(tmp_path / "a.xml", made, errors=[error])))
    assert [suite.name for suite in suites] == [one.report.conversation_id for one in made]
    for suite, one in zip(suites, made, strict=True):
        results = [case.result for case in suite]
        assert suite.tests == len(results) == len(one.report.outcomes)
        violated = [o for o in one.report.outcomes if o.status == "violated"]
        assert suite.failures == len(violated) == sum(isinstance(r, Failure) for found in results for r in found)
        assert suite.skipped == sum(isinstance(r, Skipped) for found in results for r in found)
    assert unread.name == "Не прочитано"
    assert [type(case.result[0]) for case in unread] == [Error]


def test_junit_failure_says_what_where_and_better(tmp_path):
    made = [one for one in month(300) if one.report.outcome("no-guarantees").violations][:1]
    (suite,) = JUnitXml.fromfile(str(write(tmp_path / "a.xml", made)))
    case = next(case for case in suite if "no-guarantees" in case.classname)
    (found,) = made[0].report.outcome("no-guarantees").violations
    for part in (found.quote, found.explanation, found.suggestion, f"[{found.start}:{found.end}]"):
        assert part in case.result[0].text


def test_junit_is_well_formed_whatever_is_said(tmp_path):
    @settings(max_examples=60)
    @given(st.lists(audits(), max_size=3))
    def holds(made):
        root = ET.parse(write(tmp_path / "a.xml", made)).getroot()
        well_formed(root)
        assert len(root) == len(made)
        assert len(root.findall(".//testcase")) == sum(len(one.report.outcomes) for one in made)

    holds()
