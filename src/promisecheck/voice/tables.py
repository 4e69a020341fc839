"""The report as XLSX, CSV or JSON Lines. A file is written as `NAME.part` and moved to its place at the end."""

from __future__ import annotations

import csv
import os
import sys
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from promisecheck.errors import InputError
from promisecheck.texts import say
from promisecheck.voice.rows import Row
from promisecheck.writers import part_of

COLUMNS = (
    "sent_at client channel employee record kind topic_title quote gist recorded recipient conversation_id message_id"
).split()
_WIDTHS = {"quote": 60, "gist": 32, "sent_at": 17, "client": 22, "topic_title": 26, "recipient": 22}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run (OWASP: CSV injection)
_LONGEST = 32_767  # characters of an Excel cell
_MOST = 1_048_575  # rows of an Excel sheet below its header


class Output(ABC):
    """One output file of the report; used in a `with`."""

    def __init__(self, out: str, lang: str):
        self.out, self.lang, self.part = out, lang, part_of(out)

    @abstractmethod
    def write(self, row: Row) -> None:
        """Take one row, in order."""

    @abstractmethod
    def close(self, *, whole: bool) -> None:
        """Give the file back; `whole`: all rows are there."""

    def __enter__(self) -> Output:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close(whole=kind is None)
        if kind is None:
            self.part.replace(os.path.realpath(self.out))
        else:
            self.part.unlink(missing_ok=True)


class JsonlOutput(Output):
    """One JSON object a line."""

    def __init__(self, out: str, lang: str):
        super().__init__(out, lang)
        self._stream = self.part.open("w", encoding="utf-8", newline="\n")

    def write(self, row: Row) -> None:
        """One more line."""
        self._stream.write(row.model_dump_json() + "\n")

    def close(self, *, whole: bool) -> None:
        """Give the file back."""
        self._stream.close()


class StdoutOutput(Output):
    """JSON Lines on standard output, which stays open."""

    def __init__(self, lang: str):
        self.lang = lang

    def write(self, row: Row) -> None:
        """One more line."""
        sys.stdout.buffer.write(row.model_dump_json().encode() + b"\n")

    def close(self, *, whole: bool) -> None:
        """Whoever reads the pipe gets the last lines too."""
        sys.stdout.flush()

    def __exit__(self, *_: object) -> None:
        self.close(whole=True)


class CsvOutput(Output):
    """CSV as Excel opens it in Russian: UTF-8 with a mark, semicolons; no cell begins like a formula."""

    def __init__(self, out: str, lang: str):
        super().__init__(out, lang)
        self._stream = self.part.open("w", encoding="utf-8-sig", newline="", errors="replace")
        self._csv = csv.writer(self._stream, delimiter=";")
        self._csv.writerow(_titles(lang))

    def write(self, row: Row) -> None:
        """One more row."""
        self._csv.writerow(_safe(cell) for cell in _cells(row, self.lang))

    def close(self, *, whole: bool) -> None:
        """Give the file back."""
        self._stream.close()


