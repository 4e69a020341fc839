"""A client-data rule at work: the engine of forbidden meaning, personal data, and disclosure to relatives."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from promisecheck.checks.client_data.leaks import Leaks
from promisecheck.checks.client_data.negation import denied
from promisecheck.checks.client_data.requests import Requests
from promisecheck.checks.forbidden_meaning.check import ForbiddenMeaningCheck
from promisecheck.checks.forbidden_meaning.engine import Engine
from promisecheck.checks.forbidden_meaning.span import clause_finding
from promisecheck.checks.kind import outcome
from promisecheck.explain import Account, Place
from promisecheck.personal_data.own import Own, client_of, company_of
from promisecheck.rules.compile import check_lists, compile_groups

if TYPE_CHECKING:
    from promisecheck.checks.client_data.schema import ClientDataRule
    from promisecheck.checks.forbidden_meaning.finding import Finding
    from promisecheck.checks.forbidden_meaning.schema import Phrase
    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Message
    from promisecheck.language.context.cue import Cue
    from promisecheck.report import Outcome, Violation
    from promisecheck.rules.match import Marked, Match
    from promisecheck.rules.pack import Pack
    from promisecheck.settings import Settings


_Sides = tuple[Callable[[], Own], Callable[[], Own]]  # the client's, the company's


class ClientDataEngine(Engine):
    """The engine; a refusal is not taken back by a second negation."""

    def _context_excuses(self, marked: Marked, match: Match, phrase: Phrase) -> list[Cue]:
        if "negated" in phrase.excused_by:
            cues = [cue for cue in denied(marked, match.head) if cue.start not in match.tokens]
            if cues:
                return cues
        return super()._context_excuses(marked, match, phrase)


class ClientDataCheck(ForbiddenMeaningCheck):
    """One rule of this kind, ready to judge."""

    rule: ClientDataRule
    ENGINE = ClientDataEngine

    def __init__(self, rule: ClientDataRule, pack: Pack, settings: Settings):
        super().__init__(rule, pack, settings)
        data = rule.personal_data
        check_lists((data.clients, data.staff, data.holds, data.ours), pack, rule.id)
        self.settings = settings
        self.leaks = Leaks(data)
        self.requests = [Requests(request, pack, rule.id) for request in rule.requests]
        self._public = compile_groups([data.told_in_public], pack, rule.id)

    def judge(self, talk: Talk) -> Outcome:
        """Every place where data of clients is handed out, in words or by itself."""
        said = super().judge(talk)
        violations = list(said.violations)
        sides = self._sides(talk)
        for message in talk.judged_of(self.rule.speaker):
            found = [v for v in violations if v.message_id == message.id]
            violations += [one for one in self._shown(talk, message, sides) if not any(_overlap(one, v) for v in found)]
        order = {message.id: n for n, message in enumerate(talk.conversation.messages)}
        violations.sort(key=lambda one: (order.get(one.message_id or "", 0), one.start or 0))
        status = "violated" if violations else said.status
        return outcome(self.rule, status, violations, said.notes)

    def explain(self, talk: Talk, message: Message) -> Account:
        """The engine's account with the personal data that was found."""
        account = super().explain(talk, message)
        shown = self._shown(talk, message, self._sides(talk))
        places = [
            Place(kind="personal data", start=v.start or 0, end=v.end or 0, quote=v.quote or "", category=v.category)
            for v in shown
        ]
        matched = [source for requests in self.requests for source in requests.matched(talk, message)]
        matched += [finder.pattern.source for finder, _ in self._public.ready(talk.light(message).present())
                    if finder.pattern and any(finder.find(talk.deep(message).reading))]  # fmt: skip
        return account.model_copy(
            update={
                "places": [*account.places, *places],
                "violations": [*account.violations, *shown],
                "matched": sorted({*account.matched, *matched}),
            }
        )

    def _sides(self, talk: Talk) -> _Sides:
        """Whose data is whose: worked out once a conversation, and only where data is found."""
        conversation = talk.conversation
        return cache(lambda: client_of(conversation)), cache(lambda: company_of(conversation, self.settings))

    def _shown(self, talk: Talk, message: Message, sides: _Sides) -> list[Violation]:
        conversation = talk.conversation
        found: list[Finding] = self.leaks.findings(
            message.text,
            lambda: talk.light(message),
            client=sides[0],
            company=sides[1],
            public=conversation.channel == "comment",
            just_said=_just_said(talk, message),
            alone=all(earlier.role != "client" for earlier in talk.before(message)),
        )
        if not found and conversation.channel == "comment":
            found = self._told_in_public(talk, message)
        for requests in self.requests:
            found = found or requests.findings(talk, message)
        if found and any(one.rule.authority.find and one.authorised(talk, message) for one in self.requests):
            return []
        return [self._violation(talk, message, finding) for finding in found]

    def _told_in_public(self, talk: Talk, message: Message) -> list[Finding]:
        """The client's own affairs, told where everybody reads."""
        if not self._public.could_match(talk.light(message).present()):
            return []
        marked = talk.deep(message)
        told = (match for match, _ in self._public.find(marked) if not denied(marked, match.head))
        return [clause_finding(marked, [match], self.rule.personal_data.public) for match in told][:1]


def _just_said(talk: Talk, message: Message) -> list[str]:
    """The same side's last messages, up to two, that no other side has answered."""
    said: list[str] = []
    for earlier in talk.before(message)[:2]:
        if earlier.role != message.role:
            break
        said.append(earlier.text)
    return said


def _overlap(one: Violation, two: Violation) -> bool:
    return (one.start or 0) < (two.end or 0) and (two.start or 0) < (one.end or 0)
