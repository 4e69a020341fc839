"""A client's closing thanks: words after the employee's goodbye that want no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from promisecheck.rules.compile import check_lists
from promisecheck.rules.schema import Closed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from promisecheck.checks.talk import Talk
    from promisecheck.checks.timing.waits import Wait
    from promisecheck.conversation import Message
    from promisecheck.rules.pack import Pack
    from promisecheck.rules.schema import Rule


class Closing(Closed):
    """Word lists: the employee's goodbye, the client's thanks, and what may stand beside thanks."""

    goodbye: list[str] = Field(min_length=1)
    thanks: list[str] = Field(min_length=1)
    beside: list[str] = Field(default_factory=list)


class ClosingThanks:
    """Tells whether a run of incoming messages only closes a conversation that the employee has ended."""

    def __init__(self, closing: Closing, pack: Pack, rule: Rule):
        for names in (closing.goodbye, closing.thanks, closing.beside):
            check_lists(names, pack, rule.id)
        self._closing = closing

    def closes(self, talk: Talk, wait: Wait, before: Sequence[Message]) -> bool:
        """Whether the run is thanks alone; `before` are the employee's messages of the turn before it."""
        return any(self._goodbye(talk, message) for message in before) and all(
            self._thanks(talk, message) for message in wait.messages
        )

    def _goodbye(self, talk: Talk, message: Message) -> bool:
        marked = talk.shallow(message)
        return any(marked.has(i, *self._closing.goodbye) for i in range(len(marked.reading)))

    def _thanks(self, talk: Talk, message: Message) -> bool:
        """Every word is of the lists, a name or none at all (an emoji), and one of them says thanks or goodbye."""
        if message.kind != "text" or "?" in message.text:
            return False
        marked = talk.shallow(message)
        words = [i for i, text in enumerate(marked.reading.texts) if any(sign.isalnum() for sign in text)]
        thanks = {i for i in words if marked.has(i, *self._closing.thanks)}
        named = {i for i in words if {"Name", "Patr"} & marked.reading.words[i].grams}
        beside = {i for i in words if marked.has(i, *self._closing.beside)}
        return bool(thanks or not words) and thanks | named | beside == set(words)
