from hypothesis import given
from hypothesis import strategies as st

from promisecheck.tally import QUOTES, WORST, Summary, Tally
from strategies import reports


@given(st.lists(reports, max_size=12))
def test_tally_counts_what_the_reports_hold(made):
    tally = Tally()
    for report in made:
        tally.add(report)
    assert tally.conversations == len(made)
    assert tally.violations == sum(len(report.violations) for report in made)
    assert tally.violated == sum(bool(report.violations) for report in made)
    assert sum(rule.counts.total() for rule in tally.rules.values()) == sum(len(report.outcomes) for report in made)
    assert all(len(rule.quotes) <= QUOTES for rule in tally.rules.values())


@given(st.lists(reports, max_size=12))
def test_tally_worst_are_the_worst_and_the_first_of_equals(made):
    tally = Tally()
    for report in made:
        tally.add(report)

    def grade(report):
        return sum(v.severity == "block" for v in report.violations), len(report.violations)

    ranked = sorted((report for report in made if report.violations), key=grade, reverse=True)
    assert tally.worst() == [(r.conversation_id, grade(r)[1], grade(r)[0]) for r in ranked[:WORST]]


def test_summary_status():
    assert Summary().status == 0
    assert Summary(violated=1).status == 1
    assert Summary(violated=1, errors=1).status == 2
