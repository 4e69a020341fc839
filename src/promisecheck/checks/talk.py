"""A conversation while it is being judged: each message is read once, however many rules look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.rules.match import Marked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from promisecheck.conversation import Conversation, Message
    from promisecheck.language.reading import Reader
    from promisecheck.rules.lexicon import Lexicon


class Talk:
    """The messages of a conversation with their readings. `shortcut` off parses every message."""

    def __init__(self, conversation: Conversation, reader: Reader, lexicon: Lexicon, *, lang: str, shortcut: bool):
        self.conversation = conversation
        self.lang = lang
        self.shortcut = shortcut
        self._reader = reader
        self._lexicon = lexicon
        self._shallow: dict[str, Marked] = {}
        self._deep: dict[str, Marked] = {}

    def spoken_by(self, role: str) -> list[Message]:
        """The messages of one side that hold text."""
        return [m for m in self.conversation.messages if m.role == role and m.text.strip()]

    def shallow(self, message: Message) -> Marked:
        """Tokens, lemmas and word lists of a message."""
        if message.id not in self._shallow:
            self._shallow[message.id] = Marked(self._reader.read(message.text), self._lexicon)
        return self._shallow[message.id]

    def deep(self, message: Message, sentences: Iterable[int] | None = None) -> Marked:
        """The same, with the given sentences (all by default) tagged and parsed."""
        shallow = self.shallow(message)
        if shallow.reading.deepen(sentences) or message.id not in self._deep:
            self._deep[message.id] = shallow.deepened()
        return self._deep[message.id]

    def read(self, text: str) -> Marked:
        """A text that is no message, such as a record: tokens, lemmas and word lists."""
        return Marked(self._reader.read(text), self._lexicon)

    def before(self, message: Message) -> list[Message]:
        """The messages before one, latest first."""
        messages = self.conversation.messages
        place = next(n for n, m in enumerate(messages) if m.id == message.id)
        return messages[:place][::-1]
