"""What is granted to one who asks for what is not his: a relative without a power of attorney, a buyer of the base."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.checks.client_data.negation import denied
from promisecheck.checks.forbidden_meaning.span import clause_finding
from promisecheck.language.context.condition import irreal
from promisecheck.language.context.reported import reported
from promisecheck.rules.compile import check_lists, compile_groups

if TYPE_CHECKING:
    from promisecheck.checks.client_data.schema import Request
    from promisecheck.checks.forbidden_meaning.finding import Finding
    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Message
    from promisecheck.rules.compile import Compiled
    from promisecheck.rules.match import Marked
    from promisecheck.rules.pack import Pack
    from promisecheck.rules.schema import Find


class Requests:
    """One way of asking: a reply is looked at only where the client has asked before it."""

    def __init__(self, rule: Request, pack: Pack, rule_id: str):
        self.rule = rule
        check_lists(rule.unless, pack, rule_id)
        self._asked = compile_groups([rule.asked], pack, rule_id)
        self._told = compile_groups([rule.told], pack, rule_id)
        self._authority = compile_groups([rule.authority], pack, rule_id)

    def findings(self, talk: Talk, message: Message) -> list[Finding]:
        """The first clause that grants what was asked."""
        if not self._told.could_match(talk.light(message).present()):
            return []
        if not self.asked(talk, message):
            return []
        if self.authorised(talk, message):
            return []
        marked = talk.deep(message)
        for match, _ in self._told.find(marked):
            if not self._excused(marked, match.head):
                return [clause_finding(marked, [match], self.rule.category)]
        return []

    def asked(self, talk: Talk, message: Message) -> bool:
        """Whether one of the client's last messages asks in this way."""
        asking = [m for m in talk.before(message) if m.role == "client"][: self.rule.within]
        return any(self._said(self._asked, talk, m) for m in asking)

    def authorised(self, talk: Talk, message: Message) -> bool:
        """Whether a power of attorney is spoken of as being there, up to this message."""
        heard = (*talk.before(message), message)
        return any(self._affirmed(talk, m) for m in heard if m.role in ("client", "employee"))

    def _excused(self, marked: Marked, head: int) -> bool:
        if denied(marked, head) or reported(marked, head) or irreal(marked, head):
            return True
        start, end = marked.reading.sentence_of(head)
        return any(marked.has(i, *self.rule.unless) for i in range(start, end)) if self.rule.unless else False

    def matched(self, talk: Talk, message: Message) -> list[str]:
        """The patterns that fit in a message."""
        groups = (self._asked, self._told, self._authority)
        ready = [finder for group in groups for finder, _ in group.ready(talk.light(message).present())]
        if not ready:
            return []
        reading = talk.deep(message).reading
        return [finder.pattern.source for finder in ready if finder.pattern and any(finder.find(reading))]

    @staticmethod
    def _said(group: Compiled[Find], talk: Talk, message: Message) -> bool:
        if not group.could_match(talk.light(message).present()):
            return False
        return any(True for _ in group.find(talk.deep(message)))

    def _affirmed(self, talk: Talk, message: Message) -> bool:
        """Whether a power of attorney is there: not «доверенности нет», «нужна доверенность»."""
        if not self._authority.could_match(talk.light(message).present()):
            return False
        marked = talk.deep(message)
        return any(not denied(marked, match.head) for match, _ in self._authority.find(marked))
