"""The engine of a rule on signals: patterns in the client's words, directions that the company lacks, and replies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from promisecheck.checks.client_signal.directions import Offered
from promisecheck.checks.forbidden_meaning.engine import Engine
from promisecheck.checks.forbidden_meaning.span import clause_finding
from promisecheck.rules.compile import check_lists, compile_groups
from promisecheck.settings import Company

if TYPE_CHECKING:
    from promisecheck.checks.client_signal.schema import ClientSignalRule
    from promisecheck.checks.forbidden_meaning.finding import Finding
    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Message
    from promisecheck.report import Violation
    from promisecheck.rules.match import Marked, Match
    from promisecheck.rules.pack import Pack
    from promisecheck.settings import Settings


class SignalEngine(Engine):
    """A compiled rule. It lets directions pass that the company has."""

    rule: ClientSignalRule

    def __init__(self, rule: ClientSignalRule, pack: Pack, settings: Settings):
        super().__init__(rule, pack)
        told, directions = rule.answered, rule.directions
        self._asked = compile_groups([told.asked] if told else [], pack, rule.id)
        self._reply = compile_groups([told.reply] if told else [], pack, rule.id)
        check_lists([*directions.families, *directions.vague] if directions else [], pack, rule.id)
        self._unusual = settings.company.directions != Company().directions
        self._of_directions = directions.category if directions else ""
        self._offered = Offered(directions, settings.company.directions, pack.lexicon) if directions else None

    def of_unusual_directions(self, category: str) -> bool:
        """Whether a category is that of directions, and the company's are not those a second reader has learnt of."""
        return self._unusual and category == self._of_directions

    def offers(self, talk: Talk, message: Message, found: Violation) -> bool:
        """Whether a place that was found speaks of directions, all of which the company has."""
        if self._offered is None or found.category != self._of_directions:
            return False
        marked = talk.light(message)
        spans = ((i, marked.reading.span(i, i + 1)[0]) for i in range(len(marked.reading)))
        return self._offered.has_all(marked, [i for i, at in spans if (found.start or 0) <= at < (found.end or 0)])

    def _by_turns(self, talk: Talk, message: Message) -> list[Finding]:
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
