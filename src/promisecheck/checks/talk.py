"""A conversation while it is being judged: each message is read once, however many rules look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from promisecheck.rules.match import Marked

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable

    from promisecheck.conversation import Conversation, Message
    from promisecheck.language.reading import Reader
    from promisecheck.rules.lexicon import Lexicon


Value = TypeVar("Value")


class Talk:
    """The messages of a conversation with their readings. `shortcut` off parses every message.

    `only`: the ids of the messages whose wording is to be judged (all by default).
    """

    def __init__(
        self,
        conversation: Conversation,
        reader: Reader,
        lexicon: Lexicon,
        *,
        lang: str,
        shortcut: bool,
        only: Collection[str] | None = None,
    ):
        self.conversation = conversation
        self.lang = lang
        self.shortcut = shortcut
        self.only = only
        self._reader = reader
        self._lexicon = lexicon
        self._shallow: dict[str, Marked] = {}
        self._deep: dict[str, Marked] = {}
        self._kept: dict[Hashable, Any] = {}
        self._light: dict[str, Marked] = {}

    def spoken_by(self, role: str) -> list[Message]:
        """The messages of one side that hold text."""
        return [m for m in self.conversation.messages if m.role == role and m.text.strip()]

    def judged_of(self, role: str) -> list[Message]:
        """Those of them whose wording is to be judged."""
        return [m for m in self.spoken_by(role) if self.only is None or m.id in self.only]

    def shallow(self, message: Message) -> Marked:
        """Tokens, lemmas and word lists of a message."""
        if message.id not in self._shallow:
            self._shallow[message.id] = Marked(self._reader.read(message.text), self._lexicon)
            self._light[message.id] = self._shallow[message.id].kept()
        return self._shallow[message.id]

    def light(self, message: Message) -> Marked:
        """The shallow reading that no parse has narrowed or ever will."""
        self.shallow(message)
        return self._light[message.id]

    def deep(self, message: Message, sentences: Iterable[int] | None = None) -> Marked:
        """The same, with the given sentences (all by default) tagged and parsed."""
        shallow = self.shallow(message)
        if shallow.reading.deepen(sentences) or message.id not in self._deep:
            self._deep[message.id] = shallow.deepened()
        return self._deep[message.id]

    def read(self, text: str) -> Marked:
        """A text that is no message, such as a record: tokens, lemmas and word lists."""
        return Marked(self._reader.read(text), self._lexicon)

    def once(self, key: Hashable, work: Callable[[], Value]) -> Value:
        """What `work` gives, done once for this conversation."""
        if key not in self._kept:
            self._kept[key] = work()
        found: Value = self._kept[key]
        return found

    def before(self, message: Message) -> list[Message]:
        """The messages before one, latest first."""
        messages = self.conversation.messages
        place = next(n for n, m in enumerate(messages) if m.id == message.id)
        return messages[:place][::-1]
