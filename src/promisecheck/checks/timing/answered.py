"""Answer everything (memo, clause 2.4): no incoming message, whatever it says, stays without an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from promisecheck.checks.kind import Kind, outcome
from promisecheck.checks.timing.closing import Closing, ClosingThanks
from promisecheck.checks.timing.moments import ordered
from promisecheck.checks.timing.say import Remark, delay, note, violation, waited
from promisecheck.checks.timing.waits import waits
from promisecheck.rules.schema import Closed, Rule
from promisecheck.texts import say

if TYPE_CHECKING:
    from promisecheck.checks.talk import Talk
    from promisecheck.checks.timing.waits import Wait
    from promisecheck.conversation import Conversation, Message
    from promisecheck.report import Outcome, Violation
    from promisecheck.rules.pack import Pack
    from promisecheck.settings import Settings


class Notes(Closed):
    """Messages that still wait within the limit at the moment of export, and those that lost seconds leave open."""

    waiting: Remark
    undecided: Remark


class AnsweredRule(Rule):
    """A rule of this kind; it has one category."""

    kind: Literal["answered"]
    closing: Closing
    notes: Notes


class AnsweredCheck:
    """Judges the last run of incoming messages: only it can be without an answer, for a late one is still one."""

    def __init__(self, rule: AnsweredRule, pack: Pack, settings: Settings):
        self.rule, self.settings = rule, settings
        self.closing = ClosingThanks(rule.closing, pack, rule)

    def judge(self, talk: Talk) -> Outcome:
        """The outcome, with a violation at the first message that nobody answered."""
        conversation = talk.conversation
        if conversation.channel == "meeting" or all(m.role != "client" for m in conversation.messages):
            return outcome(self.rule, "not_applicable")
        last = next((wait for wait in waits(conversation, self.settings) if wait.answer is None), None)
        if last is None or self._closes(talk, last):
            return outcome(self.rule, "passed")
        measured = [delay(last)] if last.longest is not None else []
        if last.late:
            made = outcome(self.rule, "violated", [self._unanswered(last, talk.lang)])
        elif last.late is False:
            made = outcome(self.rule, "passed", notes=[self._note("waiting", last, talk.lang)])
        elif last.first.sent_at is None:
            return outcome(self.rule, "not_applicable")
        else:
            made = outcome(self.rule, "not_observable", notes=[self._note("undecided", last, talk.lang)])
        return made.model_copy(update={"delays": measured})

    def _closes(self, talk: Talk, last: Wait) -> bool:
        if self.settings.response_time.count_closing_thanks:
            return False
        return self.closing.closes(talk, last, _turn_before(talk.conversation, last.first))

    def _unanswered(self, wait: Wait, lang: str) -> Violation:
        facts = [say("never-answered", lang, n=len(wait.messages))]
        if wait.longest is not None:
            facts.append(say("waits-since", lang, time=waited(wait, lang)))
        return violation(self.rule, next(iter(self.rule.categories)), wait.first.id, lang, *facts)

    def _note(self, name: Literal["waiting", "undecided"], wait: Wait, lang: str) -> Violation:
        fact = say("waits-since", lang, time=waited(wait, lang))
        return note(getattr(self.rule.notes, name), name, wait.first.id, lang, fact)


def _turn_before(conversation: Conversation, first: Message) -> list[Message]:
    """The employee's messages right before an incoming one."""
    turn: list[Message] = []
    for message in ordered(conversation.messages):
        if message.id == first.id:
            break
        if message.role == "client":
            turn = []
        elif message.role == "employee":
            turn.append(message)
    return turn


KIND = Kind(AnsweredRule, AnsweredCheck)
