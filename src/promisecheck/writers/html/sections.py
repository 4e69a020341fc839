"""The sections of the page that are there before any script runs: what each table and chart says."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from promisecheck.writers.html.charts import Column, Mark, columns
from promisecheck.writers.html.say import day, number, percent, say, span
from promisecheck.writers.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisecheck.writers.base import Options
    from promisecheck.writers.html.figures import Figures, Group
    from promisecheck.writers.html.waits import Waits

_PEOPLE = 12  # rows that are shown at once
_DAYS, _WEEKS, _MONTHS = 62, 62, 60  # columns of a chart
_TICKS = 8


def key_figures(figures: Figures, lang: str) -> list[tuple[str, str, str]]:
    """The numbers at the top: name, value, and what belongs beside it."""
    tally, waits = figures.tally, figures.waits
    blocks = f"{say('of-them-block', lang)} {number(figures.blocks, lang)}"
    shown = [
        (say("conversations", lang), number(tally.conversations, lang), ""),
        (
            say("with-violations", lang),
            number(tally.violated, lang),
            percent(tally.violated, tally.conversations, lang),
        ),
        (say("violations", lang), number(tally.violations, lang), blocks if tally.violations else ""),
    ]
    if waits.answered:
        in_time = percent(waits.within(waits.limit), waits.answered, lang)
        unanswered = f"{say('unanswered', lang).lower()} {number(waits.unanswered, lang)}" if waits.unanswered else ""
        shown.append((say("in-time", lang), in_time, unanswered))
    return shown


def rules(figures: Figures, options: Options) -> list[dict[str, Any]]:
    """A row for every rule, in the order of the memo."""
    rows = []
    for rule_id, rule in figures.tally.rules.items():
        assessed = rule.counts["passed"] + rule.counts["violated"]
        rows.append(
            {
                "id": rule_id,
                "clause": rule.clause,
                "part": rule.clause.split(".")[0],
                "title": options.title(rule_id),
                "assessed": assessed,
                "share": percent(rule.counts["violated"], assessed, options.lang),
                **{name: rule.counts[name] for name in ("violated", "passed", "not_observable", "not_applicable")},
            }
        )
    return rows


def people(key: str, groups: dict[str, Group], lang: str, *, named: bool = False) -> dict[str, Any]:
    """Rows of employees or channels, those with most violations first; many are folded away."""
    ranked = sorted(groups.items(), key=lambda item: (-item[1].violations, -item[1].conversations, item[0]))
    rows = [
        {
            "code": name or ("" if named else "—"),
            "name": (word(name, lang) if named else name) if name else say("nobody", lang),
            "violations": group.violations,
            "blocks": group.blocks,
            "conversations": group.conversations,
            "share": percent(group.violated, group.conversations, lang),
        }
        for name, group in ranked
    ]
    most = max((group.violations for group in groups.values()), default=0)
    parts = [("", rows[:_PEOPLE]), ("rest", rows[_PEOPLE:])] if len(rows) > _PEOPLE + 2 else [("", rows)]
    more = len(rows) - _PEOPLE if len(parts) > 1 else 0
    return {"key": key, "parts": parts, "most": most, "more": more}


def days(figures: Figures, lang: str) -> dict[str, Any] | None:
    """Violations by day, or by week or month where the days are many."""
    if not figures.days or figures.first is None or figures.last is None:
        return None
    first, last = figures.first.date(), figures.last.date()
    length = (last - first).days + 1
    unit = "day" if length <= _DAYS else "week" if length <= _WEEKS * 7 else "month"
    counts: dict[date, Counter[str]] = {begin: Counter() for begin in _begins(first, last, unit)}
    for when, found in sorted(figures.days.items()):
        counts.setdefault(_begin(when, unit), Counter()).update(found)
    shown = sorted(counts.items())[-_MONTHS if unit == "month" else 0 :]
    every = -(-len(shown) // _TICKS)
    ticks = {n: begin.strftime("%m.%Y" if unit == "month" else "%d.%m") for n, (begin, _) in enumerate(shown)}
    names = [begin.strftime("%m.%Y") if unit == "month" else day(begin, lang) for begin, _ in shown]
    made = [
        Column(name, _parts(found), ticks[n] if n % every == 0 else "")
        for n, (name, (_, found)) in enumerate(zip(names, shown, strict=True))
    ]
    return _chart("days", say(f"by-{unit}", lang), say(unit, lang), made, lang)


def hours(figures: Figures, lang: str) -> dict[str, Any] | None:
    """Violations by the hour of the day."""
    if not figures.hours:
        return None
    made = [
        Column(f"{hour}:00", _parts(figures.hours.get(hour, Counter())), str(hour) if hour % 3 == 0 else "")
        for hour in range(24)
    ]
    return _chart("hours", say("by-hour", lang), say("hour", lang), made, lang)


def waits(given: Waits, lang: str) -> dict[str, Any] | None:
    """How long clients waited, with the target and the limit marked."""
    if not given.answered:
        return None
    made, names = [], [span(mark, lang) for mark in given.marks]
    for n, count in enumerate(given.counts):
        reached = given.marks[n] if n < len(given.marks) else float("inf")
        kind = "good" if reached <= given.target else "warn" if reached <= given.limit else "block"
        made.append(Column(_between(names, n, lang), ((kind, count),)))
    marks = [_mark(given, given.target, "target", "end", lang)]
    if given.limit > given.target:
        marks.append(_mark(given, given.limit, "limit", "start", lang))
    title = say("waits-title", lang)
    svg = columns("waits", title, waits_lines(given, lang)[0], made, marks=marks, edges=_edges(names))
    rows = [(column.name, column.total) for column in made]
    return {"title": title, "svg": svg, "heads": [say("wait", lang), say("answers", lang)], "rows": rows}


def _mark(given: Waits, seconds: float, key: str, side: str, lang: str) -> Mark:
    return Mark(given.marks.index(seconds) + 1, f"{say(key, lang)} {span(seconds, lang)}", side)


def _edges(names: list[str]) -> list[str]:
    """The words between columns: of several in one unit, only the last names it."""
    units = [name.rpartition(" ")[2] for name in names]
    alone = [name.count(" ") == 1 and unit == after for name, unit, after in zip(names, units, units[1:], strict=False)]
    return [name.split(" ")[0] if short else name for name, short in zip(names, [*alone, False], strict=True)]


def waits_lines(given: Waits, lang: str) -> list[str]:
    """What the distribution says, in words."""
    if not given.answered:
        return []
    in_target, in_limit = given.within(given.target), given.within(given.limit)
    shares = {"in_target": in_target, "in_limit": in_limit, "late": given.answered - in_limit}
    told = {name: percent(count, given.answered, lang) for name, count in shares.items()}
    times = {"target": span(given.target, lang), "limit": span(given.limit, lang)}
    first = say("waits-about", lang, n=number(given.answered, lang), **times, **told)
    half, most = (span(given.quantile(share) or 0, lang) for share in (0.5, 0.9))
    return [first, f"{say('median', lang, time=half)}, {say('p90', lang, time=most)}."]


def reasons(figures: Figures, options: Options) -> list[dict[str, Any]]:
    """Why rules were not assessed: those that could not be observed, and notes on those that did not apply."""
    by_id = {rule.id: rule for rule in options.rules}
    rows = []
    for rule_id, tallied in figures.tally.rules.items():
        for (about, status, category), count in figures.reasons.items():
            if about == rule_id and (status == "not_observable" or category):
                why = _reason(by_id.get(rule_id), status, category, options.lang)
                title = options.title(rule_id)
                rows.append({"clause": tallied.clause, "title": title, "count": count, "why": why})
    return rows


def _reason(rule: Any, status: str, category: str, lang: str) -> str:
    remark = getattr(getattr(rule, "notes", None), category, None) if category else None
    if remark is not None and hasattr(remark, "explanation"):
        return str(remark.explanation[lang])
    if category:
        return category
    return say("why-attestation" if getattr(rule, "kind", "") == "attestation" else f"why-{status}", lang)


def _chart(key: str, title: str, head: str, made: list[Column], lang: str) -> dict[str, Any]:
    most = max(made, key=lambda column: column.total)
    total = sum(column.total for column in made)
    about = say("chart-about", lang, n=number(total, lang), name=most.name, most=number(most.total, lang))
    rows = [(column.name, *(count for _, count in column.parts)) for column in made]
    heads = [head, say("block", lang), say("warn", lang)]
    return {"title": title, "svg": columns(key, title, about, made), "heads": heads, "rows": rows}


def _parts(found: Counter[str]) -> tuple[tuple[str, int], ...]:
    return (("block", found["block"]), ("warn", found["warn"]))


def _begin(when: date, unit: str) -> date:
    """The first day of its day, week or month."""
    if unit == "day":
        return when
    return when - timedelta(when.weekday()) if unit == "week" else when.replace(day=1)


def _begins(first: date, last: date, unit: str) -> Iterator[date]:
    """All days or weeks of a time, also those without a violation; months are too many to fill up."""
    if unit == "month":
        return
    begin, step = _begin(first, unit), timedelta(1 if unit == "day" else 7)
    for n in range((last - begin).days // step.days + 1):
        yield begin + n * step


def _between(names: list[str], n: int, lang: str) -> str:
    if n == 0:
        return say("up-to", lang, high=names[0])
    if n == len(names):
        return say("over", lang, low=names[-1])
    return say("between", lang, low=names[n - 1], high=names[n])
