"""The judgement itself, in one thread: a conversation in, a decision out, or `DeadlineExceeded`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.conversation import Conversation
from promisecheck.deadline import DeadlineExceeded, deadline
from promisecheck.errors import PromisecheckError
from promisecheck.gate.decision import Decision, DraftViolation, by_severity, draft_of
from promisecheck.gate.proposal import propose

if TYPE_CHECKING:
    from promisecheck.checker import Checker
    from promisecheck.gate.settings import GateSettings
    from promisecheck.report import Report, Violation

_WARM = 400  # examples that are enough to build every pattern that messages commonly wake


class Judge:
    """A checker with a policy. Not for several threads at once: see `lanes`."""

    def __init__(self, checker: Checker, settings: GateSettings):
        self.checker, self.settings = checker, settings

    def decide(self, conversation: Conversation, at: float | None = None) -> Decision:
        """The decision on the last message; raises `InputError`, and `DeadlineExceeded` soon after `at` (monotonic).

        A verdict that is there in time stands, even where there is no time left for a proposal.
        """
        draft = draft_of(conversation)
        near = self._near(conversation)
        with deadline(at):
            found = self._found(near)
            try:
                made = propose(draft.text, found, self.checker.pack, lambda text: self._with(near, text))
            except DeadlineExceeded:
                made = None
        return Decision(
            decision=by_severity(found, self.settings.policy(conversation.channel)),
            conversation_id=conversation.id,
            message_id=draft.id,
            violations=found,
            proposal=made.text if made else None,
            unresolved=list(made.unresolved) if made else [],
        )

    def check(self, conversation: Conversation, at: float | None = None) -> Report:
        """The whole report of a conversation, in the same time."""
        with deadline(at):
            return self.checker.check(conversation)

    def warm(self) -> None:
        """Loads the models and builds the patterns: the first message must not wait for them."""
        from promisecheck.rules.examples import conversations

        for n, conversation in enumerate(conversations(self.checker)):
            if n == _WARM:
                break
            if conversation.messages and conversation.messages[-1].role == "employee":
                try:
                    self.decide(conversation)
                except PromisecheckError:
                    continue

    def _found(self, conversation: Conversation) -> list[DraftViolation]:
        """The violations of the draft; what was sent before it cannot be taken back and does not count."""
        draft = conversation.messages[-1].id
        report = self.checker.check(conversation, only={draft})
        return [
            DraftViolation(rule_id=outcome.rule_id, clause=outcome.clause, **violation.model_dump())
            for outcome in report.outcomes
            for violation in outcome.violations
            if violation.message_id == draft and not self._may_come_later(outcome.rule_id, violation)
        ]

    def _may_come_later(self, rule_id: str, violation: Violation) -> bool:
        """Whether what is missing may still be said after the draft: a farewell, say."""
        repair = self.checker.pack.rule(rule_id).categories[violation.category].repair
        return violation.start is None and repair is not None and repair.place == "later"

    def _with(self, conversation: Conversation, text: str) -> list[DraftViolation]:
        """The violations of another wording of the draft."""
        *before, draft = conversation.messages
        changed = [*before, draft.model_copy(update={"text": text})]
        return self._found(conversation.model_copy(update={"messages": changed})) if text.strip() else []

    def _near(self, conversation: Conversation) -> Conversation:
        """The conversation with no more before the draft than the settings want looked at."""
        *before, draft = conversation.messages
        kept, size = [draft], len(draft.text)
        for message in reversed(before[-self.settings.context :] if self.settings.context else []):
            size += len(message.text)
            if size > self.settings.longest:
                break
            kept.append(message)
        return conversation.model_copy(update={"messages": kept[::-1]})
