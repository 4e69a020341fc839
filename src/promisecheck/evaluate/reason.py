"""Why a rule disagreed with a label, on one short line, and the words it disagreed about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.evaluate.words import say
from promisecheck.explain import accounts, cited, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from promisecheck.checker import Checker
    from promisecheck.conversation import Conversation, Message
    from promisecheck.evaluate.labels import LabelledSpan
    from promisecheck.explain import Account, Place
    from promisecheck.report import Violation

    Spans = Sequence[LabelledSpan] | Sequence[Violation]

_AROUND = 40  # characters of the text on each side
_SPAN = 120
_LINE = 240
_PLACES = 3


def excerpt(conversation: Conversation, spans: Spans) -> tuple[str | None, str]:
    """The message in question and the text around its first span; bounded, whatever the message."""
    for span in spans:
        message = next((m for m in conversation.messages if m.id == span.message_id), None)
        if message is not None and span.start is not None and span.end is not None:
            return message.id, _around(message.text, span.start, span.end)
    named = {span.message_id for span in spans}
    told = [m for m in conversation.messages if m.id in named] or _spoken(conversation) or conversation.messages
    return (told[-1].id, _cut(told[-1].text, _SPAN)) if told else (None, "")


def why_missed(
    checker: Checker, rule_id: str, conversation: Conversation, spans: Sequence[LabelledSpan], lang: str
) -> str:
    """Why the rule found nothing: what excused the words of the label, or that none of the rule's were there."""
    named = {span.message_id for span in spans}
    messages = [m for m in conversation.messages if m.id in named] or _spoken(conversation)
    said = [_missed(_account(checker, rule_id, conversation, m), _of(spans, m), lang) for m in messages]
    return _cut("; ".join(dict.fromkeys(said)) or say("no-message", lang), _LINE)


def why_false(
    checker: Checker, rule_id: str, conversation: Conversation, violations: Sequence[Violation], lang: str
) -> str:
    """What made the rule find something; for a rule that does not explain itself, its own explanation."""
    for message in conversation.messages:
        mine = _of(violations, message)
        account = _account(checker, rule_id, conversation, message) if mine else None
        places = account.places if account else []
        counting = [place for place in places if place.category and _touches(place, mine)]
        if counting:
            return _cut("; ".join(_counted(place, lang) for place in counting[:_PLACES]), _LINE)
    told = [f"{one.category}: {one.explanation}" for one in violations]
    return _cut("; ".join(dict.fromkeys(told)), _LINE)


def _account(checker: Checker, rule_id: str, conversation: Conversation, message: Message) -> Account | None:
    """None for a rule that does not explain itself."""
    return next(accounts(checker, conversation, message, rule_id), None)


def _missed(account: Account | None, spans: Spans, lang: str) -> str:
    """What stands in the labelled place, if anything was found there; else anywhere in the message."""
    if account is None:
        return say("silent", lang)
    if not account.parsed:
        return word("untouched", lang)
    places = [place for place in account.places if _touches(place, spans)] or account.places
    if not places:
        triggers = ", ".join(dict.fromkeys(f"«{one.quote}»" for one in account.triggers))
        return f"{word('triggers', lang)}: {triggers}; {word('found', lang)}: {word('nothing', lang)}"
    told = dict.fromkeys(_excused(place, lang) for place in places)
    return "; ".join(list(told)[:_PLACES])


def _excused(place: Place, lang: str) -> str:
    if place.category:
        return _counted(place, lang)
    cues = [(word(cue.kind, lang), "" if cue.quote == place.quote else f" («{cue.quote}»)") for cue in place.excuses]
    why = ", ".join(dict.fromkeys(f"{kind}{quote}" for kind, quote in cues))
    return f"«{place.quote}»: {why or word(place.kind, lang)}"


def _counted(place: Place, lang: str) -> str:
    answers = [f"{word(a.question, lang)}: {word(a.value, lang)}{cited(a.spots)}" for a in place.answers]
    return f"«{place.quote}» {word('counts', lang)}: {place.category}{' – ' * bool(answers)}{', '.join(answers)}"


def _touches(place: Place, spans: Spans) -> bool:
    return any(
        span.start is not None and span.end is not None and place.start < span.end and span.start < place.end
        for span in spans
    )


def _of(spans: Spans, message: Message) -> Spans:
    return [span for span in spans if span.message_id == message.id]  # type: ignore[return-value]


def _spoken(conversation: Conversation) -> list[Message]:
    return [m for m in conversation.messages if m.role == "employee" and m.text.strip()]


def _around(text: str, start: int, end: int) -> str:
    head, tail = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    left, right = "…" * (start > _AROUND), "…" * (end + _AROUND < len(text))
    return " ".join(f"{left}{head}[[{_cut(text[start:end], _SPAN)}]]{tail}{right}".split())


def _cut(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
