"""A client-signal rule at work: signals in the client's words, each held against the records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from promisecheck.checks.client_signal.directions import Offered
from promisecheck.checks.client_signal.gist import agree, gist
from promisecheck.checks.client_signal.signal import Signal
from promisecheck.checks.forbidden_meaning.check import ForbiddenMeaningCheck
from promisecheck.checks.forbidden_meaning.engine import Engine
from promisecheck.checks.forbidden_meaning.finding import Finding
from promisecheck.checks.forbidden_meaning.span import clause_finding
from promisecheck.checks.kind import outcome
from promisecheck.rules.compile import check_lists, compile_groups
from promisecheck.rules.match import Marked

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from promisecheck.checks.client_signal.schema import ClientSignalRule
    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Message, Record
    from promisecheck.report import Outcome
    from promisecheck.rules.match import Match
    from promisecheck.rules.pack import Pack
    from promisecheck.settings import Settings


class ClientSignalCheck(ForbiddenMeaningCheck):
    """One rule of this kind, ready to judge."""

    rule: ClientSignalRule

    def __init__(self, rule: ClientSignalRule, pack: Pack, settings: Settings):
        super().__init__(rule, pack, settings)
        self.engine = _SignalEngine(rule, pack, settings)
        told = rule.answered
        self._asked = compile_groups([told.asked] if told else [], pack, rule.id)
        self._reply = compile_groups([told.reply] if told else [], pack, rule.id)
        lists = [*rule.idle, *rule.kin, *(name for topic in rule.topics.values() for name in topic.words)]
        if rule.directions:
            lists += [*rule.directions.families, *rule.directions.vague]
        check_lists(lists, pack, rule.id)

    def judge(self, talk: Talk) -> Outcome:
        """Violated by a signal that no record answers; not applicable where the client gave none."""
        signals = self.signals(talk)
        if not signals:
            return outcome(self.rule, "not_applicable")
        messages = {message.id: message for message in talk.conversation.messages}
        missing = [
            self._violation(talk, messages[one.message_id], Finding(one.start, one.end, one.category))
            for one in signals
            if not one.recorded
        ]
        return outcome(self.rule, "violated" if missing else "passed", missing)

    def signals(self, talk: Talk) -> list[Signal]:
        """Every signal of the client, in order, recorded or not."""
        found = [
            (message, finding)
            for message in talk.judged_of(self.rule.speaker)
            for finding in self.engine.findings(talk, message) or self._answered(talk, message)
        ]
        return [self._signal(talk, message, finding, [one for m, one in found if m is message], len(found) == 1)
                for message, finding in found]  # fmt: skip

    def _answered(self, talk: Talk, message: Message) -> list[Finding]:
        """The client's question after something that the employee then says is not there."""
        told = self.rule.answered
        if told is None or not self._asked.could_match(talk.light(message).present()):
            return []
        reply = _reply(talk, message)
        if reply is None or not self._reply.could_match(talk.light(reply).present()):
            return []
        if next(self._reply.find(talk.deep(reply)), None) is None:
            return []
        marked = talk.deep(message)
        return [clause_finding(marked, [match], told.category) for match, _ in self._asked.find(marked)][:1]

    def _signal(self, talk: Talk, message: Message, finding: Finding, together: list[Finding], alone: bool) -> Signal:
        """What it is about is told by its own words and by those that belong to none of its neighbours.

        `together` are the signals of its message; `alone`: there is no other in the conversation.
        """
        marked = talk.deep(message)
        inside = _tokens(marked, finding.start, finding.end)
        around = [k for n in {marked.reading.clause_of(i).sentence for i in inside}
                  for k in range(*marked.reading.sentences[n])]  # fmt: skip
        others = {k for one in together if one is not finding for k in _tokens(marked, one.start, one.end)}
        if self.rule.apart == "sentence":
            others -= set(around)
        about = self._said(marked, [k for k in range(len(marked.reading)) if k not in others])
        for said in talk.spoken_by(self.rule.speaker) if alone else ():
            light = talk.light(said)
            about |= self._said(light, range(len(light.reading)))
        return Signal(
            message_id=message.id, start=finding.start, end=finding.end,
            quote=message.text[finding.start : finding.end], category=finding.category,
            gist=gist(marked, inside, self.rule.idle), topic=self._topic(marked, inside, around),
            sent_at=message.sent_at,
            recorded=any(self._answers(talk, one, about, message.sent_at) for one in talk.conversation.records),
        )  # fmt: skip

    def _said(self, marked: Marked, tokens: Iterable[int]) -> frozenset[str]:
        """What is compared with a record: key words, and «@list» for a word that a list of kin holds."""
        kept = list(tokens)
        kin = {"@" + name for i in kept for name in self.rule.kin if marked.has(i, name)}
        return frozenset(gist(marked, kept, self.rule.idle)) | kin

    def _topic(self, marked: Marked, inside: list[int], around: list[int]) -> str:
        for tokens in (inside, around):
            for name, topic in self.rule.topics.items():
                if any(marked.has(i, *topic.words) for i in tokens):
                    return name
        return "other"

    def _answers(self, talk: Talk, record: Record, about: frozenset[str], sent_at: datetime | None) -> bool:
        """Whether a record is of the signal: of its kind, not made before it, and with words in common."""
        if record.kind != self.rule.record:
            return False
        if record.recorded_at is not None and sent_at is not None and record.recorded_at < sent_at:
            return False
        marked = talk.read(record.text)
        noted = self._said(marked, range(len(marked.reading)))
        if not about or not noted:
            return True  # «просит перезвонить» has no key word but its own asking
        return agree(about, noted) >= 1


class _SignalEngine(Engine):
    """The engine, which lets directions pass that the company has."""

    def __init__(self, rule: ClientSignalRule, pack: Pack, settings: Settings):
        super().__init__(rule, pack)
        told = rule.directions
        self._of_directions = told.category if told else ""
        self._offered = Offered(told, settings.company.directions, pack.lexicon) if told else None

    def _fits(self, marked: Marked, match: Match, group: Any) -> bool:
        if not super()._fits(marked, match, group):
            return False
        if self._offered is None or getattr(group, "category", "") != self._of_directions:
            return True
        return self._offered.lacks(marked, match.tokens)


def _reply(talk: Talk, message: Message) -> Message | None:
    """The employee's first message after one of the client's."""
    messages = talk.conversation.messages
    place = next(n for n, m in enumerate(messages) if m.id == message.id)
    return next((m for m in messages[place + 1 :] if m.role == "employee" and m.text.strip()), None)


def _tokens(marked: Marked, start: int, end: int) -> list[int]:
    """The tokens that begin within some characters of the given text."""
    spans = (marked.reading.span(i, i + 1) for i in range(len(marked.reading)))
    return [i for i, (first, _) in enumerate(spans) if start <= first < end]
