"""A workbook for people: a summary by rule, all violations, all delays; with filters, and nothing that calculates.

Rows go to disk as they come (`constant_memory`); texts are written as texts, and marked as such (`quote_prefix`), so
that none becomes a formula even when its cell is edited.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from promisecheck.tally import Tally
from promisecheck.writers.base import Writer, missing
from promisecheck.writers.rows import DelayRow, Row, delay_rows, violation_rows
from promisecheck.writers.sheets import Look, Sheet
from promisecheck.writers.words import word

try:
    import xlsxwriter
except ImportError:
    raise missing("XlsxWriter", ".xlsx") from None

if TYPE_CHECKING:
    from pathlib import Path

    from promisecheck.errors import InputError
    from promisecheck.writers.base import Audited, Options

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
    "default_date_format": "dd.mm.yyyy hh:mm:ss",
}
_WIDTHS = {"quote": 36, "text": 56, "explanation": 46, "suggestion": 46, "rule": 50, "conversation_id": 22}
_WIDTHS |= {
    "rule_id": 24,
    "category": 22,
    "sent_at": 20,
    "asked_at": 20,
    "answered_at": 20,
    "clause": 8,
    "start": 9,
    "end": 9,
}
_SUMMARY = ("clause", "rule", "assessed", "passed", "violated", "share", "not_observable", "not_applicable", "rule_id")
_BEFORE = datetime(2000, 1, 1)
_NAMED = ("severity", "channel", "wait")  # columns whose values have words of their own


class XlsxWriter(Writer):
    """Writes three sheets; the summary stands first and is filled last."""

    def __init__(self, path: Path, options: Options):
        super().__init__(path, options)
        path.open("wb").close()  # otherwise it is only at the end that a path proves to be no good
        self._tally, self._errors, self._finished = Tally(), 0, False
        self._last: datetime | None = None
        self._folder = TemporaryDirectory(prefix="promisecheck-")
        self._book = xlsxwriter.Workbook(str(path), _OPTIONS | {"tmpdir": self._folder.name})
        self._look = Look(self._book)
        self._summary = self._sheet("summary", _SUMMARY)
        self._violations = self._sheet("violations", [column.name for column in fields(Row)])
        self._delays = self._sheet("delays", [column.name for column in fields(DelayRow)])

    def write(self, audited: Audited) -> None:
        """The violations and delays of one report."""
        self._tally.add(audited.report)
        for row in violation_rows(audited, self.options):
            self._violations.add(self._cells(row), self._look.of_severity(row.severity))
            self._last = max(filter(None, (self._last, row.sent_at)), default=None)
        for delay in delay_rows(audited, self.options):
            self._delays.add(self._cells(delay), self._look.of_wait(delay.wait))

    def unread(self, error: InputError) -> None:
        """Counted below the summary."""
        self._errors += 1

    def finish(self) -> None:
        """The summary, then the whole file."""
        for rule_id, rule in self._tally.rules.items():
            passed, violated = rule.counts["passed"], rule.counts["violated"]
            share = violated / (passed + violated) if passed + violated else None
            counts = [passed + violated, passed, violated, share, rule.counts["not_observable"]]
            about = [rule.clause, self.options.title(rule_id)]
            self._summary.add([*about, *counts, rule.counts["not_applicable"], rule_id])
        self._summary.bars("share")
        self._totals()
        for sheet in (self._summary, self._violations, self._delays):
            sheet.finish()
        # The time of writing would make each run's bytes differ; the last violation's does not.
        created = self._last.replace(tzinfo=None, microsecond=0) if self._last else _BEFORE
        self._book.set_properties({"created": max(created, _BEFORE)})
        self._book.close()
        self._finished = True

    def close(self) -> None:
        """An unfinished workbook only gives its temporary files back."""
        if not self._finished:
            self._book.fileclosed = 1
            for sheet in self._book.worksheets():
                sheet.row_data_fh.close()
        self._folder.cleanup()

    def _totals(self) -> None:
        tally = self._tally
        counted = {
            "conversations": tally.conversations,
            "conversations-violated": tally.violated,
            "violations": tally.violations,
            "unread": self._errors,
        }
        for name, count in counted.items():
            self._summary.below(word(name, self.options.lang), count)

    def _sheet(self, name: str, columns: Any) -> Sheet:
        headings = {column: word(column, self.options.lang) for column in columns}
        return Sheet(self._book, self._look, word(name, self.options.lang), headings, _WIDTHS)

    def _cells(self, row: Row | DelayRow) -> list[Any]:
        given = ((column.name, getattr(row, column.name)) for column in fields(row))
        lang = self.options.lang
        return [word(value, lang) if name in _NAMED and value else value for name, value in given]
