"""Typed placeholders in place of personal data, in everything a report holds; offsets stay those of the original.

In two steps, so that several processes agree: whoever checks a conversation hides its data behind marks that hold the
kind and the key of each datum; one masker for the run then numbers them in the order of the reports.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from promisecheck.personal_data.datum import Datum, Kind
from promisecheck.personal_data.find import find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from promisecheck.conversation import Conversation, Message
    from promisecheck.report import Outcome, Report, Violation
    from promisecheck.voice.rows import Row

_OPEN, _SPLIT, _CLOSE = "\ue000", "\ue001", "\ue002"  # of the private use area: no text has them once it is cleared
_MARK = re.compile(f"{_OPEN}([a-z]+){_SPLIT}([^{_CLOSE}]*){_CLOSE}")
_CLEARED = str.maketrans(dict.fromkeys((_OPEN, _SPLIT, _CLOSE), "\N{REPLACEMENT CHARACTER}"))
_NAMES: dict[Kind, str] = {
    "person": "имя", "phone": "телефон", "email": "почта", "passport": "паспорт", "inn": "ИНН", "snils": "СНИЛС",
    "card": "карта", "account": "счёт", "address": "адрес", "birthday": "дата рождения", "contract": "договор",
    "number": "номер",
}  # fmt: skip
_DIGITS = 9  # of a number in metadata that may be a telephone or a document
_SHORT = 4  # characters below which a known value is no word of its own


class Masker:
    """Numbers the data of one run: «[телефон 1]» is the same telephone wherever it stands."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self._count: dict[str, int] = {}

    def report(self, hidden: Report) -> Report:
        """A report with hidden data, numbered."""
        return _mapped(hidden, self.settle, lambda violation: self.settle(violation.quote))

    def completed(self, hidden: Report, whole: Report) -> Report:
        """The same once a survey has completed it: what that added tells of other conversations, and is not hidden."""
        known = {id(one) for one in hidden.outcomes}
        added = [one for one in whole.outcomes if id(one) not in known]
        late = _mapped(whole.model_copy(update={"outcomes": added}), lambda value: _walk(value, _hide_rest), _quote)
        by_rule = {one.rule_id: one for one in late.outcomes}
        outcomes = [by_rule.get(one.rule_id, one) for one in whole.outcomes]
        return self.report(whole.model_copy(update={"outcomes": outcomes}))

    def row(self, row: Row) -> Row:
        """A row of the voice report with hidden data, numbered."""
        texts = {name: value for name, value in row if isinstance(value, str)}
        return row.model_copy(update={name: self.settle(value) for name, value in texts.items()})

    def conversation(self, given: Conversation) -> Conversation:
        """What writers show around a report: the messages keep their lengths, so that offsets hold in them."""
        hider = Hider(given)

        def hidden(value: Any) -> Any:
            return self.settle(_walk(value, hider.text))

        def masked(part: Any, **fields: Any) -> Any:
            """A part with some fields changed; unknown ones may hold anything, and are hidden."""
            return part.model_copy(update={**hidden(part.model_extra or {}), **fields})

        def said(one: Message) -> Message:
            return masked(one, id=hidden(one.id), text=self._even(one.text, hider.spans(one.text)))  # type: ignore[no-any-return]

        return masked(  # type: ignore[no-any-return]
            given,
            id=hidden(given.id),
            employee=hidden(given.employee),
            client=given.client and masked(given.client, **hidden(given.client.model_dump())),
            messages=[said(one) for one in given.messages],
            records=[masked(one, text=hidden(one.text)) for one in given.records],
        )

    def _even(self, text: str, spans: Iterable[Datum]) -> str:
        """A text in which each datum has a placeholder of its own length, of asterisks where it has no room."""
        pieces, done = [], 0
        for datum in spans:
            length = datum.end - datum.start
            named = str(self.settle(_mark(datum)))
            pieces += [text[done : datum.start], (named if len(named) <= length else "").ljust(length, "*")]
            done = datum.end
        return "".join([*pieces, text[done:]])

    def text(self, text: str) -> str:
        """Any text with its data numbered."""
        return str(self.settle(hide_text(text)))

    def settle(self, value: Any) -> Any:
        """A value with every mark in it turned into a placeholder."""
        return _walk(value, lambda text: _MARK.sub(self._placeholder, text))

    def _placeholder(self, match: re.Match[str]) -> str:
        kind, key = match[1], match[2]
        if (kind, key) not in self._numbers:
            self._count[kind] = self._count.get(kind, 0) + 1
            self._numbers[kind, key] = self._count[kind]
        return f"[{_NAMES[kind]} {self._numbers[kind, key]}]"  # type: ignore[index]


