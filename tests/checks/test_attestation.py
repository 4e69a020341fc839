"""Rules that only a person's word decides."""

import pytest

RULES = ["smile", "escort-client", "no-gum"]


def report(checker, *words, messages=(("client", "Добрый день"), ("employee", "Здравствуйте!"))):
    return checker.check(
        {
            "id": "c",
            "channel": "meeting",
            "messages": [{"id": f"n{i}", "role": role, "text": text} for i, (role, text) in enumerate(messages)],
            "attestations": [{"rule_id": rule, "ok": ok} for rule, ok in words],
        }
    )


@pytest.mark.parametrize("rule", RULES)
def test_attestation_without_a_word_nothing_is_observable(checker, rule):
    outcome = report(checker).outcome(rule)
    assert outcome.status == "not_observable"
    assert outcome.violations == outcome.notes == []


@pytest.mark.parametrize("rule", RULES)
def test_attestation_that_all_is_well(checker, rule):
    outcome = report(checker, (rule, True)).outcome(rule)
    assert (outcome.status, outcome.violations) == ("passed", [])


@pytest.mark.parametrize("rule", RULES)
def test_attestation_that_it_is_not(checker, rule):
    outcome = report(checker, (rule, False)).outcome(rule)
    assert outcome.status == "violated"
    (violation,) = outcome.violations
    (name,) = checker.pack.rule(rule).categories
    category = checker.pack.rule(rule).categories[name]
    assert violation.category == name
    assert violation.severity == category.severity
    assert (violation.start, violation.end, violation.quote) == (None, None, None)
    assert violation.message_id == "n1", "the first message of the employee"
    assert violation.explanation
    assert violation.suggestion


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ([True, True], "passed"),
        ([True, False], "violated"),
        ([False, True], "violated"),
        ([False, False], "violated"),
        ([True, True, True, False], "violated"),
    ],
)
def test_attestation_of_several_one_no_decides(checker, words, status):
    outcome = report(checker, *(("smile", ok) for ok in words)).outcome("smile")
    assert outcome.status == status
    assert len(outcome.violations) == (status == "violated")


def test_attestation_is_for_its_own_rule(checker):
    told = report(checker, ("smile", False), ("no-gum", True), ("unheard-of", False))
    assert [told.outcome(rule).status for rule in RULES] == ["violated", "not_observable", "passed"]
    assert len([v for rule in RULES for v in told.outcome(rule).violations]) == 1
    assert told.verdict == "warn"


@pytest.mark.parametrize("messages", [[], [("client", "Меня никто не встретил")], [("employee", "  ")]])
def test_attestation_without_a_message_of_the_employee(checker, messages):
    (violation,) = report(checker, ("smile", False), messages=messages).outcome("smile").violations
    assert violation.message_id is None


def test_attestation_is_told_in_the_checkers_language(checker, english_checker):
    russian = report(checker, ("smile", False)).outcome("smile").violations[0]
    english = report(english_checker, ("smile", False)).outcome("smile").violations[0]
    assert "улыб" in russian.suggestion
    assert "smile" in english.suggestion
