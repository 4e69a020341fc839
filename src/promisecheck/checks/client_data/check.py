"""A client-data rule at work: what may not be said of clients, and data of theirs that may not be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.checks.client_data.engine import ClientDataEngine
from promisecheck.checks.forbidden_meaning.check import ForbiddenMeaningCheck
from promisecheck.checks.kind import outcome
from promisecheck.explain import Account, Place

if TYPE_CHECKING:
    from promisecheck.checks.client_data.schema import ClientDataRule
    from promisecheck.checks.forbidden_meaning.engine import Trace
    from promisecheck.checks.forbidden_meaning.second_reader import Opinion
    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Message
    from promisecheck.report import Outcome, Violation
    from promisecheck.rules.pack import Pack
    from promisecheck.settings import Settings


class ClientDataCheck(ForbiddenMeaningCheck):
    """One rule of this kind, ready to judge."""

    rule: ClientDataRule
    engine: ClientDataEngine

    def _engine(self, rule: ClientDataRule, pack: Pack, settings: Settings) -> ClientDataEngine:  # type: ignore[override]
        return ClientDataEngine(rule, pack, settings)

    def judge(self, talk: Talk) -> Outcome:
        """Every place where data of clients is handed out, in words or by itself."""
        said = super().judge(talk)
        violations = list(said.violations)
        for message in talk.judged_of(self.rule.speaker):
            shown = self._shown(talk, message)
            block = [one for one in violations if one.severity == "block"]
            shown = [one for one in shown if not any(_overlap(one, v) for v in block)]
            # What stands there in digits is surer than what the second reader only warns of.
            violations = [v for v in violations if not any(_overlap(v, one) for one in shown)] + shown
        order = {message.id: n for n, message in enumerate(talk.conversation.messages)}
        violations.sort(key=lambda one: (order.get(one.message_id or "", 0), one.start or 0))
        status = "violated" if violations else said.status
        return outcome(self.rule, status, violations, said.notes)

    def _decided(
        self, talk: Talk, message: Message, trace: Trace
    ) -> tuple[list[Violation], list[Violation], Opinion | None]:
        """Of a power of attorney the rule knows more than the second reader."""
        found, notes, opinion = super()._decided(talk, message, trace)
        if found and not trace.findings and self.engine.authorised(talk, message):
            found = []
        return found, notes, opinion

    def explain(self, talk: Talk, message: Message) -> Account:
        """The engine's account with the personal data that was found."""
        account = super().explain(talk, message)
        shown = self._shown(talk, message)
        places = [
            Place(kind="personal data", start=v.start or 0, end=v.end or 0, quote=v.quote or "", category=v.category)
            for v in shown
        ]
        engine = self.engine
        matched = [source for requests in engine.requests for source in requests.matched(talk, message)]
        matched += [finder.pattern.source for finder, _ in engine.public.ready(talk.light(message).present())
                    if finder.pattern and any(finder.find(talk.deep(message).reading))]  # fmt: skip
        return account.model_copy(
            update={
                "places": [*account.places, *places],
                "violations": [*account.violations, *shown],
                "matched": sorted({*account.matched, *matched}),
            }
        )

    def _shown(self, talk: Talk, message: Message) -> list[Violation]:
        return [self._violation(talk, message, finding) for finding in self.engine.shown(talk, message)]


def _overlap(one: Violation, two: Violation) -> bool:
    same = one.message_id == two.message_id
    return same and (one.start or 0) < (two.end or 0) and (two.start or 0) < (one.end or 0)
