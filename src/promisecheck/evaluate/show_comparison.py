"""A comparison as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.text import Text

from promisecheck.evaluate.cells import number, signed, table
from promisecheck.evaluate.result import FIGURES, Comparison, RuleChange
from promisecheck.evaluate.words import say
from promisecheck.texts import visible


def comparison_lines(found: Comparison, most: int | None, lang: str) -> Iterator[Any]:
    """A table of the rules, and the ids of what got better and worse."""
    title = say("comparison", lang, against=found.against, alone=found.only_now + found.only_before)
    names = (*FIGURES, "f1-interval", "better-n", "worse-n", "p-value")
    made = table(title, [say("rule", lang)], [say(name, lang) for name in names])
    for rule in found.rules:
        made.add_row(Text(rule.rule_id), *_cells(rule))
    yield from (made, "")
    for rule in found.rules:
        for name, ids in (("better", rule.better), ("worse", rule.worse)):
            if ids and most != 0:
                yield _ids(say(name, lang, rule=rule.rule_id), ids, most, lang)
    yield ""


def _cells(rule: RuleChange) -> list[str]:
    sure = rule.f1_interval
    return [
        *(f"{number(getattr(rule.now, name))} ({signed(getattr(rule.change, name))})" for name in FIGURES),
        f"{signed(sure[0])}…{signed(sure[1])}" if sure else "–",
        str(len(rule.better)),
        str(len(rule.worse)),
        f"{rule.p_value:.4f}",
    ]


def _ids(title: str, ids: list[str], most: int | None, lang: str) -> Text:
    shown = ids[:most]
    more = f" {say('more', lang, n=len(ids) - len(shown))}" if len(shown) < len(ids) else ""
    return Text(title, style="bold").append(visible(f": {', '.join(shown)}{more}"), "default")
