"""A client-signal rule at work: signals in the client's words, each held against the records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.checks.client_signal.engine import SignalEngine
from promisecheck.checks.client_signal.gist import agree, gist
from promisecheck.checks.client_signal.signal import Signal
from promisecheck.checks.forbidden_meaning.check import ForbiddenMeaningCheck
from promisecheck.checks.kind import outcome
from promisecheck.evaluate.labels import LabelledSpan
from promisecheck.rules.compile import check_lists

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from promisecheck.checks.client_signal.schema import ClientSignalRule
    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Message, Record
    from promisecheck.report import Outcome, Violation
    from promisecheck.rules.match import Marked
    from promisecheck.rules.pack import Pack
    from promisecheck.settings import Settings


class ClientSignalCheck(ForbiddenMeaningCheck):
    """One rule of this kind, ready to judge."""

    rule: ClientSignalRule
    engine: SignalEngine

    def __init__(self, rule: ClientSignalRule, pack: Pack, settings: Settings):
        super().__init__(rule, pack, settings)
        lists = [*rule.idle, *rule.kin, *(name for topic in rule.topics.values() for name in topic.words)]
        check_lists(lists, pack, rule.id)

    def _engine(self, rule: ClientSignalRule, pack: Pack, settings: Settings) -> SignalEngine:  # type: ignore[override]
        return SignalEngine(rule, pack, settings)

    def judge(self, talk: Talk) -> Outcome:
        """Violated by a signal that no record answers; not applicable where the client gave none."""
        signals, notes = self._heard(talk)
        if not signals:
            return outcome(self.rule, "not_applicable", notes=notes)
        missing = [violation for signal, violation in signals if not signal.recorded]
        return outcome(self.rule, "violated" if missing else "passed", missing, notes)

    def signals(self, talk: Talk) -> list[Signal]:
        """Every signal of the client, in order, recorded or not."""
        return [signal for signal, _ in self._heard(talk)[0]]

    def taught(self, talk: Talk, status: str, spans: list[LabelledSpan]) -> list[LabelledSpan] | None:
        """Labels mark what is not recorded; of a conversation with records only the plain case is known."""
        if not any(record.kind == self.rule.record for record in talk.conversation.records):
            return spans
        told = talk.spoken_by(self.rule.speaker)
        if status != "passed" or len(told) != 1:
            return None
        found = self.engine.trace(talk, told[0]).findings
        places = [(one.start, one.end) for one in found] or [(0, len(told[0].text))]
        return [LabelledSpan(message_id=told[0].id, start=start, end=end) for start, end in places]

    def _heard(self, talk: Talk) -> tuple[list[tuple[Signal, Violation]], list[Violation]]:
        """The signals with the violations they are where no record answers them, and what was held for none."""
        found: list[tuple[Message, Violation]] = []
        notes: list[Violation] = []
        for message in talk.judged_of(self.rule.speaker):
            heard, noted, _ = self._decided(talk, message, self.engine.trace(talk, message))
            found += [(message, one) for one in heard if not self.engine.offers(talk, message, one)]
            notes += noted
        signals = [
            (self._signal(talk, message, one, [v for m, v in found if m is message], len(found) == 1), one)
            for message, one in found
        ]
        return signals, notes

    def _sure(self, talk: Talk, message: Message, found: Violation) -> bool:
        """What the rule knows of this company's directions is not set aside."""
        return self.engine.of_unusual_directions(found.category) or super()._sure(talk, message, found)

    def _signal(self, talk: Talk, message: Message, found: Violation, together: list[Violation], alone: bool) -> Signal:
        """What it is about is told by its own words and by those that belong to none of its neighbours.

        `together` are the signals of its message; `alone`: there is no other in the conversation.
        """
        marked = talk.deep(message)
        start, end = found.start or 0, found.end or 0
        inside = _tokens(marked, start, end)
        around = [k for n in {marked.reading.clause_of(i).sentence for i in inside}
                  for k in range(*marked.reading.sentences[n])]  # fmt: skip
        others = {k for one in together if one is not found
                  for k in _tokens(marked, one.start or 0, one.end or 0)}  # fmt: skip
        if self.rule.apart == "sentence":
            others -= set(around)
        about = self._said(marked, [k for k in range(len(marked.reading)) if k not in others])
        for said in talk.spoken_by(self.rule.speaker) if alone else ():
            light = talk.light(said)
            about |= self._said(light, range(len(light.reading)))
        return Signal(
            message_id=message.id, start=start, end=end, quote=message.text[start:end], category=found.category,
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


def _tokens(marked: Marked, start: int, end: int) -> list[int]:
    """The tokens that begin within some characters of the given text."""
    spans = (marked.reading.span(i, i + 1) for i in range(len(marked.reading)))
    return [i for i, (first, _) in enumerate(spans) if start <= first < end]
