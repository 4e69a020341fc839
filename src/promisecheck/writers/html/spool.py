"""The findings and conversations of the page, on disk until it is written; a script in the page reads them.

A finding is a short list, a conversation a line of its own that is read only when somebody looks at it. Places are
counted as scripts count them, in units of UTF-16.
"""

from __future__ import annotations

import json
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from promisecheck.checks.timing.moments import ordered
from promisecheck.writers.rows import sent_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisecheck.conversation import Message
    from promisecheck.report import Violation
    from promisecheck.writers.base import Audited, Options

KEPT = {"block": 50_000, "warn": 50_000, "info": 10_000}  # more than anybody reads; a browser must hold them
_TEXTS = 2_000  # explanations and wordings that are stored once
_ROLES = ("client", "employee", "bot", "system")
_KINDS = ("text", "missed_call", "attachment")
# In the text of a script element: nothing that ends it, and no line ends that only scripts know.
_SAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029\u0085"}


def embedded(value: Any) -> str:
    """JSON that may stand inside a script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_SAFE)


class Numbered:
    """Names by number, in the order in which they came."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, name: str) -> int:
        """The number of a name, a new one if need be."""
        if name not in self._numbers:
            self._numbers[name] = len(self.names)
            self.names.append(name)
        return self._numbers[name]

    def full(self, name: str, size: int) -> bool:
        """Whether a name that is new would be one too many."""
        return name not in self._numbers and len(self.names) >= size


class Spool:
    """Temporary files without names: a killed run leaves none behind."""

    def __init__(self, options: Options):
        self._options = options
        self._conversations, self._findings = _temporary(), {severity: _temporary() for severity in KEPT}
        self.left_out = dict.fromkeys(KEPT, 0)
        self.kept = dict.fromkeys(KEPT, 0)
        self.rules, self.employees, self.channels, self.texts = Numbered(), Numbered(), Numbered(), Numbered()
        self._count = 0

    def add(self, audited: Audited) -> None:
        """The findings of one report, and its conversation if there are any."""
        found = [
            (outcome.rule_id, one)
            for outcome in audited.report.outcomes
            for one in (*outcome.violations, *outcome.notes)
            if self._room(one)
        ]
        if not found:
            return
        messages = ordered(audited.conversation.messages) if audited.conversation else []
        places = {message.id: (number, message) for number, message in enumerate(messages)}
        begun = next(filter(None, map(self._time, messages)), None)
        for rule_id, one in found:
            place, message = places.get(one.message_id or "", (-1, None))
            self._put(rule_id, one, place, message, self._time(message) or begun, audited)
        self._conversations.write(embedded(self._conversation(audited, messages)) + "\n")
        self._count += 1

    def findings(self) -> Iterator[str]:
        """All findings as parts of one JSON list, the gravest first."""
        first = True
        for file in self._findings.values():
            file.seek(0)
            for line in file:
                yield ("" if first else ",") + line
                first = False

    def conversations(self) -> Iterator[str]:
        """Their conversations, one a line."""
        self._conversations.seek(0)
        yield from self._conversations

    def close(self) -> None:
        """Give the files back."""
        for file in (self._conversations, *self._findings.values()):
            file.close()

    def _room(self, found: Violation) -> bool:
        room = self.kept[found.severity] < KEPT[found.severity]
        (self.kept if room else self.left_out)[found.severity] += 1
        return room

    def _put(
        self, rule_id: str, found: Violation, place: int, message: Message | None, time: str | None, audited: Audited
    ) -> None:
        text = message.text if message else ""
        record = [
            self._count,
            place,
            _units(text, found.start),
            _units(text, found.end),
            self.rules.number(rule_id),
            list(KEPT).index(found.severity),
            time,
            self.employees.number(audited.employee or ""),
            self.channels.number(audited.channel or ""),
            self._text(found.explanation),
            self._text(found.suggestion),
        ]
        if message is None and found.quote:  # nowhere else in the page
            record.append(found.quote)
        self._findings[found.severity].write(embedded(record) + "\n")

    def _conversation(self, audited: Audited, messages: list[Message]) -> list[Any]:
        given = audited.conversation
        client = given.client.name if given and given.client else None
        said = [[_ROLES.index(one.role), self._time(one), one.text, _KINDS.index(one.kind)] for one in messages]
        return [audited.report.conversation_id, client, given.direction if given else None, said]

    def _text(self, text: str) -> int | str:
        return text if self.texts.full(text, _TEXTS) else self.texts.number(text)

    def _time(self, message: Message | None) -> str | None:
        time = sent_at(message, self._options)
        exact = "seconds" if message and message.time_precision == "second" else "minutes"
        return time.replace(tzinfo=None).isoformat(timespec=exact) if time else None


def _temporary() -> IO[str]:
    return TemporaryFile("w+", encoding="utf-8", errors="replace", newline="\n")


def _units(text: str, place: int | None) -> int | None:
    """A place among characters as one among units of UTF-16."""
    return None if place is None else len(text[:place].encode("utf-16-le", "surrogatepass")) // 2