class Hider:
    """Hides the data of one conversation; what one text shows to be personal is hidden in all others too."""

    def __init__(self, conversation: Conversation):
        self._texts = {message.id: message.text for message in conversation.messages}
        self._known: dict[str, tuple[str, str]] = {}
        client = conversation.client
        fields: tuple[tuple[Kind, str | None], ...] = (
            ("person", client.name if client else None), ("phone", client.phone if client else None),
            ("email", client.email if client else None), ("person", conversation.employee),
        )  # fmt: skip
        for kind, value in fields:
            if value and value.strip():
                self._learn(value, kind)
        for text in (*self._texts.values(), *(record.text for record in conversation.records)):
            for datum in _data(text):
                self._known.setdefault(text[datum.start : datum.end], (datum.kind, datum.key))
        known = sorted((one for one in self._known if len(one) >= _SHORT), key=len, reverse=True)
        self._again = re.compile("|".join(map(re.escape, known))) if known else None

    def _learn(self, value: str, kind: Kind) -> None:
        """A field of the card as a whole, and the data found in it under their own keys."""
        found = next(iter(_data(value)), None)
        self._known[value] = (found.kind, found.key) if found else (kind, value.casefold())

    def report(self, report: Report) -> Report:
        """The report with marks in place of its data."""
        return _mapped(report, lambda value: _walk(value, self.text), self._quote)

    def text(self, text: str) -> str:
        """A text with marks in place of its data."""
        return _marked(text, 0, len(text), self.spans(text))

    def spans(self, text: str) -> list[Datum]:
        """Where the data of the conversation stands in a text, in order and apart."""
        spans = list(_data(text))
        for match in self._again.finditer(text) if self._again else ():
            if all(match.end() <= one.start or one.end <= match.start() for one in spans):
                kind, key = self._known[match[0]]
                spans.append(Datum(kind, *match.span(), key))  # type: ignore[arg-type]
        return sorted(spans, key=lambda one: one.start)

    def slice(self, message_id: str, start: int, end: int) -> str:
        """Characters of a message with marks in place of its data; a datum cut through is hidden whole."""
        text = self._texts[message_id]
        return _marked(text, start, end, self.spans(text))

    def _quote(self, violation: Violation) -> str | None:
        """The quote by its place in the message: a datum that it cuts through is hidden whole."""
        text = self._texts.get(violation.message_id or "")
        if violation.quote is None or violation.start is None or violation.end is None or text is None:
            return None if violation.quote is None else self.text(violation.quote)
        return self.slice(violation.message_id or "", violation.start, violation.end)


def hide_text(text: str) -> str:
    """A text that belongs to no conversation, with marks in place of its data."""
    return _marked(text, 0, len(text), _data(text))


def _hide_rest(text: str) -> str:
    """A text in which some data is hidden, with marks in place of the others."""
    pieces, done = [], 0
    for mark in _MARK.finditer(text):
        pieces += [hide_text(text[done : mark.start()]), mark[0]]
        done = mark.end()
    return "".join([*pieces, hide_text(text[done:])])


def _quote(violation: Violation) -> str | None:
    return violation.quote and _hide_rest(violation.quote)


def shown(text: str, spans: Iterable[tuple[int, int]], masker: Masker) -> tuple[str, list[tuple[int, int]]]:
    """A masked text, and where some spans of the original stand in it; a span within a datum covers all of it."""
    pieces: list[str] = []
    at: list[tuple[int, int, int, int]] = []  # of the original, and of what is shown
    done = length = 0
    for datum in _data(text):
        for start, end, piece in (
            (done, datum.start, text[done : datum.start]),
            (datum.start, datum.end, _mark(datum)),
        ):
            piece = str(masker.settle(piece))
            pieces.append(piece)
            at.append((start, end, length, length + len(piece)))
            length += len(piece)
        done = datum.end
    pieces.append(text[done:])
    at.append((done, len(text), length, length + len(text) - done))

    def moved(offset: int, *, end: bool) -> int:
        for start, stop, here, there in at:
            if start <= offset < stop or (end and start < offset <= stop):
                same = stop - start == there - here
                return here + offset - start if same else there if end else here
        return length + len(text) - done

    return "".join(pieces), [(moved(a, end=False), moved(b, end=True)) for a, b in spans]


def _marked(text: str, start: int, end: int, spans: Iterable[Datum]) -> str:
    """Characters `start` to `end` of a text with a mark for each datum that reaches into them."""
    pieces, done = [], start
    for datum in spans:
        if datum.start < end and start < datum.end:
            pieces += [text[done : max(done, datum.start)].translate(_CLEARED), _mark(datum)]
            done = datum.end
    pieces.append(text[done:end].translate(_CLEARED) if done < end else "")
    return "".join(pieces)


def _mark(datum: Datum) -> str:
    return f"{_OPEN}{datum.kind}{_SPLIT}{datum.key.translate(_CLEARED)}{_CLOSE}"


@lru_cache(2048)
def _data(text: str) -> tuple[Datum, ...]:
    return tuple(find(text))


def _mapped(report: Report, value: Callable[[Any], Any], quote: Callable[[Violation], str | None]) -> Report:
    """The report with every text in it replaced; offsets stay."""

    def violation(one: Violation) -> Violation:
        changed = {"message_id": value(one.message_id), "quote": quote(one), "explanation": value(one.explanation),
                   "suggestion": value(one.suggestion)}  # fmt: skip
        return one.model_copy(update=changed)

    def outcome(one: Outcome) -> Outcome:
        lists = {"violations": [*map(violation, one.violations)], "notes": [*map(violation, one.notes)]}
        return one.model_copy(update=lists)

    return report.model_copy(
        update={
            "conversation_id": value(report.conversation_id),
            "outcomes": [*map(outcome, report.outcomes)],
            "metadata": value(report.metadata),
        }
    )


def _walk(value: Any, change: Callable[[str], str]) -> Any:
    """A plain value with every text in it changed, keys too; of long numbers only those that are personal data."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {change(key) if isinstance(key, str) else key: _walk(inner, change) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_walk(inner, change) for inner in value]
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= 10 ** (_DIGITS - 1):
        digits = f"{value:.0f}" if isinstance(value, float) else str(value)
        changed = change(digits)
        return value if changed == digits else changed
    return value
