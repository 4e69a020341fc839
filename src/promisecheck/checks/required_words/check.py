"""Required words: what must be said in a certain part of the conversation (memo, clauses 1.3, 1.4, 1.10, 1.11, 2.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.checks.kind import outcome
from promisecheck.checks.required_words.places import PLACES, is_fragment
from promisecheck.checks.wording import Wordings, places
from promisecheck.explain import Account
from promisecheck.report import Violation

if TYPE_CHECKING:
    from promisecheck.checks.required_words.places import Place
    from promisecheck.checks.required_words.schema import RequiredWordsRule
    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Message
    from promisecheck.report import Outcome
    from promisecheck.rules.pack import Pack
    from promisecheck.settings import Settings


class RequiredWordsCheck:
    """One rule of this kind, ready to judge."""

    def __init__(self, rule: RequiredWordsRule, pack: Pack, settings: Settings):
        self.rule, self.settings = rule, settings
        self.wordings = Wordings(rule.required, pack, rule.id)
        self.topic = Wordings(rule.topic, pack, rule.id)

    def judge(self, talk: Talk) -> Outcome:
        """A violation for everything required that is not said in its place."""
        if not self._bears_on(talk):
            return outcome(self.rule, "not_applicable")
        word = self._attested(talk)
        if word:
            return outcome(self.rule, "passed")
        where = PLACES[self.rule.where](self, talk)
        found = [violation for place in where for violation in self._missing(talk, place)]
        if word is False and not found:
            found = [self._violation(talk, next(iter(self.rule.categories)), None)]
        if found and word is None and is_fragment(talk):
            return outcome(self.rule, "not_applicable")
        if not where and word is None:
            return outcome(self.rule, "not_observable" if self.rule.attested else "not_applicable")
        return outcome(self.rule, "violated" if found else "passed", found)

    def explain(self, talk: Talk, message: Message) -> Account | None:
        """What the message says of what is required; nothing where it says none of it."""
        found = self.wordings.said(talk, message)
        if not found:
            return None
        matched = self.wordings.sources(talk, message)
        return Account(parsed=True, matched=matched, places=places(talk.light(message), found))

    def matched(self, talk: Talk, message: Message) -> list[str]:
        """The patterns of what is required and of the topic that fit."""
        return [*self.wordings.sources(talk, message), *self.topic.sources(talk, message)]

    def _bears_on(self, talk: Talk) -> bool:
        conversation = talk.conversation
        if self.rule.channels and conversation.channel not in self.rule.channels:
            return False
        return not self.rule.signed or conversation.contract_signed is True

    def _attested(self, talk: Talk) -> bool | None:
        """A person's word, where the rule lets it decide; of several, one that says no decides."""
        words = [a.ok for a in talk.conversation.attestations if a.rule_id == self.rule.id]
        return all(words) if words and self.rule.attested else None

    def _missing(self, talk: Talk, place: Place) -> list[Violation]:
        said: set[str] = set()
        for number, message in enumerate(place.messages, 1):
            bound = place.until if number == len(place.messages) else None
            for one in self.wordings.counted(talk, message):
                if bound is None or one.match.start < bound:
                    said.update(one.wording.category)
        missing = [name for name in self.rule.wanted if name not in said]
        if self.rule.nothing and not said:
            missing = [self.rule.nothing]
        return [self._violation(talk, name, place.missing_from) for name in missing]

    def _violation(self, talk: Talk, name: str, missing_from: str | None) -> Violation:
        category = self.rule.categories[name]
        return Violation(
            message_id=missing_from, start=None, end=None, quote=None, severity=category.severity, category=name,
            explanation=category.explanation[talk.lang], suggestion=category.suggestion[talk.lang],
        )  # fmt: skip
