"""CSV and TSV of messages, as spreadsheets and programs write them; a row of any conversation may stand anywhere."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import chain
from typing import TextIO

from promisecheck.errors import InputError
from promisecheck.readers.base import File, Job, Reader
from promisecheck.readers.decoding import open_text
from promisecheck.readers.gather import Loose, gathered
from promisecheck.readers.rows import Rows

_DELIMITERS = ";,\t|"
_CELL = 1 << 20  # letters: an open quotation mark must not swallow the file


def posts(file: File, job: Job) -> Iterator[Loose | InputError]:
    """The rows of a file whose first line holds the headings."""
    csv.field_size_limit(_CELL)
    with open_text(file, job) as stream:
        first = stream.readline(_CELL)
        told = None
        if first.lower().startswith("sep=") and len(first.strip()) == 5:  # a remark to Excel
            told, first = first[4], stream.readline(_CELL)
        if not first.strip():
            raise InputError("expected a line of headings", line=1)
        yield from _rows(first, stream, told or _delimiter(first, file), 2 if told else 1, file, job)


def _rows(first: str, stream: TextIO, delimiter: str, line: int, file: File, job: Job) -> Iterator[Loose | InputError]:
    lines = chain([first], stream)
    table = csv.reader(lines, delimiter=delimiter)
    try:
        headings = [heading.strip() for heading in next(table)]
    except csv.Error as error:
        raise InputError(f"not CSV: {error}", line=line) from None
    rows = Rows(headings, file, job, "tsv" if delimiter == "\t" else "csv")
    line += table.line_num
    while True:
        seen = table.line_num
        try:
            cells = next(table, None)
        except csv.Error as error:
            yield InputError(f"not CSV: {error}", line=line)
            line += table.line_num - seen
            table = csv.reader(lines, delimiter=delimiter)
            continue
        if cells is None:
            return
        here, line = line, line + table.line_num - seen
        if not any(cells):
            continue
        if len(cells) > len(headings):
            yield InputError(f"expected {len(headings)} columns, got {len(cells)}; is a text unquoted?", line=here)
            continue
        try:
            yield rows.loose(dict(zip(headings, cells, strict=False)), f"line {here}")
        except InputError as error:
            yield InputError(error.message, line=here, field=error.field)


def _delimiter(first: str, file: File) -> str:
    """The one that parts the headings most often, outside of quotation marks."""
    outside = "".join(first.split('"')[::2])
    best = max(_DELIMITERS, key=outside.count)
    return best if best in outside else "\t" if file.path.suffix.lower() == ".tsv" else ";"


_read = gathered(posts)
READERS = (Reader("csv", (".csv",), _read), Reader("tsv", (".tsv", ".tab"), _read))
