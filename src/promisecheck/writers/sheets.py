"""Sheets of a workbook that fill up row by row, and the looks of their cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from promisecheck.writers.cells import shown

LONGEST = 32_767  # characters of a cell, as Excel counts them
ROWS = 1_048_576  # of a sheet
WIDTH = 14  # of a column, in characters
LINE, LINES = 15, 6  # points of a line; lines of a row that are shown
_COLOURS = {"block": ("#FBE3E0", "#8C1D18"), "warn": ("#FFF3D6", "#6B4A00"), "good": ("#E2F1E4", "#1B5E20")}
_WAITS = {"late": "block", "unanswered": "block", "in-limit": "warn", "in-target": "good"}


class Look:
    """The formats of a workbook."""

    def __init__(self, book: Any):
        top = {"valign": "top"}
        self.text = book.add_format(top | {"text_wrap": True, "quote_prefix": True, "align": "left", "indent": 1})
        self.number = book.add_format(top)
        self.time = book.add_format(top | {"num_format": "dd.mm.yyyy hh:mm:ss", "align": "left", "indent": 1})
        self.share = book.add_format(top | {"num_format": "0.0%"})
        self.head = book.add_format(
            {
                "bold": True,
                "bg_color": "#1F3A5F",
                "font_color": "#FFFFFF",
                "text_wrap": True,
                "valign": "vcenter",
                "indent": 1,
            }
        )
        self.bold = book.add_format({"bold": True})
        self.coloured = {
            name: book.add_format({"bg_color": back, "font_color": ink}) for name, (back, ink) in _COLOURS.items()
        }

    def of_severity(self, severity: str) -> str | None:
        """The colour of a violation."""
        return severity if severity in self.coloured else None

    def of_wait(self, wait: str) -> str | None:
        """The colour of a delay."""
        return _WAITS.get(wait)


class Sheet:
    """A sheet with a frozen head and filters; what does not fit goes on in a further sheet of that name."""

    def __init__(self, book: Any, look: Look, name: str, headings: Mapping[str, str], widths: Mapping[str, int]):
        self._book, self._look, self._name = book, look, name
        self._headings, self._widths = dict(headings), widths
        self._pages = 0
        self._values: dict[str, set[str]] = {}
        self._open()

    def add(self, cells: Sequence[Any], colour: str | None = None) -> None:
        """One row; the conditional colour goes by the words of its named column."""
        if self._row == ROWS - 1:
            self.finish()
            self._open()
        self._row += 1
        self._sheet.set_row(self._row, self._height(cells))
        for column, (name, value) in enumerate(zip(self._headings, cells, strict=True)):
            self._put(column, name, value)
        if colour:
            graded = next(name for name in ("severity", "wait") if name in self._headings)
            self._values.setdefault(colour, set()).add(cells[list(self._headings).index(graded)])

    def bars(self, name: str) -> None:
        """A bar in each cell of one column of shares."""
        column = list(self._headings).index(name)
        bar = {"type": "data_bar", "bar_color": "#D98880", "bar_solid": True, "min_type": "num", "min_value": 0}
        self._sheet.conditional_format(1, column, max(self._row, 1), column, bar | {"max_type": "num", "max_value": 1})

    def below(self, name: str, count: int) -> None:
        """A line below the table, outside of its filter."""
        self._extra += 1
        row = self._row + 1 + self._extra
        self._sheet.write_string(row, 1, name, self._look.bold)
        self._sheet.write_number(row, 2, count, self._look.bold)

    def finish(self) -> None:
        """Filters and colours over all the rows there are."""
        self._sheet.autofilter(0, 0, max(self._row, 1), len(self._headings) - 1)
        for colour, values in self._values.items():
            graded = next(name for name in ("severity", "wait") if name in self._headings)
            column = list(self._headings).index(graded)
            for value in sorted(values):
                same = {"type": "cell", "criteria": "==", "value": f'"{value}"', "format": self._look.coloured[colour]}
                self._sheet.conditional_format(1, column, max(self._row, 1), column, same)

    def _height(self, cells: Sequence[Any]) -> float:
        """Enough for the longest text, up to some lines: not every program finds the height itself."""
        texts = ((value, self._widths.get(name, WIDTH)) for name, value in zip(self._headings, cells, strict=True))
        lines = (_lines(value, width) for value, width in texts if isinstance(value, str))
        return LINE * min(max(lines, default=1), LINES) + 3

    def _open(self) -> None:
        self._pages += 1
        self._row, self._extra = 0, 0
        self._sheet = self._book.add_worksheet(self._name if self._pages == 1 else f"{self._name} {self._pages}")
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)
        self._sheet.set_paper(9)  # A4
        self._sheet.set_row(0, 2 * LINE + 3)
        for column, (name, heading) in enumerate(self._headings.items()):
            self._sheet.set_column(column, column, self._widths.get(name, WIDTH))
            self._sheet.write_string(0, column, heading, self._look.head)

    def _put(self, column: int, name: str, value: Any) -> None:
        if isinstance(value, str):
            self._sheet.write_string(self._row, column, fitting(value), self._look.text)
        elif isinstance(value, datetime) and value.year >= 1900:
            self._sheet.write_datetime(self._row, column, value, self._look.time)
        elif isinstance(value, datetime):
            self._sheet.write_string(self._row, column, value.isoformat(), self._look.text)
        elif value is not None:
            self._sheet.write_number(
                self._row, column, value, self._look.share if name == "share" else self._look.number
            )


def _lines(text: str, width: int) -> int:
    """About how many lines a text takes; no more are counted than are shown."""
    return sum(1 + len(line) // width for line in text[: width * LINES].split("\n"))


def fitting(text: str) -> str:
    """The text as a cell holds it: without forbidden characters, cut where Excel would refuse it."""
    text = shown(text)
    if len(text.encode("utf-16-le")) // 2 > LONGEST:
        text = text.encode("utf-16-le")[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"
    return text
