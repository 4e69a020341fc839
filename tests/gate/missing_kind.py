"""A kind of check for tests of the gate: after a late reply some words must stand in the message."""

from typing import Literal

from promisecheck.checks.kind import Kind, outcome
from promisecheck.report import Violation
from promisecheck.rules.schema import Rule


class MissingRule(Rule):
    kind: Literal["missing"]
    words: list[str]
    late: bool = True


class MissingCheck:
    def __init__(self, rule, pack, settings):
        self.rule = rule

    def judge(self, talk):
        said = talk.conversation.messages
        late = len(said) > 1 and said[-1].sent_at and (said[-1].sent_at - said[-2].sent_at).total_seconds() > 300
        if (self.rule.late and not late) or any(word in said[-1].text.lower() for word in self.rule.words):
            return outcome(self.rule, "passed")
        name, category = next(iter(self.rule.categories.items()))
        texts = {"explanation": category.explanation["ru"], "suggestion": category.suggestion["ru"]}
        place = dict.fromkeys(("start", "end", "quote"))
        found = Violation(message_id=said[-1].id, severity=category.severity, category=name, **place, **texts)
        return outcome(self.rule, "violated", [found])


KIND = Kind(MissingRule, MissingCheck)
