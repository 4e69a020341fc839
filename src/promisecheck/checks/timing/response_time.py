"""Reply in time (memo, clause 2.3): the employee answers within the limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from promisecheck.checks.kind import Kind, outcome
from promisecheck.checks.timing.say import Remark, delay, duration, note, violation, waited
from promisecheck.checks.timing.waits import waits
from promisecheck.rules.schema import Closed, Rule
from promisecheck.texts import say

if TYPE_CHECKING:
    from promisecheck.checks.talk import Talk
    from promisecheck.checks.timing.waits import Wait
    from promisecheck.report import Outcome, Status, Violation
    from promisecheck.rules.pack import Pack
    from promisecheck.settings import Settings


class Notes(Closed):
    """Answers past the target, and delays that the lost seconds leave open."""

    slow: Remark
    undecided: Remark


class ResponseTimeRule(Rule):
    """A rule of this kind; it has one category."""

    kind: Literal["response-time"]
    notes: Notes


class ResponseTimeCheck:
    """Judges the waits that were answered; those that never were belong to `answered`."""

    def __init__(self, rule: ResponseTimeRule, pack: Pack, settings: Settings):
        self.rule, self.settings = rule, settings

    def judge(self, talk: Talk) -> Outcome:
        """The outcome, with a violation at the first message of each run that waited past the limit."""
        answered = [wait for wait in waits(talk.conversation, self.settings) if wait.answer]
        late = [wait for wait in answered if wait.late]
        undecided = [wait for wait in answered if wait.late is None and _timed(wait)]
        slow = [wait for wait in answered if wait.slow and wait.late is False]
        notes = [self._slow(wait, talk.lang) for wait in slow]
        notes += [self._undecided(wait, talk.lang) for wait in undecided]
        found = [self._late(wait, talk.lang) for wait in late]
        status = _status(answered, late, undecided)
        measured = [delay(wait) for wait in answered if wait.longest is not None or wait.late]
        return outcome(self.rule, status, found, notes).model_copy(update={"delays": measured})

    def _late(self, wait: Wait, lang: str) -> Violation:
        limit = duration(self.settings.response_time.limit, lang)
        fact = say("waited", lang, time=waited(wait, lang), limit=limit)
        return violation(self.rule, next(iter(self.rule.categories)), wait.first.id, lang, fact)

    def _slow(self, wait: Wait, lang: str) -> Violation:
        target = duration(self.settings.response_time.target, lang)
        fact = say("waited-target", lang, time=waited(wait, lang), target=target)
        return note(self.rule.notes.slow, "slow", wait.first.id, lang, fact)

    def _undecided(self, wait: Wait, lang: str) -> Violation:
        limit = duration(self.settings.response_time.limit, lang)
        fact = say("waited", lang, time=waited(wait, lang), limit=limit)
        return note(self.rule.notes.undecided, "undecided", wait.first.id, lang, fact)


def _timed(wait: Wait) -> bool:
    """Whether both ends of a wait have times of their own."""
    return wait.first.sent_at is not None and wait.answer is not None and wait.answer.sent_at is not None


def _status(answered: list[Wait], late: list[Wait], undecided: list[Wait]) -> Status:
    if late:
        return "violated"
    if undecided:
        return "not_observable"
    return "passed" if any(wait.late is False for wait in answered) else "not_applicable"


KIND = Kind(ResponseTimeRule, ResponseTimeCheck)
