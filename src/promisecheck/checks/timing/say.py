"""What rules on time put into a report: violations of something missing, notes, durations in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.report import Delay, Violation
from promisecheck.rules.schema import Closed, Text
from promisecheck.texts import say

if TYPE_CHECKING:
    from promisecheck.checks.timing.waits import Wait
    from promisecheck.rules.schema import Rule


class Remark(Closed):
    """What a note says: why a person should look, and what may be done."""

    explanation: Text
    suggestion: Text


def violation(
    rule: Rule, category: str, message_id: str | None, lang: str, *facts: str, span: tuple[int, int, str] | None = None
) -> Violation:
    """A violation of a category; without a span something is missing, and the offsets are null."""
    chosen = rule.categories[category]
    start, end, quote = span or (None, None, None)
    return Violation(
        message_id=message_id,
        start=start,
        end=end,
        quote=quote,
        severity=chosen.severity,
        category=category,
        explanation=" ".join((chosen.explanation[lang], *facts)),
        suggestion=chosen.suggestion[lang],
    )


def note(remark: Remark, name: str, message_id: str | None, lang: str, *facts: str) -> Violation:
    """A note on a message."""
    return Violation(
        message_id=message_id,
        start=None,
        end=None,
        quote=None,
        severity="info",
        category=name,
        explanation=" ".join((remark.explanation[lang], *facts)),
        suggestion=remark.suggestion[lang],
    )


def delay(wait: Wait) -> Delay:
    """The delay of a wait as the report gives it."""
    return Delay(
        message_id=wait.first.id,
        answer_id=wait.answer.id if wait.answer else None,
        seconds=wait.delay,
        at_least=wait.shortest,
        at_most=wait.longest,
    )


def waited(wait: Wait, lang: str) -> str:
    """The delay in words: seconds, and minutes where that reads better."""
    if wait.delay is not None:
        return duration(wait.delay, lang)
    low = _number(wait.shortest or 0)
    if wait.longest is None:
        return say("seconds-from", lang, low=low)
    return say("seconds-between", lang, low=low, high=_number(wait.longest))


def duration(seconds: float, lang: str) -> str:
    """`450` as «7 мин 30 с (450 с)»; a reader of the report may want either."""
    plain = say("seconds", lang, n=_number(seconds))
    if seconds < 60:
        return plain
    whole, units = int(seconds), (("д", 86400), ("ч", 3600), ("мин", 60), ("с", 1))
    if lang == "en":
        units = (("d", 86400), ("h", 3600), ("min", 60), ("s", 1))
    parts = []
    for name, size in units:
        count, whole = divmod(whole, size)
        if count:
            parts.append(f"{count} {name}")
    return f"{' '.join(parts)} ({plain})"


def _number(seconds: float) -> str:
    return str(int(seconds)) if float(seconds).is_integer() else f"{seconds:.3f}".rstrip("0")