class XlsxOutput(Output):
    """A workbook: the signals by topic under a frozen header with filters, and the topics with counts and a chart.

    The rows are kept until the end, for they are put in the order of their topics.
    """

    def __init__(self, out: str, lang: str):
        super().__init__(out, lang)
        self._rows: list[Row] = []
        self.part.touch()

    def write(self, row: Row) -> None:
        """Keep one row."""
        self._rows.append(row)

    def close(self, *, whole: bool) -> None:
        """Write the workbook, if it is to be one."""
        if not whole:
            return
        import xlsxwriter

        plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        with xlsxwriter.Workbook(str(self.part), plain) as book:
            rows = sorted(self._rows, key=_by_topic)
            for first in range(0, max(len(rows), 1), _MOST):
                self._signals(book, rows[first : first + _MOST], 1 + first // _MOST)
            self._topics(book, rows)

    def _signals(self, book: Any, rows: Sequence[Row], number: int) -> None:
        sheet = book.add_worksheet(say("voice-sheet", self.lang) + (f" {number}" if number > 1 else ""))
        wrapped, head = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True})
        for n, name in enumerate(COLUMNS):
            sheet.set_column(n, n, _WIDTHS.get(name, 14), wrapped)
        _line(sheet, 0, _titles(self.lang), head)
        for n, row in enumerate(rows, 1):
            _line(sheet, n, _cells(row, self.lang), wrapped)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)

    def _topics(self, book: Any, rows: Sequence[Row]) -> None:
        """Counts by topic, the most frequent first, and a chart of them."""
        sheet = book.add_worksheet(say("topic-sheet", self.lang))
        counts = Counter((row.record, row.topic_title) for row in rows)
        missing = Counter((row.record, row.topic_title) for row in rows if not row.recorded)
        titles = [say(f"column-{name}", self.lang) for name in ("record", "topic_title", "count", "unrecorded")]
        _line(sheet, 0, titles, book.add_format({"bold": True}))
        for n, ((record, topic), count) in enumerate(counts.most_common(), 1):
            _line(sheet, n, [say(record, self.lang), topic], None)
            sheet.write_number(n, 2, count)
            sheet.write_number(n, 3, missing[record, topic])
        sheet.set_column(0, 1, 30)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(counts), 3)
        if counts:
            chart = book.add_chart({"type": "bar"})
            place = [sheet.get_name(), 1, 1, len(counts), 1]
            for column in (2, 3):
                values = [sheet.get_name(), 1, column, len(counts), column]
                chart.add_series({"name": titles[column], "categories": place, "values": values})
            chart.set_y_axis({"reverse": True})
            chart.set_size({"width": 720, "height": 120 + 30 * min(len(counts), 30)})
            sheet.insert_chart(0, 5, chart)


_OUTPUTS: dict[str, type[Output]] = {".xlsx": XlsxOutput, ".csv": CsvOutput, ".jsonl": JsonlOutput}


def check_outs(outs: Sequence[str], bitrix24: str | None, sources: Sequence[Path]) -> None:
    """Raise `InputError` for an output that cannot be written, before any work is done."""
    inputs, seen = {os.path.realpath(path) for path in sources}, set()
    for out in [*outs, *([bitrix24] if bitrix24 else [])]:
        place = out if out == "-" else os.path.realpath(out)
        if place in seen:
            raise InputError("named twice as an output", path=out)
        seen.add(place)
        if out == "-":
            continue
        allowed = (".jsonl",) if out == bitrix24 else tuple(_OUTPUTS)
        if not out.lower().endswith(allowed):
            raise InputError(f"unknown output ending; expected one of {', '.join(allowed)}", path=out)
        if place in inputs:
            raise InputError("would overwrite what is to be read", path=out)
        if not Path(place).parent.is_dir():
            raise InputError("its folder does not exist", path=out)


def opened(out: str, lang: str) -> Output:
    """The output of that name."""
    if out == "-":
        return StdoutOutput(lang)
    try:
        return next(made for ending, made in _OUTPUTS.items() if out.lower().endswith(ending))(out, lang)
    except OSError as error:
        raise InputError(error.strerror or type(error).__name__, path=out) from None


def _titles(lang: str) -> list[str]:
    return [say(f"column-{name}", lang) for name in COLUMNS]


def _cells(row: Row, lang: str) -> list[str]:
    """The cells of a row as people read them."""
    said = {
        "sent_at": f"{row.sent_at:%Y-%m-%d %H:%M}" if row.sent_at else "",
        "record": say(row.record, lang),
        "recorded": say("yes" if row.recorded else "no", lang),
    }
    return [said.get(name, getattr(row, name)) or "" for name in COLUMNS]


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _line(sheet: Any, row: int, cells: Sequence[str], form: Any) -> None:
    """Cells as texts: whatever they begin with, none is a formula."""
    for n, cell in enumerate(cells):
        text = cell.encode("utf-8", "replace").decode()
        sheet.write_string(row, n, text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…", form)


def _by_topic(row: Row) -> tuple[str, str, str]:
    return row.record, row.topic_title, row.sent_at.isoformat() if row.sent_at else ""
