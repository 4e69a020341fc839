"""A report on one message, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from promisecheck.report import Outcome, Report, Violation
from promisecheck.texts import say, visible

if TYPE_CHECKING:
    from promisecheck.personal_data.mask import Masker

_STYLES = {"block": "bold red", "warn": "bold yellow", "info": "dim"}


def show(report: Report, text: str, console: Console, lang: str, masker: Masker | None = None) -> None:
    """The text with its offending spans marked, then each violation and note with its reason."""
    found = list(_found(report))
    text, placed = _placed(text, [violation for _, violation in found], masker)
    console.print(_marked(text, placed), soft_wrap=True)
    console.print()
    for outcome, violation in found:
        _show_one(outcome, violation, console, lang)
    count = len(report.violations)
    style = "red" if count else "green"
    console.print(Text(say("violations", lang, n=count) if count else say("clean", lang), style=style))


def _found(report: Report) -> Iterator[tuple[Outcome, Violation]]:
    for outcome in report.outcomes:
        for violation in (*outcome.violations, *outcome.notes):
            yield outcome, violation


def _placed(text: str, violations: list[Violation], masker: Masker | None) -> tuple[str, list[Violation]]:
    """The text to show, and the violations by their places in it."""
    if masker is None:
        return text, violations
    from promisecheck.personal_data.mask import shown

    there = [one for one in violations if one.start is not None and one.end is not None]
    masked, spans = shown(text, [(one.start or 0, one.end or 0) for one in there], masker)
    moved = zip(there, spans, strict=True)
    return masked, [one.model_copy(update={"start": start, "end": end}) for one, (start, end) in moved]


def _marked(text: str, violations: list[Violation]) -> Text:
    marked = Text(visible(text))
    for violation in sorted(violations, key=lambda v: v.severity, reverse=True):  # block last, on top
        if violation.start is not None and violation.end is not None:
            marked.stylize(f"underline {_STYLES[violation.severity]}", violation.start, violation.end)
    return marked


def _show_one(outcome: Outcome, violation: Violation, console: Console, lang: str) -> None:
    head = Text(say(violation.severity, lang), style=_STYLES[violation.severity])
    head.append(f"  {say('clause', lang, clause=outcome.clause)} · {outcome.rule_id} · {violation.category}", "default")
    console.print(head, soft_wrap=True)
    body = [f"«{violation.quote}»"] if violation.quote else []
    body.append(violation.explanation)
    if violation.suggestion:
        body.append(say("suggestion", lang, text=violation.suggestion))
    console.print(Padding(Text(visible("\n".join(body))), (0, 0, 1, 2)))
