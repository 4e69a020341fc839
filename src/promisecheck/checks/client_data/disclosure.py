"""What is told to a relative of the client who shows no power of attorney."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.checks.forbidden_meaning.span import clause_finding
from promisecheck.language.context.negation import is_negated
from promisecheck.rules.compile import compile_groups

if TYPE_CHECKING:
    from promisecheck.checks.client_data.schema import Disclosure
    from promisecheck.checks.forbidden_meaning.finding import Finding
    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Message
    from promisecheck.rules.compile import Compiled
    from promisecheck.rules.pack import Pack
    from promisecheck.rules.schema import Find


class Disclosures:
    """Looks at a reply only where somebody else than the client has asked before it."""

    def __init__(self, rule: Disclosure, pack: Pack, rule_id: str):
        self.rule = rule
        self._asker = compile_groups([rule.asker], pack, rule_id)
        self._told = compile_groups([rule.told], pack, rule_id)
        self._authority = compile_groups([rule.authority], pack, rule_id)

    def findings(self, talk: Talk, message: Message) -> list[Finding]:
        """The clauses that tell a stranger of the client's affairs."""
        if not self._told.could_match(talk.shallow(message).present()):
            return []
        earlier = talk.before(message)
        if not any(m.role == "client" and self._said(self._asker, talk, m) for m in earlier):
            return []
        if any(self._affirmed(talk, m) for m in (*earlier, message) if m.role in ("client", "employee")):
            return []
        marked = talk.deep(message)
        for match, _ in self._told.find(marked):
            if not is_negated(marked, match.head):
                return [clause_finding(marked, [match], self.rule.category)]
        return []

    def matched(self, talk: Talk, message: Message) -> list[str]:
        """The patterns that fit in a message."""
        groups = (self._asker, self._told, self._authority)
        ready = [finder for group in groups for finder, _ in group.ready(talk.shallow(message).present())]
        if not ready:
            return []
        reading = talk.deep(message).reading
        return [finder.pattern.source for finder in ready if finder.pattern and any(finder.find(reading))]

    @staticmethod
    def _said(group: Compiled[Find], talk: Talk, message: Message) -> bool:
        if not group.could_match(talk.shallow(message).present()):
            return False
        return any(True for _ in group.find(talk.deep(message)))

    def _affirmed(self, talk: Talk, message: Message) -> bool:
        """Whether a power of attorney is there: not «доверенности нет», «нужна доверенность»."""
        if not self._authority.could_match(talk.shallow(message).present()):
            return False
        marked = talk.deep(message)
        return any(not is_negated(marked, match.head) for match, _ in self._authority.find(marked))
