"""The summary for people: a table of the rules, and the conversations with most violations."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from promisecheck.report import Status
from promisecheck.tally import RuleTally, Tally
from promisecheck.texts import say, visible
from promisecheck.writers.base import Audited, Options, Writer

_WIDTH = 140


class TableWriter(Writer):
    """The summary as a text file."""

    shows_conversations = False

    def __init__(self, path: Path, options: Options):
        super().__init__(path, options)
        self._stream, self._tally = path.open("w", encoding="utf-8"), Tally()

    def write(self, audited: Audited) -> None:
        """Count one report."""
        self._tally.add(audited.report)

    def finish(self) -> None:
        """Only now are the numbers known."""
        Console(file=self._stream, width=_WIDTH).print(summary(self._tally, self.options.lang))

    def close(self) -> None:
        """Give the file back."""
        self._stream.close()


def summary(tally: Tally, lang: str) -> Group:
    """The tables; the second one only where something was violated."""
    tables = [_rules(tally, lang)]
    if tally.violated:
        tables.append(_worst(tally, lang))
    return Group(*tables)


def _rules(tally: Tally, lang: str) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(say("clause-column", lang))
    table.add_column(say("rule", lang), no_wrap=True)
    for status in get_args(Status):
        table.add_column(say(status, lang), justify="right")
    table.add_column(say("quotes", lang), overflow="fold")
    for rule_id, rule in tally.rules.items():
        table.add_row(*_row(rule_id, rule), style="bold" if rule.counts["violated"] else "dim")
    return table


def _row(rule_id: str, rule: RuleTally) -> list[Text]:
    counts = [Text(str(rule.counts[status]), style=_style(status, rule)) for status in get_args(Status)]
    quotes = " · ".join(f"«{' '.join(quote.split())}»" for quote in rule.quotes)
    return [Text(rule.clause), Text(rule_id), *counts, Text(visible(quotes))]


def _style(status: Status, rule: RuleTally) -> str:
    return "red" if status == "violated" and rule.counts["violated"] else ""


def _worst(tally: Tally, lang: str) -> Table:
    table = Table(box=None, pad_edge=False, title=say("worst", lang), title_justify="left")
    table.add_column(say("conversation", lang), overflow="fold")
    table.add_column(say("count", lang), justify="right")
    table.add_column(say("blocks", lang), justify="right")
    for name, count, blocks in tally.worst():
        table.add_row(Text(visible(name)), str(count), str(blocks))
    return table
