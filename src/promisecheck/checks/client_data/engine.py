"""The engine of a client-data rule: forbidden meaning, and data of clients that a message shows."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from promisecheck.checks.client_data.leaks import Leaks
from promisecheck.checks.client_data.negation import denied
from promisecheck.checks.client_data.requests import Requests
from promisecheck.checks.forbidden_meaning.engine import Engine
from promisecheck.checks.forbidden_meaning.finding import Finding
from promisecheck.checks.forbidden_meaning.span import clause_finding
from promisecheck.personal_data.find import identifiers, persons
from promisecheck.personal_data.own import Own, client_of, company_of
from promisecheck.rules.compile import check_lists, compile_groups

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from promisecheck.checks.client_data.schema import ClientDataRule
    from promisecheck.checks.forbidden_meaning.engine import Trace
    from promisecheck.checks.forbidden_meaning.schema import Phrase
    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Message
    from promisecheck.language.context.cue import Cue
    from promisecheck.rules.match import Marked, Match
    from promisecheck.rules.pack import Pack
    from promisecheck.settings import Settings

_Sides = tuple["Callable[[], Own]", "Callable[[], Own]"]  # the client's, the company's


class ClientDataEngine(Engine):
    """A compiled rule. A refusal is not taken back by a second negation."""

    rule: ClientDataRule

    def __init__(self, rule: ClientDataRule, pack: Pack, settings: Settings):
        super().__init__(rule, pack)
        data = rule.personal_data
        check_lists((data.clients, data.staff, data.holds, data.ours), pack, rule.id)
        self.settings = settings
        self.leaks = Leaks(data)
        self.requests = [Requests(request, pack, rule.id) for request in rule.requests]
        self.public = compile_groups([data.told_in_public], pack, rule.id)

    def trace(self, talk: Talk, message: Message) -> Trace:
        """What the words say, with what is known of the data beside them."""
        trace = super().trace(talk, message)
        trace.known = list(self._known(talk, message))
        return trace

    def shown(self, talk: Talk, message: Message) -> list[Finding]:
        """Data of clients that the message shows, or grants to one who asks without authority."""
        return talk.once(("shown", id(self), message.id), lambda: self._shown(talk, message))

    def authorised(self, talk: Talk, message: Message) -> bool:
        """Whether somebody asked who needs a power of attorney, and it was spoken of as being there."""
        ways = [one for one in self.requests if one.rule.authority.find and one.asked(talk, message)]
        return any(one.authorised(talk, message) for one in ways)

    def _known(self, talk: Talk, message: Message) -> Iterator[Finding]:
        """Whose data stands where, and where the talk is public: names that the second reader learns."""
        for leak in self.shown(talk, message):
            yield Finding(leak.start, leak.end, f"data:{leak.category}")
        if talk.conversation.channel == "comment":
            yield Finding(0, len(message.text), "in public")
        found = identifiers(message.text)
        client, company = self._sides(talk)
        for one in [*found, *persons(message.text)] if found else []:
            whose = "ours" if company().covers(one, message.text) else "strangers"
            whose = "clients" if client().covers(one, message.text) else whose
            yield Finding(one.start, one.end, f"datum:{one.kind}")
            yield Finding(one.start, one.end, f"datum:{whose}")

    def _sides(self, talk: Talk) -> _Sides:
        """Whose data is whose: worked out once a conversation, and only where data is found."""
        conversation = talk.conversation

        def made() -> _Sides:
            return cache(lambda: client_of(conversation)), cache(lambda: company_of(conversation, self.settings))

        return talk.once(("sides", id(self)), made)

    def _shown(self, talk: Talk, message: Message) -> list[Finding]:
        conversation = talk.conversation
        client, company = self._sides(talk)
        found: list[Finding] = self.leaks.findings(
            message.text,
            lambda: talk.light(message),
            client=client,
            company=company,
            public=conversation.channel == "comment",
            just_said=_just_said(talk, message),
            alone=all(earlier.role != "client" for earlier in talk.before(message)),
        )
        if not found and conversation.channel == "comment":
            found = self._told_in_public(talk, message)
        for requests in self.requests:
            found = found or requests.findings(talk, message)
        ways = [one for one in self.requests if one.rule.authority.find] if found else []
        return [] if any(one.authorised(talk, message) for one in ways) else found

    def _told_in_public(self, talk: Talk, message: Message) -> list[Finding]:
        """The client's own affairs, told where everybody reads."""
        if not self.public.could_match(talk.light(message).present()):
            return []
        marked = talk.deep(message)
        told = (match for match, _ in self.public.find(marked) if not denied(marked, match.head))
        return [clause_finding(marked, [match], self.rule.personal_data.public) for match in told][:1]

    def _context_excuses(self, marked: Marked, match: Match, phrase: Phrase) -> list[Cue]:
        if "negated" in phrase.excused_by:
            cues = [cue for cue in denied(marked, match.head) if cue.start not in match.tokens]
            if cues:
                return cues
        return super()._context_excuses(marked, match, phrase)


def _just_said(talk: Talk, message: Message) -> list[str]:
    """The same side's last messages, up to two, that no other side has answered."""
    said: list[str] = []
    for earlier in talk.before(message)[:2]:
        if earlier.role != message.role:
            break
        said.append(earlier.text)
    return said
