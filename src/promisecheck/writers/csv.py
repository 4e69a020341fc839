"""Violations as CSV that opens right in a Russian Excel: a byte order mark, semicolons, CRLF, and no formulas."""

from __future__ import annotations

import csv
from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING

from promisecheck.writers.base import Writer
from promisecheck.writers.cells import harmless
from promisecheck.writers.rows import Row, violation_rows
from promisecheck.writers.words import word

if TYPE_CHECKING:
    from pathlib import Path

    from promisecheck.writers.base import Audited, Options

_COLUMNS = [column.name for column in fields(Row)]


class CsvWriter(Writer):
    """One line a violation, under headings in the language of the run."""

    def __init__(self, path: Path, options: Options):
        super().__init__(path, options)
        self._stream = path.open("w", encoding="utf-8-sig", errors="replace", newline="")
        self._csv = csv.writer(self._stream, delimiter=";", lineterminator="\r\n")
        self._csv.writerow(word(name, options.lang) for name in _COLUMNS)

    def write(self, audited: Audited) -> None:
        """The violations of one report."""
        for row in violation_rows(audited, self.options):
            self._csv.writerow(self._cell(name, getattr(row, name)) for name in _COLUMNS)

    def close(self) -> None:
        """Give the file back."""
        self._stream.close()

    def _cell(self, name: str, value: object) -> object:
        if isinstance(value, datetime):
            return value.strftime("%d.%m.%Y %H:%M:%S" if self.options.lang == "ru" else "%Y-%m-%d %H:%M:%S")
        if name in ("severity", "channel") and isinstance(value, str):
            return word(value, self.options.lang)
        return harmless(value) if isinstance(value, str) else value
