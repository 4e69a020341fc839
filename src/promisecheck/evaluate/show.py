"""An evaluation as a person reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from promisecheck.evaluate.cells import number, table
from promisecheck.evaluate.metrics import worst_first
from promisecheck.evaluate.result import FIGURES, Disagreement, Evaluation, Figures, Gate, RuleFigures
from promisecheck.evaluate.show_comparison import comparison_lines
from promisecheck.evaluate.words import say
from promisecheck.texts import visible

WORST_TAGS = 10
LEAST_CASES = 10  # below that, one case more or less makes a tag the worst
ERRORS = 20
_WIDTH = 140
_COUNTS = ("cases", "support", "true_positives", "false_positives", "false_negatives", "true_negatives")
_KINDS: tuple[Literal["false", "missed", "status"], ...] = ("false", "missed", "status")


def show(
    result: Evaluation, console: Console, lang: str, *, all_tags: bool = False, errors: int | None = ERRORS
) -> None:
    """The figures, the tags, the disagreements (`errors` of each kind, or all), the comparison and the gate."""
    if not console.is_terminal:
        console.width = max(console.width, _WIDTH)  # a file or a pipe has no edge to wrap at
    if result.rules:
        console.print(_figures(result.rules, lang), "", _counts(result.rules, lang), "")
    parts = [*_tags(result.rules, lang, all_tags=all_tags), *_disagreements(result.disagreements, errors, lang)]
    if result.comparison:
        parts += comparison_lines(result.comparison, errors, lang)
    if result.gate:
        parts += _gate(result.gate, lang)
    for part in parts:
        console.print(part)
    counts = {"conversations": result.conversations, "cases": result.cases_total, "skipped": len(result.skipped)}
    total = say("total", lang, wrong=result.disagreements_total, **counts)
    console.print(Text(total, style="green" if result.status == 0 else "red"), soft_wrap=True)


def _figures(rules: Iterable[RuleFigures], lang: str) -> Table:
    made = table(say("figures", lang), [say("rule", lang)], [say(name, lang) for name in FIGURES])
    for rule in rules:
        made.add_row(Text(rule.rule_id), *(_sure(rule, name) for name in FIGURES))
    return made


def _sure(figures: Figures, name: str) -> str:
    interval = getattr(figures, f"{name}_interval")
    return number(getattr(figures, name)) + (f" ({interval[0]:.3f}–{interval[1]:.3f})" if interval else "")


def _counts(rules: Iterable[RuleFigures], lang: str) -> Table:
    shares = ("status_agreement", "overlap", "category")
    made = table(say("counts", lang), [say("rule", lang)], [say(name, lang) for name in (*_COUNTS, *shares)])
    for rule in rules:
        counts = [str(getattr(rule, name)) for name in _COUNTS]
        places = [rule.spans.overlap, rule.spans.category] if rule.spans else [None, None]
        made.add_row(Text(rule.rule_id), *counts, *map(number, (rule.status_agreement, *places)))
    return made


def _tags(rules: Iterable[RuleFigures], lang: str, *, all_tags: bool) -> Iterator[Any]:
    """Of all rules together, so that the worst stand first whatever their rule."""
    found = [(rule.rule_id, tag) for rule in rules for tag in rule.tags]
    found.sort(key=lambda one: worst_first(one[1]))
    title = say("tags", lang)
    if not all_tags:
        found = [(rule, tag) for rule, tag in found if tag.cases >= LEAST_CASES][:WORST_TAGS]
        title = say("worst-tags", lang, least=LEAST_CASES)
    if not found:
        return
    counts = ("cases", "support", "false_positives", "false_negatives")
    names = ["accuracy", *FIGURES, *counts]
    made = table(title, [say("tag", lang), say("rule", lang)], [say(name, lang) for name in names])
    for rule_id, tag in found:
        numbers = [number(getattr(tag, name)) for name in ("accuracy", *FIGURES)]
        made.add_row(Text(visible(tag.tag)), Text(rule_id), *numbers, *(str(getattr(tag, name)) for name in counts))
    yield from (made, "")


def _disagreements(found: Sequence[Disagreement], most: int | None, lang: str) -> Iterator[Any]:
    for kind in _KINDS:
        mine = [one for one in found if one.kind == kind]
        shown = mine[:most]
        if not shown:
            continue
        yield Text(say(kind, lang, n=len(mine)), style="bold")
        for one in shown:
            yield from _disagreement(one, lang)
        if len(shown) < len(mine):
            yield Text(say("more", lang, n=len(mine) - len(shown)), style="dim")
        yield ""


def _disagreement(one: Disagreement, lang: str) -> Iterator[Any]:
    place = f"{one.path}:{one.line}" if one.line is not None else one.path
    yield Text(visible(" · ".join([f"{place} {one.id}", one.rule_id, *one.tags])))
    said = [one.excerpt, say("reason", lang, text=one.reason)]
    yield Padding(Text(visible("\n".join(part for part in said if part)), style="dim"), (0, 0, 0, 2), expand=False)


def _gate(gate: Gate, lang: str) -> Iterator[Any]:
    if gate.changed:
        names = [say(name, lang) for name in ("before", "now")]
        made = table(say("rewritten", lang, path=gate.floors), _names(lang), names)
        for change in gate.changed:
            row = (change.path, change.rule_id, say(change.figure, lang), number(change.before), number(change.now))
            made.add_row(*map(Text, row))
        yield from (made, "")
    if gate.held:
        yield Text(say("held", lang, n=gate.checked), style="green")
        return
    title = say("fallen", lang, n=len(gate.fallen), all=gate.checked)
    made = table(title, _names(lang), [say("floor", lang), say("today", lang)])
    for fall in gate.fallen:
        today = number(fall.today) if fall.today is None else f"{fall.today:.4f}"  # 0.9119 is below 0.912
        row = (fall.path, fall.rule_id, say(fall.figure, lang), number(fall.floor), today)
        made.add_row(*map(Text, row), style="red")
    yield from (made, "")


def _names(lang: str) -> list[str]:
    return [say(name, lang) for name in ("corpus", "rule", "figure")]
