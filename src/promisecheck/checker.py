"""The way a conversation goes through a pack of rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from promisecheck.conversation import Conversation, Message
from promisecheck.report import Outcome, Report

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from promisecheck.explain import Explanation
    from promisecheck.settings import Settings


class Checker:
    """Checks conversations against a pack: the memo's by default, or the rules of a folder.

    `lang` is the language of explanations ("ru" or "en"). With `shortcut` off every message is parsed,
    which changes nothing but the speed. Raises `RuleError` when the rules cannot be used.
    """

    def __init__(
        self,
        rules: Path | str | None = None,
        *,
        settings: Settings | None = None,
        lang: str = "ru",
        shortcut: bool = True,
    ):
        from promisecheck.checks import KINDS
        from promisecheck.language.reading import Reader
        from promisecheck.rules.pack import load_pack
        from promisecheck.settings import Settings

        self.rules, self.settings, self.lang, self.shortcut = rules, settings or Settings(), lang, shortcut
        self.pack = load_pack(rules)
        self._reader = Reader()
        self._checks = [_build(KINDS[rule.kind], rule, self.pack, self.settings) for rule in self.pack.rules]

    def check(
        self, conversation: Conversation | dict[str, Any], *, only: Collection[str] | None = None
    ) -> Report:
        """The report of one conversation; raises `InputError` when it is not one.

        `only`: the ids of the messages whose wording is judged; the others are context. Rules that look at the
        conversation as a whole look at all of it in any case.
        """
        read = Conversation.read(conversation)
        talk = self._talk(read, only)
        outcomes: list[Outcome] = [check.judge(talk) for check in self._checks]
        return Report(conversation_id=read.id, outcomes=outcomes, metadata=read.metadata())

    def outcomes(self, conversation: Conversation, rule_ids: Collection[str]) -> list[Outcome]:
        """The outcomes of some rules only, in the order of the pack."""
        talk = self._talk(conversation)
        return [
            check.judge(talk) for rule, check in zip(self.pack.rules, self._checks, strict=True) if rule.id in rule_ids
        ]

    def check_text(self, text: str) -> Report:
        """The report of one outgoing message."""
        return self.check(outgoing(text))

    def check_many(self, conversations: Iterable[Conversation | dict[str, Any]], *, jobs: int = 1) -> Iterator[Report]:
        """Reports in the order of the conversations, as they come; `jobs` processes share the work."""
        if jobs <= 1:
            yield from map(self.check, conversations)
            return
        from promisecheck.parallel import check_in_processes

        yield from check_in_processes(self, conversations, jobs)

    def explain(self, text: str) -> Explanation:
        """Why an outgoing message was or was not flagged."""
        from promisecheck.explain import explain

        return explain(self, text)

    def _talk(self, conversation: Conversation, only: Collection[str] | None = None) -> Any:
        from promisecheck.checks.talk import Talk

        return Talk(conversation, self._reader, self.pack.lexicon, lang=self.lang, shortcut=self.shortcut, only=only)


def outgoing(text: str) -> Conversation:
    """One outgoing message as a conversation."""
    return Conversation(id="text", channel="other", messages=[Message(id="m1", role="employee", text=text)])


def _build(module: str, rule: Any, pack: Any, settings: Any) -> Any:
    from importlib import import_module

    return import_module(module).KIND.build(rule, pack, settings)
