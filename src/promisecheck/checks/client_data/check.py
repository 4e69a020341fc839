"""A client-data rule at work: the engine of forbidden meaning, personal data, and disclosure to relatives."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from promisecheck.checks.client_data.disclosure import Disclosures
from promisecheck.checks.client_data.leaks import Leaks
from promisecheck.checks.forbidden_meaning.check import ForbiddenMeaningCheck
from promisecheck.checks.kind import outcome
from promisecheck.explain import Account, Place
from promisecheck.personal_data.own import client_of, company_of
from promisecheck.rules.compile import check_lists

if TYPE_CHECKING:
    from promisecheck.checks.client_data.schema import ClientDataRule
    from promisecheck.checks.forbidden_meaning.finding import Finding
    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Message
    from promisecheck.report import Outcome, Violation
    from promisecheck.rules.pack import Pack
    from promisecheck.settings import Settings


class ClientDataCheck(ForbiddenMeaningCheck):
    """One rule of this kind, ready to judge."""

    rule: ClientDataRule

    def __init__(self, rule: ClientDataRule, pack: Pack, settings: Settings):
        super().__init__(rule, pack, settings)
        data = rule.personal_data
        check_lists((data.clients, data.staff, data.holds), pack, rule.id)
        self.settings = settings
        self.leaks = Leaks(data)
        self.disclosures = Disclosures(rule.disclosure, pack, rule.id) if rule.disclosure else None

    def judge(self, talk: Talk) -> Outcome:
        """Every place where data of clients is handed out, in words or by itself."""
        said = super().judge(talk)
        violations = list(said.violations)
        for message in talk.spoken_by(self.rule.speaker):
            found = [v for v in violations if v.message_id == message.id]
            violations += [one for one in self._shown(talk, message) if not any(_overlap(one, v) for v in found)]
        order = {message.id: n for n, message in enumerate(talk.conversation.messages)}
        violations.sort(key=lambda one: (order.get(one.message_id or "", 0), one.start or 0))
        status = "violated" if violations else said.status
        return outcome(self.rule, status, violations, said.notes)

    def explain(self, talk: Talk, message: Message) -> Account:
        """The engine's account with the personal data that was found."""
        account = super().explain(talk, message)
        shown = self._shown(talk, message)
        places = [
            Place(kind="personal data", start=v.start or 0, end=v.end or 0, quote=v.quote or "", category=v.category)
            for v in shown
        ]
        matched = self.disclosures.matched(talk, message) if self.disclosures else []
        return account.model_copy(
            update={
                "places": [*account.places, *places],
                "violations": [*account.violations, *shown],
                "matched": sorted({*account.matched, *matched}),
            }
        )

    def _shown(self, talk: Talk, message: Message) -> list[Violation]:
        conversation = talk.conversation
        found: list[Finding] = self.leaks.findings(
            message.text,
            lambda: talk.shallow(message),
            client=cache(lambda: client_of(conversation)),
            company=cache(lambda: company_of(conversation, self.settings)),
            public=conversation.channel == "comment",
        )
        if self.disclosures and not found:
            found = self.disclosures.findings(talk, message)
        return [self._violation(talk, message, finding) for finding in found]


def _overlap(one: Violation, two: Violation) -> bool:
    return (one.start or 0) < (two.end or 0) and (two.start or 0) < (one.end or 0)
