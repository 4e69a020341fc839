"""What a decision log says altogether: `promisecheck gate-log`."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from promisecheck.errors import InputError
from promisecheck.gate.log import DATABASES, former

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

_KEEP = 100_000  # times kept for the percentiles; of more, the latest
_SHOWN = 5


@dataclass
class LogSummary:
    """Counts over the entries of a log and its former files."""

    entries: int = 0
    first: str | None = None
    last: str | None = None
    decisions: Counter[str] = field(default_factory=Counter)
    unchecked: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    channels: Counter[str] = field(default_factory=Counter)
    stopped: Counter[str] = field(default_factory=Counter)
    overrides: Counter[str] = field(default_factory=Counter)
    reasons: list[dict[str, Any]] = field(default_factory=list)
    proposed: int = 0
    unreadable: int = 0
    median_ms: float | None = None
    p99_ms: float | None = None

    def as_json(self) -> str:
        """All of it on one line."""
        return json.dumps(vars(self), ensure_ascii=False)


def summarise(path: Path, *, since: datetime | None = None) -> LogSummary:
    """The summary of a log; raises `InputError` where there is none. Torn lines are counted, not fatal."""
    if not path.is_file():
        raise InputError("no such decision log", path=path)
    summary, times = LogSummary(), list[float]()
    for entry in _entries(path):
        if entry is None:
            summary.unreadable += 1
        elif since is None or datetime.fromisoformat(entry["at"]) >= since:
            _count(summary, entry)
            times.append(float(entry.get("elapsed_ms", 0.0)))
            del times[:-_KEEP]
    times.sort()
    if times:
        summary.median_ms, summary.p99_ms = (times[int(len(times) * part)] for part in (0.5, 0.99))
    return summary


def _count(summary: LogSummary, entry: dict[str, Any]) -> None:
    summary.entries += 1
    summary.first = summary.first or entry["at"]
    summary.last = entry["at"]
    summary.decisions[entry["decision"]] += 1
    summary.channels[entry["channel"]] += 1
    summary.proposed += bool(entry.get("proposed"))
    summary.rules.update({one["rule_id"] for one in entry["violations"]})
    if entry["unchecked"]:
        summary.unchecked[f"{entry['unchecked']['reason']}/{entry['unchecked']['policy']}"] += 1
    if entry["decision"] == "stop" and entry.get("employee"):
        summary.stopped[entry["employee"]] += 1
    if entry["override"]:
        summary.overrides[entry["override"]["by"]] += 1
        kept = {name: entry[name] for name in ("at", "id", "channel")}
        summary.reasons.append(kept | entry["override"])


def _entries(path: Path) -> Iterator[dict[str, Any] | None]:
    """All entries, oldest file first; None for one that cannot be read."""
    numbers = [0]
    while former(path, numbers[-1] + 1).is_file():
        numbers.append(numbers[-1] + 1)
    for n in reversed(numbers):
        yield from _entries_of(former(path, n), database=path.suffix in DATABASES)


def _entries_of(path: Path, *, database: bool) -> Iterator[dict[str, Any] | None]:
    if database:
        from promisecheck.gate.log_sqlite import entries

        yield from entries(path)
        return
    with path.open("rb") as file:
        for line in file:
            try:
                entry = json.loads(line)
                yield entry if isinstance(entry, dict) and "decision" in entry else None
            except ValueError:
                yield None


def a_time(text: str) -> datetime:
    """An ISO 8601 date or time; without an offset it is UTC. Raises `InputError`."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"expected a date such as 2026-03-01, or a time, as ISO 8601; got {text}") from None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def show(summary: LogSummary, console: Console, lang: str) -> None:
    """The summary for people."""
    from rich.table import Table

    from promisecheck.texts import say, visible

    table = Table(box=None, show_header=False, pad_edge=False)
    rows: list[tuple[str, str]] = [("log.entries", str(summary.entries)), ("log.period", _period(summary))]
    rows += [(f"log.{name}", str(summary.decisions[name])) for name in ("send", "warn", "stop")]
    rows += [("log.unchecked", _told(summary.unchecked)), ("log.overrides", _told(summary.overrides))]
    rows += [("log.rules", _told(summary.rules)), ("log.channels", _told(summary.channels))]
    rows += [("log.stopped", _told(summary.stopped)), ("log.proposed", str(summary.proposed))]
    if summary.median_ms is not None:
        rows.append(("log.times", f"{summary.median_ms:.1f} / {summary.p99_ms:.1f}"))
    if summary.unreadable:
        rows.append(("log.unreadable", str(summary.unreadable)))
    for key, value in rows:
        table.add_row(say(key, lang), visible(value))
    console.print(table)
    for one in summary.reasons[-_SHOWN:]:
        console.print(visible(f"  {one['at']}  {one['by']}: {one['reason']}"), markup=False)


def _period(summary: LogSummary) -> str:
    return f"{summary.first} … {summary.last}" if summary.first else "–"


def _told(counts: Counter[str]) -> str:
    shown = ", ".join(f"{name} {n}" for name, n in counts.most_common(_SHOWN))
    return f"{sum(counts.values())}: {shown}" if counts else "0"
